"""Problems: what went wrong, whose it is, how long it has been; whatever needs a person first stands first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.lifecycle import RUNNING_PROBLEMS
from delightdesk.domain.vocabulary import Sector
from delightdesk.tui.modals.person_picker import pick_person
from delightdesk.tui.modals.problem_line import ProblemLine as NewProblem
from delightdesk.tui.safe import Words, clean
from delightdesk.tui.screens.list_room import ListRoom
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.lines import Line
from delightdesk.tui.widgets.place_words import PLACES
from delightdesk.tui.widgets.problem_list import GROUP, ProblemList, heading, in_full, row

if TYPE_CHECKING:
    from delightdesk.desk.owed_lines import ProblemLine, ProblemView
    from delightdesk.desk.people import PersonLine
    from delightdesk.store.work import Work

EMPTY = "No problem is open. p writes one down: the room and a few words are enough, and it is yours from then on."
TICK = 20.0
"""Seconds between two looks at the clock: times on the board run on."""
DAYS = 1
"""Days for which what is over is still shown."""


class ProblemsScreen(ListRoom["ProblemLine"]):
    """The board by state. It follows what is saved, here or in another window, and keeps mark and place."""

    CSS = """
    ProblemsScreen .room--head { height: auto; max-height: 2; }
    ProblemsScreen .room--more { height: 3; }
    """

    def __init__(self) -> None:
        super().__init__(GROUP, ProblemList(self._row, empty="One moment, please."), lambda line: line.id)

    def on_mount(self) -> None:
        """Times run on."""
        self.set_interval(TICK, self._tick)

    def _tick(self) -> None:
        self.list.refresh()
        self.show_more()

    async def fetch(self) -> None:
        """The board as it stands now."""
        board = await self.desk_app.ask(lambda work: desk.problem_board.board(work, days=DAYS))
        headline = f"{GROUP} · {clean(board.headline)}"
        self.put(board.lines, headline, EMPTY)
        self.query_one(".room--head", Words).say(headline, layout=True)

    def heading(self, width: int) -> Line:
        """The names of the columns."""
        house = self.desk_app.house
        return heading(width, PLACES[house.sector if house else Sector.HOTEL])

    def _row(self, line: ProblemLine, width: int, is_marked: bool) -> Line:
        return row(line, width, is_marked, self.desk_app.clock())

    def in_full(self, line: ProblemLine, width: int) -> list[Line]:
        """The marked problem in three lines."""
        return in_full(line, width, self.desk_app.clock())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done with the problem at the mark."""
        line = self.list.current
        if action in ("open", "take", "accept", "turn_down", "hand_on") and line is None:
            return False
        if line is not None:
            runs, asked = line.state in RUNNING_PROBLEMS, line.offered_to_id == self.desk_app.gateway.person_id
            may = {
                "take": runs and line.owner_id is None,
                "accept": runs and asked,
                "turn_down": runs and asked,
                "hand_on": runs,
            }
            if action in may:
                return may[action]
        return super().check_action(action, parameters)

    def action_open(self) -> None:
        """The whole problem."""
        if self.list.current is not None:
            self.desk_app.show_problem(self.list.current.id)

    async def action_new(self) -> None:
        """A problem in one line; the mark goes to it."""
        await self.app.push_screen(NewProblem(), self._mark_new)

    @in_turn
    async def _mark_new(self, problem_id: int | None) -> None:
        if problem_id is not None:
            await self.fetch()
            places = {line.id: place for place, line in enumerate(self.list.rows)}
            self.list.put(self.list.rows, cursor=places.get(problem_id, self.list.cursor), top=self.list.top)
            self.show_more()

    @in_turn
    async def action_take(self) -> None:
        """What nobody owns is theirs."""
        await self._do(desk.problems.take, "Yours now")

    @in_turn
    async def action_accept(self) -> None:
        """Yes to what was offered."""
        await self._do(desk.problems.accept, "Yours now")

    @in_turn
    async def action_turn_down(self) -> None:
        """No to what was offered."""
        await self._do(desk.problems.turn_down, "Turned down")

    async def _do(self, job: Callable[[Work, int, int | None], ProblemView], said: str) -> None:
        line = self.list.current
        if line is None:
            return
        try:
            await self.desk_app.save(lambda work: job(work, line.id, line.version))
            self.desk_app.tell(f"{said} · ^Z undoes")
        finally:
            await self.fetch()

    @in_turn
    async def action_hand_on(self) -> None:
        """Choose whom to ask."""
        line = self.list.current
        if line is not None:
            chosen = partial(self._offer, line)
            await pick_person(self.desk_app, "Who shall take it over?", chosen, besides=line.owner_id)

    @in_turn
    async def _offer(self, line: ProblemLine, to: PersonLine) -> None:
        try:
            await self.desk_app.save(lambda work: desk.problems.offer(work, line.id, to.id, line.version))
            self.desk_app.tell(f"{clean(to.name, 60)} is asked · ^Z undoes")
        finally:
            await self.fetch()
