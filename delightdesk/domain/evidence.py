"""Evidence: what past reactions, over all guests, say about a gesture.

A few warm reactions prove little, so the share of warm ones is drawn towards what is ordinary for the
house until there are enough of them. The result nudges the order of suggestions and never decides it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from delightdesk.domain.knowledge import Given
from delightdesk.domain.vocabulary import GestureState, Reaction

ENOUGH = 5
"""Reactions needed before they count at all."""

_ORDINARY_WARM, _ORDINARY_COOL = 4.0, 2.0
_WARM = frozenset({Reaction.MOVED, Reaction.DELIGHTED, Reaction.PLEASED})


@dataclass(frozen=True, slots=True)
class Evidence:
    """How one gesture was taken.

    given: how often it was delivered. warm, neutral, uneasy: the reactions noted; many deliveries have none.
    """

    idea: str
    given: int
    warm: int
    uneasy: int
    neutral: int = 0

    @property
    def answered(self) -> int:
        """Deliveries of which the reaction was noted."""
        return self.warm + self.neutral + self.uneasy

    @property
    def lift(self) -> float:
        """How much warmer than ordinary it was taken, between -1 and 1; 0.0 while too little is known.

        The warm share is smoothed with six imagined ordinary reactions (a Beta prior); an uneasy guest
        weighs double, because making someone uneasy costs more than a smile earns.
        """
        if self.answered < ENOUGH:
            return 0.0
        ordinary = _ORDINARY_WARM / (_ORDINARY_WARM + _ORDINARY_COOL)
        warm = self.warm + _ORDINARY_WARM
        cool = self.neutral + 2 * self.uneasy + _ORDINARY_COOL
        return warm / (warm + cool) - ordinary

    @property
    def reason(self) -> str:
        """The finding in words: ``"taken warmly 8 of 9 times"``; empty while there is too little to go by."""
        return f"taken warmly {self.warm} of {self.answered} times" if self.answered >= ENOUGH else ""


def summarise(given: Iterable[Given]) -> dict[str, Evidence]:
    """Evidence by idea key, from gestures that were delivered. Gestures that follow no idea are left out."""
    seen: defaultdict[str, list[Reaction | None]] = defaultdict(list)
    for each in given:
        if each.idea is not None and each.state is GestureState.DELIVERED:
            seen[each.idea].append(each.reaction)
    return {
        idea: Evidence(
            idea=idea,
            given=len(reactions),
            warm=sum(reaction in _WARM for reaction in reactions),
            uneasy=reactions.count(Reaction.UNEASY),
            neutral=reactions.count(Reaction.NEUTRAL),
        )
        for idea, reactions in sorted(seen.items())
    }
