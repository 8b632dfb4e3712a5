"""What a mistyped word may have been, asked of the words guests really have, never of the guests themselves."""

from __future__ import annotations

import sqlite3

from delightdesk.domain.folding import sound
from delightdesk.store.find_rows import beginnings

_SLIP = 1.0
_HEARD = 1.5
_FOREIGN = 0.8
_SHORTEST = 3
_MOST = 24
_BUCKET = 400
_AFTER_Z = "{"


def slips(connection: sqlite3.Connection, word: str) -> dict[str, float]:
    """The known words that ``word`` is one slip away from, each at the same cost of 1.

    A slip is a letter more, less or wrong, or two swapped, compared with the *beginning* of the known word,
    for people look at the list while they type. Words that begin as typed are not named; they need no mending.
    """
    if not _is_mendable(word):
        return {}
    return _nearest(word, {known: _SLIP for known in _neighbours(connection, word) if one_slip(word, known)})


def sounds(connection: sqlite3.Connection, word: str) -> dict[str, float]:
    """The known words that sound like ``word``, at a cost above any slip: Schmidt for "smith"."""
    if not _is_mendable(word):
        return {}
    rows = connection.execute(
        "SELECT word FROM find_word WHERE sound = ? ORDER BY freq DESC LIMIT ?", (sound(word), _BUCKET)
    )
    heard = {known: _unlike(word, known) for (known,) in rows if not known.startswith(word)}
    return _nearest(word, {known: _HEARD + unlike for known, unlike in heard.items() if unlike < _FOREIGN})


def _is_mendable(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isalpha()


def _nearest(word: str, found: dict[str, float]) -> dict[str, float]:
    if len(found) <= _MOST:
        return found
    nearest = sorted(found, key=lambda known: (found[known], abs(len(known) - len(word)), known))
    return {known: found[known] for known in nearest[:_MOST]}


def one_slip(typed: str, known: str) -> bool:
    """Whether ``typed`` is one slip away from ``known`` or a beginning of it (and not itself a beginning)."""
    at = 0
    for mine, theirs in zip(typed, known, strict=False):
        if mine != theirs:
            break
        at += 1
    if at == len(typed):
        return False
    if at == len(known):
        return len(typed) == len(known) + 1
    rest = typed[at + 1 :]
    return (
        known.startswith(rest, at)  # a letter too many
        or known.startswith(rest, at + 1)  # a wrong letter
        or known.startswith(typed[at:], at + 1)  # a letter missing
        or (rest[:1] == known[at] and known.startswith(typed[at] + rest[1:], at + 1))  # swapped
    )


def _neighbours(connection: sqlite3.Connection, word: str) -> set[str]:
    """Every known word within one slip of ``word``, and others.

    For a word of up to four letters what is left of it meets thousands, so of those only short words are taken.
    """
    size = len(word)
    left = [key for key in beginnings(word) if len(key) < size]
    if size > 4:
        return _with_keys(connection, left)
    swapped = [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(size - 1)]
    return _with_keys(connection, [word, *swapped]) | _with_keys(connection, left if size == 4 else [], size + 2)


def _with_keys(connection: sqlite3.Connection, keys: list[str], longest: int = 1_000) -> set[str]:
    """The words with a key that begins with one of ``keys``."""
    return {
        known
        for key in keys
        for (known,) in connection.execute(
            "SELECT word FROM find_key WHERE key >= ? AND key < ? AND length(word) <= ?", (key, key + _AFTER_Z, longest)
        )
    }


def _unlike(one: str, other: str) -> float:
    """How differently two words of the same sound are written, 0 to 1; only to put the likelier first."""
    return min(1.0, 0.1 * (len(set(one) ^ set(other)) + abs(len(one) - len(other)) + (one[0] != other[0])))
