"""One question before something is dropped or removed. Doing nothing is always the nearer key."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import Words
from delightdesk.tui.widgets.key_line import KeyLine

GROUP = "A question"


class Confirm(ModalScreen[bool]):
    """``question`` in one sentence, ``yes`` and ``no`` as what would happen. Gives True only for y."""

    CSS = """
    Confirm { align: center middle; }
    Confirm Vertical { width: 60; height: auto; padding: 1 2; background: $panel; border: round $primary; }
    Confirm Words { width: 1fr; }
    """
    BINDINGS = declare(
        Command("confirm.yes", "y", "Yes", "Do it.", GROUP, show_in_footer=True, action="answer(True)"),
        Command("confirm.no", "n,escape,enter", "No", "Leave everything as it is.", GROUP, show_in_footer=True,
                action="answer(False)", keys_shown="n Esc"),
    )  # fmt: skip

    def __init__(self, question: str, *, yes: str, no: str) -> None:
        super().__init__()
        self._question, self._yes, self._no = question, yes, no

    def compose(self) -> ComposeResult:
        """The question and both answers."""
        with Vertical():
            yield Words(f"{self._question}\n\n  y  {self._yes}\n  n  {self._no}")
        yield KeyLine()

    def action_answer(self, answer: bool) -> None:
        """Go back with the answer."""
        self.dismiss(answer)
