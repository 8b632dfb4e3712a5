"""Who is at the desk: change it with one key and a PIN; add, change and close people."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.domain.vocabulary import label
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.messages import Changed
from delightdesk.tui.modals.confirm import Confirm
from delightdesk.tui.safe import Words, clean
from delightdesk.tui.telling import in_background, in_turn
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.lines import Line, cut, pad
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.pin_line import PinLine
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.people import PersonLine
    from delightdesk.store.house_file import HouseFile
    from delightdesk.tui.app import DeskApp

GROUP = "People"


class _PeopleList(Marked["PersonLine"], ActsAtOnce, can_focus=True):
    BINDINGS = declare(
        Command("people.sit", "enter", "It is me", "This person is at the desk now; a PIN is asked for.", GROUP,
                show_in_footer=True, action="screen.sit"),
        *(
            Command(f"people.sit-{number}", str(number), "Person", "", GROUP, action=f"screen.sit({number})")
            for number in range(1, 10)
        ),
        Command("people.add", "a", "Add", "Somebody new; managers add people.", GROUP, show_in_footer=True,
                action="screen.add"),
        Command("people.change", "e", "Change", "Name, role and allowances; managers change them.", GROUP,
                action="screen.change"),
        Command("people.pin", "p", "PIN", "Set, change or take away a PIN.", GROUP, show_in_footer=True,
                action="screen.pin"),
        Command("people.close", "x", "Close", "Close the account; what they own becomes orphan work for others.", GROUP,
                action="screen.close_account"),
        Command("people.leave", "escape", "Back", "Nothing changes.", GROUP, show_in_footer=True,
                action="screen.dismiss"),
        Command("people.help", "f1,question_mark", "Help", "Every key.", GROUP, show_in_footer=True, action="app.help",
                keys_shown="F1"),
        Command("people.down", "down,j", "Next", "", GROUP, action="screen.mark(1)"),
        Command("people.up", "up,k", "Previous", "", GROUP, action="screen.mark(-1)"),
    )  # fmt: skip


class PeopleScreen(ModalScreen[None]):
    """Everybody who works here, whoever is at this window marked."""

    CSS = """
    PeopleScreen { align: center middle; }
    PeopleScreen > Vertical {
        width: 100%; max-width: 72; height: auto; max-height: 22; padding: 0 1;
        background: $background; border: round $primary;
    }
    PeopleScreen .people--title { height: 1; color: $primary; text-style: bold; }
    PeopleScreen _PeopleList { height: 10; }
    PeopleScreen .people--told { height: auto; max-height: 3; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.turn = asyncio.Lock()
        self.list = _PeopleList(self._row, empty="One moment, please.")
        self.panel: PinLine | None = None

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    def compose(self) -> ComposeResult:
        """Heading, people, a place for a PIN, keys."""
        self.box = Vertical(
            Words("Who is at the desk?", classes="people--title"), self.list, Words("", classes="people--told")
        )
        yield self.box
        yield KeyLine()

    def on_mount(self) -> None:
        """Read them."""
        self.set_focus(self.list)
        self.run_worker(self._read(), exit_on_error=False)

    def on_changed(self, message: Changed) -> None:  # noqa: ARG002
        """Somebody saved something."""
        in_background(self, self._read, "people")

    @in_turn
    async def _read(self) -> None:
        await self._fetch()

    async def _fetch(self) -> None:
        people = await self.desk_app.gateway.on_file(_everybody)
        mine = self.desk_app.gateway.person_id
        marked = self.list.current.id if self.list.current is not None else mine
        place = next((place for place, line in enumerate(people) if line.id == marked), 0)
        self.list.put(people, cursor=place)
        self.query_one(".people--told", Words).say(
            "" if len(people) > 1 else "a adds a colleague. A PIN keeps your name yours; it is your choice.",
            layout=True,
        )
        self.refresh_bindings()

    def _row(self, line: PersonLine, width: int, is_marked: bool) -> Line:
        manner = "cursor" if is_marked else "plain"
        number = self.list.rows.index(line) + 1
        key = str(number) if number < 10 else " "
        here = "here now" if line.id == self.desk_app.gateway.person_id else ""
        owns = f"{line.owns} open" if line.owns else ""
        tail = " · ".join(word for word in (label(line.role), "PIN" if line.has_pin else "", owns, here) if word)
        name = max(16, width // 2 - 4)
        return (
            (f" {key} ", "key" if not is_marked else manner),
            (pad(cut(clean(line.name, 80), name - 1), name), manner),
            (pad(tail, max(1, width - name - 3)), manner if is_marked else "quiet"),
        )

    def action_mark(self, by: int) -> None:
        """Move the mark."""
        self.list.step(by)

    def on_marked_chosen(self) -> None:
        """A click marks."""

    # Sitting down

    @in_turn
    async def action_sit(self, number: int = 0) -> None:
        """The person at the mark, or with that number, is at the desk now."""
        if number:
            if number > len(self.list.rows):
                return
            self.list.put(self.list.rows, cursor=number - 1)
        person = self.list.current
        if person is None:
            return
        if person.has_pin and person.id != self.desk_app.gateway.person_id:
            await self._open_panel(PinLine([f"PIN of {clean(person.name, 60)}"], self._with_pin, self._close_panel))
        else:
            await self._sit(person)

    @in_turn
    async def _with_pin(self, typed: list[str]) -> None:
        person, panel = self.list.current, self.panel
        if person is None or panel is None:
            return
        try:
            await self.desk_app.gateway.on_file(lambda file: desk.pins.attempt(file, person.id, typed[0]))
        except DeskError as error:
            panel.begin_again(str(error))
            return
        await self._sit(person)

    async def _sit(self, person: PersonLine) -> None:
        self.desk_app.sit_down(person.id, person.name)
        await self.desk_app.keep(lambda work: desk.people.sit_down(work, person.id))
        self.dismiss()
        self.desk_app.tell(f"{person.name} is at the desk")

    # PINs

    @in_turn
    async def action_pin(self) -> None:
        """One's own PIN, or for a manager that of another."""
        person = self.list.current
        if person is None:
            return
        name, own = clean(person.name, 60), person.id == self.desk_app.gateway.person_id
        old = ["Your PIN as it is now"] if own and person.has_pin else []
        whose = "Your new PIN" if own else f"New PIN of {name}"
        prompts = [*old, f"{whose}: 4 to 12 digits, empty for none", "Once more"]
        await self._open_panel(PinLine(prompts, self._set_pin, self._close_panel))

    @in_turn
    async def _set_pin(self, typed: list[str]) -> None:
        person, panel = self.list.current, self.panel
        if person is None or panel is None:
            return
        *old, new, again = typed
        if new != again:
            panel.begin_again("The two were not the same. Nothing was changed; please type them again.")
            return
        try:
            if old:
                await self.desk_app.gateway.on_file(lambda file: desk.pins.attempt(file, person.id, old[0]))
            if new:
                await self.desk_app.save(lambda work: desk.pins.set_pin(work, person.id, new))
            else:
                await self.desk_app.save(lambda work: desk.pins.clear_pin(work, person.id))
        except DeskError as error:
            panel.begin_again(str(error))
            return
        self._close_panel()
        await self._fetch()
        self.desk_app.tell("The PIN is set" if new else "There is no PIN now")

    # People

    def action_add(self) -> None:
        """Somebody new."""
        self.desk_app.open_form("person", None)

    def action_change(self) -> None:
        """Name, role, allowances."""
        if self.list.current is not None:
            self.desk_app.open_form("person", None, row_id=self.list.current.id)

    def action_close_account(self) -> None:
        """Ask, with the name, then close."""
        person = self.list.current
        if person is not None:
            work = f" What they own, {person.owns} in all, goes to the orphan list." if person.owns else ""
            question = Confirm(f"Close the account of {clean(person.name, 60)}?{work}", yes="close it", no="keep it")
            self.app.push_screen(question, self._close_if)

    def _close_if(self, is_sure: bool | None) -> None:
        if is_sure:
            self.run_worker(self._close_account(), exit_on_error=False)

    @in_turn
    async def _close_account(self) -> None:
        person = self.list.current
        if person is not None:
            orphans = await self.desk_app.save(lambda work: desk.people.close(work, person.id, person.version))
            await self._fetch()
            self.desk_app.tell(f"Account closed, {orphans} on the orphan list" if orphans else "Account closed")

    # The panel

    async def _open_panel(self, panel: PinLine) -> None:
        self._close_panel()
        self.panel = panel
        await self.box.mount(panel)
        self.set_focus(panel.query_one("TypingLine"))

    def _close_panel(self) -> None:
        if self.panel is not None:
            self.panel.display = False
            self.panel.remove()
            self.panel = None
            self.set_focus(self.list)


def _everybody(file: HouseFile) -> tuple[PersonLine, ...]:
    with file.reading() as work:  # for nobody in particular: the account of whoever was here may be closed by now
        return desk.people.people(work)
