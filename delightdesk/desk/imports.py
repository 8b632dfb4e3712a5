"""Arrivals and customers from other systems: looked at first, taken over as a whole, taken back as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TypeVar

from sqlmodel import col, select

from delightdesk.desk import import_kept, import_taking, import_undoing, import_writing
from delightdesk.desk.import_lines import ImportReport, KeptAtDesk, RunLine, SameName, WrittenBefore
from delightdesk.desk.import_taking import Progress
from delightdesk.domain.arrivals import ArrivalRow, Sheet, SkippedRow
from delightdesk.domain.columns import header_fingerprint
from delightdesk.domain.errors import DeskError, NotFound
from delightdesk.domain.text import clean
from delightdesk.files.arrivals import open_arrivals
from delightdesk.store import bulk, docs, index
from delightdesk.store.tables import ImportRun, Staff
from delightdesk.store.work import Work

T = TypeVar("T")

_STEP = 1000
_MANY = 5000


class Cancelled(DeskError):  # noqa: N818 - said as a fact
    """The person stopped the import; nothing of it was kept."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file that was read and understood, before anything is taken over.

    by_hand: the columns a person assigned, now or for an earlier file with these headers. as_last_time: the latter.
    """

    file_name: str
    sheet: Sheet
    rows: tuple[ArrivalRow, ...]
    skipped: tuple[SkippedRow, ...]
    fingerprint: str
    by_hand: dict[str, str]
    as_last_time: bool = False


def read(
    path: Path,
    today: date,
    *,
    mapping: Mapping[str, str] | None = None,
    remembered: Mapping[str, Mapping[str, str]] | None = None,
    day_first: bool | None = None,
    progress: Progress | None = None,
) -> Parsed:
    """Read and understand a file without touching the desk; ``remembered`` comes from `remembered_mappings`.

    Raises `CannotRead`, `Undecidable` or `Invalid`.
    """
    sheet, found = open_arrivals(
        path, mapping=mapping, remembered=remembered, day_first=day_first, today=today, progress=progress
    )
    rows: list[ArrivalRow] = []
    skipped: list[SkippedRow] = []
    with bulk.many_objects():
        for row in found:
            if isinstance(row, SkippedRow):
                skipped.append(row)
            else:
                rows.append(row)
    fingerprint = header_fingerprint(sheet.headers)
    last_time = (remembered or {}).get(fingerprint, {})
    by_hand = dict(last_time if mapping is None else mapping)
    name = clean(path.name, 260)
    return Parsed(
        name, sheet, tuple(rows), tuple(skipped), fingerprint, by_hand, bool(by_hand) and by_hand == last_time
    )


def remembered_mappings(work: Work) -> dict[str, dict[str, str]]:
    """The columns a person assigned the last time, by the fingerprint of the headers; the newest import counts."""
    query = select(ImportRun.fingerprint, ImportRun.mapping).order_by(col(ImportRun.id))
    newest = dict(work.session.exec(query).all())
    return {fingerprint: dict(mapping) for fingerprint, mapping in newest.items() if mapping}


def dry_run(work: Work, parsed: Parsed) -> ImportReport:
    """What taking the file over would do. Writes nothing."""
    taking = import_taking.start(work, 0, parsed.sheet.kind, parsed.rows)
    for row in parsed.rows:
        import_taking.take(taking, row)
    return _report(parsed, taking, None)


def apply(
    work: Work,
    parsed: Parsed,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportReport:
    """Take the file over in this one transaction. Raises `Cancelled`; nothing is kept then."""
    tell = progress or (lambda _done, _total: None)
    run = ImportRun(
        created_at=work.now,
        person_id=work.person.id,
        file_name=parsed.file_name,
        kind=parsed.sheet.kind,
        fingerprint=parsed.fingerprint,
        mapping=parsed.by_hand,
    )
    work.session.add(run)
    work.session.flush()
    with bulk.many_objects():
        taking = import_taking.start(work, run.id or 0, parsed.sheet.kind, parsed.rows)
        for done, row in enumerate(parsed.rows, 1):
            import_taking.take(taking, row)
            if done % _STEP == 0:
                _stop_if(cancelled)
                tell(done, len(parsed.rows))
        if not (taking.new or taking.updated):
            work.session.delete(run)
            return _report(parsed, taking, None)
        touched = list(import_writing.write(taking, lambda _done, _total: _stop_if(cancelled)))
        known = [guest_id for guest_id in touched if guest_id not in taking.new_guests]
        found = chain(import_writing.new_docs(taking), docs.of_guests(taking.connection, known))
        index.put(taking.connection, _unless(cancelled, found))
    if len(touched) > _MANY:
        index.merge(taking.connection)
    _stop_if(cancelled)
    run.new, run.updated, run.unchanged = taking.new, taking.updated, taking.unchanged
    run.skipped = len(parsed.skipped) + len(taking.forgotten)
    work.session.add(run)
    work.did("import.done", f"Imported {taking.new} new, {taking.updated} updated", undoable=False)
    return _report(parsed, taking, run.id)


def undo(work: Work, run_id: int) -> str:
    """Take a whole run back; rows that somebody has worked on since stay. Returns the sentence to show."""
    run = work.session.get(ImportRun, run_id)
    if run is None:
        raise NotFound(f"There was no import number {run_id}. Nothing was changed.")
    if run.undone_at is not None:
        raise NotFound(f"Import {run_id} was undone before. Nothing was changed.")
    work.session.flush()
    undone = import_undoing.take_back(work, run_id)
    run.undone_at = work.now
    work.session.add(run)
    work.did("import.undone", f"Import {run_id} undone", undoable=False)
    stays, them = ("1 row stays", "it") if undone.kept == 1 else (f"{undone.kept:,} rows stay", "them")
    kept = f" {stays}, because somebody worked on {them} since." if undone.kept else ""
    gone = f"{undone.removed:,} {'row' if undone.removed == 1 else 'rows'} taken out"
    return f"Import {run_id} undone: {gone}, {undone.restored:,} put back.{kept}"


def runs(work: Work, limit: int = 50) -> tuple[RunLine, ...]:
    """The newest imports."""
    rows = work.session.exec(
        select(ImportRun, Staff.name)
        .join(Staff, col(Staff.id) == col(ImportRun.person_id))
        .order_by(col(ImportRun.id).desc())
        .limit(limit)
    )
    return tuple(
        RunLine(
            run.id or 0,
            f"{run.created_at.astimezone(work.zone):%d %b %H:%M} · {name} · {run.file_name} · "
            f"{run.new:,} new, {run.updated:,} updated",
            run.undone_at is not None,
        )
        for run, name in rows
    )


def _unless(cancelled: Callable[[], bool], found: Iterable[T]) -> Iterator[T]:
    for number, each in enumerate(found):
        if number % _STEP == 0:
            _stop_if(cancelled)
        yield each


def _stop_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled("The import was stopped. Nothing of it was kept.")


def _report(parsed: Parsed, taking: import_taking.Taking, run: int | None) -> ImportReport:
    return ImportReport(
        run=run,
        dry_run=taking.run_id == 0,
        kind=parsed.sheet.kind,
        source=parsed.sheet.source_guess,
        new=taking.new,
        updated=taking.updated,
        unchanged=taking.unchanged,
        skipped=tuple(sorted((*parsed.skipped, *taking.forgotten), key=lambda row: row.line)),
        left_out=tuple(SkippedRow(row.line, row.left_out) for row in parsed.rows if row.left_out),
        review=tuple(taking.found),
        by_name=tuple(SameName(line, guest_id, name) for line, guest_id, name in taking.by_name),
        ignored_columns=parsed.sheet.ignored,
        unknown_columns=parsed.sheet.unknown,
        warnings=parsed.sheet.warnings,
        kept_at_desk=tuple(KeptAtDesk(*each) for each in taking.kept),
        written_before=_written_before(parsed, taking),
    )


def _written_before(parsed: Parsed, taking: import_taking.Taking) -> tuple[WrittenBefore, ...]:
    """Two systems that tell of one visit: the newer file counts, and it is said whose words go."""
    counts = import_kept.last_written(taking.connection, taking.visit_changes, taking.run_id)
    before = []
    for number, visits in sorted(counts.items()):
        run = taking.work.session.get(ImportRun, number)
        if run is not None and run.fingerprint != parsed.fingerprint:
            at = f"{run.created_at.astimezone(taking.work.zone):%d %b %H:%M}"
            before.append(WrittenBefore(number, run.file_name, at, visits))
    return tuple(before)
