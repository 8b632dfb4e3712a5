"""Half-typed lines: kept while somebody types, so that neither a phone call nor a power cut takes them."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import bindparam, select

from delightdesk.desk.lines import DraftLine
from delightdesk.domain.forbidden import without_begun
from delightdesk.domain.text import clean
from delightdesk.store.tables import Draft, Guest
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

LONGEST = 500
RESTS = timedelta(minutes=1)
"""So long after its last key nobody is typing a line any more: its window was left or closed, or the power went."""

_DRAFT, _GUEST = table_of(Draft), table_of(Guest)
_OF_GUEST = (
    select(_DRAFT.c.place, _DRAFT.c.text, _DRAFT.c.window, _DRAFT.c.at)
    .where(
        (_DRAFT.c.guest_id == bindparam("guest"))
        | _DRAFT.c.guest_id.in_(select(_GUEST.c.id).where(_GUEST.c.merged_into == bindparam("guest")))
    )
    .order_by(_DRAFT.c.at.desc())
)
"""Also what was begun about somebody who was made one with the guest since: it stays theirs, so that undo finds it."""
_OF_EARLIER = select(_DRAFT.c.guest_id).where(
    _DRAFT.c.place == bindparam("place"),
    _DRAFT.c.guest_id.in_(select(_GUEST.c.id).where(_GUEST.c.merged_into == bindparam("guest"))),
)


def keep(work: Work, guest_id: int, place: str, text: str, window: str = "", taken: str | None = None) -> None:
    """Keep what stands in the line ``place`` of this guest; nothing but blanks takes the draft away.

    window: the one it is typed in, whose lines nobody else writes over. taken: the window whose draft the line began
    with, which is this one's from now on. What is never kept is left out. Nothing of it goes to the journal: it is no
    act yet, and undo must not bring back words somebody deleted.
    """
    words = without_begun(clean(text, LONGEST))
    guest = work.session.get(Guest, guest_id)
    if guest is None or guest.erased_at is not None:
        return  # a window that still showed somebody who was erased meanwhile
    if taken is not None:
        drop(work, guest_id, place, taken)
    if not words.strip():
        drop(work, guest_id, place, window)
    else:
        work.session.merge(Draft(guest_id=guest_id, place=place, window=window, text=words, at=work.now))


def drop(work: Work, guest_id: int, place: str, window: str = "") -> None:
    """Forget the draft, because it was saved as what it is or is not wanted any more."""
    earlier = [number for (number,) in work.rows(_OF_EARLIER, place=place, guest=guest_id)]
    for whose in (guest_id, *earlier):
        found = work.session.get(Draft, (whose, place, window))
        if found is not None:
            work.session.delete(found)


def of_guest(work: Work, guest_id: int) -> tuple[DraftLine, ...]:
    """What was begun about a guest, the newest first."""
    return tuple(
        DraftLine(place, text, window, at <= work.now - RESTS)
        for place, text, window, at in work.rows(_OF_GUEST, guest=guest_id)
    )
