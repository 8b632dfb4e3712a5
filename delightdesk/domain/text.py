"""Making text from outside safe to keep and to show.

Names, notes and imported cells may hold anything: terminal commands, letters that turn the line round, marks
piled up until they cover the row above. `clean` is the one door; what comes out is plain words in
composed form, and cleaning it again changes nothing. What is never kept at all is a second matter: see `forbidden`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from delightdesk.domain.forbidden import refuse

_RAW_LIMIT = 65_536
_MARKS_PER_BASE = 4
_FIRST_MARK = "\u0300"
_ZWNJ, _ZWJ = "\u200c", "\u200d"
_JOINED_KINDS = frozenset({"Lo", "Mn", "Mc", "So", "Sk", "Sm"})

_PAYLOAD = r"[^\x07\x18\x1a\x1b\x80-\x9f]*+"
_CONTROLS = re.compile(
    r"(?:\x1b[P\]X^_]|[\x90\x98\x9d-\x9f])"  # strings: device control, title, private message
    rf"(?:{_PAYLOAD}(?:\x07|\x1b\\|\x9c|\x18|\x1a)|[^\x07\x18\x1a\x1b\x80-\x9f\r\n]*+)"
    r"|(?:\x1b\[|\x9b)[0-?]*+[ -/]*+[@-~]?"  # control sequences: colour, cursor, modes
    r"|\x1b[ -/]*+[0-~]?"  # all other escapes
    r"|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\ue000-\uf8ff\ufdd0-\ufdef\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e007f\U000f0000-\U0010ffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0xF0000, 0x10000))
    + "]"
)
_LINE_ENDS = re.compile("\r\n|[\n\r\v\f\u0085\u2028\u2029]")


def clean(text: str, limit: int = 500) -> str:
    """One line of plain text, at most ``limit`` characters, safe to store and to paint.

    Terminal sequences go as a whole, not only their first byte, so no ``[31m`` is left behind. Every kind
    of white space becomes one space.
    """
    if text.isprintable() and (text.isascii() or max(text) < _FIRST_MARK):
        folded = " ".join(text.split()) if "  " in text or text[:1] == " " or text[-1:] == " " else text
        return folded if len(folded) <= limit else folded[:limit].rstrip()
    return _scrub(text, limit, _one_line)


def clean_block(text: str, limit: int = 4000) -> str:
    """Like `clean` for text of several lines: line breaks stay, at most one empty line in a row."""
    return _scrub(text, limit, _lines)


def _scrub(text: str, limit: int, fold: Callable[[str], str]) -> str:
    # Taking one thing out can bring together two that belong out or compose: repeat until nothing changes.
    text = _CONTROLS.sub("", text[: max(_RAW_LIMIT, 4 * limit)])
    while True:
        before = text
        text = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
        if not text.isprintable() or max(text, default="") >= _FIRST_MARK:
            text = _thin(text)
        text = _cut(fold(text), limit)
        if text == before:
            return text


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> str:
    lines = "\n".join(_one_line(line) for line in _LINE_ENDS.split(text)).strip("\n")
    return re.sub(r"\n{3,}", "\n\n", lines)


def _thin(text: str) -> str:
    """Without joiners that join nothing, and with at most four marks on one letter."""
    kept: list[str] = []
    marks = 0
    for place, char in enumerate(text):
        if char in (_ZWJ, _ZWNJ):
            following = text[place + 1 : place + 2]
            if kept and following and _joined(kept[-1]) and _joined(following):
                kept.append(char)
            continue
        kind = unicodedata.category(char)
        if kind in ("Mn", "Me"):
            marks += 1
            if marks > _MARKS_PER_BASE:
                continue
        elif kind != "Mc":
            marks = 0
        kept.append(char)
    return "".join(kept)


def _joined(char: str) -> bool:
    """Joiners shape emoji and scripts such as Persian or Hindi; between Latin letters they only hide."""
    return char > "\u00ff" and unicodedata.category(char) in _JOINED_KINDS


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    end = limit
    while end > max(0, limit - 32) and _inside_letter(text, end):
        end -= 1
    if end == limit - 32:
        end = limit
    return text[:end].rstrip()


def _inside_letter(text: str, place: int) -> bool:
    """True when cutting before ``place`` would take marks, a skin tone or half a flag off its letter."""
    char = text[place]
    if text[place - 1] == _ZWJ or char in (_ZWJ, _ZWNJ) or "\U0001f3fb" <= char <= "\U0001f3ff":
        return True
    if _is_flag_half(char):
        halves = 0
        while halves < place and _is_flag_half(text[place - 1 - halves]):
            halves += 1
        return halves % 2 == 1
    return unicodedata.category(char).startswith("M")


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def kept_words(text: str, limit: int = 300, field: str = "") -> str:
    """Typed words, fit to be stored: clean and at most ``limit`` characters. ``field`` names where they were typed.

    Raises `forbidden.Forbidden` for a card number and its like. Cut last, so that nothing of one stays that reaches
    over the end.
    """
    words = clean(text, 4 * limit)
    refuse(words, field)
    return words[:limit].rstrip()
