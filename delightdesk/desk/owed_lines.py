"""The lines of what is owed and of problems: values for whoever shows them, never rows.

Every line carries the ``id`` and the ``version`` the reader saw, so that a stale act is noticed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from delightdesk.domain.promise_clock import Urgency
from delightdesk.domain.vocabulary import (
    Approval,
    Claim,
    CloseReason,
    Fault,
    GestureState,
    OutcomeKind,
    Payer,
    ProblemState,
    RecoveryStep,
    TaskKind,
)


@dataclass(frozen=True, slots=True)
class OwedLine:
    """One thing somebody owes: a task, or a problem (``kind`` None) among the tasks.

    state: as it is told ("made", "waiting", "open"). due_text: "18:00"; left_text: "in 14 min", "25 min ago".
    owner, offered_to: names, empty for nobody; an empty owner is the orphan list. say: the words to say.
    asks: this line waits for the yes or no of the person at the desk, to take it over or to approve it.
    since: when a problem was reported or something was found, from which its time runs; None for another task.
    guest_marks: the signs that stand before the guest's name (see `domain.name_marks`).
    """

    id: int
    version: int
    kind: TaskKind | None
    title: str
    guest_id: int | None
    guest_name: str
    room: str
    due: datetime | None
    due_text: str
    left_text: str
    owner_id: int | None
    owner: str
    offered_to_id: int | None
    offered_to: str
    state: str
    urgency: Urgency
    severity: int = 0
    say: str = ""
    note: str = ""
    who: str = ""
    problem_id: int | None = None
    gesture_id: int | None = None
    asks: bool = False
    since: datetime | None = None
    guest_marks: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """A gesture that waits for somebody's yes. ``started``: it was urgent and has begun or was even given."""

    gesture_id: int
    version: int
    title: str
    cost: int
    cost_text: str
    why: str
    asked_by: str
    asked_of: str
    guest_id: int
    guest_name: str
    started: bool
    is_mine: bool
    """The person at the desk may decide it."""
    guest_marks: str = ""


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One problem on the board. ``since_text``: how long it has been there; ``next_step``: the next thing to do.

    is_over: better than before, or given up, and the guest has heard from the house again.
    """

    id: int
    version: int
    guest_id: int | None
    guest_name: str
    room: str
    what: str
    kind: str
    kind_label: str
    severity: int
    state: ProblemState
    reported_at: datetime
    since_text: str
    owner_id: int | None
    owner: str
    offered_to_id: int | None
    offered_to: str
    next_step: str
    is_over: bool = False
    guest_marks: str = ""


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of putting it right; ``done_text`` is empty while it is not done ("Ana 14:05")."""

    step: RecoveryStep
    label: str
    done_text: str
    note: str
    times: int


@dataclass(frozen=True, slots=True)
class SpentLine:
    """A gesture given, or on its way, for a problem."""

    gesture_id: int
    version: int
    title: str
    state: GestureState
    cost: int
    cost_text: str
    payer: Payer
    approval: Approval | None
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """What came later. ``amount`` in minor units, None where there is none."""

    id: int
    version: int
    kind: OutcomeKind
    text: str
    amount: int | None


@dataclass(frozen=True, slots=True)
class ProblemView:
    """Everything about one problem.

    first_act_minutes, even_minutes: from the report, None until it happened. spent, limit, left: minor units of the
    allowance of the person at the desk for this problem. spoiled: the price of what was spoiled, or None.
    """

    line: ProblemLine
    cause: str
    fault: Fault
    spoiled: int | None
    waiting: bool
    reported_by: str
    reported_text: str
    first_act_minutes: int | None
    even_minutes: int | None
    steps: tuple[StepLine, ...]
    confirmed: bool
    close_reason: CloseReason | None
    answer: str
    playbook_title: str
    owed: tuple[OwedLine, ...]
    gestures: tuple[SpentLine, ...]
    spent: int
    limit: int
    left: int
    wallet_text: str
    outcomes: tuple[OutcomeLine, ...]
    currency: str

    @property
    def guest_id(self) -> int | None:
        """Whose problem it is, where anybody knows."""
        return self.line.guest_id
