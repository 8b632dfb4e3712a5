"""The search index: what is kept of each guest so that a few letters find them.

It lives in the database file itself, in tables that start with ``find_``, and is written by code in the same
transaction as the guest, never by triggers: a save and what search knows of it stand or fall together.

- ``find_doc``: what was indexed of a guest; a table without content needs the old words to delete a row.
- ``find_fts``: the folded words, answered by beginnings.
- ``find_digit``: phone numbers, answered by any three signs in a row.
- ``find_code``: e-mail addresses, references and rooms, answered by beginnings.
- ``find_word`` and ``find_key``: every word once, and its beginnings with one letter left out, to mend slips.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from delightdesk.domain.folding import sound
from delightdesk.store.bulk import insert
from delightdesk.store.find_rows import GuestDoc, Row, beginnings, codes_of, counted, row_of
from delightdesk.store.index_check import verify

__all__ = ["GuestDoc", "clear", "create", "merge", "put", "remove", "verify"]

_TABLES = (
    "CREATE TABLE IF NOT EXISTS find_doc"
    " (guest_id INTEGER PRIMARY KEY, names TEXT NOT NULL, phones TEXT NOT NULL, codes TEXT NOT NULL)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS find_fts USING fts5"
    " (words, content='', columnsize=0, detail=none, tokenize='ascii', prefix='1 2 3 4')",
    "CREATE VIRTUAL TABLE IF NOT EXISTS find_digit USING fts5"
    " (phones, content='', columnsize=0, detail=none, tokenize='trigram')",
    "CREATE TABLE IF NOT EXISTS find_code"
    " (kind TEXT NOT NULL, code TEXT NOT NULL, guest_id INTEGER NOT NULL, PRIMARY KEY (kind, code, guest_id))"
    " WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS find_word"
    " (word TEXT PRIMARY KEY, freq INTEGER NOT NULL, sound TEXT NOT NULL) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS find_word_sound ON find_word (sound, word, freq)",
    "CREATE TABLE IF NOT EXISTS find_key (key TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (key, word))"
    " WITHOUT ROWID",
)
_BATCH = 4_000


def create(connection: sqlite3.Connection) -> None:
    """Make the tables of the index where they are not there yet. Empty tables: see `put` to fill them."""
    for statement in _TABLES:
        connection.execute(statement)


def put(connection: sqlite3.Connection, docs: Iterable[GuestDoc]) -> None:
    """Add or replace guests, in the caller's transaction. Takes one guest or a million at the same call."""
    source = iter(docs)
    words: Counter[str] = Counter()
    while batch := list(islice(source, _BATCH)):
        rows = {doc.guest_id: row_of(doc) for doc in batch}
        old = {row[0]: row for row in _stored(connection, rows)}
        words.subtract(_take_out(connection, [row for row in old.values() if rows[row[0]] != row]))
        words.update(_bring_in(connection, [row for _, row in sorted(rows.items()) if row and row != old.get(row[0])]))
    _count_words(connection, words)


def remove(connection: sqlite3.Connection, guest_ids: Iterable[int]) -> None:
    """Take guests out; those who are not in are passed over. For erasure call `merge` afterwards."""
    source = iter(guest_ids)
    words: Counter[str] = Counter()
    while batch := list(islice(source, _BATCH)):
        words.subtract(_take_out(connection, list(_stored(connection, batch))))
    _count_words(connection, words)


def clear(connection: sqlite3.Connection) -> None:
    """Empty the index, keeping its tables; the first step of building it anew."""
    for table in ("find_fts", "find_digit"):
        connection.execute(f"INSERT INTO {table}({table}) VALUES ('delete-all')")  # noqa: S608
    for table in ("find_doc", "find_code", "find_word", "find_key"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608


def merge(connection: sqlite3.Connection) -> None:
    """Write the full-text tables anew in one piece.

    Worth it after a large import, because searching one piece is quicker than many, and needed for erasure:
    until pieces are merged, the words of a removed guest still stand in them.
    """
    for table in ("find_fts", "find_digit"):
        connection.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608


def _stored(connection: sqlite3.Connection, guest_ids: Iterable[int]) -> Iterator[Row]:
    yield from connection.execute(
        "SELECT guest_id, names, phones, codes FROM find_doc WHERE guest_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(guest_ids)),),
    ).fetchall()


def _take_out(connection: sqlite3.Connection, rows: list[Row]) -> Counter[str]:
    """Take rows out of every table but the vocabulary; returns the words that go with them."""
    if not rows:
        return Counter()
    connection.executemany(
        "INSERT INTO find_fts(find_fts, rowid, words) VALUES ('delete', ?, ?)",
        [(row[0], row[1]) for row in rows],
    )
    connection.executemany(
        "INSERT INTO find_digit(find_digit, rowid, phones) VALUES ('delete', ?, ?)",
        [(row[0], row[2]) for row in rows if row[2]],
    )
    connection.executemany("DELETE FROM find_code WHERE kind = ? AND code = ? AND guest_id = ?", codes_of(rows))
    connection.executemany("DELETE FROM find_doc WHERE guest_id = ?", [(row[0],) for row in rows])
    return counted(rows)


def _bring_in(connection: sqlite3.Connection, rows: list[Row]) -> Counter[str]:
    """Put rows into every table but the vocabulary; returns the words that come with them."""
    if not rows:
        return Counter()
    insert(connection, "find_doc", ("guest_id", "names", "phones", "codes"), rows)
    # One statement for each: before a longer one the full-text tables write out what they have gathered so far.
    connection.executemany("INSERT INTO find_fts(rowid, words) VALUES (?, ?)", [(row[0], row[1]) for row in rows])
    connection.executemany(
        "INSERT INTO find_digit(rowid, phones) VALUES (?, ?)", [(row[0], row[2]) for row in rows if row[2]]
    )
    insert(connection, "find_code", ("kind", "code", "guest_id"), codes_of(rows))
    return counted(rows)


def _count_words(connection: sqlite3.Connection, change: Counter[str]) -> None:
    """Count words on or off. Once for all guests, because a word new to the vocabulary brings a dozen rows with it."""
    changed = {word: by for word, by in change.items() if by}
    known: dict[str, int] = dict(
        connection.execute(
            "SELECT word, freq FROM find_word WHERE word IN (SELECT value FROM json_each(?))",
            (json.dumps(list(changed)),),
        )
    )
    connection.executemany(
        "UPDATE find_word SET freq = freq + ? WHERE word = ?", [(changed[word], word) for word in known]
    )
    gone = [word for word, freq in known.items() if freq + changed[word] <= 0]
    connection.executemany("DELETE FROM find_word WHERE word = ?", [(word,) for word in gone])
    connection.executemany(
        "DELETE FROM find_key WHERE key = ? AND word = ?",
        [(key, word) for word in gone for key in beginnings(word)],
    )
    new = sorted(word for word, by in changed.items() if by > 0 and word not in known)
    insert(connection, "find_word", ("word", "freq", "sound"), [(word, changed[word], sound(word)) for word in new])
    keys = sorted([f"{key} {word}" for word in new for key in beginnings(word)])  # as texts they are sorted sooner
    insert(connection, "find_key", ("key", "word"), map(str.split, keys))
