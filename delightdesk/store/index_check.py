"""Whether the search index still agrees with itself and with the guests."""

from __future__ import annotations

import sqlite3
from collections import Counter

from delightdesk.domain.folding import sound
from delightdesk.store.find_rows import Row, beginnings, codes_of, counted

_LIVE = "SELECT id FROM guest WHERE deleted_at IS NULL AND merged_into IS NULL"


def verify(connection: sqlite3.Connection) -> list[str]:
    """What does not agree, in plain words; empty when all is well.

    Reads everything once, some seconds for a million guests, and changes nothing in the file; it needs
    a connection that may make temporary tables. `index.clear` and `index.put` of every guest heal what it names.
    """
    rows: list[Row] = connection.execute("SELECT guest_id, names, phones, codes FROM find_doc").fetchall()
    words = counted(rows)
    keys = {(key, word) for word in words for key in beginnings(word)}
    asked: tuple[tuple[str, set[tuple[object, ...]], str], ...] = (
        ("guests", {(row[0],) for row in rows}, _LIVE),
        ("words", {(word, count, sound(word)) for word, count in words.items()}, "SELECT * FROM find_word"),
        ("beginnings of words", set(keys), "SELECT key, word FROM find_key"),
        ("references, addresses and rooms", set(codes_of(rows)), "SELECT kind, code, guest_id FROM find_code"),
        ("names", set(words.items()), _seen("find_fts")),
        ("phone numbers", set(_threes(rows).items()), _seen("find_digit")),
    )
    problems = []
    for table in ("find_fts", "find_digit"):
        connection.execute(f"CREATE VIRTUAL TABLE temp.{table}_seen USING fts5vocab('main', '{table}', 'row')")
    for what, right, statement in asked:
        off = right ^ set(connection.execute(statement))
        if off:
            problems.append(f"The search index and the guests differ in {len(off)} {what}.")
    for table in ("find_fts", "find_digit"):
        connection.execute(f"DROP TABLE temp.{table}_seen")
    return problems


def _seen(table: str) -> str:
    return f"SELECT term, doc FROM temp.{table}_seen"  # noqa: S608


def _threes(rows: list[Row]) -> Counter[str]:
    """How many guests have each three signs in a row in their phone numbers, as the trigram table counts them."""
    found: Counter[str] = Counter()
    for _, _, phones, _ in rows:
        found.update({phones[at : at + 3] for at in range(len(phones) - 2)})
    return found
