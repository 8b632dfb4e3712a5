"""The Desk without its actions: finding on the left, the card on the right, one panel below the card at a time."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer
from textual.widget import Widget

from delightdesk import desk
from delightdesk.domain.errors import DeskError, NotFound
from delightdesk.tui.messages import Changed
from delightdesk.tui.screens.desk_finding import DeskFinding
from delightdesk.tui.telling import in_background, in_turn
from delightdesk.tui.widgets.card import Card
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from delightdesk.desk.cards import GuestCard

PAUSE = 0.12
"""Seconds of rest after which the guest at the mark is shown without being asked for."""
ONE_FRAME = 0.06
"""Seconds for which painting waits for a card that was asked for."""
ACTS_ON_GUEST = frozenset(
    {"choose", "note", "why_not", "own", "none_today", "delivered", "gestures", "step", "confirm", "answer", "skip",
     "problem", "recover", "playbook", "cannot", "bend", "owed", "edit_guest", "edit_visit", "edit_occasion",
     "edit_caution", "edit_bond", "edit_facts", "rights"}
)  # fmt: skip


class DeskRoom(DeskFinding):
    """Finding and reading."""

    def __init__(self) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (64, "-narrow"), (100, "-wide")]
        self.panel: Widget | None = None
        self._soon: Timer | None = None
        self._seen_save = 0
        self._had_guests = True

    def compose(self) -> ComposeResult:
        """Top line, find box and guests, card, keys."""
        self._had_guests = self._has_guests()
        self.make_finding()
        self.card = Card(self.hint())
        self.right = Vertical(self.card, id="right")
        yield TopLine.of(self.desk_app)
        yield Vertical(self.find_box, self.hits, id="left")
        yield self.right
        yield KeyLine()

    def on_mount(self) -> None:
        """Ready to type at once; the first card is read in the background, which also warms everything up."""
        self.find_box.focus()
        self.call_after_refresh(self._warm_up)

    def _has_guests(self) -> bool:
        """Whether the house has any guest, as far as this window knows."""
        return self.desk_app.house is not None and self.desk_app.house.has_guests

    def _warm_up(self) -> None:
        hit = self.hits.current
        self.desk_app.gateway.warm_up(hit.id if hit else None)
        self.marked()
        for panel in ("ask_line", "give_panel", "gesture_list"):
            import_module(f"delightdesk.tui.widgets.{panel}")

    # Showing

    def marked(self) -> None:
        """Show the card of the guest at the mark once the mark has come to rest."""
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(PAUSE, self._show_marked)

    def _show_marked(self) -> None:
        hit = self.hits.current
        if hit is None:
            if self.find_box.has_focus:
                self._put(None)
        elif self.card.card is None or self.card.card.id != hit.id:
            in_background(self, partial(self._preview, hit.id), "card")

    async def _preview(self, guest_id: int) -> None:
        try:
            card = await self.desk_app.ask(lambda work: desk.cards.open_card(work, guest_id))
        except DeskError:
            return  # it was not asked for; whoever presses Enter is told
        hit = self.hits.current
        if self.find_box.has_focus and hit is not None and hit.id == guest_id:
            self._put(card)

    async def load(self, guest_id: int) -> None:
        """Read a card and show it. Raises `DeskError`."""
        if self._soon is not None:
            self._soon.stop()  # or the same card would be read twice
        self._seen_save = self.desk_app.saves
        self._put(await self.desk_app.ask(lambda work: desk.cards.open_card(work, guest_id)))

    def _put(self, card: GuestCard | None, hint: str = "") -> None:
        """Show a card or a hint. What was open for another guest closes, or its words would seem to be this one's."""
        before = self.card.card
        if before is not None and (card is None or card.id != before.id):
            self.remove_panel()
        self.card.put(card, hint or self.hint())
        self.refresh_bindings()

    async def reload(self) -> None:
        """Read the card on the screen again, after something was saved."""
        if self.card.card is not None:
            await self.load(self.card.card.id)

    def on_changed(self, message: Changed) -> None:
        """Somebody saved something: show it, keeping mark and place."""
        if not self._had_guests:
            with suppress(DeskError):  # it was not asked for; whoever does something is told
                self.desk_app.look_at_house()
            self._had_guests = self._has_guests()
            if self.card.card is None:
                self._put(None)
        self.search(self.find_box.value, keep=True)
        if self._seen_save < message.save:
            in_background(self, self._reload_quietly, "reload")

    @in_turn
    async def _reload_quietly(self) -> None:
        try:
            await self.reload()
        except NotFound:
            self._put(None, "This guest is not here any more.")
        except DeskError as error:
            if self.panel is None:  # a line half typed stays; whoever saves it is told
                self._put(None, str(error))

    # The panel below the card

    async def open_panel(self, panel: Widget, focus: str = "") -> None:
        """Put a panel below the brief in place of the one before, and go to it (or to ``focus`` in it)."""
        self.remove_panel()
        self.panel = panel
        await self.right.mount(panel)
        self.set_focus(panel.query_one(focus) if focus else panel)

    def close_panel(self) -> None:
        """Back to the card."""
        self.set_focus(self.card)
        self.remove_panel()

    def remove_panel(self) -> None:
        """Not awaited: the panel may be the one whose key is being acted on, and would wait for itself."""
        if self.panel is not None:
            self.panel.display = False
            self.panel.remove()
            self.panel = None

    # Going from one half to the other

    @in_turn
    async def action_read(self) -> None:
        """Read the guest at the mark; letters act on the card from now on."""
        hit = self.hits.current
        self.remove_panel()
        if hit is not None:
            loading = asyncio.ensure_future(self.load(hit.id))
            with self.app.batch_update():  # one frame for the focus and the card, unless the card is slow to come
                self.set_focus(self.card)
                await asyncio.wait((loading,), timeout=ONE_FRAME)
            self.check_idle()  # the end of a batch wakes the app only, but it is the screen that paints
            await loading
        elif self.find_box.value.strip():
            self.desk_app.open_form("guest", None, typed=self.find_box.value.strip())

    def read_guest(self, guest_id: int) -> None:
        """Read a guest chosen elsewhere."""
        self.set_focus(self.card)
        in_background(self, partial(self._read, guest_id), "card")

    @in_turn
    async def _read(self, guest_id: int) -> None:
        await self.load(guest_id)

    async def on_marked_chosen(self) -> None:
        """A click on a guest reads as Enter does."""
        await self.action_read()

    def action_back(self) -> None:
        """From what was ruled out to the suggestions; from there to the find box."""
        if self.card.is_why_not:
            self.card.turn_why_not()
            self.refresh_bindings()
        else:
            self.action_find()

    def action_find(self) -> None:
        """Back to the find box, what stands there selected, so that typing starts anew."""
        self.remove_panel()
        self.set_focus(self.find_box)
        self.find_box.action_select_all()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Letters act only when there is a guest to act on, and numbers only on suggestions that can be seen."""
        if action == "choose":
            suggested = () if self.card.card is None or self.card.is_why_not else self.card.card.suggestions
            return parameters[0] in range(1, len(suggested) + 1)
        if action == "look":
            return self.card.card is not None and bool(self.card.card.hidden)
        if action in ACTS_ON_GUEST:
            return self.card.card is not None
        return super().check_action(action, parameters)
