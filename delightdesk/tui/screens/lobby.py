"""The lobby as a guest sees it, and the one line at its foot by which staff come back."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.tui.commands import Command, declare, key_name
from delightdesk.tui.safe import Words, clean
from delightdesk.tui.telling import in_turn
from delightdesk.tui.unsaved import HoldsWords
from delightdesk.tui.widgets.lines import Line, cut
from delightdesk.tui.widgets.lobby_page import LobbyPage
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.pin_line import PinLine
from delightdesk.tui.widgets.typing import TypingLine

if TYPE_CHECKING:
    from delightdesk.desk.people import PersonLine
    from delightdesk.tui.app import DeskApp

GROUP = "In the lobby"
BUSY = "The desk file is busy just now. Nothing was changed. Please try again in a moment."


class _Others(Marked["PersonLine"], can_focus=True):
    """People by name only; a guest may see it."""


class LobbyScreen(ModalScreen[None]):
    """Shown by `tui.lobby` before everything else. It takes keys only; the mouse and pasted words do nothing here."""

    CSS = """
    LobbyScreen { background: $background; }
    LobbyScreen > Vertical { height: auto; max-height: 12; align-horizontal: center; background: $background; }
    LobbyScreen > Vertical > * { width: 60; max-width: 100%; }
    LobbyScreen _Others { max-height: 9; background: $surface; border-left: solid $primary; }
    LobbyScreen .lobby--told { height: auto; max-height: 3; color: $warning; text-align: center; }
    LobbyScreen .lobby--foot { height: 1; color: $text-muted; text-align: center; }
    """
    BINDINGS = declare(
        Command("lobby.other", "tab", "Somebody else", "Another person sits down instead.", GROUP, action="other"),
        Command("lobby.leave", "escape", "Back", "Back to the lobby alone.", GROUP, action="leave"),
        Command("lobby.this", "enter", "It is me", "This person sits down; a PIN is asked for.", GROUP, action="sit"),
        *(
            Command(f"lobby.sit-{number}", str(number), "Person", "", GROUP, action=f"sit({number})")
            for number in range(1, 10)
        ),
        Command("lobby.down", "down,j", "Next", "", GROUP, action="mark(1)"),
        Command("lobby.up", "up,k", "Previous", "", GROUP, action="mark(-1)"),
    )
    AUTO_FOCUS = ""

    def __init__(self, app: DeskApp) -> None:
        super().__init__()
        self.turn = asyncio.Lock()
        self.desk_app = app
        self.panel: Widget | None = None
        self.asked: PersonLine | None = None
        self.asks_to_quit = False

    @property
    def is_current(self) -> bool:
        """It is what the terminal shows, although it is not on the stack."""
        return self.desk_app.curtain is self

    def _compositor_refresh(self) -> None:
        if self.is_current:
            self.desk_app._display(self, self._compositor.render_update(screen_stack=[]))
            self._dirty_widgets.clear()

    def compose(self) -> ComposeResult:
        """The page, a place for the PIN, how staff come back."""
        house = self.desk_app.house
        assert house is not None
        self.page = LobbyPage(house.name, lambda: self.desk_app.lobby_text, self.desk_app.local_now)
        self.told = Words("", classes="lobby--told")
        self.told.display = False
        self.box = Vertical(self.told)
        self.foot = Words(self._staff(), classes="lobby--foot")
        yield self.page
        yield self.box
        yield self.foot

    def _staff(self) -> str:
        return f"Staff: {key_name(self.desk_app.keys_of('app.lobby', 'f12')[0])}"

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Keys in their order, whatever the desk behind is busy with."""
        if not isinstance(event, events.InputEvent | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif not self.is_current:
            self.desk_app.post_message(event)  # typed ahead of coming back: the desk's, or once more the lobby
        elif isinstance(event, events.Key):
            await self._press(event)

    async def _press(self, event: events.Key) -> None:
        focused = self.focused
        if event.key in self.desk_app.keys_of("app.quit", "ctrl+q"):
            await self._quit()
        elif self.asks_to_quit:
            await self._quit_if(event.key == "y")
        elif event.key in self.desk_app.keys_of("app.lobby", "f12"):
            await self._come_back()
        elif not (isinstance(focused, TypingLine) and focused.take(event)):
            for node, bindings in self._modal_binding_chain:
                for binding in bindings.key_to_bindings.get(event.key, ()):
                    if await self.app.run_action(binding.action, node):
                        return

    async def _quit(self) -> None:
        """Close the program; ask first when something behind holds words that are not saved."""
        stack = self.app.screen_stack
        if self.asks_to_quit or not any(isinstance(screen, HoldsWords) and screen.is_touched for screen in stack):
            await self.desk_app.quit_now()
            return
        self.close_panel()
        self.asks_to_quit = True
        self._say("Close and drop what was typed?", "y close · any other key stays here")

    async def _quit_if(self, is_sure: bool) -> None:
        if is_sure:
            await self.desk_app.quit_now()
        self.close_panel()

    # Coming back

    @property
    def _me(self) -> PersonLine | None:
        mine = self.desk_app.gateway.person_id
        return next((person for person in self.desk_app.people or () if person.id == mine), None)

    @in_turn
    async def _come_back(self) -> None:
        """The desk as it was; who has a PIN types it first."""
        if not self.desk_app.knows_people:
            await self.desk_app.read_for_lobby()
        if not self.desk_app.knows_people:
            self._say(BUSY, self._staff())
        elif self.desk_app.gateway.person_id is None or (self._me is not None and not self._me.has_pin):
            self.desk_app.unlock()
        elif self._me is None:
            await self._show_others()
        elif self.asked is not self._me:
            await self._ask_pin(self._me)

    async def _ask_pin(self, person: PersonLine) -> None:
        self.asked = person
        panel = PinLine([f"PIN of {clean(person.name, 40)}"], self._with_pin, self.close_panel)
        await self._open(panel, "Enter go on · Tab somebody else · Esc back")
        self.set_focus(panel.query_one(TypingLine))

    @in_turn
    async def _with_pin(self, typed: list[str]) -> None:
        person, panel = self.asked, self.panel
        if person is None or not isinstance(panel, PinLine):
            return
        try:
            await self.desk_app.gateway.on_file(lambda file: desk.pins.attempt(file, person.id, typed[0]))
        except DeskError as error:
            panel.begin_again(str(error))
            return
        await self._enter(person)

    async def _enter(self, person: PersonLine) -> None:
        """This person may see the desk; whoever was there before has got up."""
        if person.id != self.desk_app.gateway.person_id:
            self.desk_app.sit_down(person.id, person.name)
            with suppress(DeskError):  # they sit here all the same; the next start asks who is there
                await self.desk_app.keep(lambda work: desk.people.sit_down(work, person.id))
        self.desk_app.unlock()

    # Somebody else

    @in_turn
    async def action_other(self) -> None:
        """Another person sits down, where the one before is not there to type their PIN."""
        if self.asked is not None:
            await self._show_others()

    async def _show_others(self) -> None:
        mine = self.desk_app.gateway.person_id
        others = [person for person in self.desk_app.people or () if person.id != mine]
        self.asked = None
        self.list = _Others(self._row, others, empty="Nobody else works here.")
        self.list.styles.height = max(1, len(others))
        await self._open(self.list, "Enter it is me · Esc back")
        self.set_focus(self.list)

    def _row(self, person: PersonLine, width: int, is_marked: bool) -> Line:
        number = self.list.rows.index(person) + 1
        key = f" {number} " if number < 10 else "   "
        name = cut(clean(person.name, 60), width - 5)
        return ((key, "cursor" if is_marked else "key"), (name, "cursor" if is_marked else "plain"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """A person is chosen where people stand."""
        return action not in ("sit", "mark") or isinstance(self.panel, _Others)

    def action_mark(self, by: int) -> None:
        """Move the mark."""
        self.list.step(by)

    @in_turn
    async def action_sit(self, number: int = 0) -> None:
        """The person at the mark, or with that number, sits down."""
        if number:
            if number > len(self.list.rows):
                return
            self.list.put(self.list.rows, cursor=number - 1)
        person = self.list.current
        if person is not None:
            await (self._ask_pin(person) if person.has_pin else self._enter(person))

    # What stands below the page

    def action_leave(self) -> None:
        """Back to the lobby alone."""
        self.close_panel()

    async def _open(self, panel: Widget, keys: str) -> None:
        asked = self.asked
        self.close_panel()
        self.asked, self.panel = asked, panel
        await self.box.mount(panel)
        self.foot.say(keys)

    def _say(self, words: str, keys: str) -> None:
        self.told.display = True
        self.told.say(words, layout=True)
        self.foot.say(keys)

    def close_panel(self) -> None:
        """Nothing asked, nothing told: what a guest sees."""
        self.set_focus(None)
        if self.panel is not None:
            self.panel.display = False
            self.panel.remove()
        self.panel = self.asked = None
        self.asks_to_quit = False
        self.told.display = False
        self.foot.say(self._staff())
