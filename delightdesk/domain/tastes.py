"""Tastes: which of a guest's remembered preferences speak for which idea.

A preference counts only where its words meet the idea's own, because "the crossword with breakfast" is no reason
for a pillow. What a guest does *not* want ("no music", "away from the lift") never counts as wanted.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

from delightdesk.domain.habits import Habit, Standing, standing
from delightdesk.domain.ideas import Idea
from delightdesk.domain.knowledge import PreferenceKnown
from delightdesk.domain.signals import Scene

_WORDS = re.compile(r"[^\W\d_]+")
_PHRASES = re.compile(r"[,;.:()]|\b(?:and|but|with|und|aber|mit|et|mais|avec|con)\b")
_NEVER = frozenset(
    ("no", "not", "nor", "never", "without", "instead", "except", "away", "avoid", "avoids", "dislikes", "hates",
     "kein", "keine", "keinen", "nicht", "ohne", "sans", "pas", "sin", "senza")
)  # fmt: skip
_SOUNDS = frozenset({"music", "noise", "talk", "talking", "radio", "musik", "musique"})
_COMMON = frozenset(
    ("a", "of", "to", "in", "on", "at", "by", "as", "is", "it", "the", "their", "they", "them", "this", "that", "for",
     "from", "out", "one", "own", "new", "good", "best", "better", "small", "little", "big", "way", "usual",
     "favourite", "first", "last", "same", "like", "liked", "ready", "kept", "held", "offered", "given", "made",
     "hand", "day", "time", "house", "guest", "always", "some", "something", "every", "more", "than", "over", "about",
     "into", "after", "before", "when", "while", "what", "all", "too")
)  # fmt: skip
"""Words that would make anything meet anything."""
_RANK = {Habit.USUAL: 2, Habit.SEEN: 1, Habit.GUESS: 0}
_LONGEST = 40
ANY_USUAL = "usual"
"""An idea of this family serves whatever the usual is, as in a shop where it may be any of the goods."""

Taste = tuple[PreferenceKnown, Standing]
"""A preference and how far it may be trusted today."""


def taste_for(idea: Idea, scene: Scene) -> Taste | None:
    """The best known preference that this idea serves; None when nothing the guest likes has to do with it."""
    if not scene.known.preferences:
        return None
    own, today = idea_words(idea), scene.house.today
    served = [each for each in scene.known.preferences if not own.isdisjoint(taste_words(each.text))]
    found = [(each, standing(each, today)) for each in served]
    if idea.family == ANY_USUAL:
        usual = [(each, standing(each, today)) for each in scene.known.preferences]
        found += [each for each in usual if each[1].habit is Habit.USUAL]
    return max(found, key=_trust, default=None)


def present_for(idea: Idea, scene: Scene) -> frozenset[str]:
    """The signals as this idea sees them: "usual" only where it serves a usual, and one that is no mere guess."""
    taste = taste_for(idea, scene)
    served = taste is not None and taste[1].habit is not Habit.GUESS
    return scene.present | {"usual"} if served else scene.present - {"usual"}


@lru_cache(maxsize=2048)
def idea_words(idea: Idea) -> frozenset[str]:
    """The words an idea goes by: those its ``word:`` signals name, or else its title, parts and family."""
    named = {
        word.removeprefix("word:")
        for expression in idea.needs | idea.fits
        for word in expression.split("|")
        if word.startswith("word:")
    }
    texts = named or {idea.title, idea.family, *(part.what for part in idea.parts)}
    return frozenset(_plain(word) for text in texts for word in _WORDS.findall(text.casefold())) - _COMMON


@lru_cache(maxsize=2048)
def taste_words(text: str) -> frozenset[str]:
    """What a preference asks for, word by word; silence, asked for as "no music", is ``quiet``."""
    found: set[str] = set()
    for phrase in _PHRASES.split(text.casefold()):
        words = _WORDS.findall(phrase)
        cut = next((place for place, word in enumerate(words) if word in _NEVER), len(words))
        found.update(_plain(word) for word in words[:cut])
        if _SOUNDS & set(words[cut:]):
            found.add("quiet")
    return frozenset(found) - _COMMON


def taste_reason(taste: Taste) -> str:
    """``"their usual: flat white"``, or ``"they like: oat milk"`` while it is not yet the usual."""
    preference, stand = taste
    text = preference.text if len(preference.text) <= _LONGEST else f"{preference.text[: _LONGEST - 1].rstrip()}…"
    return f"their usual: {text}" if stand.habit is Habit.USUAL else f"they like: {text}"


def _trust(taste: Taste) -> tuple[int, bool, int, str]:
    preference, stand = taste
    return _RANK[stand.habit], not stand.confirm, preference.sightings, preference.text


def _plain(word: str) -> str:
    """Without accents and without the s of a plural, so that "Cafés" and "cafe" are one word."""
    folded = anyascii(word).casefold()
    return folded[:-1] if len(folded) > 3 and folded.endswith("s") and not folded.endswith("ss") else folded
