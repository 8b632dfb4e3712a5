"""What a rule of the wording coach is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache


class AdviceKind(StrEnum):
    """What words are about that had better be said otherwise, or kept elsewhere."""

    JUDGEMENT = "judgement"
    DRINK = "drink"
    HEALTH = "health"
    FAITH = "faith"
    RELATIONSHIP = "relationship"
    CHILD = "child"
    OPINION = "opinion"
    BAN = "ban"
    ROOM = "room"
    PROMISE = "promise"
    OCCASION = "occasion"


PERSON = (
    r"(?:guests?|(?:wo)?m[ae]n|lad(?:y|ies)|gentlem[ae]n|customers?|clients?|patients?|persons?|people|couples?|"
    r"famil(?:y|ies)|guys?|bloke|girl|gast|gäste|kund(?:e|in)|frau|mann|paar|client|cliente|couple|femme|homme|señora?|"
    r"mujer|hombre|pareja|huésped|ospite|signora?|donna|uomo|coppia)"
)
"""Somebody, in a word that may stand behind the one that is advised on."""

_SMALL = (
    r"(?:very|really|quite|so|rather|extremely|always|a bit|a|an|such|just|too|pretty|been|being|sehr|ein|eine|einen|"
    r"immer|très|un|une|toujours|muy|una|siempre|molto|sempre)"
)
_IS = r"(?:is|was|are|were|be|has been|ist|war|sind|est|était|es|era|fue|è|sono)"

LEAD = re.compile(rf"(?:(?:(?<=\w)'(?:s|re) |\b{_IS} )(?:{_SMALL} )*|(?:\b{_SMALL} )+)$", re.IGNORECASE)
"""Small words before it that go with it when other words are put in its place."""

SUBJECT = re.compile(
    rf"(?:\b(?:s?he|they|guest|sie|er|elle|il|ella|él|lei|lui)(?:'s|'re| {_IS})? )?(?:\b{_IS} )?(?:\b{_SMALL} )*$",
    re.IGNORECASE,
)
"""The same with the pronoun, where the offer is a need and no sentence about somebody."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing to advise on.

    stems: without one of these, each of three letters or more with "|" between, a text holds none of its words.
    words: the pattern of what is looked for; a named group in it is what is meant. offer: the words to put in its
    place, or "". asks: how it could be kept instead, see `wording.Advice`. unless: the pattern of what must not stand
    right before. is_about_people: small words before and the person named behind go with the words.
    """

    kind: AdviceKind
    stems: str
    words: str
    why: str
    offer: str = ""
    asks: str = ""
    unless: str = ""
    is_about_people: bool = False
    each_stem: tuple[str, ...] = field(init=False)
    begins: frozenset[str] = field(init=False)
    """The first three letters of each stem, by which most rules are passed over without a closer look."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "each_stem", tuple(self.stems.split("|")))
        object.__setattr__(self, "begins", frozenset(stem[:3] for stem in self.each_stem))


@cache
def compiled(words: str) -> re.Pattern[str]:
    """The pattern, ready to look; made when first wanted, because all at once take a tenth of a second."""
    return re.compile(words, re.IGNORECASE)


_BETWEEN = re.compile(r"\s+\|\s+")
_BROKEN_INSIDE = re.compile(r"(?<=\S\|)\n\s*")


def any_of(words: str, after: str = "") -> str:
    """A pattern of whole words or phrases, written with `` | `` between; ``after``: a lookahead behind them.

    A line may also be broken behind a bar inside a phrase, which has no blank before it.
    """
    each = "|".join(_BETWEEN.split(_BROKEN_INSIDE.sub("", words.strip())))
    return rf"\b(?:{each})\b{after}"


def before(words: str) -> str:
    """A pattern that holds when one of the words stands right before."""
    return rf"\b(?:{words})$"
