"""What is owed, problems and gestures as a person reads them: the number to act on in front, the words to say below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.cli.output import row, section, wrapped
from delightdesk.domain.lifecycle import OPEN_GESTURES
from delightdesk.domain.money import show_money
from delightdesk.domain.name_marks import in_words
from delightdesk.domain.problem_kinds import SEVERITIES
from delightdesk.domain.vocabulary import Approval, Payer, TaskKind, TaskState, label

if TYPE_CHECKING:
    from delightdesk.desk.gestures import GestureView
    from delightdesk.desk.owed_lines import OwedLine, ProblemLine, ProblemView, StepLine
    from delightdesk.desk.playbooks import PlaybookLine

_LEFT = 12
"""Cells for how long is left: "14 h 28 ago"."""
_INDENT = " " * (22 + _LEFT)
NOBODYS = "nobody's"


def owed_lines(lines: Sequence[OwedLine], *, names_guest: bool = True) -> list[str]:
    """Number, kind and time left; then what, for whom and whose it is; below it the words to say."""
    told = []
    for each in lines:
        head = row(
            ((str(each.id), -5), (label(each.kind) if each.kind else "problem", 11), (each.left_text, _LEFT)),
        )
        told += wrapped(_owed(each, names_guest), _INDENT, f"{head}  ")
        calls = "call the guest now: " if each.kind is TaskKind.PROMISE else ""
        told += wrapped(f"{calls}“{each.say}”", _INDENT, _INDENT) if each.say else []
    return told


def _owed(line: OwedLine, names_guest: bool) -> str:
    parts = (
        line.title,
        _guest(in_words(line.guest_name, line.guest_marks), line.room) if names_guest else "",
        f"by {line.due_text}" if line.due_text else "",
        line.who if line.who not in ("", "owner", line.owner) else "",
        _whose(line.owner, line.offered_to),
        line.state.replace("_", " ") if line.state != TaskState.OPEN else "",
        line.note,
    )
    return " · ".join(filter(None, parts))


def _guest(name: str, room: str) -> str:
    return " ".join(filter(None, (name, room)))


def _whose(owner: str, offered_to: str) -> str:
    return (owner or NOBODYS) + (f", offered to {offered_to}" if offered_to else "")


def problem_lines(lines: Sequence[ProblemLine], *, names_guest: bool = True) -> list[str]:
    """Number, state and how long it has been there; then what, for whom, how bad, whose it is and what comes next."""
    told = []
    for each in lines:
        head = row(((str(each.id), -5), (label(each.state), 11), (each.since_text, _LEFT)))
        parts = (
            each.what,
            _guest(in_words(each.guest_name, each.guest_marks), each.room) if names_guest else "",
            SEVERITIES[each.severity],
            _whose(each.owner, each.offered_to),
            f"next: {each.next_step}" if each.next_step else "",
        )
        told += wrapped(" · ".join(filter(None, parts)), _INDENT, f"{head}  ")
    return told


def problem_page(view: ProblemView) -> list[str]:
    """One problem with its steps, what is owed because of it and what was given."""
    line = view.line
    cause = f"cause: {view.cause}" if view.cause else ""
    lines = wrapped(f"Problem {line.id}: {line.what}")
    for parts in (
        (
            _guest(in_words(line.guest_name, line.guest_marks), line.room),
            f"{line.since_text}",
            _whose(line.owner, line.offered_to),
        ),
        (line.kind_label, SEVERITIES[line.severity], f"fault: {label(view.fault)}", cause, label(line.state)),
        (f"next: {line.next_step}" if line.next_step else "", view.wallet_text, view.answer),
    ):
        lines += wrapped(" · ".join(filter(None, parts)), "  ", "  ")
    lines += section("Done", [text for step in view.steps if step.done_text for text in _step(step)])
    lines += section("Owed", owed_lines(view.owed, names_guest=False))
    given = [
        row(((str(each.gesture_id), -5), (each.title, 44), (label(each.state), 11), (each.cost_text, -12)))
        for each in view.gestures
    ]
    lines += section("Given", given)
    return lines + section("Later", [text for each in view.outcomes for text in wrapped(each.text, "    ", "  ")])


def _step(step: StepLine) -> list[str]:
    times = f", {step.times} times" if step.times > 1 else ""
    note = f": {step.note}" if step.note else ""
    return wrapped(f"{label(step.step)}, {step.done_text}{times}{note}", "    ", "  ")


def gesture_page(view: GestureView) -> list[str]:
    """One gesture: what is in it, and where it stands."""
    lines = wrapped(f"Gesture {view.id}: {view.title}, {view.cost_text}")
    lines += [
        row((("", -3), (each.what, 60), (show_money(_cost(each.planned, each.actual), view.currency), -12)))
        for each in view.lines
    ]
    parts = (
        view.guest_name,
        label(view.state),
        desk.wallet.waits_for(view.asked_of) if view.approval is Approval.WAITING else "",
        view.due_text if view.state in OPEN_GESTURES else "",
        view.place,
        view.doer,
        label(view.reaction) if view.reaction else "",
        f"{view.claim_from or label(view.payer)} pays" if view.payer is not Payer.HOUSE else "",
        f"bent: {view.bent}" if view.bent else "",
    )
    return lines + wrapped(" · ".join(filter(None, parts)), "  ", "  ")


def _cost(planned: int, actual: int | None) -> int:
    return planned if actual is None else actual


def playbook_lines(lines: Sequence[PlaybookLine]) -> list[str]:
    """Key and title, what the plan is for, and its steps."""
    told: list[str] = []
    for each in lines:
        off = " (off)" if each.state == "off" else ""
        limit = f" · at most {each.limit}" if each.limit else ""
        told += [*([""] if told else []), *wrapped(f"{each.title}{off}", " " * 24, f"{row(((each.key, 22),))}  ")]
        told += wrapped(f"{each.answers}{limit}", "  ", "  ")
        for step in each.steps:
            told += wrapped(f"{step.title}, {step.who}", " " * 8, row(((step.when, -6),)) + "  ")
    return told
