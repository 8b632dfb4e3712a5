"""A room of what came with the pack, what the house made of it, and what it added: gestures, playbooks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from textual.widget import Widget

from delightdesk.tui.screens.list_room import ListRoom
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.filter_line import FilterLine

if TYPE_CHECKING:
    from delightdesk.store.work import Work
    from delightdesk.tui.widgets.marked import Marked


class OfHouse(Protocol):
    """What such rows have in common. state: "pack", "changed", "own" or "off"."""

    @property
    def key(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def is_changed(self) -> bool: ...
    @property
    def is_own(self) -> bool: ...


Row = TypeVar("Row", bound=OfHouse)


class HouseRoom(ListRoom[Row]):
    """A list with a filter above it; its rows are changed, added, switched off and on, and put back.

    one, many: what the rows are called, "gesture" and "gestures". hint: what the filter looks through.
    """

    DEFAULT_CSS = "HouseRoom .room--filter { height: 1; padding: 0 1; }"

    def __init__(self, name: str, rows: Marked[Row], *, one: str, many: str, hint: str) -> None:
        super().__init__(name, rows, lambda row: row.key)
        self.lines: tuple[Row, ...] = ()
        self.filter_line = FilterLine(hint, self._filter)
        self._nothing_fits = f"No {one} fits these words. Esc shows all of them again; then a adds one of your own."
        self._empty = f"There are no {many} yet. Press a to add the first of your own."

    # What a room says of its rows

    def listing(self, work: Work) -> tuple[Row, ...]:
        """Every row, those switched off included."""
        raise NotImplementedError

    def fits(self, row: Row, typed: str) -> bool:
        """Whether the row is one of those looked for."""
        raise NotImplementedError

    def set_active(self, work: Work, row: Row, active: bool) -> None:
        """Offer the row again, or no longer."""
        raise NotImplementedError

    def reset(self, work: Work, row: Row) -> None:
        """Back to what the pack came with."""
        raise NotImplementedError

    def open_form(self, row: Row | None) -> None:
        """The form of the row, or an empty one that calls `added` once it is saved."""
        raise NotImplementedError

    # Showing

    def above(self) -> Sequence[Widget]:
        """The filter."""
        return (self.filter_line,)

    async def fetch(self) -> None:
        """Every row; those that fit are shown."""
        self.lines = await self.desk_app.ask(self.listing)
        self._filter()

    def _filter(self) -> None:
        typed = self.filter_line.value
        kept = tuple(row for row in self.lines if self.fits(row, typed)) if typed.strip() else self.lines
        self.put(kept, self._headline(), self._nothing_fits if self.lines else self._empty)

    def _headline(self) -> str:
        """How many there are, and what the house did with them."""
        counts = (
            (sum(row.is_own for row in self.lines), "own"),
            (sum(row.is_changed for row in self.lines), "changed"),
            (sum(row.state == "off" for row in self.lines), "off"),
        )
        words = "".join(f" · {count} {word}" for count, word in counts if count)
        return f"{self.room_name} · {len(self.lines)}{words}"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a row there is nothing to change."""
        if action in ("edit", "switch", "reset"):
            return self.list.current is not None
        return super().check_action(action, parameters)

    # Finding

    def action_find(self) -> None:
        """Type what to look for."""
        self.set_focus(self.filter_line)

    def action_to_list(self) -> None:
        """From the filter to the list."""
        self.set_focus(self.list)

    def action_show_all(self) -> None:
        """Every row again, the mark staying on its own."""
        self.filter_line.value = ""
        self.set_focus(self.list)

    def action_leave(self) -> None:
        """First show all rows again, then back to the room this one was opened from."""
        if self.filter_line.value:
            self.action_show_all()
        else:
            self.dismiss()

    # Changing

    def action_edit(self) -> None:
        """The form of the row at the mark."""
        if self.list.current is not None:
            self.open_form(self.list.current)

    def action_add(self) -> None:
        """An empty form for one of the house's own; once saved, the mark is on it."""
        self.open_form(None)

    def added(self, key: str) -> None:
        """Put the mark on what was just added."""
        self.filter_line.value = ""
        self.run_worker(self._find_added(key), exit_on_error=False)

    @in_turn
    async def _find_added(self, key: str) -> None:
        await self.fetch()
        place = next((place for place, row in enumerate(self.lines) if row.key == key), 0)
        self.action_mark(place - self.list.cursor)

    @in_turn
    async def action_switch(self) -> None:
        """Offer it no longer, or again."""
        row = self.list.current
        if row is not None:
            is_on = row.state == "off"
            await self.desk_app.save(lambda work: self.set_active(work, row, is_on))
            self.desk_app.tell(f"{'Offered again' if is_on else 'No longer offered'} · ^Z undoes")
            await self.fetch()

    @in_turn
    async def action_reset(self) -> None:
        """The pack's own text again."""
        row = self.list.current
        if row is not None:
            await self.desk_app.save(lambda work: self.reset(work, row))
            self.desk_app.tell("Back to the pack's text · ^Z undoes")
            await self.fetch()
