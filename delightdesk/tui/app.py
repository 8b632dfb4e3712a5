"""The desk as an app: how it begins, takes keys, tells, closes, and what happens when something breaks."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.command import Provider
from textual.filter import LineFilter
from textual.notifications import Notification, SeverityLevel
from textual.screen import Screen

from delightdesk import desk
from delightdesk.domain.discreet import names_in, without_names
from delightdesk.domain.errors import CannotOpen, DeskError
from delightdesk.domain.forbidden import without
from delightdesk.tui import themes
from delightdesk.tui.asking import AsksPassphrase
from delightdesk.tui.backup_watch import BackupWatch
from delightdesk.tui.commands import cannot_now
from delightdesk.tui.discreet import Discreet
from delightdesk.tui.keys import Keys
from delightdesk.tui.log import log_path, note_failure
from delightdesk.tui.messages import HouseReady
from delightdesk.tui.on_file import system_clock
from delightdesk.tui.rooms import Rooms
from delightdesk.tui.safe import SeatBelt, clean
from delightdesk.tui.telling import ReadsFirst, in_background, in_turn
from delightdesk.tui.terminal import check_terminal
from delightdesk.tui.unsaved import HoldsWords, KeepsLines
from delightdesk.tui.widgets.lines import Lines
from delightdesk.tui.widgets.top_line import TopLine
from delightdesk.tui.widgets.typing import ActsAtOnce, TypingLine

NEEDS_DESK = frozenset(
    {"show_desk", "show_today", "show_problems", "show_handover", "show_insights", "show_house", "show_line_up",
     "show_catalogue", "show_playbooks", "show_costs", "show_journal", "change_person", "new_guest", "import_file",
     "review", "undo", "lobby", "discreet", "found"}
)  # fmt: skip


def _palette() -> type[Provider]:
    from delightdesk.tui.palette import DeskCommands

    return DeskCommands


class DeskApp(AsksPassphrase, Discreet, Keys, Rooms):
    """One window on one desk file. Without a file it begins with the first run."""

    TITLE = "DelightDesk"
    CSS_PATH = "screens/desk.tcss"  # here, because Textual does not load the default screen's own
    CSS = """
    ToastRack { dock: top; align: right top; max-height: 8; margin: 0; overflow: hidden; }
    ToastHolder { align-horizontal: right; }
    Toast { width: auto; max-width: 34; padding: 0 1; margin: 0; background: $panel; }
    """
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}

    def __init__(self, path: Path, *, clock: Callable[[], datetime] | None = None, is_demo: bool = False) -> None:
        super().__init__(path, clock or system_clock)
        self.is_demo = is_demo
        self.turn = asyncio.Lock()
        self.backups = BackupWatch(self)
        self._belt = SeatBelt()
        for theme in themes.THEMES:
            self.register_theme(theme)
        self.trouble = self.look_at_file()
        self._theme_seen = self.house.theme if self.house else ""
        self.theme = themes.known(self._theme_seen)
        self.use_keys(self.house.keys if self.house else {})

    def look_at_file(self) -> CannotOpen | None:
        """Read the house; what stands in the way of it, or of a new desk where none lies."""
        try:
            if self.path.exists():
                self.look_unlocked()
            elif why := desk.finding.why_not_first(self.path):
                return CannotOpen(why)
        except CannotOpen as error:
            return error
        except OSError as error:
            return CannotOpen(
                f"{self.path.name} cannot be looked at ({error.strerror or 'no access'}). Nothing was changed. "
                "Please check that you may read its folder and that the drive is connected."
            )
        return None

    @property
    def desk_app(self) -> DeskApp:
        """Itself; screens have the same name for it."""
        return self

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Nothing reaches the terminal without passing the seat belt."""
        return [*super().get_line_filters(), self._belt]

    def get_default_screen(self) -> Screen[None]:
        """The Desk, or the first run where there is no file yet, the question for its passphrase, or what is wrong."""
        if self.trouble is not None:
            return import_module("delightdesk.tui.screens.rescue").RescueScreen(self.path, self.trouble)  # type: ignore[no-any-return]
        if self.asks is not None:
            return import_module("delightdesk.tui.screens.unlock").Unlock(self.path, self.asks)  # type: ignore[no-any-return]
        if self.house is None:
            return import_module("delightdesk.tui.screens.first_run").FirstRun(self.path)  # type: ignore[no-any-return]
        if not self.house.is_current:
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
            in_background(self, self.watch_for_others, "watch")
            if self.house.is_current:
                in_background(self, self.watch_idleness, "idle")
                in_background(self, self._watch_what_falls_due, "due")
                in_background(self, self._watch_what_stands, "standing")
                in_background(self, self._watch_what_was_asked, "rights")
                in_background(self, self._watch_place_and_clock, "place")
                in_background(self, self._watch_what_goes, "tidy")
                in_background(self, self.backups.keep_looking, "backups")
                in_background(self, self.take_backups_along, "along")
                if self.house.person_id is None:
                    self.action_change_person()

    async def _watch_place_and_clock(self) -> None:
        from delightdesk.tui.place_watch import PlaceWatch

        await PlaceWatch(self).keep_looking()

    async def _watch_what_falls_due(self) -> None:
        from delightdesk.tui.due_watch import DueWatch

        await DueWatch(self).keep_looking()

    async def _watch_what_stands(self) -> None:
        from delightdesk.tui.standing_watch import StandingWatch

        await StandingWatch(self).keep_looking()

    async def _watch_what_goes(self) -> None:
        from delightdesk.tui.tidy_watch import TidyWatch

        await TidyWatch(self).keep_looking()

    async def _watch_what_was_asked(self) -> None:
        from delightdesk.tui.rights_watch import RightsWatch

        await RightsWatch(self).keep_looking()

    async def on_house_ready(self, message: HouseReady) -> None:
        """The first run, or bringing an older file up to date, is over: to the Desk, which has a stack of its own."""
        message.stop()
        self.asks = self.trouble = None
        self.look_at_house()
        self.theme = themes.known(self.house.theme if self.house else "")
        self.use_keys(self.house.keys if self.house else {})
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
        """Run what the key is bound to, or say that it cannot be done now; False when it is bound to nothing.

        A key typed ahead of a list waits for its rows.
        """
        if await self._check_bindings(key, priority=True) or await self._check_bindings(key):
            return True
        if not isinstance(self.focused, ActsAtOnce):
            return False
        if isinstance(self.screen, ReadsFirst) and not self.screen.is_read:
            await self.screen.read()
            return await self._do(key)
        command = cannot_now(self.screen, key)
        if command is not None:
            self.tell(f"“{command.label}” does not fit here just now. F1 shows what does.")
        return command is not None

    def tell(self, text: str, *, is_problem: bool = False) -> None:
        """A short message, on the Desk over the end of the list, elsewhere over the top line; never over what is typed.

        Never a guest's name: it may outlive the card on the screen. With the lobby up nobody is told.
        """
        if self.is_locked:
            return
        text = self.with_keys(without_names(self.covered(without(clean(text, 240))[0]), self._names_here()))
        self.clear_notifications()
        for screen in self.screen_stack:
            screen.query("ToastHolder").remove()  # Textual leaves them behind, and they push the next message out
        severity: SeverityLevel = "warning" if is_problem else "information"
        told = Notification(text, severity=severity, timeout=8 if is_problem else 4, markup=False)
        self._notifications.add(told)  # here and now: `notify` would put it behind keys typed ahead, and pile up
        self._refresh_notifications()

    def _names_here(self) -> Iterator[str]:
        """Names of the guests on the screens: whoever promises "a cake for Erika" has typed one into a title."""
        for screen in self.screen_stack:
            for lines in screen.query(Lines):
                yield from names_in(lines.views)

    def follow_house(self, *, colours: bool = True) -> None:
        """Also take over its keys, its colours and its name. Raises `CannotOpen`."""
        super().follow_house()
        house = self.house
        if house is None:
            return
        self.use_keys(house.keys)
        if colours and house.theme != self._theme_seen:
            self.theme = themes.known(house.theme)
        self._theme_seen = house.theme
        for screen in self.screen_stack:
            for line in screen.query(TopLine):
                line.house = clean(house.name, 120)
                line.refresh()

    def stand_up(self) -> None:
        """Also ask who is here now."""
        super().stand_up()
        if not self.is_locked:
            self.action_change_person()

    @in_turn
    async def action_undo(self) -> None:
        """Take back the last act."""
        self.tell(await self.save(desk.undo.undo))
        self.follow_house()

    @in_turn
    async def action_colours(self) -> None:
        """The next set of colours, remembered for this house."""
        self.theme = themes.following(self.theme)
        chosen = self.theme
        self.tell(f"Colours: {themes.LABELS[chosen]}")
        if self.house is not None:
            await self.save(lambda work: desk.house.set_theme(work, chosen))

    @in_turn
    async def action_discreet(self) -> None:
        """Codes instead of words, or words again."""
        await self.show_codes(not self.discreet)
        self.tell("Codes instead of words; the same key shows words" if self.discreet else "Words again")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Before there is a desk there are no rooms to go to and nobody to look for."""
        return self.house is not None or action not in NEEDS_DESK

    async def action_quit(self) -> None:
        """Close; ask first when a form holds words that are not saved."""
        from delightdesk.tui.modals.confirm import Confirm

        if isinstance(self.screen, Confirm):
            return
        if any(isinstance(screen, HoldsWords) and screen.is_touched for screen in self.screen_stack):
            question = Confirm("Close and drop what you typed?", yes="close", no="stay here")
            await self.push_screen(question, self._quit_if)
        else:
            await self.quit_now()

    async def _quit_if(self, is_sure: bool | None) -> None:
        if is_sure:
            await self.quit_now()

    async def quit_now(self) -> None:
        """Keep the line being typed, finish every save, then close."""
        for screen in self.screen_stack:
            if isinstance(screen, KeepsLines):
                with suppress(DeskError):  # where the file cannot be written, closing was asked for all the same
                    await screen.keep_half_typed()
        await self.gateway.close()
        told = await self.backups.at_close()
        self.exit(message=Text(clean(told, 400)) if told else None)

    async def on_unmount(self) -> None:
        """However it ends, saves are finished first."""
        await self.let_go()

    def _fatal_error(self) -> None:
        self.panic()

    def panic(self, *_renderables: object) -> None:
        """Close with one plain sentence, however much broke and whatever it says of itself: it may quote a guest."""
        error = sys.exc_info()[1] or self._exception
        if error is not None:
            note_failure(error)
        self._exit_renderables.clear()
        super().panic(
            Text(
                "DelightDesk had to close because something in it went wrong. What was saved is safe. "
                f"Please start it again; the log is {log_path()}."
            )
        )


def run_desk(path: Path, is_demo: bool = False) -> int:
    """Open the desk at ``path`` on the screen; returns the exit code.

    A file that cannot be opened, or a place without a screen, is said on stderr in one sentence.
    """
    gc.disable()  # until the first frame: nothing made before it is thrown away
    try:
        app = DeskApp(path, is_demo=is_demo)
        try:
            check_terminal()
        except DeskError as error:
            raise app.trouble or error from None
    except DeskError as error:
        gc.enable()
        sys.stderr.write(f"{clean(str(error), 1000)}\n")
        return 1
    app.run()
    return app.return_code or 0
