"""Waits for one key, which does nothing here but be named."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from delightdesk.domain.keys import KeyCommand, why_not
from delightdesk.tui.safe import Words


class KeyCatcher(ModalScreen[str | None]):
    """Gives the key pressed, or nothing for Esc. One that cannot be used is named, and another may be pressed."""

    CSS = """
    KeyCatcher { align: center middle; }
    KeyCatcher Vertical { width: 64; height: auto; padding: 1 2; background: $panel; border: round $primary; }
    KeyCatcher Words { width: 1fr; }
    KeyCatcher .catcher--told { color: $warning; text-style: bold; min-height: 2; }
    """

    def __init__(self, command: KeyCommand, now: str) -> None:
        super().__init__()
        self._command, self._now = command, now

    def compose(self) -> ComposeResult:
        """What is asked, and what was wrong with the key before."""
        with Vertical():
            yield Words(
                f"Press the new key for “{self._command.label}”. It is {self._now} now.\n\nEsc leaves it as it is."
            )
            yield Words("", classes="catcher--told")

    def on_key(self, event: events.Key) -> None:
        """Take the key, or say why not."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.dismiss(None)
        elif sentence := why_not(event.key, is_everywhere=self._command.is_everywhere):
            self.query_one(".catcher--told", Words).say(sentence, layout=True)
        else:
            self.dismiss(event.key)
