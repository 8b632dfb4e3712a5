"""An idea: one gesture of the catalogue, as packs and the house define it.

Ideas are plain values. What they contain is said in *tags* (see `domain.cautions`), part by part, so that
the filter can leave out the strawberries and keep the champagne instead of losing the whole gesture.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from delightdesk.domain.vocabulary import Moment, Nature, Purpose


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a gesture's basket.

    ``cost`` is what the house usually pays, in minor units of the house's currency. ``contains`` holds
    tags. ``essential`` parts cannot be left out; others may be, or are replaced by ``swap`` where the swap
    itself is safe.
    """

    what: str
    cost: int
    contains: frozenset[str] = frozenset()
    essential: bool = True
    swap: Part | None = None


@dataclass(frozen=True, slots=True)
class Idea:
    """A gesture the house knows how to give.

    key: stable name within the sector's catalogue, such as ``"g05"``; house-made ones start with ``"own-"``.
    title: what the desk calls it; a replaced part's word is replaced in the title too.
    family: ideas of one family count as "the same gesture" for the surprise guard (champagne and its twin).
    lead: how long it takes from "yes" to ready.
    needs: signals that must all be known of the guest before it is offered (see `domain.suggest.signals`).
    fits: signals that make it fit better; each one adds to the score and gives its own reason.
    twin: key of the alcohol-free form; the two are shown as one suggestion with two forms.
    swaps: keys of safe ideas to offer when this one is ruled out.
    ask: what to ask the guest again before giving, one short sentence each.
    say: the sentence to say, with ``{name}`` and ``{occasion}`` as the only placeholders.
    how: how to give it well (the manner matters more than the thing).
    public: others see it, so it needs the guest's consent and never goes to incognito guests.
    bends_rule: a small house rule is bent; it is logged with a reason.
    """

    key: str
    title: str
    family: str
    purposes: frozenset[Purpose]
    parts: tuple[Part, ...]
    doer: str
    lead: timedelta
    moments: frozenset[Moment]
    nature: Nature
    place: str
    say: str
    how: str
    contains: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    fits: frozenset[str] = frozenset()
    twin: str | None = None
    swaps: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    public: bool = False
    adults_only: bool = False
    bends_rule: bool = False
    from_story: bool = False
    own: bool = field(default=False)

    @property
    def cost(self) -> int:
        """What the whole basket usually costs, in minor units."""
        return sum(part.cost for part in self.parts)

    @property
    def all_tags(self) -> frozenset[str]:
        """Everything in it: the idea's own tags and those of every part."""
        return self.contains.union(*(part.contains for part in self.parts)) if self.parts else self.contains
