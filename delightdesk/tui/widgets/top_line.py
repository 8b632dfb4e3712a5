"""The line at the top: the house, the day and hour, who is at the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from delightdesk.domain.clock import MONTHS, WEEKDAYS
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import cut

if TYPE_CHECKING:
    from delightdesk.tui.app import DeskApp

NOBODY = "F9: who is here?"


class TopLine(Widget):
    """One line, repainted when the minute changes. ``person`` tells who is here, ``now`` the house's own clock."""

    DEFAULT_CSS = """
    TopLine { height: 1; dock: top; background: $panel; color: $foreground; text-style: bold; }
    """

    def __init__(
        self, house: str, person: Callable[[], str], now: Callable[[], datetime], *, is_demo: bool = False
    ) -> None:
        super().__init__()
        self.house, self.person, self.now, self.is_demo = clean(house, 120), person, now, is_demo

    @classmethod
    def of(cls, app: DeskApp) -> TopLine:
        """The line of this desk."""
        house = app.house
        assert house is not None
        return cls(house.name, app.person_name, app.local_now, is_demo=house.is_demo or app.is_demo)

    def on_mount(self) -> None:
        """Wake up when the next minute begins."""
        self._wait()

    def _wait(self) -> None:
        self.set_timer(60.5 - self.now().second, self._tick)

    def _tick(self) -> None:
        self.refresh()
        self._wait()

    def text(self, width: int) -> str:
        """The line in ``width`` cells; the hour is never cut, the house's name first of all."""
        now = self.now()
        right = f"{WEEKDAYS[now.weekday()][:3]} {now.day} {MONTHS[now.month - 1][:3]} {now:%H:%M}"
        right += f" · {cut(clean(self.person(), 80) or NOBODY, max(16, width // 4))}"
        if self.is_demo:
            right += " · demo"
        left = cut(self.house, max(0, width - cell_len(right) - 3))
        return f" {left}{' ' * max(1, width - 2 - cell_len(left) - cell_len(right))}{right} "

    def render_line(self, y: int) -> Strip:
        """The one row."""
        width = self.size.width
        return Strip([Segment(self.text(width) if y == 0 else "", self.rich_style)]).adjust_cell_length(
            width, self.rich_style
        )
