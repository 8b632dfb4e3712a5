"""Knowing an erased guest again without knowing who they were.

Of a guest who was erased the house keeps marks: keyed digests of what an import would know them by. A mark says yes
or no to a value that is held against it and tells nothing else. A row of an import that is theirs and tells nothing
newer than the erasure is left out; a booking made later is a new guest, and somebody of the same name with an address
of their own was never meant.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from delightdesk.domain.folding import code, digits, fold_name

NAMELESS = "A guest who was erased"
"""What an erased guest is called wherever costs and visits still need a name."""

WHY_SKIPPED = "this guest asked to be erased"

_PHONE_TAIL, _PHONE_LEAST = 9, 7
_MARK_LENGTH = 32
_Plain = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class KnownBy:
    """What another system may know one guest by; of an erased one also what was corrected since.

    days: of their arrivals. refs: of their bookings.
    """

    names: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    customer_refs: frozenset[str] = frozenset()
    refs: frozenset[str] = frozenset()
    days: frozenset[date] = frozenset()

    def joined(self, other: KnownBy) -> KnownBy:
        """Both of them."""
        return KnownBy(*(getattr(self, name) | getattr(other, name) for name in self.__dataclass_fields__))


@dataclass(frozen=True, slots=True)
class Forgetful:
    """The marks of everybody erased, each with the house's day of the erasure, and the key they were made with."""

    secret: str
    days: Mapping[str, date]

    def skips(self, row: KnownBy) -> bool:
        """True when a row is of an erased guest and tells nothing newer. ``row.days``: the arrival, where there is one.

        The reference of a booking they had is enough. E-mail, phone, customer number or name say who it is; then what
        they say must not reach beyond the erasure, unless they were known to arrive on that very day.
        """
        if not self.days:
            return False
        if self._any("ref", row.refs | row.customer_refs, code):
            return True
        erased_on = self._who(row)
        if erased_on is None:
            return False
        arrival = max(row.days, default=None)
        return arrival is None or arrival <= erased_on or self._arrived(row.names, arrival)

    def _who(self, row: KnownBy) -> date | None:
        """The day on which the guest of this row was erased; None when it is none of them."""
        sure = [
            *self._found("email", row.emails, _email),
            *self._found("phone", row.phones, phone_tail),
            *self._found("customer", row.customer_refs, code),
        ]
        if sure:
            return max(sure)
        by_name = [day for name in row.names for day in self._named("name", name)]
        return max(by_name) if by_name and not self._is_namesake(row) else None

    def _is_namesake(self, row: KnownBy) -> bool:
        """Somebody of a marked name with another address or number than the erased guest had."""
        return any(
            given and any(any(True for _ in self._named(had, name)) for name in row.names)
            for given, had in ((row.emails, "name with email"), (row.phones, "name with phone"))
        )

    def _arrived(self, names: Iterable[str], day: date) -> bool:
        return any(any(True for _ in self._named(_arriving(day), name)) for name in names)

    def _any(self, kind: str, values: Iterable[str], plain: _Plain) -> bool:
        return any(True for _ in self._found(kind, values, plain))

    def _found(self, kind: str, values: Iterable[str], plain: _Plain) -> Iterator[date]:
        for value in values:
            if key := plain(value):
                day = self.days.get(_mark(self.secret, kind, key))
                if day is not None:
                    yield day

    def _named(self, kind: str, name: str) -> Iterator[date]:
        for key in name_keys(name):
            day = self.days.get(_mark(self.secret, kind, key))
            if day is not None:
                yield day


def marks_of(secret: str, guest: KnownBy) -> tuple[str, ...]:
    """The marks of a guest who is erased, in no order that tells anything."""
    kinds = ["name"] + ["name with email"] * bool(guest.emails) + ["name with phone"] * bool(guest.phones)
    kinds += [_arriving(day) for day in guest.days]
    marks = {_mark(secret, kind, key) for name in guest.names for key in name_keys(name) for kind in kinds}
    for kind, values, plain in (
        ("email", guest.emails, _email),
        ("phone", guest.phones, phone_tail),
        ("customer", guest.customer_refs, code),
        ("ref", guest.refs | guest.customer_refs, code),
    ):
        marks |= {_mark(secret, kind, key) for key in map(plain, values) if key}
    return tuple(sorted(marks))


@lru_cache(4096)
def name_keys(name: str) -> tuple[str, ...]:
    """A name as it is compared: folded words in the order of the alphabet, as systems turn first and last name round.

    Two where a letter is written in two ways (ue and u for ü).
    """
    words = fold_name(name)
    keys = (" ".join(sorted(forms[0] for forms in words)), " ".join(sorted(forms[-1] for forms in words)))
    return tuple(key for key in dict.fromkeys(keys) if key)


def phone_tail(phone: str) -> str:
    """The last nine digits, the same with and without the country's prefix; "" for what is too short to tell."""
    found = digits(phone).lstrip("+")
    return found[-_PHONE_TAIL:] if len(found) >= _PHONE_LEAST else ""


def _email(address: str) -> str:
    return address.strip().casefold()


def _arriving(day: date) -> str:
    return f"arrives {day.isoformat()}"


def _mark(secret: str, kind: str, key: str) -> str:
    return hmac.digest(secret.encode(), f"{kind}:{key}".encode(), "sha256").hex()[:_MARK_LENGTH]
