"""A list room that asks for a line at its foot: an answer, an idea, a reason."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from delightdesk.tui.begun import begun
from delightdesk.tui.screens.list_room import ListRoom
from delightdesk.tui.widgets.ask_line import AskLine
from delightdesk.tui.widgets.marked import Marked

if TYPE_CHECKING:
    from delightdesk.store.work import Work

Row = TypeVar("Row")
T = TypeVar("T")


class AskingRoom(ListRoom[Row]):
    """What is typed and left without saving is offered again for as long as the window is open."""

    DEFAULT_CSS = "AskingRoom AskLine { dock: none; }"

    def __init__(self, name: str, rows: Marked[Row], same: Callable[[Row], object]) -> None:
        super().__init__(name, rows, same)
        self.line: AskLine | None = None

    @property
    def is_touched(self) -> bool:
        """A line holds words that are not saved."""
        return self.line is not None and self.line.line.value != self._value

    async def ask_for(
        self,
        place: str,
        prompt: str,
        done: Callable[[str], Awaitable[None]],
        understand: Callable[[str], str] | None = None,
        *,
        value: str = "",
    ) -> None:
        """Ask at the foot; the line begins with what was left in ``place``, else with ``value``."""
        self.close_line()
        self._value = value

        async def entered(text: str, _: bool) -> None:
            await done(text)

        async def left(text: str) -> None:
            if text != value:
                begun(self.desk_app)[place] = text
            else:
                begun(self.desk_app).pop(place, None)
            self.close_line()

        echo = (lambda text, _: understand(text)) if understand is not None else None
        self.line = AskLine(prompt, entered, left, understand=echo, value=begun(self.desk_app).get(place, value))
        await self.mount(self.line, after=self.more)
        self.set_focus(self.line.line)

    def close_line(self) -> None:
        """Not awaited: the line may be the one whose key is being acted on, and would wait for itself."""
        if self.line is not None:
            self.set_focus(self.list)
            self.line.display = False
            self.line.remove()
            self.line = None

    async def act(self, job: Callable[[Work], T]) -> T:
        """Save, and show what is there then, whatever came of it. Raises `DeskError`."""
        try:
            return await self.desk_app.save(job)
        finally:
            await self.fetch()

    async def save_line(self, place: str, job: Callable[[Work], T]) -> T:
        """Save what was typed and close its line. Raises `DeskError`: then the line stays with its words."""
        saved = await self.act(job)
        begun(self.desk_app).pop(place, None)
        self.close_line()
        return saved
