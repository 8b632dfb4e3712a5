"""Backups from the command line: make one, list them, go back to one."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from delightdesk import desk
from delightdesk.cli import acting
from delightdesk.cli.arguments import AsJson, ByPerson, Database, topic
from delightdesk.cli.opening import name_of, opened, path_of, place_of, unlocked
from delightdesk.cli.output import print_json, print_lines, row, tell
from delightdesk.desk.place import usable
from delightdesk.domain.clock import zone_or_here
from delightdesk.domain.errors import CannotOpen, DeskError, Invalid, Locked
from delightdesk.domain.figures import many
from delightdesk.domain.text import clean

if TYPE_CHECKING:
    from delightdesk.desk.safety.backups import Backup
    from delightdesk.desk.safety.restoring import BackupLook, Restored

app = topic()


def backup_before(path: Path, why: str) -> None:
    """One before something big, where something changed. Where none can be made it is said, and the work goes on."""
    try:
        desk.safety.backups.take_if_changed(path, why, datetime.now(UTC))
    except DeskError as error:
        tell(f"No backup was made before it. {error}")


@app.command()
def backup(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="Where to; else among the desk's own backups.")] = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Make a backup now. It was opened and checked when this says so; others may go on working."""
    now = datetime.now(UTC)
    with opened(context, database) as house:
        if file is None:
            made = desk.safety.backups.take(house.path, "by-hand", now)
        else:
            made = desk.safety.backups.write_copy(house.path, usable(str(file)), now)
        zone, state = _zone(house.path), desk.safety.backups.state(house.path, now)
    if as_json:
        print_json(_of_backup(made), zone)
    else:
        print_lines([f"Backup made and checked: {clean(str(made.path), 1000)}"])
    if state.second_trouble:
        tell(state.second_trouble)


@app.command()
def backups(context: typer.Context, as_json: AsJson = False, database: Database = None) -> None:
    """The backups of the desk, newest first, those of the second folder, too."""
    path, now = path_of(context, database), datetime.now(UTC)
    unlocked(path)
    state = desk.safety.backups.state(path, now)
    found, zone = desk.safety.backups.listing(path, state.second), _zone(path)
    if as_json:
        print_json(
            {"backups": [_of_backup(each) for each in found], "standing": state.standing, "second": state.second,
             "second_trouble": state.second_trouble}, zone,
        )  # fmt: skip
        return
    folder = desk.safety.backups.folder_of(path)
    print_lines([f"In {clean(str(folder), 1000)}"] if found else ["There is no backup of this desk yet."])
    print_lines(_line(each, zone) for each in found)
    for words in (state.standing, state.second_trouble):
        if words:
            tell(words)


@app.command()
def restore(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="The backup, by its path or its name in the list.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Go back to how it was before the last restore.")] = False,
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> None:
    """Put the desk back to a backup. A backup of now is made first; other windows follow by themselves."""
    if (file is None) == (not undo):
        raise typer.BadParameter("Please give either a backup, or --undo.")
    path, now = _named(context, database), datetime.now(UTC)
    person_id = _who_may(context, path, database, person)
    restoring = desk.safety.restoring
    chosen = restoring.last_before_restore(path).path if file is None else _found(path, file)
    unlocked(chosen)
    zone = _zone(path)
    looked = restoring.look(chosen, path)
    if not yes:
        _ask(looked, zone)
    done = restoring.restore(path, chosen, now, person_id)
    if as_json:
        print_json(_of_restored(done, looked), zone)
    else:
        print_lines(_restored_lines(done, zone))


def _named(context: typer.Context, database: str | None) -> Path:
    """The desk meant, also where it only looks as if it had a passphrase."""
    try:
        return path_of(context, database)
    except Locked:
        path = place_of(context, database)
        if not desk.safety.unlocking.may_be_overwritten(path):
            raise
        tell(f"{clean(path.name, 200)} was overwritten, most likely: no backup of it is encrypted as it would be.")
        return path


def _who_may(context: typer.Context, path: Path, database: str | None, person: str | None) -> int | None:
    """The person who restores, asked whether they may; nobody where the desk itself cannot be opened any more."""
    try:
        desk.finding.is_current(path)
    except Locked:
        if not desk.safety.unlocking.may_be_overwritten(path):
            raise
        return None
    except CannotOpen:
        return None
    try:
        with opened(context, database) as house:
            person_id = acting.writer(house, name_of(context, person))
            with house.reading(person_id) as work:
                desk.safety.restoring.check_right(work)
            return person_id
    except CannotOpen:
        return None


def _found(path: Path, file: Path) -> Path:
    """The backup named: a file, or one of the list."""
    file = usable(str(file))
    if file.exists():
        return file
    every = desk.safety.backups.listing(path, desk.safety.backups.state(path, datetime.now(UTC)).second)
    return next((each.path for each in every if file.name in (each.path.name, each.path.stem)), file)


def _ask(looked: BackupLook, zone: tzinfo) -> None:
    for line in _look_lines(looked, zone):
        tell(line)
    if sys.stdin is None or not sys.stdin.isatty():
        raise Invalid("Nothing was restored. Please give --yes to put the desk back to this backup.")
    tell("Put the desk back to it? A backup of now is made first. y for yes:")
    if sys.stdin.readline().strip().casefold() not in ("y", "yes"):
        raise Invalid("Nothing was restored. The desk is as it was.")


def _look_lines(looked: BackupLook, zone: tzinfo) -> list[str]:
    when = f"{looked.at.astimezone(zone):%Y-%m-%d %H:%M}" if looked.at is not None else "an unknown moment"
    last = f"{looked.last_change.astimezone(zone):%Y-%m-%d %H:%M}" if looked.last_change is not None else "never"
    lost = "cannot be read any more" if looked.lost is None else str(looked.lost)
    return [
        f"The backup of {when}: {many(looked.guests, 'guest')}, {many(looked.visits, 'visit')}, "
        f"{many(looked.notes, 'note')}.",
        f"Last change {last}" + (f" by {looked.last_person}." if looked.last_person else "."),
        f"Entries of the journal since then, which would go: {lost}.",
    ]


def _restored_lines(done: Restored, zone: tzinfo) -> list[str]:
    lines = [f"The desk is as it was {done.at.astimezone(zone):%Y-%m-%d %H:%M}."]
    if done.before is not None:
        lines.append("delightdesk restore --undo takes it back.")
    if done.set_aside is not None:
        lines.append(f"The broken file is kept as {done.set_aside.name}.")
    if done.forgotten:
        lines.append(f"Guests who were erased since, and were taken out again: {done.forgotten}.")
    return lines


def _line(each: Backup, zone: tzinfo) -> str:
    where = " second folder" if each.is_second else ""
    at = f"{each.at.astimezone(zone):%Y-%m-%d %H:%M}"
    return row(((at, 16), (each.why, 8), (f"{each.size / 1_000_000:.1f} MB", -9)), each.path.name + where)


def _of_backup(each: Backup) -> dict[str, Any]:
    return {
        "file": str(each.path), "at": each.at, "why": each.why, "size": each.size, "second": each.is_second,
    }  # fmt: skip


def _of_restored(done: Restored, looked: BackupLook) -> dict[str, Any]:
    return {
        "at": done.at,
        "before": None if done.before is None else str(done.before),
        "set_aside": None if done.set_aside is None else str(done.set_aside),
        "erased_again": done.forgotten,
        "guests": looked.guests,
        "visits": looked.visits,
        "notes": looked.notes,
        "lost": looked.lost,
    }


def _zone(path: Path) -> tzinfo:
    """The clock of the house, or this PC's where the desk cannot be read."""
    try:
        return desk.finding.quick_house(path).zone
    except DeskError:
        return zone_or_here("")
