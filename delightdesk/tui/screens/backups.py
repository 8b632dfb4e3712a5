"""The backups: when and why each was made, what the marked one holds, and the way back to it in three keys."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual.widget import Widget

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.tui.modals.restore import holds, lost_words, question
from delightdesk.tui.safe import Words, clean
from delightdesk.tui.screens.list_room import ListRoom
from delightdesk.tui.telling import in_background, in_turn
from delightdesk.tui.widgets.backup_list import GROUP, BackupList, BackupRow, heading, moment, row, rows_of, size_words
from delightdesk.tui.widgets.lines import Line, cut, wrap

if TYPE_CHECKING:
    from delightdesk.desk.safety.backups import Backup, State
    from delightdesk.desk.safety.restoring import BackupLook, Restored

EMPTY = "There is no backup yet. n makes one now; from then on the desk makes them by itself."


class BackupsScreen(ListRoom[BackupRow]):
    """Newest first. What the marked one holds is read in the background, once."""

    DEFAULT_CSS = """
    BackupsScreen .room--state { height: auto; max-height: 3; padding: 0 1; color: $error; text-style: bold; }
    BackupsScreen .room--more { height: 3; }
    """

    def __init__(self) -> None:
        super().__init__(GROUP, BackupList(self._row, empty="One moment, please."), lambda row: row.path.name)
        self.state_line = Words("", classes="room--state")
        self.looks: dict[Path, BackupLook | str] = {}
        self._is_at_work = False

    def above(self) -> Sequence[Widget]:
        """What is not as it should be."""
        return (self.state_line,)

    async def fetch(self) -> None:
        """The backups of both folders, and how they stand."""
        path, now = self.desk_app.path, self.desk_app.clock()
        state, found = await asyncio.to_thread(_read, path, now)
        rows = rows_of(found, now)
        told = [f"‼ {state.standing}"] if state.standing else []
        told += [state.second_trouble] if state.second_trouble else []
        if any(row.is_ahead for row in rows):
            told.append("Some are dated ahead: this PC's clock was wrong then, or is now. They are kept.")
        self.state_line.display = bool(told)
        self.state_line.say(clean("\n".join(told), 600), layout=True)
        self.looks.clear()
        second = f" · second folder {clean(state.second, 80)}" if state.second else " · no second folder"
        self.put(rows, f"{GROUP} · {len(rows)}{second}", EMPTY)

    def heading(self, width: int) -> Line:
        """The names of the columns."""
        return heading(width)

    def _row(self, each: BackupRow, width: int, is_marked: bool) -> Line:
        return row(each, self._moment(each.at), width, is_marked)

    def _moment(self, at: datetime) -> str:
        house = self.desk_app.house
        return moment(at.astimezone(house.zone) if house is not None else at.astimezone(), self.desk_app.local_now())

    def in_full(self, row: BackupRow, width: int) -> list[Line]:
        """What the marked one holds, and what would be lost."""
        look = self.looks.get(row.path)
        if look is None:
            return [((" Looking into it.", "quiet"),)]
        if isinstance(look, str):
            return [((f" {line}", "warn"),) for line in wrap(look, width - 2, most=3)]
        last = f"Last change {self._moment(look.last_change)}" if look.last_change else "Nothing was done in it"
        by = f" by {clean(look.last_person, 60)}" if look.last_person else ""
        return [
            ((cut(f" {holds(look)}", width - 1), "strong"),),
            ((cut(f" {last}{by}.", width - 1), "plain"),),
            ((cut(f" {lost_words(look)}", width - 1), "plain"),),
        ]

    def show_more(self) -> None:
        """Also look into the marked one, where that was not done yet."""
        super().show_more()
        row = self.list.current
        if row is not None and row.path not in self.looks:
            in_background(self, self._look, "look")

    async def _look(self) -> None:
        row = self.list.current
        if row is not None:
            await self._look_into(row)
            super().show_more()

    async def _look_into(self, row: BackupRow) -> BackupLook | str:
        found = self.looks.get(row.path)
        if found is None:
            found = await asyncio.to_thread(_look, row.path, self.desk_app.path)
            self.looks[row.path] = found
        return found

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a backup there is nothing to restore; while one is restored nothing else is done."""
        if action == "restore":
            return self.list.current is not None and not self._is_at_work
        if action in ("now", "take_back", "passphrase", "export", "check"):
            return not self._is_at_work
        return super().check_action(action, parameters)

    # Acting

    @in_turn
    async def action_now(self) -> None:
        """One by hand, also where nothing changed."""
        self.desk_app.tell("A backup is being made; go on working meanwhile")
        in_background(self, self._make, "make")

    async def _make(self) -> None:
        try:
            made = await self.desk_app.backups.by_hand()
        except DeskError as error:
            self.desk_app.tell(str(error), is_problem=True)
        else:
            self.desk_app.tell(f"Backup made and checked, {size_words(made.size)}")
        await self.read()

    @in_turn
    async def action_restore(self) -> None:
        """Ask, naming both moments."""
        row = self.list.current
        if row is not None:
            await self._ask_about(row)

    @in_turn
    async def action_take_back(self) -> None:
        """The backup made before the last restore, asked about in the same way."""
        path = self.desk_app.path
        found = await asyncio.to_thread(lambda: desk.safety.restoring.last_before_restore(path))
        await self._ask_about(BackupRow(found.path, found.at, found.why, found.size, True, False, False))

    async def _ask_about(self, row: BackupRow) -> None:
        await self.desk_app.ask(lambda work: desk.safety.restoring.check_right(work))
        look = await self._look_into(row)
        if isinstance(look, str):
            self.desk_app.tell(look, is_problem=True)
            return

        def answered(is_sure: bool | None) -> None:
            if is_sure:
                self._is_at_work = True
                self.refresh_bindings()
                in_background(self, lambda: self._restore(row), "restore")

        await self.app.push_screen(question(look, self._moment(row.at), self.desk_app.local_now()), answered)

    async def _restore(self, row: BackupRow) -> None:
        app = self.desk_app
        path, now, person = app.path, app.clock(), app.gateway.person_id
        app.tell("Restoring; one moment, please")
        try:
            done = await asyncio.to_thread(lambda: desk.safety.restoring.restore(path, row.path, now, person))
            await app.look_round()
        except DeskError as error:
            app.tell(str(error), is_problem=True)
        else:
            app.tell(_restored(done, self._moment(row.at)))
        finally:
            self._is_at_work = False
            await self.read()

    def action_check(self) -> None:
        """Is the file whole."""
        from delightdesk.tui.screens.check import CheckScreen

        self.app.push_screen(CheckScreen())

    def action_export(self) -> None:
        """All data into a folder."""
        from delightdesk.tui.modals.export import show_export

        show_export(self)

    def action_passphrase(self) -> None:
        """Encrypt, change, decrypt."""
        from delightdesk.tui.modals.passphrase import show_passphrase

        show_passphrase(self.desk_app)

    def action_leave(self) -> None:
        """Back to the room this one was opened from."""
        self.dismiss()


def _read(path: Path, now: datetime) -> tuple[State, tuple[Backup, ...]]:
    state = desk.safety.backups.state(path, now)
    return state, desk.safety.backups.listing(path, state.second)


def _look(backup: Path, path: Path) -> BackupLook | str:
    try:
        return desk.safety.restoring.look(backup, path)
    except DeskError as error:
        return str(error)


def _restored(done: Restored, then: str) -> str:
    aside = f" The broken file is kept as {done.set_aside.name}." if done.set_aside is not None else ""
    back = " u takes it back." if done.before is not None else ""
    erased = f" {done.forgotten} erased again." if done.forgotten else ""
    return f"The desk is as it was {then}.{back}{erased}{aside}"
