"""What guests may ask about their own data: all we hold, requests with their day, the notice, one guest of two."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from delightdesk import desk
from delightdesk.cli import typed
from delightdesk.cli.arguments import AsJson, ByPerson, Database, GuestWords, topic
from delightdesk.cli.opening import reading, writing
from delightdesk.cli.output import Progress, print_json, print_lines, row, section, tell, wrapped
from delightdesk.cli.sheet_file import check_place, is_there, write
from delightdesk.domain.name_marks import in_words
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import RequestKind

if TYPE_CHECKING:
    from delightdesk.desk.privacy.dossiers import Dossier
    from delightdesk.desk.privacy.duplicates import Pair, Twin
    from delightdesk.desk.privacy.merging import MergePreview
    from delightdesk.desk.privacy.requests import RequestLine

app = topic()

Output = Annotated[str | None, typer.Option(metavar="FILE", help="Write it there; a folder gets its usual name.")]
Replace = Annotated[bool, typer.Option("--replace", help="Write over a file that is there.")]
Received = Annotated[str | None, typer.Option(metavar="DAY", help="When the guest asked, if not today.")]


class NoticeForm(StrEnum):
    """What the notice can be written as."""

    TEXT = "text"
    MD = "md"
    HTML = "html"


@app.command("guest-export")
def guest_export(
    context: typer.Context,
    guest: GuestWords,
    formats: Annotated[str, typer.Option("--format", metavar="text,json", help="One of them, or both.")] = "text",
    output: Annotated[str | None, typer.Option(metavar="PATH", help="A file, or a folder, which gets the usual names."
                                               )] = None,
    replace: Replace = False,
    received: Received = None,
    person: ByPerson = None,
    database: Database = None,
) -> None:  # fmt: skip
    """Everything kept of a guest, for the guest. Other people's data is left out, and their request is answered."""
    from delightdesk.files import dossiers as papers

    writers: dict[str, tuple[str, Callable[[Dossier], str]]] = {
        "text": ("txt", papers.as_text), "json": ("json", papers.as_json),
    }  # fmt: skip
    wanted = tuple(dict.fromkeys(each.strip().lower() for each in formats.split(",") if each.strip()))
    if not wanted or not set(wanted) <= set(writers):
        raise typer.BadParameter("--format is text, json, or text,json.")
    if len(wanted) > 1 and output is None:
        raise typer.BadParameter("Both formats need --output with a folder.")
    with writing(context, database, person) as work:
        found = desk.finding.resolve(work, guest)
        dossier = desk.privacy.dossiers.give(work, found, typed.day(work, received))
        names = [papers.file_name(dossier, writers[each][0]) for each in wanted]
        paths = _paths(output, names, replace=replace)
    for path, each in zip(paths, wanted, strict=True):
        if path is not None:
            write(path, writers[each][1](dossier), replace=replace)
    with writing(context, database, person) as work:
        desk.privacy.dossiers.answered(work, found)
    for path, each in zip(paths, wanted, strict=True):
        if path is None:
            print_lines(writers[each][1](dossier).splitlines())
        else:
            tell(f"Written to {clean(str(path), 1000)}.")


def _paths(output: str | None, names: Sequence[str], *, replace: bool) -> list[Path | None]:
    """Where each goes, None for the terminal. Raises `Invalid` before anything is done."""
    if output is None:
        return [None for _ in names]
    place, is_folder = Path(output), output.endswith(("/", os.sep)) or len(names) > 1
    if is_folder or is_there(place.is_dir):
        check_place(place, is_folder=True, replace=True)
        found = [place / name for name in names]
    else:
        found = [place]
    for path in found:
        check_place(path, is_folder=False, replace=replace)
    return list(found)


@app.command()
def requests(
    context: typer.Context,
    answer: Annotated[int | None, typer.Option(metavar="N", help="The guest has their answer.")] = None,
    ask: Annotated[RequestKind | None, typer.Option(help="With --guest: note what a guest asks for.")] = None,
    guest: Annotated[str | None, typer.Option(metavar="GUEST", help="With --ask: who asks.")] = None,
    received: Received = None,
    words: Annotated[str, typer.Option(metavar="TEXT", help="With --ask: what they said.")] = "",
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:
    """What guests asked about their data. The soonest due comes first, what is overdue is marked."""
    if (ask is None) != (guest is None):
        raise typer.BadParameter("--ask and --guest go together.")
    if ask is None and (received or words):
        raise typer.BadParameter("--received and --words need --ask.")
    if ask is not None and answer is not None:
        raise typer.BadParameter("--ask and --answer do not go together.")
    changes = ask is not None or answer is not None
    with writing(context, database, person) if changes else reading(context, database) as work:
        if answer is not None:
            desk.privacy.requests.answer(work, answer)
        if ask is not None:
            found = desk.finding.resolve(work, guest or "")
            desk.privacy.requests.ask(work, found, ask, typed.day(work, received), words)
        lines = desk.privacy.requests.listing(work)
    if as_json:
        print_json([_of_request(line) for line in lines], work.zone)
    elif lines:
        print_lines(
            row(
                ((str(line.id), -5), (line.due_text, 26), (in_words(line.guest_name, line.guest_marks), 22)),
                last=line.text,
            )
            for line in lines
        )
    else:
        tell("No guest has asked anything about their data of late.")


@app.command()
def notice(
    context: typer.Context,
    form: Annotated[NoticeForm | None, typer.Option("--format", help="What it is written as; else as FILE ends."
                                                    )] = None,
    output: Output = None,
    replace: Replace = False,
    database: Database = None,
) -> None:  # fmt: skip
    """The privacy notice of the house. Two sentences for the desk, and a page that says what the house really does."""
    from delightdesk.files import notices as papers

    path = Path(output) if output is not None else None
    by_ending = {".html": NoticeForm.HTML, ".htm": NoticeForm.HTML, ".md": NoticeForm.MD}
    form = form or (by_ending.get(path.suffix.lower()) if path is not None else None) or NoticeForm.TEXT
    writers: dict[NoticeForm, tuple[str, Callable[[Any], str]]] = {
        NoticeForm.TEXT: ("txt", papers.as_text), NoticeForm.MD: ("md", papers.as_markdown),
        NoticeForm.HTML: ("html", papers.as_html),
    }  # fmt: skip
    ending, words_of = writers[form]
    with reading(context, database) as work:
        found = desk.privacy.notices.notice(work)
    (place,) = _paths(output, [papers.file_name(found, ending)], replace=replace)
    if place is None:
        print_lines(words_of(found).splitlines())
    else:
        write(place, words_of(found), replace=replace)
        tell(f"Written to {clean(str(place), 1000)}.")


@app.command()
def duplicates(context: typer.Context, as_json: AsJson = False, database: Database = None) -> None:
    """Guests who may be here twice. The likeliest first, with what speaks for it and against it."""
    progress = Progress("Comparing")
    with reading(context, database) as work:
        everybody, zone = desk.privacy.duplicates.register(work), work.zone
    likely = desk.privacy.duplicates.compare(everybody, tell=progress)
    progress.done()
    with reading(context, database) as work:
        pairs = desk.privacy.duplicates.named(work, likely)
    if as_json:
        print_json([_of_pair(pair) for pair in pairs], zone)
    elif pairs:
        print_lines(line for pair in pairs for line in _pair_lines(pair))
        tell("delightdesk merge KEEP OTHER shows what making one of two would do.")
    else:
        tell("Nobody seems to be here twice.")


@app.command()
def merge(
    context: typer.Context,
    keep: Annotated[str, typer.Argument(metavar="KEEP", help="Who stays: a number, or text that finds exactly one.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Who is the same person.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without it only what would happen is shown.")] = False,
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:
    """Make one guest of two. Nothing is lost, and undo brings both back."""
    with writing(context, database, person) if yes else reading(context, database) as work:
        kept, gone = desk.finding.resolve(work, keep), desk.finding.resolve(work, other)
        looked = desk.privacy.merging.preview(work, kept, gone)
        if yes:
            desk.privacy.merging.merge(work, kept, gone, looked.keep.version, looked.other.version)
    if as_json:
        print_json({"keep": kept, "other": gone, "done": yes, **_of_preview(looked)}, work.zone)
        return
    print_lines(_preview_lines(looked))
    tell("Done. delightdesk undo brings both back." if yes else "Nothing was changed yet. --yes does it.")


def _pair_lines(pair: Pair) -> list[str]:
    because = f"{pair.score}  {', '.join(pair.because)}"
    return [*wrapped(because, "     ", ""), *(_twin(twin) for twin in (pair.a, pair.b)), ""]


def _twin(twin: Twin) -> str:
    return row(((str(twin.id), -8), (in_words(twin.name, twin.marks), 26)), last=twin.detail)


def _preview_lines(looked: MergePreview) -> list[str]:
    lines = [
        row(((word, 6), (str(twin.id), -6), (in_words(twin.name, twin.marks), 26)), last=twin.detail)
        for word, twin in (("Stays", looked.keep), ("Comes", looked.other))
    ]
    lines += section("What they say", [
        row(((line.label, 18),), last=f"{line.stands}  (not {_unused(line)})" if _unused(line) else line.stands)
        for line in looked.facts
    ])  # fmt: skip
    lines += section("Comes over", [f"  {each}" for each in looked.moves])
    return lines + section("Look twice", [line for each in looked.against for line in wrapped(each, "  ", "  ")])


def _unused(line: Any) -> str:
    return next((each for each in (line.kept, line.other) if each and each != line.stands), "")


def _of_request(line: RequestLine) -> dict[str, Any]:
    return {
        "id": line.id, "guest": line.guest_id, "name": line.guest_name, "asked": line.kind, "words": line.words,
        "received": line.received_on, "due": line.due_on, "overdue": line.is_overdue, "answered": line.is_done,
    }  # fmt: skip


def _of_pair(pair: Pair) -> dict[str, Any]:
    return {
        "score": pair.score, "because": pair.because,
        "guests": [{"id": each.id, "name": each.name, "detail": each.detail} for each in (pair.a, pair.b)],
    }  # fmt: skip


def _of_preview(looked: MergePreview) -> dict[str, Any]:
    return {
        "facts": [
            {"fact": line.label, "keep": line.kept, "other": line.other, "stands": line.stands} for line in looked.facts
        ],
        "moves": looked.moves,
        "against": looked.against,
    }
