"""What the search index keeps of one guest: the document, the row made of it, and what follows from the row.

The index, the search and the check of the index all read it here, so that they cannot come to differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from delightdesk.domain.folding import code, digits, fold_name

_KEY_LENGTHS = (3, 4, 5)


@dataclass(frozen=True, slots=True)
class GuestDoc:
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
    names = "|".join([" ".join([".".join(forms) for forms in fold_name(name)]) for name in doc.names])
    phones = " ".join([kept for kept in map(digits, doc.phones) if kept])
    kinds = (("e", doc.emails), ("m", doc.rooms), ("r", doc.refs))
    codes = [kind + kept for kind, texts in kinds for kept in map(code, texts) if kept]
    return doc.guest_id, names.strip("|"), phones, " ".join(dict.fromkeys(codes))


def words_of(names: str) -> set[str]:
    """Every form of every word in a stored ``names`` text, once."""
    return set(names.replace("|", " ").replace(".", " ").split())


def codes_of(rows: Iterable[Row]) -> list[tuple[str, str, int]]:
    """The codes of these rows in the order of their table, which is the quick way to write them."""
    return sorted((coded[0], coded[1:], row[0]) for row in rows for coded in row[3].split())


def counted(rows: Iterable[Row]) -> Counter[str]:
    """How many of these guests have each word."""
    return Counter(chain.from_iterable([words_of(row[1]) for row in rows]))


def beginnings(word: str) -> set[str]:
    """The keys of a word: its first 3, 4 and 5 letters, and its first 4, 5 and 6 with one letter left out.

    Two words whose beginnings are one slip apart (a letter more, less, wrong, or two swapped) share a key,
    which is how `search` finds what was meant without looking at every word.
    """
    keys: set[str] = set()
    for length in _KEY_LENGTHS:
        if len(word) >= length:
            keys.add(word[:length])
        start = word[: length + 1]
        if len(start) > length:
            keys.update([start[:place] + start[place + 1 :] for place in range(length + 1)])
    return keys
