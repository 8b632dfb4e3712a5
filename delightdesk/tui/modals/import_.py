"""Taking in a file: choose it, see what it would do, take it over, and take it back if it was the wrong one."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from delightdesk import desk
from delightdesk.domain.dates import Undecidable
from delightdesk.domain.errors import DeskError
from delightdesk.tui.modals import import_words
from delightdesk.tui.modals.file_picker import FilePicker
from delightdesk.tui.modals.import_parts import ImportPage, Stage
from delightdesk.tui.modals.import_words import Looked
from delightdesk.tui.safe import Words
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.lines import Line

if TYPE_CHECKING:
    from delightdesk.desk.imports import ImportReport
    from delightdesk.tui.app import DeskApp

LOOK_EVERY = 0.1
"""Seconds between two looks at how far a long job is."""


class ImportScreen(ModalScreen[None]):
    """One file at a time. Long work is done in the database thread and can be stopped without harm."""

    CSS_PATH = "import_.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.stage = Stage.CHOOSING
        self.path = Path()
        self.looked: Looked | None = None
        self.report: ImportReport | None = None
        self._stop = threading.Event()
        self._far: tuple[int, int] = (0, 0)
        self._doing = ""
        self._can_stop = True

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    def compose(self) -> ComposeResult:
        """Heading, path and files, or the page."""
        self.told = Words("", classes="import--told")
        self.picker = FilePicker(self._look_at, self._say)
        self.page = ImportPage()
        with Vertical():
            yield Words("Import arrivals or customers from a file", classes="import--title")
            yield self.told
            yield self.picker
            yield self.page
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with choosing."""
        self.page.display = self.told.display = False
        self.set_focus(self.picker.line)
        self.set_interval(LOOK_EVERY, self._show_far)

    def on_resize(self) -> None:
        """Lines are broken for the width at hand."""
        self._redraw()

    # Looking and taking over

    def _look_at(self, path: Path) -> None:
        self.path = path
        self._begin("Reading")
        self.run_worker(self._look(None), exit_on_error=False)

    def _begin(self, doing: str, *, can_stop: bool = True) -> None:
        self._stop.clear()
        self._far, self._doing, self._can_stop = (0, 0), doing, can_stop
        self._go(Stage.BUSY)

    def _say(self, sentence: str) -> None:
        self.told.display = bool(sentence)
        self.told.say(sentence, layout=True)

    def _go(self, stage: Stage, told: str = "") -> None:
        self.stage = stage
        is_choosing = stage is Stage.CHOOSING
        self.picker.display = is_choosing
        self.page.display = not is_choosing
        self._say(told)
        self.set_focus(self.picker.line if is_choosing else self.page)
        self._redraw()
        self.refresh_bindings()

    async def _look(self, day_first: bool | None) -> None:
        path = self.path
        try:
            self.looked = await self.desk_app.ask(
                lambda work: import_words.look(work, path, day_first, self._far_or_stop)
            )
        except Undecidable as error:
            self._go(Stage.ASKING, str(error))
        except DeskError as error:
            self._go(Stage.CHOOSING, str(error))
        else:
            self._go(Stage.CHOOSING if self._stop.is_set() else Stage.LOOKING)

    def _far_or_stop(self, done: int, total: int) -> None:
        """Called in the database thread."""
        self._far = (done, total)
        if self._stop.is_set():
            raise desk.imports.Cancelled("Stopped. Nothing was imported.")

    def action_order(self, day_first: bool) -> None:
        """Read the days that way round."""
        self._begin("Reading")
        self.run_worker(self._look(day_first), exit_on_error=False)

    def action_take(self) -> None:
        """Take the file over."""
        if self.looked is not None:
            self._begin("Taking over")
            self.run_worker(self._take(self.looked), exit_on_error=False)

    async def _take(self, looked: Looked) -> None:
        def far(done: int, total: int) -> None:
            self._far = (done, total)

        try:
            self.report = await self.desk_app.save(
                lambda work: desk.imports.apply(work, looked.parsed, progress=far, cancelled=self._stop.is_set)
            )
        except DeskError as error:
            self._go(Stage.LOOKING, str(error))
        else:
            self._go(Stage.OVER)

    # Afterwards

    def action_undo(self) -> None:
        """Take the import back."""
        if self.report is not None and self.report.run is not None:
            self._begin("Taking back", can_stop=False)
            self.run_worker(self._undo(self.report.run), exit_on_error=False)

    async def _undo(self, run: int) -> None:
        try:
            sentence = await self.desk_app.save(lambda work: desk.imports.undo(work, run))
        except DeskError as error:
            self._go(Stage.OVER, str(error))
        else:
            self.report = None
            self._go(Stage.CHOOSING, sentence)

    def action_review(self) -> None:
        """Look through the remarks."""
        from delightdesk.tui.modals.review import ReviewScreen

        self.app.push_screen(ReviewScreen())

    def action_stop(self) -> None:
        """Stop what is being done."""
        self._stop.set()
        self._doing = "Stopping"

    def action_back(self) -> None:
        """Back to the files, or close when it is done."""
        if self.stage is Stage.OVER:
            self.dismiss()
        else:
            self._go(Stage.CHOOSING)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what this stage allows."""
        report = self.report
        allowed = {
            "take": self.stage is Stage.LOOKING and self._has_news(),
            "order": self.stage is Stage.ASKING,
            "stop": self.stage is Stage.BUSY and self._can_stop,
            "back": self.stage is not Stage.BUSY,
            "review": self.stage is Stage.OVER and report is not None and bool(report.review),
            "undo": self.stage is Stage.OVER and report is not None and report.run is not None,
        }
        return allowed.get(action, True)

    def _has_news(self) -> bool:
        return self.looked is not None and bool(self.looked.report.new or self.looked.report.updated)

    # Showing

    def _show_far(self) -> None:
        if self.stage is Stage.BUSY:
            self._redraw()

    def _redraw(self) -> None:
        width = max(30, self.page.size.width or self.size.width - 4)
        self.page.show(self._lines(width))

    def _lines(self, width: int) -> list[Line]:
        if self.stage is Stage.BUSY:
            return import_words.busy(self._doing, *self._far, can_stop=self._can_stop)
        if self.stage is Stage.ASKING:
            return import_words.ask_order(width)
        if self.stage is Stage.LOOKING and self.looked is not None:
            return import_words.preview(self.looked, width)
        if self.stage is Stage.OVER and self.report is not None:
            return import_words.outcome(self.report, width)
        return []
