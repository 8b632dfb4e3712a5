"""What becomes of a gesture at the Desk: ready, delivered, how it was taken, what it did cost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.vocabulary import GestureState, Reaction, label
from delightdesk.tui.screens.desk_lines import DeskLines
from delightdesk.tui.telling import in_turn

if TYPE_CHECKING:
    from delightdesk.desk.lines import GestureLine
    from delightdesk.store.work import Work

OPEN = frozenset({GestureState.PLANNED, GestureState.APPROVED, GestureState.READY})


class DeskGestures(DeskLines):
    """The gestures of the visit and their steps."""

    @in_turn
    async def action_gestures(self) -> None:
        """The gestures of this visit."""
        await self._open_gestures(is_delivering=False)

    @in_turn
    async def action_delivered(self) -> None:
        """The next gesture was given: ask how it was taken."""
        if any(gesture.state in OPEN for gesture in self._gestures()):
            await self._open_gestures(is_delivering=True)
        else:
            self.desk_app.tell("No gesture is on its way. A number chooses one.")

    def _gestures(self) -> list[GestureLine]:
        card = self.card.card
        return [one for one in card.gestures if one.this_visit or one.state in OPEN] if card is not None else []

    async def _open_gestures(self, *, is_delivering: bool) -> None:
        from delightdesk.tui.widgets.gesture_list import GestureList, Steps

        steps = Steps(
            ready=self._ready,
            deliver=self._deliver,
            react=self._react,
            decline=self._decline,
            cancel=self._cancel,
            words=self._ask_words,
            costs=self._ask_costs,
            leave=self.close_panel,
        )
        await self.open_panel(GestureList(self._gestures(), steps, is_delivering=is_delivering), "GestureRows")

    async def _after_step(self, text: str) -> None:
        await self.reload()
        from delightdesk.tui.widgets.gesture_list import GestureList

        if isinstance(self.panel, GestureList):
            self.panel.put(self._gestures())
        self.desk_app.tell(text)

    @in_turn
    async def _ready(self, gesture: GestureLine) -> None:
        await self.desk_app.save(lambda work: desk.gestures.mark_ready(work, gesture.id))
        await self._after_step(f"Ready: {gesture.title}")

    @in_turn
    async def _deliver(self, gesture: GestureLine, reaction: Reaction | None) -> None:
        await self.desk_app.save(lambda work: desk.gestures.deliver(work, gesture.id, reaction))
        await self._after_step(f"Delivered: {gesture.title}" + (f", {label(reaction)}" if reaction else ""))
        if not any(one.state in OPEN for one in self._gestures()):
            self.close_panel()

    @in_turn
    async def _decline(self, gesture: GestureLine) -> None:
        await self.desk_app.save(lambda work: desk.gestures.decline(work, gesture.id))
        await self._after_step(f"Declined: {gesture.title}")

    @in_turn
    async def _cancel(self, gesture: GestureLine) -> None:
        await self.desk_app.save(lambda work: desk.gestures.cancel(work, gesture.id))
        await self._after_step(f"Cancelled: {gesture.title}")

    @in_turn
    async def _react(self, gesture: GestureLine, reaction: Reaction) -> None:
        await self.desk_app.save(lambda work: desk.gestures.react(work, gesture.id, reaction))
        await self._after_step(f"{gesture.title}: {label(reaction)}")

    async def action_resume_words(self, gesture_id: int) -> None:
        """Go on writing down what the guest said."""
        await self._with_gesture(gesture_id, self._ask_words)

    async def action_resume_costs(self, gesture_id: int) -> None:
        """Go on changing a basket."""
        await self._with_gesture(gesture_id, self._ask_costs)

    async def _with_gesture(self, gesture_id: int, ask: Callable[[GestureLine], Awaitable[None]]) -> None:
        card = self.card.card
        for gesture in card.gestures if card else ():
            if gesture.id == gesture_id:
                await ask(gesture)

    @in_turn
    async def _ask_words(self, gesture: GestureLine) -> None:
        def keep(work: Work, text: str) -> str:
            desk.gestures.react(work, gesture.id, None, text)
            return "Their words are kept"

        await self._ask_about(gesture, "words", "In their own words", keep, value=gesture.words)

    @in_turn
    async def _ask_costs(self, gesture: GestureLine) -> None:
        def keep(work: Work, text: str) -> str:
            return f"Basket kept: {desk.baskets.retype(work, gesture.id, text, gesture.version).cost_text}"

        is_given = gesture.state is GestureState.DELIVERED
        prompt = "What it did cost (tea 5, card 3)" if is_given else "What is in it (tea 5, card 3)"
        value = await self.desk_app.ask(lambda work: desk.baskets.as_line(work, gesture.id))
        await self._ask_about(gesture, "costs", prompt, keep, value=value)

    async def _ask_about(
        self, gesture: GestureLine, what: str, prompt: str, keep: Callable[[Work, str], str], *, value: str
    ) -> None:
        place = f"{what} {gesture.id}"

        async def done(text: str, _: bool) -> None:
            await self._keep_about(place, text, keep)

        await self.open_line(place, prompt, done, value=value)

    @in_turn
    async def _keep_about(self, place: str, text: str, keep: Callable[[Work, str], str]) -> None:
        self.desk_app.tell(await self.save_line(place, lambda work, _: keep(work, text)))
