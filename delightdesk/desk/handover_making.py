"""Lines of a draft before they have a number, and how they name somebody."""

from __future__ import annotations

from typing import Any

from delightdesk.desk.handover_lines import SheetLine
from delightdesk.domain.promise_clock import Urgency
from delightdesk.domain.vocabulary import HandoverSection, LineState

_USUAL: dict[str, Any] = {
    "id": None, "version": 0, "number": 0, "who": "", "due_text": "", "owner": "", "owner_id": None, "next_step": "",
    "details": (), "critical": False, "urgency": Urgency.SOMETIME, "state": LineState.OPEN, "answered_by": "",
    "answered_text": "", "words": "", "reply": "", "is_settled": False, "is_red": False, "now_text": "",
    "task_id": None, "problem_id": None, "gesture_id": None, "guest_id": None,
}  # fmt: skip


def new_line(section: HandoverSection, what: str, **values: Any) -> SheetLine:
    """A line of the draft; what is not given is empty."""
    return SheetLine(section=section, what=what, **{**_USUAL, **values})


def who(room: str, name: str, *, hidden: bool) -> str:
    """ "412 Erika Schultz"; of somebody incognito the room alone."""
    if hidden:
        return room or "a guest"
    return " ".join(filter(None, (room, name)))


def cut(texts: tuple[str, ...], most: int) -> tuple[str, ...]:
    """The first of many, and how many more there are."""
    if len(texts) <= most:
        return texts
    return (*texts[:most], f"and {len(texts) - most} more")


def counted(number: int, word: str) -> str:
    """ "1 first visit", "2 anniversaries", "2 birthdays"."""
    if number == 1:
        return f"1 {word}"
    changes = word.endswith("y") and word[-2] not in "aeiou"
    return f"{number} {word[:-1]}ies" if changes else f"{number} {word}s"
