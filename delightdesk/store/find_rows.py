"""What the search index keeps of one guest: the document, the row made of it, and what follows from the row.

The index, the search and the check of the index all read it here, so that they cannot come to differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from delightdesk.domain.folding import code, digits, fold_name

_KEY_LETTERS = 6
_KEY_LEAST = 3


class GuestDoc(NamedTuple):
    """What a guest may be found by. A document with nothing in it takes the guest out of the index.

    names: the display name first, then the name they are called by and earlier names.
    rooms: also tables and the like; every room of every visit may stand here.
    """

    guest_id: int
    names: tuple[str, ...]
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()


Row = tuple[int, str, str, str]
"""A row of ``find_doc``: guest_id, names, phones, codes."""


def row_of(doc: GuestDoc) -> Row | None:
    """The document as it is kept: names apart by ``|``, words by spaces, forms of one word by dots.

    None for an empty document. A name of nothing but signs still gives a row, so that every guest has one.
    """
    if not (doc.names or doc.phones or doc.emails or doc.refs or doc.rooms):
        return None
    names = "|".join([" ".join(map(".".join, fold_name(name))) for name in doc.names])
    phones = " ".join(filter(None, map(digits, doc.phones)))
    codes = ["e" + kept for kept in map(code, doc.emails) if kept]
    codes += ["m" + kept for kept in map(code, doc.rooms) if kept]
    codes += ["r" + kept for kept in map(code, doc.refs) if kept]
    return doc.guest_id, names.strip("|"), phones, " ".join(dict.fromkeys(codes))


def words_of(names: str) -> set[str]:
    """Every form of every word in a stored ``names`` text, once."""
    return set(names.replace("|", " ").replace(".", " ").split())


def codes_of(rows: Iterable[Row]) -> list[tuple[str, str, int]]:
    """The codes of these rows in the order of their table, which is the quick way to write them."""
    found = sorted([(coded, row[0]) for row in rows for coded in row[3].split()])
    return [(coded[0], coded[1:], guest_id) for coded, guest_id in found]


def counted(rows: Iterable[Row]) -> Counter[str]:
    """How many of these guests have each word."""
    return Counter(chain.from_iterable([words_of(row[1]) for row in rows]))


def beginnings(word: str) -> set[str]:
    """The keys of a word: its first six letters with one of them left out; a shorter word also whole.

    Of two words whose beginnings are one slip apart (a letter more, less, wrong, or two swapped) a key of the one is
    a key of the other or begins it, which is how `search` finds what was meant without looking at every word.
    Words of one or two letters have none: everything is one slip away from them.
    """
    start = word[:_KEY_LETTERS]
    size = len(start)
    if size < _KEY_LEAST:
        return set()
    keys = {start[:place] + start[place + 1 :] for place in range(size)}
    if size < _KEY_LETTERS:
        keys.add(start)
    return keys
