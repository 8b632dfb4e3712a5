"""Capacity honesty: how many people a promise speaks of, and whether the house said it cannot.

A party of twenty-five promised to a kitchen for twelve is a broken promise in the making; it is seen while it is typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from delightdesk.domain.playbooks import Playbook

_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_MANY = {"dozen": 12, "hundred": 100}

_ONE = "|".join(sorted(_ONES, key=len, reverse=True))
_TEN = "|".join(_TENS)
_SPELT = rf"(?:(?:a|{_ONE}) )?(?:{'|'.join(_MANY)})(?:(?: and)? (?:{_TEN}))?|(?:{_TEN})(?:[ -](?:{_ONE}))?|(?:{_ONE})"
_COUNT = (
    rf"(?<![\d.,:/-])(?<!room )(?<!table )(?<!no )(?:\d{{1,4}} ?(?:-|–|to|or) ?)?(?P<count>\d{{1,4}}|\b(?:{_SPELT}))"
)
_CHILDREN = r"children|child|kids?|infants?|babies|toddlers?"
_PEOPLE = (
    r"people|persons?|guests?|pax|covers?|diners?|adults?|heads?|seats?|friends|colleagues|of (?:us|them)|visitors?|"
    r"patients?|customers?|players|ladies|gentlemen|men|women|delegates|travellers"
)
_NOT_PEOPLE = (
    r"(?! ?(?:[%€£$:.]\d*|(?:min(?:ute)?s?|h|hrs?|hours?|"
    r"days?|nights?|weeks?|months?|years?|am|pm|o'?clock|uhr|euros?|eur|"
    r"gbp|usd|pounds?|dollars?|bottles?|rooms?|beds?|towels?|st|nd|rd|th|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|"
    r"aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*)\b))(?![\d/-])"
)
_MEAL = (
    r"table|party|group|reservation|booking|dinner|lunch|breakfast|brunch|supper|tea|drinks|buffet|menu|cake|coach|bus"
)
_SAID = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_COUNT}\+? ?(?:(?:more|hungry|extra|other|happy|nice) )?(?:{_PEOPLE}|{_CHILDREN})\b",
        rf"\b(?:{_MEAL}) (?:for|of) (?:about |around |up to )?{_COUNT}\b{_NOT_PEOPLE}",
        rf"\b(?:we|they) (?:are|will be|come) {_COUNT}\b{_NOT_PEOPLE}",
    )
)
_FOR_FEW = re.compile(rf"\bfor (?:about |around |up to )?{_COUNT}\b{_NOT_PEOPLE}", re.IGNORECASE)
_ADDED = tuple(
    re.compile(rf"{_COUNT} (?:{who})\b", re.IGNORECASE) for who in (r"adults?|people|guests?|grown-?ups", _CHILDREN)
)
_MOST_OF_PEOPLE = re.compile(rf"(?:{_PEOPLE}|{_CHILDREN}|a (?:table|party|group))?", re.IGNORECASE)
_LARGEST_BARE = 99
"""Above it "for 412" is rather a room than a party."""


def people_in(text: str) -> int:
    """How many people a promise speaks of: 25 in "table for 25" and "group of twenty-five"; 0 in "room 25", "25 min".

    Of several counts the largest; adults and children are added up.
    """
    counts = [_number(found["count"]) for said in _SAID for found in said.finditer(text)]
    counts += [few for found in _FOR_FEW.finditer(text) if (few := _number(found["count"])) <= _LARGEST_BARE]
    both = [_number(found["count"]) for added in _ADDED if (found := added.search(text))]
    return max([*counts, sum(both)], default=0)


def over_limit(playbooks: Iterable[Playbook], text: str, party: int) -> tuple[Playbook, int] | None:
    """The tightest limit on people that is exceeded, and by how many people it is spoken of; None when none is.

    ``party``: how many the visit counts, whatever the words say.
    """
    people = max(people_in(text), party)
    limits = (book for book in playbooks if 0 < book.most < people and _MOST_OF_PEOPLE.fullmatch(book.most_of.strip()))
    tightest = min(limits, key=lambda book: (book.most, book.key), default=None)
    return None if tightest is None else (tightest, people)


def _number(words: str) -> int:
    """12 of "12", "twelve" and "a dozen", 25 of "twenty-five", 120 of "a hundred and twenty"."""
    if words.isdecimal():
        return int(words)
    total, before = 0, 0
    for word in re.split(r"[ -]", words.casefold()):
        if word in _MANY:
            total, before = total + max(before, 1) * _MANY[word], 0
        else:
            before += _ONES.get(word, _TENS.get(word, 0))
    return total + before
