"""The command line: read the arguments, call one job, print what it says.

Every command takes ``--database`` and knows guests by id or by text that finds exactly one. What goes wrong comes out
as `DeskError` for `__main__` to print; wrong usage is said here, in one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from typer.exceptions import TyperException

from delightdesk import desk
from delightdesk.cli import acting
from delightdesk.cli.arguments import AsJson, ByPerson, Database, GuestWords
from delightdesk.cli.backups import app as backups_app
from delightdesk.cli.checking import app as checking_app
from delightdesk.cli.encryption import app as encryption_app
from delightdesk.cli.encryption import new_passphrase
from delightdesk.cli.exporting import app as exporting_app
from delightdesk.cli.forgetting import app as forgetting_app
from delightdesk.cli.giving import app as giving_app
from delightdesk.cli.handover import app as handover_app
from delightdesk.cli.house import app as house_app
from delightdesk.cli.insights import app as insights_app
from delightdesk.cli.lineup import app as lineup_app
from delightdesk.cli.notes import app as notes_app
from delightdesk.cli.opening import (
    EveryCommand,
    OpenDesk,
    Start,
    hits_of,
    leave_when_told,
    name_of,
    opened,
    path_of,
    reading,
    start_of,
    writing,
)
from delightdesk.cli.output import print_json, print_lines, tell
from delightdesk.cli.owed import app as owed_app
from delightdesk.cli.recovering import app as recovering_app
from delightdesk.cli.rights import app as rights_app
from delightdesk.cli.settings import app as settings_app
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import Sector

app = typer.Typer(
    name="delightdesk",
    help="What to say, what to avoid and what was promised, for the ten seconds a guest stands at the desk. "
    "Without a command it opens the desk on the screen.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

_PLAINLY = (
    ("Value error, ", ""),
    ("Input should be a valid integer, unable to parse string as an integer", "it should be a whole number"),
    ("Input should be", "it should be"),
)

for page in (
    recovering_app,
    owed_app,
    giving_app,
    house_app,
    handover_app,
    insights_app,
    lineup_app,
    settings_app,
    backups_app,
    encryption_app,
    exporting_app,
    notes_app,
    checking_app,
    rights_app,
    forgetting_app,
):
    app.add_typer(page)


def run(args: Sequence[str], open_desk: OpenDesk, every_command: EveryCommand) -> int:
    """Run one command; returns the exit code. Raises `DeskError`.

    ``open_desk`` opens a file on the screen, ``every_command`` says what can be done there by key.
    """
    command = typer.main.get_command(app)
    try:
        code = command.main(
            args=list(args), prog_name="delightdesk", standalone_mode=False, obj=Start(open_desk, every_command)
        )
    except TyperException as error:
        wrong = _in_plain_words(clean(error.format_message(), 300)).rstrip(".")
        tell(f"{wrong}. Nothing was changed. delightdesk --help shows how it is used.")
        return error.exit_code
    return code if isinstance(code, int) else 0


def _in_plain_words(wrong: str) -> str:
    """The library's sentence on wrong usage without the words that only programmers use."""
    for theirs, ours in _PLAINLY:
        wrong = wrong.replace(theirs, ours)
    return wrong


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print_lines([f"DelightDesk {version('delightdesk')}"])
        except PackageNotFoundError:
            print_lines(["DelightDesk, run from its source folder"])
        raise typer.Exit


@app.callback()
def _everywhere(
    context: typer.Context,
    database: Database = None,
    person: ByPerson = None,
    _version: Annotated[bool, typer.Option("--version", is_eager=True, callback=_show_version,
                                          help="Print the version.")] = False,
) -> None:  # fmt: skip
    context.obj.database = database
    context.obj.person = person


@app.command()
def demo(
    context: typer.Context,
    sector: Annotated[Sector, typer.Option(help="What kind of house to look around in.")] = Sector.HOTEL,
) -> int:
    """Open a made-up, lively house. It lives in a throw-away folder and is gone when you close it."""
    leave_when_told()
    with TemporaryDirectory(prefix="delightdesk-demo-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "demo.db"
        desk.demo.build(path, sector)
        return start_of(context).open_desk(path, True)


@app.command()
def init(
    context: typer.Context,
    name: Annotated[str, typer.Option(help="What the house is called.")],
    sector: Annotated[Sector, typer.Option(help="What kind of house it is.")],
    currency: Annotated[str, typer.Option(help="What it counts in, such as EUR, GBP or USD.")],
    person: Annotated[str, typer.Option(help="Who is at the desk, one name.")],
    anyway: Annotated[bool, typer.Option("--anyway", help="Also where a desk was before and is gone.")] = False,
    encrypt: Annotated[bool, typer.Option("--encrypt", help="With a passphrase, which is asked for.")] = False,
    database: Database = None,
) -> None:
    """Make a new desk without a screen."""
    path = path_of(context, database)
    passphrase = new_passphrase(desk.safety.unlocking.PASSPHRASE) if encrypt else ""
    desk.house.set_up(
        path, name=name, sector=sector, currency=currency, person=person, anyway=anyway, passphrase=passphrase
    )
    print_lines([f"{clean(name, 120)} has its desk now: {clean(str(path), 1000)}"])


@app.command()
def find(
    context: typer.Context,
    text: Annotated[list[str], typer.Argument(help="A few letters of a name, a room, a phone, a reference.")],
    limit: Annotated[int, typer.Option(min=1, max=200, help="At most so many guests.")] = 20,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Find guests, best first."""
    from delightdesk.cli.as_text import hit_lines

    words = clean(" ".join(text), 300)
    path = path_of(context, database)
    hits = hits_of(path, words, limit)
    house = desk.finding.quick_house(path)
    if as_json:
        print_json(hits, house.zone)
    elif hits:
        print_lines(hit_lines(hits, desk.finding.today_of(house, datetime.now(UTC))))
    else:
        tell(f"Nobody fits “{words}”. Fewer letters may help.")


@app.command()
def card(
    context: typer.Context,
    guest: GuestWords,
    show_hidden: Annotated[bool, typer.Option("--show-hidden", help="Hidden notes too; that somebody looked is "
                                              "written down.")] = False,
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:  # fmt: skip
    """What to say, to mind, what is owed. Then everything known of a guest."""
    from delightdesk.cli.as_json import of_card
    from delightdesk.cli.as_text import card_lines
    from delightdesk.cli.notes import words_of

    with writing(context, database, person) if show_hidden else reading(context, database) as work:
        found = desk.cards.open_card(work, desk.finding.resolve(work, guest))
        words = words_of(work, found) if show_hidden else {}
    if as_json:
        print_json(of_card(found, work.house.currency, words), work.zone)
    else:
        print_lines(card_lines(found, words))


@app.command()
def suggest(
    context: typer.Context,
    guest: GuestWords,
    limit: Annotated[int, typer.Option(min=1, max=100, help="At most so many gestures.")] = 5,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """What to give now, and what not. Every gesture comes with its reasons."""
    from delightdesk.cli.as_json import of_advice
    from delightdesk.cli.as_text import suggestion_lines
    from delightdesk.desk import choosing
    from delightdesk.desk.dossier import gather

    with reading(context, database) as work:
        dossier = gather(work, desk.finding.resolve(work, guest))
        advice = choosing.advise(work, dossier, limit)
        lines = choosing.suggestion_lines(work, advice)
    if as_json:
        print_json(of_advice(dossier, advice), work.zone)
    else:
        print_lines(suggestion_lines(dossier.guest.display_name, lines, choosing.ruled_out_lines(advice)))


@app.command()
def note(
    context: typer.Context,
    guest: GuestWords,
    text: Annotated[list[str], typer.Argument(help="One line, such as: allergic to nuts.")],
    as_note: Annotated[bool, typer.Option("--as-note", help="Keep it word for word.")] = False,
    sensitive: Annotated[bool, typer.Option("--sensitive", help="Keep it word for word and hidden.")] = False,
    consent: Annotated[str, typer.Option(metavar="WORDS", help="The guest's yes to a sensitive note.")] = "",
    keep: Annotated[bool, typer.Option("--keep", help="With --consent: for the next visit too.")] = False,
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:
    """Note one line about a guest. Occasions, allergies, usuals and promises are understood."""
    from delightdesk.cli.as_json import of_note
    from delightdesk.cli.coaching import advice_on
    from delightdesk.cli.notes import keep_line

    if keep and not consent:
        raise typer.BadParameter("--keep has a meaning with --consent only.")
    with writing(context, database, person) as work:
        words, guest_id = " ".join(text), desk.finding.resolve(work, guest)
        stored = keep_line(work, guest_id, words, consent, keep, as_note=as_note, sensitive=sensitive)
    if as_json:
        print_json(of_note(stored), work.zone)
    else:
        print_lines([clean(stored.understood, 600)])
    if stored.doubt:
        tell(f"{stored.doubt.removesuffix('.')}.")
    for sentence in advice_on(words, stored, work.house.sector):
        tell(sentence)


@app.command()
def today(context: typer.Context, as_json: AsJson = False, database: Database = None) -> None:
    """Who comes, who is here, who leaves, and why to care."""
    from delightdesk.cli.as_text import board_lines

    with reading(context, database) as work:
        board = desk.today.board(work)
        lines = list(board.lines)
        while len(lines) < board.total and (more := desk.today.board(work, offset=len(lines)).lines):
            lines += more
    if as_json:
        print_json(lines, work.zone)
    else:
        print_lines(board_lines(board, lines))


@app.command("import")
def import_file(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="CSV, text, XLSX, XLS or ODS: arrivals or customers.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it would bring.")] = False,
    columns: Annotated[list[str] | None, typer.Option("--map", metavar="HEADER=FIELD",
                                                      help="What a column means; may be repeated.")] = None,
    day_first: Annotated[bool | None, typer.Option("--day-first/--month-first",
                                                   help="How 3/12 is meant, where the file leaves it open.")] = None,
    undo: Annotated[int | None, typer.Option(metavar="RUN", help="Take this earlier import back instead.")] = None,
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:  # fmt: skip
    """Take in arrivals or customers. A file comes in as a whole or not at all, and can be taken back."""
    from delightdesk.cli import imports

    if (file is None) == (undo is None):
        raise typer.BadParameter("Please give either a file, or --undo with the number of an import.")
    with opened(context, database) as house:
        if file is not None and dry_run:
            imports.take(house, file, columns or [], day_first, person_id=None, as_json=as_json)
            return
        person_id = acting.writer(house, name_of(context, person))
        if undo is not None:
            imports.take_back(house, undo, person_id, as_json)
        elif file is not None:
            imports.take(house, file, columns or [], day_first, person_id=person_id, as_json=as_json)


@app.command()
def undo(context: typer.Context, as_json: AsJson = False, person: ByPerson = None, database: Database = None) -> None:
    """Take back your last act of the past day. Imports have their own: import --undo."""
    with writing(context, database, person) as work:
        sentence = desk.undo.undo(work)
    if as_json:
        print_json({"undone": sentence}, work.zone)
    else:
        print_lines([clean(sentence, 400)])
