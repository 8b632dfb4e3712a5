"""The house: everything its owner sets, what it means, and the ways to gestures, playbooks, people and keys."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from textual.widget import Widget

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.tui.screens.asking_room import AskingRoom
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.filter_line import FilterLine
from delightdesk.tui.widgets.lines import Line
from delightdesk.tui.widgets.setting_list import (
    GROUP,
    HouseRow,
    SettingList,
    fits,
    heading,
    in_full,
    row,
    while_typing,
)

if TYPE_CHECKING:
    from pathlib import Path

    from delightdesk.desk.settings import SettingLine
    from delightdesk.store.work import Work

_LONGEST = 800
_SHORT = 20
"""Letters of a value that is typed anew rather than mended: the first key replaces it."""


class HouseScreen(AskingRoom[HouseRow]):
    """One list; Enter changes what is at the mark, and it is kept once it was understood."""

    DEFAULT_CSS = "HouseScreen .room--filter { height: 1; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__(GROUP, SettingList(row, empty="One moment, please."), lambda each: each.key)
        self.lines: tuple[HouseRow, ...] = ()
        self.filter_line = FilterLine("hours, money, lobby, Wi-Fi, keys, people", self._filter)
        self.who = ""

    # Showing

    def above(self) -> Sequence[Widget]:
        """The filter."""
        return (self.filter_line,)

    def heading(self, width: int) -> Line:
        """The names of the columns."""
        return heading(width)

    async def fetch(self) -> None:
        """Every setting and the ways to the rooms; those that fit are shown."""
        path = self.desk_app.path
        self.lines, self.who = await self.desk_app.ask(lambda work: _read(work, path))
        self._filter()

    def _filter(self) -> None:
        typed = self.filter_line.value
        kept = tuple(each for each in self.lines if fits(each, typed))
        self.put(kept, self._headline(), "No setting fits these words. Esc shows all of them again.")

    def _headline(self) -> str:
        settings = [each.line for each in self.lines if each.line is not None]
        changed = sum(not line.is_usual for line in settings)
        may_change = any(line.may_change and line.name == "name" for line in settings)
        words = f" · {changed} changed" if changed else ""
        return f"{GROUP} · {len(settings)} settings{words}" + ("" if may_change else f" · {self.who} can change them")

    def in_full(self, each: HouseRow, width: int) -> list[Line]:
        """What the marked one means, and what can be done with it."""
        return in_full(each, width, self.who)

    def show_more(self) -> None:
        """As many lines as the marked one needs."""
        marked = self.list.current
        self.more.styles.height = len(self.in_full(marked, max(20, self.size.width))) if marked else 2
        super().show_more()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a few choices can be gone through, and only a value of the house's own be put back."""
        line = self.list.current.line if self.list.current is not None else None
        if action == "turn":
            return line is not None and bool(line.choices) and line.may_change
        if action == "reset":
            return line is not None and not line.is_usual and line.may_change
        if action == "open":
            return self.list.current is not None
        return super().check_action(action, parameters)

    # Finding

    def action_find(self) -> None:
        """Type what to look for."""
        self.set_focus(self.filter_line)

    def action_to_list(self) -> None:
        """From the filter to the list."""
        self.set_focus(self.list)

    def action_show_all(self) -> None:
        """Every setting again, the mark staying on its own."""
        self.filter_line.value = ""
        self.set_focus(self.list)

    def action_leave(self) -> None:
        """First show all again, then to the Desk."""
        if self.filter_line.value:
            self.action_show_all()
        else:
            self.desk_app.action_show_desk()

    # Changing

    @in_turn
    async def action_open(self) -> None:
        """Change the setting at the mark: the next choice, or a line at the foot; or go to its room."""
        each = self.list.current
        if each is None:
            return
        if each.line is None:
            await self.run_action(each.opens)
        elif each.line.why_fixed:
            self.desk_app.tell(f"It stays. {each.line.why_fixed}")
        elif not each.line.may_change:
            self.desk_app.tell(f"{self.who} can change it. F9 changes who is at the desk.")
        elif each.line.choices:
            await self._turn(each.line, 1)
        else:
            await self._ask(each.line)

    async def _ask(self, line: SettingLine) -> None:
        place = f"setting {line.name}"

        def understand(typed: str) -> str:
            try:
                return desk.settings.check(line, typed)
            except DeskError as error:
                return while_typing(str(error))

        async def done(typed: str) -> None:
            await self._keep(line, place, typed)

        await self.ask_for(place, line.label, done, understand, value=line.value)
        if self.line is not None:
            self.line.line.max_length = _LONGEST
            if self.line.line.value == line.value and len(line.value) <= _SHORT:
                self.line.line.select_all()

    @in_turn
    async def _keep(self, line: SettingLine, place: str, typed: str) -> None:
        shown = await self.save_line(place, lambda work: desk.settings.change(work, line.name, typed, line.value))
        self._changed(line, shown)

    @in_turn
    async def action_turn(self, by: int) -> None:
        """The next choice, or the one before."""
        line = self.list.current.line if self.list.current is not None else None
        if line is not None:
            await self._turn(line, by)

    async def _turn(self, line: SettingLine, by: int) -> None:
        word = line.choices[(line.choices.index(line.value) + by) % len(line.choices)]
        shown = await self.act(lambda work: desk.settings.change(work, line.name, word, line.value))
        self._changed(line, shown)

    @in_turn
    async def action_reset(self) -> None:
        """The usual value again."""
        line = self.list.current.line if self.list.current is not None else None
        if line is not None:
            shown = await self.act(lambda work: desk.settings.reset(work, line.name, line.value))
            self._changed(line, shown)

    def _changed(self, line: SettingLine, shown: str) -> None:
        self.desk_app.follow_house()
        self.desk_app.tell(f"{line.label}: {shown or 'nothing'} · ^Z undoes")

    # Going on

    def action_gestures(self) -> None:
        """The gestures, over this room."""
        self._over("catalogue", "CatalogueScreen")

    def action_playbooks(self) -> None:
        """The plans for what goes wrong, over this room."""
        self._over("playbooks", "PlaybooksScreen")

    def action_privacy(self) -> None:
        """What guests asked about their data, who is there twice, what is due to go; over this room."""
        self._over("privacy", "PrivacyScreen")

    def action_backups(self) -> None:
        """The backups and the state of the file, over this room."""
        self._over("backups", "BackupsScreen")

    def action_touch_points(self) -> None:
        """Where a guest meets the house, over this room."""
        self._over("touch_points", "TouchPointsScreen")

    def action_keys(self) -> None:
        """Which key does what, over this room."""
        self._over("keys", "KeysScreen")

    def _over(self, module: str, name: str) -> None:
        self.app.push_screen(getattr(import_module(f"delightdesk.tui.screens.{module}"), name)())


def _newest(work: Work, path: Path) -> str:
    """When the newest good backup was taken."""
    newest = desk.safety.backups.newest_good(path, work.now)
    return f"newest {desk.safety.backups.day_words(newest.at, work.house.zone)}" if newest is not None else "none yet"


def _read(work: Work, path: Path) -> tuple[tuple[HouseRow, ...], str]:
    rows = [
        HouseRow(line.name, line.group, line.label, line.value, line.meaning, line)
        for line in desk.settings.listing(work)
    ]
    moved, counts = len(desk.settings.keys(work)), desk.settings.rooms(work)
    points, gaps = desk.touch_points.gaps(work)
    without = f", {gaps} without an idea" if gaps else ""
    ways = (
        ("keys", "Keys", "Keys", f"{moved} moved" if moved else "as usual", "Which key does what; give it another.",
         "screen.keys"),
        ("gestures", "Rooms of their own", "Gestures", str(counts.gestures), "What can be given, and what it costs.",
         "screen.gestures"),
        ("playbooks", "Rooms of their own", "Playbooks", str(counts.playbooks), "Plans for what goes wrong.",
         "screen.playbooks"),
        ("privacy", "Rooms of their own", "Guests' data", desk.privacy.requests.waiting(work),
         "What guests asked, who is here twice, what is due.",
         "screen.privacy"),
        ("backups", "Rooms of their own", "Backups", _newest(work, path),
         "Copies of the desk, the way back to one, is the file whole.",
         "screen.backups"),
        ("people", "Rooms of their own", "People", str(counts.people), "Who works here: roles, PINs, allowances.",
         "app.change_person"),
        ("touch points", "Rooms of their own", "Touch points", f"{points}{without}",
         "Where a guest meets the house, and what makes it a good moment.", "screen.touch_points"),
    )  # fmt: skip
    rows += [HouseRow(*way[:5], opens=way[5]) for way in ways]
    return tuple(rows), desk.settings.who_changes(work)
