"""The chain of the journal: each entry is tied to all before it, so that one edited or taken out is found.

An entry's ``digest`` is over its own words and a ``salt`` of its own; its ``chain`` is over the chain before it, its
number and its digest. When a guest is erased, the words and the salt of their entries go and the digest stays: the
chain holds, and without the salt nothing can be guessed back from a digest.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

START = ""
"""The chain before the first entry."""

_LAST = "SELECT id, chain FROM journal ORDER BY id DESC LIMIT 1"
_ALL = (
    "SELECT id, at, person_id, action, summary, guest_id, undo_of, undoable, changes, salt, digest, chain, erased"
    " FROM journal ORDER BY id"
)
_MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Seal:
    """What a new entry is sealed with."""

    id: int
    salt: str
    digest: str
    chain: str


def next_seal(connection: sqlite3.Connection, words: tuple[Any, ...]) -> Seal:
    """The number and the seal of the entry that follows; only right inside a writing transaction.

    words: what `words_of` gives for the entry, its number aside.
    """
    last = connection.execute(_LAST).fetchone()
    number, before = (last[0] + 1, last[1]) if last is not None else (1, START)
    salt = secrets.token_hex(8)
    digest = digest_of(salt, words)
    return Seal(number, salt, digest, link(before, number, digest))


def words_of(at: str, person_id: int, action: str, summary: str, guest_id: int | None, undo_of: int | None,
             undoable: bool, changes: list[dict[str, Any]]) -> tuple[Any, ...]:  # fmt: skip
    """What of an entry is sealed. at: the instant as the file holds it."""
    return (at, person_id, action, summary, guest_id, undo_of, bool(undoable), changes)


def digest_of(salt: str, words: tuple[Any, ...]) -> str:
    """The digest of an entry's words."""
    plain = json.dumps([salt, *words], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def link(before: str, number: int, digest: str) -> str:
    """The chain up to and with entry ``number``."""
    return hashlib.sha256(f"{before}:{number}:{digest}".encode()).hexdigest()


def verify(connection: sqlite3.Connection) -> list[str]:
    """What does not agree, in plain words; empty when no entry was edited, put in or taken out."""
    return told(list(broken(connection)))


def told(broken: Sequence[int]) -> list[str]:
    """Entries that do not agree, in plain words."""
    if not broken:
        return []
    many = "1 entry" if len(broken) == 1 else f"{len(broken)} entries"
    which = ", ".join(str(number) for number in broken[:_MOST_TOLD]) + (" and more" if len(broken) > _MOST_TOLD else "")
    return [f"The journal was changed by hand in {many}: number {which}."]


def broken(connection: sqlite3.Connection) -> Iterator[int]:
    """The numbers of the entries that do not agree with what they were sealed with."""
    before = START
    for row in connection.execute(_ALL):
        number, at, person_id, action, summary, guest_id, undo_of, undoable, changes, salt, digest, chain, erased = row
        if erased:
            is_own = not summary and not salt and changes in ("[]", "null")
        else:
            is_own = digest == _digest_on_file(
                salt, at, person_id, action, summary, guest_id, undo_of, undoable, changes
            )
        if not is_own or chain != link(before, number, digest):
            yield number
        before = chain


def _digest_on_file(salt: str, at: str, person_id: int, action: str, summary: str, guest_id: int | None,
                    undo_of: int | None, undoable: int, changes: str) -> str:  # fmt: skip
    try:
        read = json.loads(changes)
        return digest_of(salt, words_of(at, person_id, action, summary, guest_id, undo_of, bool(undoable), read))
    except (TypeError, ValueError):  # a value no entry of ours holds, such as a blob
        return ""


def seal_all(connection: sqlite3.Connection) -> None:
    """Seal every entry anew: for a file that had no chain yet."""
    before = START
    sealed = []
    for row in connection.execute(_ALL):
        number, at, person_id, action, summary, guest_id, undo_of, undoable, changes = row[:9]
        salt = secrets.token_hex(8)
        digest = _digest_on_file(salt, at, person_id, action, summary, guest_id, undo_of, undoable, changes)
        before = link(before, number, digest)
        sealed.append((salt, digest, before, number))
    connection.executemany("UPDATE journal SET salt = ?, digest = ?, chain = ? WHERE id = ?", sealed)
