"""Undo: the last own act is taken back, and that is journalled as well.

What has changed around the act since counts: the role of whoever did it, the allowance somebody else used up, the
name somebody else got.
"""

from __future__ import annotations

from typing import Any

from delightdesk.desk import people, wallet
from delightdesk.desk.catalogue import touched
from delightdesk.desk.gesture_views import comes_to, line_rows
from delightdesk.desk.permitted import require
from delightdesk.domain.errors import Stale
from delightdesk.domain.lifecycle import OPEN_GESTURES
from delightdesk.domain.permissions import Act
from delightdesk.domain.settings import SETTINGS
from delightdesk.domain.vocabulary import Approval, Claim, GestureState
from delightdesk.store.journal import last_own, take_back
from delightdesk.store.tables import Gesture, GestureLine, JournalEntry
from delightdesk.store.work import Work

_NEEDS = {"staff": Act.MANAGE_PEOPLE, "idea": Act.CHANGE_GESTURES, "playbook": Act.CHANGE_PLAYBOOKS}
"""What one has to be allowed still to put rows of these tables back: a role may have changed since the act."""
_OWNERS = frozenset(setting.column for setting in SETTINGS if not setting.by_anybody) | {"keys"}
"""Columns of the house that only its owner sets."""
_ENDED = (GestureState.CANCELLED, GestureState.DECLINED)
_UNDER_WAY = OPEN_GESTURES - {GestureState.WAITING}


def undo(work: Work) -> str:
    """Take back the last act of the person at the desk; returns the sentence that names it.

    Raises `NotFound` when there is nothing of theirs from the last day, `Stale` when somebody built on it since or the
    money for it is spent, `NotAllowed` when it is not theirs to do any more, `Invalid` for a name given anew.
    """
    entry = last_own(work)
    for act in {act for change in entry.changes if (act := _needs(change)) is not None}:
        require(work, act)
    take_back(work, entry)
    work.session.flush()
    if any(change["table"] == "staff" for change in entry.changes):
        people.check_names(work)
    _check_purse(work, entry)
    if any(change["table"] == "idea" for change in entry.changes):
        touched(work)
        work.did("idea.undo", "Catalogue put back", undoable=False)
    return f"Undone: {entry.summary}"


def _needs(change: dict[str, Any]) -> Act | None:
    table, before = change["table"], change["before"] or {}
    if table == "guest" and "merged_into" in before:
        return Act.MERGE
    if table == "house" and _OWNERS & before.keys():
        return Act.CHANGE_SETTINGS
    if table == "gesture" and {before.get("claim"), change["after"].get("claim")} - {None, Claim.TO_CLAIM}:
        return Act.SETTLE_CLAIMS
    return _NEEDS.get(table)


def _check_purse(work: Work, entry: JournalEntry) -> None:
    """Refuse to bring back what nobody asked for while the allowance was there, and what takes a yes by now."""
    for gesture_id in {found for change in entry.changes if (found := _costs_again(work, change)) is not None}:
        gesture = work.session.get_one(Gesture, gesture_id)
        if gesture.deleted_at is not None or gesture.state not in _UNDER_WAY or gesture.approval is not None:
            continue
        if wallet.settle(work, gesture, comes_to(line_rows(work, gesture_id))).approval is Approval.WAITING:
            raise Stale(f"“{gesture.title}” takes a yes by now, so it was left as it is. Please plan it once more.")


def _costs_again(work: Work, change: dict[str, Any]) -> int | None:
    """The gesture that counts against an allowance again, or with another basket, once a change is taken back."""
    if change["table"] == "gesture" and change["after"].get("state") in _ENDED:
        return int(change["id"])
    if change["table"] == "gesture_line" and change["before"] is not None:
        return work.session.get_one(GestureLine, change["id"]).gesture_id
    return None
