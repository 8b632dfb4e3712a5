"""The handover from the command line: read it, keep it as a file, leave it, take it over line by line."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from delightdesk import desk
from delightdesk.cli.arguments import AsJson, ByPerson, Database, topic
from delightdesk.cli.opening import reading, writing
from delightdesk.cli.output import print_json, print_lines, tell
from delightdesk.cli.sheet_file import check_place, is_there, write
from delightdesk.domain.errors import Invalid
from delightdesk.domain.text import clean

if TYPE_CHECKING:
    from datetime import tzinfo

    from delightdesk.desk.handover import Sheet
    from delightdesk.store.work import Work

app = topic()


class Form(StrEnum):
    """What a sheet can be written as."""

    TEXT = "text"
    MD = "md"
    HTML = "html"
    JSON = "json"


_BY_ENDING = {
    ".html": Form.HTML, ".htm": Form.HTML, ".md": Form.MD, ".json": Form.JSON, ".txt": Form.TEXT, "": Form.TEXT,
}  # fmt: skip
_ENDINGS = {Form.TEXT: "txt", Form.MD: "md", Form.HTML: "html", Form.JSON: "json"}
Act = Callable[["Work"], "Sheet"]


@app.command()
def handover(
    context: typer.Context,
    text: Annotated[list[str] | None, typer.Argument(metavar="[TEXT]", help="With --past: words to find sheets by."
                                                     )] = None,
    form: Annotated[Form | None, typer.Option("--format", help="What it is written as; else as FILE ends, or text.")
                    ] = None,
    output: Annotated[str | None, typer.Option(metavar="FILE", help="Write it there; a folder gets its usual name."
                                               )] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file that is there.")] = False,
    sheet: Annotated[int | None, typer.Option(metavar="ID", help="This sheet, not the one that matters now.")] = None,
    draft: Annotated[bool, typer.Option("--draft", help="What would be left now, whatever waits.")] = False,
    past: Annotated[bool, typer.Option("--past", help="List the sheets that were left, newest first.")] = False,
    add: Annotated[str | None, typer.Option(metavar="TEXT", help="Add a line for what the desk does not know.")] = None,
    leave: Annotated[bool, typer.Option("--leave", help="Leave the sheet for whoever comes next.")] = False,
    nothing: Annotated[bool, typer.Option("--nothing-to-report", help="With --leave: say so.")] = False,
    accept: Annotated[int | None, typer.Option(metavar="N", min=1, help="Take over this line; one with ! needs --words."
                                               )] = None,
    ask: Annotated[int | None, typer.Option(metavar="N", min=1, help="Ask about this line.")] = None,
    decline: Annotated[int | None, typer.Option(metavar="N", min=1, help="Say no to this line.")] = None,
    reply: Annotated[int | None, typer.Option(metavar="N", min=1, help="Answer what was asked.")] = None,
    sign: Annotated[bool, typer.Option("--sign", help="Sign a sheet with nothing to report.")] = False,
    words: Annotated[str | None, typer.Option(metavar="TEXT", help="What is read back, asked, said or answered.")
                     ] = None,
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:  # fmt: skip
    """The sheet of the shift, built from what is on file. N is the number of a line on it."""
    lines = {"--accept": accept, "--ask": ask, "--decline": decline, "--reply": reply}
    given: dict[str, object] = {
        "--past": past, "--add": add is not None, "--leave": leave, "--sign": sign,
        **{name: number is not None for name, number in lines.items()},
    }  # fmt: skip
    _check(given, {
        "TEXT": text, "--format": form, "--output": output, "--replace": replace, "--sheet": sheet, "--draft": draft,
        "--nothing-to-report": nothing, "--words": words is not None, "--json": as_json,
    })  # fmt: skip
    path = Path(output) if output is not None else None
    form = Form.JSON if as_json else form or _form_of(path)
    if past:
        _list(context, " ".join(text or ()), as_json=form is Form.JSON, database=database)
        return
    if path is not None:
        check_place(path, is_folder=(output or "").endswith(("/", os.sep)), replace=replace)
    act = _act(sheet, add, leave, nothing, lines, words or "", sign)
    if act is None:
        with reading(context, database) as work:
            found, zone = _chosen(work, sheet, draft=draft), work.zone
    else:
        with writing(context, database, person) as work:
            found, zone = act(work), work.zone
    _give(found, zone, form, path, replace)
    if act is not None:
        _tell_if_handed_over(found)


_GOES_WITH: Mapping[str, tuple[str, ...]] = {
    "TEXT": ("--past",),
    "--nothing-to-report": ("--leave",),
    "--words": ("--accept", "--ask", "--decline", "--reply"),
    "--sheet": ("", "--accept", "--ask", "--decline", "--reply", "--sign"),
    "--draft": ("",),
}
"""The acts beside which an option means something; "" is just looking at a sheet."""


def _check(acts: Mapping[str, object], options: Mapping[str, object]) -> None:
    """Say wrong usage of what does not go together."""
    chosen = [name for name, given in acts.items() if given]
    if len(chosen) > 1:
        raise typer.BadParameter(f"{chosen[0]} and {chosen[1]} do not go together.")
    act = chosen[0] if chosen else ""
    for option, beside in _GOES_WITH.items():
        if options[option] and act not in beside:
            needed = " or ".join(filter(None, beside))
            raise typer.BadParameter(f"{option} has no meaning with {act}." if act else f"{option} needs {needed}.")
    if act == "--past" and (options["--output"] or options["--format"] not in (None, Form.TEXT, Form.JSON)):
        raise typer.BadParameter("A list of sheets is printed as text or JSON; give one of them with --sheet.")
    if act == "--reply" and not options["--words"]:
        raise typer.BadParameter("--reply needs --words.")
    if options["--sheet"] and options["--draft"]:
        raise typer.BadParameter("--sheet and --draft do not go together.")
    if options["--replace"] and not options["--output"]:
        raise typer.BadParameter("--replace needs --output.")
    if options["--json"] and options["--format"] not in (None, Form.JSON):
        raise typer.BadParameter("--json and --format do not go together.")


def _act(
    sheet: int | None,
    add: str | None,
    leave: bool,
    nothing: bool,
    lines: Mapping[str, int | None],
    words: str,
    sign: bool,
) -> Act | None:
    """What is to be done, or None for only looking."""
    if add is not None:
        return lambda work: _added(work, add)
    if leave:
        return lambda work: desk.handover.leave(work, nothing_to_report=nothing)
    if sign:
        return lambda work: desk.handover.read_nothing(work, _to_sign(work, sheet).id or 0)
    jobs: dict[str, Any] = {
        "--accept": desk.handover.accept, "--ask": desk.handover.ask, "--decline": desk.handover.decline,
        "--reply": desk.handover.reply,
    }  # fmt: skip
    chosen = next(((jobs[name], number) for name, number in lines.items() if number is not None), None)
    if chosen is None:
        return None
    job, number = chosen
    return lambda work: job(work, _line(work, sheet, number), words)


def _added(work: Work, words: str) -> Sheet:
    desk.handover.add_line(work, words)
    return desk.handover.draft(work)


def _chosen(work: Work, sheet: int | None, *, draft: bool) -> Sheet:
    if sheet is not None:
        return desk.handover.read(work, sheet)
    return desk.handover.draft(work) if draft else desk.handover.sheet(work)


def _to_sign(work: Work, sheet: int | None) -> Sheet:
    """The sheet that is to be signed. Raises `Invalid` when none waits."""
    found = _chosen(work, sheet, draft=False)
    if found.left_at is None:
        raise Invalid("No handover waits to be signed. Nothing was changed.")
    return found


def _line(work: Work, sheet: int | None, number: int) -> int:
    found = _to_sign(work, sheet)
    for line in found.lines:
        if line.number == number and line.id is not None:
            return line.id
    raise Invalid(f"There is no line {number} on this sheet; it has {len(found.lines)}. Nothing was changed.", "line")


def _list(context: typer.Context, words: str, *, as_json: bool, database: str | None) -> None:
    from delightdesk.cli.as_json_handover import of_past
    from delightdesk.cli.as_text_handover import past_lines

    with reading(context, database) as work:
        sheets, total = desk.handover.past(work, text=words)
    if as_json:
        print_json([of_past(sheet) for sheet in sheets], work.zone)
    elif sheets:
        print_lines(past_lines(sheets))
        if total > len(sheets):
            tell(f"These are the newest {len(sheets)} of {total}. Words find older ones.")
    else:
        tell(f"No sheet holds “{clean(words, 80)}”." if words.strip() else "No handover was left yet.")


def _give(sheet: Sheet, zone: tzinfo, form: Form, output: Path | None, replace: bool) -> None:
    """Print it, or write it to a file."""
    from delightdesk.cli.as_json_handover import of_sheet
    from delightdesk.files import sheets

    writers = {Form.TEXT: sheets.as_text, Form.MD: sheets.as_markdown, Form.HTML: sheets.as_html}
    if output is not None:
        path = output / sheets.sheet_file_name(sheet, _ENDINGS[form]) if is_there(output.is_dir) else output
        write(path, (writers | {Form.JSON: sheets.as_json})[form](sheet), replace=replace)
        tell(f"Written to {clean(str(path), 1000)}.")
    elif form is Form.JSON:
        print_json(of_sheet(sheet), zone)
    else:
        print_lines(writers[form](sheet).splitlines())


def _form_of(path: Path | None) -> Form:
    """As what to write where nobody said it: by the ending of the file, else as text. Another ending is wrong usage."""
    ending = path.suffix.lower() if path is not None and not is_there(path.is_dir) else ""
    if ending not in _BY_ENDING:
        raise typer.BadParameter(f"{clean(ending, 20)} is not .html, .md, .txt or .json; --format says as what.")
    return _BY_ENDING[ending]


def _tell_if_handed_over(sheet: Sheet) -> None:
    from delightdesk.cli.as_text_handover import handed_over

    if sentence := handed_over(sheet):
        tell(sentence)
