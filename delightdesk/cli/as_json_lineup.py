"""The JSON of what a shift begins with; nobody is null."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from delightdesk.desk.lineup_lines import Found, LineUpCard, RegularLine, ShowReady, TouchLine


def of_card(card: LineUpCard) -> dict[str, Any]:
    """The card of the day; ``story_from`` is null where the story is another house's."""
    names = ("day", "story", "story_from", "number", "number_says", "ask", "starter")
    return {name: getattr(card, name) for name in names} | {"aloud": card.aloud}


def of_ready(found: ShowReady) -> dict[str, Any]:
    """The list of a shift; ``number`` and ``key`` name a check, ``done`` says who and when."""
    return {
        "day": found.day,
        "shift": found.shift,
        "left": found.left,
        "done": found.is_done,
        "checks": [
            {
                "number": number,
                "key": line.key,
                "kind": line.kind,
                "title": line.title,
                "hint": line.hint,
                "done": line.done_text or None,
                "times": line.times,
                "skipped": line.is_skipped,
                "note": line.note,
            }
            for number, line in enumerate(found.lines, 1)
        ],
    }


def of_found(found: Found, note: str) -> dict[str, Any]:
    """Something left behind; ``guest`` is whose it seems to be."""
    return {
        "task": found.task_id,
        "title": found.title,
        "room": found.room,
        "guest": found.guest_id,
        "name": found.guest_name,
        "note": note,
    }


def of_regular(line: RegularLine) -> dict[str, Any]:
    """A regular with nothing new; ``idea`` is a key for give, empty where nothing fits."""
    return {
        "guest": line.guest_id,
        "name": line.name,
        "room": line.room,
        "visits": line.visits,
        "last_gesture": line.last_text,
        "last_learnt": line.new_text,
        "idea": line.idea_key,
        "title": line.idea,
        "why": line.idea_why,
        "question": line.question,
        "expected": line.is_expected,
    }


def of_touch_point(line: TouchLine) -> dict[str, Any]:
    """One place or moment in which a guest meets the house."""
    return {
        "key": line.key,
        "title": line.title,
        "idea": line.idea,
        "owner": line.owner or None,
        "own": line.is_own,
        "gap": line.is_gap,
    }
