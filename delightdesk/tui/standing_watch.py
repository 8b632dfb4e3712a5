"""Keeping in sight what was not handed over: asked in the background, shown at the top of every screen."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.tui.due_watch import until_quiet
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from datetime import datetime

    from delightdesk.desk.handover_lines import Standing
    from delightdesk.store.work import Work
    from delightdesk.tui.app import DeskApp

FIRST_LOOK = 1.0
"""Seconds after the start, so that the first card is not kept waiting."""
LOOK_EVERY = 30.0
"""Seconds between two looks while nothing is saved: shifts end by the clock."""


class StandingWatch:
    """Keeps ``app.standing``, and tells twice: when a shift is about to end, and when a sheet waits for who sat down.

    told: the shift of which it was told that it ends. person: who was at the desk at the last look.
    """

    def __init__(self, app: DeskApp) -> None:
        self.app = app
        self.told: tuple[str, datetime] | None = None
        self.person: int | None = app.gateway.person_id

    async def keep_looking(self) -> None:
        """For as long as the app runs: after each save, and when the clock may have changed something."""
        await asyncio.sleep(FIRST_LOOK)
        while True:
            self.app.may_stand_otherwise.clear()
            with suppress(DeskError):  # a busy file is no news; whoever asks for something is told
                await self.look()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.app.may_stand_otherwise.wait(), LOOK_EVERY)

    async def look(self) -> None:
        """One look. Raises `DeskError`."""
        sat_down = self.app.gateway.person_id if self.app.gateway.person_id != self.person else None
        standing = await self.app.ask(lambda work: desk.handover_standing.standing(work))
        before, self.app.standing = self.app.standing, standing
        if before is None or before.words != standing.words:
            for screen in self.app.screen_stack:
                for line in screen.query(TopLine):
                    line.refresh()
        if self.app.is_locked:
            return  # nobody who should know is in front of the screen; it is told once somebody is
        self.person = self.app.gateway.person_id
        if standing.ends_in is not None:
            await self._tell_end(standing.ends_in)
        if sat_down is not None and standing.waits and standing.sheet_id is not None:
            await self._tell_waiting(standing, standing.sheet_id)

    async def _tell_end(self, minutes: int) -> None:
        shift = await self.app.ask(_shift)
        if shift is not None and shift != self.told:
            self.told = shift
            await self._tell(f"The {clean(shift[0], 40)} ends in {minutes} min · F5 has its handover")

    async def _tell_waiting(self, standing: Standing, sheet_id: int) -> None:
        left_by, shift = await self.app.ask(lambda work: _left(work, sheet_id))
        if left_by != self.app.person_name():
            red = f": {standing.red} line{'s' if standing.red > 1 else ''}" if standing.red else ""
            await self._tell(f"The {clean(shift, 40)} left you its handover{red} · F5")

    async def _tell(self, words: str) -> None:
        """Not over another message, and not to somebody who looks at the sheet itself."""
        from delightdesk.tui.screens.handover import HandoverScreen

        await until_quiet(self.app)
        if not isinstance(self.app.screen, HandoverScreen) and not self.app.is_locked:
            self.app.tell(words)


def _shift(work: Work) -> tuple[str, datetime] | None:
    """Name and end of the shift that runs."""
    from delightdesk.desk import handover_words, shift_now

    shift = shift_now.running(work)
    return (handover_words.shift_name(shift.name), shift.ends_at) if shift is not None else None


def _left(work: Work, sheet_id: int) -> tuple[str, str]:
    """Who left the sheet, and of which shift."""
    from delightdesk.desk import handover_words

    sheet = desk.handover.read(work, sheet_id)
    return sheet.left_by, handover_words.shift_name(sheet.shift)
