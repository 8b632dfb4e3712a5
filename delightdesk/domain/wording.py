"""The wording coach: what in a line had better be said otherwise, and the words to say it in.

Notes are read by colleagues for years and by the guest on the day they ask for them. The coach looks while somebody
types, names what and why in a few words, and offers others; it never stops anybody. It knows nothing but the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from delightdesk.domain.vocabulary import Sector
from delightdesk.domain.wording_health import HEALTH
from delightdesk.domain.wording_lines import BANDS, CHILD, CHILD_STEMS, CHILD_WHY, OCCASION, PROMISE, ROOM, SCHOOL
from delightdesk.domain.wording_manners import RULES as MANNERS
from delightdesk.domain.wording_private import FAITH, RELATIONSHIP
from delightdesk.domain.wording_rules import LEAD, PERSON, SUBJECT, AdviceKind, Rule, compiled
from delightdesk.domain.wording_sectors import CLINICAL, SHOP

__all__ = ["Advice", "AdviceKind", "coach", "is_confided", "reworded"]

_LONGEST = 2_000
_AROUND = 80
_NEEDS = (AdviceKind.HEALTH, AdviceKind.FAITH, AdviceKind.RELATIONSHIP)
_LEFT_OUT = (AdviceKind.CHILD, AdviceKind.ROOM, AdviceKind.JUDGEMENT)
_NO_CHILD = 18
_PERSON_BEHIND = re.compile(rf"\s{PERSON}\b", re.IGNORECASE)
_RULES = (*RELATIONSHIP, *MANNERS, *HEALTH, *FAITH, ROOM, PROMISE, OCCASION)
_CONFIDED = tuple(rule for rule in (*HEALTH, *FAITH) if rule.asks == "sensitive")
_BY_SECTOR = {Sector.CLINIC: (*CLINICAL, *_RULES), Sector.SHOP: (*SHOP, *_RULES)}


@dataclass(frozen=True, slots=True)
class Advice:
    """Advice on the words ``start`` to ``end`` of a line.

    said: these words as they were typed. why: one short plain sentence. offer: the words to put in their place, or "".
    asks: how they could be kept instead: "sensitive", "security", "promise", "occasion", "room", or "".
    """

    kind: AdviceKind
    start: int
    end: int
    said: str
    why: str
    offer: str = ""
    asks: str = ""

    @property
    def changes(self) -> bool:
        """True when `reworded` makes another line of it."""
        return bool(self.offer) or self.kind in _LEFT_OUT


def coach(text: str, sector: Sector = Sector.HOTEL) -> tuple[Advice, ...]:
    """What there is to say about a line, in the order of its words; nothing said twice of the same words."""
    text = text[:_LONGEST].replace("’", "'")
    lowered = text.lower()
    found: list[Advice] = []
    for advice in (*_children(text, lowered), *_by_rules(text, lowered, _BY_SECTOR.get(sector, _RULES))):
        if all(advice.end <= other.start or other.end <= advice.start for other in found):
            found.append(_for(sector, advice))
    return tuple(sorted(found, key=lambda advice: advice.start))


def is_confided(text: str) -> bool:
    """True for words about health or belief, as an import brings them: to be kept hidden, or not at all."""
    text = text[:_LONGEST].replace("’", "'")
    return next(_by_rules(text, text.lower(), _CONFIDED), None) is not None


def reworded(text: str, advice: Advice) -> str:
    """The line with the words offered in the place of the words said; without an offer what says too much goes."""
    if not advice.changes:
        return text
    before, after = text[: advice.start], text[advice.end :]
    if not advice.offer:
        before, after = before.rstrip(" ,("), after.lstrip(" ,")
        return f"{before} {after}".strip() if after[:1] not in tuple(",.;:") else before + after
    if before[-1:].isalnum():
        before += " "
    offer = advice.offer[:1].upper() + advice.offer[1:] if not before and advice.said[:1].isupper() else advice.offer
    return before + offer + after


def _by_rules(text: str, lowered: str, rules: tuple[Rule, ...]) -> Iterator[Advice]:
    threes = {lowered[place : place + 3] for place in range(len(lowered) - 2)}
    for rule in rules:
        if threes.isdisjoint(rule.begins):
            continue
        for first, last in _windows(lowered, rule.each_stem):
            for found in compiled(rule.words).finditer(text, first, last):
                start, end = found.span(found.lastgroup or 0)
                if end == last < len(text):
                    continue  # a window is no end of a line
                if not (rule.unless and compiled(rule.unless).search(text[max(0, start - 60) : start])):
                    yield _advice(rule, text, start, end)


def _windows(lowered: str, stems: tuple[str, ...]) -> list[list[int]]:
    """The parts of a text around the stems: looking closely at these only is what makes it quick."""
    places = sorted(place for stem in stems for place in _places(lowered, stem))
    windows: list[list[int]] = []
    for place in places:
        if windows and place - _AROUND <= windows[-1][1]:
            windows[-1][1] = place + _AROUND
        else:
            windows.append([max(0, place - _AROUND), place + _AROUND])
    return windows


def _places(lowered: str, stem: str) -> Iterator[int]:
    place = lowered.find(stem)
    while place >= 0:
        yield place
        place = lowered.find(stem, place + len(stem))


def _advice(rule: Rule, text: str, start: int, end: int) -> Advice:
    if rule.is_about_people:
        lead = (SUBJECT if rule.kind in _NEEDS else LEAD).search(text[max(0, start - 40) : start])
        start -= len(lead[0]) if lead else 0
        if behind := _PERSON_BEHIND.match(text, end):
            end = behind.end()
    said = text[start:end]
    start, end = start + len(said) - len(said.lstrip()), end - len(said) + len(said.rstrip())
    return Advice(rule.kind, start, end, text[start:end], rule.why, rule.offer, rule.asks)


def _children(text: str, lowered: str) -> Iterator[Advice]:
    """Age bands for ages, and nothing for names and schools."""
    if not any(stem in lowered for stem in CHILD_STEMS.split("|")):
        return
    for found in compiled(CHILD).finditer(text):
        who = found["who"] or found["young"] or found["small"]
        ages = [int(age) for age in (found["age"] or found["old"], found["second"]) if age]
        if any(age >= _NO_CHILD for age in ages) or (not ages and not found["named"]):
            continue
        offer = ", ".join([who, *dict.fromkeys(_band(0 if "month" in found[0].lower() else age) for age in ages)])
        yield Advice(AdviceKind.CHILD, *found.span(), found[0], CHILD_WHY, offer)
    yield from _by_rules(text, lowered, (SCHOOL,))


def _band(age: int) -> str:
    return next(words for last, words in BANDS if age <= last)


def _for(sector: Sector, advice: Advice) -> Advice:
    """In a clinic nothing of health is kept at the desk, with consent or without."""
    if sector is Sector.CLINIC and advice.asks == "sensitive" and advice.kind is AdviceKind.HEALTH:
        return replace(advice, asks="")
    return advice
