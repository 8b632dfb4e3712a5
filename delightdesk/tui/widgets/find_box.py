"""Where a guest is looked for."""

from __future__ import annotations

from collections.abc import Callable

from delightdesk.tui.commands import Command, declare
from delightdesk.tui.widgets.typing import TypingLine

GROUP = "Finding"


class FindBox(TypingLine):
    """Searches in the turn of the key itself, so that the letter and the guests appear in one frame."""

    BINDINGS = declare(
        Command("find.read", "enter", "Read", "Read the guest at the mark; with nobody found, make a new guest.",
                GROUP, show_in_footer=True, action="screen.read"),
        Command("find.down", "down", "Next", "Move the mark to the next guest.", GROUP, keys_shown="↓",
                action="screen.mark(1)"),
        Command("find.up", "up", "Previous", "Move the mark to the guest before.", GROUP, keys_shown="↑",
                action="screen.mark(-1)"),
        Command("find.page-down", "pagedown", "Page down", "", GROUP, action="screen.mark(10)"),
        Command("find.page-up", "pageup", "Page up", "", GROUP, action="screen.mark(-10)"),
        Command("find.clear", "escape", "Clear", "Empty the find box and show who is expected.", GROUP,
                action="screen.clear"),
    )  # fmt: skip

    def __init__(self, typed: Callable[[str], None]) -> None:
        super().__init__(placeholder="name, room, phone, reference", max_length=120)
        self._typed = typed

    def watch_value(self, value: str) -> None:
        """Search."""
        if self.is_mounted:
            self._typed(value)
