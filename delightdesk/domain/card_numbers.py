"""Payment card numbers inside typed or imported words, however they are grouped and in whatever digits.

A number counts by its check digit. One in ten numbers of other kinds passes that by chance, so those that other
systems give out (references, telephone numbers) count only where a card issuer could have given them out too.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise

Span = tuple[int, int]

_HIDDEN = str.maketrans(dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufe0f\ufeff\u20e3"), "\u200b"))
_BLANK = "\u00a4"
_NO_CARD = (
    r"\b(?:19|20)\d\d([-./])(?:0?[1-9]|1[0-2])\1(?:[12]\d|3[01]|0?[1-9])(?![-./]?\d)"  # days
    r"|\b(?:[12]\d|3[01]|0?[1-9])([-./])(?:0?[1-9]|1[0-2])\2(?:(?:19|20)\d\d|\d\d)(?![-./]?\d)"
    r"|\b(?:0?[1-9]|1[0-2])/(?:[12]\d|3[01]|0?[1-9])/(?:19|20)\d\d(?![-./]?\d)"
    r"|(?:\+|\b00(?=[1-9]\d*[ .\-/(]+\d))(?:[ ().\-/]{0,2}\d){7,15}(?![ .\-]?\d)"  # telephone numbers
    r"|\b[a-z]{2}\d\d(?: ?[a-z0-9]{4}){3,7}(?: ?[a-z0-9]{1,3})?\b"  # bank accounts, looked at again below
    r"|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b(?=\d*[a-f])[0-9a-f]{32,}\b"  # keys of machines
)
_RUN = re.compile(r"\d(?:(?:(?!\+)[\W_]){0,3}\d){12,}")
_GROUP = re.compile(r"\d+")
_EXPIRY = (
    r"[\s,;/|(]*(?:(?:exp\w*|valid\w*|good|thru|until|to|bis|gültig|scad\w*|cad\w*|fin)[\s.:]*){0,3}"
    r"(?:0[1-9]|1[0-2])\s?[/.-]\s?(?:20)?\d\d(?!\d)(?:[\s,;/|]*\d{3,4}(?!\d))?"
)
_SHAPES = frozenset({(4, 6, 5), (4, 6, 4), (4, 4, 5)})

_GAPS = frozenset({"", *"-./,_·"})

_ISSUED = re.compile(
    r"4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}"
    r"|3[0689]\d{12}|3[0689]\d{14,17}|35(?:2[89]|[3-8]\d)\d{12,15}|(?:50|5[6-9]|6\d)\d{14,17}"
)
"""Visa, Mastercard, American Express, Diners, JCB, and Maestro with Discover and UnionPay among its numbers."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Made when the first number is looked at: not before the first frame."""
    return re.compile(pattern, re.IGNORECASE)


def plain_digits(text: str) -> str:
    """The text with every digit of any script as 0 to 9 and signs nobody sees made one; places stay as they were."""
    if text.isascii():
        return text
    return "".join(_plain(char) for char in text.translate(_HIDDEN))


def _plain(char: str) -> str:
    if char.isascii():
        return char
    digit = unicodedata.digit(char, None)
    return char if digit is None else str(digit)


def without_days_and_phones(plain: str) -> str:
    """The text with days, telephone numbers, bank accounts and keys of machines blanked; places stay as they were."""
    return _compiled(_NO_CARD).sub(_blanked, plain)


def _blanked(found: re.Match[str]) -> str:
    words = found[0]
    is_account = words[:2].isalpha() and words[2:4].isdigit() and "-" not in words
    return words if is_account and not _is_account(words) else _BLANK * len(words)


def _is_account(words: str) -> bool:
    """True when the two check digits of an IBAN are right."""
    bare = words.replace(" ", "").upper()
    return int("".join(str(int(char, 36)) for char in bare[4:] + bare[:4])) % 97 == 1


def card_spans(blanked: str, *, is_reference: bool = False) -> list[Span]:
    """Where card numbers stand, each with the month it ends and the code typed behind that.

    ``is_reference``: the text is a number another system gave out, of which only real card ranges count.
    """
    spans: list[Span] = []
    for run in _RUN.finditer(blanked):
        spans += _in_run(blanked, run.start(), run[0], is_reference=is_reference)
    return spans


def _in_run(text: str, offset: int, run: str, *, is_reference: bool) -> list[Span]:
    groups = [(found.start(), found.end()) for found in _GROUP.finditer(run)]
    if not is_reference and _last_group(run, groups, 0, by_issuer=False, is_reference=False) == len(groups) - 1:
        return [(offset, _with_expiry(text, offset + len(run)))]
    spans: list[Span] = []
    for by_issuer in (True, False) if not is_reference else (True,):
        first = 0
        while first < len(groups):
            last = _last_group(run, groups, first, by_issuer=by_issuer, is_reference=is_reference)
            if last is None:
                first += 1
                continue
            spans.append((offset + groups[first][0], _with_expiry(text, offset + groups[last][1])))
            first = last + 1
        if spans:
            break
    return spans


def _last_group(run: str, groups: list[Span], first: int, *, by_issuer: bool, is_reference: bool) -> int | None:
    """The last group of the longest card number that begins with group ``first``."""
    digits, found = "", None
    for place in range(first, len(groups)):
        digits += run[slice(*groups[place])]
        if len(digits) > 19:
            break
        if len(digits) < 13 or not _check_digit_holds(digits) or (by_issuer and not _ISSUED.fullmatch(digits)):
            continue
        if is_reference and digits[0] == "4" and len(digits) == 13:
            continue  # no longer given out, and the numbers of many shops
        if _grouped_like_a_card(run, groups[first : place + 1], by_issuer=by_issuer, is_reference=is_reference):
            found = place
    return found


def _grouped_like_a_card(run: str, groups: list[Span], *, by_issuer: bool, is_reference: bool) -> bool:
    sizes = tuple(end - start for start, end in groups)
    gaps = {_kind_of(run[before[1] : after[0]]) for before, after in pairwise(groups)}
    in_fours = sizes in _SHAPES or (set(sizes[:-1]) <= {4} and sizes[-1] <= 4)
    if len(groups) == 1 or (in_fours and (by_issuer or len(gaps) == 1)):
        return True
    if is_reference:
        return False
    (gap,) = gaps if len(gaps) == 1 else ("?",)
    return gap.strip() in _GAPS and (by_issuer or (set(sizes) == {1} and gap in ("", " ", "-")))


def _kind_of(gap: str) -> str:
    """What stands between two groups, without signs nobody sees; any number of blanks is one."""
    seen = gap.replace("\u200b", "")
    return seen if seen.strip() or not seen else " "


def _with_expiry(text: str, end: int) -> int:
    found = _compiled(_EXPIRY).match(text, end)
    return found.end() if found else end


_DOUBLED = bytes(2 * (code - 48) - 9 * (code > 52) if 48 <= code <= 57 else 0 for code in range(256))


def _check_digit_holds(digits: str) -> bool:
    """Luhn's check; a number of zeros only passes it but is nobody's card."""
    codes = digits.encode()
    once, twice = codes[-1::-2], codes[-2::-2]
    total = sum(once) - 48 * len(once) + sum(twice.translate(_DOUBLED))
    return total > 0 and total % 10 == 0
