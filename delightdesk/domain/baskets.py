"""Baskets: an idea as it can really be given, with everything unsafe left out or replaced.

The strawberries go and the champagne stays: a gesture is lost only when one of its essential parts is unsafe
and has no safe swap.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from delightdesk.domain.avoiding import Avoidance, Cause
from delightdesk.domain.ideas import Idea, Part


@dataclass(frozen=True, slots=True)
class Basket:
    """What is given: title, lines with cost in minor units, the tags in it, and what was left out and why."""

    title: str
    lines: tuple[tuple[str, int], ...]
    contains: frozenset[str]
    left_out: tuple[str, ...] = ()

    @property
    def cost(self) -> int:
        """The whole basket, in minor units."""
        return sum(cost for _, cost in self.lines)


@dataclass(frozen=True, slots=True)
class Unsafe:
    """No safe basket can be made of the idea; the causes say why."""

    because: tuple[str, ...]


def basket(idea: Idea, avoid: Avoidance) -> Basket | Unsafe:
    """The idea without anything to be avoided, or why that cannot be."""
    causes = list(avoid.against("" if idea.parts else idea.title, idea.contains))
    title, kept, left_out = idea.title, [], []
    for part in idea.parts:
        against = avoid.against(part.what, part.contains)
        if not against:
            kept.append(part)
            continue
        swap = _safe_swap(part, avoid)
        if swap is None and part.essential:
            causes += against
            continue
        if swap is not None:
            kept.append(swap)
        title = _retitled(title, part, swap)
        left_out.append(_left_out(part, swap, against))
    if idea.parts and not kept:
        causes += [cause for part in idea.parts for cause in avoid.against(part.what, part.contains)]
    if causes:
        return Unsafe(tuple(dict.fromkeys(cause.text for cause in causes)))
    contains = idea.contains.union(*(part.contains for part in kept))
    return Basket(title, tuple((part.what, part.cost) for part in kept), contains, tuple(left_out))


def _safe_swap(part: Part, avoid: Avoidance) -> Part | None:
    swap = part.swap
    while swap is not None and avoid.against(swap.what, swap.contains):
        swap = swap.swap
    return swap


def _left_out(part: Part, swap: Part | None, against: tuple[Cause, ...]) -> str:
    reasons = " and ".join(dict.fromkeys(cause.brief(part.what) for cause in against))
    instead = f", {swap.what} instead" if swap is not None else ""
    return f"{part.what} left out: {reasons}{instead}"


def _retitled(title: str, part: Part, swap: Part | None) -> str:
    """The title without the part's word, or with the swap's word in its place, upper or lower case kept."""
    old = _word_in(title, part.what)
    if not old:
        return title
    if swap is not None:
        new = swap.what if old == part.what.casefold() else swap.what.split()[-1]
        return re.sub(rf"\b{re.escape(old)}\b", lambda match: _cased(new, match[0]), title, flags=re.IGNORECASE)
    word = re.escape(old)
    shorter = re.sub(rf"(?:,| and| with| &) {word}\b|\b{word}(?:,| and| with| &) ", "", title, flags=re.IGNORECASE)
    return _cased(shorter, title) if shorter != title else f"{title}, no {part.what}"


def _word_in(title: str, what: str) -> str:
    """The words of ``what`` that stand in the title: all of them, else the last one, else nothing."""
    for words in (what.casefold(), what.casefold().split()[-1] if what.split() else ""):
        if words and re.search(rf"\b{re.escape(words)}\b", title.casefold()):
            return words
    return ""


def _cased(new: str, like: str) -> str:
    first = new[:1].upper() if like[:1].isupper() else new[:1].lower()
    return first + new[1:]
