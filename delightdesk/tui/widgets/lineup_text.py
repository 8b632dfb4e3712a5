"""The daily card as it is read aloud: every part under its label, broken and never cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import Line, wrap

if TYPE_CHECKING:
    from delightdesk.desk.lineup_lines import LineUpCard

_LABEL, _WIDEST, _AT_MOST = 9, 96, 600
"""Cells of a label; of a line that is read aloud; letters of a part."""


def card_lines(card: LineUpCard, width: int) -> list[Line]:
    """Story, number, ask and starter, each under its label, broken and never cut."""
    number = f"{clean(card.number, 60)} {clean(card.number_says, _AT_MOST)}" if card.number else card.number_says
    parts = (
        ("Story", clean(card.story, _AT_MOST), "strong"),
        ("Number", clean(number, _AT_MOST), "plain"),
        ("Ask", clean(card.ask, _AT_MOST), "plain"),
        ("Say", f"“{clean(card.starter, _AT_MOST)}”" if card.starter else "", "plain"),
    )
    return [line for label, text, manner in parts if text for line in _part(label, text, manner, width)]


def _part(label: str, text: str, manner: str, width: int) -> list[Line]:
    wide = max(20, min(width, _WIDEST + _LABEL) - _LABEL - 1)
    return [
        ((f" {'' if at else label:<{_LABEL - 1}}", "label"), (each, manner)) for at, each in enumerate(wrap(text, wide))
    ]
