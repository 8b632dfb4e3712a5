"""Which rules may be bent out of kindness, and which never.

A late breakfast, a dog in the lobby, ninety minutes more in the room: nobody needs permission to be kind. What protects
somebody's life, health, rights or licence is not the desk's to give away, so it is refused here and nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from delightdesk.domain.problem_words import meant, plain_words, singular
from delightdesk.domain.telltales import tags_in

_AGES = r"(?:\d|1[0-7]) ?(?:(?:year|yr) ?old|yo)"
_MINOR = (
    rf"(?:minor|underage|under age|child|children|kid|teen|teenager|toddler|baby|son|daughter|under 1?[0-9]s?|{_AGES})"
)
_FOR_ADULTS = (
    r"(?:casino|gambling|tobacco|cigarette|cigar|vape|sauna|steam (?:room|bath)|solarium|gym|treadmill|slot machine)"
)
_FOOD = r"(?:food|buffet|milk|meat|fish|cake|dish|sandwich|salad|cheese|leftover)"
_POURED = r"(?:serve|served|serving|pour|another|more|drink|bar)"
_DRUNK = r"(?:drunk|intoxicated|tipsy)"
_CLOSED = (
    r"(?:after (?:hour|closing|midnight)|past (?:closing|midnight)|closing time|last order|when closed|while closed)"
)
_ONES_OWN = r"(?:name|number|data|detail|room|address|key|bill|booking)"


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule that stays as it is: what it is called at the head of the sentence, and the words that touch it."""

    name: str
    words: re.Pattern[str]
    with_alcohol: bool = False


def _rule(name: str, *words: str, with_alcohol: bool = False) -> _Rule:
    return _Rule(name, re.compile(rf"\b(?:{'|'.join(words)})\b"), with_alcohol)


_RULES = (
    _rule("The rule on alcohol for minors", _MINOR, "under (?:18|21)", "age", with_alcohol=True),
    _rule(
        "The age limit",
        "underage", "under age", "age (?:limit|check|rule)", "(?:minimum|legal|proof of) age", "adult only",
        "over (?:18|21)", rf"{_MINOR}.* {_FOR_ADULTS}", rf"{_FOR_ADULTS}.* {_MINOR}",
    ),
    _rule("The licence for drinks", "licen[cs]e", "licensing", rf"(?:bar|drink)\b.* {_CLOSED}"),
    _rule("The licence for drinks", _CLOSED, with_alcohol=True),
    _rule(
        "The licence for drinks",
        rf"{_POURED} .*{_DRUNK}", rf"{_DRUNK} .*{_POURED}", "(?:drink|round) for (?:a |the )?minor",
    ),
    _rule("The law on drink and driving", "one for the road", "drink driv\\w+"),
    _rule("The law on drink and driving", "driv(?:e|er|ing)", with_alcohol=True),
    _rule(
        "Fire safety",
        "fire(?! ?(?:place|pit|side))", "smoke (?:alarm|detector)", "detector",
        "candle (?:\\w+ )*(?<!dining )room", "alarm(?! (?:clock|call))", "sprinkler",
        "evacuation",
        "extinguisher", "(?:naked|open) flame", "exit", "escape (?:route|way)",
        "emergency (?:door|light|way|stair\\w*)",
        "barbecue (?:in|on)", "smok(?:e|ing) (?:in|inside)",
    ),
    _rule(
        "The number of people allowed",
        "occupancy", "capacity", "overcrowd\\w*", "too many (?:people|person|guest)",
        "maximum (?:people|person|guest|number)", "(?:people|person|guest) (?:over|above) the limit",
        "(?:more|extra|additional) (?:people|person|guest) (?:in|than)",
        r"\d+ (?:people|person|guest|adult)?\b.*\b(?:room|suite|hall|lift|pool|bus|shuttle|boat) for (?:\d+|two|four)",
    ),
    _rule(
        "The safety of locks and keys", "lock", "unlock", "unlocked", "master ?key", "pass ?key", "door code",
        "prop(?:ped)? open",
    ),
    _rule(
        "Pool and water safety",
        "pool(?! (?:towel|table|view|bar))", "lifeguard", "swim\\w*", "hot tub", "jacuzzi", "whirlpool", "diving",
    ),
    _rule(
        "Safety", "safety", "seat ?belt", "(?:child|car) seat", "roof(?! (?:terrace|bar|garden))", "helmet",
        "lift shaft",
    ),
    _rule(
        "The law on identity and registration",
        "id", "passport", "identity", "identification", "registration", "register(?:ed|ing)?", "unregistered",
        "(?:false|fake|invented) name",
    ),
    _rule(
        "Tax law", "tax", "vat", "(?:off|without) the book", "backdate\\w*",
        "(?:false|fake|blank) (?:receipt|invoice)",
        r"(?:receipt|invoice|bill) with .*\b(?:date|amount|sum)",
        r"(?:other|another|different|wrong) (?:date|amount|sum) on",
    ),
    _rule(
        "The privacy of other guests",
        rf"{_ONES_OWN} of (?:an?other|other|a) guest", rf"(?:other|another) guest {_ONES_OWN}",
        "(?:neighbou?r|somebody else|someone else|other people)s? room", "room number",
        "guest (?:list|data|record)",
        "data", "cctv", "privacy", "gdpr", "(?:which|what) room", "who (?:is|stay|sleep)\\w* in",
    ),
    _rule("The rule on consent", "(?:without|before|no) (?:\\w+ )?consent"),
    _rule("The law", "gambl\\w+", "(?<!in )law", "legal", "illegal", "police", "regulation"),
    _rule(
        "The rule on allergens and food safety",
        "allerg\\w+", "epipen", "may contain", "use by", "best before",
        rf"{_FOOD}\b.*\b(?:expired|out of date|past (?:\w+ )?(?:date|expiry))",
        "(?:dog|cat|pet|animal) (?:in|into|through) the kitchen", "raw (?:chicken|egg|meat)", "hygiene",
        "fridge temperature", "cross contamination",
    ),
    _rule(
        "The rule on medicines",
        "medicine", "medication", "pill", "drug", "prescription", "painkiller", "paracetamol", "ibuprofen", "aspirin",
        "antibiotic", "antihistamine", "insulin", "injection", "dose", "sedative", "sleeping tablet",
    ),
)  # fmt: skip

_MENDED = frozenset({
    "alcohol", "allergen", "allergic", "allergy", "antibiotic", "aspirin", "capacity", "casino", "emergency",
    "extinguisher",
    "hygiene", "identification", "identity", "illegal", "insulin", "licence", "license", "lifeguard", "medication",
    "medicine", "occupancy", "painkiller", "paracetamol", "passport", "prescription", "privacy", "registration",
    "safety",
    "sprinkler", "teenager", "tobacco", "underage", "unlocked",
})  # fmt: skip
"""Words whose slips are mended; none of them is near another plain word."""
_WOULD = re.compile(r"\bi['’]d\b", re.IGNORECASE)
"""What would read as an identity paper."""


def refuse_bend(rule: str) -> str:
    """One plain sentence why this rule is not bent, "" when it may be bent kindly.

    Word by word, slips of a letter forgiven; where in doubt about somebody's safety it says no.
    """
    words = plain_words(_WOULD.sub("would", rule))
    plain = " ".join(meant(singular(word), _MENDED) for word in words)
    alcohol = "alcohol" in tags_in(rule) or re.search(r"\balcohol\b(?! free)", plain) is not None
    for each in _RULES:
        if each.words.search(plain) and (alcohol or not each.with_alcohol):
            return f"{each.name} is not bent for anybody, so nothing was logged; please find another kindness."
    return ""
