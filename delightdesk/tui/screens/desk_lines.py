"""Lines typed at the Desk. What stands in one is kept after a moment of rest, and offered again with the card."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual.timer import Timer

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.tui.coaching import Coached
from delightdesk.tui.screens.desk_room import DeskRoom
from delightdesk.tui.telling import in_background, in_turn

if TYPE_CHECKING:
    from delightdesk.desk.lines import DraftLine
    from delightdesk.store.work import Work

T = TypeVar("T")
REST = 1.0
"""Seconds without a key after which a half-typed line is kept in the file."""


class DeskLines(DeskRoom):
    """One line at a time, in the panel below the card."""

    def __init__(self) -> None:
        super().__init__()
        self._unkept: tuple[int, str, str] | None = None
        self._wanted: DraftLine | None = None
        self._taken: str | None = None
        self._rest: Timer | None = None
        self._about = 0

    async def open_line(
        self,
        place: str,
        prompt: str,
        done: Callable[[str, bool], Awaitable[None]],
        *,
        understand: Callable[[str, bool], str] | None = None,
        coached: Coached | None = None,
        may_be_plain: bool = False,
        may_be_hidden: bool = False,
        value: str = "",
    ) -> None:
        """Ask for a line about the guest on the card. It begins with what was left in ``place``, or else ``value``.

        What somebody is typing at another window just now is theirs: only who chose to go on with it takes it over.
        """
        from delightdesk.tui.widgets.ask_line import AskLine

        card = self.card.card
        if card is None:
            return
        if self._unkept is not None and self._unkept[:2] == (card.id, place):
            begun = self._unkept[2]
        else:
            draft = self._draft_for(card.drafts, place)
            begun, self._taken = (draft.text, draft.window) if draft is not None else (value, None)
        line = AskLine(
            prompt,
            done,
            self._leave_line,
            typed=partial(self._typed, card.id, place),
            understand=understand,
            coached=coached,
            may_be_plain=may_be_plain,
            may_be_hidden=may_be_hidden,
            refused=partial(self._refused, place) if may_be_hidden else None,
            value=begun,
        )
        self._about = card.id
        await self.open_panel(line, "TypingLine")

    def _draft_for(self, drafts: Sequence[DraftLine], place: str) -> DraftLine | None:
        """The one that was chosen, this window's own, or one that nobody is typing any more."""
        here = [draft for draft in drafts if draft.place == place]
        if self._wanted in here:
            return self._wanted
        own = [draft for draft in here if draft.window == self.desk_app.window]
        return next(iter(own or [draft for draft in here if draft.rests]), None)

    def _typed(self, guest_id: int, place: str, text: str) -> None:
        self._unkept = (guest_id, place, text)
        self._rest_again()
        self._rest = self.set_timer(REST, lambda: in_background(self, self.keep_half_typed, "draft"))

    def _rest_again(self) -> None:
        if self._rest is not None:
            self._rest.stop()
            self._rest = None

    async def keep_half_typed(self) -> None:
        """Put what was typed last into the file. Raises `DeskError`."""
        self._rest_again()
        unkept, self._unkept = self._unkept, None
        if unkept is not None:
            window, taken = self.desk_app.window, self._taken
            try:
                await self.desk_app.keep(lambda work: desk.drafts.keep(work, *unkept, window, taken))
            except DeskError:
                self._unkept = self._unkept or unkept
                raise

    async def load(self, guest_id: int) -> None:
        """Keep what was typed, so that the card can offer it, and read the card. Raises `DeskError`."""
        await self.keep_half_typed()
        await super().load(guest_id)

    async def save_line(self, place: str, job: Callable[[Work, int], T]) -> T:
        """Save what was typed about the guest it was begun for, drop its draft, close the line, read the card again.

        Raises `DeskError`: then the line stays open with its words.
        """
        guest_id, windows = self._about, {self.desk_app.window, self._taken} - {None}

        def job_and_drop(work: Work) -> T:
            done = job(work, guest_id)
            for window in windows:
                desk.drafts.drop(work, guest_id, place, str(window))
            return done

        self._rest_again()
        unkept, self._unkept = self._unkept, None  # or the words could be kept once more behind the save
        try:
            done = await self.desk_app.save(job_and_drop)
        except DeskError:
            self._unkept = unkept
            raise
        self.close_panel()
        await self.reload()
        return done

    @in_turn
    async def _refused(self, place: str) -> None:
        """The guest does not agree: the words are gone from the line and from what was begun."""
        await self.save_line(place, lambda _work, _guest: None)
        self.desk_app.tell("Not kept, as the guest wished")

    @in_turn
    async def _leave_line(self, text: str) -> None:  # noqa: ARG002
        self.close_panel()
        if self._unkept is not None:
            await self.reload()

    def remove_panel(self) -> None:
        """However a line closes, its words are kept first."""
        if self._unkept is not None:
            in_background(self, self.keep_half_typed, "draft")
        super().remove_panel()

    async def action_go_on(self) -> None:
        """Go on with the line that was begun last."""
        card = self.card.card
        if card is not None and card.drafts:
            self._wanted = card.drafts[0]
            place, _, number = self._wanted.place.partition(" ")
            try:
                await self.app.run_action(f"screen.resume_{place}({number})" if number else f"screen.{place}", self)
            finally:
                self._wanted = None

    @in_turn
    async def action_drop(self) -> None:
        """Forget the line that was begun last."""
        card = self.card.card
        if card is not None and card.drafts:
            guest_id, draft = card.id, card.drafts[0]
            await self.desk_app.keep(lambda work: desk.drafts.drop(work, guest_id, draft.place, draft.window))
            await self.reload()
            self.desk_app.tell("The unfinished line is dropped.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An unfinished line has to be there."""
        if action in ("go_on", "drop"):
            return self.card.card is not None and bool(self.card.card.drafts)
        return super().check_action(action, parameters)
