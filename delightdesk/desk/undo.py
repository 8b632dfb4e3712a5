"""Undo: the last own act is taken back, and that is journalled as well."""

from __future__ import annotations

from delightdesk.desk.catalogue import touched
from delightdesk.store.journal import last_own, take_back
from delightdesk.store.work import Work


def undo(work: Work) -> str:
    """Take back the last act of the person at the desk; returns the sentence that names it.

    Raises `NotFound` when there is nothing of theirs from the last day, `Stale` when somebody built on it since.
    """
    entry = last_own(work)
    take_back(work, entry)
    if any(change["table"] == "idea" for change in entry.changes):
        touched(work)
        work.did("idea.undo", "Catalogue put back", undoable=False)
    return f"Undone: {entry.summary}"
