"""Cautions inside a typed line: allergies, diets, "no alcohol", the dog that comes along.

Where a line can be read two ways the safer one is taken: a caution too many is struck out with one key,
a missing one may harm somebody. What is denied ("no allergies", "not allergic to nuts") is taken out first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from delightdesk.domain.capture_patterns import FOODS, NOTE_KINDS, RELATION
from delightdesk.domain.captured import GUEST, CautionCaught
from delightdesk.domain.cautions import is_listed, kind_of, subject_of
from delightdesk.domain.vocabulary import CautionKind, NoteKind

_DIETS: dict[str, tuple[str, ...]] = {
    "gluten": (r"co?eliac", r"zöliakie", r"cœliaque", r"celiac[oa]"),
    "vegan": (r"vegans?", r"vegan[oae]?", r"végane?"),
    "vegetarian": (r"vegetarians?", r"veggie", r"vegetarisch", r"végétarienn?e?", r"vegetarian[oa]"),
    "halal": (r"halal",),
    "kosher": (r"kosher", r"koscher", r"casher"),
    "no alcohol": (
        r"tee-?total(?:l?er)?",
        r"non-?(?:drinker|alcoholic)",
        r"recovering alcoholic",
        r"pregnan(?:t|cy)|schwanger|enceinte|embarazada|incinta",
    ),
    "pollen": (r"hay ?fever",),
    "no sugar": (r"diabetic",),
    "meat": (r"pesc[ae]tarian",),
}
_DIET_WORD = re.compile(
    r"\b(?:" + "|".join(f"(?P<d{place}>{'|'.join(words)})" for place, words in enumerate(_DIETS.values())) + r")\b",
    re.IGNORECASE,
)
_DIET_NAMES = tuple(_DIETS)
_DENIED = re.compile(
    r"\b(?:no|not(?! only\b| just\b)|isn't|aren't|wasn't|never|without|non|keine?|nicht|sin|nessuna)"
    r"(?:[ -](?:known|food|any|other|longer|a|an|been|really|actually|strictly|special|dietary|nor)){0,3}"
    r"(?:(?: [\w-]+(?<!s))?[ -]\w{0,20}(?:allerg(?:y|ies?|ien)|intolerances?)\b"
    r"(?! (?:except|other than|apart|but|besides))"
    r"|[ -](?:allergic|allergisch|intolerant|sensitive|vegans?|vegetarians?|veggie|halal|kosher|co?eliac|diabetic)\b)"
    r"(?: to (?:(?! but )[^.;!?,()])*)?",
    re.IGNORECASE,
)
_ALLERGIC_TO = re.compile(
    r"\b(?:(?P<strict>allerg(?:ic|y|ies|ie|ien|isch|ique)|intoleran(?:t|ces?))|sensitive)"
    r"(?: (?:to|gegen|auf|à|aux|except(?: for)?|other than|apart from|but|besides)|:| -) (?P<list>[^.;!?()]{1,160})"
    r"|\b(?P<south>al{1,2}[ée]rg(?:ic[oa]|[ií]a)) (?:a(?: l[ao]s?)?|all?[ae]?|agli|ai) (?P<southern>[^.;!?()]{1,160})",
    re.IGNORECASE,
)
_SOME_ALLERGY = re.compile(
    r"(?P<list>[^.;!?():]{1,80}?)[ -](?:allerg(?:y|ies|ic|ie)|intoleran(?:t|ces?))\b(?! to\b|:)", re.IGNORECASE
)
_COMPOUND = re.compile(
    r"\b(?P<what>[^\W\d_]{2,20}?)(?:allergi(?:e|ker|kerin)|unverträglichkeit|intolerant?z?|frei)\b", re.IGNORECASE
)
_AVOID = re.compile(
    r"\b(?:no (?:come|bebe|toma|mangia|beve)|no|without|avoid(?:s|ing)?|(?:never|not|n't) (?:eats?|eating|has|have)|"
    r"allerg\w+:|"
    r"(?:can(?:not|'?t| not)|(?:does|do|must|should)(?: not|n'?t)) (?:eat|have|drink|tolerate|take|touch)|"
    r"keine?n?|ohne|sans|senza|sin|(?:ne |n')?(?:mange|boit) pas|pas)(?: any| all)? "
    r"(?:de |d')?(?P<list>[^.;!?()]{1,160})",
    re.IGNORECASE,
)
_FREE = re.compile(r"\b(?P<what>(?:added )?[^\W\d_]{2,20})[ -]?free\b(?! (?:of|to|from)\b)", re.IGNORECASE)
_DRY = re.compile(
    r"\b(?:(?:does|do)(?: not|n'?t) drink|never drinks?|not drinking|isn't drinking|no longer drinks)"
    r"(?: (?:any )?(?:alcohol|wine|beer|spirits)\b"
    r"|(?= ?(?:$|[,.;!?()-])| (?:and|or|but|at all|any ?more|so|because|with|for|please)\b))",
    re.IGNORECASE,
)
_PET = re.compile(
    r"(?:(?<!problem )(?<!problems )(?<!issues )\b(?:with|brings?|bringing|travell?ing|travels|has|have|plus|"
    r"pets?:?)|^)"
    r"(?: ?\b(?:with|a|an|one|two|1|2|her|his|their|the|my|our|small|little|tiny|large|big|old|young|quiet|"
    r"service|assistance|guide|family|pet)\b){0,4} ?\b(?P<pet>dog|puppy|cat|kitten)(?:s|gy)?\b"
    r"(?! (?:allerg|food|bed|lover|friendly|person|hair|sitter|at home))",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"(?:,? (?:and|or|nor|und|oder|et|ou|y|o|e) |, ?)(?:no |keine? |ohne |pas d(?:e |')|sans |sin |senza )?|/| ?[&+] ?",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:(?:all|any|the|an?|some|raw|fresh|cow's|cows|severely?|mild(?:ly)?|highly|also|of|her|his|very|to|has|have|"
    r"with|is|strong|serious|bad|known|possible|food|allergic to|intolerant (?:to|of)) )+",
    re.IGNORECASE,
)
_STOP = re.compile(
    r" (?:on|in|at|for|with|when|if|so|because|that|which|please|thanks|carr\w+|has|needs?|is|but|from|by|since|due|"
    r"only|etc|badly|products?|pillows?|duvets?|based)\b.*$",
    re.IGNORECASE,
)
_NOT_A_THING = frozenset({
    "a", "an", "and", "any", "anything", "bad", "carries", "certain", "dietary", "drug", "epipen",
    "extremely", "food", "foods", "has", "have", "her", "his", "is", "it", "known", "mild", "n/a",
    "na", "nil", "no", "none", "not", "nothing", "of", "other", "please", "possible", "s",
    "serious", "severe", "several", "some", "something", "strong", "thanks", "the", "them", "these",
    "this", "to", "unknown", "various", "very", "we", "with", "yes",
})  # fmt: skip
_DRINKS = frozenset(
    {"wine", "wines", "beer", "champagne", "prosecco", "spirits", "booze", "drinks", "alcoholic drinks"}
)
_NEVER_AVOIDED = frozenset({"noise", "fire", "small_parts", "loose_toy", "dog_unsafe", "cat_unsafe"})
_NEED = dict(NOTE_KINDS)[NoteKind.ACCESS_NEED]
_BEFORE = re.compile(rf"\b(?P<who>{RELATION})\b", re.IGNORECASE)
_ANOTHER = re.compile(rf"(?:her |his |the )?{RELATION} (?:is|are|isn't|has no|can|eats?)\b", re.IGNORECASE)
_AFTER = re.compile(rf" ?(?:\(|- ?|for |in )?(?:her |his |their |the )?(?P<who>{RELATION})\b", re.IGNORECASE)

CAUTION_WORD = re.compile(
    r"allerg|unvertr|frei\b|allérg|al[eé]rg|intoleran|\bpas\b|\bsin\b|free\b|\bno\b|without|avoid|"
    r"(?:not|n'?t|never) (?:eat|ha|drink|toler|take|touch)|drink|dog|cat|puppy|kitten|sensitive|"
    rf"ohne|kein|sans|senza|{_DIET_WORD.pattern}",
    re.IGNORECASE,
)
"""A quick first look: without one of these words a line holds no caution."""


def read_cautions(line: str) -> tuple[CautionCaught, ...]:
    """Every caution in the line, those of one person and one kind together, in the order named."""
    if CAUTION_WORD.search(line) is None:
        return ()
    text = _DENIED.sub(";", line)
    groups: dict[tuple[str, CautionKind], dict[str, None]] = {}
    for place, end, subject in sorted(_found(text), key=lambda found: found[:1]):
        groups.setdefault((_whose(text, place, end), kind_of(subject)), {})[subject] = None
    return tuple(CautionCaught(kind, tuple(subjects), whose) for (whose, kind), subjects in groups.items())


def listed_subjects(words: str, free: bool = False) -> tuple[str, ...]:
    """The subjects of a plain list such as "shellfish, kiwi"; unlisted words only when ``free``."""
    return tuple(_list(words, free=free))


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    """Place, end and subject of each caution."""
    for found in _DIET_WORD.finditer(text):
        yield *found.span(), _DIET_NAMES[int((found.lastgroup or "d0")[1:])]
    for found in _DRY.finditer(text):
        yield *found.span(), "no alcohol"
    for found in _PET.finditer(text):
        yield *found.span(), "dog" if found["pet"].lower() in ("dog", "puppy") else "cat"
    for found in (*_FREE.finditer(text), *_COMPOUND.finditer(text)):
        if subject := _listed(found["what"]):
            yield *found.span(), subject
    for found in _ALLERGIC_TO.finditer(text):
        for subject in _list(found["list"] or found["southern"], free=bool(found["strict"] or found["south"])):
            yield *found.span(), subject
    for found in _SOME_ALLERGY.finditer(text):
        for subject in _list_backwards(found["list"]):
            yield found.end("list"), found.end(), subject
    for found in _AVOID.finditer(text):
        for subject in _list(found["list"], free=False):
            yield *found.span(), subject


def _list(words: str, free: bool) -> Iterator[str]:
    for place, item in enumerate(_SEPARATOR.split(words)):
        if _ANOTHER.match(item.strip()):
            return
        if _NEED.search(item):
            continue  # how they walk or hear, in the same breath, is nothing to leave out of a dish
        subject = _item(item, free=free and (place == 0 or " " not in item.strip()))
        if subject is None:
            return
        yield subject


def _list_backwards(words: str) -> Iterator[str]:
    """ "severe nut and egg" before "allergy": the last word always counts, those before it when listed."""
    items = _SEPARATOR.split(words)
    for place, item in enumerate(reversed(items)):
        ends = item.strip().split(" ")[-3:]
        tails = [" ".join(ends[start:]) for start in range(len(ends))]
        subject = next((known for tail in tails if (known := _listed(tail))), None)
        if subject is None and place == 0 and _is_thing(ends[-1]):
            subject = subject_of(ends[-1])
        if subject is None:
            return
        yield subject


def _item(item: str, free: bool) -> str | None:
    """The subject an item of a list begins with: the longest listed words, else its own words."""
    plain = _LEADING.sub("", item.strip(" -:'\""))
    words = plain.split(" ")
    for count in range(min(3, len(words)), 0, -1):
        if subject := _listed(" ".join(words[:count])):
            return subject
    own = _STOP.sub("", plain)
    if free and _is_thing(own.split(" ")[0]):
        return subject_of(" ".join(own.split(" ")[:3]))
    return None


def _is_thing(word: str) -> bool:
    plain = word.casefold().strip("-'")
    return len(plain) > 1 and plain not in _NOT_A_THING and not plain[0].isdigit()


def _listed(words: str) -> str | None:
    plain = words.casefold().strip(" -:'\",")
    if plain in _DRINKS:
        return "no alcohol"
    if plain in FOODS:
        return FOODS[plain]
    for form in (plain, f"{plain}s", f"{plain}es", plain.removesuffix("s"), re.sub("y$", "ies", plain)):
        subject = subject_of(form)
        if is_listed(subject) and subject not in _NEVER_AVOIDED:
            return "animals" if subject in ("dog", "cat") else subject
    return None


def _whose(text: str, place: int, end: int) -> str:
    """Whoever is named after it ("for daughter"), else last before it since the last comma."""
    since = max(text.rfind(mark, 0, place) for mark in ",;.!?()") + 1
    before = list(_BEFORE.finditer(text, since, place))
    found = _AFTER.match(text, end) or (before[-1] if before else None)
    return found["who"].lower() if found else GUEST
