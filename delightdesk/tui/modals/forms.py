"""What all forms share: fields with their meaning, saving, leaving without losing a word, looking again.

The jobs judge what was typed. A form only carries it there and shows what came back, so that the rules stand in one
place.
"""

from __future__ import annotations

import asyncio
from dataclasses import asdict, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen

from delightdesk import desk
from delightdesk.domain.errors import DeskError, Invalid, Stale
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.modals.confirm import Confirm
from delightdesk.tui.modals.fields import Field, Fields
from delightdesk.tui.safe import Words, clean
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from delightdesk.store.work import Work
    from delightdesk.tui.app import DeskApp

Typed = TypeVar("Typed", bound="DataclassInstance")
GROUP = "A form"

_FORMS = {
    "guest": ("guest_form", "GuestFormScreen"),
    "visit": ("visit_form", "VisitFormScreen"),
    "occasion": ("fact_forms", "OccasionFormScreen"),
    "caution": ("fact_forms", "CautionFormScreen"),
    "note": ("fact_forms", "NoteFormScreen"),
    "bond": ("bond_form", "BondFormScreen"),
    "facts": ("facts", "FactsScreen"),
    "person": ("person_form", "PersonFormScreen"),
    "allowances": ("allowance_form", "AllowanceFormScreen"),
    "playbook": ("playbook_form", "PlaybookFormScreen"),
    "problem": ("problem_form", "ProblemFormScreen"),
}


def make(kind: str, guest_id: int | None, *, row_id: int | None = None, typed: str = "") -> Screen[None]:
    """The form for ``kind``: guest, visit, occasion, caution, note, bond, or facts, the list of them all.

    guest_id: None for a new guest. row_id: what is edited, None for something new. typed: words to begin with.
    """
    module, name = _FORMS[kind]
    screen: Screen[None] = getattr(import_module(f"delightdesk.tui.modals.{module}"), name)(guest_id, row_id, typed)
    return screen


def guest_name(work: Work, guest_id: int) -> str:
    """A guest's name for a heading. Raises `NotFound`."""
    guest = desk.guests.form(work, guest_id)
    return " ".join(part for part in (guest.first, guest.last) if part)


class Form(ModalScreen[None], Generic[Typed]):
    """A form over the room. Subclasses name the fields and the jobs that load, keep and remove."""

    CSS_PATH = "forms.tcss"
    AUTO_FOCUS: ClassVar[str | None] = ".field--value"
    FIELDS: ClassVar[tuple[Field, ...]] = ()
    NEW, EDIT, SAVED = "New", "Edit", "Saved"
    BINDINGS = declare(
        Command("form.look-again", "ctrl+l", "Look again", "Show what was saved meanwhile; what you typed stays.",
                GROUP, show_in_footer=True),
        Command("form.next", "enter", "Next", "The next field; from the last one, save.", GROUP, show_in_footer=True),
        Command("form.save", "ctrl+s", "Save", "Save and close.", GROUP, show_in_footer=True),
        Command("form.leave", "escape", "Cancel", "Close without saving; typed words are asked about first.", GROUP,
                show_in_footer=True),
        Command("form.help", "f1", "Help", "Every key.", GROUP, show_in_footer=True, action="app.help"),
        Command("form.down", "down", "Field below", "", GROUP, action="go(1)"),
        Command("form.up", "up", "Field above", "", GROUP, action="go(-1)"),
    )  # fmt: skip

    def __init__(self, guest_id: int | None, row_id: int | None = None, typed: str = "") -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
        self.turn = asyncio.Lock()
        self.guest_id, self.row_id, self.typed = guest_id, row_id, typed
        self.loaded: Typed | None = None
        self.name_of_guest = ""
        self.is_stale = self.is_over = False
        self.fields = Fields(self.FIELDS)
        self._blank = self.fields.values()

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    @property
    def is_new(self) -> bool:
        """Nothing of it stands in the file yet."""
        return self.row_id is None

    def load(self, work: Work) -> Typed:
        """The values to begin with."""
        raise NotImplementedError

    def keep(self, work: Work, typed: Typed) -> int:
        """Save; gives the id."""
        raise NotImplementedError

    def tell_saved(self) -> None:
        """Say that it is in the file."""
        self.desk_app.tell(self.SAVED)

    def kept(self, row_id: int) -> None:  # noqa: ARG002
        """After saving: back to where the form was opened."""
        self.dismiss()

    def more(self) -> ComposeResult:
        """What stands below the fields of some forms."""
        yield from ()

    def compose(self) -> ComposeResult:
        """Heading, fields, a place for sentences, keys."""
        with Vertical():
            yield Words(self.NEW if self.is_new else self.EDIT, classes="form--title")
            yield self.fields
            yield from self.more()
            yield Words("", classes="form--told")
        yield KeyLine()

    def on_mount(self) -> None:
        """Fetch the values; whoever types already is not overwritten."""
        self.run_worker(self._fetch(), exit_on_error=False)

    @in_turn
    async def _fetch(self) -> None:
        try:
            loaded, self.name_of_guest = await self.desk_app.ask(self._load_with_name)
        except DeskError as error:
            self.desk_app.tell(str(error), is_problem=True)
            self.dismiss()
            return
        self.loaded = loaded
        self.fields.merge(self._blank, asdict(loaded))
        self.fields.quieten()
        if self.name_of_guest:
            title = self.NEW if self.is_new else self.EDIT
            self.query_one(".form--title", Words).say(clean(f"{title} · {self.name_of_guest}", 90))
        self.refresh_bindings()

    def _load_with_name(self, work: Work) -> tuple[Typed, str]:
        return self.load(work), "" if self.guest_id is None else guest_name(work, self.guest_id)

    @property
    def is_touched(self) -> bool:
        """Something was typed that is not saved."""
        if self.loaded is None:
            return self.fields.values() != self._blank
        before = asdict(self.loaded)
        return any(value != before[name] for name, value in self.fields.values().items())

    def say(self, sentence: str) -> None:
        """Say something below the fields; empty takes it away."""
        told = self.query_one(".form--told", Words)
        told.set_class(bool(sentence), "-on")
        told.say(sentence, layout=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Looking again makes sense once somebody else has saved."""
        return action != "look_again" or self.is_stale

    def action_go(self, by: int) -> None:
        """Up or down a field."""
        self.fields.go(by)

    async def action_next(self) -> None:
        """The next field; from the last one, save."""
        if not self.fields.go(1):
            await self.action_save()

    @in_turn
    async def action_save(self) -> None:
        """Save. What cannot be taken is said where it stands, and nothing typed is lost."""
        if self.loaded is None or self.is_over:
            return
        typed = replace(self.loaded, **cast("dict[str, Any]", self.fields.values()))
        self.fields.quieten()
        self.say("")
        try:
            row_id = await self.desk_app.save(lambda work: self.keep(work, typed))
        except Stale as error:
            self.is_stale = True
            self.say(f"{error} ^L shows what stands there now; what you typed stays.")
            self.refresh_bindings()
        except Invalid as error:
            if not self.fields.blame(error.field or "", str(error)):
                self.say(str(error))
        except DeskError as error:
            self.say(str(error))
        else:
            self.is_over = True
            self.tell_saved()
            self.kept(row_id)

    @in_turn
    async def action_look_again(self) -> None:
        """Fetch what stands there now and keep what was typed."""
        if self.loaded is None:
            return
        before = self.loaded
        try:
            now = await self.desk_app.ask(self.load)
        except DeskError as error:
            self.say(str(error))
            return
        self.loaded = now
        self.fields.merge(asdict(before), asdict(now))
        self.is_stale = False
        self.say("This is how it stands now, with what you typed. ^S saves it so.")
        self.refresh_bindings()

    def action_leave(self) -> None:
        """Close; ask first when something was typed."""
        if self.is_touched:
            question = Confirm("Drop what you typed?", yes="drop it", no="keep editing")
            self.app.push_screen(question, self._leave_if)
        else:
            self.dismiss()

    def _leave_if(self, is_dropped: bool | None) -> None:
        if is_dropped:
            self.dismiss()
