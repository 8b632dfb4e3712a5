"""The wallet: what a person may still spend unasked, on delight in a visit or to put one problem right.

The house spends first and sorts out afterwards who pays, so what a supplier will pay back lowers nothing here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from delightdesk.desk import on_file_reading as reading
from delightdesk.desk.dossier import spent_in
from delightdesk.desk.on_file import VisitOnFile
from delightdesk.desk.permitted import allowed, who_may
from delightdesk.domain.errors import Invalid
from delightdesk.domain.money import show_money
from delightdesk.domain.permissions import Act
from delightdesk.domain.recovery import HARM
from delightdesk.domain.text import kept_words
from delightdesk.domain.vocabulary import Approval, GestureState
from delightdesk.store.tables import Gesture, Problem
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

MOST_LINES = 12
MOST_MONEY = 10**9

Basket = list[tuple[str, int]]
"""What is in a gesture, each item with its planned cost in minor units."""

_PROBLEM = table_of(Problem)
_SEVERITY = select(_PROBLEM.c.severity).where(_PROBLEM.c.id == bindparam("problem"))


@dataclass(frozen=True, slots=True)
class Purse:
    """An allowance and what is left of it, in minor units. ``text``: "£52 left of £100"."""

    limit: int
    spent: int
    left: int
    text: str


class Settled(NamedTuple):
    """What becomes of a gesture: its state, and where the yes to it stands."""

    state: GestureState
    approval: Approval | None = None
    asked_of: int | None = None
    decided_by: int | None = None
    decided_at: datetime | None = None


def for_delight(work: Work, visit: VisitOnFile | None) -> Purse:
    """What the person at the desk may still spend unasked on delight in this visit."""
    return purse(work, work.person.delight_allowance, spent_in(work, visit))


def for_problem(work: Work, problem_id: int) -> Purse:
    """What the person at the desk may still spend unasked to put this problem right, whoever spent the rest."""
    return purse(work, work.person.problem_allowance, _spent_on(work, problem_id, 0))


def purse(work: Work, limit: int, spent: int) -> Purse:
    """A limit with so much of it spent; never less than nothing is left."""
    left, currency = max(0, limit - spent), work.house.currency
    return Purse(limit, spent, left, f"{show_money(left, currency)} left of {show_money(limit, currency)}")


def settle(work: Work, gesture: Gesture, cost: int) -> Settled:
    """Decide whether a gesture of that cost may go ahead, within the transaction that will save it.

    Within the allowance nothing asks, and what is free never does. Above it whoever may say yes has said it by
    planning; for everybody else it waits, or begins at once where it is urgent. Where somebody was harmed those who
    decide on harm say yes to everything that is given, however cheap or urgent.
    """
    harm = is_harm(work, gesture.problem_id)
    if not harm and (cost == 0 or cost <= _left_for(work, gesture)):
        return Settled(GestureState.PLANNED)
    act = Act.DECIDE_ON_HARM if harm else Act.APPROVE
    if allowed(work, act):
        return Settled(GestureState.APPROVED, Approval.APPROVED, None, work.person.id, work.now)
    asked = next((person for person, _ in who_may(work, act)), None)
    begins = gesture.urgent and not harm
    return Settled(GestureState.PLANNED if begins else GestureState.WAITING, Approval.WAITING, asked)


def is_harm(work: Work, problem_id: int | None) -> bool:
    """True when the gesture is for somebody who was harmed."""
    if problem_id is None:
        return False
    return any(severity >= HARM for (severity,) in work.rows(_SEVERITY, problem=problem_id))


def who_says_yes(work: Work, problem_id: int | None) -> tuple[tuple[int, str], ...]:
    """The people (id, name) who may say yes to a gesture, the likeliest to be here first."""
    return who_may(work, Act.DECIDE_ON_HARM if is_harm(work, problem_id) else Act.APPROVE)


def asked_name(work: Work, problem_id: int | None, asked_of: int | None) -> str:
    """Whose yes it waits for: who was asked, or whoever can say it now when they cannot any more; "" for nobody."""
    names = dict(who_says_yes(work, problem_id))
    return names.get(asked_of or 0) or next(iter(names.values()), "")


def waits_for(name: str) -> str:
    """In words: whose yes is missing."""
    return f"waits for {name}'s yes" if name else "waits for a yes, nobody to ask yet"


def money(amount: int) -> int:
    """An amount that makes sense. Raises `Invalid`."""
    if not 0 <= amount <= MOST_MONEY:
        raise Invalid("A cost must be between 0 and ten million. Nothing was saved.", "cost")
    return amount


def basket_of(lines: Sequence[tuple[str, int]]) -> Basket:
    """The basket as it is kept: names cleaned, empty lines gone. Raises `Invalid`."""
    basket = [(kept_words(what, 80), money(planned)) for what, planned in lines]
    basket = [(what, planned) for what, planned in basket if what or planned]
    if any(not what for what, _ in basket):
        raise Invalid("Each line of the basket needs a name. Nothing was saved.", "what")
    if len(basket) > MOST_LINES:
        raise Invalid(f"A basket holds up to {MOST_LINES} lines. Nothing was saved.", "lines")
    return basket


def _left_for(work: Work, gesture: Gesture) -> int:
    besides = gesture.id or 0
    if gesture.problem_id is not None:
        return work.person.problem_allowance - _spent_on(work, gesture.problem_id, besides)
    if gesture.visit_id is None:
        return work.person.delight_allowance
    values = {"guest": gesture.guest_id, "visit": gesture.visit_id, "besides": besides}
    ((spent,),) = work.rows(reading.SPENT_IN_VISIT, **values)
    return work.person.delight_allowance - int(spent)


def _spent_on(work: Work, problem_id: int, besides: int) -> int:
    ((spent,),) = work.rows(reading.SPENT_ON_PROBLEM, problem=problem_id, besides=besides)
    return int(spent)
