"""Who else is spoken of in what is kept of a guest, so that it can be left out of what the guest is given."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import bindparam, or_, select

from delightdesk.domain.folding import fold_words
from delightdesk.domain.forgetting import phone_tail
from delightdesk.domain.mentions import Mentions, lone_words, orders_of
from delightdesk.store.tables import Bond, Guest, Visit
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

_NOT_DIGITS = re.compile(r"\D+")

_GUEST, _BOND, _VISIT = table_of(Guest), table_of(Bond), table_of(Visit)
_NAMES = (_GUEST.c.id, _GUEST.c.first, _GUEST.c.last, _GUEST.c.display_name, _GUEST.c.call_me, _GUEST.c.email,
          _GUEST.c.phone)  # fmt: skip
_EVERYBODY = select(*_NAMES).where(_GUEST.c.erased_at.is_(None))
_mine: Any = bindparam("mine", expanding=True)
_BONDS = select(_BOND.c.guest_id, _BOND.c.other_id).where(or_(_BOND.c.guest_id.in_(_mine), _BOND.c.other_id.in_(_mine)))
_THEIRS = _VISIT.alias("theirs")
_PARTY = (
    select(_THEIRS.c.guest_id)
    .join(_VISIT, (_VISIT.c.ref == _THEIRS.c.ref) & (_VISIT.c.arrive == _THEIRS.c.arrive))
    .where(_VISIT.c.guest_id.in_(_mine), _VISIT.c.ref != "")
)


def others_in(work: Work, records: Collection[int], texts: Iterable[str]) -> Mentions:
    """What recognises everybody else in these texts: by name, address or number; those close also by one name."""
    mine = list(records)
    near = {found for pair in work.rows(_BONDS, mine=mine) for found in pair}
    near |= {found for (found,) in work.rows(_PARTY, mine=mine)}
    near -= set(records)
    whole = "\n".join(texts)
    said, lowered, numbers = lone_words([whole]), whole.casefold(), _NOT_DIGITS.sub("", whole)
    people = work.rows(_EVERYBODY)
    own_words, own_names, own_contacts = _own(row for row in people if row[0] in records)
    found = Mentions(alone=lone_words(name for row in people if row[0] in near for name in row[1:5]) - own_words)
    for number, first, last, full, call_me, email, phone in people:
        if number in records:
            continue
        if number in near or not said.isdisjoint(fold_words(full)):
            for name in (*orders_of(first, last, full), call_me):
                if _folded(name) not in own_names:
                    found.add_name(name)
        if email and email.casefold() not in own_contacts and email.casefold() in lowered:
            found.add_email(email)
        tail = phone_tail(phone) if phone else ""
        if tail and tail not in own_contacts and tail in numbers:
            found.add_phone(phone)
    return found


def _own(rows: Iterable[Any]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The guest's own single words, whole names and contacts, which stay."""
    words: set[str] = set()
    names: set[str] = set()
    contacts: set[str] = set()
    for _, first, last, full, call_me, email, phone in rows:
        words |= lone_words((first, last, full, call_me))
        names |= {_folded(name) for name in (*orders_of(first, last, full), full, call_me)}
        contacts |= {email.casefold(), phone_tail(phone)}
    return frozenset(words), frozenset(names), frozenset(contacts)


def _folded(name: str) -> str:
    return " ".join(fold_words(name))
