"""What needs a person now, for Today: overdue, offered, warned, without an owner, due today, waiting for a yes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from delightdesk.desk import task_reading
from delightdesk.desk.owed_lines import ApprovalLine, OwedLine
from delightdesk.domain.promise_clock import Urgency
from delightdesk.domain.vocabulary import TaskKind
from delightdesk.store.work import Work

MOST = 200
LATELY = timedelta(days=3)
"""For how long something left behind stands here; then only while its guest is in the house. The line-up has it all."""

_WORDS = {
    Urgency.OVERDUE: "overdue",
    Urgency.OFFERED: "offered to you",
    Urgency.WARNED: "to look at now",
    Urgency.ORPHAN: "without an owner",
    Urgency.SOON: "due today",
}


@dataclass(frozen=True, slots=True)
class Owed:
    """``headline``: "2 overdue · 3 due today". ``lines``: most urgent first; ``total`` counts those not shown too."""

    headline: str
    lines: tuple[OwedLine, ...]
    approvals: tuple[ApprovalLine, ...]
    total: int


def owed(work: Work, *, limit: int = MOST) -> Owed:
    """What the house owes today, most urgent first.

    A problem is here only while it is offered to the one who looks or has no owner: the rest stand on their own board.
    """
    from delightdesk.desk import approvals

    found = [line for line in task_reading.listing(work, limit=None) if _is_for_today(work, line)]
    waiting = approvals.waiting(work)
    return Owed(_headline(found, waiting), tuple(found[:limit]), waiting, len(found))


def _is_for_today(work: Work, line: OwedLine) -> bool:
    if line.kind is None:
        return line.asks or line.owner_id is None
    return line.urgency <= Urgency.SOON or _is_just_found(work, line)


def _is_just_found(work: Work, line: OwedLine) -> bool:
    return line.kind is TaskKind.LEFT_BEHIND and line.since is not None and work.now - line.since < LATELY


def _headline(lines: Sequence[OwedLine], waiting: Sequence[ApprovalLine]) -> str:
    counts = Counter(line.urgency for line in lines)
    parts = [f"{counts[urgency]} {words}" for urgency, words in _WORDS.items() if counts[urgency]]
    kept = counts[Urgency.LATER] + counts[Urgency.SOMETIME]
    if kept:
        parts.append(f"{kept} left behind")
    if waiting:
        parts.append(f"{len(waiting)} waiting for a yes")
    return " · ".join(parts) or "Nothing owed today"
