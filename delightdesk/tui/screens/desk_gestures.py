"""What becomes of a gesture at the Desk: ready, delivered, how it was taken, what it did cost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.lifecycle import OPEN_GESTURES
from delightdesk.domain.vocabulary import GestureState, Reaction, label
from delightdesk.tui.safe import clean
from delightdesk.tui.screens.desk_lines import DeskLines
from delightdesk.tui.screens.owed_acts import reason_in, why_words
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.give_words import waits_in

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
        return [one for one in card.gestures if one.this_visit or one.state in OPEN_GESTURES] if card else []

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
            approve=self._approve,
            refuse=self._ask_why_not,
            begin=self._begin,
        )
        whose = self.card.card.id if self.card.card is not None else None
        panel = GestureList(self._gestures(), steps, is_delivering=is_delivering, whose=whose)
        await self.open_panel(panel, "GestureRows")

    async def load(self, guest_id: int) -> None:
        """Read a card; an open list shows what has become of them, here or elsewhere. Raises `DeskError`."""
        await super().load(guest_id)
        from delightdesk.tui.widgets.gesture_list import GestureList

        if isinstance(self.panel, GestureList):
            self.panel.put(self._gestures())

    async def _step(self, job: Callable[[Work], object], text: str) -> None:
        """Save, and show what has become of it, whatever came of the save. Raises `DeskError`."""
        try:
            await self.desk_app.save(job)
        finally:
            await self.reload()
        self.desk_app.tell(text)

    @in_turn
    async def _ready(self, gesture: GestureLine) -> None:
        await self._step(
            lambda work: desk.gestures.mark_ready(work, gesture.id, gesture.version), f"Ready: {gesture.title}"
        )

    @in_turn
    async def _deliver(self, gesture: GestureLine, reaction: Reaction | None) -> None:
        await self._step(
            lambda work: desk.gestures.deliver(work, gesture.id, reaction, seen=gesture.version),
            f"Delivered: {gesture.title}" + (f", {label(reaction)}" if reaction else ""),
        )
        if not any(one.state in OPEN for one in self._gestures()):
            self.close_panel()

    @in_turn
    async def _decline(self, gesture: GestureLine) -> None:
        await self._step(
            lambda work: desk.gestures.decline(work, gesture.id, seen=gesture.version), f"Declined: {gesture.title}"
        )

    @in_turn
    async def _cancel(self, gesture: GestureLine) -> None:
        await self._step(
            lambda work: desk.gestures.cancel(work, gesture.id, seen=gesture.version), f"Cancelled: {gesture.title}"
        )

    @in_turn
    async def _react(self, gesture: GestureLine, reaction: Reaction) -> None:
        await self._step(
            lambda work: desk.gestures.react(work, gesture.id, reaction, seen=gesture.version),
            f"{gesture.title}: {label(reaction)}",
        )

    # The yes it waits for

    @in_turn
    async def _approve(self, gesture: GestureLine) -> None:
        await self._step(
            lambda work: desk.approvals.approve(work, gesture.id, gesture.version), f"Yes: {gesture.title} · ^Z undoes"
        )

    @in_turn
    async def _begin(self, gesture: GestureLine) -> None:
        await self._step(
            lambda work: desk.gestures.begin_urgent(work, gesture.id, gesture.version),
            f"Urgent, so it begins now: {gesture.title}; the yes is still asked for",
        )

    @in_turn
    async def _ask_why_not(self, gesture: GestureLine) -> None:
        def keep(work: Work, text: str) -> str:
            return f"No: {desk.approvals.refuse(work, gesture.id, reason_in(text), gesture.version).title}"

        prompt = f"No to {clean(gesture.title, 60)}: why?"
        await self._ask_about(gesture, "refuse", prompt, keep, understand=why_words)

    async def action_resume_refuse(self, gesture_id: int) -> None:
        """Go on with why not."""
        await self._with_gesture(gesture_id, self._ask_why_not)

    # Words and baskets

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
            desk.gestures.react(work, gesture.id, None, text, gesture.version)
            return "Their words are kept"

        await self._ask_about(gesture, "words", "In their own words", keep, value=gesture.words)

    @in_turn
    async def _ask_costs(self, gesture: GestureLine) -> None:
        def keep(work: Work, text: str) -> str:
            view = desk.baskets.retype(work, gesture.id, text, gesture.version)
            return waits_in(view) or f"Basket kept: {view.cost_text}"

        is_given = gesture.state is GestureState.DELIVERED
        prompt = "What it did cost (tea 5, card 3)" if is_given else "What is in it (tea 5, card 3)"
        value = await self.desk_app.ask(lambda work: desk.baskets.as_line(work, gesture.id))
        await self._ask_about(gesture, "costs", prompt, keep, value=value)

    async def _ask_about(
        self,
        gesture: GestureLine,
        what: str,
        prompt: str,
        keep: Callable[[Work, str], str],
        *,
        value: str = "",
        understand: Callable[[str], str] | None = None,
    ) -> None:
        place = f"{what} {gesture.id}"

        async def done(text: str, _: bool) -> None:
            await self._keep_about(place, text, keep)

        echo = (lambda text, _: understand(text)) if understand is not None else None
        await self.open_line(place, prompt, done, value=value, understand=echo)

    @in_turn
    async def _keep_about(self, place: str, text: str, keep: Callable[[Work, str], str]) -> None:
        self.desk_app.tell(await self.save_line(place, lambda work, _: keep(work, text)))
