"""Choosing another guest by a few letters, as on the Desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from delightdesk import desk
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import Words
from delightdesk.tui.widgets.hits import Hits
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.typing import TypingLine

if TYPE_CHECKING:
    from delightdesk.tui.app import DeskApp

GROUP = "The same guest"
_MOST = 20
_HINT = "Type a few letters of the other guest's name."


class _Line(TypingLine):
    BINDINGS = declare(
        Command("same.this", "enter", "This one", "Look at both side by side.", GROUP, show_in_footer=True,
                action="screen.this"),
        Command("same.down", "down", "Next", "The next of those found.", GROUP, show_in_footer=True,
                action="screen.mark(1)"),
        Command("same.up", "up", "Previous", "", GROUP, action="screen.mark(-1)"),
        Command("same.leave", "escape", "Back", "Choose nobody.", GROUP, show_in_footer=True, action="screen.leave"),
        Command("same.help", "f1", "Help", "Every key.", GROUP, show_in_footer=True, action="app.help"),
    )  # fmt: skip

    def watch_value(self, value: str) -> None:
        """Those found follow in the turn of the key."""
        if isinstance(self.screen, SameGuest):
            self.screen.find(value)


class SameGuest(ModalScreen["int | None"]):
    """Gives the guest chosen, or None; ``guest_id`` is left out."""

    CSS = """
    SameGuest { align: center middle; }
    SameGuest > Vertical { width: 76; height: 14; padding: 0 1; background: $panel; border: round $primary; }
    SameGuest .same--title { height: 1; color: $primary; text-style: bold; }
    """

    def __init__(self, guest_id: int) -> None:
        super().__init__()
        self.guest_id = guest_id

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    def compose(self) -> ComposeResult:
        """The line, those found, keys."""
        self.line = _Line()
        self.hits = Hits([], self.desk_app.today(), empty=_HINT)
        with Vertical():
            yield Words("Who is the same person?", classes="same--title")
            yield self.line
            yield self.hits
        yield KeyLine()

    def on_mount(self) -> None:
        """Ready to type."""
        self.set_focus(self.line)

    def find(self, text: str) -> None:
        """Show who fits."""
        if not self.is_mounted:
            return
        today, empty = self.desk_app.today(), "Nobody else by that name." if text.strip() else _HINT
        try:
            found = self.desk_app.finder.find(text, today, _MOST) if text.strip() else []
        except desk.finding.Busy:
            found, empty = [], "The file is busy just now. Please type on."
        self.hits.show_found([hit for hit in found if hit.id != self.guest_id], today, empty=empty)

    def action_mark(self, by: int) -> None:
        """Move the mark."""
        self.hits.step(by)

    def action_this(self) -> None:
        """The guest at the mark."""
        if self.hits.current is not None:
            self.dismiss(self.hits.current.id)

    def on_marked_chosen(self) -> None:
        """A click chooses."""
        self.action_this()

    def action_leave(self) -> None:
        """Nobody."""
        self.dismiss(None)
