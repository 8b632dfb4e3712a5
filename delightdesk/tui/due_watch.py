"""Telling what falls due while somebody looks at another screen: once each, and never over what they are reading."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.domain.promise_clock import Urgency
from delightdesk.domain.vocabulary import label
from delightdesk.tui.messages import Changed
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.owed_text import clock_words

if TYPE_CHECKING:
    from delightdesk.desk.owed_lines import OwedLine
    from delightdesk.tui.app import DeskApp

FIRST_LOOK = 1.0
"""Seconds after the start, so that the first card is not kept waiting."""
LOOK_EVERY = 15.0
"""Seconds between two looks at what falls due."""
WAIT_FOR_WORDS = 1.0
"""Seconds after which it is tried again while another message is being read."""
MOST_WAITS = 10
_EVER = datetime(1970, 1, 1, tzinfo=UTC)


class DueWatch:
    """Looks again and again at what became worth a look, or overdue, since the last time."""

    def __init__(self, app: DeskApp) -> None:
        self.app = app
        self.since: datetime | None = None

    async def keep_looking(self) -> None:
        """For as long as the app runs; the first look tells what is overdue already."""
        await asyncio.sleep(FIRST_LOOK)
        while True:
            with suppress(DeskError):  # a busy file is no news; whoever asks for something is told
                await self.look()
            await asyncio.sleep(LOOK_EVERY)

    async def look(self) -> None:
        """One look. Raises `DeskError`."""
        first, since = self.since is None, self.since or _EVER
        now, lines = await self.app.ask(lambda work: (work.now, desk.tasks.falls_due(work, since)))
        self.since = now
        fallen = [line for line in lines if line.urgency is Urgency.OVERDUE] if first else list(lines)
        if fallen:
            if not first:
                self._refresh()
            await self._tell(fallen, is_first=first)

    def _refresh(self) -> None:
        """What is on the screen stands otherwise now: a promise to keep has become a promise to call about."""
        for screen in self.app.screen_stack:
            screen.post_message(Changed(self.app.saves + 1))

    async def _tell(self, lines: Sequence[OwedLine], *, is_first: bool) -> None:
        """Not while another message is being read, and not to somebody who looks at the list itself."""
        from delightdesk.tui.screens.today import TodayScreen

        await until_quiet(self.app)
        if not isinstance(self.app.screen, TodayScreen):
            self.app.tell(f"{in_words(lines, self.app.local_now(), is_first=is_first)} · F3", is_problem=True)


async def until_quiet(app: DeskApp) -> None:
    """Wait while another message is being read, but not for ever."""
    for _ in range(MOST_WAITS):
        if not list(app._notifications):
            break
        await asyncio.sleep(WAIT_FOR_WORDS)


def in_words(lines: Sequence[OwedLine], now: datetime, *, is_first: bool = False) -> str:
    """What fell due, without a guest's name: "Promise due 18:00, 412", or how many things did.

    is_first: all of them were overdue before anybody looked.
    """
    if len(lines) > 1:
        return f"{len(lines)} things {'are overdue' if is_first else 'fall due'}"
    line = lines[0]
    kind = label(line.kind).capitalize() if line.kind is not None else "Problem"
    where = f", {clean(line.room, 20)}" if line.room else ""
    if line.due is None:
        return f"{kind} to look at{where}"
    was = "was due" if line.due <= now else "due"
    return f"{kind} {was} {clock_words(line.due, now)}{where}"
