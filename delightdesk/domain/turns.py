"""Turns: in which order a recovery works, and whose turn it is with a gesture.

A gift before the apology is as much out of place as a toast in the morning: first the apology and the fix, comfort
while it takes time, what was spoiled made good, then one small thing beyond, and later a word.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from delightdesk.domain.ideas import Idea
from delightdesk.domain.knowledge import Given, ProblemKnown
from delightdesk.domain.lifecycle import OPEN_GESTURES
from delightdesk.domain.money import estimate_from_gbp
from delightdesk.domain.signals import Scene
from delightdesk.domain.tastes import taste_words
from delightdesk.domain.vocabulary import GestureState, Moment, Nature, Purpose

APOLOGY, TRUE_TIME = "apology", "true wait"
"""Families that every pack gives an apology, and the telling of a true time while the guest waits."""

_WHILE_HERE = frozenset({Moment.CHECK_IN, Moment.IN_HOUSE})
_AFTER = frozenset({Moment.AFTER})
_WHILE_WAITING = frozenset({TRUE_TIME, "wait snack"})
_CHECKS = frozenset({"daily check", "check"})
_CREDIT = frozenset({"voucher", "gift card", "credit"})
_CREDIT_WORDS = re.compile(r"\b(?:vouchers?|gift ?cards?|credit|coupons?)\b", re.IGNORECASE)
_REMEDIES = frozenset({Purpose.PROBLEM, Purpose.CRISIS})
_BEYOND = frozenset({Purpose.PROBLEM, Purpose.KINDNESS})
_GIVEN = (OPEN_GESTURES - {GestureState.WAITING}) | {GestureState.DELIVERED}
_A_BITE, _A_BOTTLE = 5_00, 15_00
"""In pence: what a comfort during a wait costs at most, and one small thing beyond."""


class Turn(IntEnum):
    """The order in which a recovery works; what comes later is out of place before what comes sooner.

    MANAGER stands before everything once somebody has apologised and it went wrong again. BEYOND and LATER exist only
    once it is fixed, OVER is what has had its time by then.
    """

    APOLOGY = 1
    TRUE_TIME = 2
    COMFORT = 3
    MANAGER = 4
    FIX = 5
    BEYOND = 6
    LATER = 7
    GIFT = 8
    OTHER = 9
    CREDIT = 10
    OVER = 11


def turn_of(idea: Idea, cost: int, scene: Scene) -> Turn | None:
    """Whose turn it would be with this idea at this cost (minor units); None when nothing went wrong."""
    problem = scene.known.problem
    if problem is None:
        return None
    if is_credit(idea):
        return Turn.CREDIT
    return _turn_after(idea, cost, scene) if problem.fixed else _turn_before(idea, cost, scene, problem)


def is_contact(idea: Idea) -> bool:
    """True when the guest hears from the house again: after the visit, or when somebody asks each day how it is."""
    return idea.moments == _AFTER or idea.family in _CHECKS


def by_manager(idea: Idea) -> bool:
    """True when a manager does it in person."""
    return "manager" in idea.doer.casefold()


def is_small(cost: int, scene: Scene) -> bool:
    """True when it costs no more than a hot drink or a bite."""
    return cost <= _about(_A_BITE, scene.house.currency)


def hangs_on_words(idea: Idea) -> bool:
    """True when it is meant for something somebody named: rain, a cold, a broken strap."""
    return any(expression.startswith("word:") for each in (idea.needs, idea.fits) for expression in each)


def is_credit(idea: Idea) -> bool:
    """True for a voucher, a gift card, or credit under whatever name the house gives it."""
    if idea.family in _CREDIT:
        return True
    return any(part.cost and (_names_credit(part.what) or _names_credit(idea.title)) for part in idea.parts)


def remedies(scene: Scene) -> tuple[Given, ...]:
    """What was given this visit to put it right, apologies and credit aside."""
    found = [(each, scene.ideas.get(each.idea or "")) for each in scene.known.given if each.this_visit]
    done = [
        (each, idea) for each, idea in found if idea is not None and each.state in _GIVEN and each.family != APOLOGY
    ]
    return tuple(each for each, idea in done if Purpose.PROBLEM in idea.purposes and not is_credit(idea))


def _turn_before(idea: Idea, cost: int, scene: Scene, problem: ProblemKnown) -> Turn:
    """While it is not yet fixed."""
    for_it = Purpose.PROBLEM in idea.purposes
    if idea.family == APOLOGY and not problem.apologies:
        return Turn.APOLOGY
    if for_it and problem.waiting and idea.family == TRUE_TIME:
        return Turn.TRUE_TIME
    if for_it and problem.times_this_visit > 1 and by_manager(idea) and idea.nature is not Nature.KEEPSAKE:
        return Turn.MANAGER
    if for_it and problem.waiting and _is_comfort(idea, cost, scene):
        return Turn.COMFORT
    if for_it and idea.nature is Nature.ACT:
        return Turn.FIX
    return Turn.GIFT if cost else Turn.OTHER


def _turn_after(idea: Idea, cost: int, scene: Scene) -> Turn:
    """Once it is fixed: the guest is even, which is not yet better than before."""
    if is_contact(idea):
        return Turn.LATER if Purpose.PROBLEM in idea.purposes else Turn.OTHER
    waited = idea.family in _WHILE_WAITING and not (Purpose.NERVOUS in idea.purposes and "nervous" in scene.present)
    if waited or idea.family == APOLOGY or (idea.purposes <= _REMEDIES and idea.nature is Nature.ACT):
        return Turn.OVER
    return Turn.BEYOND if _goes_beyond(idea, cost, scene) else Turn.OTHER


def _is_comfort(idea: Idea, cost: int, scene: Scene) -> bool:
    """Something small to eat or drink, at once."""
    now = not idea.lead and bool(idea.moments & _WHILE_HERE)
    return now and idea.nature is Nature.TREAT and "alcohol" not in idea.all_tags and is_small(cost, scene)


def _goes_beyond(idea: Idea, cost: int, scene: Scene) -> bool:
    """One small thing, between us and them, of another kind than what put it right.

    Help that hangs on a word is left out: it answers that very trouble, or one they do not have.
    """
    act = idea.nature is Nature.ACT
    if idea.public or not idea.purposes & _BEYOND or (act and Purpose.KINDNESS not in idea.purposes):
        return False
    if (act or Purpose.PROBLEM not in idea.purposes) and hangs_on_words(idea):
        return False
    if cost > _about(_A_BOTTLE, scene.house.currency):
        return False
    left = scene.worth_left
    return (left is None or cost <= left) and all(_another_kind(idea, each, scene) for each in remedies(scene))


def _another_kind(idea: Idea, given: Given, scene: Scene) -> bool:
    """Another family, and another nature or another thing: no second bottle after a bottle."""
    had = scene.ideas.get(given.idea or "")
    if idea.family == given.family or idea.key == given.idea:
        return False
    return (had is not None and had.nature is not idea.nature) or not things_in(idea) & taste_words(given.title)


@lru_cache(maxsize=2048)
def _names_credit(text: str) -> bool:
    return _CREDIT_WORDS.search(text) is not None


@lru_cache(maxsize=512)
def things_in(idea: Idea) -> frozenset[str]:
    """What is given, in plain words: "wine", "card"."""
    return taste_words(idea.title).union(*(taste_words(part.what) for part in idea.parts))


@lru_cache(maxsize=64)
def _about(pence: int, currency: str) -> int:
    return estimate_from_gbp(pence, currency)
