"""``equipoise accounts``: a business from its own files, and what no file tells."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from equipoise.app.commands import completion, options
from equipoise.app.console import note, output, say, show
from equipoise.app.files.new import typed, write_new
from equipoise.sim.faults import EquipoiseError
from equipoise.sim.wording import did_you_mean, listed, written

if TYPE_CHECKING:
    from equipoise.experiments.accounts.importing import Asked, Imported, UndecidedError
    from equipoise.experiments.accounts.written.anonymous import Mask
    from equipoise.experiments.accounts.written.answers import Earlier

_USUAL = Path("mine")
_WIDE = 100
_MARKS = (",", ".")
_ORDERS = ("day-first", "month-first", "iso")

_FILES = "CSV, TSV, XLSX, XLS or ODS files: accounts, invoices, opportunities, contracts."
_OUT = "Folder for the scenario, the mapping and the page; a new one, or that of an earlier import."
_MAPPING = "A mapping file to follow; that of the folder, if it has one."
_DECIMAL = "The decimal mark of all amounts: , or ."
_DATES = "How dates are written: day-first, month-first or iso."
_AS_OF = "Last day of what the files cover: 2024-12-31."
_SHEET = "The sheet of a workbook with several."
_ANONYMISE = "Hide names, and how large amounts are; what hides them goes to private.toml."

Files = Annotated[list[Path], typer.Argument(metavar="FILE", help=_FILES, show_default=False, parser=options.some_path)]
Out = Annotated[Path, options.path("--out", "DIR", _OUT, "mine")]
Mapping = Annotated[Path | None, options.path("--mapping", "FILE", _MAPPING)]
Decimal = Annotated[str | None, options.names("--decimal", completion.among(lambda: _MARKS), _DECIMAL, metavar="MARK")]
Dates = Annotated[str | None, options.names("--dates", completion.among(lambda: _ORDERS), _DATES, metavar="ORDER")]
AsOf = Annotated[str | None, options.option("--as-of", "DATE", _AS_OF)]
Currency = Annotated[str | None, options.option("--currency", "CODE", "The currency of all amounts, as EUR.")]
SheetName = Annotated[str | None, options.option("--sheet", "NAME", _SHEET)]
Anonymise = Annotated[bool, options.switch("--anonymise", _ANONYMISE)]
NewFile = Annotated[Path, options.path("--out", "FILE", "The new file.", "accounts.csv")]
Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="Where they go.", show_default="here", parser=options.some_path)
]
Own = Annotated[
    Path,
    typer.Argument(metavar="SCENARIO", help="The path of a scenario.", show_default=False, parser=options.some_path),
]

accounts = typer.Typer(
    help="Make a scenario of a business from its own files.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)


@accounts.command("import")
def import_(
    files: Files,
    out: Out = _USUAL,
    mapping: Mapping = None,
    decimal: Decimal = None,
    dates: Dates = None,
    as_of: AsOf = None,
    currency: Currency = None,
    sheet: SheetName = None,
    anonymise: Anonymise = False,
) -> None:
    """Read files of accounts, and write a scenario, the mapping that was taken, and a page.

    A row is an account, an account in a period, an invoice, an opportunity or a contract; files are joined by the
    account's name. What can be read in two ways is refused, with the option that decides. Nothing leaves the machine.
    """
    asked = _asked(decimal, dates, as_of, currency, sheet)
    from equipoise.experiments.accounts.importing import UndecidedError, UnsaidError, import_files
    from equipoise.experiments.accounts.written.answers import earlier
    from equipoise.experiments.accounts.written.writing import MAPPING, check_place, check_scenario, write_folder

    check_place(out)
    name = out.absolute().name
    scenario = out / f"{name}.toml"
    check_scenario(scenario)
    before = earlier(scenario)
    asked = _with_folder(asked, out, mapping, anonymise=anonymise)
    try:
        found = import_files(files, asked, date.today())  # noqa: DTZ011 - the user's own day
    except UndecidedError as undecided:
        where = out / MAPPING
        write_folder(out, _undecided(undecided, out))
        again = typed("accounts", "import", *files, "--out", out)
        holder = out / "private.toml" if anonymise else where
        raise EquipoiseError(
            f'{undecided}\nsay "same" or "different" under [names] in {holder}, where "ask" stands; then: {again}'
        ) from None
    except UnsaidError as error:
        if anonymise:
            raise
        write_folder(out, {MAPPING: _completed(out, error.mapping)})
        raise EquipoiseError(
            f"{error}, under columns in {out / MAPPING}, and import again; or in the file, and put that mapping aside"
        ) from None
    found = _write(found, before, out, name)
    _tell(found, scenario, out)


def _asked(
    decimal: str | None, dates: str | None, as_of: str | None, currency: str | None, sheet: str | None
) -> "Asked":
    """Read the options."""
    for flag, value, allowed in (("--decimal", decimal, _MARKS), ("--dates", dates, _ORDERS)):
        if value is not None and value not in allowed:
            raise EquipoiseError(f"{flag} {written(value)}   must be {listed(allowed)}{did_you_mean(value, allowed)}")
    day = None
    if as_of is not None:
        try:
            day = date.fromisoformat(as_of)
        except ValueError:
            raise EquipoiseError(f"--as-of {written(as_of)}   must be a day, as 2024-12-31") from None
    from equipoise.experiments.accounts.columns.money import CODES, currency_called
    from equipoise.experiments.accounts.importing import Asked
    from equipoise.experiments.accounts.rows.tables import Options

    if currency is not None and currency_called(currency) not in CODES.split():
        raise EquipoiseError(f"--currency {written(currency)}   must be the code of a currency, as EUR")
    return Asked(Options(decimal, dates), day, currency, sheet)


def _with_folder(asked: "Asked", out: Path, mapping: Path | None, *, anonymise: bool) -> "Asked":
    """Take up what an earlier import left, or a mapping that is named."""
    from equipoise.experiments.accounts.columns.mapping import read_mapping
    from equipoise.experiments.accounts.written.anonymous import PRIVATE, new_mask, read_private
    from equipoise.experiments.accounts.written.writing import MAPPING

    followed = mapping or (out / MAPPING if (out / MAPPING).exists() else None)
    found = read_mapping(followed) if followed is not None else asked.mapping
    if not anonymise:
        if (out / PRIVATE).exists():
            raise EquipoiseError(
                f"{out} hides its names and money; --anonymise keeps them so, or --out names another folder"
            )
        return replace(asked, mapping=found)
    kept = read_private(out)
    names = {**found.names, **(kept.names if kept is not None else {})}
    called = kept.files if kept is not None else {}
    files = {called.get(label, label): of for label, of in found.files.items()}
    return replace(asked, mapping=found.model_copy(update={"names": names, "files": files}), mask=new_mask(kept))


def _undecided(error: "UndecidedError", out: Path) -> dict[str, str]:
    """What is written for the user to decide on."""
    from equipoise.experiments.accounts.written.anonymous import private_files
    from equipoise.experiments.accounts.written.writing import MAPPING

    hidden = private_files(out, error.mask, error.pairs)
    return {**hidden, MAPPING: _completed(out, error.mapping, error.mask)}


def _completed(out: Path, anew: str, mask: "Mask | None" = None) -> str:
    from equipoise.experiments.accounts.columns.mapping import completed
    from equipoise.experiments.accounts.written.writing import MAPPING

    there = out / MAPPING
    return (
        completed(there.read_text(encoding="utf-8-sig"), anew, None if mask is None else mask.files)
        if there.exists()
        else anew
    )


def _write(found: "Imported", before: "Earlier | None", out: Path, name: str) -> "Imported":
    """Write all files, with earlier answers; gives what was found, with what changed since."""
    from equipoise.app.pages.accounts import import_html, import_markdown, span_of
    from equipoise.experiments.accounts.written.anonymous import PRIVATE, private_files, refuse_names
    from equipoise.experiments.accounts.written.answers import changes, with_answers
    from equipoise.experiments.accounts.written.scenario_text import MOST_NAMED, Business, scenario_text
    from equipoise.experiments.accounts.written.writing import MAPPING, PAGES, write_folder

    business = Business("", found.currency, found.ledger.revenue, found.facts, found.gross_margin, span_of(found))
    if before is not None and found.mask is not None and not (out / PRIVATE).exists():
        before = before.hidden(found.mask)
    text, dropped = with_answers(f"{name}.toml", scenario_text(business), before)
    if before is not None:
        found = replace(found, since=[*changes(before, found.ledger.revenue, MOST_NAMED), *dropped])
    html, markdown = PAGES
    mapping = _completed(out, found.mapping, found.mask)
    kept = [line for line in mapping.splitlines() if line not in found.mapping.splitlines()]
    markets = [of["opens"] for of in before.accounts.values() if "opens" in of] if before is not None else []
    refuse_names(found.mask, [name, *found.own_words, *kept], [*found.markets, *markets])
    texts = {
        MAPPING: mapping,
        html: import_html(found, name),
        markdown: import_markdown(found, name),
        f"{name}.toml": text,
    }
    write_folder(out, private_files(out, found.mask, found.pairs) | texts)
    return found


def _tell(found: "Imported", scenario: Path, out: Path) -> None:
    from equipoise.app.pages.accounts import import_page

    steps = [
        (
            f"{scenario} is the scenario; {out / 'import.html'} is this page whole; correct {out / 'mapping.toml'} and "
            f"import again."
        ),
        f"Next: {typed('accounts', 'ask', scenario)}",
    ]
    show(*import_page(found, steps, narrow=output().width < _WIDE))


@accounts.command()
def template(out: NewFile = Path("accounts.csv")) -> None:
    """Write an empty table of accounts to fill in, and say what belongs in each column; it is imported as it is.

    A row is an account; all but its name and its revenue a year may stay empty.
    """
    from equipoise.app.pages.accounts import template_cells
    from equipoise.app.pages.layout import of_cells
    from equipoise.experiments.accounts.files.sheets import WORKBOOKS
    from equipoise.experiments.accounts.written.template import template_text

    if out.suffix.lower() in WORKBOOKS:
        raise EquipoiseError(f"{out} would be a workbook, and an empty table is text: give it a name that ends in .csv")
    write_new(out, template_text())
    show(of_cells(template_cells(), narrow=output().width < _WIDE))
    say(f"{out} is there to be filled in; {typed('accounts', 'import', out)} reads it.")


@accounts.command()
def example(folder: Folder = Path()) -> None:
    """Write the files of a made-up business, to try an import with. It overwrites nothing."""
    from equipoise.experiments.accounts.written.template import example_texts

    if not folder.is_dir():
        raise EquipoiseError(f"there is no folder {folder} to write them to")
    paths = {folder / name: text for name, text in example_texts().items()}
    for path in paths:
        if path.exists():
            raise EquipoiseError(f"{path} is there already, and stays as it is; give another folder")
    for path, text in paths.items():
        write_new(path, text)
    say(f"{' and '.join(map(str, paths))} are there; {typed('accounts', 'import', *paths)} reads them.")


@accounts.command()
def ask(scenario: Own) -> None:
    """Ask at most nine questions on what no file tells, and write the answers into the scenario.

    Each can be skipped with Enter, and says what that costs; "quit" ends, and keeps what was answered.
    """
    from equipoise.app.interview import interview
    from equipoise.experiments.accounts.written.asking import Interview

    found = Interview(scenario)
    questions = found.questions()
    if not questions:
        say(f"{scenario} says already all that would be asked.")
        return
    try:
        answered = interview(found, questions)
    except KeyboardInterrupt:
        if found.save():
            note(f"What was answered until now is in {scenario}.")
        raise
    if found.save():
        say(f"{answered} of {len(questions)} questions answered; {scenario} has the answers.")
    else:
        say(f"No question was answered; {scenario} is as it was.")
    say(f"Next: {typed('scenarios', 'check', scenario)}, and then {typed('compare', scenario)}")
