"""One line asked for at the foot of Today: why not, a new time, why a check is not possible."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar

from textual.containers import Vertical

from delightdesk.tui.begun import begun
from delightdesk.tui.screens.today_ready import TodayReady
from delightdesk.tui.widgets.ask_line import AskLine
from delightdesk.tui.widgets.marked import Marked

if TYPE_CHECKING:
    from delightdesk.store.work import Work

T = TypeVar("T")


class TodayLine(TodayReady):
    """Whoever builds on it says which lists there are and where the line stands."""

    body: Vertical

    def __init__(self) -> None:
        super().__init__()
        self.line: AskLine | None = None
        self.line_from: Marked[Any] | None = None

    @property
    def lists(self) -> list[Marked[Any]]:
        """The lists that are there, from the top."""
        raise NotImplementedError

    def begins_with(self) -> Marked[Any]:
        """The list whose keys act first."""
        raise NotImplementedError

    @property
    def is_touched(self) -> bool:
        """A line holds words that are not saved."""
        return self.line is not None and bool(self.line.line.value.strip())

    async def ask_owed(
        self, place: str, prompt: str, done: Callable[[str, bool], Awaitable[None]], understand: Callable[[str], str]
    ) -> None:
        """Ask at the foot of the board; what is left there waits for as long as the window is open."""

        async def left(text: str) -> None:
            begun(self.desk_app)[place] = text
            self._close_line()

        self._close_line()
        self.line_from = self.focused if isinstance(self.focused, Marked) else self.list
        value = begun(self.desk_app).get(place, "")
        self.line = AskLine(prompt, done, left, understand=lambda text, _: understand(text), value=value)
        await self.body.mount(self.line)
        self.set_focus(self.line.line)

    async def save_owed(self, place: str, job: Callable[[Work], T]) -> T:
        """Save what was typed and close its line. Raises `DeskError`: then the line stays with its words."""
        saved = await self.owed_act(job)
        begun(self.desk_app).pop(place, None)
        self._close_line()
        return saved

    def _close_line(self) -> None:
        """Not awaited: the line may be the one whose key is being acted on, and would wait for itself."""
        if self.line is not None:
            self.set_focus(self.line_from if self.line_from in self.lists else self.begins_with())
            self.line.display = False
            self.line.remove()
            self.line = None
