"""Names folded into plain words, so that what is typed at the desk meets what was once written down.

A name is written with marks, in other scripts, with hyphens, apostrophes and particles, and is typed without
them. Everything here turns both sides into the same lower-case letters ``a-z`` and digits. Guests are folded
when they are saved, the find box with every key, so plain ASCII takes a short way that imports nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

Forms = tuple[str, ...]
"""One written word in every folded form it may be looked for: ``("mueller", "muller")``."""

_APART = re.compile(r"[\s,;:/\\|&()\[\]{}<>\"“”„«»!?*=+#@%^~$_·・、。，\u3000\x00-\x1f]+")
_JOINT = re.compile(r"['’‘ʼ`´.\-‐‑‒–—]+")  # inside a word: O'Brien, Anne-Marie, J.R.
_LETTER_JOINT = "ʼ"  # an apostrophe that counts as a letter
_PLAIN_WORDS = re.compile(r"[a-z0-9]+")
_NOT_DIGITS = re.compile(r"[^0-9]+")
_NOT_CODE = re.compile(r"[^a-z0-9@._+]+")
_NOT_KEPT = re.compile(r"[^a-z0-9]+")
_SPELT_OUT = str.maketrans({"ü": "ue", "ö": "oe", "ä": "ae", "ø": "oe", "å": "aa"})
_MARKED = re.compile("[üöäøå]")
_SYLLABLES = re.compile(  # scripts in which one sign is one syllable: Han and Hangul
    "[\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003134f]"
)
_PARTICLES = frozenset(
    {
        "abu",
        "al",
        "ap",
        "ben",
        "bin",
        "da",
        "de",
        "dei",
        "del",
        "della",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
    }
    | {"el", "fitz", "ibn", "la", "las", "le", "los", "mac", "mc", "o", "st", "ten", "ter", "van", "von"}
)
_KOREAN_SURNAMES = {  # the spelling in passports, where it is not the official romanisation
    "bag": "park", "choe": "choi", "gang": "kang", "gim": "kim", "gweon": "kwon", "gwon": "kwon", "i": "lee",
    "im": "lim", "jeong": "jung", "jo": "cho", "sin": "shin", "yun": "yoon",
}  # fmt: skip
_LONGEST = 300
_SIGNS = 6


def fold_words(text: str) -> Forms:
    """Every folded word under which ``text`` can be found, each once, in the order first met."""
    return tuple(dict.fromkeys(form for forms in fold_name(text) for form in forms))


def fold_name(text: str) -> tuple[Forms, ...]:
    """The written words of a name, each with all its forms; what the index keeps.

    Pieces of a hyphened word also stand joined, a single letter before an apostrophe only joined, a particle
    also joined with what follows it ("van der Berg" has ``vanderberg``), and a name in Han or Hangul also
    syllable by syllable, so that "xiaoming" and "wang" both find it.
    """
    lowered = _lowered(text[:_LONGEST])
    if lowered.isascii() and lowered.replace(" ", "").isalnum():  # most names: the short way
        plain = lowered.split()
        if _PARTICLES.isdisjoint(plain):
            return tuple([(word,) for word in plain])
    words: list[Forms] = []
    led = ""
    for forms in _pieces(lowered):
        words.append((*forms, led + forms[0]) if led else forms)
        led = led + forms[0] if forms[0] in _PARTICLES else ""
    return tuple(words)


def typed_words(text: str) -> tuple[Forms, ...]:
    """The words of a find box, each with the forms any of which a guest's word may begin with."""
    lowered = _lowered(text)
    if _is_plain(lowered):
        return tuple((word,) for word in _PLAIN_WORDS.findall(lowered))
    words: list[Forms] = []
    for chunk in _APART.split(lowered):
        pieces = [forms for forms in (_forms(piece, parts=False) for piece in _JOINT.split(chunk)) if forms]
        if len(pieces) > 1:
            joined = "".join(forms[0] for forms in pieces)
            pieces = [(*forms, joined) for forms in pieces]
        words.extend(pieces)
    return tuple(words)


def digits(text: str) -> str:
    """The digits of a phone number, with ``+`` before a country code.

    ``00`` and ``+`` are the same, and "(0)" behind a country code is left out. Of a number without a
    country code every digit is kept, the leading nought too.
    """
    text = text.replace("(0)", "")
    kept = _NOT_DIGITS.sub("", text) if text.isascii() else "".join(str(int(s)) for s in text if s.isdecimal())
    if text.lstrip(" (").startswith(("+", "\uff0b")):
        return f"+{kept}" if kept else ""
    return f"+{kept[2:]}" if kept.startswith("00") and len(kept) > 2 else kept


def code(text: str) -> str:
    """A reference, room or e-mail address as it is compared: lower case letters, digits and ``@._+`` only."""
    if not text.isascii():
        text = _romanised(unicodedata.normalize("NFKC", text))
    lowered = text.lower()
    return lowered if lowered.isalnum() else _NOT_CODE.sub("", lowered)


def _is_plain(lowered: str) -> bool:
    return lowered.isascii() and not _JOINT.search(lowered)


def _pieces(lowered: str) -> Iterator[Forms]:
    """The words of a name in writing order; a single letter inside a hyphened word only joined."""
    if _is_plain(lowered):
        yield from ((word,) for word in _PLAIN_WORDS.findall(lowered))
        return
    if lowered.replace(" ", "").isalpha() and _LETTER_JOINT not in lowered:  # most other names: nothing to take apart
        yield from filter(None, [_forms(word, parts=True) for word in lowered.split()])
        return
    for chunk in _APART.split(lowered):
        pieces = [forms for forms in (_forms(piece, parts=True) for piece in _JOINT.split(chunk)) if forms]
        if len(pieces) == 1:
            yield pieces[0]
            continue
        joined = "".join(forms[0] for forms in pieces)
        for place, forms in enumerate(pieces):
            if len(forms[0]) > 1:
                yield (*forms, joined)
            elif place == 0:
                yield (joined,)


def _lowered(text: str) -> str:
    return (
        text.lower() if text.isascii() else unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    )


def _forms(piece: str, *, parts: bool) -> Forms:
    """The forms of one unbroken piece; with ``parts`` its syllables stand for themselves too."""
    if piece.isascii():
        kept = piece if piece.isalnum() else _NOT_KEPT.sub("", piece)
        return (kept,) if kept else ()
    if max(piece) >= "\u3400" and _SYLLABLES.search(piece):
        return tuple(dict.fromkeys(_syllable_forms(piece, parts=parts)))
    plain = _romanised(piece)
    if not _MARKED.search(piece):
        return (plain,) if plain else ()
    spelt = _romanised(piece.translate(_SPELT_OUT))
    return tuple(dict.fromkeys((spelt, plain)))


def _syllable_forms(piece: str, *, parts: bool) -> Iterator[str]:
    marked = _SYLLABLES.sub(lambda found: f"\0{found.group()}\0", piece)
    signs = [folded for folded in map(_romanised, marked.split("\0")) if folded]
    if not signs:
        return
    yield "".join(signs)
    if not parts:
        return
    for start in range(1, min(len(signs) - 1, _SIGNS)):
        yield "".join(signs[start:])
    yield from signs[:_SIGNS]
    if "\uac00" <= piece[0] <= "\ud7a3" and signs[0] in _KOREAN_SURNAMES:
        yield _KOREAN_SURNAMES[signs[0]]


@lru_cache(maxsize=4_096)
def _romanised(piece: str) -> str:
    if piece.isascii():
        return _NOT_KEPT.sub("", piece.lower())
    from anyascii import anyascii  # here: most names never need it, and it is not free to import

    letters = anyascii(piece).lower()
    return letters if letters.isalnum() and letters.isascii() else _NOT_KEPT.sub("", letters)


_HEARD = {
    "tsch": "s", "sch": "s", "tch": "s", "sh": "s", "zh": "s", "sz": "s", "cz": "s", "tz": "s", "ts": "s",
    "dz": "s", "chr": "kr", "chl": "kl", "ch": "k", "ck": "k", "ph": "f", "bh": "f", "mh": "f", "gh": "",
    "th": "t", "dt": "t", "dj": "j", "dg": "j",
    "x": "ks", "q": "k", "g": "k", "z": "s", "d": "t", "v": "f", "w": "f",
}  # fmt: skip
_SOUNDS = re.compile("|".join((*_HEARD, "c")))
_SILENT_START = re.compile("^(?:k(?=n)|w(?=r)|g(?=n)|p(?=s))")
_VOWELS = re.compile("[aeiouyh]+")
_TWICE = re.compile(r"(.)\1+")


def sound(word: str) -> str:
    """The consonants of a folded word as they are heard: Smyth, Smith and Schmidt are all ``smt``.

    A leading vowel counts as one ``a``; all other vowels, h and doubled letters are dropped. Digits stand for
    themselves. It is a rough ear on purpose: it only proposes words, letters decide their order.
    """
    if not word:
        return ""
    word = _SILENT_START.sub("", word)
    if word.startswith("ch") and not word.startswith(("chr", "chl")):
        word = "s" + word[2:]
    start = "a" if word[0] in "aeiou" else "j" if word[0] == "y" else "h" if word[0] == "h" else ""
    heard = _VOWELS.sub("", _SOUNDS.sub(_as_heard, word))
    return start + _TWICE.sub(r"\1", heard)


def _as_heard(found: re.Match[str]) -> str:
    letters = found.group()
    before = found.string[: found.start()][-1:]
    after = found.string[found.end() : found.end() + 1]
    if letters == "c":
        return "s" if after in ("e", "i", "y") else "k"
    if letters == "mh" and before not in tuple("aeiou"):
        return "m"
    if letters == "w" and before in ("a", "e", "o", "u") and after not in tuple("aeiouy"):
        return ""  # Brown as Braun, Shaw as Shah
    return _HEARD[letters]
