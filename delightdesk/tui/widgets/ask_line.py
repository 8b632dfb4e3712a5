"""One line asked for at the bottom of the card: a note, an answer, the guest's own words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.app import ComposeResult
from textual.containers import Vertical

from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import Words
from delightdesk.tui.widgets.lines import wrap
from delightdesk.tui.widgets.typing import TypingLine

GROUP = "Typing a line"
_MOST_ECHO = 3


class _Line(TypingLine):
    def __init__(self, value: str, changed: Callable[[str], None]) -> None:
        self._changed = changed
        super().__init__(value, select_on_focus=False)

    def watch_value(self, value: str) -> None:
        """Say what was understood in the frame of the key."""
        self._changed(value)


class AskLine(Vertical):
    """A prompt, the line, and below it what the desk understood.

    done: is awaited with the text and whether it is a plain note when Enter is pressed; closing is up to it.
    left: is awaited with the text when it is closed without saving. typed: is told every change.
    understand: gives the words for the line below from the text and that choice. may_be_plain: there is a choice.
    """

    DEFAULT_CSS = """
    AskLine { height: auto; dock: bottom; background: $surface; border-left: solid $primary; }
    AskLine > .ask--prompt { height: 1; color: $primary; text-style: bold; padding: 0 1; }
    AskLine > TypingLine { padding: 0 1; }
    AskLine > .ask--echo { height: 1; color: $text-muted; padding: 0 1; }
    """
    BINDINGS = declare(
        Command("line.save", "enter", "Save", "Save the line.", GROUP, show_in_footer=True),
        Command("line.plain", "tab", "Plain note", "Keep it word for word, or let it be understood again.", GROUP,
                show_in_footer=True),
        Command("line.leave", "escape", "Leave", "Leave without saving; what was typed waits here.", GROUP,
                show_in_footer=True),
    )  # fmt: skip

    def __init__(
        self,
        prompt: str,
        done: Callable[[str, bool], Awaitable[None]],
        left: Callable[[str], Awaitable[None]],
        *,
        typed: Callable[[str], None] | None = None,
        understand: Callable[[str, bool], str] | None = None,
        may_be_plain: bool = False,
        value: str = "",
    ) -> None:
        super().__init__()
        self._prompt, self._done, self._left, self._value = prompt, done, left, value
        self._typed, self._understand, self._may_be_plain = typed, understand, may_be_plain
        self.is_plain = False

    def compose(self) -> ComposeResult:
        """Prompt, line, echo."""
        yield Words(self._prompt, classes="ask--prompt")
        yield _Line(self._value, self._changed)
        yield Words("", classes="ask--echo")

    @property
    def line(self) -> TypingLine:
        """The field itself."""
        return self.query_one(TypingLine)

    def on_resize(self) -> None:
        """Words begun earlier are understood at once, and broken for the width at hand."""
        self._echo()

    def _changed(self, text: str) -> None:
        if self.is_mounted:
            self._echo()
            if self._typed is not None:
                self._typed(text)

    def _echo(self) -> None:
        if self._understand is not None:
            words, echo = self._understand(self.line.value, self.is_plain), self.query_one(".ask--echo", Words)
            echo.say(words)
            echo.styles.height = len(wrap(words, max(10, self.size.width - 3), _MOST_ECHO))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """A plain note is only a choice where the line is read for meaning."""
        return action != "plain" or self._may_be_plain

    def action_plain(self) -> None:
        """Keep the line word for word, or not."""
        self.is_plain = not self.is_plain
        self._echo()

    async def action_save(self) -> None:
        """Hand the line over."""
        await self._done(self.line.value, self.is_plain)

    async def action_leave(self) -> None:
        """Close; the text is handed back so that it can be offered again."""
        await self._left(self.line.value)
