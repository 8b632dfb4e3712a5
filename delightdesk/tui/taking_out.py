"""What is never kept leaves the screen too: out of the typed lines, and out of every sentence told."""

from __future__ import annotations

from textual.app import App

from delightdesk.domain.forbidden import without
from delightdesk.tui.widgets.typing import TypingLine


def take_out_of_lines(app: App[None]) -> None:
    """Take card numbers and their like out of every line that is open; the rest of the words stays to go on with."""
    for screen in app.screen_stack:
        for line in screen.query(TypingLine):
            if not line.password:
                kept, what = without(line.value)
                if what:
                    line.value = kept
                    line.cursor_position = len(kept)
