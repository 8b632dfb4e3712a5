"""A kind no in one line: what cannot be done, what can be done instead, who else could help."""

from __future__ import annotations

NO_PROMPT = "Cannot: what | two things instead | or a partner"


def read_no(text: str) -> tuple[str, tuple[str, ...], str]:
    """What cannot be done, the alternatives and the partner: "sea view | quiet room, late departure | Bay Inn"."""
    what, instead, partner = [part.strip() for part in (*text.split("|", 2), "", "")][:3]
    return what, tuple(each.strip() for each in instead.split(",") if each.strip()), partner


def no_in_words(text: str) -> str:
    """How the line is read, and what it still lacks."""
    what, instead, partner = read_no(text)
    if not what:
        return "Such as: sea view | quiet room, late departure | Bay Inn"
    from delightdesk.domain.recovery import alternatives_missing

    offered = ", ".join([*instead, *([f"ask {partner}"] if partner else [])])
    lacks = alternatives_missing(instead, partner)
    return f"Not {what}. {lacks}" if lacks else f"Not {what}, but {offered}"
