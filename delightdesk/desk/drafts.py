"""Half-typed lines: kept while somebody types, so that neither a phone call nor a power cut takes them."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from delightdesk.desk.lines import DraftLine
from delightdesk.domain.text import kept_words
from delightdesk.store.tables import Draft
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

LONGEST = 500

_DRAFT = table_of(Draft)
_OF_GUEST = (
    select(_DRAFT.c.place, _DRAFT.c.text).where(_DRAFT.c.guest_id == bindparam("guest")).order_by(_DRAFT.c.at.desc())
)


def keep(work: Work, guest_id: int, place: str, text: str) -> None:
    """Keep what stands in the line ``place`` of this guest; nothing but blanks takes the draft away.

    Nothing of it goes to the journal: it is no act yet, and undo must not bring back words somebody deleted.
    """
    words = kept_words(text, LONGEST)
    if not words.strip():
        drop(work, guest_id, place)
    else:
        work.session.merge(Draft(guest_id=guest_id, place=place, text=words, at=work.now))


def drop(work: Work, guest_id: int, place: str) -> None:
    """Forget the draft, because it was saved as what it is or is not wanted any more."""
    found = work.session.get(Draft, (guest_id, place))
    if found is not None:
        work.session.delete(found)


def of_guest(work: Work, guest_id: int) -> tuple[DraftLine, ...]:
    """What was begun about a guest, the newest first."""
    return tuple(DraftLine(*row) for row in work.rows(_OF_GUEST, guest=guest_id))
