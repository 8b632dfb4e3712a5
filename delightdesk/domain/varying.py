"""Varying: a hand of suggestions that are not five times the same.

Taken one by one, each next one weighed down by what it shares with those already taken. Where money is
spent, most of the hand is free, so that an empty purse never means an empty hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from delightdesk.domain.ideas import Idea
from delightdesk.domain.knowledge import ProblemKnown
from delightdesk.domain.merits import REASONS_ENOUGH, Merit, Weights
from delightdesk.domain.turns import Turn
from delightdesk.domain.vocabulary import Purpose

FREE_WITHOUT_ALLOWANCE = 3
"""Gestures that cost nothing, at least, when nothing may be spent."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A gesture that could be suggested. ``cost``, in minor units, is of the basket as it would be given.

    turn: its place where the order is no matter of taste, as in a recovery; a lower one stands before all higher ones.
    """

    idea: Idea
    cost: int
    merit: Merit
    turn: int = 0

    def shares(self, other: Candidate) -> tuple[bool, bool, bool]:
        """Whether two are of one family (or one wish of theirs), serve one purpose, and do so alike: free or paid."""
        purpose = self.merit.purpose is other.merit.purpose
        one_wish = purpose and self.merit.purpose is Purpose.USUAL and self.merit.strong[:1] == other.merit.strong[:1]
        family = self.idea.family == other.idea.family or one_wish
        return family, purpose, purpose and bool(self.cost) == bool(other.cost)


def varied(candidates: Sequence[Candidate], limit: int, free_wanted: int, weights: Weights) -> list[Candidate]:
    """At most ``limit`` candidates, turn by turn and best first, with ``free_wanted`` free ones if there are."""
    left = sorted(candidates, key=lambda each: each.idea.key)
    chosen: list[Candidate] = []
    while left and len(chosen) < limit:
        missing = free_wanted - sum(each.cost == 0 for each in chosen)
        free = [each for each in left if each.cost == 0]
        pool = free if free and missing >= limit - len(chosen) else left
        best = _best(pool, chosen, weights)
        chosen.append(best)
        left.remove(best)
    return chosen


def in_turn(candidates: Sequence[Candidate], problem: ProblemKnown | None) -> Sequence[Candidate]:
    """The same, their turns as this problem has them.

    Turn by turn until it is fixed, gifts and plain kindnesses side by side; then one thing beyond before all others.
    """
    if problem is None:
        return candidates
    if problem.fixed:
        beyond = [each for each in candidates if each.turn == Turn.BEYOND]
        best = max(beyond, key=lambda each: (Purpose.PROBLEM in each.idea.purposes, each.merit.score), default=None)
        return [Candidate(each.idea, each.cost, each.merit, int(each is not best)) for each in candidates]
    places: dict[int, int] = {Turn.OTHER: Turn.GIFT} | ({Turn.MANAGER: 0} if problem.apologies else {})
    return [Candidate(each.idea, each.cost, each.merit, places.get(each.turn, each.turn)) for each in candidates]


def varied_reasons(merits: Iterable[Merit]) -> list[tuple[str, ...]]:
    """The reasons of each in turn; where faint ones must fill up, those that no line before has used."""
    used: Counter[str] = Counter()
    told: list[tuple[str, ...]] = []
    for merit in merits:
        missing = max(0, REASONS_ENOUGH - len(merit.strong))
        faint = sorted(merit.faint, key=lambda reason: used[reason])[:missing]
        used.update(faint)
        told.append(merit.strong + tuple(faint) or merit.why)
    return told


def _best(pool: Sequence[Candidate], chosen: Sequence[Candidate], weights: Weights) -> Candidate:
    """The first of those worth most. What is shared only takes away, so most need not be looked at for it."""
    turn = min(each.turn for each in pool)
    best, most = pool[0], float("-inf")
    for each in pool:
        if each.turn == turn and each.merit.score > most and (worth := _worth(each, chosen, weights)) > most:
            best, most = each, worth
    return best


def _worth(candidate: Candidate, chosen: Sequence[Candidate], weights: Weights) -> float:
    shared = [candidate.shares(each) for each in chosen]
    families, purposes, alike = (sum(column) for column in zip(*shared, strict=True)) if shared else (0, 0, 0)
    crowd = min(weights.purpose_again * max(0, purposes - 1), weights.crowd_at_most)
    likeness = min(weights.much_alike * alike, weights.alike_at_most)
    return round(candidate.merit.score - weights.family_again * families - crowd - likeness, 3)
