"""A PIN or a passphrase asked for, one line after the other, nothing of it to be read on the screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import Words
from delightdesk.tui.widgets.typing import TypingLine

GROUP = "Typing a PIN or a passphrase"


class PinLine(Vertical):
    """Asks ``prompts`` one by one; ``done`` is awaited with all answers, ``left`` when it is closed before.

    most: letters that fit.
    """

    DEFAULT_CSS = """
    PinLine { height: auto; background: $surface; border-left: solid $primary; }
    PinLine > .pin--prompt { height: auto; color: $primary; text-style: bold; padding: 0 1; }
    PinLine > TypingLine { padding: 0 1; }
    PinLine > .pin--told { height: auto; max-height: 3; color: $warning; padding: 0 1; }
    """
    BINDINGS = declare(
        Command("pin.go", "enter", "Go on", "Take what was typed.", GROUP, show_in_footer=True),
        Command("pin.leave", "escape", "Leave", "Close without changing anything.", GROUP, show_in_footer=True),
    )

    def __init__(
        self,
        prompts: Sequence[str],
        done: Callable[[list[str]], Awaitable[None]],
        left: Callable[[], None],
        *,
        most: int = 12,
    ) -> None:
        super().__init__()
        self._prompts, self._done, self._left = prompts, done, left
        self._most = most
        self._typed: list[str] = []

    def compose(self) -> ComposeResult:
        """Prompt, line, what was wrong."""
        line = TypingLine(max_length=self._most, select_on_focus=False)
        line.password = True
        yield Words(self._prompts[0], classes="pin--prompt")
        yield line
        yield Words("", classes="pin--told")

    def begin_again(self, why: str) -> None:
        """Ask from the first prompt once more and say why."""
        self._typed.clear()
        self._ask()
        self.query_one(".pin--told", Words).say(why, layout=True)

    def _ask(self) -> None:
        self.query_one(TypingLine).value = ""
        self.query_one(".pin--prompt", Words).say(self._prompts[len(self._typed)])

    async def action_go(self) -> None:
        """The next prompt, or everything handed over."""
        self._typed.append(self.query_one(TypingLine).value)
        if len(self._typed) < len(self._prompts):
            self._ask()
            return
        typed, self._typed = self._typed, []
        await self._done(typed)

    def action_leave(self) -> None:
        """Nothing changes."""
        self._left()
