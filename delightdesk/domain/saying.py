"""Saying: which occasion a gesture marks, how it is spoken of, and the sentence that goes with it.

A secret is kept here too: where somebody must not know, the sentence turns neutral, and what would
congratulate openly is named as such for the hard stops.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from delightdesk.domain.clock import spoken_day
from delightdesk.domain.ideas import Idea
from delightdesk.domain.knowledge import OccasionDue
from delightdesk.domain.occasions import OWN, spoken
from delightdesk.domain.signals import Scene, holds
from delightdesk.domain.turns import APOLOGY
from delightdesk.domain.vocabulary import Moment, OccasionKind, Purpose, Sector, label

KINDS = frozenset(kind.value for kind in OccasionKind)

_AFTER_HARM = "I am so sorry that this happened to you, {name}. I stay with you until you have what you need."
_LASTING = frozenset({OccasionKind.HONEYMOON, OccasionKind.REUNION, OccasionKind.CELEBRATION})
_COUNTED = frozenset({OccasionKind.ANNIVERSARY, OccasionKind.BIRTHDAY})
_ARTICLES = frozenset({"a", "the", "this", "your"})
"""Nobody says "the Max Schuler's birthday"."""
_BARE_AFTER = frozenset({"a", "the", "this", "your", "such", "special", "big"})


def occasion_for(idea: Idea, scene: Scene) -> OccasionDue | None:
    """The occasion this idea marks, open before secret, then the nearest; None when it marks none."""
    required = _of_occasions(idea.needs)
    if Purpose.OCCASION not in idea.purposes and not (required or _of_occasions(idea.fits)):
        return None
    marked = [
        due
        for due in scene.near_occasions()
        if all(holds(expression, frozenset({"occasion", due.kind.value})) for expression in required)
    ]
    return min(marked, key=lambda due: (is_hidden(due), not names_kind(idea, due)), default=None)


def names_kind(idea: Idea, due: OccasionDue) -> bool:
    """True when the idea is made for this very kind of occasion, not for any."""
    return any(due.kind.value in expression.split("|") for expression in idea.needs | idea.fits)


def names_other_kinds(idea: Idea, due: OccasionDue) -> bool:
    """True when the idea is made for certain kinds of occasion and this is none of them."""
    expressions = _of_occasions(idea.needs) + _of_occasions(idea.fits)
    return bool(expressions) and not any(holds(each, frozenset({"occasion", due.kind.value})) for each in expressions)


def is_hidden(due: OccasionDue) -> bool:
    """True when it must not be spoken of: a secret, or a proposal, to which nobody knows the answer yet."""
    return due.secret or due.kind is OccasionKind.PROPOSAL


def gives_away(idea: Idea) -> bool:
    """True when giving it tells everybody near what is celebrated."""
    return idea.public or ("{occasion}" in idea.say and Moment.CHECK_IN in idea.moments)


def when(due: OccasionDue, today: date) -> str:
    """``"20th anniversary on Thursday"``: the occasion and its day, as one colleague says it to another."""
    years = due.years if due.kind in _COUNTED else None
    name = spoken(due.kind, years, due.whose)
    if due.kind in _LASTING or not due.dated:
        return name
    day = spoken_day(due.on, today)
    return f"{name} {day}" if day in ("today", "tomorrow", "yesterday") else f"{name} on {day}"


def secret_warning(due: OccasionDue) -> str:
    """``"the anniversary is secret from husband"``."""
    if due.kind is OccasionKind.PROPOSAL and not due.secret_from:
        return "the proposal is a surprise until it is made"
    return f"the {label(due.kind)} is secret from {due.secret_from or 'others'}"


def sentence(idea: Idea, scene: Scene, due: OccasionDue | None) -> str:
    """The idea's sentence with the guest's name and the occasion put in; a secret is not spoken.

    Where somebody was harmed the apology says how sorry we are, and nothing of whose fault it was.
    """
    open_due = None if due is None or is_hidden(due) else due
    place = "stay" if scene.house.sector is Sector.HOTEL else "visit"

    def fill(match: re.Match[str]) -> str:
        if match["occasion"]:
            before, word = match["before"] or "", match["word"] or ""
            named = open_due is not None and open_due.whose[:1].isupper()
            return ("" if named and word.casefold() in _ARTICLES else before) + _occasion_words(word, open_due, place)
        return scene.known.call_name

    said = _AFTER_HARM if scene.harmed and idea.family == APOLOGY else idea.say
    template = said if scene.known.call_name else _nameless(said)
    filled = re.sub(r"(?P<before>(?P<word>\w+) )?(?P<occasion>\{occasion\})|\{name\}", fill, template)
    return filled[:1].upper() + filled[1:]


@lru_cache(512)
def _of_occasions(expressions: frozenset[str]) -> tuple[str, ...]:
    """Those that speak of occasions. Remembered, because it is asked of every idea several times a card."""
    return tuple(each for each in sorted(expressions) if any(w == "occasion" or w in KINDS for w in each.split("|")))


def _occasion_words(before: str, due: OccasionDue | None, place: str) -> str:
    """The occasion as it reads after that word: "on your birthday", "happy birthday", "for the birthday".

    Years of marriage are said with pride, ages never.
    """
    lead = before.casefold()
    bare = lead in _BARE_AFTER
    if due is None:
        return place if bare or lead == "happy" else f"your {place}"
    years = due.years if due.kind is OccasionKind.ANNIVERSARY else None
    if due.whose in OWN:
        own = spoken(due.kind, years)
        return own if bare or lead == "happy" else f"your {own}"
    if lead == "happy":
        return f"{spoken(due.kind, years)} to {_belonging(due.whose)}"
    return spoken(due.kind, years, due.whose if bare else _belonging(due.whose))


def _belonging(whose: str) -> str:
    """ "your daughter", but "Max Schuler"."""
    return whose if whose[:1].isupper() else f"your {whose}"


def _nameless(say: str) -> str:
    """The template for somebody whose name nobody knows."""
    without = re.sub(r"\{name\}[,:]? |[,;]? ?\{name\}", "", say)
    return without.strip()
