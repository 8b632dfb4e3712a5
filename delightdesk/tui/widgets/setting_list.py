"""What the owner sets, as lines: its name, how it stands, what it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.headed import Headed
from delightdesk.tui.widgets.lines import Line, cut, pad, wrap
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.settings import SettingLine

GROUP = "House"
LABEL_WIDE = 18
_WIDE = 100
"""From so many cells on there is room for the meaning beside each value."""
_VALUE_WIDE = 46
_MOST_LINES = 6
_NOTHING = "nothing yet"
_DONE = re.compile(r" Nothing was (?:changed|saved)(?: yet)?\.")


@dataclass(frozen=True, slots=True)
class HouseRow:
    """One row: a setting, or the way to a room of its own. opens: the action that leads there."""

    key: str
    group: str
    label: str
    value: str
    meaning: str
    line: SettingLine | None = None
    opens: str = ""


class SettingList(Headed[HouseRow], ActsAtOnce, can_focus=True):
    """The settings under their headings; keys act on the one at the mark."""

    BINDINGS = declare(
        Command("house.open", "enter", "Change", "Change the setting at the mark, or go to its room.", GROUP,
                show_in_footer=True, action="screen.open"),
        Command("house.turn", "right", "Next choice", "The next of a few choices.", GROUP, action="screen.turn(1)"),
        Command("house.turn-back", "left", "Choice before", "", GROUP, action="screen.turn(-1)"),
        Command("house.reset", "delete,backspace", "As usual", "Put the usual value back.", GROUP,
                show_in_footer=True, action="screen.reset"),
        Command("house.find", "slash", "Find", "Show only the settings that fit what you type.", GROUP,
                show_in_footer=True, action="screen.find"),
        Command("house.gestures", "g", "Gestures", "Change the gestures of the house, add your own.", GROUP,
                show_in_footer=True, action="screen.gestures"),
        Command("house.playbooks", "p", "Playbooks", "The plans for what goes wrong.", GROUP,
                action="screen.playbooks"),
        Command("house.privacy", "v", "Guests' data", "What guests asked about their data, what is due to go.", GROUP,
                action="screen.privacy"),
        Command("house.backups", "b", "Backups", "Copies of the desk, and the way back to one.", GROUP,
                action="screen.backups"),
        Command("house.undo", "u", "Undo", "Take back your last act.", GROUP, action="app.undo"),
        Command("house.leave", "escape", "Desk", "Show all settings again; then back to the Desk.", GROUP,
                show_in_footer=True, action="screen.leave"),
        Command("house.down", "down,j", "Next", "", GROUP, action="screen.mark(1)"),
        Command("house.up", "up,k", "Previous", "", GROUP, action="screen.mark(-1)"),
        Command("house.page-down", "pagedown,space", "Page", "", GROUP, action="screen.page(1)"),
        Command("house.page-up", "pageup", "Page back", "", GROUP, action="screen.page(-1)"),
        Command("house.first", "home", "First", "", GROUP, action="screen.mark(-1000)"),
        Command("house.last", "end", "Last", "", GROUP, action="screen.mark(1000)"),
    )  # fmt: skip

    def titles(self, rows: Sequence[HouseRow]) -> Sequence[str]:
        """The group of each."""
        return [row.group for row in rows]


def heading(width: int) -> Line:
    """The names of the columns."""
    words = f"  {pad('Setting', LABEL_WIDE)}{pad('Value', _VALUE_WIDE)}"
    return ((cut(f"{words}{'Meaning' if width >= _WIDE else ''}".rstrip(), width), "quiet"),)


def row(each: HouseRow, width: int, is_marked: bool) -> Line:
    """One setting in ``width`` cells; with room, its meaning beside it."""
    left = width - 2 - LABEL_WIDE
    value_wide = _VALUE_WIDE if width >= _WIDE else left
    manner = "cursor" if is_marked else "plain"
    value = clean(each.value, 900) or _NOTHING
    head = f"{'▸ ' if is_marked else '  '}{pad(each.label, LABEL_WIDE)}"
    shown = pad(cut(value, value_wide - 1), value_wide)
    meaning = pad(cut(each.meaning, left - value_wide), left - value_wide) if width >= _WIDE else ""
    quiet = manner if is_marked else "quiet"
    is_quiet = not each.value or (each.line is not None and bool(each.line.why_fixed))
    return ((head, manner), (shown, quiet if is_quiet else manner), (meaning, quiet))


def in_full(each: HouseRow, width: int, who: str) -> list[Line]:
    """The marked setting: what it means, all of its value where the row could not hold it, what can be done with it."""
    told: list[Line] = [((f" {text}", "strong"),) for text in wrap(each.meaning, width - 2, 2)]
    value = clean(each.value, 900)
    room = _VALUE_WIDE if width >= _WIDE else width - 2 - LABEL_WIDE
    if len(value) >= room:
        told += [((f" {text}", "plain"),) for text in wrap(value, width - 2, _MOST_LINES - 3)]
    return [*told, *(((f" {text}", "quiet"),) for text in wrap(_what_to_do(each, who), width - 2, 2))]


def _what_to_do(each: HouseRow, who: str) -> str:
    line = each.line
    if line is None:
        return "Enter goes there."
    if line.why_fixed:
        return f"It stays. {line.why_fixed}"
    if not line.may_change:
        return f"{who or 'A manager'} can change it."
    usual = "" if line.is_usual else f" · Del puts back what is usual: {line.usual or 'nothing'}"
    how = f"‹→› {' · '.join(line.choices)}" if line.choices else "Enter changes it"
    return f"{how}{usual}"


def fits(each: HouseRow, typed: str) -> bool:
    """Whether every word typed stands somewhere in the row."""
    whole = f"{each.group} {each.label} {each.value} {each.meaning} {each.key}".casefold()
    return all(word in whole for word in typed.casefold().split())


def while_typing(sentence: str) -> str:
    """What is wrong, without that nothing was saved: nobody has asked for that yet."""
    return _DONE.sub("", sentence)
