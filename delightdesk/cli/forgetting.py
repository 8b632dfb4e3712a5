"""Letting go of guests: one who asks to be forgotten, and those whose time is over."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from delightdesk import desk
from delightdesk.cli import acting
from delightdesk.cli.arguments import AsJson, ByPerson, Database, GuestWords, topic
from delightdesk.cli.opening import name_of, opened, reading
from delightdesk.cli.output import Progress, print_json, print_lines, row, tell, wrapped
from delightdesk.domain.errors import Invalid
from delightdesk.domain.text import clean

if TYPE_CHECKING:
    from delightdesk.desk.privacy.forgetting import ForgetPreview, ForgetReport
    from delightdesk.desk.privacy.retention import RetentionPreview, RetentionReport
    from delightdesk.store.work import Work

app = topic()

_WORD = "forget"


@app.command()
def forget(
    context: typer.Context,
    guest: GuestWords,
    yes: Annotated[bool, typer.Option("--yes", help="Do it. Without it you are asked, or only shown what would go."
                                      )] = False,
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:  # fmt: skip
    """Erase a guest who asks for it, for good. Costs and counts stay, under no name; backups are rewritten."""
    progress = Progress("Backups")
    with opened(context, database) as house:
        person_id = acting.writer(house, name_of(context, person)) if yes else None
        with house.reading(person_id) as work:
            zone = work.zone
            looked = desk.privacy.forgetting.preview(work, _meant(work, guest))
        if not yes:
            if not as_json:
                print_lines(_preview_lines(looked))
            _ask(as_json)
            person_id = acting.writer(house, name_of(context, person))
        try:
            done = desk.privacy.forgetting.forget(house, person_id, looked.guest_id, tell=progress)
        finally:
            progress.done()
    if as_json:
        print_json(_of_report(done), zone)
    else:
        print_lines(_report_lines(done))
    for left in done.still_to_purge:
        tell(f"Still to do: {left.what_to_do}")


@app.command()
def retention(
    context: typer.Context,
    run: Annotated[bool, typer.Option("--run", help="Take it out, for good; without it, it is only shown.")] = False,
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:
    """What was kept long enough by the rules of the house: guests, handovers, sensitive notes."""
    if not run:
        with reading(context, database) as work:
            looked, zone = desk.privacy.retention.preview(work), work.zone
        if as_json:
            print_json(_of_due(looked), zone)
        else:
            print_lines(_due_lines(looked))
            tell("Nothing was changed. --run takes it out." if looked.total else "Nothing is due to go.")
        return
    progress = Progress("Erasing")
    with opened(context, database) as house:
        person_id = acting.writer(house, name_of(context, person))
        try:
            done = desk.privacy.retention.run(house, person_id, tell=progress)
        finally:
            progress.done()
        with house.reading(person_id) as work:
            zone = work.zone
    if as_json:
        print_json(_of_run(done), zone)
    else:
        print_lines([_went(done)])


def _meant(work: Work, words: str) -> int:
    """The guest meant. A number is a guest's number and nothing else: no room or phone that begins with it."""
    plain = clean(words, 300)
    return int(plain) if plain.isdecimal() and len(plain) < 10 else desk.finding.resolve(work, plain)


def _ask(as_json: bool) -> None:
    """Go on only when the word was typed. Raises `Invalid` otherwise; nothing was changed then."""
    if as_json or not acting.at_terminal():
        raise Invalid("Nobody was erased. It cannot be undone, so please give --yes when you are sure.")
    if typer.prompt(f"Type {_WORD} to erase this guest", err=True, default="", show_default=False).strip() != _WORD:
        raise Invalid("Nobody was erased.")


def _preview_lines(looked: ForgetPreview) -> list[str]:
    lines = [f"{looked.guest_id} {clean(looked.name, 300)}"]
    for label, text in (("Goes", looked.goes), ("Stays", looked.stays), ("For good", looked.for_good)):
        lines += wrapped(text, " " * 11, f"  {label:9}")
    if looked.is_in_house:
        lines += wrapped("This guest is in house now.", "  ", "  ")
    if looked.open_things:
        lines += wrapped(f"{looked.open_things} still open for this guest; tasks are called off.", "  ", "  ")
    return lines


def _report_lines(done: ForgetReport) -> list[str]:
    erased = done.erased
    lines = [
        "Erased for good.",
        f"  {erased.notes} notes and facts, {erased.acts} entries of the journal, {erased.lines} lines of handovers",
        f"  {erased.mentions} times cut out of what is written about others",
        f"  {done.backups} backups rewritten",
    ]
    lines += wrapped("Copies and exports made in other places are not reached; please remove them.", "  ", "  ")
    if not done.is_swept:
        lines += wrapped(
            "Another window had the file open, so free places in it are overwritten with the look of the next day.",
            "  ", "  ",
        )  # fmt: skip
    return lines


def _of_report(done: ForgetReport) -> dict[str, Any]:
    return {
        "guest": done.guest_id,
        "done": True,
        "erased": asdict(done.erased),
        "backups": done.backups,
        "still_to_purge": [{"place": str(left.place), "what_to_do": left.what_to_do} for left in done.still_to_purge],
        "swept": done.is_swept,
    }


def _due_lines(looked: RetentionPreview) -> list[str]:
    if not looked.total:
        return []
    lines = [f"{looked.guests} guests, {looked.sheets} handovers, {looked.sensitive} sensitive notes"]
    lines += [row(((str(line.id), -8), (line.text, 36)), last=line.detail) for line in looked.lines]
    more = looked.guests + looked.sheets - len(looked.lines)
    return [*lines, f"and {more:,} more"] if more > 0 else lines


def _of_due(looked: RetentionPreview) -> dict[str, Any]:
    return {
        "done": False, "guests": looked.guests, "sheets": looked.sheets, "sensitive": looked.sensitive,
        "keep_guests": looked.rules.keep_guests, "keep_sheets": looked.rules.keep_sheets,
        "by_itself": looked.rules.tidies_itself, "lines": [asdict(line) for line in looked.lines],
    }  # fmt: skip


def _of_run(done: RetentionReport) -> dict[str, Any]:
    return {"done": True, "guests": done.guests, "sheets": done.sheets, "sensitive": done.sensitive}


def _went(done: RetentionReport) -> str:
    return f"Gone for good: {done.guests} guests, {done.sheets} handovers, {done.sensitive} sensitive notes."
