"""What the steps of an import share: where it stands, what is shown of it, and what a person said about each file."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget

from delightdesk.tui.modals import import_words
from delightdesk.tui.modals.file_picker import FilePicker
from delightdesk.tui.modals.import_parts import (
    FIELDS,
    ColumnList,
    FieldList,
    ImportPage,
    RunList,
    Stage,
    column_row,
    field_row,
    run_row,
)
from delightdesk.tui.modals.import_words import Looked
from delightdesk.tui.safe import Words
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.lines import Line
from delightdesk.tui.widgets.marked import Marked

if TYPE_CHECKING:
    from delightdesk.desk.import_lines import ImportReport
    from delightdesk.tui.app import DeskApp

LOOK_EVERY = 0.1
"""Seconds between two looks at how far a long job is."""


class ImportBase(ModalScreen[None]):
    """The places of the screen, of which one is shown at a time.

    What a person said about a file, its columns and the order of its days, is kept until the screen is closed, so that
    a step back loses nothing.
    """

    CSS_PATH = "import_.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.stage = Stage.CHOOSING
        self.path = Path()
        self.looked: Looked | None = None
        self.report: ImportReport | None = None
        self._by_hand: dict[Path, dict[str, str]] = {}
        self._orders: dict[Path, bool] = {}
        self._read_with: tuple[object, ...] = ()
        self._stop = threading.Event()
        self._far: tuple[int, int] = (0, 0)
        self._doing = ""
        self._can_stop = True
        self.turn = asyncio.Lock()

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    def compose(self) -> ComposeResult:
        """Heading, path and files, or the page, or one of the lists."""
        self.told = Words("", classes="import--told")
        self.picker = FilePicker(self.choose, self._say, self.show_runs)
        self.page = ImportPage()
        self.columns = ColumnList(column_row)
        self.fields = FieldList(field_row, FIELDS)
        self.runs = RunList(run_row, empty="Nothing was imported yet.")
        with Vertical():
            yield Words("Import arrivals or customers from a file", classes="import--title")
            yield self.told
            yield self.picker
            yield self.page
            yield self.columns
            yield self.fields
            yield self.runs
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with choosing."""
        self._go(Stage.CHOOSING)
        self.set_interval(LOOK_EVERY, self._show_far)

    def on_resize(self) -> None:
        """Lines are broken for the width at hand."""
        self._redraw()

    # Going from one step to another

    def _say(self, sentence: str) -> None:
        self.told.display = bool(sentence)
        self.told.say(sentence, layout=True)

    def _go(self, stage: Stage, told: str = "") -> None:
        self.stage = stage
        places: dict[Stage, Widget] = {
            Stage.CHOOSING: self.picker, Stage.COLUMNS: self.columns, Stage.FIELDS: self.fields, Stage.RUNS: self.runs,
        }  # fmt: skip
        shown = places.get(stage, self.page)
        if isinstance(shown, Marked) and not shown.display:
            shown.top = 0  # it had no height while it was hidden; with the height it gets it follows its mark
        for place in (self.page, *places.values()):
            place.display = place is shown
        self._say(told)
        self.set_focus(self.picker.line if shown is self.picker else shown)
        self._redraw()
        self.refresh_bindings()

    def _begin(self, doing: str, *, can_stop: bool = True) -> None:
        self._stop.clear()
        self._far, self._doing, self._can_stop = (0, 0), doing, can_stop
        self._go(Stage.BUSY)

    # What the steps themselves do

    def choose(self, path: Path) -> None:
        """A file was chosen."""
        raise NotImplementedError

    def read_file(self) -> None:
        """Look at the file as it is to be read now."""
        raise NotImplementedError

    async def show_runs(self) -> None:
        """Show what was imported before."""
        raise NotImplementedError

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
            return import_words.preview(self.looked, width, discreet=self.desk_app.discreet)
        if self.stage is Stage.OVER and self.report is not None:
            return import_words.outcome(self.report, width)
        return []
