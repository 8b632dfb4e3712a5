"""Today: who comes, who is here, who leaves, the reasons to care, and the one thing to do next for each."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.screen import Screen

from delightdesk import desk
from delightdesk.domain.vocabulary import VisitStatus, label
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.messages import Changed
from delightdesk.tui.safe import Words, clean
from delightdesk.tui.telling import in_background, in_turn
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.lines import Line, Lines, cut, pad
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.top_line import TopLine
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.today import Board, BoardLine
    from delightdesk.tui.app import DeskApp

GROUP = "Today"
PAGE = 200
"""Visits fetched at a time."""
EMPTY = (
    "Nobody is expected today and nobody is here.\n"
    "^O imports today's arrivals from a file. For a walk-in press ^N for a new guest, then v on the card."
)
_ETA_WIDE, _ROOM_WIDE = 6, 6


class BoardList(Marked["BoardLine"], ActsAtOnce, can_focus=True):
    """The visits of today; its letters act on the one at the mark."""

    BINDINGS = declare(
        Command("today.read", "enter", "Read", "Open the guest on the Desk.", GROUP, show_in_footer=True,
                action="screen.read"),
        Command("today.step", "i", "In or out", "Move the visit on: expected, in house, left.", GROUP,
                show_in_footer=True, action="screen.step"),
        Command("today.down", "down,j", "Next", "The next visit.", GROUP, action="screen.mark(1)", keys_shown="j ↓"),
        Command("today.up", "up,k", "Previous", "The visit before.", GROUP, action="screen.mark(-1)", keys_shown="k ↑"),
        Command("today.page-down", "pagedown,space", "Page", "A page on; at the end, the next 200.", GROUP,
                show_in_footer=True, action="screen.page(1)"),
        Command("today.page-up", "pageup", "Page back", "A page back; at the top, the 200 before.", GROUP,
                action="screen.page(-1)"),
        Command("today.first", "home", "First", "", GROUP, action="screen.mark(-1000)"),
        Command("today.last", "end", "Last", "", GROUP, action="screen.mark(1000)"),
        Command("today.leave", "escape,slash", "Desk", "Back to the Desk.", GROUP, show_in_footer=True,
                action="app.show_desk"),
    )  # fmt: skip


class TodayScreen(Screen[None]):
    """The board. It follows what is saved, here or in another window, and keeps mark and place."""

    CSS_PATH = "today.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
        self.turn = asyncio.Lock()
        self.board: Board | None = None
        self.begins = 0
        self.list = BoardList(row, empty="One moment, please.")

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    def compose(self) -> ComposeResult:
        """Top line, headline, columns, visits, the marked one in full, keys."""
        app = self.desk_app
        house = app.house
        assert house is not None
        self.columns = Lines()
        self.columns.add_class("today--columns")
        self.more = Lines()
        self.more.add_class("today--more")
        yield TopLine(house.name, house.person, app.local_now, is_demo=house.is_demo or app.is_demo)
        yield Words("Today", classes="today--head")
        yield self.columns
        yield self.list
        yield self.more
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the board."""
        self.set_focus(self.list)
        self.run_worker(self._read(), exit_on_error=False)

    def on_resize(self) -> None:
        """Columns follow the width."""
        self.columns.show([heading(self.size.width)])
        self._show_more()

    def on_changed(self, message: Changed) -> None:  # noqa: ARG002
        """Somebody saved something."""
        in_background(self, self._read, "board")

    @in_turn
    async def _read(self) -> None:
        await self._fetch(self.begins)

    async def _fetch(self, offset: int, *, to_last: bool | None = None) -> None:
        """Fetch a page. The mark stays on its visit, or goes to the last or first row when ``to_last`` says so."""
        board = await self.desk_app.ask(lambda work: desk.today.board(work, offset=offset, limit=PAGE))
        if offset and not board.lines:
            await self._fetch(max(0, offset - PAGE), to_last=True)
            return
        marked = self.list.current
        self.board, self.begins = board, offset
        self.list.empty = EMPTY
        if to_last is None:
            places = {line.visit_id: place for place, line in enumerate(board.lines)}
            cursor = places.get(marked.visit_id, self.list.cursor) if marked else 0
            self.list.put(board.lines, cursor=cursor, top=self.list.top)
        else:
            self.list.put(board.lines, cursor=len(board.lines) - 1 if to_last else 0, top=0)
        self.query_one(".today--head", Words).say(self._headline(board))
        self._show_more()
        self.refresh_bindings()

    def _headline(self, board: Board) -> str:
        words = clean(board.headline)
        if board.total > len(board.lines):
            words += f" · {self.begins + 1} to {self.begins + len(board.lines)} of {board.total}"
        return words

    def _show_more(self) -> None:
        line = self.list.current
        self.more.show(in_full(line, max(20, self.size.width)) if line is not None else [], top=0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Without a visit there is nothing to read, to move on or to leaf through."""
        return action not in ("read", "step", "page") or self.list.current is not None

    def action_mark(self, by: int) -> None:
        """Move the mark."""
        self.list.step(by)
        self._show_more()

    def on_marked_chosen(self) -> None:
        """A click marks."""
        self._show_more()

    @in_turn
    async def action_page(self, by: int) -> None:
        """A screenful on or back; beyond the end of these 200, the next."""
        if not self.list.step(by * max(1, self.list.size.height - 1)) and self.board is not None:
            offset = self.begins + by * PAGE
            if 0 <= offset < self.board.total:
                await self._fetch(offset, to_last=by < 0)
        self._show_more()

    def action_read(self) -> None:
        """The card of the guest at the mark."""
        line = self.list.current
        if line is not None:
            self.desk_app.show_guest(line.guest_id)

    @in_turn
    async def action_step(self) -> None:
        """Expected, in house, left; ^Z takes it back."""
        line = self.list.current
        following = desk.visits.next_status(line.status) if line is not None else None
        if line is None or following is None:
            self.desk_app.tell("There is no visit to move on here.")
            return
        visit_id, version = line.visit_id, line.visit_version
        try:
            await self.desk_app.save(lambda work: desk.visits.set_status(work, visit_id, following, version))
            where = f", {clean(line.room, 12)}" if line.room else ""
            self.desk_app.tell(f"Now {label(following)}{where} · ^Z undoes")
        finally:
            await self._fetch(self.begins)


def _widths(width: int) -> tuple[int, int, int]:
    """Cells for name, flags and next action; the next action is given room first."""
    left = width - 2 - _ETA_WIDE - _ROOM_WIDE
    following = min(34, max(25, left // 3))
    name = min(28, max(17, (left - following) // 2))
    return name, left - following - name, following


def heading(width: int) -> Line:
    """The names of the columns."""
    name, flags, following = _widths(width)
    wide = (("At", _ETA_WIDE), ("Name", name), ("Room", _ROOM_WIDE), ("Care", flags), ("Next", following))
    return (("  " + "".join(pad(word, cells) for word, cells in wide), "quiet"),)


def row(line: BoardLine, width: int, is_marked: bool) -> Line:
    """One visit in ``width`` cells."""
    name, flags, following = _widths(width)
    mark = "▸ " if is_marked else "  "
    manner = "cursor" if is_marked else "plain"
    left = (
        f"{mark}{pad(when(line), _ETA_WIDE)}{pad(cut(clean(line.name, 300), name - 1), name)}"
        f"{pad(cut(clean(line.room, 20), _ROOM_WIDE - 1), _ROOM_WIDE)}{pad(flags_in(line.flags, flags - 1), flags)}"
    )
    return ((left, manner), (pad(clean(line.next_action), following), manner if is_marked else "strong"))


def when(line: BoardLine) -> str:
    """The hour, or that the guest is here."""
    return "in" if line.status is VisitStatus.IN_HOUSE else line.eta or "—"


def flags_in(words: tuple[str, ...], width: int) -> str:
    """As many whole reasons as fit, and how many more there are."""
    cleaned = [clean(word) for word in words]
    for count in range(len(cleaned), 0, -1):
        rest = f" +{len(cleaned) - count}" if count < len(cleaned) else ""
        text = ", ".join(cleaned[:count]) + rest
        if cell_len(text) <= width:
            return text
    if not cleaned:
        return ""
    rest = f" +{len(cleaned) - 1}" if len(cleaned) > 1 else ""
    return cut(cleaned[0], width - cell_len(rest)) + rest


def in_full(line: BoardLine, width: int) -> list[Line]:
    """The marked visit in two lines, nothing left out that two lines can hold."""
    who = cut(" · ".join(clean(word) for word in (line.name, line.room) if word), width - 2)
    care = "".join(f" · {clean(word)}" for word in line.flags)
    action = clean(line.next_action) or "greet by name"
    return [
        ((f" {who}", "strong"), (cut(care, width - 2 - cell_len(who)), "plain")),
        ((" Next ", "label"), (cut(action, width - 8), "strong")),
    ]
