"""The line at the top: the house, what of the handover waits, the day and hour, who is at the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from delightdesk.domain.clock import MONTHS, WEEKDAYS
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import cut

if TYPE_CHECKING:
    from delightdesk.desk.handover_lines import Standing
    from delightdesk.tui.app import DeskApp

NOBODY = "F9: who is here?"
RED = "‼"
"""Stands before what nobody has taken, so that it is not said by its colour alone."""
_LEAST_PERSON = 8
"""Cells of a person's name that always stay."""


class TopLine(Widget):
    """One line, repainted when the minute changes. ``person`` tells who is here, ``now`` the house's own clock.

    standing: what is wrong or waits, in a few words, or nothing. discreet: codes stand in the place of words.
    """

    DEFAULT_CSS = """
    TopLine {
        height: 1; dock: top; background: $panel; color: $foreground; text-style: bold;
        &> .top-line--red { color: $error; text-style: bold reverse; }
        &> .top-line--soon { color: $warning; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"top-line--red", "top-line--soon"}

    def __init__(
        self,
        house: str,
        person: Callable[[], str],
        now: Callable[[], datetime],
        *,
        is_demo: bool = False,
        standing: Callable[[], str] = str,
        discreet: Callable[[], bool] = bool,
    ) -> None:
        super().__init__()
        self.house, self.person, self.now, self.is_demo = clean(house, 120), person, now, is_demo
        self.standing, self.discreet = standing, discreet

    @classmethod
    def of(cls, app: DeskApp) -> TopLine:
        """The line of this desk."""
        house = app.house
        assert house is not None
        return cls(
            house.name, lambda: app.person_name() or app.with_keys(NOBODY), app.local_now,
            is_demo=house.is_demo or app.is_demo, standing=lambda: waiting_words(app.alarm, app.standing),
            discreet=lambda: app.discreet,
        )  # fmt: skip

    def on_mount(self) -> None:
        """Wake up when the next minute begins."""
        self._wait()

    def _wait(self) -> None:
        self.set_timer(60.5 - self.now().second, self._tick)

    def _tick(self) -> None:
        self.refresh()
        self._wait()

    def text(self, width: int) -> str:
        """The line in ``width`` cells."""
        return "".join(self.parts(width))

    def parts(self, width: int) -> tuple[str, str, str]:
        """The house, what waits, and the rest. The hour is never cut, the house's name first of all."""
        now = self.now()
        hour = f"{WEEKDAYS[now.weekday()][:3]} {now.day} {MONTHS[now.month - 1][:3]} {now:%H:%M} · "
        tail = (" · discreet" if self.discreet() else "") + (" · demo" if self.is_demo else "")
        waits = cut(clean(self.standing(), 100), max(0, width - 4 - cell_len(hour + tail) - _LEAST_PERSON))
        room = width - 2 - cell_len(hour + tail) - (cell_len(waits) + 2 if waits else 0)
        person = cut(clean(self.person(), 80), max(_LEAST_PERSON, min(room, max(16, width // 4))))
        left = cut(self.house, max(0, room - cell_len(person) - 1 - (1 if waits else 0)))
        first = f" {left}  " if left and waits else f" {left}"
        gap = " " * max(1, width - 1 - cell_len(first + waits + hour + person + tail))
        return first, waits, f"{gap}{hour}{person}{tail} "

    def render_line(self, y: int) -> Strip:
        """The one row."""
        width, base = self.size.width, self.rich_style
        first, waits, rest = self.parts(width) if y == 0 else ("", "", "")
        manner = self.get_component_rich_style(f"top-line--{'red' if waits.startswith(RED) else 'soon'}")
        return Strip([Segment(first, base), Segment(waits, manner), Segment(rest, base)]).adjust_cell_length(
            width, base
        )


def waiting_words(alarm: str, standing: Standing | None) -> str:
    """What is wrong with the desk itself, before what waits."""
    waits = standing_words(standing)
    if not alarm:
        return waits
    return f"{RED} {alarm} · {waits.removeprefix(RED).strip()}" if waits else f"{RED} {alarm}"


def standing_words(standing: Standing | None) -> str:
    """What waits, marked where it is more than a reminder."""
    if standing is None or not standing.words:
        return ""
    is_late = standing.red or standing.waits or standing.missed
    return f"{RED} {standing.words}" if is_late else standing.words
