"""Merits: what the score of a gesture is made of.

One table of weights, so that a house can see the order and argue with it, and the points given by it, each
with its reason, so that no number stands without words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from delightdesk.domain.ideas import Idea
from delightdesk.domain.signals import Scene, holds
from delightdesk.domain.turns import Turn, hangs_on_words, is_small
from delightdesk.domain.vocabulary import Moment, Purpose

LIGHT = 2
"""Severity up to which something small is enough."""

REASONS_ENOUGH = 2
"""With so many strong reasons the faint ones are left out."""

_LEAVING = frozenset({Moment.CHECK_OUT, Moment.AFTER})
_HELPS = frozenset({Turn.APOLOGY, Turn.TRUE_TIME, Turn.FIX})


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each consideration counts; the strongest is about forty, a tie-breaker about two."""

    problem: float = 40.0
    occasion: float = 24.0
    named_kind: float = 8.0
    per_day_off: float = 2.0
    nervous: float = 20.0
    usual: float = 16.0
    stale_usual: float = 12.0
    liked: float = 10.0
    first_visit: float = 12.0
    crisis: float = 20.0
    lukewarm: float = 8.0
    nature: float = 6.0
    fit: float = 5.0
    timing: float = 2.0
    made_for_it: float = 6.0
    apology: float = 15.0
    bring_manager: float = 10.0
    beyond: float = 10.0
    fits_counted: int = 3
    never_given: float = 3.0
    free: float = 4.0
    on_shift: float = 3.0
    kindness: float = 2.0
    proven: float = 2.0
    evidence: float = 18.0
    side_purpose: float = 0.25
    for_everything: float = 0.5
    family_again: float = 12.0
    purpose_again: float = 6.0
    much_alike: float = 4.0
    crowd_at_most: float = 12.0
    alike_at_most: float = 8.0
    paid_already: float = 18.0
    usual_is_no_gift: float = 0.25
    before_fixed: float = 16.0
    small_is_enough: float = 12.0
    routine: float = 12.0
    weak_fit: float = 12.0
    paid_for_nothing: float = 6.0
    meant_for_problems: float = 3.0
    nothing_wrong: float = 24.0
    seen_once: float = 4.0
    not_yet: float = 6.0
    not_here_yet: float = 6.0
    public: float = 5.0


@dataclass(frozen=True, slots=True)
class Point:
    """One consideration: its weight (minus when it speaks against), the reason for it, the caution it brings.

    of_guest: it comes from what is known of this guest rather than from the gesture or the house.
    faint: true of nearly every gesture, so that it only tells the desk something where little else does.
    purpose: the purpose it serves, where it is one of the gesture's purposes that counts.
    """

    weight: float
    why: str = ""
    caution: str = ""
    of_guest: bool = False
    purpose: Purpose | None = None
    faint: bool = False


@dataclass(frozen=True)
class Merit:
    """All considerations on one idea together. Without slots, because what is asked of it often is kept."""

    points: tuple[Point, ...]

    @cached_property
    def score(self) -> float:
        """The sum of the weights, rounded so that the order never hangs on the last bit."""
        return round(sum(point.weight for point in self.points), 3)

    @cached_property
    def purpose(self) -> Purpose:
        """What it would mainly be given for."""
        served = [point for point in self.points if point.purpose is not None and point.weight > 0]
        main = max(served, key=lambda point: point.weight, default=None)
        return main.purpose if main is not None and main.purpose is not None else Purpose.KINDNESS

    @property
    def match(self) -> float:
        """The part of the score that comes from the guest."""
        return round(sum(point.weight for point in self.points if point.of_guest and point.weight > 0), 3)

    @property
    def why(self) -> tuple[str, ...]:
        """Reasons, strongest first, each once; the faint ones come last and only fill up to two."""
        return self.strong + self.faint[: max(0, REASONS_ENOUGH - len(self.strong))] or ("safe for this guest",)

    @property
    def strong(self) -> tuple[str, ...]:
        """Reasons that tell the desk something of this guest, strongest first."""
        return self._reasons(faint=False)

    @property
    def faint(self) -> tuple[str, ...]:
        """Reasons that would hold for nearly any gesture, strongest first."""
        return self._reasons(faint=True)

    @property
    def cautions(self) -> tuple[str, ...]:
        """What staff should mind."""
        return tuple(dict.fromkeys(point.caution for point in self.points if point.caution))

    def _reasons(self, *, faint: bool) -> tuple[str, ...]:
        found = [point for point in self.points if point.why and point.weight > 0 and point.faint is faint]
        return tuple(dict.fromkeys(point.why for point in sorted(found, key=lambda point: -point.weight)))


def recovery_points(idea: Idea, cost: int, turn: Turn, scene: Scene, weights: Weights) -> Iterator[Point]:
    """What speaks against a gesture for a guest whom we failed: it comes too soon, costs too much, is not enough.

    ``cost`` is in minor units, of the basket as it would be given.
    """
    problem = scene.known.problem
    if problem is None:
        return
    remedy = scene.is_remedy(idea)
    if turn is Turn.CREDIT:
        yield Point(0.0, caution="Hand it over at once, never by post, never alone")
    if remedy and problem.spoiled is None and problem.severity <= LIGHT and not is_small(cost, scene):
        yield Point(-weights.small_is_enough)
    if problem.fixed:
        return
    if remedy and idea.moments <= _LEAVING:
        yield Point(-weights.not_yet)
    if remedy and hangs_on_words(idea) and not any(holds(each, scene.present) for each in idea.needs | idea.fits):
        yield Point(-weights.weak_fit)
    if cost and turn in (Turn.GIFT, Turn.CREDIT):
        said = "Put it right first" if problem.apologies else "Apologise and put it right first"
        yield Point(-weights.before_fixed, caution=said)
    elif cost and turn is Turn.FIX and not problem.apologies:
        yield Point(0.0, caution="Apologise first")
    if problem.times_this_visit > 1 and turn in _HELPS:
        yield Point(0.0, caution=f"Second failure this visit: words alone are not enough, bring {scene.manager}")
