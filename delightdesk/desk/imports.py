"""Arrivals and customers from other systems: looked at first, taken over as a whole, taken back as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from sqlmodel import col, select

from delightdesk.desk import import_taking, import_undoing
from delightdesk.desk.import_taking import Progress
from delightdesk.desk.keeping import from_plain, keep
from delightdesk.domain.arrivals import ArrivalRow, Sheet, SkippedRow
from delightdesk.domain.columns import header_fingerprint
from delightdesk.domain.errors import DeskError, NotFound
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import NoteSource
from delightdesk.files.arrivals import open_arrivals
from delightdesk.store import bulk, docs, index
from delightdesk.store.tables import Guest, ImportRun, ReviewItem
from delightdesk.store.work import Work

_STEP = 1000
_MANY = 5000


class Cancelled(DeskError):  # noqa: N818 - said as a fact
    """The person stopped the import; nothing of it was kept."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file that was read and understood, before anything is taken over.

    by_hand: the columns a person assigned, now or for an earlier file with these headers.
    """

    file_name: str
    sheet: Sheet
    rows: tuple[ArrivalRow, ...]
    skipped: tuple[SkippedRow, ...]
    fingerprint: str
    by_hand: dict[str, str]


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """Something a remark seems to say, waiting for a person to look at."""

    id: int
    guest_id: int
    guest_name: str
    quote: str
    understood: str


@dataclass(frozen=True, slots=True)
class SameName:
    """A row that was taken for a guest by the name alone."""

    row: int
    guest_id: int
    name: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a run did, or in a dry run would do. ``run`` is None for a dry run and when nothing changed."""

    run: int | None
    dry_run: bool
    kind: str
    source: str
    new: int
    updated: int
    unchanged: int
    skipped: tuple[SkippedRow, ...]
    review: tuple[str, ...]
    by_name: tuple[SameName, ...]
    ignored_columns: tuple[str, ...]
    unknown_columns: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunLine:
    """One import of the past."""

    id: int
    text: str
    undone: bool


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
    by_hand = dict(mapping or (remembered or {}).get(fingerprint, {}))
    return Parsed(clean(path.name, 260), sheet, tuple(rows), tuple(skipped), fingerprint, by_hand)


def remembered_mappings(work: Work) -> dict[str, dict[str, str]]:
    """The columns a person assigned the last time, by the fingerprint of the file's headers."""
    query = select(ImportRun.fingerprint, ImportRun.mapping).order_by(col(ImportRun.id))
    return {fingerprint: dict(mapping) for fingerprint, mapping in work.session.exec(query) if mapping}


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
        touched = list(import_taking.write(taking, lambda _done, _total: _stop_if(cancelled)))
        known = [guest_id for guest_id in touched if guest_id not in taking.new_guests]
        found = chain(import_taking.new_docs(taking), docs.of_guests(taking.connection, known))
        index.put(taking.connection, found)
    if len(touched) > _MANY:
        index.merge(taking.connection)
    run.new, run.updated, run.unchanged = taking.new, taking.updated, taking.unchanged
    run.skipped = len(parsed.skipped)
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
    kept = f" {undone.kept} rows stay, because somebody worked on them since." if undone.kept else ""
    return f"Import {run_id} undone: {undone.removed} rows taken out, {undone.restored} put back.{kept}"


def runs(work: Work, limit: int = 20) -> tuple[RunLine, ...]:
    """The newest imports."""
    rows = work.session.exec(select(ImportRun).order_by(col(ImportRun.id).desc()).limit(limit))
    return tuple(
        RunLine(
            run.id or 0,
            f"{run.created_at.astimezone(work.zone):%d %b %H:%M} · {run.file_name} · "
            f"{run.new} new, {run.updated} updated",
            run.undone_at is not None,
        )
        for run in rows
    )


def review(work: Work, limit: int = 200) -> tuple[ReviewLine, ...]:
    """What waits for a look, oldest first."""
    rows = work.session.exec(
        select(ReviewItem, Guest.display_name)
        .join(Guest, col(Guest.id) == col(ReviewItem.guest_id))
        .where(ReviewItem.state == "open", col(ReviewItem.deleted_at).is_(None), col(Guest.deleted_at).is_(None))
        .order_by(col(ReviewItem.id))
        .limit(limit)
    )
    return tuple(ReviewLine(row.id or 0, row.guest_id, name, row.quote, row.understood) for row, name in rows)


def take(work: Work, item_id: int) -> str:
    """Yes, this is so: put it on the card."""
    item = work.get(ReviewItem, item_id, "remark")
    keep(work, item.guest_id, from_plain(item.caught), NoteSource.BOOKING, item.visit_id)
    work.change(item, state="taken")
    work.did("review.taken", "Taken over from a remark", item.guest_id)
    return item.understood


def dismiss(work: Work, item_id: int) -> None:
    """No, this is nothing: it is not asked again."""
    item = work.get(ReviewItem, item_id, "remark")
    work.change(item, state="dismissed")
    work.did("review.dismissed", "Remark put aside", item.guest_id)


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
        skipped=parsed.skipped,
        review=tuple(taking.found),
        by_name=tuple(SameName(line, guest_id, name) for line, guest_id, name in taking.by_name),
        ignored_columns=parsed.sheet.ignored,
        unknown_columns=parsed.sheet.unknown,
        warnings=parsed.sheet.warnings,
    )
