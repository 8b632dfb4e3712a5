"""The rows of other systems in our words, and what two rows of one booking have in common.

What the columns mean stands in `domain.columns`; a file is read by `files.arrivals`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from typing import Literal, NamedTuple

from delightdesk.domain.folding import fold_name
from delightdesk.domain.vocabulary import VisitStatus

Kind = Literal["reservations", "customers"]


class ArrivalRow(NamedTuple):
    """One row of a file in our words. Empty text and None mean that the file does not say.

    A tuple, for a frozen dataclass of so many fields takes longer to make than the row to read.

    line: where the row begins in the file, counted from 1, for messages.
    full: the name as read aloud, never empty. email: never a relay address of a booking channel.
    birthday: (month, day); the year is not taken over. notes: (header, text) in the file's order.
    flags: short words such as "VIP V3" or "Returning". visits: how often the other system has seen the guest.
    status: *expected* in a list of customers, where it means nothing. left_out: what is never kept and stood in the row
    ("a card number"); the row holds nothing of it.
    """

    line: int
    first: str
    last: str
    full: str
    title: str
    email: str
    phone: str
    ref: str
    second_ref: str
    room: str
    room_type: str
    arrive: date | None
    depart: date | None
    eta: time | None
    status: VisitStatus
    adults: int | None
    children: int | None
    infants: int | None
    language: str
    country: str
    birthday: tuple[int, int] | None
    notes: tuple[tuple[str, str], ...]
    flags: tuple[str, ...]
    visits: int | None
    rooms: int
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that was left out, and why, in words that hold no guest data."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file turned out to be.

    mapping: header -> our field. ignored: columns never read. unknown: columns without a meaning to us.
    date_order: "day first", "month first", or "as written" when no day could be read two ways.
    rows: how many rows stand below the header, for progress.
    """

    kind: Kind
    source_guess: str
    headers: tuple[str, ...]
    mapping: dict[str, str]
    ignored: tuple[str, ...]
    unknown: tuple[str, ...]
    date_order: str
    warnings: tuple[str, ...]
    rows: int = 0


_RELAY = re.compile(
    r"\.relay\.|\.(?:guest|property)\.booking\.com$|\.airbnb\.|expediapartnercentral|\.agoda-messaging\.|\.guest\.trip\.com$"
    r"|\.hotelbeds-messaging\.|\.no-?e?mail\.|\.not?-?provided\.|\.fake|\.invalid$|\.(?:unknown|none)\."
)
_MADE_UP = re.compile(r"no-?e?mail|no-?reply|none|na|n/a|unknown|not?-?provided|noaddress|x+", re.IGNORECASE)
_ADDRESS_END = re.compile(r"[;,\s]")


def own_email(text: str) -> str:
    """The guest's own address, or "" for relays of booking channels and addresses that are made up."""
    address = _ADDRESS_END.split(text, maxsplit=1)[0]
    local, at, domain = address.partition("@")
    if not local or not at or _is_relay(domain) or _MADE_UP.fullmatch(local):
        return ""
    return address


@lru_cache(4096)
def _is_relay(domain: str) -> bool:
    return "." not in domain or "@" in domain or _RELAY.search("." + domain.casefold()) is not None


def booking_key(row: ArrivalRow) -> tuple[str, str] | None:
    """Rows with the same key are one booking of one guest, written again; None without a reference."""
    if not row.ref:
        return None
    return row.ref.casefold(), " ".join(forms[0] for forms in fold_name(row.full))
