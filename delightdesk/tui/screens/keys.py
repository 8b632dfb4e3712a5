"""The keys: which command has which, which it usually has, and giving it another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.widget import Widget

from delightdesk import desk
from delightdesk.domain.keys import KeyCommand, KeyTaken, key_name
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.keys import every_command
from delightdesk.tui.modals.confirm import Confirm
from delightdesk.tui.modals.key_catcher import KeyCatcher
from delightdesk.tui.screens.list_room import ListRoom
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.filter_line import FilterLine
from delightdesk.tui.widgets.headed import Headed
from delightdesk.tui.widgets.lines import Line, cut, pad, wrap
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.store.work import Work

GROUP = "Keys"
_LABEL_WIDE, _KEY_WIDE = 17, 9


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One command and its keys now, with commas."""

    command: KeyCommand
    keys: str

    @property
    def is_usual(self) -> bool:
        """It has the keys it came with."""
        return self.keys == self.command.usual

    @property
    def key(self) -> str:
        """The key shown."""
        return key_name(self.keys.partition(",")[0])


class _KeyList(Headed[KeyRow], ActsAtOnce, can_focus=True):
    BINDINGS = declare(
        Command("keys.give", "enter", "Other key", "Give the command at the mark another key.", GROUP,
                show_in_footer=True, action="screen.give"),
        Command("keys.reset", "delete,backspace", "As usual", "Give it its usual key again.", GROUP,
                show_in_footer=True, action="screen.reset"),
        Command("keys.find", "slash", "Find", "Show only the commands that fit what you type.", GROUP,
                show_in_footer=True, action="screen.find"),
        Command("keys.reset-all", "r", "All as usual", "Every key as it came, after a question.", GROUP,
                show_in_footer=True, action="screen.reset_all"),
        Command("keys.undo", "u", "Undo", "Take back your last act.", GROUP, action="app.undo"),
        Command("keys.leave", "escape", "Back", "Show all commands again; then back to the House.", GROUP,
                action="screen.leave"),
        Command("keys.down", "down,j", "Next", "", GROUP, action="screen.mark(1)"),
        Command("keys.up", "up,k", "Previous", "", GROUP, action="screen.mark(-1)"),
        Command("keys.page-down", "pagedown,space", "Page", "", GROUP, action="screen.page(1)"),
        Command("keys.page-up", "pageup", "Page back", "", GROUP, action="screen.page(-1)"),
        Command("keys.first", "home", "First", "", GROUP, action="screen.mark(-1000)"),
        Command("keys.last", "end", "Last", "", GROUP, action="screen.mark(1000)"),
    )  # fmt: skip

    def titles(self, rows: Sequence[KeyRow]) -> Sequence[str]:
        """The group of each."""
        return [row.command.group for row in rows]


class KeysScreen(ListRoom[KeyRow]):
    """Every command that may have another key, by the place it belongs to."""

    DEFAULT_CSS = "KeysScreen .room--filter { height: 1; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__(GROUP, _KeyList(_row, empty="One moment, please."), lambda row: row.command.id)
        self.lines: tuple[KeyRow, ...] = ()
        self.filter_line = FilterLine("what it does, where, or its key", self._filter)

    def above(self) -> Sequence[Widget]:
        """The filter."""
        return (self.filter_line,)

    def heading(self, width: int) -> Line:
        """The names of the columns."""
        return ((cut(f"  {pad('Command', _LABEL_WIDE)}{pad('Key', _KEY_WIDE)}What it does", width), "quiet"),)

    async def fetch(self) -> None:
        """Every command with its keys now."""
        kept = await self.desk_app.ask(desk.settings.keys)
        movable = [each for each in every_command() if each.moves]
        order = {group: place for place, group in enumerate(dict.fromkeys(each.group for each in movable))}
        rows = [KeyRow(each, ",".join(each.keys(kept))) for each in movable]
        self.lines = tuple(sorted(rows, key=lambda row: order[row.command.group]))
        self._filter()

    def _filter(self) -> None:
        words = self.filter_line.value.casefold().split()
        kept = tuple(row for row in self.lines if all(word in _words_of(row) for word in words))
        moved = sum(not row.is_usual for row in self.lines)
        headline = f"{GROUP} · {len(self.lines)} commands" + (f" · {moved} moved" if moved else "")
        self.put(kept, headline, "No command fits these words. Esc shows all of them again.")

    def in_full(self, row: KeyRow, width: int) -> list[Line]:
        """What it does, and its keys."""
        keys = ", ".join(key_name(key) for key in row.keys.split(","))
        usual = "as usual" if row.is_usual else f"usually {key_name(row.command.usual.partition(',')[0])}"
        return [
            *[((f" {text}", "strong"),) for text in wrap(row.command.meaning, width - 2, 1)],
            ((cut(f" {row.command.label} in “{row.command.group}”: {keys}, {usual}", width - 1), "quiet"),),
        ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what was moved can be put back."""
        row = self.list.current
        if action == "give":
            return row is not None
        if action == "reset":
            return row is not None and not row.is_usual
        if action == "reset_all":
            return any(not each.is_usual for each in self.lines)
        return super().check_action(action, parameters)

    # Finding

    def action_find(self) -> None:
        """Type what to look for."""
        self.set_focus(self.filter_line)

    def action_to_list(self) -> None:
        """From the filter to the list."""
        self.set_focus(self.list)

    def action_show_all(self) -> None:
        """Every command again, the mark staying on its own."""
        self.filter_line.value = ""
        self.set_focus(self.list)

    def action_leave(self) -> None:
        """First show all again, then back."""
        if self.filter_line.value:
            self.action_show_all()
        else:
            self.dismiss()

    # Changing

    @in_turn
    async def action_give(self) -> None:
        """Wait for the key that the command at the mark shall have; first see that whoever is here may set it."""
        row = self.list.current
        if row is None:
            return
        await self.desk_app.ask(desk.settings.check_may_change)

        async def caught(key: str | None) -> None:
            if key is not None:
                await self._give(row, key)

        self.app.push_screen(KeyCatcher(row.command, row.key), caught)

    @in_turn
    async def _give(self, row: KeyRow, key: str, *, swap: bool = False) -> None:
        async def answered(is_yes: bool | None) -> None:
            if is_yes:
                await self._give(row, key, swap=True)

        def give(work: Work) -> str:
            return desk.settings.move_key(work, every_command(), row.command.id, key, swap=swap, seen=row.keys)

        try:
            said = await self.desk_app.save(give)
        except KeyTaken as taken:
            other = next(each for each in self.lines if each.command.id == taken.other)
            words = f"{key_name(key)} is “{other.command.label}” here. Swap the two?"
            yes = f"“{row.command.label}” gets {key_name(key)}, “{other.command.label}” gets {row.key}"
            self.app.push_screen(Confirm(words, yes=yes, no="leave both as they are"), answered)
            return
        await self._changed(said)

    @in_turn
    async def action_reset(self) -> None:
        """The usual key again."""
        row = self.list.current
        if row is not None:
            every = every_command()
            said = await self.desk_app.save(lambda work: desk.settings.reset_key(work, every, row.command.id, row.keys))
            await self._changed(said)

    def action_reset_all(self) -> None:
        """Ask, then every key as it came."""
        question = Confirm("Put every key back as it came?", yes="all as usual", no="leave them")
        self.app.push_screen(question, self._reset_all)

    @in_turn
    async def _reset_all(self, is_sure: bool | None) -> None:
        if is_sure:
            await self.desk_app.save(desk.settings.reset_keys)
            await self._changed("Keys: all as usual again")

    async def _changed(self, said: str) -> None:
        self.desk_app.follow_house()
        await self.fetch()
        self.desk_app.tell(f"{said} · ^Z undoes")


def _row(row: KeyRow, width: int, is_marked: bool) -> Line:
    manner = "cursor" if is_marked else "plain"
    key = pad(row.key, _KEY_WIDE)
    usual = "" if row.is_usual else f"usually {key_name(row.command.usual.partition(',')[0])} · "
    left = max(0, width - 2 - _LABEL_WIDE - _KEY_WIDE)
    return (
        (f"{'▸ ' if is_marked else '  '}{pad(row.command.label, _LABEL_WIDE)}", manner),
        (key, manner if is_marked else "key"),
        (pad(cut(f"{usual}{row.command.meaning}", left), left), manner if is_marked else "quiet"),
    )


def _words_of(row: KeyRow) -> str:
    command = row.command
    return f"{command.group} {command.label} {command.meaning} {row.key} {row.keys}".casefold()
