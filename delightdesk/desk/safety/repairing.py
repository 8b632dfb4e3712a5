"""Putting right what `checking` found, where nothing is lost by it. Each repair says in the journal what it did."""

from __future__ import annotations

from sqlalchemy import update

from delightdesk.desk.permitted import require
from delightdesk.desk.safety import clock_check, leftovers, settings_check
from delightdesk.domain.errors import Invalid
from delightdesk.domain.permissions import Act
from delightdesk.store import chain, docs, index
from delightdesk.store.house_file import HouseFile
from delightdesk.store.tables import House
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

REPAIRS = ("contents", "settings", "index", "leftovers", "journal")
"""What can be put right, in the order in which it is best done; what comes later may need what comes first."""

_HOUSE = table_of(House)


def repair(house_file: HouseFile, person_id: int | None, which: str) -> str:
    """Put one kind of finding right; returns the sentence that says so. Raises `NotAllowed`, `Invalid`, `CannotOpen`.

    "contents": SQLite's own indexes are made anew from their tables. "settings": what cannot be read becomes usual.
    "index": the search index is made anew. "leftovers": files of broken-off jobs are removed. "journal": entries that
    do not agree are noted, so that new ones are told apart; what they said stays as it is.
    """
    jobs = {"contents": _contents, "settings": _settings, "index": _index, "leftovers": _leftovers, "journal": _journal}
    if which not in jobs:
        raise Invalid(f"“{which}” is nothing that can be repaired: {', '.join(REPAIRS)}. Nothing was changed.")
    with house_file.writing(person_id) as work:
        check_right(work)
        return jobs[which](work, house_file)


def check_right(work: Work) -> None:
    """Raise `NotAllowed` when the person at the desk may not mend the file."""
    require(work, Act.REPAIR)


def _contents(work: Work, _file: HouseFile) -> str:
    work.raw.execute("REINDEX")
    return _said(work, "Tables of contents inside the file made anew")


def _index(work: Work, _file: HouseFile) -> str:
    index.clear(work.raw)
    index.put(work.raw, docs.of_all(work.raw))
    index.merge(work.raw)
    return _said(work, "Search index made anew")


def _settings(work: Work, _file: HouseFile) -> str:
    columns = [wrong.column for wrong in settings_check.wrong(work.raw) if wrong.column]
    if not columns:
        return "Every setting can be read; nothing was changed."
    work.touch(work.get(House, 1, "house"))
    work.session.flush()
    usual = {column: settings_check.usual(column) for column in columns}
    work.session.connection().execute(update(_HOUSE).where(_HOUSE.c.id == 1).values(usual))
    return _said(work, f"Settings put back to usual: {', '.join(column.replace('_', ' ') for column in columns)}")


def _leftovers(work: Work, file: HouseFile) -> str:
    gone = leftovers.remove(leftovers.leftovers(file.path, work.now))
    return _said(work, f"Leftovers of broken-off jobs removed: {gone}")


def _journal(work: Work, _file: HouseFile) -> str:
    known = clock_check.noted(work.raw)
    broken = [number for number in chain.broken(work.raw) if number not in known]
    if not broken:
        return "The journal agrees; nothing was changed."
    work.changes += [{"table": "journal", "id": number, "before": {}, "after": {}} for number in broken]
    work.did(clock_check.NOTED, chain.told(broken)[0], undoable=False)
    return "Noted. What the entries say stays as it is."


def _said(work: Work, words: str) -> str:
    work.did("desk.repaired", words, undoable=False)
    return f"{words}."
