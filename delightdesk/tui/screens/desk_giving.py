"""Giving at the Desk: a suggestion chosen and logged, a gesture of one's own, or none today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.tui.giving import log_gesture
from delightdesk.tui.screens.desk_lines import DeskLines
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.give_words import waits_in

if TYPE_CHECKING:
    from delightdesk.domain.basket_line import Item
    from delightdesk.tui.widgets.give_panel import Giving


class DeskGiving(DeskLines):
    """The number keys, what was ruled out, and gestures made up on the spot."""

    @property
    def currency(self) -> str:
        """What the house counts in."""
        house = self.desk_app.house
        return house.currency if house is not None else "EUR"

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

        purse = suggestion.purse or card.allowance
        panel = GivePanel(suggestion, house.currency, purse, log, self.close_panel, whose=card.id)
        await self.open_panel(panel, "#give-head")
        self.card.show(self.card.lines, top=0)

    @in_turn
    async def _log(self, guest_id: int, idea: str, giving: Giving) -> None:
        told = await log_gesture(self.desk_app, guest_id, idea, giving)
        self.close_panel()
        await self.reload()
        self.desk_app.tell(told)

    @in_turn
    async def action_own(self) -> None:
        """A gesture of one's own making, in one line, with its cost at the end if it has one."""
        prompt = "Own idea (boat 40 · box: tea 5, card 3)"
        await self.open_line("own", prompt, self._log_own, understand=self._own_in_words)

    def _own(self, text: str) -> tuple[str, tuple[Item, ...]]:
        from delightdesk.domain.basket_line import read_own

        return read_own(text, self.currency)

    def _own_in_words(self, text: str, _: bool) -> str:
        from delightdesk.domain.money import show_money

        try:
            title, items = self._own(text)
        except DeskError as error:
            return str(error)
        parts = ", ".join(what for what, _ in items if what != title)
        total = show_money(sum(cost for _, cost in items), self.currency)
        return f"{title}, {total}" + (f": {parts}" if parts else "") if title else ""

    @in_turn
    async def _log_own(self, text: str, _: bool) -> None:
        title, items = self._own(text)
        view = await self.save_line("own", lambda work, guest_id: desk.gestures.plan_own(work, guest_id, title, items))
        self.desk_app.tell(waits_in(view) or f"Logged: {view.title}, {view.cost_text}")

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
        self.refresh_bindings()
