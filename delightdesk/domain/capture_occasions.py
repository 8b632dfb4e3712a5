"""Occasions inside a typed line: what, when, the how-manieth, whose, and who must not know."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from delightdesk.domain.capture_days import MONTH_AHEAD, find_day
from delightdesk.domain.capture_patterns import NAME, RELATION, bond_of, denied, is_name
from delightdesk.domain.captured import GUEST, OccasionCaught
from delightdesk.domain.occasions import next_on, years_on
from delightdesk.domain.vocabulary import BondKind, OccasionKind

_WORDS: dict[OccasionKind, str] = {
    OccasionKind.ANNIVERSARY: r"(?:wedding )?anniversar(?:y|ies)|anniv|anniversaire de mariage|aniversario|"
    r"anniversario|hochzeitstag|(?:silver|pearl|ruby|golden|diamond) wedding|"
    r"(?<=\d )years (?:of marriage|married)|married (?:for )?(?=\d{1,2} (?:years|yrs)\b)",
    OccasionKind.BIRTHDAY: r"birthdays?|b-?day|b'day|geburtstag|anniversaire|cumpleaños|compleanno|"
    r"turn(?:s|ing) (?=\d{1,3}\b)",
    OccasionKind.HONEYMOON: r"honeymoon(?:ers?)?|newly-?weds?|flitterwochen|lune de miel|luna de miel|luna di miele",
    OccasionKind.PROPOSAL: r"(?<!business )(?<!sales )(?<!price )proposal|(?:will|to|going to|plans to) propose|"
    r"proposing|pop(?:s|ping)? the question|heiratsantrag",
    OccasionKind.WEDDING: r"wedding(?! (?:cake|dress|planner|fair|anniv))|(?:getting|just) married|hochzeit",
    OccasionKind.ENGAGEMENT: r"engagement|(?:just|newly|got|getting) engaged|verlobung",
    OccasionKind.GRADUATION: r"graduation|graduat(?:es|ing)",
    OccasionKind.RETIREMENT: r"retirement|retir(?:es|ing)",
    OccasionKind.NEW_BABY: r"new baby|new-?born",
    OccasionKind.REUNION: r"reunion",
    OccasionKind.CELEBRATION: r"celebrat(?:e|es|ing|ion)",
}
OCCASION_WORD = re.compile(
    r"\b(?:" + "|".join(f"(?P<{kind.value}>{words})" for kind, words in _WORDS.items()) + r")(?:\b|(?=\d))",
    re.IGNORECASE,
)
_SHARED = frozenset(
    {OccasionKind.ANNIVERSARY, OccasionKind.WEDDING, OccasionKind.HONEYMOON, OccasionKind.ENGAGEMENT}
    | {OccasionKind.PROPOSAL}
)
_JEWELS = {"silver": 25, "pearl": 30, "ruby": 40, "golden": 50, "diamond": 60}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "fifteenth": 15, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60,
}  # fmt: skip
_WORD_BEFORE = re.compile(r"\b(?P<word>[a-z]+) (?:wedding )?$", re.IGNORECASE)
_COUNT_ASIDE = re.compile(r"\b(?P<n>\d{1,3}) ?(?:years?|yrs?)\b(?! (?:ago|old|later))", re.IGNORECASE)
_COUNT_BEFORE = re.compile(
    r"(?<![\d./-])\b(?P<n>\d{1,3})(?:(?P<th>st|nd|rd|th|\.)(?: [\w'-]+){0,2}?|"
    r"[ -]?(?:years?|yrs?|jahre)'?(?: of)?)[ -]$",
    re.IGNORECASE,
)
_COUNT_AFTER = re.compile(
    r"[ ,:(]{0,3}(?P<n>\d{1,3})(?:(?P<th>st|nd|rd|th)\b|[ -]?(?:years?|yrs?|jahre)\b)", re.IGNORECASE
)
_AGE_BEFORE = re.compile(r"\b(?P<n>\d{1,3}) $")
_AGE = re.compile(r"(?P<n>\d{1,3})\b")

_WHO = r"(?P<who>[^,;:.!?()]{1,40})"
_TO_KNOW = r"(?:to )?(?:know|find out|be told|suspect|hear|be aware|supposed to know)\b"
_SECRETS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        rf"\b(?:secret|hidden|hide|surprise)(?: it| this| party)? (?:from|for) {_WHO}",
        rf"\b(?:don'?t|do not|never|not to|must not|mustn't|should not|shouldn't) "
        rf"(?:tell|mention (?:it |this )?to|let) {_WHO}",
        rf"\b(?P<last>{NAME}(?: {NAME})?) (?:(?:must|may|should|does|do|is|are|shall)(?: not|n'?t)|cannot|"
        rf"can'?t) {_TO_KNOW}",
        rf"\bwithout (?P<last>{NAME}(?: {NAME})?) knowing\b",
        r"\b(?:secret|surprise|keep (?:it )?quiet|(?:don'?t|do not|never|must not) mention|"
        r"geheim|überraschung|secreto|sorpresa|segreto|en cachette)\b",
    )
)
_OWNERS = re.compile(r"^(?:her|his|their|the|my|our|your|a|an)$", re.IGNORECASE)
_NOT_WHO = re.compile(
    r"^(?:on|at|in|and|or|but|until|till|please|who|is|for|by|from|with|it|this|about|thanks)$", re.IGNORECASE
)

_RELATION_BEFORE = re.compile(
    rf"(?<!with )(?<!with her )(?<!with his )(?<!and )\b(?P<who>{RELATION})s?(?:'s?)? (?:[\w'-]+ ){{0,3}}$",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(rf"(?P<who>(?:{NAME} )?{NAME}?[^\W\d_])(?:'s|s') (?:[\w-]+ ){{0,3}}$", re.IGNORECASE)
_WHO_AFTER = re.compile(
    rf" ?(?:[\w'-]+ )?(?:of|for) (?:her |his |their |the )?(?P<who>{RELATION}\b|{NAME}(?: {NAME})?)", re.IGNORECASE
)
_LONG_PAST = re.compile(
    r" (?:was|were) (?:last (?:week|month|year)|(?:a|two|three|some|\d+) (?:weeks?|months?|years?) ago)\b",
    re.IGNORECASE,
)
_NOBODY = frozenset({
    "it", "let", "that", "there", "here", "what", "today", "tomorrow", "he", "she", "who", "guest",
    "client", "patient", "customer", "year", "this",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class OccasionsRead:
    """The occasions of a line, and why a day in it cannot be one."""

    found: tuple[OccasionCaught, ...] = ()
    doubt: str = ""


def read_occasions(line: str, today: date, day_first: bool = True) -> OccasionsRead:
    """Every kind of occasion the line names, each once, in the order named."""
    words = _words_of(line)
    if not words:
        return OccasionsRead()
    starts = [
        0,
        *(_last_break(line, before.end(), word.start()) for before, word in pairwise(words)),
    ]
    found: list[OccasionCaught] = []
    for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
        one = _read_one(line[start:end], today, day_first)
        if isinstance(one, str):
            return OccasionsRead(doubt=one)
        if one is not None:
            found.append(one)
    return OccasionsRead(tuple(found))


def _words_of(line: str) -> list[re.Match[str]]:
    """One word for each kind; a bare "celebrating" counts only when nothing better is named."""
    first: dict[str, re.Match[str]] = {}
    for word in OCCASION_WORD.finditer(line):
        if not denied(line[: word.start()]) and not _LONG_PAST.match(line, word.end()):
            first.setdefault(word.lastgroup or "", word)
    if len(first) > 1:
        first.pop(OccasionKind.CELEBRATION.value, None)
    if OccasionKind.ANNIVERSARY.value in first:
        first.pop(OccasionKind.WEDDING.value, None)
    return list(first.values())


def _last_break(line: str, start: int, end: int) -> int:
    breaks = list(re.finditer(r"[,;.&+]|\band\b", line[start:end]))
    return start + breaks[-1].end() if breaks else end


def _read_one(piece: str, today: date, day_first: bool) -> OccasionCaught | str | None:
    secret, secret_from, piece, surprised = _take_secret(piece)
    word = next(iter(_words_of(piece)), None)
    if word is None:
        return None
    kind = OccasionKind(word.lastgroup or "")
    years, counted = _count(piece, word)
    rest = piece[: counted[0]] + " " * (counted[1] - counted[0]) + piece[counted[1] :]
    said = find_day(rest, today, day_first)
    if said.doubt:
        return said.doubt
    whose = _whose(piece, word, kind)
    if whose == GUEST and surprised and kind not in _SHARED:
        whose = secret_from
    if kind is OccasionKind.PROPOSAL:
        secret, secret_from = True, secret_from or "partner"
    # A birthday's year is an age, which the house has no use for; a year to come is only when it is celebrated.
    year = said.year if said.year and said.year < today.year and kind is not OccasionKind.BIRTHDAY else None
    if year and years is None:
        this_time = next_on(said.day, said.month, today) if said.day and said.month else today
        years = years_on(year, this_time)
    return OccasionCaught(kind, said.day, said.month, year, years, whose, secret, secret_from)


def _count(piece: str, word: re.Match[str]) -> tuple[int | None, tuple[int, int]]:
    """How many years, and where that stands, so that "20th" is not taken for a day as well."""
    counted = {OccasionKind.ANNIVERSARY.value: _JEWELS | _ORDINALS, OccasionKind.BIRTHDAY.value: _ORDINALS}
    told = counted.get(word.lastgroup or "", {})
    before = _WORD_BEFORE.search(piece[: word.start()])
    for said in (word[0].split(" ")[0].lower(), before["word"].lower() if before else ""):
        if said in told:
            return told[said], (0, 0)
    if word[0].lower().startswith("years") and (married := _AGE_BEFORE.search(piece[: word.start()])):
        return int(married["n"]), married.span()
    if word[0].lower().startswith("turn") and (age := _AGE.match(piece, word.end())):
        return int(age["n"]), age.span()
    for found in (_COUNT_BEFORE.search(piece[: word.start()]), _COUNT_AFTER.match(piece, word.end())):
        if found and not (found["th"] and MONTH_AHEAD.match(piece, found.end("th"))) and int(found["n"]):
            return int(found["n"]), found.span()
    aside = _COUNT_ASIDE.search(piece) if word.lastgroup == OccasionKind.ANNIVERSARY.value else None
    return (int(aside["n"]) or None, aside.span()) if aside else (None, (0, 0))


def _take_secret(piece: str) -> tuple[bool, str, str, bool]:
    """Whether it is secret, from whom, the line without those words, and whether it is a surprise *for* them."""
    for pattern in _SECRETS:
        found = pattern.search(piece)
        if found is None or denied(piece[: found.start()]):
            continue
        names = found.groupdict()
        start, end, who = found.start(), found.end(), ""
        if names.get("last"):
            who, start = _last_who(names["last"] or "", found.start("last"))
        elif names.get("who"):
            who, used = _first_who(names["who"] or "")
            end = found.start("who") + used
        if OCCASION_WORD.search(who):
            continue
        surprised = " for " in found[0].lower() and bool(who)
        return True, who, f"{piece[:start]},{piece[end:]}", surprised
    return False, "", piece, False


def _first_who(words: str) -> tuple[str, int]:
    """Who is named first in the words, and how many letters that took."""
    kept: list[str] = []
    used = 0
    for found in re.finditer(r"\S+", words):
        word = found[0]
        if not kept and _OWNERS.match(word):
            continue
        if _NOT_WHO.match(word) or word[0].isdigit() or len(kept) == 3 or (kept and bond_of(kept[0])):
            break
        kept.append(word)
        used = found.end()
    who = " ".join(kept)
    return (who.removesuffix(" know").removesuffix("'s"), used) if kept else ("", 0)


def _last_who(words: str, start: int) -> tuple[str, int]:
    """Of the one or two words before "must not know", those that name somebody."""
    first, _, last = words.rpartition(" ")
    if first and is_name(words) and not bond_of(last) and not _OWNERS.match(first):
        return words, start
    told = {"he": "him", "she": "her", "they": "them"}.get(last.lower(), last)
    return told, start + (len(words) - len(last))


def _whose(piece: str, word: re.Match[str], kind: OccasionKind) -> str:
    before = piece[: word.start()]
    found = None if word[0].lower().startswith("anniversaire") else _RELATION_BEFORE.search(before)
    if found:
        return _owner(found["who"], kind)
    if found := _NAME_BEFORE.search(before):
        return _named(found["who"])
    if (found := _WHO_AFTER.match(piece, word.end())) and (bond_of(found["who"]) or is_name(found["who"])):
        return _owner(found["who"], kind)
    return GUEST


def _owner(who: str, kind: OccasionKind) -> str:
    """Couples share their anniversary: the wife's is the guest's."""
    if kind in _SHARED and bond_of(who) is BondKind.PARTNER:
        return GUEST
    return who.lower() if bond_of(who) else who


def _named(words: str) -> str:
    first, _, last = words.rpartition(" ")
    if last.lower() in _NOBODY:
        return GUEST
    return words if first and is_name(words) and not _OWNERS.match(first) else last
