"""What a guest may read: the house, the day and hour, and the words the house has set for its lobby."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.geometry import Region
from textual.strip import Strip

from delightdesk.domain.clock import MONTHS, WEEKDAYS
from delightdesk.tui.safe import clean, clean_block
from delightdesk.tui.widgets.lines import Line, Lines, cut, wrap

if TYPE_CHECKING:
    from delightdesk.desk.settings import LobbyText

WIDEST = 76
"""Cells a line is read at with ease."""
_LABELS = 16
_LEAST_ROWS = 2
"""Lines each of the house's words keeps, however little room there is."""


class LobbyPage(Lines):
    """The page, made when it is painted, so that the first frame is whole.

    text: what the house has set, as last read. now: the house's own clock.
    """

    DEFAULT_CSS = """
    LobbyPage { background: $background; }
    """

    def __init__(self, house: str, text: Callable[[], LobbyText | None], now: Callable[[], datetime]) -> None:
        super().__init__()
        self.house, self.text, self.now = house, text, now

    def on_mount(self) -> None:
        """Wake up when the next minute begins."""
        self._wait()

    def _wait(self) -> None:
        self.set_timer(60.5 - self.now().second, self._tick)

    def _tick(self) -> None:
        self.refresh()
        self._wait()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of this size and this minute."""
        self.lines = page_lines(self.house, self.text(), self.now(), self.size.width, self.size.height)
        return super().render_lines(crop)


def page_lines(house: str, text: LobbyText | None, now: datetime, width: int, height: int) -> list[Line]:
    """The page in ``width`` cells and ``height`` rows. What is not set is absent; what is too long is cut."""
    wide = max(20, min(WIDEST, width - 4))
    left = " " * max(0, (width - wide) // 2)
    day = f"{WEEKDAYS[now.weekday()]} {now.day} {MONTHS[now.month - 1]}"
    lines: list[Line] = [_middle(clean(house, 120), width, "label")]
    welcome = clean_block(text.welcome).strip() if text is not None else ""
    if welcome:
        lines += [(), *(_middle(part, width, "strong") for part in _rows(welcome, wide))]
    lines += [(), _middle(f"{day} · {now:%H:%M}", width, "strong")]
    parts = [] if text is None else [("Around here", text.talk), ("Wi-Fi", text.wifi), ("Opening hours", text.hours)]
    told = [(name, rows) for name, words in parts if (rows := _rows(clean_block(words).strip(), wide - _LABELS))]
    spare = height - len(lines) - len(told) - sum(len(rows) for _, rows in told)
    for name, rows in told:
        kept = max(_LEAST_ROWS, len(rows) + min(0, spare))
        spare += len(rows) - min(kept, len(rows))
        lines += [(), *_part(name, _first(rows, kept), left)]
    return [()] * max(0, (height - len(lines)) // 3) + lines


def _part(name: str, rows: list[str], left: str) -> list[Line]:
    labels = [name, *("" for _ in rows[1:])]
    return [((f"{left}{label:<{_LABELS}}", "label"), (row, "plain")) for label, row in zip(labels, rows, strict=True)]


def _rows(words: str, width: int) -> list[str]:
    return [row for line in words.splitlines() for row in wrap(line, width)]


def _first(rows: list[str], most: int) -> list[str]:
    return rows if len(rows) <= most else [*rows[: most - 1], f"{rows[most - 1].rstrip(' .,')}…"]


def _middle(words: str, width: int, manner: str) -> Line:
    words = cut(words, max(1, width - 2))
    return ((" " * max(0, (width - cell_len(words)) // 2), "plain"), (words, manner))
