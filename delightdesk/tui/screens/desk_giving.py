"""What is given at the Desk: choosing, logging, delivering, and how it was taken."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.clock import at_house
from delightdesk.domain.errors import Invalid
from delightdesk.domain.vocabulary import GestureState, Reaction, label
from delightdesk.tui.screens.desk_room import DeskRoom
from delightdesk.tui.telling import in_turn

if TYPE_CHECKING:
    from delightdesk.desk.lines import GestureLine
    from delightdesk.tui.widgets.give_panel import Giving


OPEN = frozenset({GestureState.PLANNED, GestureState.APPROVED, GestureState.READY})


class DeskGiving(DeskRoom):
    """The number keys, and everything that happens to a gesture afterwards."""

    @in_turn
    async def action_choose(self, number: int) -> None:
        """Open the suggestion with that number."""
        from delightdesk.tui.widgets.give_panel import GivePanel

        card, house = self.card.card, self.desk_app.house
        if card is None or house is None or number > len(card.suggestions):
            return
        suggestion = card.suggestions[number - 1]

        async def log(giving: Giving) -> None:
            await self._log(card.id, suggestion.idea, giving)

        panel = GivePanel(suggestion, house.currency, card.allowance, log, self.close_panel)
        await self.open_panel(panel, "#give-head")
        self.card.show(self.card.lines, top=0)

    @in_turn
    async def _log(self, guest_id: int, idea: str, giving: Giving) -> None:
        due = self._hour(giving.when)
        view = await self.desk_app.save(
            lambda work: desk.gestures.plan(
                work, guest_id, idea, form=giving.form, lines=giving.lines, due=due, place=giving.place,
                private=giving.private,
            )
        )  # fmt: skip
        self.close_panel()
        await self.reload()
        self.desk_app.tell(f"Logged: {view.title}, {view.doer} {view.due_text}, {view.cost_text}")

    def _hour(self, typed: str) -> datetime | None:
        """The instant of "18:00" on the house's day; None for an empty field."""
        from delightdesk.domain.dates import clock_of

        if not typed:
            return None
        at = clock_of(typed)
        house = self.desk_app.house
        if at is None or house is None:
            raise Invalid("When should be an hour such as 18:00. Nothing was logged yet.")
        return at_house(self.desk_app.today(), at, house.zone)

    @in_turn
    async def action_own(self) -> None:
        """A gesture of one's own making, in one line, with its cost at the end if it has one."""
        from delightdesk.tui.widgets.ask_line import AskLine

        card = self.card.card
        if card is not None:
            guest_id = card.id

            async def done(text: str, _: bool) -> None:
                await self._log_own(guest_id, text)

            prompt = "Your own gesture, and its cost if any (walk to the lighthouse 0)"
            await self.open_panel(AskLine(prompt, done, self._leave_line), "TypingLine")

    @in_turn
    async def _log_own(self, guest_id: int, text: str) -> None:
        from delightdesk.domain.money import parse_money

        found = re.fullmatch(r"(?P<title>.*\S)\s+(?P<cost>\S*\d\S*)", text.strip())
        title, cost = (found["title"], found["cost"]) if found else (text.strip(), "0")
        house = self.desk_app.house
        assert house is not None
        minor = parse_money(cost, house.currency)
        view = await self.desk_app.save(
            lambda work: desk.gestures.plan_own(work, guest_id, title, [(title, minor)] if minor else [])
        )
        self.close_panel()
        await self.reload()
        self.desk_app.tell(f"Logged: {view.title}, {view.cost_text}")

    @in_turn
    async def action_none_today(self) -> None:
        """Nothing today: an answer too."""
        card = self.card.card
        if card is not None:
            guest_id = card.id
            self.desk_app.tell(await self.desk_app.save(lambda work: desk.gestures.none_today(work, guest_id)))
            await self.reload()

    def action_why_not(self) -> None:
        """What was ruled out and why; again for the suggestions."""
        self.card.turn_why_not()

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
            decline=self._decline,
            cancel=self._cancel,
            words=self._ask_words,
            leave=self.close_panel,
        )
        await self.open_panel(GestureList(self._gestures(), steps, is_delivering=is_delivering))

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
    async def _ask_words(self, gesture: GestureLine) -> None:
        from delightdesk.tui.widgets.ask_line import AskLine

        async def done(text: str, _: bool) -> None:
            await self._keep_words(gesture, text)

        await self.open_panel(AskLine("In their own words", done, self._leave_line, value=gesture.words), "TypingLine")

    @in_turn
    async def _keep_words(self, gesture: GestureLine, text: str) -> None:
        reaction = gesture.reaction or Reaction.PLEASED
        await self.desk_app.save(lambda work: desk.gestures.react(work, gesture.id, reaction, text))
        self.close_panel()
        await self.reload()
        self.desk_app.tell("Their words are kept")

    def _leave_line(self, text: str) -> None:  # noqa: ARG002
        self.close_panel()
