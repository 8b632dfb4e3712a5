"""The plain words of a hasty line, so that "Showrs", "shower" and "the showers" are one.

What people type with somebody waiting has slips, plurals and capitals. The readers of problems and of bent rules
compare words as they stand here; what was typed is kept elsewhere, word for word.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

from delightdesk.domain.text import clean

_SHORTEST_MENDED, _LONGEST_LINE = 5, 500

ORDINALS = {
    "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th", "seventh": "7th",
    "eighth": "8th", "ninth": "9th", "tenth": "10th",
}  # fmt: skip

_OWN_WORDS = frozenset({
    "arrive", "attach", "attached", "aware", "backing", "baked", "baking", "basic", "basis", "blank", "blend",
    "blink", "blond", "boring", "brand", "break", "buffer", "caller", "casing", "certain", "chain", "change",
    "changed", "changing", "checking", "cleaned", "clear", "cleared", "clearer", "clearing", "clipped", "cloud",
    "coarse", "confuse", "course", "crashed", "curse", "daily", "damage", "defeat", "detect", "doubled", "doubly",
    "drawn", "employed", "employer", "expose", "facet", "fault", "flake", "flash", "forget", "frame", "freeing",
    "guaranteed", "header", "heading", "inject", "insert", "inspect", "launch", "leading", "leasing", "leaving",
    "loosen", "mistake", "mixed", "monkey", "older", "overhead", "packaged", "parity", "partly", "paste", "patch",
    "place", "plane", "plate", "postpone", "powder", "prime", "promise", "prone", "pulse", "purge", "raising",
    "reach", "refuse", "remove", "replace", "reschedule", "reserve", "reused", "safely", "scale", "scaled", "scaling",
    "selling", "serve", "served", "settle", "shall", "sheer", "shell", "shift", "shipped", "shrink", "skill",
    "skipped", "slider", "slower", "small", "speak", "spell", "spelled", "spelling", "spill", "split", "spoke",
    "stable", "stack", "staff", "stage", "stall", "stare", "started", "state", "steal", "stick", "store", "storey",
    "storing", "stormy", "story", "strange", "stray", "streaming", "strip", "stronger", "stuck", "stuff", "style",
    "supplied", "swapped", "sweep", "talking", "tally", "theme", "thorough", "though", "thread", "throw", "touch",
    "tower", "trail", "trait", "treat", "twine", "waiver", "walker", "wanted", "wanting", "warrant", "wasted",
    "wasting", "wording", "would", "writer", "writing",
})  # fmt: skip
"""Words near a telling one that are no slip of it."""


def plain_words(text: str) -> list[str]:
    """The words of a text in plain small letters and digits; an apostrophe joins ("doesn't" is one word)."""
    folded = anyascii(clean(text)).casefold()[:_LONGEST_LINE]
    return re.findall(r"[a-z0-9]+", folded.replace("'", "").replace("`", ""))


def singular(word: str) -> str:
    """The word without a simple plural's ending; doing it twice changes nothing more."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "sses", "xes", "zes")) else word[:-1]


def same(word: str) -> str:
    """The one form in which a word is compared: no plural, "third" as "3rd"."""
    single = singular(word)
    return ORDINALS.get(single, single)


def meant(word: str, known: frozenset[str]) -> str:
    """The known word that ``word`` is one slip away from, else ``word`` itself.

    Only words of five letters or more with the right first letter are mended, and none that is a word of its own.
    """
    if len(word) < _SHORTEST_MENDED or word in known or word in _OWN_WORDS or not word.isalpha():
        return word
    return _nearest(word, known)


@lru_cache(1024)
def _nearest(word: str, known: frozenset[str]) -> str:
    from rapidfuzz.distance import OSA  # here: most lines have no slip, and it is not free to import

    near = (
        each
        for each in known
        if each[0] == word[0] and len(each) >= _SHORTEST_MENDED and OSA.distance(word, each, score_cutoff=1) <= 1
    )
    return min(near, default=word)
