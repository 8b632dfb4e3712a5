"""Words that say nothing about who somebody is, for what is read aloud to a whole shift.

What cannot be told to be harmless is left out: a story loses little by it, a guest's trust would lose everything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from delightdesk.domain.folding import fold_words
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import OccasionKind, label

ENOUGH = 5
"""At least so many guests could be meant before a story may say what was special about one of them."""

_LONGEST_QUOTE = 140
_OPENERS = frozenset({
    "a", "all", "am", "an", "and", "are", "as", "at", "beautiful", "best", "brilliant", "but", "can", "did", "do",
    "even", "every", "everybody", "everyone", "everything", "exactly", "fantastic", "finally", "first", "for", "from",
    "great", "had", "have", "he", "her", "here", "his", "how", "i", "if", "in", "is", "it", "just", "like", "love",
    "lovely", "many", "my", "never", "nice", "no", "nobody", "nothing", "now", "of", "oh", "on", "once", "one", "our",
    "perfect", "really", "she", "so", "somebody", "someone", "something", "such", "thank", "thanks", "that", "the",
    "their", "there", "these", "they", "this", "those", "to", "today", "too", "truly", "very", "was", "we", "well",
    "were", "what", "when", "where", "who", "why", "wonderful", "wow", "yes", "you", "your",
})  # fmt: skip
"""Words a sentence may begin with; any other capital there could be a name."""

_OF_ONESELF = frozenset({"i", "i'm", "i've", "i'll", "i'd"})
_NUMBERS = frozenset({
    "eighteen", "eighty", "eleven", "fifteen", "fifty", "forty", "fourteen", "hundred", "nineteen", "ninety",
    "seventeen", "seventy", "sixteen", "sixty", "thirteen", "thirty", "thousand", "twelve", "twenty",
})  # fmt: skip
_SMALL_WORDS = frozenset({
    "a", "about", "after", "again", "all", "also", "always", "an", "and", "any", "are", "as", "at", "be", "because",
    "been", "before", "but", "by", "can", "come", "does", "down", "for", "from", "get", "give", "given", "good",
    "guest", "guests", "had", "has", "have", "her", "here", "him", "his", "house", "how", "into", "is", "it", "its",
    "just", "keep", "last", "let", "like", "likes", "little", "made", "make", "may", "more", "most", "much", "never",
    "new", "next", "not", "now", "of", "off", "on", "once", "one", "only", "or", "our", "out", "over", "own", "put",
    "said", "same", "say", "see", "she", "should", "small", "so", "some", "something", "than", "that", "the", "their",
    "them", "then", "there", "these", "they", "thing", "things", "this", "time", "to", "today", "told", "too", "two",
    "under", "until", "up", "upon", "us", "very", "want", "wants", "was", "way", "we", "well", "were", "what", "when",
    "where", "which", "while", "who", "will", "with", "without", "would", "you", "your",
})  # fmt: skip
_PRIVATE = frozenset({
    "allergic", "allergy", "alone", "cancer", "church", "clinic", "daughter", "dead", "death", "died", "disability",
    "disabled", "divorce", "doctor", "father", "faith", "funeral", "god", "grief", "halal", "hospital", "husband",
    "ill", "illness", "kosher", "medicine", "mosque", "mother", "mum", "operation", "pain", "partner", "pray",
    "prayer", "pregnant", "religion", "sick", "sickness", "sister", "brother", "son", "surgery", "therapy",
    "treatment", "wheelchair", "widow", "widower", "wife",
})  # fmt: skip
"""Health, faith and family: whatever a guest says of these stays where it was said."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_ENDS = ".!?…:"
_OCCASION_WORDS = frozenset(word for kind in OccasionKind for word in label(kind).split()) | {
    "married", "marriage", "bride", "groom", "born", "baby", "party", "engaged", "anniversaries", "birthdays",
}  # fmt: skip


def telling_words(texts: Iterable[str]) -> frozenset[str]:
    """The folded words of names, rooms or notes by which somebody might be known; small words are nobody's."""
    return frozenset(form for text in texts for form in fold_words(text) if form not in _SMALL_WORDS)


def name_words(names: Iterable[str]) -> frozenset[str]:
    """The folded words of names, every one of them: somebody may well be called Will."""
    return frozenset(form for name in names for form in fold_words(name))


def says_nobody(text: str, telling: frozenset[str]) -> bool:
    """True when a title touches none of the telling words and holds no digit and no address."""
    return not _touches(text, telling) and not any(char.isdigit() or char == "@" for char in text)


def quotable(words: str, telling: frozenset[str], *, occasions: bool = False) -> str:
    """A guest's own words where they point to nobody, else empty.

    Out goes whatever holds a telling word, a digit, a number that may be a room or an age, a capital that may be a
    name, a script without capitals, what is private, or, unless ``occasions``, a word for something to celebrate.
    """
    quote = clean(words, 4 * _LONGEST_QUOTE).strip(" \"“”'.")
    if not quote or len(quote) > _LONGEST_QUOTE or not says_nobody(quote, telling):
        return ""
    plain = set(fold_words(quote))
    if (
        plain & (_NUMBERS | _PRIVATE)
        or (not occasions and plain & _OCCASION_WORDS)
        or not _capitals_are_harmless(quote)
    ):
        return ""
    return quote


def _touches(text: str, telling: frozenset[str]) -> bool:
    forms = set(fold_words(text))
    forms |= {form for word in re.split(r"[^\w]+|_", text) for form in fold_words(word)}
    return not telling.isdisjoint(forms | {form.removesuffix("s") for form in forms})


def _capitals_are_harmless(quote: str) -> bool:
    at = 0
    for found in _WORD.finditer(quote):
        word, before = found[0], quote[at : found.start()]
        begins = at == 0 or any(char in _SENTENCE_ENDS for char in before)
        at = found.end()
        if any(unicodedata.category(char) == "Lo" for char in word):
            return False
        plain = word.lower().replace("’", "'")
        if word != word.lower() and plain not in _OF_ONESELF and not (begins and plain in _OPENERS):
            return False
    return True
