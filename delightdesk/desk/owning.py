"""Passing work on, once for tasks and problems: it stays with its owner until somebody else says yes.

Nothing here journals. Each function changes the row and returns the sentence of what was done, for the caller to put
into its own act: ``work.did("task.offered", owning.offer(work, task, to_id, seen), task.guest_id)``.
"""

from __future__ import annotations

from sqlmodel import col, or_, select

from delightdesk.desk.permitted import allowed, who_may
from delightdesk.domain.errors import Invalid, NotAllowed
from delightdesk.domain.lifecycle import OPEN_TASKS, RUNNING_PROBLEMS
from delightdesk.domain.permissions import Act
from delightdesk.domain.vocabulary import label
from delightdesk.store.tables import Problem, Staff, Task
from delightdesk.store.work import Work

Owned = Task | Problem
"""What has an owner, and none only while it stands on the orphan list."""


def offer(work: Work, row: Owned, to_id: int, seen: int | None = None) -> str:
    """Ask somebody to take it over; the owner stays until they accept.

    The owner may offer it, and whoever hands out the orphan list. Raises `Invalid`, `NotAllowed`, `NotFound`, `Stale`.
    """
    _check_open(work, row, seen)
    to, owner = work.get(Staff, to_id, "person"), _owner(work, row)
    if owner is not None and owner.id == to_id:
        raise Invalid(f"“{title(row)}” is with {to.name} already. Nothing was changed.", "to")
    if to_id == work.person.id:
        how = "Please ask its owner for it." if owner else "It stands on the orphan list: take it."
        raise Invalid(f"Nobody offers work to themselves. Nothing was changed. {how}", "to")
    if row.offered_to == to_id:
        raise Invalid(f"{to.name} was asked already. Nothing was changed.", "to")
    _check_mine(work, row, "offer")
    work.change(row, offered_to=to_id)
    return f"Offered to {to.name}: {title(row)}"


def accept(work: Work, row: Owned, seen: int | None = None) -> str:
    """Yes: it is theirs from now on. Only who was asked can say so."""
    _check_asked(work, row, seen)
    work.change(row, owner_id=work.person.id, offered_to=None)
    return f"Taken over: {title(row)}"


def turn_down(work: Work, row: Owned, seen: int | None = None) -> str:
    """No: it stays where it is."""
    _check_asked(work, row, seen)
    work.change(row, offered_to=None)
    return f"Not taken over: {title(row)}"


def take(work: Work, row: Owned, seen: int | None = None) -> str:
    """Take what nobody owns, or what was offered; somebody else's work is never taken."""
    _check_open(work, row, seen)
    owner = _owner(work, row)
    if owner is not None and owner.id == work.person.id:
        raise Invalid(f"“{title(row)}” is yours already. Nothing was changed.")
    if owner is not None and row.offered_to != work.person.id:
        raise NotAllowed(
            f"“{title(row)}” is with {owner.name}. Nothing was changed. Please ask them to offer it to you."
        )
    work.change(row, owner_id=work.person.id, offered_to=None)
    return f"Taken over: {title(row)}"


def withdraw(work: Work, row: Owned, seen: int | None = None) -> str:
    """Take an offer back before it was answered."""
    _check_open(work, row, seen)
    if row.offered_to is None:
        raise Invalid(f"“{title(row)}” is offered to nobody. Nothing was changed.")
    _check_mine(work, row, "withdraw the offer of")
    work.change(row, offered_to=None)
    return f"Offer withdrawn: {title(row)}"


def orphan_all_of(work: Work, staff_id: int) -> int:
    """Put what a leaver owns on the orphan list and take back what was offered to them; returns how many they owned."""
    work.session.flush()
    count = 0
    for row in _held_by(work, staff_id):
        owner = None if row.owner_id == staff_id else row.owner_id
        asked = None if row.offered_to == staff_id else row.offered_to
        count += row.owner_id == staff_id
        work.change(row, owner_id=owner, offered_to=asked)
    return count


def title(row: Owned) -> str:
    """What it is, in its own words."""
    return row.title if isinstance(row, Task) else row.what


def is_open(row: Owned) -> bool:
    """True while somebody still has to see to it."""
    return row.state in OPEN_TASKS if isinstance(row, Task) else row.state in RUNNING_PROBLEMS


def _check_open(work: Work, row: Owned, seen: int | None) -> None:
    work.check_seen(row, seen)
    if not is_open(row):
        raise Invalid(f"“{title(row)}” is {label(row.state)} already. Nothing was changed.")


def _check_asked(work: Work, row: Owned, seen: int | None) -> None:
    _check_open(work, row, seen)
    if row.offered_to != work.person.id:
        raise NotAllowed(f"“{title(row)}” is not offered to you. Nothing was changed. Please look again.")


def _check_mine(work: Work, row: Owned, what: str) -> None:
    if row.owner_id == work.person.id or allowed(work, Act.GIVE_AWAY_WORK):
        return
    owner = _owner(work, row)
    names = [owner.name] if owner else []
    names += [name for _, name in who_may(work, Act.GIVE_AWAY_WORK)[:2] if name not in names]
    raise NotAllowed(f"{' or '.join(names) or 'A lead'} can {what} “{title(row)}”. Nothing was changed.")


def _owner(work: Work, row: Owned) -> Staff | None:
    """Who owns it; nobody when their account was closed, however it came back to them."""
    owner = work.session.get(Staff, row.owner_id) if row.owner_id is not None else None
    return owner if owner is not None and owner.deleted_at is None else None


def _held_by(work: Work, staff_id: int) -> list[Owned]:
    """What is open and with somebody, or offered to them."""
    tasks = work.session.exec(
        select(Task).where(
            or_(col(Task.owner_id) == staff_id, col(Task.offered_to) == staff_id),
            col(Task.state).in_(OPEN_TASKS),
            col(Task.deleted_at).is_(None),
        )
    )
    problems = work.session.exec(
        select(Problem).where(
            or_(col(Problem.owner_id) == staff_id, col(Problem.offered_to) == staff_id),
            col(Problem.state).in_(RUNNING_PROBLEMS),
            col(Problem.deleted_at).is_(None),
        )
    )
    return [*tasks, *problems]
