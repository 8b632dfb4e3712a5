"""Codes instead of words on the screens, for as long as somebody may be reading along.

Screens keep what they read as it is, so that a form or an act never sees a code; they cover it when they paint.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from delightdesk import desk
from delightdesk.domain.discreet import Codes, cover, guests_in
from delightdesk.tui.lobby import Lobby
from delightdesk.tui.messages import Changed

if TYPE_CHECKING:
    from delightdesk.domain.discreet import Told
    from delightdesk.store.work import Work

T = TypeVar("T")
V = TypeVar("V")


class Discreet(Lobby):
    """Whether this window shows codes, and what is sensitive of the guests read since.

    discreet: it does. A window begins as the house has set it.
    """

    discreet = False

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        super().__init__(path, clock)
        self._told: dict[int, tuple[Told, ...]] = {}
        self._codes: dict[tuple[int, ...], Codes] = {}
        self._of_today = Codes()
        self._has_begun = False

    def covered(self, view: V, guest_id: int | None = None) -> V:
        """The view as it may be shown now. guest_id: whom it is of, where it does not say so itself.

        Where it is of nobody in particular, or of somebody nobody has read, what is sensitive of anybody who is here
        or comes today is covered, by the letter of its family.
        """
        if not self.discreet:
            return view
        ids = () if guest_id is None else (guest_id,)
        known = tuple(each for each in dict.fromkeys((*ids, *guests_in(view))) if each in self._told)
        return cover(view, self._codes_of(known) if known else self._of_today)

    def _codes_of(self, guests: tuple[int, ...]) -> Codes:
        if guests not in self._codes:
            self._codes[guests] = Codes(chain.from_iterable(self._told[each] for each in guests))
        return self._codes[guests]

    async def ask(self, job: Callable[[Work], T]) -> T:
        """Read from the desk file; while codes are shown, also what they stand for. Raises `DeskError`."""
        if not self.discreet:
            return await super().ask(job)
        view, told = await super().ask(lambda work: _with_told(work, job))
        self._told |= told
        self._codes.clear()
        return view

    async def read_for_lobby(self) -> None:
        """Also begin with codes where the house wants it so, and know those of today."""
        await super().read_for_lobby()
        if self.lobby_text is None:
            return
        if not self._has_begun and self.lobby_text.discreet:
            await self.show_codes(True)
        elif self.discreet:
            await self._learn()
        self._has_begun = True

    async def show_codes(self, is_on: bool) -> None:
        """Codes instead of words from now on, or words again. Raises `DeskError`."""
        if is_on:
            await self._learn()
        self.discreet = is_on
        for screen in self.screen_stack:
            screen.query("TopLine").refresh()
            screen.post_message(Changed(self.saves + 1))

    async def _learn(self) -> None:
        self._of_today = Codes(await super().ask(desk.sensitive.of_today), numbered=False)


def _with_told(work: Work, job: Callable[[Work], T]) -> tuple[T, dict[int, tuple[Told, ...]]]:
    view = job(work)
    return view, desk.sensitive.told(work, set(guests_in(view)))
