"""Importing from the command line: look at the file, take it over in one transaction, or take a run back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.cli.as_json import of_report
from delightdesk.cli.as_text import report_lines
from delightdesk.cli.backups import backup_before
from delightdesk.cli.output import Progress, print_json, print_lines
from delightdesk.domain.errors import Invalid
from delightdesk.domain.text import clean

if TYPE_CHECKING:
    from delightdesk.desk.house import HouseFile


def take(
    house: HouseFile,
    file: Path,
    columns: Sequence[str],
    day_first: bool | None,
    *,
    person_id: int | None,
    as_json: bool,
) -> None:
    """Take ``file`` over in that person's name; without one only say what it would bring.

    Raises `DeskError`; nothing is kept then.
    """
    given = _mapping(columns) or None
    reading, taking = Progress("Reading"), Progress("Taking over")
    try:
        with house.reading() as work:
            day, zone, remembered = work.today, work.zone, desk.imports.remembered_mappings(work)
        parsed = desk.imports.read(
            file, day, mapping=given, remembered=remembered, day_first=day_first, progress=reading
        )
        reading.done()
        if person_id is None:
            with house.reading() as work:
                report = desk.imports.dry_run(work, parsed)
        else:
            backup_before(house.path, "import")
            with house.writing(person_id) as work:
                report = desk.imports.apply(work, parsed, progress=taking)
    finally:
        reading.done()
        taking.done()
    if as_json:
        print_json(of_report(report), zone)
    else:
        print_lines(report_lines(report))


def take_back(house: HouseFile, run: int, person_id: int, as_json: bool) -> None:
    """Undo import number ``run``; what somebody worked on since stays."""
    with house.writing(person_id) as work:
        sentence = desk.imports.undo(work, run)
    if as_json:
        print_json({"run": run, "undone": sentence}, work.zone)
    else:
        print_lines([sentence])


def _mapping(columns: Sequence[str]) -> dict[str, str]:
    """``Header=field`` pairs; the header itself may hold an equals sign."""
    mapping = {}
    for pair in columns:
        header, sign, field = pair.rpartition("=")
        if not sign or not header.strip() or not field.strip():
            raise Invalid(
                f"“{clean(pair, 80)}” does not say which column means what. Nothing was imported. "
                'Please write it as --map "Header=field".',
                "map",
            )
        mapping[header.strip()] = field.strip()
    return mapping
