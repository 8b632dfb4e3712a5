"""All data written into a folder from the screen: where to, how far it is, and that it is done."""

from __future__ import annotations

import asyncio
import threading
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.files.writing import AlreadyThere
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import Words, clean
from delightdesk.tui.telling import in_background, in_turn
from delightdesk.tui.widgets.ask_line import AskLine
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from textual.screen import Screen

    from delightdesk.desk.safety.exporting import Exported
    from delightdesk.tui.app import DeskApp

GROUP = "Taking all data out"
_LOOK_EVERY = 0.1
_HINT = "A CSV for each kind and one JSON with everything, readable without the desk. Enter writes it."


class _Stopped(DeskError):  # noqa: N818 - said as a fact
    """Said by the thread that writes, when the person does not want it any more."""


def show_export(screen: Screen[None]) -> None:
    """Ask where to, over any screen; for people who may not, say who may."""
    in_background(screen, lambda: _open(screen), "export")


async def _open(screen: Screen[None]) -> None:
    app = cast("DeskApp", screen.app)
    try:
        await app.ask(desk.safety.exporting.overview)
    except DeskError as error:
        app.tell(str(error), is_problem=True)
    else:
        app.push_screen(ExportScreen(_proposed(app.today())))


def _proposed(today: date) -> str:
    home = Path.home()
    documents = home / "Documents"
    return str((documents if documents.is_dir() else home) / f"delightdesk-export-{today.isoformat()}")


class _Far(Words, ActsAtOnce, can_focus=True):
    """How far it is; has the keys while it is written."""

    BINDINGS = declare(
        Command("export.stop", "escape", "Stop", "Stop writing; nothing of it is kept.", GROUP, show_in_footer=True,
                action="screen.stop"),
        Command("export.help", "f1,question_mark", "Help", "Every key.", GROUP, show_in_footer=True,
                action="app.help", keys_shown="F1"),
    )  # fmt: skip


class ExportScreen(ModalScreen[None]):
    """One line to type in, then the progress. Nobody at another window has to wait for it."""

    CSS = """
    ExportScreen { align: center bottom; }
    ExportScreen > Vertical { width: 100%; height: auto; background: $surface; border-left: solid $primary; }
    ExportScreen AskLine { dock: none; border-left: none; }
    ExportScreen _Far { height: 1; padding: 0 1; }
    """

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.turn = asyncio.Lock()
        self.line = AskLine("All data of the desk, into which folder?", self._typed, self._left,
                            understand=lambda _text, _plain: _HINT, value=folder)  # fmt: skip
        self.far = _Far("")
        self._over = ""
        self._stop = threading.Event()
        self._done: tuple[int, int] = (0, 0)

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    def compose(self) -> ComposeResult:
        """The line, and how far it is."""
        with Vertical():
            yield self.line
            yield self.far
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the line."""
        self.far.display = False
        self.set_focus(self.line.line)
        self.set_interval(_LOOK_EVERY, self._show_far)

    async def _left(self, _text: str) -> None:
        self.dismiss()

    async def _typed(self, text: str, _is_plain: bool) -> None:
        if not text.strip() or self._is_busy:
            return
        self._stop.clear()
        self._done = (0, 0)
        may_replace, self._over = text == self._over, ""
        self._show(is_busy=True)
        self.run_worker(self._write(text, may_replace=may_replace), exit_on_error=False)

    @property
    def _is_busy(self) -> bool:
        return bool(self.far.display)

    def _show(self, *, is_busy: bool) -> None:
        self.far.display, self.line.display = is_busy, not is_busy
        self.set_focus(self.far if is_busy else self.line.line)
        self._show_far()
        self.refresh_bindings()

    @in_turn
    async def _write(self, text: str, *, may_replace: bool) -> None:
        app = self.desk_app
        path, clock, person = app.path, app.clock, app.gateway.person_id

        def write() -> Exported:
            folder = Path(text.strip()).expanduser()
            house = desk.house.open_house(path, clock)
            try:
                return desk.safety.exporting.export(
                    house, person or 0, folder, replace=may_replace, tell=self._tell_or_stop
                )
            finally:
                house.close()

        try:
            done = await asyncio.to_thread(write)
        except AlreadyThere as error:
            self._over = text
            self._show(is_busy=False)
            app.tell(f"{error} Enter once more writes over files of an earlier export; others stay.", is_problem=True)
        except _Stopped:
            self._show(is_busy=False)
            app.tell("Stopped. Nothing was exported.")
        except (DeskError, RuntimeError) as error:  # the latter: "~somebody" that nobody is
            self._show(is_busy=False)
            app.tell(str(error), is_problem=True)
        else:
            self.dismiss()
            rows = sum(done.counts.values())
            app.tell(f"{rows:,} rows are in {clean(done.folder.name, 80)}; please keep it as safe as the desk.")

    def _tell_or_stop(self, done: int, total: int) -> None:
        """Called in the thread that writes."""
        self._done = (done, total)
        if self._stop.is_set():
            raise _Stopped("Stopped. Nothing was exported.")

    def _show_far(self) -> None:
        if self._is_busy:
            done, total = self._done
            self.far.say(f"Writing: {done:,} of {total:,} rows" if total else "Writing, one moment, please")

    def action_stop(self) -> None:
        """Stop writing."""
        self._stop.set()
