"""What can be done on the line-up: ticks, rounds, what was found and what is brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from delightdesk import desk
from delightdesk.domain.vocabulary import CheckKind, Reaction, label
from delightdesk.tui.safe import clean
from delightdesk.tui.screens.asking_room import AskingRoom
from delightdesk.tui.screens.ready_words import cannot_words, short, skipping, well_done
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.lines import cut
from delightdesk.tui.widgets.lineup_list import GROUP, REACTIONS, Door, LineUpList, Row, same

if TYPE_CHECKING:
    from delightdesk.desk.lineup_lines import CheckLine, ShowReady


class LineUpActs(AskingRoom[Row]):
    """The letters of the list."""

    def __init__(self) -> None:
        super().__init__(GROUP, LineUpList(), same)
        self.ready: ShowReady | None = None

    @property
    def rows(self) -> LineUpList:
        """The list, known as ours."""
        return cast("LineUpList", self.list)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done with the row at the mark."""
        return self.rows.can(action) and super().check_action(action, parameters)

    def _tell(self, words: str) -> None:
        self.desk_app.tell(f"{words} · ^Z undoes")

    def to_next_check(self, *, from_top: bool = False) -> None:
        """The mark on to the next check nobody has done, where there is one below it."""
        begin = 0 if from_top else self.rows.cursor
        for place in range(begin, len(self.rows.rows)):
            row = self.rows.rows[place]
            if getattr(row, "kind", None) is CheckKind.READY and getattr(row, "tick_id", 0) is None:
                self.action_mark(place - self.rows.cursor)
                return

    # Checks and rounds

    @in_turn
    async def action_tick(self) -> None:
        """Done, or walked once more; after a check the mark goes on to the next."""
        line = self.rows.check
        if line is None:
            return
        await self.act(lambda work: desk.lineup.tick(work, line.key))
        if line.kind is CheckKind.ROUND:
            self._tell(f"Walked: {short(line)}")
            return
        self._tell_check(f"Done: {short(line)}")

    @in_turn
    async def action_cannot(self) -> None:
        """It is not possible in this shift: why?"""
        line = self.rows.check
        if line is None:
            return
        place = f"cannot {line.key}"

        async def done(text: str) -> None:
            await self._keep_cannot(place, line, text)

        await self.ask_for(place, f"Not possible: {clean(line.title, 60)}. Why?", done, cannot_words)

    @in_turn
    async def _keep_cannot(self, place: str, line: CheckLine, text: str) -> None:
        await self.save_line(place, skipping(line, text))
        self._tell_check(f"Skipped: {short(line)}")

    def _tell_check(self, said: str) -> None:
        """One check less, and on to the next; after the last the mark stays, so that a key too many walks no round."""
        self.to_next_check()
        self._tell(well_done(self.ready) if self.ready is not None and self.ready.is_done else said)

    @in_turn
    async def action_untick(self) -> None:
        """It is not done after all."""
        line = self.rows.check
        tick_id = line.tick_id if line is not None else None
        if line is not None and tick_id is not None:
            await self.act(lambda work: desk.lineup.untick(work, tick_id))
            self._tell(f"Not done after all: {short(line)}")

    # Left behind

    def action_returned(self) -> None:
        """It is back: how was it taken?"""
        self.rows.asked, self.rows.words = self.rows.thing, ""
        self.show_more()

    async def action_words(self) -> None:
        """What the guest said comes first; the question stays open."""

        async def done(text: str) -> None:
            self.rows.words = text
            self.close_line()
            self.show_more()

        await self.ask_for("returned words", "In their own words", done, value=self.rows.words)

    @in_turn
    async def action_reaction(self, number: int) -> None:
        """Returned, and taken like that."""
        await self._return(REACTIONS[number - 1])

    @in_turn
    async def action_skip(self) -> None:
        """Returned; how it was taken stays open."""
        await self._return(None)

    async def _return(self, reaction: Reaction | None) -> None:
        line, words = self.rows.asked, self.rows.words
        if line is None:
            return
        self.rows.asked, self.rows.words = None, ""
        await self.act(
            lambda work: desk.lineup.returned(work, line.id, reaction=reaction, words=words, seen=line.version)
        )
        self._tell(f"Returned: {cut(clean(line.title, 60), 26)}" + (f", {label(reaction)}" if reaction else ""))

    # Elsewhere

    def action_open(self) -> None:
        """The list behind a door, or the card of whose it seems to be."""
        row = self.rows.current
        if isinstance(row, Door):
            (self.action_regulars if row.key == "r" else self.action_touch_points)()
        elif self.rows.thing is not None and self.rows.thing.guest_id is not None:
            self.desk_app.show_guest(self.rows.thing.guest_id)

    def action_regulars(self) -> None:
        """Regulars with nothing new for months."""
        from delightdesk.tui.screens.radar import RadarScreen

        self.app.push_screen(RadarScreen())

    def action_touch_points(self) -> None:
        """Where guests meet the house."""
        from delightdesk.tui.screens.touch_points import TouchPointsScreen

        self.app.push_screen(TouchPointsScreen())

    def action_leave(self) -> None:
        """Out of the question, or back to the Desk."""
        if self.rows.asked is not None:
            self.rows.asked = None
            self.show_more()
        else:
            self.desk_app.action_show_desk()
