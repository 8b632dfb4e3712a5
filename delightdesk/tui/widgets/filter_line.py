"""The line above a list that leaves only the rows it fits."""

from __future__ import annotations

from collections.abc import Callable

from delightdesk.tui.commands import Command, declare
from delightdesk.tui.widgets.typing import TypingLine

GROUP = "Finding in the list"


class FilterLine(TypingLine):
    """Filters with every letter, in the turn of its key. ``hint`` says what can be typed."""

    BINDINGS = declare(
        Command("filter.done", "enter", "To the list", "Go to the list, which stays as it is.", GROUP,
                show_in_footer=True, action="screen.to_list"),
        Command("filter.down", "down", "Next", "", GROUP, action="screen.mark(1)"),
        Command("filter.up", "up", "Previous", "", GROUP, action="screen.mark(-1)"),
        Command("filter.clear", "escape", "Show all", "Empty this line and go to the list.", GROUP,
                show_in_footer=True, action="screen.show_all"),
    )  # fmt: skip

    def __init__(self, hint: str, typed: Callable[[], None]) -> None:
        super().__init__(placeholder=f"/ {hint}", max_length=80, classes="room--filter")
        self._typed = typed

    def watch_value(self) -> None:
        """Filter in the turn of the key."""
        if self.is_mounted:
            self._typed()
