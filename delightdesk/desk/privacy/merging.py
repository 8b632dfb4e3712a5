"""One guest of two: what was noted, given and promised to either belongs to the one who is kept.

Nothing is thrown away: what stands twice is folded, the other guest stays in the file without showing anywhere, and one
undo brings both back exactly as they were.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col
from sqlmodel import select as select_rows

from delightdesk.desk.permitted import require
from delightdesk.desk.privacy.duplicates import Twin, birthdays, twins
from delightdesk.desk.privacy.folding_rows import fold
from delightdesk.domain.errors import Invalid
from delightdesk.domain.permissions import Act
from delightdesk.store.tables import (
    Apart,
    Bond,
    Caution,
    Gesture,
    Guest,
    Note,
    Occasion,
    Outcome,
    Problem,
    ReviewItem,
    RightsRequest,
    Task,
    Visit,
)
from delightdesk.store.tables.columns import Kept, table_of
from delightdesk.store.work import Work

_FACTS = {
    "display_name": "name", "title": "title", "call_me": "called", "say_as": "said", "language": "language",
    "country": "country", "email": "e-mail", "phone": "phone", "customer_ref": "customer number", "tier": "tier",
}  # fmt: skip
_FILLED = tuple(name for name in _FACTS if name != "display_name")
_FLAGS = {
    "incognito": "incognito", "gift_restricted": "gifts restricted", "alcohol_ok": "a drink is welcome",
    "needs_reassurance": "likes reassurance",
}  # fmt: skip
_MOVED: dict[type[Kept], str] = {
    Visit: "visit", Note: "note", Caution: "thing to avoid", Occasion: "occasion", Gesture: "gesture",
    Problem: "problem", Task: "task", Outcome: "outcome", RightsRequest: "request", ReviewItem: "remark to look at",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact in which the two differ: what each says, and which of them will stand."""

    label: str
    kept: str
    other: str
    stands: str


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What making one of two would do. moves: how much comes over, in words. against: what speaks against it."""

    keep: Twin
    other: Twin
    facts: tuple[FactLine, ...]
    moves: tuple[str, ...]
    against: tuple[str, ...]


def preview(work: Work, keep_id: int, other_id: int) -> MergePreview:
    """What would happen. Raises `NotFound`, or `Invalid` for one guest named twice."""
    keep, other = _both(work, keep_id, other_id)
    sides, values = twins(work, {keep_id, other_id}), _united(keep, other)
    facts = [
        FactLine(words, str(getattr(keep, name)), str(getattr(other, name)), str(values.get(name, getattr(keep, name))))
        for name, words in _FACTS.items()
        if getattr(other, name) and getattr(keep, name) != getattr(other, name)
    ]
    facts += [
        FactLine(words, _yes(getattr(keep, name)), _yes(getattr(other, name)), "yes")
        for name, words in _FLAGS.items()
        if getattr(keep, name) != getattr(other, name)
    ]
    return MergePreview(
        sides[keep_id], sides[other_id], tuple(facts), tuple(_moves(work, other.id or 0)), _against(work, keep, other)
    )


def merge(work: Work, keep_id: int, other_id: int, seen: int | None = None, other_seen: int | None = None) -> int:
    """Make one of two; returns the guest who is kept. seen, other_seen: the versions that were looked at.

    Raises `NotAllowed`, `Invalid`, or `Stale`; nothing is changed then.
    """
    require(work, Act.MERGE)
    keep, other = _both(work, keep_id, other_id)
    work.check_seen(keep, seen)
    work.check_seen(other, other_seen)
    fold(work, keep_id, other_id)
    for earlier in _rows_of(work, Guest, Guest.merged_into, other_id):
        work.change(earlier, merged_into=keep_id)
    work.change(keep, **_united(keep, other))
    work.change(other, merged_into=keep_id, deleted_at=work.now)
    work.did("guests.merged", "Two guests made one", keep_id)
    return keep_id


def kept_as(work: Work, guest_id: int) -> int:
    """The guest this one was made one with, or the same guest."""
    guest = work.session.get(Guest, guest_id)
    return guest.merged_into if guest is not None and guest.merged_into is not None else guest_id


def _both(work: Work, keep_id: int, other_id: int) -> tuple[Guest, Guest]:
    keep, other = work.get(Guest, keep_id, "guest"), work.get(Guest, other_id, "guest")
    if keep.id == other.id:
        raise Invalid("This is one guest already. Nothing was changed. Please choose another one.", "other")
    return keep, other


def _united(keep: Guest, other: Guest) -> dict[str, Any]:
    """What the kept guest takes over: blanks are filled, and what is minded of either is minded of both."""
    values = {name: getattr(other, name) for name in _FILLED if getattr(other, name) and not getattr(keep, name)}
    if not (keep.first and keep.last) and other.first and other.last and _says_more(keep, other):
        values |= {"first": other.first, "last": other.last, "display_name": other.display_name}
    values |= {name: True for name in _FLAGS if getattr(other, name)}
    values["earlier_visits"] = max(keep.earlier_visits, other.earlier_visits)
    return values


def _says_more(keep: Guest, other: Guest) -> bool:
    return keep.display_name.casefold() in other.display_name.casefold()


def _yes(value: bool) -> str:
    return "yes" if value else ""


def _rows_of(work: Work, kind: type[Any], column: Any, value: int) -> Iterable[Any]:
    return work.session.exec(select_rows(kind).where(column == value).order_by(col(kind.id))).all()


def _moves(work: Work, other_id: int) -> Iterable[str]:
    for kind, word in _MOVED.items():
        table = table_of(kind)
        ((many,),) = work.rows(
            select(func.count()).select_from(table).where(table.c.guest_id == other_id, table.c.deleted_at.is_(None))
        )
        if many:
            yield f"{many} {word if many == 1 else _more(word)}"


def _more(word: str) -> str:
    first, space, rest = word.partition(" ")
    return f"{first}s{space}{rest}"


def _against(work: Work, keep: Guest, other: Guest) -> tuple[str, ...]:
    """What to look at twice before saying yes."""
    apart, bond = table_of(Apart), table_of(Bond)
    found = []
    for table, words in (
        (apart, "Somebody said before that these are two people."),
        (bond, "They are linked as two people who know each other."),
    ):
        pair = (keep.id, other.id)
        rows = select(table.c.id).where(
            table.c.guest_id.in_(pair), table.c.other_id.in_(pair), table.c.deleted_at.is_(None)
        )
        found += [words] if work.rows(rows.limit(1)) else []
    days = birthdays(work)
    if len({days[each] for each in (keep.id, other.id) if each in days}) > 1:
        found.append("Their birthdays differ.")
    return tuple(found)
