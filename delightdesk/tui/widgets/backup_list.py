"""The list of the backups: its keys, and how a row of it reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from delightdesk.domain.clock import MONTHS, WEEKDAYS
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.widgets.lines import Line, cut, pad
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.safety.backups import Backup

GROUP = "Backups"
WHYS = {
    "start": "when the desk was opened",
    "close": "when the desk was closed",
    "quarter": "a quarter of an hour later",
    "update": "before a new version",
    "import": "before an import",
    "bulk": "before something big",
    "restore": "before a restore",
    "by-hand": "by hand",
    "forget": "before somebody was erased",
}
_WHEN_WIDE, _SIZE_WIDE = 20, 10


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One backup, wherever it lies. is_here, is_there: in the first folder, in the second."""

    path: Path
    at: datetime
    why: str
    size: int
    is_here: bool
    is_there: bool
    is_ahead: bool


class BackupList(Marked[BackupRow], ActsAtOnce, can_focus=True):
    """Its keys are what can be done with backups."""

    BINDINGS = declare(
        Command("backups.restore", "r", "Restore", "Put the desk back to the marked backup; asks first.", GROUP,
                show_in_footer=True, action="screen.restore"),
        Command("backups.now", "n", "Back up now", "Make a backup this moment.", GROUP, show_in_footer=True,
                action="screen.now"),
        Command("backups.undo", "u", "Take back", "Go back to how the desk was before the last restore.", GROUP,
                action="screen.take_back"),
        Command("backups.check", "c", "Check", "Look whether the file of the desk is whole.", GROUP,
                show_in_footer=True, action="screen.check"),
        Command("backups.export", "e", "Export", "Write all data into a folder, as tables and JSON.", GROUP,
                action="screen.export"),
        Command("backups.passphrase", "p", "Passphrase", "Encrypt the desk and its backups, or change how.", GROUP,
                action="screen.passphrase"),
        Command("backups.leave", "escape", "Back", "Back to the House.", GROUP, show_in_footer=True,
                action="screen.leave"),
        Command("backups.down", "down,j", "Next", "", GROUP, action="screen.mark(1)"),
        Command("backups.up", "up,k", "Previous", "", GROUP, action="screen.mark(-1)"),
        Command("backups.page-down", "pagedown,space", "Page", "", GROUP, action="screen.page(1)"),
        Command("backups.page-up", "pageup", "Page back", "", GROUP, action="screen.page(-1)"),
    )  # fmt: skip


def rows_of(found: Sequence[Backup], now: datetime) -> list[BackupRow]:
    """One row a backup, whether it lies in one folder or in both; at most two hundred, the newest."""
    places: dict[str, list[Backup]] = {}
    for each in found:
        places.setdefault(each.path.name, []).append(each)
    rows = []
    for copies in list(places.values())[:200]:
        first = next((one for one in copies if not one.is_second), copies[0])
        rows.append(
            BackupRow(
                first.path, first.at, first.why, first.size, not first.is_second, any(one.is_second for one in copies),
                first.is_ahead(now),
            )
        )  # fmt: skip
    return rows


def heading(width: int) -> Line:
    """The names of the columns."""
    text = f"  {pad('When', _WHEN_WIDE)}{pad('Why', _why_wide(width))}{'Size':>{_SIZE_WIDE}}  Where"
    return ((cut(text, width), "quiet"),)


def row(each: BackupRow, when: str, width: int, is_marked: bool) -> Line:
    """One backup; ``when`` as it reads on the clock of the house."""
    where = "both folders" if each.is_here and each.is_there else "second only" if each.is_there else "here"
    ahead = "‼ " if each.is_ahead else ""
    text = (
        f"{'▸ ' if is_marked else '  '}{pad(ahead + when, _WHEN_WIDE)}"
        f"{pad(WHYS.get(each.why, each.why), _why_wide(width))}{size_words(each.size):>{_SIZE_WIDE}}  {where}"
    )
    return ((cut(text, width), "cursor" if is_marked else "plain"),)


def _why_wide(width: int) -> int:
    return max(14, min(34, width - 2 - _WHEN_WIDE - _SIZE_WIDE - 2 - 13))


def moment(at: datetime, now: datetime) -> str:
    """ "Sun 14 Jun 16:42", with the year where it is another one."""
    year = f" {at.year}" if at.year != now.year else ""
    return f"{WEEKDAYS[at.weekday()][:3]} {at.day} {MONTHS[at.month - 1][:3]}{year} {at:%H:%M}"


def size_words(size: int) -> str:
    """So many bytes in a few letters."""
    return f"{size / 1_000_000:,.1f} MB" if size >= 100_000 else f"{max(1, size // 1000)} kB"
