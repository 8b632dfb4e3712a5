"""Guests by what is not a name: reference, e-mail address, room, phone number."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from delightdesk.domain.folding import code, digits
from delightdesk.store.hits import ELSEWHERE, Present
from delightdesk.store.ranking import BEGINS, EXACT, Score, Typed, score

_MOST = 60
_LONGEST = 80
_PHONE_SIGNS = frozenset("0123456789+() ./-")
_SURE_DIGITS = 8
_BEGINS = "SELECT guest_id, code FROM find_code WHERE kind = ? AND code >= ? AND code < ? LIMIT ?"
_ROOM = "SELECT guest_id FROM find_code WHERE kind = 'm' AND code = ? ORDER BY guest_id DESC LIMIT ?"
_PHONE = (
    "SELECT d.guest_id, d.phones FROM find_digit f JOIN find_doc d ON d.guest_id = f.rowid"
    " WHERE f.find_digit MATCH ? AND instr(d.phones, ?) ORDER BY f.rowid DESC LIMIT ?"
)
_DOCS = "SELECT guest_id, names, phones, codes FROM find_doc WHERE guest_id IN (SELECT value FROM json_each(?))"


def is_number(part: str) -> bool:
    """Whether a typed part may be a room, a reference or a phone number: it has a digit."""
    return any(sign.isdecimal() for sign in part)


def found(connection: sqlite3.Connection, here: Present, text: str) -> dict[int, Score]:
    """Guests whose reference or e-mail address begins with ``text``, or whose phone number has it inside.

    A present guest's room, and any reference or address, typed in full comes first of all. Rooms of earlier
    visits count only in full: the fourth floor of the past is no answer to a typed 4.
    """
    wanted, number = code(text)[:_LONGEST], _phone(text)
    scores: dict[int, Score] = {}
    if not wanted:
        return scores
    if is_number(text):
        _among_present(scores, here, wanted, number)
    for kind in "re":
        for guest_id, known in connection.execute(_BEGINS, (kind, wanted, wanted + "\x7f", _MOST)):
            _add(scores, here, guest_id, len(known) - len(wanted))
    for (guest_id,) in connection.execute(_ROOM, (wanted, _MOST)):
        scores.setdefault(guest_id, (BEGINS, here.rank.get(guest_id, ELSEWHERE), True, 0.0, 1, -guest_id))
    for guest_id, phones in _by_phone(connection, number):
        scores.setdefault(
            guest_id,
            (BEGINS, here.rank.get(guest_id, ELSEWHERE), True, 0.0, len(phones) - len(number), -guest_id),
        )
    return scores


def with_name(
    connection: sqlite3.Connection,
    here: Present,
    guests: dict[int, Score],
    words: Sequence[Typed],
    numbers: Sequence[str],
) -> dict[int, Score]:
    """Of ``guests`` and whom the ``numbers`` find, who fits the words and every number ("schultz 412")."""
    ids = set(guests).union(*(found(connection, here, number) for number in numbers))
    scores = {}
    for guest_id, names, phones, codes in connection.execute(_DOCS, (json.dumps(sorted(ids)),)):
        kept = [*(coded[1:] for coded in codes.split()), *here.rooms.get(guest_id, ())]
        if all(_has(kept, phones, number) for number in numbers):
            earned = score(guest_id, names, words, here.rank.get(guest_id, ELSEWHERE))
            if earned is not None:
                scores[guest_id] = earned
    return scores


def _has(codes: Sequence[str], phones: str, text: str) -> bool:
    wanted, number = code(text), _phone(text)
    if not wanted:
        return True
    return any(known.startswith(wanted) for known in codes) or (len(number) > 2 and number in phones)


def _add(scores: dict[int, Score], here: Present, guest_id: int, left: int) -> None:
    earned = (
        EXACT if not left else BEGINS,
        here.rank.get(guest_id, ELSEWHERE),
        bool(left),
        0.0,
        left,
        -guest_id,
    )
    scores[guest_id] = min(earned, scores.get(guest_id, earned))


def _among_present(scores: dict[int, Score], here: Present, wanted: str, number: str) -> None:
    for guest_id in here.rank:
        for known in (*here.rooms[guest_id], *here.codes[guest_id]):
            if known.startswith(wanted):
                _add(scores, here, guest_id, len(known) - len(wanted))
        if len(number) > 1 and number in here.phones[guest_id]:
            _add(scores, here, guest_id, len(here.phones[guest_id]) - len(number) + 1)


def _phone(text: str) -> str:
    """The digits to look for inside stored numbers: without the nought that stands for the country code."""
    if not _PHONE_SIGNS.issuperset(text):
        return ""
    number = digits(text)[:_LONGEST]
    return number[1:] if number.startswith("0") and len(number) > 3 else number


def _by_phone(connection: sqlite3.Connection, number: str) -> list[tuple[int, str]]:
    """Who has ``number`` inside a phone number; else its last eight digits (country codes get lost)."""
    if len(number) < 3:
        return []
    rows = connection.execute(_PHONE, (_threes(number), number, _MOST)).fetchall()
    if not rows and len(number) > _SURE_DIGITS:
        number = number[-_SURE_DIGITS:]
        rows = connection.execute(_PHONE, (_threes(number), number, _MOST)).fetchall()
    return rows


def _threes(number: str) -> str:
    return " AND ".join(f'"{number[at : at + 3]}"' for at in range(len(number) - 2))
