"""Slips of the finger in the words that matter: "alergic to nuts" must not become a plain note.

Only words that begin an occasion or a caution are mended, and only from far enough away that no other word is
meant. The line itself is kept as it was typed; the mended one is what the readers see.
"""

from __future__ import annotations

import re
from functools import lru_cache

from delightdesk.domain.capture_patterns import FOODS

_WORDS = (
    "alcohol", "allergic", "allergies", "allergy", "anniversary", "anxious", "birthday", "celery", "coeliac",
    "engagement", "gluten", "graduation", "honeymoon", "intolerance", "intolerant", "kosher", "lactose", "mustard",
    "nervous", "peanuts", "pregnant", "prefers", "retirement", "sesame", "shellfish", "strawberries", "surprise",
    "usually", "vegetarian",
)  # fmt: skip
_SLIPS = {"firts": "first", "frist": "first", "nutts": "nuts", "nust": "nuts", "ususal": "usual", "usaul": "usual"}
_MEANT = frozenset({
    *_WORDS, *FOODS, "alcools", "alergia", "alergica", "alergico", "allergia", "allergica", "allergico",
    "allergie", "allergien",
    "allergique", "allergisch", "anniversaire", "anniversario", "aniversario", "celeriac", "coeliacs", "intolerante",
    "lactosa", "peanut", "prefer", "preferred", "surprised", "surprises", "vegetariana", "vegetariano", "vegetarians",
})  # fmt: skip
"""Words near one of those above that are not a slip of it."""

_LEAST, _LONG = 6, 10
_WORD = re.compile(r"[^\W\d_]+")


def mended(line: str) -> str:
    """The line with slips in its telling words put right; everything else stands as it was."""
    return _WORD.sub(lambda found: _mended(found[0]), line)


@lru_cache(512)
def _mended(word: str) -> str:
    plain = word.casefold()
    if plain in _SLIPS:
        return _SLIPS[plain]
    if len(plain) < _LEAST or plain in _MEANT:
        return word
    from rapidfuzz.distance import OSA

    for meant in _WORDS:
        most = 2 if min(len(meant), len(plain)) >= _LONG else 1
        if meant[0] == plain[0] and OSA.distance(plain, meant, score_cutoff=most) <= most:
            return meant
    return word
