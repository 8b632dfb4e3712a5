"""The line at the bottom: what the keys do from where the focus is, five things at most."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from delightdesk.tui.commands import Offer, for_footer, in_reach


class KeyLine(Widget):
    """Whole entries only: one that does not fit is left out rather than cut. A click does what the key does."""

    DEFAULT_CSS = """
    KeyLine { height: 1; dock: bottom; background: $panel; &> .key-line--key { color: $accent; text-style: bold; } }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key"}

    def __init__(self) -> None:
        super().__init__()
        self.offers: list[Offer] = []

    def on_mount(self) -> None:
        """Follow the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)
        self._follow(self.screen)

    def _follow(self, screen: Screen[object]) -> None:
        if self.is_attached and screen is self.screen:
            self.offers = for_footer(in_reach(screen))
            self.refresh()

    def fitting(self, width: int) -> list[tuple[int, Offer]]:
        """The entries that fit, each with the cell it begins at. The way to the help is dropped last."""
        kept = list(self.offers)
        while kept and sum(_width(offer) for offer in kept) > width:
            kept.pop(-2 if len(kept) > 1 else -1)
        placed, at = [], 0
        for offer in kept:
            placed.append((at, offer))
            at += _width(offer)
        return placed

    def render_line(self, y: int) -> Strip:
        """The one row."""
        base = self.rich_style
        key = self.get_component_rich_style("key-line--key")
        segments: list[Segment] = []
        for _, offer in self.fitting(self.size.width) if y == 0 else ():
            segments += [Segment(f" {offer.keys}", key), Segment(f" {offer.command.label}  ", base)]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def on_click(self, event: events.Click) -> None:
        """Do what the entry under the pointer says."""
        for start, offer in self.fitting(self.size.width):
            if start <= event.x < start + _width(offer):
                self.app.simulate_key(offer.key)


def _width(offer: Offer) -> int:
    return cell_len(offer.keys) + cell_len(offer.command.label) + 4
