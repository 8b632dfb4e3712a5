"""One problem as lines: what happened and whose it is, the seven steps, what was given, what is owed.

Times run on: they are worked out from the instants in the view each time the lines are made, never read again for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len

from delightdesk.domain.lifecycle import OPEN_PROBLEMS
from delightdesk.domain.name_marks import marked
from delightdesk.domain.playbook_fields import OWNER
from delightdesk.domain.problem_kinds import SEVERITIES
from delightdesk.domain.promise_clock import Urgency, left
from delightdesk.domain.vocabulary import Approval, Fault, GestureState, Payer, ProblemState, TaskKind, label
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import Line, cut, length, pad, wrap
from delightdesk.tui.widgets.problem_list import GRAVE, NOBODY, since

if TYPE_CHECKING:
    from delightdesk.desk.owed_lines import OwedLine, ProblemView, SpentLine, StepLine

SIDE_BY_SIDE = 100
"""Cells from which the steps stand beside what was given and what is owed."""
_LABEL, _STEP_WIDE, _STATE_WIDE, _COST_WIDE, _WHEN_WIDE = 7, 15, 10, 8, 12
_FAULTS = {
    Fault.OURS: "",
    Fault.SUPPLIER: "a supplier's doing, still our guest",
    Fault.THIRD_PARTY: "somebody else's doing, still our guest",
    Fault.NOBODY: "nobody's doing",
}
_URGENT = {Urgency.OVERDUE: "!!", Urgency.WARNED: "!", Urgency.OFFERED: "?", Urgency.ORPHAN: "○"}
_ENDED = (GestureState.DECLINED, GestureState.CANCELLED)


def problem_lines(view: ProblemView, width: int, now: datetime) -> list[Line]:
    """The whole problem for ``width`` cells, its times as they are at ``now``."""
    lines = head_lines(view, width, now)
    if width < SIDE_BY_SIDE:
        return [*lines, *_steps(view, width), *_beside(view, width, now)]
    half = width * 9 // 20
    return [*lines, *_side_by_side(_steps(view, half), _beside(view, width - half - 1, now), half)]


def head_lines(view: ProblemView, width: int, now: datetime) -> list[Line]:
    """What happened, to whom, how bad, whose it is and what comes next."""
    line = view.line
    state = f"{label(line.state)}, {since(line, now)}"
    first, *rest = wrap(clean(line.what, 300), max(20, width - cell_len(state) - 4), 3)
    gap = " " * max(1, width - 2 - cell_len(first) - cell_len(state))
    warned = "warn" if line.severity >= GRAVE and line.state in OPEN_PROBLEMS else "strong"
    lines: list[Line] = [((f" {first}", warned), (gap, "plain"), (state, "label"))]
    lines += [((f" {part}", warned),) for part in rest]
    name = marked(clean(line.guest_name, 200), line.guest_marks)
    guest = ", ".join(word for word in (name, clean(line.room, 40)) if word)
    lines += _labelled("GUEST", guest or "nobody known yet; s says who", width, 2)
    lines += _labelled("BAD", " · ".join(word for word in _how_bad(view) if word), width, 2)
    lines += _labelled("OWNER", " · ".join(word for word in _owner(view) if word), width, 2)
    if line.next_step:
        lines += _labelled("NEXT", clean(line.next_step), width, 2, "strong")
    if view.answer:
        reason = f"{label(view.close_reason)}: " if view.close_reason else ""
        lines += _labelled("SAID", f"{reason}“{clean(view.answer, 300)}”", width, 3)
    return lines


def _how_bad(view: ProblemView) -> tuple[str, ...]:
    line = view.line
    return (
        f"!{line.severity} {SEVERITIES.get(line.severity, '')}",
        clean(line.kind_label, 80),
        f"cause: {clean(view.cause, 120)}" if view.cause else "",
        _FAULTS[view.fault],
        "the guest waits now" if view.waiting else "",
    )


def _owner(view: ProblemView) -> tuple[str, ...]:
    line = view.line
    owner = clean(line.owner, 80) or f"{NOBODY}; t takes it"
    asked = f", {clean(line.offered_to, 80)} was asked and has not said yes" if line.offered_to else ""
    took = [
        f"{words} {minutes} min"
        for words, minutes in (("first act", view.first_act_minutes), ("fixed", view.even_minutes))
        if minutes is not None
    ]
    told = f"told {clean(view.reported_text)} by {clean(view.reported_by, 80)}"
    return (f"{owner}{asked}", told, ", ".join(took))


def _labelled(title: str, text: str, width: int, most: int, manner: str = "plain") -> list[Line]:
    parts = wrap(text, max(10, width - _LABEL - 1), most)
    return [((f" {'' if place else title:<{_LABEL - 1}}", "label"), (part, manner)) for place, part in enumerate(parts)]


def rule(title: str, width: int, note: str = "") -> Line:
    """A heading with a line to its end, and a note before that end."""
    note = cut(note, max(0, width - cell_len(title) - 8))
    right = f" {note} ─" if note else ""
    fill = "─" * max(0, width - cell_len(title) - 4 - cell_len(right))
    return (("─ ", "rule"), (title, "label"), (f" {fill}", "rule"), (right, "strong" if note else "rule"))


def _steps(view: ProblemView, width: int) -> list[Line]:
    wallet = f"{clean(view.wallet_text)} to put it right" if view.line.state in OPEN_PROBLEMS else ""
    if view.line.state is ProblemState.EVEN:
        wallet = clean(view.wallet_text)
    lines = [rule("Steps", width, wallet)]
    for number, step in enumerate(view.steps, 1):
        lines.append(_step(number, step, width))
    return lines


def _step(number: int, step: StepLine, width: int) -> Line:
    told = clean(step.done_text) + (f" ×{step.times}" if step.times > 1 else "")
    note = f" · {clean(step.note, 200)}" if step.note else ""
    words = cut(f"{told}{note}", max(1, width - 6 - _STEP_WIDE))
    is_done = bool(step.done_text)
    return (
        (f" {number} ", "key"),
        ("✓ " if is_done else "· ", "good" if is_done else "quiet"),
        (pad(clean(step.label), _STEP_WIDE), "plain" if is_done else "strong"),
        (words, "quiet"),
    )


def _beside(view: ProblemView, width: int, now: datetime) -> list[Line]:
    """What was given, what is owed, what came later."""
    lines: list[Line] = []
    if view.gestures:
        lines.append(rule("Given and planned", width))
        due = {line.gesture_id: line.due for line in view.owed if line.due is not None}
        for gesture in view.gestures:
            lines += _gesture(gesture, due.get(gesture.gesture_id), width, now)
    owed = [line for line in view.owed if line.kind is not TaskKind.DELIVERY]
    plan = f"playbook: {clean(view.playbook_title, 80)}" if view.playbook_title else ""
    if owed or plan:
        lines.append(rule("Owed", width, plan))
        lines += [owed_line(line, width, now) for line in owed]
    if view.outcomes:
        lines.append(rule("Later", width))
        lines += [((f" {cut(clean(each.text, 200), width - 2)}", "plain"),) for each in view.outcomes]
    if not view.gestures and not owed:
        lines += [rule("Owed", width)] if not lines else []
        lines += [((f" {part}", "quiet"),) for part in wrap(_hint(view), width - 2, 2)]
    return lines


def _hint(view: ProblemView) -> str:
    if view.line.state in OPEN_PROBLEMS:
        return "Nothing is planned yet. l starts a playbook, m gives something."
    return "Nothing was given, nothing is owed."


def _gesture(line: SpentLine, due: datetime | None, width: int, now: datetime) -> list[Line]:
    tail = f" {pad(label(line.state), _STATE_WIDE)}{clean(line.cost_text):>{_COST_WIDE}} "
    manner = "quiet" if line.state in _ENDED else "plain"
    title = pad(cut(clean(line.title, 200), max(4, width - 4 - cell_len(tail))), max(4, width - 3 - cell_len(tail)))
    told = [
        left(due, now) if due is not None else "",
        "waits for a yes (y)" if line.approval is Approval.WAITING and line.state not in _ENDED else "",
        "the yes was refused" if line.approval is Approval.REFUSED else "",
        f"{label(line.payer)} pays" if line.payer is not Payer.HOUSE else "",
        label(line.claim) if line.claim else "",
    ]
    words = " · ".join(word for word in told if word)
    lines: list[Line] = [((f" {title}{tail}", manner),)]
    return [*lines, (("   ", "plain"), (cut(words, width - 4), "key"))] if words else lines


def owed_line(line: OwedLine, width: int, now: datetime) -> Line:
    """What somebody still has to do for this problem, by when, and who."""
    late = line.due is not None and line.due <= now
    mark = "!!" if late else _URGENT.get(line.urgency, "")
    when = left(line.due, now) if line.due is not None else "no time yet"
    owner = f"→ {clean(line.offered_to, 60)}?" if line.offered_to else clean(line.owner, 60) or NOBODY
    who = cut(f"{clean(line.who, 60)}, {owner}" if line.who not in ("", OWNER) else owner, width // 3)
    title = max(8, width - 4 - _WHEN_WIDE - cell_len(who) - 2)
    return (
        (f" {mark:<2} ", "warn"),
        (pad(when, _WHEN_WIDE), "strong"),
        (pad(clean(line.title, 200), title), "plain"),
        (f" {who}", "quiet"),
    )


def _side_by_side(left_lines: Sequence[Line], right_lines: Sequence[Line], half: int) -> list[Line]:
    """Two columns as one; the left one is filled up with blanks to ``half`` cells."""
    both = zip_longest(left_lines, right_lines, fillvalue=())
    return [(*first, (" " * max(1, half + 1 - length(first)), "plain"), *second) for first, second in both]
