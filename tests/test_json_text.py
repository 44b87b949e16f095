"""What is written as JSON can be read by any program."""

import json
from math import inf, nan

from equipoise.experiments.json_text import json_text


def test_numbers_that_do_not_exist_are_null_however_deep() -> None:
    text = json_text({"a": [nan, (inf, 1.5)], "b": {"c": -inf}, "é": 2})
    assert json.loads(text) == {"a": [None, [None, 1.5]], "b": {"c": None}, "é": 2}
    assert "é" in text
    assert text.endswith("\n")
