"""The visits of today: who comes, who is here, who leaves, 200 at a time, each with its keys."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.vocabulary import label
from delightdesk.tui.safe import Words, clean
from delightdesk.tui.screens.owed_acts import OwedActs
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.board_list import BoardList, in_full
from delightdesk.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from delightdesk.desk.today import Board

PAGE = 200
"""Visits fetched at a time."""
VISIT_TALL = 2
"""Rows for the visit at the mark in full."""
EMPTY = (
    "Nobody is expected today and nobody is here.\n"
    "^O imports today's arrivals from a file. For a walk-in press ^N for a new guest, then v on the card."
)


class TodayVisits(OwedActs):
    """The lower half of Today. Whoever builds on it reads the board and says where the rest stands."""

    def __init__(self) -> None:
        super().__init__()
        self.turn = asyncio.Lock()
        self.board: Board | None = None
        self.begins = 0
        self.list = BoardList(empty="One moment, please.")
        self.columns, self.more = Lines(), Lines()
        self.columns.add_class("today--columns")
        self.more.add_class("today--more")

    async def read_board(self, offset: int) -> Board:
        """The visits from ``offset`` on. Raises `DeskError`."""
        raise NotImplementedError

    async def fetch(self, offset: int, *, to_last: bool | None = None) -> None:
        """Fetch a page. The mark stays on its visit, or goes to the last or first row when ``to_last`` says so."""
        board = await self.read_board(offset)
        if offset and not board.lines:
            await self.fetch(max(0, offset - PAGE), to_last=True)
            return
        marked = self.list.current
        self.board, self.begins = board, offset
        self.list.empty = self.desk_app.with_keys(EMPTY)
        if to_last is None:
            places = {line.visit_id: place for place, line in enumerate(board.lines)}
            cursor = places.get(marked.visit_id, self.list.cursor) if marked else 0
            self.list.put(board.lines, cursor=cursor, top=self.list.top)
        else:
            self.list.put(board.lines, cursor=len(board.lines) - 1 if to_last else 0, top=0)
        self.query_one(".today--head", Words).say(self._headline(board))

    def _headline(self, board: Board) -> str:
        words = clean(board.headline)
        if board.total > len(board.lines):
            words += f" · {self.begins + 1} to {self.begins + len(board.lines)} of {board.total}"
        return words

    def show_more(self) -> None:
        """The visit at the mark in full."""
        line = self.list.to_show
        self.more.show(in_full(line, max(20, self.size.width)) if line is not None else [], top=0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a visit there is nothing to read, to move on or to leaf through."""
        if action in ("read", "step", "page"):
            return self.list.current is not None
        return super().check_action(action, parameters)

    def action_mark(self, by: int) -> None:
        """Move the mark."""
        self.list.step(by)
        self.show_more()

    def on_marked_chosen(self) -> None:
        """A click marks."""
        self.show_more()
        self.refresh_bindings()

    @in_turn
    async def action_page(self, by: int) -> None:
        """A screenful on or back; beyond the end of these 200, the next."""
        if not self.list.step(by * max(1, self.list.size.height - 1)) and self.board is not None:
            offset = self.begins + by * PAGE
            if 0 <= offset < self.board.total:
                await self.fetch(offset, to_last=by < 0)
        self.show_more()

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
            await self.fetch(self.begins)
