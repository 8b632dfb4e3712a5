"""What an import tells: what it did or would do, what waits for a look, the imports of the past."""

from __future__ import annotations

from dataclasses import dataclass

from delightdesk.domain.arrivals import SkippedRow


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """Something a remark seems to say, waiting for a person to look at.

    asks: it takes the guest's yes, and its words are hidden; see `look`.
    """

    id: int
    guest_id: int
    guest_name: str
    quote: str
    understood: str
    asks: bool = False
    guest_marks: str = ""


@dataclass(frozen=True, slots=True)
class SameName:
    """A row that was taken for a guest by the name alone."""

    row: int
    guest_id: int
    name: str


@dataclass(frozen=True, slots=True)
class KeptAtDesk:
    """A row that says otherwise than what somebody changed at the desk, which stays. fields: "room", "status"."""

    row: int
    guest_id: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrittenBefore:
    """Visits that a file of another layout wrote last, which the newer one now changes."""

    run: int
    file_name: str
    at_text: str
    visits: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a run did, or in a dry run would do. ``run`` is None for a dry run and when nothing changed.

    skipped: rows left out, and why; left_out: rows that came in without what is never kept, and what that was.
    """

    run: int | None
    dry_run: bool
    kind: str
    source: str
    new: int
    updated: int
    unchanged: int
    skipped: tuple[SkippedRow, ...]
    left_out: tuple[SkippedRow, ...]
    review: tuple[str, ...]
    by_name: tuple[SameName, ...]
    ignored_columns: tuple[str, ...]
    unknown_columns: tuple[str, ...]
    warnings: tuple[str, ...]
    kept_at_desk: tuple[KeptAtDesk, ...]
    written_before: tuple[WrittenBefore, ...]


@dataclass(frozen=True, slots=True)
class RunLine:
    """One import of the past. text: when, which file, by whom, how many."""

    id: int
    text: str
    undone: bool
