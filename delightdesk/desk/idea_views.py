"""The house's gestures as they are read in the list and typed in the form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from anyascii import anyascii

from delightdesk.domain.ideas import Idea, Part
from delightdesk.domain.money import exponent, show_money
from delightdesk.domain.text import clean

State = Literal["pack", "changed", "own", "off"]


@dataclass(frozen=True, slots=True)
class IdeaLine:
    """One gesture in the list.

    state: as the pack has it, changed by the house, the house's own, or switched off. is_changed and is_own stay true
    while it is off. words: what a filter looks through.
    """

    key: str
    title: str
    cost_text: str
    lead_text: str
    doer: str
    state: State
    say: str
    contains: tuple[str, ...]
    is_changed: bool
    is_own: bool
    words: str


@dataclass(frozen=True, slots=True)
class IdeaForm:
    """A gesture as typed; the values here are those of a new one of the house's own.

    parts: "champagne 25.00 (alcohol); strawberries 6.50", each with its price in the house's currency and what it
    contains. lead: "now", "30m", "4h", "1d". ask, purposes, needs and contains are lists, with ";" between questions
    and "," between words. For a gesture of the pack, purposes and needs are the pack's and not read.
    """

    key: str = ""
    version: int = 0
    own: bool = True
    title: str = ""
    parts: str = ""
    contains: str = ""
    say: str = ""
    how: str = ""
    ask: str = ""
    doer: str = "anyone"
    lead: str = "now"
    place: str = "at the desk"
    purposes: str = "kindness"
    needs: str = ""
    active: bool = True


def line_of(idea: Idea, currency: str, *, active: bool, changed: bool) -> IdeaLine:
    """A gesture as the list shows it."""
    state: State = "off" if not active else "own" if idea.own else "changed" if changed else "pack"
    contains = tuple(sorted(tag.replace("_", " ") for tag in idea.all_tags))
    told = [state, *(["changed"] if changed else []), *(["own"] if idea.own else [])]
    parts = (part.what for part in idea.parts)
    return IdeaLine(
        key=idea.key,
        title=idea.title,
        cost_text=show_money(idea.cost, currency),
        lead_text=lead_text(idea.lead),
        doer=idea.doer,
        state=state,
        say=idea.say,
        contains=contains,
        is_changed=changed,
        is_own=idea.own,
        words=_folded(" ".join((idea.title, idea.doer, idea.place, *told, *contains, *parts))),
    )


def fits(line: IdeaLine, text: str) -> bool:
    """True when every word typed stands somewhere in the gesture's line or basket."""
    return all(word in line.words for word in _folded(text).split())


def form_of(idea: Idea, currency: str, *, active: bool, version: int) -> IdeaForm:
    """A gesture as text to be changed."""
    return IdeaForm(
        key=idea.key,
        version=version,
        own=idea.own,
        title=idea.title,
        parts="; ".join(_part_text(part, currency) for part in idea.parts),
        contains=_list_text(idea.contains),
        say=idea.say,
        how=idea.how,
        ask="; ".join(idea.ask),
        doer=idea.doer,
        lead=lead_text(idea.lead),
        place=idea.place,
        purposes=_list_text(idea.purposes),
        needs=_list_text(idea.needs),
        active=active,
    )


def lead_text(lead: timedelta) -> str:
    """ "now", "30m", "4h" or "1d": the largest unit that fits without a rest."""
    minutes = int(lead.total_seconds() // 60)
    for unit, size in (("d", 1440), ("h", 60), ("m", 1)):
        if minutes and minutes % size == 0:
            return f"{minutes // size}{unit}"
    return "now"


def _part_text(part: Part, currency: str) -> str:
    digits = exponent(currency)
    whole, cents = divmod(part.cost, 10**digits)
    price = f"{whole}.{cents:0{digits}}" if digits else str(whole)
    return f"{part.what} {price}" + (f" ({_list_text(part.contains)})" if part.contains else "")


def _list_text(words: frozenset[str]) -> str:
    return ", ".join(sorted(word.replace("_", " ") for word in words))


def _folded(text: str) -> str:
    return anyascii(clean(text, 2000)).casefold()
