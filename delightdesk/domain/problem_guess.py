"""What a report in a few words says: which problem, how bad, whose doing, where.

"412 shower cold and no towels" is all that fits into twenty seconds with an angry guest at the desk. The guess fills
in the rest and is only offered: what was typed is kept word for word, and everything guessed can be changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from delightdesk.domain.forbidden import without
from delightdesk.domain.problem_harm import harm_in
from delightdesk.domain.problem_kinds import KINDS, OTHER, Kind, kinds_for
from delightdesk.domain.problem_words import meant, plain_words, same, singular
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import Fault, Sector

HARM, WORST_WITHOUT_HARM = 5, 4
_LONGEST_WHAT, _LONGEST_KEY, _MOST_IN_PHRASE = 300, 120, 6


@dataclass(frozen=True, slots=True)
class Guess:
    """What the words say. ``room`` also holds a table's number; ``what`` is the rest, word for word."""

    kind: str
    severity: int
    cause: str
    fault: Fault
    room: str
    what: str


_UNIT = (
    r"(?:min(?:ute)?s?|h|hrs?|hours?|days?|nights?|weeks?|times?|x|am|pm|people|persons?|guests?|pax|euros?|eur|gbp|"
    r"usd|pounds?|dollars?|percent|st|nd|rd|th|of|or|and|more|years?|k?g|[mc]?l|k?m)\b"
)
_NAMED_PLACE = r"(?:room|rm|table|tbl|suite|seat|chair|unit|bay|cabin|zimmer|tisch)\.?,? ?(?:no\.?|number|nr\.?|#)? ?"
_NUMBER = r"(?:\d{1,5}[a-f]?|[a-z]\d{1,4})\b(?![.:/,]\d)"
_LEADING = re.compile(rf"(?:(?:at|in|from|for) )?{_NAMED_PLACE}(?P<room>{_NUMBER})", re.IGNORECASE)
_BARE = re.compile(
    r"(?:(?:in|from) (?=\d{3}))?(?P<room>\d{3,5}[a-f]?|[a-z]\d{1,4}|\d{1,2}[a-f]|"
    r"(?:[2-9]|\d\d)(?=[ ,:-]+\S+(?<!s)(?: |$)))"
    rf"\b(?![.:/,]\d)(?![ -]*{_UNIT}| ?[%€£$])",
    re.IGNORECASE,
)
_ANYWHERE = re.compile(
    rf"\b(?:{_NAMED_PLACE}(?P<room>{_NUMBER})|"
    rf"(?:in|from) (?P<number>\d{{3}}[a-f]?)\b(?![.:/,]\d)(?![ -]*{_UNIT}| ?[%€£$]))",
    re.IGNORECASE,
)

_OTHERWISE = {
    "out of order": "broken", "fire alarm": "alarm", "smoke alarm": "alarm", "smoke detector": "alarm",
    "waiting room": "lounge", "fell out": "came out", "fell off": "came off",
}  # fmt: skip
"""Runs of words that would be read as something else: an alarm is no fire, and a filling that fell out no fall."""
_MEANS_OTHERWISE = re.compile(rf"\b(?:{'|'.join(_OTHERWISE)})\b(?! (?:of|the|her|his|a) )")
_FLOOR = re.compile(r"\b(\d{1,2}(?:st|nd|rd|th)|ground|top) floor\b|\bfloor (\d{1,2})\b")
_STOPS = frozenset({
    "a", "again", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "for", "from",
    "had", "has", "have", "he", "her", "here", "his", "i", "in", "is", "it", "its", "just", "my", "of", "on", "or",
    "our", "please", "she", "so", "still", "that", "the", "their", "there", "they", "this", "to", "too", "very",
    "was", "we", "were", "with", "you", "your",
})  # fmt: skip

_WORSE = re.compile(
    r"\b(?:again|ruin\w*|anniversar\w+|wedding|honeymoon|birthday|proposal|furious|crying|cried|in tear|angry|outrag\w+"
    r"|very upset|desperate|(?:2nd|3rd|4th|5th|6th) (?:time|day|night)|every (?:day|night|time)"
    r"|(?:twice|three time) (?:now|already|this)|bite"
    r"|missed (?:\w+ )?(?:train|flight|plane|ferry|bus|meeting|interview|show))\b"
)
_FAULTS = (
    (Fault.SUPPLIER, re.compile(
        r"\b(?:supplier|contractor|subcontractor|courier|dhl|fedex|dpd|caterer|wholesaler|manufacturer|brewery)\b"
        r"|\b(?:not|isnt|arent|wasnt) ours?\b"
        r"|\b(?:laundry|taxi|shuttle|coach|bus|delivery|parcel|cleaning|security|rental|linen|catering) "
        r"(?:company|firm|service|people|driver)\b|\b(?:rented|leased|hired) (?:machine|van|bus|car|equipment)\b"
    )),
    (Fault.THIRD_PARTY, re.compile(
        r"\b(?:airline|airport|railway|train|ferry|travel agent|travel agency|tour operator|booking com|expedia"
        r"|landlord|booking site|council|roadwork|road work|construction site|building site|neighbour|neighbor"
        r"|(?:another|other) guest|(?:club|bar) next door|thief|thieve|insurer|third party)\b"
    )),
    (Fault.NOBODY, re.compile(
        r"\b(?:weather|storm|snow|fog|lightning|power cut|blackout|earthquake|heatwave|act of god|nobody fault)\b"
    )),
)  # fmt: skip


def guess(words: str, sector: Sector) -> Guess:
    """What a report says. Never raises: what says nothing is "other", an inconvenience, ours to put right."""
    kept = without(clean(words, _LONGEST_WHAT))[0]
    room, what = _place(kept)
    tokens = _told(what)
    plain = " ".join(tokens)
    fault = next((fault for fault, pattern in _FAULTS if pattern.search(plain)), Fault.OURS)
    harm = harm_in(plain)
    if harm and sector not in KINDS[harm].sectors:
        harm = "safety"
    kind = KINDS[harm] if harm else _likeliest(tokens, sector, fault)
    severity = HARM if harm else kind.severity
    if severity < HARM and _WORSE.search(plain):
        severity = min(WORST_WITHOUT_HARM, severity + 1)
    return Guess(kind.key, severity, _cause(kind, tokens), fault, room, what)


def cause_key(text: str) -> str:
    """The words that make a cause, without order, small words and plurals; "" for nothing.

    Two reports of one cause must count as one however they were typed: "cold showers 3rd floor" and "shower cold again,
    third floor" have the same key. At most 120 characters.
    """
    words = sorted({word for word in map(same, plain_words(text)) if word not in _STOPS})
    kept: list[str] = []
    for word in words:
        if sum(map(len, kept)) + len(kept) + len(word) > _LONGEST_KEY:
            break
        kept.append(word)
    return " ".join(kept)


def _place(line: str) -> tuple[str, str]:
    """The room or table a report begins with, and the rest; one named later stays in the rest too."""
    if found := _LEADING.match(line) or _BARE.match(line):
        return found["room"], line[found.end() :].lstrip(" ,;:.-–—")
    named = _ANYWHERE.search(line)
    return (named["room"] or named["number"] if named else ""), line


def _told(what: str) -> list[str]:
    words = [same(meant(singular(word), _known_words())) for word in plain_words(what)]
    return _MEANS_OTHERWISE.sub(lambda found: _OTHERWISE[found[0]], " ".join(words)).split()


def _likeliest(tokens: list[str], sector: Sector, fault: Fault) -> Kind:
    """The kind most of whose words stand there; of equals the one that stands first in the table."""
    places = _places(tokens)
    best, most = KINDS[OTHER], 0
    for kind in kinds_for(sector):
        things, signs = (_found(groups, places) for groups in _groups(kind.key))
        score = sum(1 + size for _, _, size in things)
        score += any(things or not _SAYS_LITTLE & {name, " ".join(tokens[at : at + size])} for name, at, size in signs)
        if score and kind.key == "third_party" and fault in (Fault.SUPPLIER, Fault.THIRD_PARTY):
            score += 1
        if score > most:
            best, most = kind, score
    if most <= 1 and fault in (Fault.SUPPLIER, Fault.THIRD_PARTY):
        return KINDS["third_party"]
    return best


def _cause(kind: Kind, tokens: list[str]) -> str:
    """The kind's most telling thing, what is wrong with it, and the floor: "shower cold 3rd floor"."""
    things, signs = (_found(groups, _places(tokens)) for groups in _groups(kind.key))
    named = [things[0][0]] if things else []
    if things:
        _, first, size = things[0]
        apart = (sign for sign in signs if not first <= sign[1] < first + size and sign[0] not in named[0])
        signs = sorted(apart, key=lambda sign: abs(sign[1] - first))
    named += [sign for sign, _, _ in signs[:1]]
    if not named:
        return clean(" ".join(word for word in tokens if word not in _STOPS), _LONGEST_KEY)
    floor = _FLOOR.search(" ".join(tokens))
    return " ".join([*named, _floor(floor)] if floor else named)


def _floor(found: re.Match[str]) -> str:
    if found[1]:
        return f"{found[1]} floor"
    number = int(found[2])
    ending = "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending} floor"


_Group = tuple[str, tuple[str, ...]]


@lru_cache(64)
def _groups(key: str) -> tuple[tuple[_Group, ...], tuple[_Group, ...]]:
    """Things and signs of a kind: the name, and every form in the shape in which reports are read."""

    def read(groups: Iterable[str]) -> tuple[_Group, ...]:
        split = (group.split("|") for group in groups)
        return tuple((names[0], tuple(" ".join(map(same, name.split())) for name in names)) for names in split)

    return read(KINDS[key].words), read(KINDS[key].signs)


@lru_cache(1)
def _known_words() -> frozenset[str]:
    forms = (form for key in KINDS for groups in _groups(key) for _, names in groups for form in names)
    return frozenset(form for form in forms if " " not in form) | _TELLING


def _places(tokens: list[str]) -> Mapping[str, int]:
    """Where each word and each run of words first stands."""
    places: dict[str, int] = {}
    for start in range(len(tokens)):
        for size in range(1, min(_MOST_IN_PHRASE, len(tokens) - start) + 1):
            places.setdefault(" ".join(tokens[start : start + size]), start)
    return places


def _found(groups: tuple[_Group, ...], places: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """The groups that stand there: name, place, and the number of words of the longest form."""
    found = []
    for name, forms in groups:
        standing = [form for form in forms if form in places]
        if standing:
            longest = max(standing, key=lambda form: form.count(" "))
            found.append((name, places[longest], 1 + longest.count(" ")))
    return found


_TELLING = frozenset({
    "again", "airline", "airport", "allergic", "allergy", "almond", "ambulance", "angry", "anniversary", "birthday",
    "bleeding", "called", "choking", "coeliac", "company", "contractor", "courier", "crying", "discriminated",
    "fallen", "floor", "furious", "gluten", "hives", "honeymoon", "hospital", "injured", "neighbour", "peanut",
    "racist", "robbed", "ruined", "sesame", "shellfish", "slipped", "stolen", "storm", "supplier", "swelling",
    "swollen", "theft", "tripped", "unconscious", "walnut", "weather", "wedding",
})  # fmt: skip
_SAYS_LITTLE = frozenset({
    "broken", "broke", "missing", "no", "not", "none", "without", "wrong", "instead of", "high", "long", "weak",
    "twice", "double", "night", "booked", "forgotten", "forgot", "gone", "off",
})  # fmt: skip
"""Signs that without the thing they belong to fit any kind."""
