"""The journal: who did what and when, by guest, person or day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.clock import spoken_day
from delightdesk.domain.name_marks import marked
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import clean
from delightdesk.tui.screens.list_room import ListRoom
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.lines import Line, cut, pad
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.journal_reading import JournalLine

GROUP = "Journal"
PAGE = 200
EMPTY = "Nothing was done here. f shows everything again."
_AT_WIDE = 17


class _JournalList(Marked["JournalLine"], ActsAtOnce, can_focus=True):
    BINDINGS = declare(
        Command("journal.person", "p", "Person", "Only what this person did; again for everybody.", GROUP,
                show_in_footer=True, action="screen.of_person"),
        Command("journal.guest", "g", "Guest", "Only what was done for this guest; again for all.", GROUP,
                show_in_footer=True, action="screen.of_guest"),
        Command("journal.day", "d", "Day", "Only the day of this act; again for every day.", GROUP,
                show_in_footer=True, action="screen.of_day"),
        Command("journal.day-before", "left", "Day before", "The day before.", GROUP, action="screen.other_day(-1)"),
        Command("journal.day-after", "right", "Day after", "The day after.", GROUP, action="screen.other_day(1)"),
        Command("journal.all", "f", "All", "Everything again.", GROUP, action="screen.all"),
        Command("journal.read", "enter", "Read", "Open the guest on the Desk.", GROUP, action="screen.read_guest"),
        Command("journal.leave", "escape", "Desk", "Back to the Desk.", GROUP, show_in_footer=True,
                action="app.show_desk"),
        Command("journal.down", "down,j", "Next", "", GROUP, action="screen.mark(1)"),
        Command("journal.up", "up,k", "Previous", "", GROUP, action="screen.mark(-1)"),
        Command("journal.page-down", "pagedown,space", "Page", "A page on; at the end, the next 200.", GROUP,
                action="screen.page(1)"),
        Command("journal.page-up", "pageup", "Page back", "A page back; at the top, the 200 before.", GROUP,
                action="screen.page(-1)"),
    )  # fmt: skip


class JournalScreen(ListRoom["JournalLine"]):
    """Newest first, 200 at a time."""

    def __init__(self) -> None:
        super().__init__(GROUP, _JournalList(row, empty="One moment, please."), lambda line: line.id)
        self.person: tuple[int, str] | None = None
        self.guest: tuple[int, str] | None = None
        self.day: date | None = None
        self.begins = self.total = 0

    def heading(self, width: int) -> Line:
        """The names of the columns."""
        return ((f"  {pad('When', _AT_WIDE)}{pad('Who', _who(width))}What", "quiet"),)

    async def fetch(self) -> None:
        """One page of what the filters leave."""
        person = self.person[0] if self.person else None
        guest = self.guest[0] if self.guest else None
        day, offset = self.day, self.begins
        page = await self.desk_app.ask(
            lambda work: desk.journal_reading.entries(
                work, guest_id=guest, person_id=person, day=day, offset=offset, limit=PAGE
            )
        )
        self.total = page.total
        self.put(page.lines, self._headline(len(page.lines)), EMPTY)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Not every act concerns a guest."""
        line = self.list.current
        return action != "read_guest" or (line is not None and line.guest_id is not None)

    def _headline(self, shown: int) -> str:
        of = [clean(chosen[1], 40) for chosen in (self.person, self.guest) if chosen]
        if self.day is not None:
            of.append(spoken_day(self.day, self.desk_app.today()))
        words = " · ".join((GROUP, *of))
        if self.total > shown:
            return f"{words} · {self.begins + 1} to {self.begins + shown} of {self.total}"
        return f"{words} · {self.total} act{'s' if self.total != 1 else ''}"

    def in_full(self, line: JournalLine, width: int) -> list[Line]:
        """The act with its guest."""
        about = f" · {marked(clean(line.guest_name, 120), line.guest_marks)}" if line.guest_name else ""
        undone = " · undone" if line.is_undone else ""
        return [
            ((f" {clean(line.at_text)} · {clean(line.person, 80)}{cut(about, max(1, width - 40))}", "strong"),),
            ((cut(f" {clean(line.summary, 300)}{undone}", width - 1), "plain"),),
        ]

    @in_turn
    async def action_of_person(self) -> None:
        """Only this person's acts, or everybody's."""
        line = self.list.current
        self.person = None if self.person or line is None else (line.person_id, line.person)
        await self._from_the_top()

    @in_turn
    async def action_of_guest(self) -> None:
        """Only what concerns this guest, or all."""
        line = self.list.current
        if not self.guest and (line is None or line.guest_id is None):
            self.desk_app.tell("This act concerns no guest.")
            return
        if self.guest or line is None or line.guest_id is None:
            self.guest = None
        else:
            self.guest = (line.guest_id, marked(line.guest_name, line.guest_marks))
        await self._from_the_top()

    @in_turn
    async def action_of_day(self) -> None:
        """Only the day of this act, or every day."""
        line = self.list.current
        self.day = None if self.day else line.day if line is not None else self.desk_app.today()
        await self._from_the_top()

    @in_turn
    async def action_other_day(self, by: int) -> None:
        """The day before or after; today first where no day was chosen."""
        self.day = self.day + timedelta(days=by) if self.day else self.desk_app.today()
        await self._from_the_top()

    @in_turn
    async def action_all(self) -> None:
        """Everything again."""
        self.person = self.guest = self.day = None
        await self._from_the_top()

    async def _from_the_top(self) -> None:
        self.begins = 0
        await self.fetch()

    @in_turn
    async def action_page(self, by: int) -> None:
        """A screenful on or back; beyond the end of these 200, the next."""
        if not self.list.step(by * max(1, self.list.size.height - 1)) and 0 <= self.begins + by * PAGE < self.total:
            self.begins += by * PAGE
            await self.fetch()
        self.show_more()

    def action_read_guest(self) -> None:
        """The card of the guest it was done for."""
        line = self.list.current
        if line is not None and line.guest_id is not None:
            self.desk_app.show_guest(line.guest_id)


def _who(width: int) -> int:
    return min(18, max(10, width // 7))


def row(line: JournalLine, width: int, is_marked: bool) -> Line:
    """One act in ``width`` cells; one that was taken back is quiet."""
    manner = "cursor" if is_marked else "quiet" if line.is_undone else "plain"
    who = _who(width)
    mark = "▸ " if is_marked else "  "
    left = f"{mark}{pad(cut(line.at_text, _AT_WIDE - 1), _AT_WIDE)}{pad(cut(clean(line.person, 80), who - 1), who)}"
    what = clean(line.summary, 300) + (" (undone)" if line.is_undone else "")
    return ((f"{left}{pad(cut(what, width - 2 - _AT_WIDE - who), max(1, width - 2 - _AT_WIDE - who))}", manner),)
