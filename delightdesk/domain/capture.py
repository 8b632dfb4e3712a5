"""One line at the desk, understood: "20th anniversary 14 june secret from husband".

`capture` reads the line, says back what it understood and keeps nothing itself. Whatever it does not
understand is a note with exactly the words that were typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from delightdesk.domain.capture_cautions import read_cautions
from delightdesk.domain.capture_occasions import read_occasions
from delightdesk.domain.capture_patterns import LANGUAGES, NAME, NOTE_KINDS, RELATION, bond_of, denied, is_name
from delightdesk.domain.capture_slips import mended
from delightdesk.domain.captured import (
    BondCaught,
    Captured,
    FirstVisitCaught,
    LanguageCaught,
    NameCaught,
    NoteCaught,
    PreferenceCaught,
    PromiseCaught,
    ReassuranceCaught,
    UsualCaught,
)
from delightdesk.domain.forbidden import without
from delightdesk.domain.naming import split_say_as
from delightdesk.domain.promising import split_due
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import BondKind, NoteKind


@dataclass(frozen=True, slots=True)
class Capture:
    """What a line was understood to be.

    line: the line as it may be kept: cleaned, what is never kept taken out.
    caught: the first and strongest reading. also: whatever else the line says, each an offer of its own.
    understood: the sentence to show. doubt: what seems wrong with the line, in plain words, or empty.
    """

    line: str
    caught: Captured
    understood: str
    also: tuple[Captured, ...] = ()
    doubt: str = ""


_ROOM = r"^(?:(?:room|table) )?(?:\d{1,5}[ ,:-]{1,2})?"
_USUAL = re.compile(
    rf"{_ROOM}(?:(?:the|her|his|their) )?(?:usual(?:ly)?(?: (?:is|has|orders|takes|drinks))?|"
    r"always (?:has|orders|takes|drinks|asks for)) ?[:,-]? ?(?P<text>\S.*)$",
    re.IGNORECASE,
)
_PROMISE = re.compile(rf"{_ROOM}(?:we |i )?promised?:?(?: (?:her|him|them|guest))? (?P<text>\S.*)$", re.IGNORECASE)
_PREFERENCE = re.compile(
    rf"{_ROOM}(?:(?:she|he|guest) )?(?:(?:prefers?|preference|preferred):? |(?={RELATION} prefers )|"
    r"(?=(?:(?:really|always|also) )?(?:likes?|loves?|enjoys?|hates?|dislikes?|favou?rite|"
    r"(?:doesn't|does not) like|can't stand) ))(?P<text>\S.*)$",
    re.IGNORECASE,
)
_FIRST_VISIT = re.compile(
    r"\b(?:first|1st) (?:ever )?(?:visit|stay)\b|\b(?:first|1st)[ -]time(?:r\b| (?:here|with us|at|in|guests?|"
    r"visit\w*|staying|customers?|patients?)\b|(?= ?(?:$|[,.;!?])))|"
    r"\b(?:never (?:been|stayed) (?:here|with us|before))|"
    r"\bnew (?:guest|customer|patient)\b|\berste[rns]* (?:mal|besuch)\b|\bprimera v(?:ez|isita)\b|"
    r"\bpremière (?:fois|visite)\b|\bprima v(?:olta|isita)\b",
    re.IGNORECASE,
)
_REASSURANCE = re.compile(
    r"\b(?:nervous|anxious|anxiety|panics?|overwhelmed|needs? reassur\w+|easily stressed|very shy)\b"
    r"|\b(?:afraid|scared|frightened|worried)\b(?! (?:of|about|that)\b)",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"^(?:(?:please )?call (?:her|him|them|me)|(?:goes|go) by|(?:prefers|likes|wants) to be called|known as) "
    rf"(?P<name>{NAME}(?: {NAME}){{0,2}})$",
    re.IGNORECASE,
)
_NO_NAME = frozenset({
    "a", "about", "after", "again", "an", "and", "at", "back", "before", "by", "early", "for",
    "from", "if", "in", "just", "later", "not", "now", "off", "on", "out", "soon", "taxi", "the",
    "to", "today", "tomorrow", "tonight", "up", "when", "with",
})  # fmt: skip
_SAY_WORDS = frozenset({
    "bye", "congratulations", "good", "goodbye", "hello", "hi", "how", "nothing", "no", "please",
    "something", "sorry", "thank", "thanks", "that", "the", "welcome", "what", "when", "why", "yes",
    "happy",
})  # fmt: skip
_SPEAKS = re.compile(
    r"\b(?:speaks?|prefers to speak|native)(?: (?:only|fluent|good|some|a little|a bit of))? (?P<tongue>[^\W\d_]+"
    r"(?:(?:, | & |,? and )[^\W\d_]+){0,5})\b|"
    r"\b(?P<speaker>[^\W\d_]+)[ -]speak(?:er|ing)\b",
    re.IGNORECASE,
)
_SPEAKS_NOT = re.compile(r"\b(?:no|not|n'?t|hardly) speak", re.IGNORECASE)
_BOND = re.compile(
    rf"^(?:(?:her|his|their|the) )?(?P<kind>{RELATION}|married to|booked by|guest of honour(?: of)?)"
    rf"(?:'s name)?(?: is| called|:| named)?,? "
    rf"(?P<name>{NAME}(?: {NAME}){{0,3}})$",
    re.IGNORECASE,
)


def capture(line: str, today: date, *, day_first: bool = True) -> Capture:
    """What the line says. ``day_first`` is the house's way to read 3/12. Never raises."""
    kept = without(clean(line))[0]
    plain = mended(kept.replace("’", "'").replace("‘", "'"))
    occasions = read_occasions(plain, today, day_first)
    readings: list[Captured] = [*occasions.found, *read_cautions(plain)]
    readings += [*read_first_visit(plain), *read_reassurance(plain)]
    if named := next((caught for reader in _WHOLE_LINE if (caught := reader(plain))), None):
        if readings and isinstance(named, UsualCaught):
            named = UsualCaught(re.split("[,;] ", named.text, maxsplit=1)[0])
        readings.insert(0, named)
    else:
        readings += _beside(plain, bool(readings))
    first = readings[0] if readings else NoteCaught(_note_kind(plain, bool(occasions.doubt)), kept)
    also = tuple(readings[1:])
    understood = "; ".join(caught.understood for caught in (first, *also))
    return Capture(kept, first, understood, also, occasions.doubt)


def read_first_visit(line: str) -> tuple[FirstVisitCaught, ...]:
    """A first visit, unless the line denies it."""
    found = _FIRST_VISIT.search(line)
    return (FirstVisitCaught(),) if found and not denied(line[: found.start()]) else ()


def read_reassurance(line: str) -> tuple[ReassuranceCaught, ...]:
    """Somebody to be put at ease; the word that told us is not kept."""
    found = _REASSURANCE.search(line)
    return (ReassuranceCaught(),) if found and not denied(line[: found.start()]) else ()


def _name(line: str) -> NameCaught | None:
    called = _CALL.match(line)
    if called and called["name"].split(" ")[0].lower() not in _NO_NAME:
        return NameCaught(call_me=called["name"])
    _, said = split_say_as(line)
    syllables = said.split(" ")
    if not said or syllables[0].lower() in _SAY_WORDS or len(syllables) > 3 or len(said) > 40:
        return None
    sounded = any("-" in word or sum(map(str.isupper, word)) > 1 for word in syllables)
    return NameCaught(say_as=said) if sounded or len(syllables) == 1 else None


def _language(line: str) -> LanguageCaught | None:
    found = _SPEAKS.search(line)
    if found is None or _SPEAKS_NOT.search(line):
        return None
    said = re.findall(r"[^\W\d_]+", (found["tongue"] or found["speaker"]).lower())
    known = [tongue for tongue in said if tongue in LANGUAGES]
    return LanguageCaught(", ".join(map(str.capitalize, known)), LANGUAGES[known[0]]) if known else None


def _bond(line: str) -> BondCaught | None:
    found = _BOND.match(line)
    if found is None or not is_name(found["name"]):
        return None
    spoken = {
        "married to": BondKind.PARTNER,
        "booked by": BondKind.BOOKER,
        "guest of honour": BondKind.HONOURED,
        "guest of honour of": BondKind.BOOKER,
    }
    kind = spoken.get(found["kind"].lower()) or bond_of(found["kind"])
    return BondCaught(kind, found["name"]) if kind else None


def _promise(line: str) -> PromiseCaught | None:
    found = _PROMISE.match(line)
    if found is None:
        return None
    text, due = split_due(found["text"])
    return PromiseCaught(text, due) if text else PromiseCaught(found["text"])


def _usual(line: str) -> UsualCaught | None:
    found = _USUAL.match(line)
    return UsualCaught(found["text"]) if found else None


def _preference(line: str, beside_others: bool) -> PreferenceCaught | None:
    """A preference; beside other readings only the part of the line that those did not already read."""
    found = _PREFERENCE.match(line)
    if found is None:
        return None
    text = found["text"]
    if beside_others:
        text = re.split(r"[,;.]", text, maxsplit=1)[0].strip()
        if text == found["text"] or not text or read_cautions(text):
            return None
    return PreferenceCaught(text)


def _beside(line: str, beside_others: bool) -> list[Captured]:
    """A preference, or what a later part of the line says: ", usual flat white"."""
    liked = _preference(line, beside_others)
    later = [_usual(part) or _promise(part) for part in re.split("[,;] ", line)[1:]]
    return [caught for caught in (liked, *later) if caught]


_WHOLE_LINE: tuple[Callable[[str], Captured | None], ...] = (_name, _language, _bond, _promise, _usual)


def _note_kind(line: str, about_occasion: bool) -> NoteKind:
    if about_occasion:
        return NoteKind.OCCASION
    return next((kind for kind, words in NOTE_KINDS if words.search(line)), NoteKind.OPERATIONAL)
