"""What was given for one problem, stepped where it stands: ready, delivered, a yes or a no, words and costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.vocabulary import GestureState, Reaction, label
from delightdesk.tui.safe import clean
from delightdesk.tui.screens.owed_acts import reason_in, why_words
from delightdesk.tui.screens.problem_room import ProblemRoom
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.urgent_line import waits

if TYPE_CHECKING:
    from delightdesk.desk.lines import GestureLine


class ProblemGestures(ProblemRoom):
    """The list of gestures below the page."""

    @in_turn
    async def action_gestures(self) -> None:
        """What was given for it."""
        await self._open_gestures()

    async def _open_gestures(self) -> None:
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
        whose = self.view.guest_id if self.view is not None else None
        await self.open_panel(GestureList(await self._gestures(), steps, whose=whose), "GestureRows")

    async def _gestures(self) -> list[GestureLine]:
        """The gestures of this problem as the card has them."""
        view = self.view
        if view is None:
            return []
        guest_id, ids = self.guest_of(view), {each.gesture_id for each in view.gestures}
        card = await self.desk_app.ask(lambda work: desk.cards.open_card(work, guest_id))
        return [line for line in card.gestures if line.id in ids]

    async def reload(self) -> None:
        """Read the problem again; an open list shows what has become of its gestures, here or elsewhere."""
        await super().reload()
        from delightdesk.tui.widgets.gesture_list import GestureList

        if isinstance(self.panel, GestureList):
            self.panel.put(await self._gestures())

    def _tell_step(self, text: str) -> None:
        self.desk_app.tell(f"{text} · ^Z undoes")

    @in_turn
    async def _ready(self, line: GestureLine) -> None:
        await self.act(lambda work, _: desk.gestures.mark_ready(work, line.id, line.version))
        self._tell_step(f"Ready: {line.title}")

    @in_turn
    async def _deliver(self, line: GestureLine, reaction: Reaction | None) -> None:
        await self.act(lambda work, _: desk.gestures.deliver(work, line.id, reaction, seen=line.version))
        self._tell_step(f"Delivered: {line.title}" + (f", {label(reaction)}" if reaction else ""))

    @in_turn
    async def _react(self, line: GestureLine, reaction: Reaction) -> None:
        await self.act(lambda work, _: desk.gestures.react(work, line.id, reaction, seen=line.version))
        self._tell_step(f"{line.title}: {label(reaction)}")

    @in_turn
    async def _decline(self, line: GestureLine) -> None:
        await self.act(lambda work, _: desk.gestures.decline(work, line.id, seen=line.version))
        self._tell_step(f"Declined: {line.title}")

    @in_turn
    async def _cancel(self, line: GestureLine) -> None:
        await self.act(lambda work, _: desk.gestures.cancel(work, line.id, seen=line.version))
        self._tell_step(f"Cancelled: {line.title}")

    # The yes it waits for

    @in_turn
    async def _approve(self, line: GestureLine) -> None:
        await self.act(lambda work, _: desk.approvals.approve(work, line.id, line.version))
        self._tell_step(f"Yes: {line.title}")

    @in_turn
    async def _begin(self, line: GestureLine) -> None:
        await self.act(lambda work, _: desk.gestures.begin_urgent(work, line.id, line.version))
        self._tell_step(f"It begins, the yes is still asked for: {line.title}")

    @in_turn
    async def _ask_why_not(self, line: GestureLine) -> None:
        async def keep(text: str, _: bool) -> None:
            await self.act(lambda work, _: desk.approvals.refuse(work, line.id, reason_in(text), line.version))
            await self._open_gestures()
            self.desk_app.tell(f"No: {line.title} · ^Z undoes")

        prompt = f"No to {clean(line.title, 60)}: why?"
        await self.open_line(f"refuse {line.id}", prompt, keep, understand=lambda text, _: why_words(text))

    # What the guest said, and what it cost

    @in_turn
    async def _ask_words(self, line: GestureLine) -> None:
        async def keep(text: str, _: bool) -> None:
            await self.act(lambda work, _: desk.gestures.react(work, line.id, None, text, seen=line.version))
            await self._open_gestures()
            self.desk_app.tell("Their words are kept")

        await self.open_line(f"words {line.id}", "In their own words", keep, value=line.words)

    @in_turn
    async def _ask_costs(self, line: GestureLine) -> None:
        async def keep(text: str, _: bool) -> None:
            given = await self.act(lambda work, _: desk.baskets.retype(work, line.id, text, line.version))
            await self._open_gestures()
            self.desk_app.tell(f"Basket kept: {given.cost_text}{waits(given.approval, given.asked_of, given.state)}")

        prompt = "What it did cost" if line.state is GestureState.DELIVERED else "What is in it"
        value = await self.desk_app.ask(lambda work: desk.baskets.as_line(work, line.id))
        await self.open_line(f"costs {line.id}", f"{prompt} (tea 5, card 3)", keep, value=value)
