"""Sentences on what people guessed are chosen by the figures."""

from equipoise.analysis.prose.guesses import foresaw, off, predicted


def test_what_people_expected_and_when_it_came() -> None:
    assert predicted("Giant", [3, 5, None], [4, None]) == (
        "Of 3 people 2 expected an even footing, half of them by year 4, and 1 never; "
        "it came at 1 of 2 tables, in year 4"
    )
    assert predicted("Giant", [None, None], [None]).startswith("Nobody expected that Giant would ever")
    assert predicted("Giant", [2], [None, None]).endswith("it came at no table")
    assert predicted("Giant", [2], [2]).endswith("it came at the table, in year 2")
    assert predicted("Giant", [2], [6, 4]).endswith("it came at 2 of 2 tables, in years 4 and 6")
    assert predicted("Giant", [], [2, 6, 8]).endswith("it came at 3 of 3 tables, at half of them by year 6")


def test_the_side_to_which_guesses_lie_is_said_where_there_is_one() -> None:
    assert off({}) == "Nobody guessed anything that can be checked"
    told = off({"need": [(0.8, 0.4), (0.6, 0.4)], "firm": [(0.6, 0.5), (0.4, 0.5)], "none": []})
    assert told == "Of 10 points, guesses were off: firm by 1.0; need by 3.0, too high on average"
    assert "too low" in off({"need": [(0.1, 0.9)]})


def test_foresight_is_judged_from_three_tables_on_and_by_the_error() -> None:
    assert foresaw([], 0.9, 5) == ""
    assert "one table cannot tell" in foresaw([(0.9, True)], 0.9, 1)
    right = [(0.95, True)] * 3 + [(0.05, False)]
    assert "better than" in foresaw(right, 0.9, 4)
    assert "worse than" in foresaw([(1.0 - chance, end) for chance, end in right], 0.9, 4)
    assert "as well as" in foresaw([(0.9, end) for _, end in right], 0.9, 4)
