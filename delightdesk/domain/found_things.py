"""What was found, read from one hasty line: "teddy bear 214", "214 grey scarf", "umbrella in the bar".

Only the thing and the place are read here, so that the line can be echoed as it is typed; whose it seems to be is a
question for the desk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from delightdesk.domain.errors import Invalid
from delightdesk.domain.problem_words import plain_words, singular
from delightdesk.domain.text import clean, kept_words

KEEP_CLOSED = "Do not open; to the safe, with a witness"
"""What is said of medicines, bags and papers: nobody looks into them, not even for a name."""

_ROOM = r"(?:\d{1,5}[a-f]?|[a-z]-?\d{1,4})"
_BARE_ROOM = r"(?:\d{3,5}[a-f]?|[a-z]-?\d{1,4})"
_NAMED = r"(?:room|rm|table|tbl|suite|seat|chair|unit|bay|cabin)\.? ?(?:no\.?|number|#)? ?"
_ENDS = r"[\s,;:.·–-]*"
_LEADING = re.compile(
    rf"(?:(?:in|at|from) )?(?:{_NAMED}(?P<named>{_ROOM})|(?P<bare>{_BARE_ROOM}))(?=[\s,:;]){_ENDS}", re.I
)
_TRAILING = re.compile(
    rf"{_ENDS}(?:\bfound )?(?P<by>\b(?:in|at|on|from|by) )?(?:the )?"
    rf"(?:\b{_NAMED}(?P<named>{_ROOM})|(?<![\w#])(?P<bare>{_BARE_ROOM})){_ENDS}$",
    re.I,
)
_PLACE = re.compile(
    r"^(?P<what>.+?)[\s,]+(?:(?:found|left|lying|forgotten) )?"
    r"(?:(?P<at>in|at|on|from) (?:the )?|(?P<near>under|behind|beside|by|near|next to|below|above|outside) )"
    r"(?!an? |his |her |their |its )(?P<where>[^\W\d][\w' -]{1,39})$",
    re.I,
)
_AFTER_COMMA = re.compile(r"^(?P<what>.+),\s*(?:found )?(?P<where>[^,]{2,40})$", re.I)
_PLACES = frozenset({
    "aisle", "bar", "basement", "bathroom", "bench", "breakfast", "cafe", "canteen", "car", "cloakroom", "corridor",
    "counter", "courtyard", "desk", "door", "elevator", "entrance", "floor", "foyer", "garage", "garden", "gym",
    "hall", "hallway", "kitchen", "landing", "lawn", "library", "lift", "lobby", "locker", "lounge", "office", "park",
    "patio", "pool", "porch", "reception", "restaurant", "restroom", "room", "salon", "sauna", "shelf", "shop", "sofa",
    "spa", "stair", "staircase", "step", "table", "terrace", "till", "toilet", "veranda", "wardrobe", "window", "yard",
})  # fmt: skip

_CLOSED_WORDS = frozenset({
    "backpack", "bag", "briefcase", "certificate", "document", "documents", "drug", "envelope", "epipen", "handbag",
    "holdall", "id", "inhaler", "insulin", "letter", "licence", "license", "luggage", "medicament", "medication",
    "medicine", "ointment", "paper", "papers", "passport", "pill", "pouch", "prescription", "purse", "rucksack",
    "satchel", "suitcase", "syringe", "tablets", "visa", "wallet",
})  # fmt: skip
_CLOSED_PAIRS = ("identity card", "bank card", "credit card", "id card", "asthma spray")
_LONG_NUMBER = re.compile(r"\b(?=(?:[\w-]*\d){5})[\w-]{5,}\b")


@dataclass(frozen=True, slots=True)
class FoundThing:
    """thing: what it is, without its place. place: a room's number or a place's name, empty where none was said.

    keep_closed: medicines, bags and papers, which nobody opens.
    """

    thing: str
    place: str
    keep_closed: bool

    @property
    def note(self) -> str:
        """What whoever keeps it has to know, or empty."""
        return KEEP_CLOSED if self.keep_closed else ""


def read_found(text: str) -> FoundThing:
    """The thing and the place of a line. A number of a passport or a card is never kept.

    Raises `Invalid` when no thing is named.
    """
    line = kept_words(text, 200)
    thing, place = _parts(line)
    keep_closed = _is_closed(thing)
    if keep_closed:
        thing = clean(re.sub(r"\b(?:no|nr|number)\b\.?\s*$", "", _LONG_NUMBER.sub("", thing), flags=re.I))
    thing = re.sub(r"^(?:found |a |an |the )+", "", thing.strip(" ,;:.·-–"), flags=re.I)
    if not any(char.isalpha() for char in thing):
        raise Invalid("Please say what was found, such as teddy bear 214. Nothing was saved.", "text")
    return FoundThing(thing, place.strip(" ,;:.·-–"), keep_closed)


def _parts(line: str) -> tuple[str, str]:
    first, last = _LEADING.match(f"{line} "), _TRAILING.search(line)
    if last and line[: last.start()].strip() and (last["named"] or last["by"] or not first):
        return line[: last.start()], last["named"] or last["bare"]
    if first:
        return line[first.end() :], first["named"] or first["bare"]
    by_word = _PLACE.match(line)
    if (
        by_word
        and not _is_closed(by_word["where"])
        and (by_word["near"] or _is_place(by_word["where"]) or " the " in f" {line[len(by_word['what']) :]}")
    ):
        near = f"{by_word['near'].lower()} " if by_word["near"] else ""
        return by_word["what"], near + by_word["where"]
    after = _AFTER_COMMA.match(line)
    if after and _is_place(after["where"]):
        return after["what"], after["where"]
    return line, ""


def _is_place(words: str) -> bool:
    return any(singular(word) in _PLACES for word in plain_words(words))


def _is_closed(thing: str) -> bool:
    words = plain_words(thing)
    said = " ".join(map(singular, words))
    return any(word in _CLOSED_WORDS or singular(word) in _CLOSED_WORDS for word in words) or any(
        pair in said for pair in _CLOSED_PAIRS
    )
