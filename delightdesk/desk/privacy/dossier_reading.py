"""Reading all that is kept of one guest, concept by concept; which columns, and what they are called, is one table.

Rows that were taken away at the desk are still in the file and so belong to it; they say when they were removed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import or_
from sqlmodel import col, select

from delightdesk.domain.money import show_money
from delightdesk.domain.vocabulary import BondKind, label
from delightdesk.store.tables import (
    Asked,
    Bond,
    Caution,
    Draft,
    Gesture,
    GestureLine,
    Guest,
    HandoverLine,
    ImportChange,
    ImportRun,
    JournalEntry,
    Note,
    Occasion,
    Outcome,
    Problem,
    ProblemStep,
    ReviewItem,
    RightsRequest,
    Staff,
    Task,
    Visit,
)
from delightdesk.store.work import Work

Entry = tuple[tuple[str, str], ...]
"""One thing that is kept: labels with values, days as YYYY-MM-DD, hours on the clock of the house."""

_MONEY = frozenset({"planned", "actual", "amount", "spoiled"})
_PEOPLE = frozenset(
    {"author_id", "consent_by", "planned_by", "delivered_by", "decided_by", "owner_id", "made_by", "done_by",
     "reported_by", "answered_by"}
)  # fmt: skip

Columns = tuple[tuple[str, str], ...]
_GUEST: Columns = (
    ("name", "display_name"), ("first name", "first"), ("last name", "last"), ("title", "title"),
    ("called", "call_me"), ("said as", "say_as"), ("language", "language"), ("country", "country"),
    ("e-mail", "email"), ("phone", "phone"), ("customer number", "customer_ref"), ("tier", "tier"),
    ("nobody is told they are here", "incognito"), ("gifts restricted", "gift_restricted"),
    ("a drink is welcome", "alcohol_ok"), ("likes reassurance", "needs_reassurance"),
    ("visits told by another system", "earlier_visits"), ("on file since", "created_at"),
    ("removed", "deleted_at"),
)  # fmt: skip
_VISIT: Columns = (
    ("arrives", "arrive"), ("leaves", "depart"), ("hour", "eta"), ("state", "status"), ("booking", "ref"),
    ("second reference", "second_ref"), ("room", "room"), ("kind of room", "room_type"), ("rooms", "rooms"),
    ("adults", "adults"), ("children", "children"), ("infants", "infants"), ("ages of children", "child_ages"),
    ("words of the booking system", "flags"), ("removed", "deleted_at"),
)  # fmt: skip
_NOTE: Columns = (
    ("text", "text"), ("kind", "kind"), ("written by", "author_id"), ("written", "created_at"),
    ("source", "source"), ("holds", "lifetime"), ("until", "until"), ("seen", "sightings"),
    ("last confirmed", "confirmed_on"), ("you agreed", "consent"), ("asked by", "consent_by"),
    ("agreed", "consent_at"), ("goes on", "expires_on"), ("you say it is not so", "disputed"),
    ("disputed", "disputed_at"), ("removed", "deleted_at"),
)  # fmt: skip
_CAUTION: Columns = (
    ("avoid", "subject"), ("kind", "kind"), ("whose", "whose"), ("said on", "said_on"), ("source", "source"),
    ("goes on", "expires_on"), ("removed", "deleted_at"),
)  # fmt: skip
_OCCASION: Columns = (
    ("occasion", "kind"), ("day", "day"), ("month", "month"), ("year", "year"), ("whose", "whose"),
    ("secret", "secret"), ("secret from", "secret_from"), ("source", "source"), ("removed", "deleted_at"),
)  # fmt: skip
_GESTURE: Columns = (
    ("gesture", "title"), ("state", "state"), ("for", "purpose"), ("why", "why"), ("due", "due_at"),
    ("place", "place"), ("done by", "doer"), ("paid by", "payer"), ("planned by", "planned_by"),
    ("given by", "delivered_by"), ("given", "delivered_at"), ("how it was taken", "reaction"),
    ("your words", "guest_words"), ("why it ended", "closed_reason"), ("limit of the house", "bent"),
    ("removed", "deleted_at"),
)  # fmt: skip
_LINE: Columns = (("item", "what"), ("planned", "planned"), ("cost", "actual"))
_PROBLEM: Columns = (
    ("what", "what"), ("kind", "kind"), ("weight, 1 to 5", "severity"), ("cause", "cause"), ("whose doing", "fault"),
    ("state", "state"), ("room", "room"), ("reported by", "reported_by"), ("reported", "reported_at"),
    ("whose work", "owner_id"), ("even again", "even_at"), ("better than before", "beyond_at"),
    ("closed", "closed_at"), ("why closed", "close_reason"), ("said at the end", "answer"),
    ("price of what was spoiled", "spoiled"), ("removed", "deleted_at"),
)  # fmt: skip
_STEP: Columns = (("step", "step"), ("done by", "done_by"), ("done", "done_at"), ("said", "note"))
_TASK: Columns = (
    ("what", "title"), ("kind", "kind"), ("state", "state"), ("due", "due_at"), ("room", "room"), ("who", "who"),
    ("made by", "made_by"), ("whose work", "owner_id"), ("to say", "say"), ("note", "note"), ("told", "told_at"),
    ("done", "done_at"), ("done by", "done_by"), ("why it ended", "reason"), ("removed", "deleted_at"),
)  # fmt: skip
_OUTCOME: Columns = (("what came later", "kind"), ("on", "on"), ("amount", "amount"), ("note", "note"))
_SHEET: Columns = (
    ("what", "what"), ("who", "who"), ("by", "due_text"), ("next", "next_step"), ("said", "words"),
    ("answer", "reply"), ("written", "created_at"),
)  # fmt: skip
_ASKED: Columns = (("question", "question"), ("asked", "created_at"))
_DRAFT: Columns = (("begun and not saved", "text"), ("written", "at"))
_REVIEW: Columns = (("remark", "quote"), ("understood as", "understood"), ("state", "state"), ("came in", "created_at"))
_REQUEST: Columns = (
    ("asked for", "kind"), ("came in", "received_on"), ("due", "due_on"), ("your words", "words"),
    ("answered", "done_at"), ("answered by", "done_by"),
)  # fmt: skip
_RUN: Columns = (("file", "file_name"), ("taken in", "created_at"), ("by", "person_id"), ("taken back", "undone_at"))

_PLAIN: tuple[tuple[str, str, type[Any], Columns], ...] = (
    ("visits", "Visits", Visit, _VISIT),
    ("notes", "Notes", Note, _NOTE),
    ("cautions", "To be avoided", Caution, _CAUTION),
    ("occasions", "Days to celebrate", Occasion, _OCCASION),
    ("questions", "Questions that were asked", Asked, _ASKED),
    ("gestures", "What was given", Gesture, _GESTURE),
    ("problems", "What went wrong", Problem, _PROBLEM),
    ("tasks", "Promised and to be done", Task, _TASK),
    ("outcomes", "What came later", Outcome, _OUTCOME),
    ("handovers", "Lines of handover sheets", HandoverLine, _SHEET),
    ("drafts", "Half-typed lines", Draft, _DRAFT),
    ("remarks", "Remarks of bookings, still to be looked at or done", ReviewItem, _REVIEW),
    ("requests", "What you asked of us", RightsRequest, _REQUEST),
)


@dataclass(frozen=True, slots=True)
class Section:
    """One concept. is_told: its words may speak of others, who are then left out."""

    key: str
    title: str
    entries: tuple[Entry, ...]
    is_told: bool = True


@dataclass(frozen=True, slots=True)
class _Reader:
    work: Work
    records: tuple[int, ...]
    staff: dict[int, str]

    def entry(self, row: Any, columns: Columns) -> Iterator[tuple[str, str]]:
        """The filled columns of a row, in words."""
        for words, name in columns:
            if value := self.shown(name, getattr(row, name)):
                yield words, value

    def shown(self, name: str, value: Any) -> str:
        """One value as a guest reads it; empty for what says nothing."""
        if value is None or value is False or value == "" or (value == 0 and name not in _MONEY):
            return ""
        if name in _PEOPLE or name == "person_id":
            return self.staff.get(value, "")
        if name in _MONEY:
            return show_money(value, self.work.house.currency)
        if isinstance(value, StrEnum):
            return label(value)
        if value is True:
            return "yes"
        if isinstance(value, datetime):
            return f"{value.astimezone(self.work.zone):%Y-%m-%d %H:%M}"
        if isinstance(value, time):
            return f"{value:%H:%M}"
        return value.isoformat() if isinstance(value, date) else str(value)

    def rows(self, kind: type[Any], column: str = "guest_id") -> Sequence[Any]:
        """The rows of these records, the oldest first."""
        found = select(kind).where(col(getattr(kind, column)).in_(self.records))
        return self.work.session.exec(found.order_by(getattr(kind, "id", None))).all()


def records_of(work: Work, guest_id: int) -> tuple[int, ...]:
    """The guest's own number and those of records that were made one with it."""
    earlier = work.session.exec(select(Guest.id).where(Guest.merged_into == guest_id).order_by(col(Guest.id))).all()
    return guest_id, *(found for found in earlier if found is not None)


def read(work: Work, records: tuple[int, ...]) -> tuple[tuple[Section, ...], int]:
    """All sections that hold something, and how many entries are held back for somebody else's sake."""
    reader = _Reader(work, records, {row.id or 0: row.name for row in work.session.exec(select(Staff))})
    guests = [work.session.get_one(Guest, number) for number in records]
    sections = [Section("guest", "You", tuple(tuple(reader.entry(row, _GUEST)) for row in guests), is_told=False)]
    plans = {row.id for row in reader.rows(Occasion) if _is_kept_from(row, guests)}
    for key, title, kind, columns in _PLAIN:
        rows = [row for row in reader.rows(kind) if not (kind is Occasion and row.id in plans)]
        more = _MORE.get(key)
        entries = tuple((*reader.entry(row, columns), *(more(reader, row) if more else ())) for row in rows)
        sections.append(Section(key, title, entries))
        if key == "questions":
            sections.append(Section("bonds", "Whom you belong to", tuple(_bonds(reader)), is_told=False))
    sections.append(Section("imports", "Files it came from", tuple(_imports(reader, guests))))
    sections.append(Section("acts", "Who did what", tuple(_acts(reader, plans))))
    return tuple(section for section in sections if section.entries), len(plans)


def _is_kept_from(row: Occasion, guests: Sequence[Guest]) -> bool:
    """A surprise that somebody else plans for this very guest."""
    if not row.secret or not row.secret_from:
        return False
    words = row.secret_from.casefold()
    own = {part.casefold() for guest in guests for part in (guest.first, guest.last, guest.call_me) if part}
    return words in ("the guest", "guest", "her", "him", "them") or any(part in words for part in own)


def _items(reader: _Reader, row: Gesture) -> Iterator[tuple[str, str]]:
    lines = reader.work.session.exec(
        select(GestureLine).where(GestureLine.gesture_id == row.id, col(GestureLine.deleted_at).is_(None))
    )
    for place, line in enumerate(lines.all(), 1):
        yield f"item {place}", " · ".join(value for _, value in reader.entry(line, _LINE))


def _steps(reader: _Reader, row: Problem) -> Iterator[tuple[str, str]]:
    steps = reader.work.session.exec(
        select(ProblemStep).where(ProblemStep.problem_id == row.id, col(ProblemStep.deleted_at).is_(None))
    )
    for place, step in enumerate(steps.all(), 1):
        yield f"step {place}", " · ".join(value for _, value in reader.entry(step, _STEP))


def _versions(reader: _Reader, row: Note) -> Iterator[tuple[str, str]]:
    """What the note said before it was changed, with who changed it when."""
    place = 0
    for entry in _journal(reader):
        for change in entry.changes:
            if (change["table"], change["id"]) == ("note", row.id) and (change["before"] or {}).get("text"):
                place += 1
                at = reader.shown("at", entry.at)
                yield f"before change {place}", f"{change['before']['text']} · {at} · {reader.staff[entry.person_id]}"


_MORE: dict[str, Callable[[_Reader, Any], Iterator[tuple[str, str]]]] = {
    "gestures": _items, "problems": _steps, "notes": _versions,
}  # fmt: skip


def _bonds(reader: _Reader) -> Iterator[Entry]:
    found = select(Bond).where(or_(col(Bond.guest_id).in_(reader.records), col(Bond.other_id).in_(reader.records)))
    for row in reader.work.session.exec(found.order_by(col(Bond.id))).all():
        kind: BondKind = row.kind
        is_mine = row.guest_id in reader.records
        said = f"{label(kind)} of another guest" if is_mine else f"another guest is your {label(kind)}"
        gone = reader.shown("deleted_at", row.deleted_at)
        yield (
            ("bond", said),
            ("noted", reader.shown("created_at", row.created_at)),
            *((("removed", gone),) if gone else ()),
        )


def _imports(reader: _Reader, guests: Sequence[Guest]) -> Iterator[Entry]:
    """The runs that made these records or their visits and notes, or changed them."""
    runs = {guest.import_run for guest in guests}
    visits = reader.rows(Visit)
    for kind in (Note, Occasion):
        runs |= {row.import_run for row in reader.rows(kind)}
    runs |= {row.import_run for row in visits} | {row.run_id for row in reader.rows(ReviewItem)}
    touched = {("guest", number) for number in reader.records} | {("visit", row.id) for row in visits}
    for table, number in touched:
        changed = select(ImportChange.run_id).where(ImportChange.table == table, ImportChange.row_id == number)
        runs |= set(reader.work.session.exec(changed).all())
    for number in sorted(run for run in runs if run):
        row = reader.work.session.get(ImportRun, number)
        if row is not None:
            yield tuple(reader.entry(row, _RUN))


def _journal(reader: _Reader) -> Sequence[JournalEntry]:
    return reader.rows(JournalEntry)


def _acts(reader: _Reader, plans: Collection[int | None]) -> Iterator[Entry]:
    """Every act about the guest but those that would give such a plan away."""
    for entry in _journal(reader):
        if any(change["table"] == "occasion" and change["id"] in plans for change in entry.changes):
            continue
        said = (("when", reader.shown("at", entry.at)), ("who", reader.staff.get(entry.person_id, "")))
        yield (*said, ("what", entry.summary or "words taken out"))
