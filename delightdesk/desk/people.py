"""The people at the desk: who they are, what they may spend unasked, and what happens to their work when they leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from delightdesk.desk.permitted import require
from delightdesk.domain.errors import Ambiguous, Invalid, NotFound
from delightdesk.domain.folding import code
from delightdesk.domain.lifecycle import OPEN_TASKS, RUNNING_PROBLEMS
from delightdesk.domain.money import parse_money, show_money
from delightdesk.domain.permissions import Act
from delightdesk.domain.text import clean, kept_words
from delightdesk.domain.vocabulary import Role
from delightdesk.store.tables import House, Pin, Problem, Staff, Task
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work, not_here

_STAFF, _PIN, _TASK, _PROBLEM = table_of(Staff), table_of(Pin), table_of(Task), table_of(Problem)
_TASKS = (
    select(func.count())
    .where(_TASK.c.owner_id == _STAFF.c.id, _TASK.c.state.in_(OPEN_TASKS), _TASK.c.deleted_at.is_(None))
    .scalar_subquery()
)
_PROBLEMS = (
    select(func.count())
    .where(
        _PROBLEM.c.owner_id == _STAFF.c.id,
        _PROBLEM.c.state.in_(RUNNING_PROBLEMS),
        _PROBLEM.c.deleted_at.is_(None),
    )
    .scalar_subquery()
)
_EVERYBODY = (
    select(
        _STAFF.c.id, _STAFF.c.version, _STAFF.c.name, _STAFF.c.role, _PIN.c.staff_id.is_not(None),
        _STAFF.c.deleted_at.is_not(None), _STAFF.c.delight_allowance, _STAFF.c.problem_allowance, _TASKS + _PROBLEMS,
    )
    .outerjoin(_PIN, _PIN.c.staff_id == _STAFF.c.id)
    .order_by(_STAFF.c.deleted_at.is_not(None), _STAFF.c.id)
)  # fmt: skip
_OPEN = _EVERYBODY.where(_STAFF.c.deleted_at.is_(None))
_NAMES = select(_STAFF.c.id, _STAFF.c.name).where(_STAFF.c.deleted_at.is_(None)).order_by(_STAFF.c.id)
_MANAGERS = select(_STAFF.c.id).where(_STAFF.c.role == Role.MANAGER, _STAFF.c.deleted_at.is_(None))


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person. Allowances in minor units, None where the house's own hold. ``owns``: open tasks and problems."""

    id: int
    version: int
    name: str
    role: Role
    has_pin: bool
    is_closed: bool
    delight_allowance: int | None
    problem_allowance: int | None
    owns: int


@dataclass(frozen=True, slots=True)
class PersonForm:
    """A person as typed. ``id`` is None for a new one; an empty allowance follows the house."""

    id: int | None = None
    version: int = 0
    name: str = ""
    role: Role = Role.RECEPTIONIST
    delight_allowance: str = ""
    problem_allowance: str = ""


def people(work: Work, *, closed: bool = False) -> tuple[PersonLine, ...]:
    """Everybody who works here, in the order in which they came; with ``closed`` those who left as well, last."""
    return tuple(PersonLine(*row) for row in work.rows(_EVERYBODY if closed else _OPEN))


def resolve(work: Work, text: str) -> int:
    """The person a command names: an id, a name, or a beginning that only one name has.

    Raises `NotFound`, or `Ambiguous` with the choices.
    """
    words = clean(text, 80)
    rows = work.rows(_NAMES)
    if words.isdecimal() and int(words[:9]) in {number for number, _ in rows}:
        return int(words[:9])
    typed = code(words)
    whole: list[tuple[int, str]] = [(number, name) for number, name in rows if typed and code(name) == typed]
    found = whole or [(number, name) for number, name in rows if typed and _begins(name, typed)]
    if not found:
        names = ", ".join(name for _, name in rows[:8])
        raise NotFound(f"Nobody here is called “{words}”. Nothing was changed. At this desk are {names}.")
    if len(found) > 1:
        names = "; ".join(f"{number} {name}" for number, name in found[:8])
        raise Ambiguous(
            f"“{words}” fits {len(found)} people: {names}. Nothing was changed. Please give the number in front.",
            tuple(found[:10]),
        )
    return found[0][0]


def _begins(name: str, typed: str) -> bool:
    return any(code(part).startswith(typed) for part in (name, *name.split()))


def add(work: Work, name: str, role: Role = Role.RECEPTIONIST) -> int:
    """Open an account; returns its id. Raises `Invalid` naming the field, or `NotAllowed`."""
    return _add(work, name, role, None, None)


def change(
    work: Work,
    person_id: int,
    *,
    name: str,
    role: Role,
    delight_allowance: int | None,
    problem_allowance: int | None,
    seen: int | None = None,
) -> None:
    """Change a person. Allowances in minor units; None follows the house. The last manager stays one.

    Raises `Invalid` naming the field, `NotAllowed` or `Stale`.
    """
    require(work, Act.MANAGE_PEOPLE)
    row = work.get(Staff, person_id, "person")
    work.check_seen(row, seen)
    if role is not Role.MANAGER:
        _keep_a_manager(work, row, "role")
    name = _free_name(work, name, person_id)
    values: dict[str, Any] = {
        "name": name, "role": role, "delight_allowance": delight_allowance, "problem_allowance": problem_allowance,
    }  # fmt: skip
    if work.change(row, **values):
        work.did("person.changed", f"Person changed: {name}")


def person_form(work: Work, person_id: int | None = None) -> PersonForm:
    """The values for editing, or a blank form."""
    if person_id is None:
        return PersonForm()
    row = work.get(Staff, person_id, "person")
    delight, problem = (
        "" if amount is None else show_money(amount, work.house.currency)
        for amount in (row.delight_allowance, row.problem_allowance)
    )
    return PersonForm(row.id, row.version, row.name, row.role, delight, problem)


def save_person(work: Work, typed: PersonForm) -> int:
    """Save a new or edited person; returns the id. Raises `Invalid` naming the field, `NotAllowed` or `Stale`."""
    require(work, Act.MANAGE_PEOPLE)
    delight = _amount(work, typed.delight_allowance, "delight_allowance")
    problem = _amount(work, typed.problem_allowance, "problem_allowance")
    if typed.id is None:
        return _add(work, typed.name, typed.role, delight, problem)
    change(
        work, typed.id, name=typed.name, role=typed.role, delight_allowance=delight, problem_allowance=problem,
        seen=typed.version,
    )  # fmt: skip
    return typed.id


def close(work: Work, person_id: int, seen: int | None = None) -> int:
    """Close an account; returns how many open items they owned, which stand on the orphan list now.

    Undo brings the person and their items back, but not the PIN. Raises `Invalid` for the last manager.
    """
    from delightdesk.desk import owning, pins

    require(work, Act.MANAGE_PEOPLE)
    row = work.get(Staff, person_id, "person")
    work.check_seen(row, seen)
    _keep_a_manager(work, row)
    orphans = owning.orphan_all_of(work, person_id)
    work.remove(row)
    pins.forget(work, person_id)
    work.did("person.closed", f"Account closed: {row.name}")
    return orphans


def reopen(work: Work, person_id: int) -> None:
    """Open a closed account again; whoever comes back owns nothing yet and has no PIN."""
    require(work, Act.MANAGE_PEOPLE)
    row = work.session.get(Staff, person_id)
    if row is None:
        raise not_here("person")
    if row.deleted_at is None:
        raise Invalid(f"The account of {row.name} is open already. Nothing was changed.")
    work.change(row, name=_free_name(work, row.name, person_id), deleted_at=None)
    work.did("person.reopened", f"Account open again: {row.name}")


def sit_down(work: Work, person_id: int) -> None:
    """Whom the next start takes for the person at the desk. Whoever calls this asked for the PIN before."""
    person = work.get(Staff, person_id, "person")
    if work.change(work.get(House, 1, "house"), at_desk=person_id):
        work.did("person.at_desk", f"At the desk: {person.name}", undoable=False)


def _add(work: Work, name: str, role: Role, delight: int | None, problem: int | None) -> int:
    require(work, Act.MANAGE_PEOPLE)
    row = work.add(
        Staff(
            created_at=work.now,
            name=_free_name(work, name),
            role=role,
            delight_allowance=delight,
            problem_allowance=problem,
        )
    )
    work.did("person.added", f"Person added: {row.name}")
    return row.id or 0


def _free_name(work: Work, typed: str, person_id: int | None = None) -> str:
    """The name, tidied. Two of one name could not be told apart in the journal."""
    name = kept_words(typed, 80)
    if not name:
        raise Invalid("A person needs a name. Nothing was saved yet.", "name")
    if any(number != person_id and other.casefold() == name.casefold() for number, other in work.rows(_NAMES)):
        raise Invalid(f"Somebody here is called {name} already. Nothing was saved; please add an initial.", "name")
    return name


def check_names(work: Work) -> None:
    """Raise `Invalid` when two people who work here have one name, after an act was taken back."""
    seen: set[str] = set()
    for _, name in work.rows(_NAMES):
        if name.casefold() in seen:
            raise Invalid(f"Somebody else is called {name} by now. Nothing was changed. Please give them an initial.")
        seen.add(name.casefold())


def _keep_a_manager(work: Work, row: Staff, field: str | None = None) -> None:
    if {manager for (manager,) in work.rows(_MANAGERS)} == {row.id}:
        raise Invalid(
            f"{row.name} is the only manager, and a desk needs one. Nothing was changed. "
            "Please make somebody else a manager first.",
            field,
        )


def _amount(work: Work, typed: str, field: str) -> int | None:
    if not typed.strip():
        return None
    try:
        return parse_money(clean(typed, 40), work.house.currency)
    except Invalid as error:
        raise Invalid(str(error), field) from None
