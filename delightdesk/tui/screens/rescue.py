"""What is shown when the desk cannot be opened: what is wrong, which backups there are, and the ways on.

No guest's name stands here, and nothing is overwritten by any key: a broken file is set aside by another name.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen

from delightdesk import desk
from delightdesk.domain.clock import MONTHS, WEEKDAYS
from delightdesk.domain.errors import CannotOpen, DeskError
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.gateway import SORRY, WentWrong
from delightdesk.tui.log import note_failure
from delightdesk.tui.messages import HouseReady
from delightdesk.tui.modals.confirm import Confirm
from delightdesk.tui.safe import Words, clean
from delightdesk.tui.telling import in_background
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.lines import Line, Lines, cut, pad, wrap
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.safety.rescuing import Rescue
    from delightdesk.desk.safety.restoring import BackupLook
    from delightdesk.desk.safety.salvaging import Salvaged
    from delightdesk.store.backup_folder import Backup
    from delightdesk.tui.app import DeskApp

T = TypeVar("T")
GROUP = "When the desk cannot be opened"
NO_BACKUPS = "There is no backup beside the file. A copy on a stick, or another PC, can be put in its place."
_WHYS = {
    "start": "at the start", "close": "at closing", "quarter": "while working", "update": "before an update",
    "import": "before an import", "bulk": "before a big change", "restore": "before a restore",
    "by-hand": "by hand", "forget": "before a guest was erased",
}  # fmt: skip


def _spoken(
    action: Callable[[RescueScreen], Awaitable[None]],
) -> Callable[[RescueScreen], Coroutine[Any, Any, None]]:
    """One after the other; what cannot be done is said where it stays to be read, not in a message that goes."""

    async def told(self: RescueScreen) -> None:
        async with self.turn:
            try:
                await action(self)
            except DeskError as error:
                self._say(str(error))

    return told


class _BackupList(Marked["Backup"], ActsAtOnce, can_focus=True):
    BINDINGS = declare(
        Command("rescue.restore", "r", "Restore", "Put the marked backup in the place of the desk, after a question.",
                GROUP, show_in_footer=True, action="screen.restore"),
        Command("rescue.save", "s", "Save what is left", "Save what can still be read, into a new file.", GROUP,
                show_in_footer=True, action="screen.save"),
        Command("rescue.use", "u", "Use what was saved", "Let what was saved be the desk from now on.", GROUP,
                show_in_footer=True, action="screen.use"),
        Command("rescue.again", "t", "Try again", "The drive was plugged in, or the other program closed.", GROUP,
                show_in_footer=True, action="screen.again"),
        Command("rescue.new", "n", "New desk", "Begin with an empty desk where one was.", GROUP, action="screen.new"),
        Command("rescue.look", "enter", "Look inside", "What the marked backup holds.", GROUP, action="screen.look"),
        Command("rescue.leave", "escape", "Close", "Close; everything stays as it is.", GROUP, show_in_footer=True,
                action="app.quit"),
        Command("rescue.down", "down,j", "Next", "", GROUP, action="screen.mark(1)"),
        Command("rescue.up", "up,k", "Previous", "", GROUP, action="screen.mark(-1)"),
    )  # fmt: skip


class RescueScreen(Screen[None]):
    """``trouble`` is what was said when the file was opened."""

    DEFAULT_CSS = """
    RescueScreen {
        & > Vertical { padding: 1 2 0 2; }
        & .rescue--head { color: $error; text-style: bold; height: 1; }
        & .rescue--why { height: auto; margin-bottom: 1; }
        & .rescue--backups { height: 1; text-style: bold; color: $primary; }
        & _BackupList { height: 1fr; }
        & .rescue--told { height: 5; background: $surface; }
    }
    """
    AUTO_FOCUS: ClassVar[str | None] = "_BackupList"

    def __init__(self, path: Path, trouble: CannotOpen) -> None:
        super().__init__()
        self.turn = asyncio.Lock()
        self.is_read = False
        self.path, self.trouble = path, trouble
        self.rescue: Rescue | None = None
        self.saved: Salvaged | None = None
        self._looks: dict[Path, BackupLook | str] = {}
        self.list = _BackupList(self._row, empty="One moment, please.")
        self.told = Lines()
        self.told.add_class("rescue--told")

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    def compose(self) -> ComposeResult:
        """What is wrong, the backups, the marked one in full, keys."""
        with Vertical():
            yield Words("‼ This desk cannot be opened. Nothing was changed.", classes="rescue--head")
            yield Words(clean(str(self.trouble), 600), classes="rescue--why")
            yield Words("Backups", classes="rescue--backups")
            yield self.list
            yield self.told
        yield KeyLine()

    def on_mount(self) -> None:
        """Look at the file and for backups once the words can be read."""
        self.call_after_refresh(lambda: in_background(self, self.read, "read"))

    @_spoken
    async def read(self) -> None:
        """What is wrong, which backups there are, and the newest of them that is good."""
        try:
            rescue = await self._in_words(lambda: desk.safety.rescuing.look(self.path, self.trouble))
            self._looks = await self._in_words(lambda: desk.safety.rescuing.looked(self.path, rescue))
        finally:
            self.is_read = True
        self.rescue = rescue
        good = (place for place, each in enumerate(self._looks.values()) if not isinstance(each, str))
        empty = NO_BACKUPS if rescue.fault.may_restore else "Backups are offered where the file is broken or missing."
        self.list.put(rescue.backups, cursor=next(good, 0), empty=empty)
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what makes sense with this file."""
        rescuing = desk.safety.rescuing if self.rescue is not None else None
        fault = self.rescue.fault if self.rescue is not None else None
        if action in ("restore", "look"):
            return fault is not None and fault.may_restore and self.list.current is not None
        if action == "save":
            return rescuing is not None and fault is rescuing.Fault.BROKEN and self.saved is None
        if action == "use":
            return self.saved is not None
        return action != "new" or (rescuing is not None and fault is rescuing.Fault.MISSING)

    def action_mark(self, by: int) -> None:
        """Move the mark."""
        self.list.step(by)
        self._show()

    def on_marked_chosen(self) -> None:
        """A click marks."""
        self._show()

    @_spoken
    async def action_look(self) -> None:
        """Look into the marked backup."""
        await self._look()

    @_spoken
    async def action_restore(self) -> None:
        """Ask, naming the backup; a bad one is told instead."""
        found = await self._look()
        if not isinstance(found, str) and found is not None:
            aside = "The broken file is set aside. " if self.path.exists() else ""
            question = Confirm(
                f"Put the backup of {self._when(found.at)} in the place of {clean(self.path.name, 60)}? {aside}"
                "What was done after it is not in it.",
                yes="restore", no="leave everything as it is",
            )  # fmt: skip
            await self.app.push_screen(question, lambda is_sure: self._then(is_sure, self._restore))

    @_spoken
    async def action_save(self) -> None:
        """Save what can be saved, beside the broken file."""
        self._say("Saving what can still be read. One moment, please.")
        now = self.desk_app.clock()
        self.saved = await self._in_words(lambda: desk.safety.rescuing.save_what_can_be(self.path, now))
        self._say(*self.saved.lines, f"It lies in {self.saved.path.name}. u uses it from now on.")
        self.refresh_bindings()

    @_spoken
    async def action_use(self) -> None:
        """Ask before what was saved becomes the desk."""
        if self.saved is not None:
            question = Confirm(
                f"Let {clean(self.saved.path.name, 60)} be the desk from now on? The broken file is set aside. "
                "A backup, where there is one, holds more.", yes="use it", no="leave everything as it is",
            )  # fmt: skip
            await self.app.push_screen(question, lambda is_sure: self._then(is_sure, self._use))

    @_spoken
    async def action_again(self) -> None:
        """Look at the file again."""
        trouble = self.desk_app.look_at_file()
        if self.desk_app.asks is not None:
            from delightdesk.tui.screens.unlock import Unlock

            await self.app.push_screen(Unlock(self.path, self.desk_app.asks))
            return
        if trouble is None:
            self.app.post_message(HouseReady())
            return
        self.trouble = trouble
        self.query_one(".rescue--why", Words).say(clean(str(trouble), 600), layout=True)
        self._say("It is still so.")
        in_background(self, self.read, "read")

    @_spoken
    async def action_new(self) -> None:
        """Ask before an empty desk begins where one was."""
        question = Confirm(
            "Begin with an empty desk here? Backups of the one that was here stay where they are.",
            yes="begin anew", no="leave everything as it is",
        )  # fmt: skip
        await self.app.push_screen(question, lambda is_sure: self._then(is_sure, self._begin_anew))

    def _then(self, is_sure: bool | None, job: Callable[[], Coroutine[Any, Any, None]]) -> None:
        if is_sure:
            in_background(self, job, "act")

    @_spoken
    async def _restore(self) -> None:
        backup = self.list.current
        if backup is None:
            return
        self._say("The backup is being put in place. One moment, please.")
        now = self.desk_app.clock()
        await self._in_words(lambda: desk.safety.rescuing.restore(self.path, backup.path, now))
        self.app.post_message(HouseReady())

    @_spoken
    async def _use(self) -> None:
        saved = self.saved
        if saved is None:
            return
        now = self.desk_app.clock()
        await self._in_words(lambda: desk.safety.rescuing.use_saved(self.path, saved.path, now))
        self.app.post_message(HouseReady())

    async def _begin_anew(self) -> None:
        from delightdesk.tui.screens.first_run import FirstRun

        await self.app.push_screen(FirstRun(self.path, anyway=True))

    async def _look(self) -> BackupLook | str | None:
        backup = self.list.current
        if backup is None:
            return None
        if await asyncio.to_thread(desk.safety.unlocking.is_locked, backup.path):
            await self._ask_passphrase(backup.path)
        elif backup.path not in self._looks:
            try:
                found = await self._in_words(lambda: desk.safety.restoring.look(backup.path, self.path))
                self._looks[backup.path] = found
            except DeskError as error:
                self._looks[backup.path] = str(error)
        self._show()
        return self._looks.get(backup.path)

    async def _ask_passphrase(self, backup: Path) -> None:
        """The backups are encrypted, as the desk was."""
        if desk.safety.unlocking.has_sqlcipher():
            from delightdesk.tui.screens.unlock import Unlock

            await self.app.push_screen(Unlock(backup), lambda is_open: self._then(is_open, self.read))

    async def _in_words(self, job: Callable[[], T]) -> T:
        """Run a job in a thread of its own; a defect of ours comes out as a sentence."""
        try:
            return await asyncio.to_thread(job)
        except DeskError:
            raise
        except Exception as error:
            note_failure(error)
            raise WentWrong(SORRY) from None

    # What stands there

    def _show(self) -> None:
        backup = self.list.current
        found = self._looks.get(backup.path) if backup is not None else None
        if isinstance(found, str):
            self._say(found)
        elif found is not None:
            last = self._when(found.last_change)
            by = f" by {clean(found.last_person, 40)}" if found.last_person else ""
            self._say(
                f"{found.guests:,} guests, {found.visits:,} visits, {found.notes:,} notes",
                f"last change {last}{by}",
                "The newest that is whole." if self._is_newest_good(found) else "",
            )
        else:
            self._say("Enter looks inside." if backup is not None else "")
        self.refresh_bindings()

    def _is_newest_good(self, found: BackupLook) -> bool:
        good = (each.path for each in self.list.rows if not isinstance(self._looks.get(each.path, ""), str))
        return next(good, None) == found.path

    def _say(self, *sentences: str) -> None:
        width = max(20, (self.size.width or 80) - 6)
        lines: list[Line] = [((line, "plain"),) for said in sentences if said for line in wrap(said, width)]
        self.told.show(lines, top=0)

    def _when(self, at: datetime | None) -> str:
        """On the clock of this PC: that of the house is in the file that is lost."""
        if at is None:
            return "an unknown day"
        local, now = at.astimezone(), self.desk_app.clock().astimezone()
        year = "" if local.year == now.year else f" {local.year}"
        return f"{WEEKDAYS[local.weekday()][:3]} {local.day} {MONTHS[local.month - 1][:3]}{year} {local:%H:%M}"

    def _row(self, backup: Backup, width: int, is_marked: bool) -> Line:
        found = self._looks.get(backup.path)
        state = "unusable " if isinstance(found, str) else ""
        where = "second folder" if backup.is_second else ""
        size = f"{max(1, backup.size // 1024):,} KB"
        why = _WHYS.get(backup.why, backup.why)
        text = f"{pad(self._when(backup.at), 22)}{pad(cut(why, 24), 25)}{size:>12}  {state}{where}"
        return ((cut(f"{'▸ ' if is_marked else '  '}{text}", width), "cursor" if is_marked else "plain"),)
