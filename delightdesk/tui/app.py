"""The desk as an app: the rooms, the colours, the way to the database, and what happens when something breaks."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from rich.text import Text
from textual import events
from textual.app import App
from textual.command import Provider
from textual.filter import LineFilter
from textual.screen import Screen

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.tui import themes
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.gateway import Gateway
from delightdesk.tui.log import log_path, note_failure
from delightdesk.tui.messages import Changed, HouseReady
from delightdesk.tui.safe import SeatBelt, clean
from delightdesk.tui.telling import in_background, in_turn
from delightdesk.tui.widgets.typing import ActsAtOnce, TypingLine

if TYPE_CHECKING:
    from delightdesk.desk.finding import Finder, QuickHouse
    from delightdesk.store.work import Work

T = TypeVar("T")
ROOMS, ALWAYS = "Rooms", "Always"
NEEDS_DESK = frozenset({"show_desk", "show_today", "new_guest", "import_file", "review", "undo"})
LOOK_EVERY = 1.0
"""Seconds between two looks whether another window has saved something."""


def system_clock() -> datetime:
    """The instant now, aware, in UTC."""
    return datetime.now(UTC)


def _palette() -> type[Provider]:
    from delightdesk.tui.palette import DeskCommands

    return DeskCommands


class DeskApp(App[None], inherit_bindings=False):
    """One window on one desk file. Without a file it begins with the first run."""

    TITLE = "DelightDesk"
    CSS_PATH = "screens/desk.tcss"  # here, because Textual does not load the default screen's own
    CSS = """
    ToastRack { align: left bottom; max-height: 8; margin-bottom: 1; }
    ToastHolder { align-horizontal: left; }
    Toast { width: auto; max-width: 34; padding: 0 1; margin: 0; background: $panel; }
    """
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}
    BINDINGS = declare(
        Command("app.help", "f1,question_mark", "Help", "Every key, those of the place you are in first.", ALWAYS,
                show_in_footer=True, keys_shown="F1"),
        Command("app.desk", "f2", "Desk", "Find a guest and read the card.", ROOMS, action="show_desk"),
        Command("app.today", "f3", "Today", "Who comes, who is here, who leaves.", ROOMS, show_in_footer=True,
                action="show_today"),
        Command("app.house", "f7", "House", "Gestures of the house: change them, add your own.", ROOMS,
                action="show_catalogue"),
        Command("app.new-guest", "ctrl+n", "New guest", "Make a new guest.", ALWAYS),
        Command("app.import", "ctrl+o", "Import", "Take in arrivals or customers from a file.", ALWAYS,
                action="import_file"),
        Command("app.review", "ctrl+r", "Review", "What imports found in remarks, to take or leave.", ALWAYS),
        Command("app.undo", "ctrl+z", "Undo", "Take back your last act, wherever you are.", ALWAYS),
        Command("app.colours", "ctrl+t", "Colours", "Dark, light or high contrast.", ALWAYS),
        Command("app.palette", "ctrl+p", "Commands", "Find a command by its name.", ALWAYS, action="command_palette"),
        Command("app.quit", "ctrl+q", "Quit", "Finish saving and close.", ALWAYS, show_in_footer=True, priority=True),
    )  # fmt: skip

    def __init__(self, path: Path, *, clock: Callable[[], datetime] | None = None, is_demo: bool = False) -> None:
        super().__init__()
        self.path = path
        self.clock = clock or system_clock
        self.is_demo = is_demo
        self.saves = 0
        self.turn = asyncio.Lock()
        self.house: QuickHouse | None = None
        self.gateway = Gateway(path, self.clock, self._saved)
        self._finder: Finder | None = None
        self._belt = SeatBelt()
        for theme in themes.THEMES:
            self.register_theme(theme)
        if path.exists():
            self.house = desk.finding.quick_house(path)
        self.theme = themes.known(self.house.theme if self.house else "")

    @property
    def desk_app(self) -> DeskApp:
        """Itself; screens have the same name for it."""
        return self

    @property
    def finder(self) -> Finder:
        """The search that answers in the turn of a key."""
        if self._finder is None:
            self._finder = desk.finding.Finder(self.path)
        return self._finder

    def local_now(self) -> datetime:
        """The instant on the house's own clock."""
        return desk.finding.now_at(self.house, self.clock()) if self.house else self.clock().astimezone()

    def today(self) -> date:
        """The house's day."""
        return desk.finding.today_of(self.house, self.clock()) if self.house else self.clock().date()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Nothing reaches the terminal without passing the seat belt."""
        return [*super().get_line_filters(), self._belt]

    def get_default_screen(self) -> Screen[None]:
        """The Desk, or the first run where there is no file yet."""
        if self.house is None:
            return import_module("delightdesk.tui.screens.first_run").FirstRun(self.path)  # type: ignore[no-any-return]
        if not desk.finding.is_current(self.path):
            from delightdesk.tui.screens.opening import Opening

            return Opening()
        from delightdesk.tui.screens.desk import DeskScreen

        return DeskScreen()

    def on_mount(self) -> None:
        """Everything that can wait, waits until the first frame is on the screen."""
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        if self.house is not None:
            in_background(self, self._watch_for_others, "watch")

    async def _watch_for_others(self) -> None:
        while True:
            try:
                if await self.gateway.changed_elsewhere():
                    self._saved()
            except DeskError:
                pass  # a busy file is no news; whoever asks for something is told
            await asyncio.sleep(LOOK_EVERY)

    async def on_house_ready(self, message: HouseReady) -> None:
        """The first run, or bringing an older file up to date, is over: to the Desk, which has a stack of its own."""
        message.stop()
        self.house = desk.finding.quick_house(self.path)
        self.theme = themes.known(self.house.theme)
        self.add_mode("desk", self.get_default_screen)
        await self.switch_mode("desk")
        self._settle()

    async def on_event(self, event: events.Event) -> None:
        """Keys act here and now, one after the other, so that keys typed ahead keep their order."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded and self.app_focus:
            focused = self.focused
            if isinstance(focused, TypingLine) and focused.take(event):
                return
            if (
                isinstance(event, events.Key)
                and isinstance(focused, TypingLine | ActsAtOnce)
                and await self._do(event.key)
            ):
                return
        await super().on_event(event)

    async def _do(self, key: str) -> bool:
        """Run what the key is bound to; False when that is nothing."""
        return await self._check_bindings(key, priority=True) or await self._check_bindings(key)

    async def ask(self, job: Callable[[Work], T]) -> T:
        """Read from the desk file. Raises `DeskError`."""
        return await self.gateway.ask(job)

    async def save(self, job: Callable[[Work], T]) -> T:
        """Write to the desk file; it is on the disk when this returns. Raises `DeskError`."""
        return await self.gateway.run(job)

    def _saved(self) -> None:
        self.saves += 1
        for screen in self.screen_stack:
            screen.post_message(Changed(self.saves))

    def tell(self, text: str, *, is_problem: bool = False) -> None:
        """A short message at the bottom left, over the end of the list and never over the card or a line being typed.

        Never a guest's name: it may outlive the card on the screen.
        """
        self.clear_notifications()
        self.notify(
            clean(text, 240),
            severity="warning" if is_problem else "information",
            timeout=8 if is_problem else 4,
            markup=False,
        )

    def open_form(self, kind: str, guest_id: int | None, *, row_id: int | None = None, typed: str = "") -> None:
        """Open a form over the room: "guest", "visit", "occasion", "caution" or "bond"."""
        self.push_screen(import_module("delightdesk.tui.modals.forms").make(kind, guest_id, row_id=row_id, typed=typed))

    def show_guest(self, guest_id: int) -> None:
        """Go to the Desk and read this guest's card."""
        from delightdesk.tui.screens.desk import DeskScreen

        self.action_show_desk()
        if isinstance(self.screen, DeskScreen):
            self.screen.read_guest(guest_id)

    def action_show_desk(self) -> None:
        """Back to the Desk, which keeps the place it was left in."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def action_show_today(self) -> None:
        """The board of today."""
        today = import_module("delightdesk.tui.screens.today").TodayScreen
        if not isinstance(self.screen, today):
            self.action_show_desk()
            self.push_screen(today())

    def action_show_catalogue(self) -> None:
        """The gestures of the house."""
        catalogue = import_module("delightdesk.tui.screens.catalogue").CatalogueScreen
        if not isinstance(self.screen, catalogue):
            self.action_show_desk()
            self.push_screen(catalogue())

    def action_help(self) -> None:
        """The keys, those within reach first."""
        from delightdesk.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen.of(self.screen))

    def action_new_guest(self) -> None:
        """An empty guest form."""
        self.open_form("guest", None)

    def action_import_file(self) -> None:
        """Take in a file."""
        self.push_screen(import_module("delightdesk.tui.modals.import_").ImportScreen())

    def action_review(self) -> None:
        """Look through what imports found in remarks."""
        self.push_screen(import_module("delightdesk.tui.modals.review").ReviewScreen())

    @in_turn
    async def action_undo(self) -> None:
        """Take back the last act."""
        self.tell(await self.save(desk.undo.undo))

    @in_turn
    async def action_colours(self) -> None:
        """The next set of colours, remembered for this house."""
        self.theme = themes.following(self.theme)
        chosen = self.theme
        self.tell(f"Colours: {themes.LABELS[chosen]}")
        if self.house is not None:
            await self.save(lambda work: desk.house.set_theme(work, chosen))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Before there is a desk there are no rooms to go to and nobody to look for."""
        return self.house is not None or action not in NEEDS_DESK

    async def action_quit(self) -> None:
        """Finish every save, then close."""
        await self.gateway.close()
        self.exit()

    async def on_unmount(self) -> None:
        """However it ends, saves are finished first."""
        await self.gateway.close()
        if self._finder is not None:
            self._finder.close()

    def _fatal_error(self) -> None:
        error = self._exception or sys.exc_info()[1]
        if error is not None:
            note_failure(error)
        self.panic(
            Text(
                "DelightDesk had to close because something in it went wrong. What was saved is safe. "
                f"Please start it again; the log is {log_path()}."
            )
        )


def run_desk(path: Path, is_demo: bool = False) -> int:
    """Open the desk at ``path`` on the screen; returns the exit code.

    A file that cannot be opened is said on stderr in one sentence.
    """
    gc.disable()  # until the first frame: nothing made before it is thrown away
    try:
        app = DeskApp(path, is_demo=is_demo)
    except DeskError as error:
        gc.enable()
        sys.stderr.write(f"{error}\n")
        return 1
    app.run()
    return app.return_code or 0
