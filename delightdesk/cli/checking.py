"""Is the desk whole, and what can be saved from one that is not."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from delightdesk import desk
from delightdesk.cli import acting
from delightdesk.cli.arguments import AsJson, ByPerson, Database, topic
from delightdesk.cli.opening import name_of, opened, path_of, unlocked
from delightdesk.cli.output import Progress, print_json, print_lines, tell, wrapped
from delightdesk.desk.place import usable
from delightdesk.domain.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from delightdesk.desk.safety.checking import CheckReport, Finding

app = topic()


@app.command()
def check(
    context: typer.Context,
    repair: Annotated[bool, typer.Option("--repair", help="Put right what can be without losing anything.")] = False,
    as_json: AsJson = False,
    person: ByPerson = None,
    database: Database = None,
) -> int:
    """Is the desk whole? Pages, rows, settings, journal, index, clock, backups. Exit code 1 when something is wrong."""
    path = path_of(context, database)
    report = _look(path)
    if repair and any(each.repair for each in report.problems):
        _repair(context, database, person, report)
        report = _look(path)
    if as_json:
        print_json(_as_plain(report), UTC)
    else:
        print_lines(_lines(report, can_repair=not repair))
    return 0 if report.ok else 1


@app.command()
def salvage(
    file: Annotated[Path, typer.Argument(help="The broken desk file. It is only read.")],
    output: Annotated[Path, typer.Option("--output", metavar="NEW", help="The new desk file, a name that is free.")],
    as_json: AsJson = False,
) -> None:
    """Save what can still be read of a broken desk into a new one. A backup, where there is one, holds more."""
    file, output = usable(str(file)), usable(str(output))
    unlocked(file)
    progress = Progress("Saving")
    try:
        saved = desk.safety.salvaging.salvage_desk(file, output, tell=progress)
    finally:
        progress.done()
    if as_json:
        print_json(
            {"file": str(saved.path), "rows": saved.rows, "lost": saved.lost, "nameless": saved.nameless,
             "mended": saved.mended, "unknown_pages": saved.unknown, "missing_pages": saved.cut,
             "has_house": saved.has_house}, UTC,
        )  # fmt: skip
        return
    print_lines(line for words in saved.lines for line in wrapped(words))
    print_lines([f"The new desk: {clean(str(saved.path), 1000)}"])
    tell("delightdesk check looks at it, with --database and its path. The broken file was not changed.")


def _look(path: Path) -> CheckReport:
    progress = Progress("Looking")
    try:
        return desk.safety.checking.check(path, lambda: datetime.now(UTC), tell=progress)
    finally:
        progress.done()


def _repair(context: typer.Context, database: str | None, person: str | None, report: CheckReport) -> None:
    wanted = {each.repair for each in report.problems}
    with opened(context, database) as house:
        person_id = acting.writer(house, name_of(context, person))
        for which in desk.safety.repairing.REPAIRS:
            if which in wanted:
                tell(desk.safety.repairing.repair(house, person_id, which))


def _as_plain(report: CheckReport) -> dict[str, object]:
    return {
        "ok": report.ok,
        "problems": [_one(each) for each in report.problems],
        "hints": [_one(each) for each in report.hints],
        "looked_at": list(report.looked_at),
    }


def _one(finding: Finding) -> dict[str, str]:
    return {"what": finding.what, "words": finding.words, "repair": finding.repair}


def _lines(report: CheckReport, *, can_repair: bool) -> Iterator[str]:
    yield from wrapped(f"Looked at: {', '.join(report.looked_at)}.")
    for found in report.problems:
        yield from wrapped(found.words, "   ", "!! ")
    for found in report.hints:
        yield from wrapped(found.words, "   ", " · ")
    if report.ok:
        yield "All is well."
    elif can_repair and any(each.repair for each in report.problems):
        yield "check --repair puts right what can be without losing anything."
