"""One problem without its acts: the page, one panel below it at a time, and looking again after every save."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget

from delightdesk import desk
from delightdesk.domain.errors import ConsentNeeded, DeskError, NotFound
from delightdesk.tui.begun import begun
from delightdesk.tui.closing import close
from delightdesk.tui.messages import Changed
from delightdesk.tui.telling import in_background, in_turn
from delightdesk.tui.widgets.ask_line import AskLine
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.problem_page import ProblemPage
from delightdesk.tui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from delightdesk.desk.owed_lines import ProblemView
    from delightdesk.store.work import Work
    from delightdesk.tui.app import DeskApp

T = TypeVar("T")
GONE = "This problem is not here any more: its report was taken back."
TICK = 20.0
"""Seconds between two looks at the clock: times on the page run on."""


class ProblemRoom(Screen[None]):
    """Reading one problem."""

    DEFAULT_CSS = "ProblemRoom { layout: vertical; #problem { height: 1fr; } }"

    def __init__(self, problem_id: int) -> None:
        super().__init__()
        self.turn = asyncio.Lock()
        self.problem_id = problem_id
        self.page = ProblemPage()
        self.panel: Widget | None = None
        self._seen_save = 0
        self._is_gone = False

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    @property
    def view(self) -> ProblemView | None:
        """The problem as it was read last; None until then."""
        return self.page.view

    @property
    def is_touched(self) -> bool:
        """A line holds words that are not saved."""
        return isinstance(self.panel, AskLine) and bool(self.panel.line.value.strip())

    def compose(self) -> ComposeResult:
        """Top line, the problem, keys."""
        self.body = Vertical(self.page, id="problem")
        yield TopLine.of(self.desk_app)
        yield self.body
        yield KeyLine()

    def on_mount(self) -> None:
        """Read it, and let its times run on."""
        self.set_focus(self.page)
        self.set_interval(TICK, self._tick)
        self.run_worker(self._read(), exit_on_error=False)

    def _tick(self) -> None:
        if self.view is not None:
            self.page.put(self.view, self.desk_app.clock())

    def on_changed(self, message: Changed) -> None:
        """Somebody saved something."""
        if self._seen_save < message.save:
            in_background(self, self._read, "problem")

    @in_turn
    async def _read(self) -> None:
        await self.reload()

    async def seen(self) -> ProblemView | None:
        """The problem to act on; read first where a key was faster than the page. None when it is not here."""
        if self.view is None:
            await self.reload()
        return None if self._is_gone else self.view

    async def reload(self) -> None:
        """Read the problem again. What is not here any more, because it was undone, closes the page."""
        self._seen_save = self.desk_app.saves
        try:
            view = await self.desk_app.ask(lambda work: desk.problems.view(work, self.problem_id))
        except NotFound:
            if not self._is_gone:
                self._is_gone = True
                self.desk_app.tell(GONE)
                close(self)
            return
        self.page.put(view, self.desk_app.clock())
        self.refresh_bindings()

    async def act(self, job: Callable[[Work, ProblemView], T]) -> T:
        """Save something about the problem as it was seen, and show it as it is then. Raises `DeskError`."""
        view = await self.seen()
        if view is None:
            raise NotFound(GONE)
        try:
            return await self.desk_app.save(lambda work: job(work, view))
        finally:
            await self.reload()

    def guest_of(self, view: ProblemView) -> int:
        """Whom it happened to. Raises `DeskError` while nobody knows."""
        if view.line.guest_id is None:
            raise DeskError("Nobody knows yet which guest this is. s says who; nothing was changed.")
        return view.line.guest_id

    # The panel below the page

    async def open_panel(self, panel: Widget, focus: str = "") -> None:
        """Put a panel below in place of the one before, and go to it (or to ``focus`` in it)."""
        self.remove_panel()
        self.panel = panel
        await self.body.mount(panel)
        self.set_focus(panel.query_one(focus) if focus else panel)

    def close_panel(self) -> None:
        """Back to the page."""
        self.set_focus(self.page)
        self.remove_panel()

    def remove_panel(self) -> None:
        """Not awaited: the panel may be the one whose key is being acted on, and would wait for itself."""
        if self.panel is not None:
            self.panel.display = False
            self.panel.remove()
            self.panel = None

    async def open_line(
        self,
        place: str,
        prompt: str,
        keep: Callable[[str, bool], Awaitable[None]],
        *,
        understand: Callable[[str, bool], str] | None = None,
        value: str = "",
        kind: type[AskLine] = AskLine,
    ) -> None:
        """Ask for a line. ``keep`` saves it; the line closes then, and stays with its words when that fails.

        What was left in it without saving is offered again.
        """
        words, key = begun(self.desk_app), f"problem {self.problem_id} {place}"

        async def done(text: str, is_other: bool) -> None:
            await self._keep_line(key, keep, text, is_other)

        async def left(text: str) -> None:
            words[key] = text
            self.close_panel()

        async def refused() -> None:
            words.pop(key, None)
            self.close_panel()
            self.desk_app.tell("Not kept, as the guest wished")

        line = kind(
            prompt, done, left, understand=understand, may_be_plain=kind is not AskLine, refused=refused,
            value=words.get(key, value),
        )  # fmt: skip
        await self.open_panel(line, "TypingLine")

    @in_turn
    async def _keep_line(
        self, key: str, keep: Callable[[str, bool], Awaitable[None]], text: str, is_other: bool
    ) -> None:
        line = self.panel
        try:
            await keep(text, is_other)
        except ConsentNeeded as error:
            assert isinstance(line, AskLine)
            line.ask_consent(error.answers)
            return
        begun(self.desk_app).pop(key, None)
        if self.panel is line:  # what was saved may have opened the next panel
            self.close_panel()
