"""Taking out for good: rows that nobody may bring back, and all that was known of a guest.

What is taken out here is no soft deletion. It is gone from its table, from the search index, and from the journal,
where the acts stay and their words go; so nothing of it can be undone.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, partial

from sqlmodel import SQLModel

from delightdesk.desk.privacy.erasing_rows import GONE_FOR_GOOD, blank_rows, rows_of
from delightdesk.desk.privacy.journal_blanking import blank_about, ids
from delightdesk.desk.privacy.known_by import Told, told_of
from delightdesk.desk.privacy.mention_cutting import cut_out, mentions_of, says_of
from delightdesk.store import index
from delightdesk.store.work import Work

_AND_MERGED = """WITH RECURSIVE theirs(id) AS (
    SELECT value FROM json_each(?) UNION SELECT guest.id FROM guest JOIN theirs ON guest.merged_into = theirs.id)
    SELECT theirs.id FROM theirs JOIN guest ON guest.id = theirs.id"""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of some guests there was. guests: also those who were made one with them. notes: and what else is kept
    as a fact: cautions, occasions, bonds. acts: of the journal, which are blank now. mentions: rows about somebody else
    that named them.
    """

    guests: int = 0
    visits: int = 0
    notes: int = 0
    gestures: int = 0
    problems: int = 0
    tasks: int = 0
    lines: int = 0
    acts: int = 0
    mentions: int = 0


def erase_guest(work: Work, guest_id: int) -> Counts:
    """Leave nothing of who a guest was; costs, days and states stay, under no name. The caller says what it `did`."""
    return erase_guests(work, (guest_id,), told_of(work.raw, and_merged(work, (guest_id,))))


def and_merged(work: Work, guests: Collection[int]) -> frozenset[int]:
    """These guests and everybody who was made one with them; numbers nobody has are left out."""
    return frozenset(number for (number,) in work.raw.execute(_AND_MERGED, (ids(guests),)))


def erase_guests(work: Work, guests: Collection[int], told: Told, *, by_one_word: bool = True) -> Counts:
    """Erase several at once. ``told``: what `told_of` says of them.

    by_one_word: other texts are searched for a single word of a name, too, where nobody else bears it.
    """
    work.session.flush()
    theirs = and_merged(work, guests)
    rows = rows_of(work, theirs)
    index.remove(work.raw, theirs)
    mentions = mentions_of(work, told, alone=by_one_word)
    acts = blank_about(work, rows, partial(says_of, mentions))
    for table, gone in rows.items():
        let_go(work, table, gone)
    work.raw.execute("DELETE FROM draft WHERE guest_id IN (SELECT value FROM json_each(?))", (ids(theirs),))
    for table in GONE_FOR_GOOD:
        delete(work, table, rows[table])
    for table in ("guest", "visit"):
        forget_changes(work, table, rows[table])
    blank_rows(work, rows)
    named = cut_out(work, mentions)
    index.merge(work.raw)
    work.session.expire_all()
    return Counts(
        guests=len(theirs), visits=len(rows["visit"]), gestures=len(rows["gesture"]), problems=len(rows["problem"]),
        tasks=len(rows["task"]), lines=len(rows["handover_line"]), acts=acts, mentions=named,
        notes=sum(len(rows[table]) for table in ("note", "caution", "occasion", "bond")),
    )  # fmt: skip


def take_out(work: Work, table: str, numbers: Collection[int]) -> None:
    """Delete rows of ``table`` for good, and every word about them in the journal and the memory of imports.

    What pointed at them points nowhere afterwards. The caller says what it `did`.
    """
    gone = frozenset(numbers)
    if not gone:
        return
    blank_about(work, {table: gone})
    let_go(work, table, gone)
    delete(work, table, gone)
    work.session.expire_all()


def delete(work: Work, table: str, gone: Collection[int]) -> int:
    """Delete the rows, what imports remember of them, and what points at them."""
    which = ids(gone)
    for other, column in _pointing_at(table):
        work.raw.execute(
            f"UPDATE {other} SET {column} = NULL WHERE {column} IN (SELECT value FROM json_each(?))",  # noqa: S608
            (which,),
        )
    forget_changes(work, table, gone)
    return work.raw.execute(
        f"DELETE FROM {table} WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608
        (which,),
    ).rowcount


def forget_changes(work: Work, table: str, gone: Collection[int]) -> None:
    """Drop what imports remember of these rows as they were before."""
    work.raw.execute(
        'DELETE FROM import_change WHERE "table" = ? AND row_id IN (SELECT value FROM json_each(?))',
        (table, ids(gone)),
    )


def let_go(work: Work, table: str, gone: Collection[int]) -> None:
    """Make the session forget these rows, so that nothing writes them again."""
    for row in list(work.session.identity_map.values()):
        if getattr(row, "__tablename__", "") == table and getattr(row, "id", None) in gone:
            work.session.expunge(row)


@cache
def _pointing_at(table: str) -> tuple[tuple[str, str], ...]:
    """(table, column) of everything that may point at a row of ``table`` or at none."""
    return tuple(
        (other.name, key.parent.name)
        for other in SQLModel.metadata.sorted_tables
        for key in other.foreign_keys
        if key.column.table.name == table and key.parent.nullable
    )
