"""Taking a written name apart: "SCHULTZ, Erika Mrs" is Erika Schultz, addressed as Mrs.

Systems write one guest in many ways. The full name is what counts and is never lost; first name, last name
and title are our best reading of it, for the form of address, and may be corrected by hand. Where a reading
would be a guess (which half of "Chen Wei" is the family name) the order written is kept.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TITLES = {
    "mr": "Mr", "mister": "Mr", "mrs": "Mrs", "ms": "Ms", "miss": "Miss", "mx": "Mx", "dr": "Dr",
    "prof": "Prof", "professor": "Prof", "sir": "Sir", "dame": "Dame", "lady": "Lady", "lord": "Lord", "rev": "Rev",
    "reverend": "Rev", "capt": "Capt", "captain": "Capt", "herr": "Herr", "hr": "Herr", "frau": "Frau",
    "fr": "Frau", "m": "M.", "monsieur": "M.", "mme": "Mme", "madame": "Mme", "mlle": "Mlle",
    "mademoiselle": "Mlle", "señor": "Sr", "sr": "Sr", "señora": "Sra", "sra": "Sra", "señorita": "Srta",
    "srta": "Srta", "signor": "Sig.", "sig": "Sig.", "signora": "Sig.ra", "sigra": "Sig.ra", "dott": "Dott.",
    "dhr": "Dhr", "mevr": "Mevr", "mevrouw": "Mevr",
}  # fmt: skip
_NEEDS_DOT = frozenset({"m", "fr", "hr"})  # single letters and short words are more often a name
_FRONT_ONLY = frozenset({"sr", "m", "fr", "hr"})
_JOINERS = frozenset({"&", "and", "und", "et", "y", "+"})
_SUFFIXES = frozenset({"jr", "snr", "jnr", "ii", "iii", "iv", "md", "phd", "esq", "sr"})
_SMALL_WORDS = "de la las los del della di da das do dos du des van von vom zu zur den der ter ten bin ibn y"
_LARGE_WORDS = "delle dell zum het te af av binti bint abu al el le mac mc ní ni nic uí ua o st st. san santa e"
_SMALL = frozenset(_SMALL_WORDS.split())
_PARTICLES = _SMALL | frozenset(_LARGE_WORDS.split())
_NUMERALS = frozenset({"II", "III", "IV"})
_VOWELS = frozenset("AEIOUYÀÁÂÃÄÅÆÈÉÊËÌÍÎÏÒÓÔÕÖØÙÚÛÜÝ")
_RUN = re.compile(r"[^\W\d_]+")
_LATIN_END = "\u024f"


class Name(NamedTuple):
    """A name taken apart. ``full`` is how it is read aloud, without the title; empty only if all is empty."""

    first: str
    last: str
    title: str
    full: str


def title_of(text: str) -> str:
    """The form of address a title column means (``mrs.`` is ``Mrs``); other words stay, codes go."""
    words = text.split()
    known = [_TITLES.get(_bare(word)) for word in words]
    if words and all(known):
        return " ".join(word for word in known if word)
    return "" if any(char.isdigit() for char in text) else text


def _bare(word: str) -> str:
    return word.replace(".", "").casefold()


def _title(word: str, at_front: bool) -> str | None:
    bare = _bare(word)
    if bare in _NEEDS_DOT and not word.endswith("."):
        return None
    return _TITLES.get(bare) if at_front or bare not in _FRONT_ONLY else None


def _take_titles(words: list[str]) -> tuple[str, list[str]]:
    """Titles at either end and the words left over; a name made of titles only stays a name."""
    front = 0
    titles: list[str] = []
    while front < len(words):
        found = _title(words[front], at_front=True)
        if found is None and not (titles and words[front] in _JOINERS):
            break
        titles.append(found or words[front])
        front += 1
    if front == len(words):
        return "", words
    end = len(words)
    behind: list[str] = []
    while end - front > 1 and (found := _title(words[end - 1], at_front=False)):
        behind.insert(0, found)
        end -= 1
    return " ".join(titles + behind), words[front:end]


def _last_name_starts(words: list[str]) -> int:
    """Where the last name begins: the last word and the particles before it, never the first word."""
    place = len(words) - 1
    if place > 1 and _bare(words[place]) in _SUFFIXES:
        place -= 1
    while place > 1 and words[place - 1].casefold() in _PARTICLES:
        place -= 1
    return place


def split_name(text: str) -> Name:
    """A name from one column: "Last, First Title", "Title First Last", "First de la Last", or one word."""
    before, comma, after = text.partition(",")
    words = before.split()
    if comma and after.strip(" ,") and _bare(after.strip(" ,")) not in _SUFFIXES:
        title, given = _take_titles(after.replace(",", " ").split())
        own_title, family = _take_titles(words)
        if family and len(given) == 1 and not title and (lone := _title(given[0], at_front=True)):
            return Name("", " ".join(family), lone, " ".join(family))
        return named(" ".join(given), " ".join(family), title or own_title)
    if len(words) == 2 and not comma and "." not in text and _TITLES.keys().isdisjoint(text.casefold().split()):
        return Name(words[0], words[1], "", f"{words[0]} {words[1]}")
    title, words = _take_titles(text.replace(",", " ").split())
    if len(words) < 2:
        word = " ".join(words)
        return Name("", word, title, word) if title else Name(word, "", "", word)
    start = _last_name_starts(words)
    return Name(" ".join(words[:start]), " ".join(words[start:]), title, " ".join(words))


def named(first: str, last: str, title: str = "") -> Name:
    """A name from columns of its own; a title inside the first name ("Mrs Erika") is taken out."""
    if not title and " " in first:
        title, words = _take_titles(first.split())
        first = " ".join(words)
    return Name(first, last, title, f"{first} {last}".strip())


def first_listed(text: str) -> str:
    """The first guest of a cell that lists several ("Anna Schulz, Max Schulz"); "Schulz, Anna" is one guest."""
    parts = re.split(r"[,;]", text)
    several = ";" in text or all(len(part.split()) > 1 for part in parts)
    return parts[0].strip() if several and parts[0].strip() else text


def is_shouted(text: str) -> bool | None:
    """True for a name in capitals, False for one with small letters, None where the script has neither."""
    latin = "".join(char for char in text if char <= _LATIN_END)
    upper = latin.upper()
    if latin != upper:
        return False
    return True if upper != upper.lower() else None


def calmed(text: str, *, is_first: bool = False) -> str:
    """A name in capitals as it is usually written: O'Brien, McKenzie-Brown, de la Cruz, Ní Bhriain.

    Only Latin letters are touched. MACDONALD becomes Macdonald, because MACHADO must not become MacHado.
    ``is_first`` marks first names, where LA and JJ are names and not particles.
    """
    words = text.split()
    return " ".join(_calmed_word(word, place, is_first) for place, word in enumerate(words))


def _calmed_word(word: str, place: int, is_first: bool) -> str:
    lowered = word.lower()
    if lowered in _SMALL and (place > 0 or not is_first):
        return lowered
    if word in _NUMERALS or (is_first and place == 0 and len(word) == 2 and word.isalpha() and not _VOWELS & set(word)):
        return word
    return _RUN.sub(_calmed_run, word)


def _calmed_run(run: re.Match[str]) -> str:
    text = run[0]
    if max(text) > _LATIN_END and not text.isascii() and not _is_latin(text):
        return text
    before = run.string[run.start() - 1 : run.start()]
    if before in ("'", "’") and len(text) == 1 and run.end() == len(run.string):
        return text.lower()
    if text.startswith("MC") and len(text) > 3:
        return "Mc" + text[2:].capitalize()
    return text.capitalize()


def _is_latin(text: str) -> bool:
    """Vietnamese letters lie far from the other Latin ones (U+1E00 to U+1EFF)."""
    return all(char <= _LATIN_END or "\u1e00" <= char <= "\u1eff" for char in text)
