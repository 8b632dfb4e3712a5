"""How a guest is addressed, sorted, pronounced and fitted into a column."""

from __future__ import annotations

import re
import unicodedata

_SAY = re.compile(
    r"^(?P<name>.*?)(?:^|[,;(]| - | – )[ ]?(?:say(?: it)?|pronounced|sounds like):?[ ](?P<say>[^()]+)\)?$",
    re.I,
)
_PARTICLES = re.compile(
    r"^(?:van de[rn]|van|von der|von und zu|von|zu|de la|de los|de|du|del|della|di|da|dos|d')(?: |(?<='))", re.I
)
_ELLIPSIS = "…"


def call_name(first: str, last: str, title: str, call_me: str) -> str:
    """How to address them: their own wish first, then "Ms Schultz", else first name and surname.

    No title is ever guessed from a first name.
    """
    if call_me.strip():
        return call_me.strip()
    if last.strip() and title.strip():
        return f"{title.strip()} {last.strip()}"
    return " ".join(part.strip() for part in (first, last) if part.strip()) or title.strip()


def sort_name(first: str, last: str) -> str:
    """ "Schultz, Erika"; a small "von" or "de" stays with the surname but sorts behind it."""
    surname, given = last.strip(), first.strip()
    particle = _PARTICLES.match(surname)
    if particle and surname[0].islower() and particle.end() < len(surname):
        given = " ".join(part for part in (given, particle[0].strip()) if part)
        surname = surname[particle.end() :].strip()
    return ", ".join(part for part in (surname, given) if part)


def split_say_as(text: str) -> tuple[str, str]:
    """Name and pronunciation from "Siobhan, say shiv-AWN"; the second is empty when none is given."""
    found = _SAY.match(text.strip())
    if found is None:
        return text.strip(), ""
    return found["name"].strip(" ,;("), found["say"].strip(" \"'“”.")


def cells(text: str) -> int:
    """How many columns the text takes on a terminal: wide letters two, marks and joiners none."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def short(name: str, width: int) -> str:
    """The name cut to ``width`` columns, the last one an ellipsis when something was left out."""
    if cells(name) <= width:
        return name
    if width < 1:
        return ""
    kept, left = 0, width - 1
    for char in name:
        left -= _width(char)
        if left < 0:
            break
        kept += 1
    return name[:kept].rstrip(" \u200d\u200c") + _ELLIPSIS
