"""A basket in one line, read and written: "sorry basket: flowers 10, wine 10, card 3"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from delightdesk.domain.money import parse_money, show_money

Item = tuple[str, int]
"""What it is, and its cost in minor units."""


def read_own(text: str, currency: str) -> tuple[str, tuple[Item, ...]]:
    """Title and items of a gesture of one's own; without a colon the line is the title and its one item.

    What costs nothing needs no amount. Raises `Invalid` for an amount that is none.
    """
    title, colon, items = text.strip().partition(": ")
    if colon:
        return title.strip(), read_items(items, currency)
    title, cost = _item(text.strip(), currency)
    return title, ((title, cost),) if cost else ()


def read_items(text: str, currency: str) -> tuple[Item, ...]:
    """Items with a comma or semicolon between, each with its amount last. Raises `Invalid`."""
    parts = text.split(";") if ";" in text else re.split(r",\s+", text)  # "4,50" has no blank after its comma
    return tuple(_item(part, currency) for part in (part.strip().rstrip(",") for part in parts) if part)


def write_items(items: Iterable[Item], currency: str) -> str:
    """The items as `read_items` reads them."""
    shown = [f"{what.replace(';', ',')} {show_money(cost, currency)}" for what, cost in items]
    between = "; " if any("," in item for item in shown) else ", "
    return between.join(shown) + (";" if between == "; " and len(shown) == 1 else "")


def _item(text: str, currency: str) -> Item:
    sign = re.escape(show_money(0, currency).rstrip("0").strip())
    found = re.fullmatch(rf"(?P<what>.*?\S)\s+(?P<cost>(?:{sign}\s)?\S*\d\S*)", text)
    return (found["what"], parse_money(found["cost"], currency)) if found else (text, 0)
