"""What this desk never keeps: payment card numbers, a card's security code, the numbers of identity papers.

No field takes them and no import brings them in. `found` tells that there is one, `refuse` stops a job before it
keeps anything, `without` takes exactly the numbers out, for lines that somebody is still typing and for files of
other systems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from delightdesk.domain.card_numbers import card_spans, plain_digits, without_days_and_phones
from delightdesk.domain.errors import Invalid
from delightdesk.domain.forbidden_patterns import (
    CODE_STEMS,
    PAPER_STEMS,
    machine_lines,
    papers,
    security_codes,
)

CARD, CODE, PAPER = "a card number", "a security code", "a passport number"

_THREE_DIGITS = re.compile(r"\d\D*\d\D*\d|<<")
_FEWEST_SIGNS, _FEWEST_DIGITS = 6, 4
_THIRTEEN_DIGITS = re.compile(r"(?:\d[\W_]{0,3}){12}\d")
_DAY_IN_A_ROW = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d|[0-3]\d(?:0[1-9]|1[0-2])(?:19|20)\d\d")
_UNFINISHED = re.compile(r"(?<![+\d])(?:\d[ .\-]?){9,}$")


class Forbidden(Invalid):
    """Something that is never kept was typed; nothing of the job was done. ``str`` repeats nothing of it."""


def found(text: str, *, is_reference: bool = False) -> str:
    """What of it is never kept: `CARD`, `CODE`, `PAPER`, or "" when all of it may be.

    ``is_reference``: the text is a number that another system or a telephone company gave out.
    """
    if _THREE_DIGITS.search(text) is None and not _has_strange_digits(text):
        return ""
    return next((what for _, _, what in _spans(text, is_reference)), "")


def refuse(text: str, field: str = "", *, is_reference: bool = False) -> None:
    """Raise `Forbidden` when the text holds what is never kept. ``field`` is the one to blame."""
    if what := found(text, is_reference=is_reference):
        rest = "code" if what == CODE else "number"
        raise Forbidden(
            f"This holds what looks like {what}, so nothing of it was kept. Please type it without the {rest}.",
            field or None,
        )


def without(text: str, *, is_reference: bool = False) -> tuple[str, str]:
    """The text with exactly the forbidden numbers taken out, and what they were ("" when there were none)."""
    what = first = found(text, is_reference=is_reference)
    while what:
        for start, end in _apart(_spans(text, is_reference)):
            text = _joined(text[:start], text[end:])
        what = found(text, is_reference=is_reference)
    return text, first


def without_begun(text: str) -> str:
    """The text as a half-typed line may be kept: also without digits at its end that may become a card number."""
    text = without(text)[0]
    begun = _UNFINISHED.search(text)
    return text[: begun.start()].rstrip() if begun and begun[0][0] in "23456" else text


def _has_strange_digits(text: str) -> bool:
    """True for circled and raised digits, which patterns do not take for any."""
    return not text.isascii() and _THREE_DIGITS.search(plain_digits(text)) is not None


def _spans(text: str, is_reference: bool) -> Iterator[tuple[int, int, str]]:
    plain = plain_digits(text)
    if _THIRTEEN_DIGITS.search(plain):
        for start, end in card_spans(without_days_and_phones(plain), is_reference=is_reference):
            yield start, end, CARD
    lowered = plain.lower()
    if is_reference or lowered == plain.upper():
        return
    if any(stem in lowered for stem in CODE_STEMS):
        for each in security_codes().finditer(plain):
            yield *each.span(each.lastgroup or 0), CODE
    if "<" in plain:
        for each in machine_lines().finditer(plain):
            yield *each.span(), PAPER
    if any(stem in lowered for stem in PAPER_STEMS):
        blanked = without_days_and_phones(plain)
        for each in papers().finditer(blanked):
            start, end = each.span(each.lastgroup or 0)
            if _is_paper(blanked[start:end]):
                yield start, end, PAPER


def _apart(spans: Iterator[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """The spans from the last to the first, of those that overlap the longest only."""
    done: list[tuple[int, int]] = []
    for start, end, _ in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= first or last <= start for first, last in done):
            done.append((start, end))
    return sorted(done, reverse=True)


def _is_paper(number: str) -> bool:
    signs = sum(map(str.isalnum, number))
    digits = sum(map(str.isdigit, number))
    return signs >= _FEWEST_SIGNS and digits >= _FEWEST_DIGITS and not _DAY_IN_A_ROW.fullmatch(number)


def _joined(before: str, after: str) -> str:
    """The two halves without the blank and the empty brackets that the number leaves."""
    if before.endswith(("(", "[")) and after.startswith((")", "]")):
        before, after = before[:-1], after[1:]
    if not before.strip():
        return after.lstrip()
    return before.rstrip() + after if not after or after[0] in " ,;." else before + after
