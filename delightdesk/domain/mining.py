"""What an imported remark gives away: occasions, allergies, first visits, for a queue that people review.

Remarks are written by strangers for other purposes, so nothing found here is ever saved unasked. Each
finding carries the words it was read from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from delightdesk.domain.capture import read_first_visit, read_reassurance
from delightdesk.domain.capture_cautions import listed_subjects, read_cautions
from delightdesk.domain.capture_occasions import OCCASION_WORD, read_occasions
from delightdesk.domain.capture_slips import mended
from delightdesk.domain.captured import Captured, CautionCaught, FirstVisitCaught, OccasionCaught
from delightdesk.domain.cautions import kind_of
from delightdesk.domain.forbidden import without
from delightdesk.domain.text import clean_block
from delightdesk.domain.vocabulary import CautionKind

_WORTH = re.compile(
    r"\b(?:anniv|birth|b-?day|honeymoon|newly|flitter|lune|luna|wedd|propos|pop|engag|verlobung|antrag|heirat|"
    r"gradua|retir|new|baby|reunion|celebrat|married|anivers|cumple|complean|turns? ?|turning|first|1st|never|erste|"
    r"primera|premi|prima|al[eé]rg|pregn|schwanger|enceinte|embarazada|incinta|recovering|no|without|avoid|not|can|do|drink|non|vegan|végan|veg|veggie|végé|halal|kosher|"
    r"koscher|casher|co?eliac|cœliaq|zöliak|tee|pesc|diabetic|hay|dog|cat|pupp|kitten|sensitive|nervous|anxi|panic|"
    r"overwhelm|needs? reassur|easily|very shy|afraid|scared|frighten|worried|ohne|kein|sans|senza|silver|pearl|"
    r"ruby|golden|diamond)|allerg|intoler|unvertr|free\b|frei\b|hochzeit|geburtstag|years "
)
_ABOUT_FOOD = re.compile(r"diet|allerg|intoleran|food (?:need|request)", re.IGNORECASE)
_ABOUT_ALLERGY = re.compile(r"allerg|intoleran", re.IGNORECASE)
_ABOUT_FIRST = re.compile(r"first (?:visit|stay|time)|new guest", re.IGNORECASE)
_YES = re.compile(r"(?:yes|y|true|1|x|ja|oui|sí|si)", re.IGNORECASE)
_NOTHING = re.compile(
    r"(?:none|no|n|n/?a|nil|nothing|false|0|-|unknown|keine?|nein|non|ninguna?|nessuna?)?[ .]*", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!?;\n]+(?: |$)|\n| / | \| ")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a remark seems to say, and the sentence of it that says so."""

    captured: Captured
    quote: str


def mine(header: str, text: str, today: date, *, day_first: bool = True) -> tuple[Finding, ...]:
    """What the remark under this column header seems to say; the header lends its meaning to short cells.

    Quick on the many cells that say nothing, because it runs over every row of an import.
    """
    about_food = _ABOUT_FOOD.search(header) is not None
    if not text or not (about_food or _WORTH.search(text.lower()) or (len(text) < 6 and _YES.fullmatch(text.strip()))):
        return ()
    remark = without(clean_block(text))[0].replace("’", "'").replace("‘", "'")
    if _NOTHING.fullmatch(remark):
        return ()
    if _YES.fullmatch(remark):
        return _ticked(header)
    found: dict[Captured, str] = {}
    for sentence in _SENTENCE.split(remark):
        quote = sentence.strip(" .,;!")
        for captured in _read(quote, header if about_food else "", today, day_first):
            found.setdefault(captured, quote)
    return tuple(Finding(captured, quote) for captured, quote in found.items())


def _read(sentence: str, food_header: str, today: date, day_first: bool) -> tuple[Captured, ...]:
    if not sentence:
        return ()
    sentence = mended(sentence)
    cautions = read_cautions(sentence)
    if food_header and not cautions:
        cautions = _plain_list(sentence, free=_ABOUT_ALLERGY.search(food_header) is not None)
    return (
        *read_occasions(sentence, today, day_first).found,
        *cautions,
        *read_first_visit(sentence),
        *read_reassurance(sentence),
    )


def _plain_list(words: str, free: bool) -> tuple[CautionCaught, ...]:
    """ "Shellfish, kiwi" in a column of its own needs no word "allergy" to be one."""
    by_kind: dict[CautionKind, list[str]] = {}
    for subject in listed_subjects(words, free):
        by_kind.setdefault(kind_of(subject), []).append(subject)
    return tuple(CautionCaught(kind, tuple(subjects)) for kind, subjects in by_kind.items())


def _ticked(header: str) -> tuple[Finding, ...]:
    """A bare "yes" says what its column says."""
    if _ABOUT_FIRST.search(header):
        return (Finding(FirstVisitCaught(), header),)
    if OCCASION_WORD.search(header):
        occasions = read_occasions(header, date(2000, 1, 1)).found
        return tuple(Finding(OccasionCaught(one.kind), header) for one in occasions)
    return ()
