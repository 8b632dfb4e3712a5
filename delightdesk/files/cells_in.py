"""Reading one cell: blanks, card numbers, counts, flags.

Each function takes the cell as it stands in the file and gives clean text or a plain value. What is refused
is said in words that repeat nothing a guest told.
"""

from __future__ import annotations

import re

from delightdesk.domain.arrivals import own_email
from delightdesk.domain.forbidden import without
from delightdesk.domain.text import clean

CELL_LIMIT = 10_000
_SHORT = 80
_BLANKS = frozenset({"", "unknown", "n/a", "n.a.", "#n/a", "-", "--", "—", "none", "null", "(none)", "not specified"})
_LONGEST_BLANK = max(map(len, _BLANKS))
_DEFUSED = re.compile(r"'[\s'\"`´“”„‟‘’‚‛«»‹›＇＂]*[=+\-@＝＋－＠﹦﹢﹣﹫⁺⁻⁼₊₋₌−|%]")
"""An apostrophe that our own exports, and others', put before what a spreadsheet would calculate."""
_DAY_LIKE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?!\d)")
_BROKEN_NUMBER = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)
_LONGEST_PHONE = 25
_LONGEST_ADDRESS = 254
_COUNT = re.compile(r"\s*(\d{1,4})\b")
_YES = frozenset({"yes", "y", "true", "1", "x", "ja", "oui", "si", "sí"})
_NO = frozenset({"no", "n", "false", "0", "nein", "non"})
_HELD_BACK = frozenset({"problematic", "disabled person", "health compliant", "blocklist", "previous complaint"})


Held = dict[str, str]
"""Cells that held what is never kept, and what that was, for as long as a file is read."""


class Unreadable(Exception):  # noqa: N818 - read as a fact; never leaves `files`
    """Why a row cannot be taken, without guest data."""


def is_blank(cell: str) -> bool:
    """True for an empty cell, and for "n/a" and its kind."""
    return clean(cell, CELL_LIMIT).casefold() in _BLANKS


def text_of(cell: str, limit: int = _SHORT, held: Held | None = None) -> str:
    """Clean text of at most ``limit`` characters; "n/a" and its kind are empty, what is never kept is taken out.

    ``held`` is told of such cells, here and in the readers below.

    Raises `Unreadable` for more than 10,000 characters.
    """
    if len(cell) > CELL_LIMIT:
        raise Unreadable(f"a cell is longer than {CELL_LIMIT:,} characters")
    text = clean(cell, CELL_LIMIT)
    if len(text) <= _LONGEST_BLANK and text.casefold() in _BLANKS:
        return ""
    if text.startswith("'") and _DEFUSED.match(text):
        text = text[1:]
    text = _kept(cell, text, held)
    return text if len(text) <= limit else clean(text, limit)


def _kept(cell: str, text: str, held: Held | None, *, is_reference: bool = False) -> str:
    text, what = without(text, is_reference=is_reference)
    if what and held is not None:
        held[cell] = what
    return text


def id_of(cell: str, held: Held | None = None) -> str:
    """A reference, without a spreadsheet's apostrophe.

    Long numbers are kept unless a card issuer could have given them out, because one reference in ten would
    pass the check digit of a card by chance.
    """
    text = clean(cell, _SHORT).removeprefix("'")
    if len(text) <= _LONGEST_BLANK:
        return "" if text.casefold() in _BLANKS else text
    return _kept(cell, text, held, is_reference=True)


def phone_of(cell: str, held: Held | None = None) -> str:
    """A phone number as it was typed; what a spreadsheet turned into ``4.42E+11`` is no number any more."""
    text = clean(cell, _SHORT).removeprefix("'")
    if text.startswith(("+", "(", "0")) and len(text) < _LONGEST_PHONE:
        return _kept(cell, text, held, is_reference=True)
    return "" if _BROKEN_NUMBER.fullmatch(text) else text_of(cell.removeprefix("'"), held=held)


def email_of(cell: str, held: Held | None = None) -> str:
    """The guest's own e-mail address, "" for relays and made-up ones."""
    return own_email(_kept(cell, clean(cell, _LONGEST_ADDRESS), held))


def count_of(cell: str) -> int | None:
    """The whole number a cell begins with ("2 adults"), or None."""
    found = _COUNT.match(cell)
    return int(found[1]) if found else None


def is_yes(cell: str) -> bool:
    """True for yes, y, true, 1 and their like."""
    return cell.strip().casefold() in _YES


def day_shown(cell: str) -> str:
    """The end of the sentence about an unreadable day; the cell is repeated only if it looks like a day."""
    found = _DAY_LIKE.match(cell.strip())
    return f'"{found[0]}" is not a day' if found else "cannot be read"


def flags_of(
    cell: str, bare_header: str, header: str, noticed: Held | None = None
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The flags of a cell, and those held back as (header, word): they judge a guest or tell of health.

    A code in a VIP column says so ("VIP V3"); a plain yes becomes the column's own meaning.
    """
    vip = bare_header.startswith("vip")
    flags: list[str] = []
    held: list[tuple[str, str]] = []
    for word in re.split(r"[,;|]", text_of(cell, 400, noticed)):
        flag = word.strip()[:_SHORT]
        plain = flag.casefold()
        if not plain or plain in _NO or plain in _BLANKS:
            continue
        if plain in _HELD_BACK:
            held.append((header, flag))
        elif plain in _YES:
            flags.append("VIP" if vip else "Returning" if bare_header.startswith("repeat") else header)
        else:
            flags.append(f"VIP {flag}" if vip and "vip" not in plain else flag)
    return tuple(flags), tuple(held)
