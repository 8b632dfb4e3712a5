"""What is owed as lines: one row each, and the one at the mark in full, with the words to say.

Times run on: they are worked out from the instants in the lines each time they are painted, never read again for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from rich.cells import cell_len

from delightdesk.desk.owed_lines import ApprovalLine, OwedLine
from delightdesk.domain.clock import MONTHS, WEEKDAYS
from delightdesk.domain.lifecycle import OPEN_TASKS, task_word
from delightdesk.domain.name_marks import marked
from delightdesk.domain.promise_clock import Urgency, left, running
from delightdesk.domain.vocabulary import Reaction, TaskKind, label
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import Line, cut, pad, wrap

Owed = OwedLine | ApprovalLine
"""Something somebody owes, or a gesture that waits for a yes."""

MARKS = {Urgency.OVERDUE: "!!", Urgency.OFFERED: "?", Urgency.WARNED: "!", Urgency.ORPHAN: "○"}
"""What a state looks like without colours: overdue, waiting for your yes, warned, nobody's."""
NOBODY = "nobody"
_OPEN = frozenset(task_word(kind, state) for kind in TaskKind for state in OPEN_TASKS)
_MARK_WIDE, _WHEN_WIDE, _LABEL = 3, 12, 10
_NEAR_MINUTES = 60
_ROOM_FOR_GUESTS = 76


def key_of(item: Owed) -> tuple[str, int]:
    """What tells that something read again is the same: tasks, problems and gestures are counted apart."""
    if isinstance(item, ApprovalLine):
        return "gesture", item.gesture_id
    return "problem" if item.kind is None else "task", item.id


def in_order(lines: Sequence[OwedLine], approvals: Sequence[ApprovalLine]) -> list[Owed]:
    """Most urgent first; a yes that only the person at the desk can give stands behind what is overdue."""
    mine = [line for line in approvals if line.is_mine]
    late = sum(line.urgency is Urgency.OVERDUE for line in lines)
    return [*lines[:late], *mine, *lines[late:]]


def is_open(line: OwedLine) -> bool:
    """True while somebody has to see to it; the card also tells of promises that were kept or missed for good."""
    return line.kind is None or line.state in _OPEN or line.urgency is Urgency.OVERDUE


def running_on(line: OwedLine, now: datetime) -> OwedLine:
    """The line as it stands at ``now``: how long is left, and whether its time is over."""
    if not is_open(line):
        return line
    if line.due is None:
        if line.kind is not None or line.since is None:
            return line
        return replace(line, left_text=running(line.since, now))
    level = Urgency.OVERDUE if line.due <= now else line.urgency
    return replace(line, left_text=left(line.due, now), urgency=level)


def state_mark(item: Owed, now: datetime) -> str:
    """Two letters at most; empty where nobody is needed yet."""
    if isinstance(item, ApprovalLine):
        return MARKS[Urgency.OFFERED]
    return MARKS.get(running_on(item, now).urgency, "") if is_open(item) else ""


def when(item: Owed, now: datetime) -> str:
    """How far off within the hour and when it is late, else the hour: "in 14 min", "25 min ago", "18:00".

    ``now``: on the house's own clock.
    """
    if isinstance(item, ApprovalLine):
        return "your yes"
    if item.due is None or not is_open(item):
        return running_on(item, now).left_text or "—"
    minutes = (item.due - now).total_seconds() / 60
    return left(item.due, now) if minutes < _NEAR_MINUTES else clock_words(item.due, now)


def clock_words(due: datetime, now: datetime) -> str:
    """An instant on the house's clock, as short as can be: "18:00", "Tue 09:00", "3 Jul"."""
    local = due.astimezone(now.tzinfo)
    ahead = (local.date() - now.date()).days
    if ahead == 0:
        return f"{local:%H:%M}"
    if -7 < ahead < 7:
        return f"{WEEKDAYS[local.weekday()][:3]} {local:%H:%M}"
    return f"{local.day} {MONTHS[local.month - 1][:3]}"


def owner_of(item: Owed) -> str:
    """Whose it is: "Ben", "nobody", "→ you?" while it is offered."""
    if isinstance(item, ApprovalLine):
        return clean(item.asked_by, 60)
    if item.offered_to:
        return f"→ {'you' if item.asks else clean(item.offered_to, 60)}?"
    return clean(item.owner, 60) or NOBODY


def heading(headline: str, width: int) -> Line:
    """The line above what is owed."""
    parts = clean(headline).split(" · ")
    while len(parts) > 1 and cell_len(" · ".join(parts)) > width - 12:
        parts.pop()
    words = cut(f" · {' · '.join(parts)} ", max(1, width - 8))
    return (("─ ", "rule"), ("Owed", "label"), (words, "plain"), ("─" * max(0, width - 6 - cell_len(words)), "rule"))


def row(item: Owed, width: int, now: datetime, *, is_marked: bool, is_here: bool = True) -> Line:
    """One row in ``width`` cells. ``is_here``: its keys act now; the mark of the other list stays, but hollow.

    Where there is little room, as below a card, which is of one guest, whose it is stands in full only.
    """
    manner = "cursor" if is_marked and is_here else "plain"
    pointer = ("▸ " if is_here else "▹ ") if is_marked else "  "
    who, owner = (width - 8) // 4 if width >= _ROOM_FOR_GUESTS else 0, max(8, min(18, width // 8))
    what = max(8, width - 2 - _MARK_WIDE - _WHEN_WIDE - who - owner)
    return (
        (pointer, manner),
        (pad(state_mark(item, now), _MARK_WIDE), manner if manner == "cursor" else "warn"),
        (pad(cut(when(item, now), _WHEN_WIDE - 1), _WHEN_WIDE), manner if manner == "cursor" else "strong"),
        (pad(cut(_what(item), what - 1), what), manner),
        (pad(cut(_whose(item), who - 1), who), manner),
        (pad(cut(owner_of(item), owner), owner), manner if manner == "cursor" else "quiet"),
    )


def _what(item: Owed) -> str:
    if isinstance(item, ApprovalLine):
        return f"{clean(item.title, 200)}, {clean(item.cost_text)}"
    bad = f"!{item.severity} " if item.kind is None and item.severity else ""
    state = f" ({item.state.replace('_', ' ')})" if not is_open(item) or item.state == "prepared" else ""
    return f"{bad}{clean(item.title, 200)}{state}"


def _whose(item: Owed) -> str:
    room = "" if isinstance(item, ApprovalLine) else clean(item.room, 40)
    return " ".join(part for part in (room, marked(clean(item.guest_name, 200), item.guest_marks)) if part)


def in_full(item: Owed, width: int, most: int) -> list[Line]:
    """The one at the mark in ``most`` lines: what it is, whose, what to say, what was noted.

    The words to say are the last to be cut; whose it is gives way to them.
    """
    title: Line = ((f" {cut(_what(item), width - 2)}", "strong"),)
    about: Line = ((f" {cut(' · '.join(part for part in (_whose(item), *_about(item)) if part), width - 2)}", "quiet"),)
    words = _labelled(*_words(item), width, most - 1)
    lines = [title, about, *words] if len(words) < most - 1 else [title, *words]
    note = "" if isinstance(item, ApprovalLine) else clean(item.note, 300)
    return [*lines, *_labelled("Note", note, width, most - len(lines))]


def _words(item: Owed) -> tuple[str, str]:
    if isinstance(item, ApprovalLine):
        return "Why", clean(item.why, 300)
    say = clean(item.say, 300)
    return "Call now" if item.kind is TaskKind.PROMISE else "Say", f"“{say}”" if say else ""


def _about(item: Owed) -> tuple[str, ...]:
    if isinstance(item, ApprovalLine):
        begun = "urgent, it has begun" if item.started else ""
        return f"{clean(item.asked_by, 60)} asks for your yes", begun
    by = f"by {clean(item.due_text)}" if item.due is not None and is_open(item) else ""
    kind = "problem" if item.kind is None else label(item.kind)
    who = clean(item.who, 80) if item.who.casefold() != item.owner.casefold() else ""
    return by, kind, who, owner_of(item)


def _labelled(title: str, text: str, width: int, most: int) -> list[Line]:
    if not text or most < 1:
        return []
    parts = wrap(text, max(10, width - _LABEL - 1), most)
    return [((f" {'' if at else title:<{_LABEL - 1}}", "label"), (part, "plain")) for at, part in enumerate(parts)]


def question(title: str, width: int) -> list[Line]:
    """How was it taken, with the numbers that answer."""
    answers = " ".join(f"{number}\u00a0{label(word)} " for number, word in enumerate(Reaction, 1))
    lines: list[Line] = [((f" {cut(f'{clean(title, 200)}: how did they take it?', width - 2)}", "label"),)]
    lines += [((f" {part}", "key"),) for part in wrap(f"{answers} Enter\u00a0leaves\u00a0it\u00a0open", width - 2, 3)]
    return lines
