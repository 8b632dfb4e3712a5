"""Showing text from outside without obeying it.

Guests' names and notes may hold markup, terminal commands or letters that turn a line round. The widgets here never
read markup, and `SeatBelt` takes every control byte out of what is about to be painted, whichever widget made it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter
from textual.widgets import Static as _Static  # noqa: TID251 - the one place where markup is switched off

from delightdesk.domain.text import clean, clean_block

__all__ = ["SeatBelt", "Words", "clean", "clean_block"]

_UNPAINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]")


class Words(_Static):
    """Plain words. Square brackets stay square brackets; text is cleaned before it is kept."""

    def __init__(
        self,
        text: str = "",
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(Content(clean_block(text)), markup=False, id=id, classes=classes)

    def say(self, text: str, *, layout: bool = False) -> None:
        """Show other words. ``layout`` only when their height may have changed."""
        self.update(Content(clean_block(text)), layout=layout)


class SeatBelt(LineFilter):
    """Removes what a terminal could take for a command or a change of direction, line by line."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments without control bytes, which count no column, so widths stay as they were."""
        if not _any_unpaintable(segments):
            return segments
        return [
            Segment(_UNPAINTABLE.sub("", text), style) if control is None else Segment(text, style, control)
            for text, style, control in segments
        ]


def _any_unpaintable(segments: Iterable[Segment]) -> bool:
    return any(
        not segment.text.isprintable() and _UNPAINTABLE.search(segment.text) is not None
        for segment in segments
        if segment.control is None
    )
