"""Reading back: whoever takes over something grave says it in their own words before it counts as taken.

Saying yes is quick and proves nothing; saying "412 nuts cake" proves that it was read. Anything goes that holds two
of the line's own words, so that nobody has to copy a sentence, and a slip of the finger is no reason to type again. A
room that is not the line's is the very slip that reading back is there for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from rapidfuzz.distance import OSA

from delightdesk.domain.folding import fold_words, typed_words
from delightdesk.domain.text import clean

LEAST, OF_THE_LINE = 3, 2
"""How many words are said, and how many of them have to stand in the line."""

_SLIP_FROM = 5
_HOUR = re.compile(r"\b(\d{1,2})[:.](\d\d)\b")
_ROOM = re.compile(r"\b\d{3,4}\b")
_SMALL = frozenset(
    {"a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "he", "her", "his", "i", "in", "is"}
    | {"it", "its", "my", "no", "not", "now", "of", "on", "or", "our", "she", "so", "than", "that", "the", "their"}
    | {"them", "then", "there", "they", "this", "to", "was", "we", "were", "will", "with", "you", "your"}
)


def lacks(said: str, line: Iterable[str]) -> str:
    """What reading back still lacks, as one sentence; "" when it is enough.

    ``line``: the texts of the line, such as what, who and by when. A line of few words asks for no more than it has.
    """
    words = [forms for forms in typed_words(_plain(said)) if forms]
    if len(words) < LEAST:
        return (
            f"That is {_counted(len(words))}; please read it back in three. Nothing is signed yet."
            if words
            else "Please read it back in three words, such as the room, what it is and by when. Nothing is signed yet."
        )
    texts = " ".join(line)
    theirs = set(fold_words(_plain(texts))) - _SMALL
    wanted = min(OF_THE_LINE, len(theirs))
    met = list(dict.fromkeys(forms[0] for forms in words if any(_stands(form, theirs) for form in forms)))
    if len(met) >= wanted:
        other = _other_room(said, texts)
        return f"“{other}” does not stand in the line; please look once more. Nothing is signed yet." if other else ""
    found = f"Only “{met[0]}” of that stands in the line" if met else "None of that stands in the line"
    return f"{found}; please read it once more and say two of its own words. Nothing is signed yet."


def _other_room(said: str, line: str) -> str:
    """The room that was said where the line tells of another one, else ""; an hour may be said in any way."""
    theirs, rooms = (_ROOM.findall(_HOUR.sub(" ", clean(text, 1000))) for text in (line, said))
    return rooms[0] if theirs and rooms and not {*theirs} & {*rooms} else ""


def _plain(text: str) -> str:
    """Clean, and an hour is one word however it is written."""
    return _HOUR.sub(r"\1\2", clean(text, 1000))


def _stands(said: str, theirs: Collection[str]) -> bool:
    return said not in _SMALL and any(_is_same(said, their) for their in theirs)


def _is_same(said: str, written: str) -> bool:
    if said == written:
        return True
    slips = len(said) >= _SLIP_FROM and len(written) >= _SLIP_FROM and not (said.isdigit() or written.isdigit())
    return slips and OSA.distance(said, written, score_cutoff=1) <= 1


def _counted(words: int) -> str:
    return "one word" if words == 1 else f"{words} words"
