"""The passphrase of an encrypted desk: before anything of it is shown, and again when another window changed it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from delightdesk import desk
from delightdesk.domain.errors import CannotOpen, DeskError
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.messages import HouseReady
from delightdesk.tui.safe import Words, clean
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.pin_line import PinLine

if TYPE_CHECKING:
    from delightdesk.tui.app import DeskApp

_OURS = "{name} has a passphrase. Nothing of it is shown without."
_LOST = "Or it was overwritten: no backup of it is encrypted as it would be. F2 shows them."
_OVERWRITTEN = "{name} is encrypted, or was overwritten. A backup can take its place; it is set aside, not lost."
_AGAIN = "{name} has a new passphrase, set at another window. What was typed here stays."


class Unlock(ModalScreen[bool]):
    """Asks until the passphrase fits, however often; Esc closes the desk. Gives True once the file is open.

    path: the desk's, or a backup's. told: what is said at once, such as that the passphrase in the environment was the
    wrong one. is_again: the desk was open already.
    """

    DEFAULT_CSS = """
    Unlock {
        align: center middle; background: $background;
        & > Vertical { width: 72; max-width: 100%; height: auto; border: round $primary; padding: 1 2; }
        & .unlock--title { color: $primary; text-style: bold; height: auto; margin-bottom: 1; }
    }
    """
    AUTO_FOCUS: ClassVar[str | None] = "TypingLine"
    BINDINGS = declare(
        Command("unlock.backups", "f2", "Backups", "The backups, where the file was overwritten.", "The passphrase",
                show_in_footer=True, action="screen.backups"),
        Command("unlock.help", "f1", "Help", "Every key.", "The passphrase", show_in_footer=True, action="app.help"),
    )  # fmt: skip

    def __init__(self, path: Path, told: str = "", *, is_again: bool = False) -> None:
        super().__init__()
        self.turn = asyncio.Lock()
        self.path, self._told = path, told
        self._may_be_lost = not is_again and desk.safety.unlocking.may_be_overwritten(path)
        self._title = (_AGAIN if is_again else _OURS).format(name=clean(path.name, 60))
        self.line = PinLine(["Passphrase"], self._try, self._leave, most=desk.safety.unlocking.LONGEST)

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    def compose(self) -> ComposeResult:
        """What is asked, the line, the keys."""
        with Vertical():
            yield Words(self._title, classes="unlock--title")
            if self._may_be_lost:
                yield Words(_LOST, classes="unlock--title")
            yield self.line
        yield KeyLine()

    def on_mount(self) -> None:
        """Say what was wrong before."""
        if self._told:
            self.line.begin_again(self._told)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """The backups only where they may be what is needed."""
        return action != "backups" or self._may_be_lost

    @in_turn
    async def action_backups(self) -> None:
        """On to the backups; the question for the passphrase stands behind them."""
        from delightdesk.tui.screens.rescue import RescueScreen

        await self.app.push_screen(RescueScreen(self.path, CannotOpen(_OVERWRITTEN.format(name=self.path.name))))

    @in_turn
    async def _try(self, typed: list[str]) -> None:
        if not typed[0].strip():
            self.line.begin_again("")
            return
        try:
            await asyncio.to_thread(desk.safety.unlocking.unlock, self.path, typed[0])
        except DeskError as error:
            self.line.begin_again(str(error))
            return
        if self.desk_app.asks is None or self.path != self.desk_app.path:
            self.dismiss(True)
            return
        trouble = self.desk_app.look_at_file()
        if trouble is None:
            self.app.post_message(HouseReady())
        else:
            from delightdesk.tui.screens.rescue import RescueScreen

            await self.app.push_screen(RescueScreen(self.path, trouble))

    def _leave(self) -> None:
        self.run_worker(self.desk_app.action_quit(), exit_on_error=False)
