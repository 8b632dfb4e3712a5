"""Guests by the words of their names: as beginnings first, mended only when that finds too few."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from itertools import pairwise

from delightdesk.domain.folding import typed_words
from delightdesk.store import mending
from delightdesk.store.hits import ELSEWHERE, Present
from delightdesk.store.ranking import Score, Typed, score

ENOUGH = 10
Mend = Callable[[sqlite3.Connection, str], dict[str, float]]

_LETTERS = 80
_LOOKED_AT = 120
_LOOKED_AT_SHORT = 40
_LOOKED_AT_MENDED = 300
_NEWEST = (
    "SELECT d.guest_id, d.names FROM find_fts f JOIN find_doc d ON d.guest_id = f.rowid"
    " WHERE f.find_fts MATCH ? ORDER BY f.rowid DESC LIMIT ?"
)


def typed(text: str) -> list[Typed]:
    """The words of the find box, at most 80 letters of them."""
    words, room = [], _LETTERS
    for forms in dict.fromkeys(typed_words(text)):
        if room <= 0:
            break
        words.append(Typed(tuple(form[:room] for form in forms)))
        room -= len(forms[0])
    return words


def fitting(connection: sqlite3.Connection, here: Present, words: list[Typed], most: int = 0) -> dict[int, Score]:
    """Everybody present whose name fits every word, and the newest of the others.

    When there are too many others to look at, those with exactly these words are looked at too, so that Ann
    is found among a thousand Annas.
    """
    if not words:
        return {}
    most = most or (_LOOKED_AT_SHORT if sum(len(one.forms[0]) for one in words) <= 2 else _LOOKED_AT)
    near = set.intersection(*(here.with_words(one.forms, one.meant) for one in words))
    rows = [(guest_id, here.names[guest_id]) for guest_id in near]
    newest = connection.execute(_NEWEST, (_match(words, "*"), most)).fetchall()
    if len(newest) == most:
        newest += connection.execute(_NEWEST, (_match(words, ""), most // 3)).fetchall()
    rows += [row for row in newest if row[0] not in near]
    scores = {}
    for guest_id, names in rows:
        earned = score(guest_id, names, words, here.rank.get(guest_id, ELSEWHERE))
        if earned is not None:
            scores[guest_id] = earned
    return scores


def mended(connection: sqlite3.Connection, here: Present, words: list[Typed]) -> dict[int, Score]:
    """Everybody whose name fits the words with a slip mended; if few, also with words that sound alike.

    In two steps, because the many who only sound alike would crowd out the one who was meant.
    """
    helped = [
        Typed((*one.forms, *_joined(words, place)), _meant(connection, mending.slips, words, one))
        for place, one in enumerate(words)
    ]
    scores = fitting(connection, here, helped, _LOOKED_AT_MENDED)
    if len(scores) >= ENOUGH:
        return scores
    helped = [Typed(one.forms, {**_meant(connection, mending.sounds, words, one), **one.meant}) for one in helped]
    return scores | fitting(connection, here, helped, _LOOKED_AT_MENDED)


def _joined(words: list[Typed], place: int) -> list[str]:
    """The word at ``place`` written together with its neighbours, for a space too many ("mc kenzie")."""
    around = pairwise(words[max(0, place - 1) : place + 2])
    return [first.forms[0] + second.forms[0] for first, second in around]


def _meant(connection: sqlite3.Connection, mend: Mend, words: list[Typed], one: Typed) -> dict[str, float]:
    """What ``one`` may have been meant for; not what another typed word stands for already."""
    others = tuple(form for other in words if other is not one for form in other.forms)
    found = {known: cost for form in one.forms for known, cost in mend(connection, form).items()}
    return {known: cost for known, cost in found.items() if not known.startswith(others)}


def _match(words: list[Typed], ending: str) -> str:
    """The question for FTS5. Words are only letters and digits, so nothing in them can be syntax."""
    groups = []
    for one in words:
        begins = [f'"{form}"{ending}' for form in one.forms]
        groups.append(" OR ".join((*begins, *(f'"{known}"' for known in one.meant))))
    return " AND ".join(f"({group})" for group in groups)
