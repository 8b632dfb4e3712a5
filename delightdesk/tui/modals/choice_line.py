"""A field for one of a few values."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.strip import Strip

from delightdesk.tui.widgets.typing import ActsAtOnce

Choices = tuple[tuple[object, str], ...]
"""Each value with the word it is read as."""


class ChoiceLine(ActsAtOnce, can_focus=True):
    """One of a few values: arrows go through them, a letter goes to the next that begins with it."""

    DEFAULT_CSS = """
    ChoiceLine { height: 1; background: $surface; }
    ChoiceLine:focus { background: $panel; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "turn(1)", show=False),
        Binding("left", "turn(-1)", show=False),
    ]

    def __init__(self, choices: Choices, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self.choices = choices
        self.place = 0

    @property
    def value(self) -> object:
        """The value chosen."""
        return self.choices[self.place][0]

    @value.setter
    def value(self, value: object) -> None:
        self.place = next((place for place, (known, _) in enumerate(self.choices) if known == value), self.place)
        self.refresh()

    def action_turn(self, by: int) -> None:
        """The next value or the one before, round and round."""
        self.place = (self.place + by) % len(self.choices)
        self.refresh()

    def _forward_event(self, event: events.Event) -> None:
        """A letter acts in the turn of its key: queued, it could be overtaken by an Enter typed after it."""
        if isinstance(event, events.Key) and self.take(event):
            return
        super()._forward_event(event)

    def take(self, event: events.Key) -> bool:
        """Go to the next value that begins with the letter; False for a key that is no letter."""
        if not event.is_printable or event.character is None:
            return False
        self.go_to(event.character.lower())
        return True

    def go_to(self, letter: str) -> None:
        """The next value that begins with ``letter``; stays where there is none."""
        count = len(self.choices)
        for place in (*range(self.place + 1, count), *range(self.place + 1)):
            if self.choices[place][1].startswith(letter):
                self.place = place
                self.refresh()
                return

    def render_line(self, y: int) -> Strip:
        """All values side by side where they fit, else only the one chosen."""
        words = [f"‹{word}›" if place == self.place else word for place, (_, word) in enumerate(self.choices)]
        whole = " ".join(words)
        chosen = f"‹ {self.choices[self.place][1]} ›"
        text = whole if cell_len(whole) <= self.size.width else chosen
        return Strip([Segment(text if y == 0 else "", self.rich_style)]).adjust_cell_length(
            self.size.width, self.rich_style
        )
