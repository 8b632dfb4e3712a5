"""A passphrase for the desk and its backups: set it, change it, take it away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import Words, clean
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.pin_line import PinLine
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.safety.passphrases import Recoded
    from delightdesk.store.house_file import HouseFile
    from delightdesk.tui.app import DeskApp

GROUP = "The passphrase"
_NONE_YET = (
    "This desk has no passphrase: whoever takes this PC or a backup can read it. With one, the desk and its backups "
    "are encrypted, and the passphrase is asked for whenever the desk is opened."
)
_HAS_ONE = "This desk and its backups are encrypted. The passphrase is asked for whenever the desk is opened."
_NOT_HERE = 'To encrypt a desk, this PC needs one thing more: pip install "delightdesk[encryption]".'
_DIFFER = "The two were not the same. Nothing was changed; please type them again."


def show_passphrase(app: DeskApp) -> None:
    """Open it over whatever is shown."""
    app.push_screen(Passphrase(is_encrypted=desk.safety.unlocking.is_encrypted(app.path)))


class _Said(Words, ActsAtOnce, can_focus=True):
    """What there is to know; the keys of the screen work while it has the focus."""


class Passphrase(ModalScreen[None]):
    """Says what a passphrase does and costs, then asks for it twice."""

    CSS = """
    Passphrase { align: center middle; }
    Passphrase > Vertical {
        width: 76; max-width: 100%; height: auto; padding: 1 2; background: $background; border: round $primary;
    }
    Passphrase .passphrase--title { height: 1; color: $primary; text-style: bold; margin-bottom: 1; }
    Passphrase _Said { height: auto; margin-bottom: 1; }
    """
    BINDINGS = declare(
        Command("passphrase.set", "p", "Set", "Set a passphrase, or another one.", GROUP, show_in_footer=True,
                action="set"),
        Command("passphrase.drop", "t", "Take away", "The desk and its backups can be read by anybody again.", GROUP,
                show_in_footer=True, action="take_away"),
        Command("passphrase.leave", "escape", "Back", "Nothing changes.", GROUP, show_in_footer=True, action="leave"),
        Command("passphrase.help", "f1,question_mark", "Help", "Every key.", GROUP, show_in_footer=True,
                action="app.help", keys_shown="F1"),
    )  # fmt: skip

    def __init__(self, *, is_encrypted: bool) -> None:
        super().__init__()
        self.turn = asyncio.Lock()
        self.is_encrypted, self.is_working = is_encrypted, False
        self.can_encrypt = desk.safety.unlocking.has_sqlcipher()
        self.panel: PinLine | None = None

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    def compose(self) -> ComposeResult:
        """Heading, what it means, a place for the line, keys."""
        words = (_HAS_ONE if self.is_encrypted else _NONE_YET) if self.can_encrypt else _NOT_HERE
        self.said = _Said(f"{words}\n\n{desk.safety.unlocking.WARNING}" if self.can_encrypt else words)
        self.box = Vertical(Words("A passphrase for the desk", classes="passphrase--title"), self.said)
        yield self.box
        yield KeyLine()

    def on_mount(self) -> None:
        """The keys act."""
        self.set_focus(self.said)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what fits; nothing while it is being done."""
        if action in ("set", "take_away", "leave") and self.is_working:
            return None
        if action == "set":
            return self.can_encrypt
        if action == "take_away":
            return self.is_encrypted
        return super().check_action(action, parameters)

    def action_leave(self) -> None:
        """Nothing changes."""
        self.dismiss()

    @in_turn
    async def action_set(self) -> None:
        """Ask for the new one twice, for the present one first."""
        new = f"New passphrase, {desk.safety.unlocking.SHORTEST} letters or more; a few words are best"
        present = ["The passphrase as it is now"] if self.is_encrypted else []
        await self._ask([*present, new, "Once more"])

    @in_turn
    async def action_take_away(self) -> None:
        """Ask for the present one."""
        await self._ask(["The passphrase as it is now; then desk and backups can be read by anybody"])

    async def _ask(self, prompts: Sequence[str]) -> None:
        self._close_panel()
        self.panel = PinLine(prompts, self._typed, self._close_panel, most=desk.safety.unlocking.LONGEST)
        await self.box.mount(self.panel)
        self.set_focus(self.panel.query_one("TypingLine"))

    @in_turn
    async def _typed(self, typed: list[str]) -> None:
        panel = self.panel
        if panel is None:
            return
        if len(typed) > 1 and typed[-1] != typed[-2]:
            panel.begin_again(_DIFFER)
            return
        try:
            done = await self._do(_job(typed, self.desk_app.gateway.person_id, self._progress))
        except DeskError as error:
            panel.begin_again(str(error))
            return
        finally:
            self.is_working = False
            self.refresh_bindings()
        self.dismiss()
        self.desk_app.tell(_outcome(done, is_encrypted=len(typed) > 1), is_problem=bool(done.left))

    async def _do(self, job: Callable[[HouseFile], Recoded]) -> Recoded:
        self.is_working = True
        self.refresh_bindings()
        self.said.say("The desk is being carried over, and its backups. One moment, please.", layout=True)
        self.desk_app.rest_finder()
        try:
            return await self.desk_app.gateway.on_file(job)
        finally:
            self.said.say(_HAS_ONE if self.is_encrypted else _NONE_YET, layout=True)

    def _progress(self, done: int, total: int) -> None:
        words = f"The desk is being carried over: {done:,} of {total:,} rows."
        self.app.call_from_thread(self.said.say, words)

    def _close_panel(self) -> None:
        if self.panel is not None and not self.is_working:
            self.panel.display = False
            self.panel.remove()
            self.panel = None
            self.set_focus(self.said)


def _job(
    typed: Sequence[str], person_id: int | None, progress: Callable[[int, int], None]
) -> Callable[[HouseFile], Recoded]:
    """One answer takes the passphrase away, two set the first one, three set another."""
    if len(typed) == 1:
        return lambda file: desk.safety.passphrases.decrypt_desk(file, person_id, typed[0], progress)
    if len(typed) == 2:
        return lambda file: desk.safety.passphrases.encrypt_desk(file, person_id, typed[0], progress)
    return lambda file: desk.safety.passphrases.change(file, person_id, typed[0], typed[1], progress)


def _outcome(done: Recoded, *, is_encrypted: bool) -> str:
    what = "The desk has its passphrase" if is_encrypted else "The desk has no passphrase any more"
    if done.left:
        return f"{what}. Left as they were: {', '.join(clean(name, 60) for name in done.left)}."
    return f"{what}; {done.backups} of its backups went with it"
