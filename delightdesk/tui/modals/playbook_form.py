"""A playbook to be changed for this house, or a new one of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult

from delightdesk import desk
from delightdesk.tui.modals.fields import YES_NO, Field
from delightdesk.tui.modals.removable_form import RemovableForm
from delightdesk.tui.safe import Words
from delightdesk.tui.widgets.typing import TypingLine

if TYPE_CHECKING:
    from delightdesk.desk.playbooks import PlaybookForm
    from delightdesk.store.work import Work

_STEPS = 12
_SHORT = ("limit", "active")
_STEP_HINT = (
    "A step: 10m, kitchen: Bread to the table | “Something while you wait, {name}.” "
    "When (now, 10m, 2h, 1d), who, what to do, and behind the bar the words to say. An empty line is no step."
)
_HINTS = {
    "title": "What the plan is for, as the desk says it.",
    "options": "What can be offered instead of a no, at least two; a comma between, or semicolons.",
    "limit": "A limit of the house, such as 12 people; a promise beyond it is warned of. It may stay empty.",
    "partner": "Who can help where we cannot, as it stands on your phone sheet. It may stay empty.",
    "active": "No: the plan is kept, and not offered.",
}


class PlaybookFormScreen(RemovableForm["PlaybookForm"]):
    """A plan: what it is for, what it limits and offers, and up to twelve steps, each in one line.

    ``typed`` is the key of the plan, empty for a new one. ``saved`` hears the key once it is in the file.
    """

    CSS = """
    PlaybookFormScreen > Vertical { height: 100%; max-height: 30; }
    PlaybookFormScreen Fields { height: 1fr; max-height: 18; }
    PlaybookFormScreen FieldRow > .field--value { width: 20; }
    PlaybookFormScreen FieldRow.-long > .field--value { width: 1fr; }
    PlaybookFormScreen .plan--hint { height: auto; min-height: 2; margin-top: 1; color: $text-muted; }
    """
    NEW, EDIT, SAVED = "New playbook", "Playbook", "Playbook saved · ^Z undoes"
    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("title", "Title", most=60),
        Field("answers", "Good for", most=1000),
        *(Field(f"step_{number}", f"Step {number}", most=500) for number in range(1, _STEPS + 1)),
        Field("options", "Instead of no", most=3000),
        Field("partner", "Partner", most=300),
        Field("limit", "Limit", "such as 12 people", most=80),
        Field("active", "Offered", "no: kept, never offered", YES_NO),
    )

    def __init__(
        self,
        guest_id: int | None = None,  # noqa: ARG002 - a plan belongs to nobody, but all forms are opened alike
        row_id: int | None = None,  # noqa: ARG002
        typed: str = "",
        saved: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(None)
        self.key = typed
        self._saved = saved
        for name, row in self.fields.rows.items():
            row.set_class(name not in _SHORT, "-long")

    @property
    def is_new(self) -> bool:
        """Nothing of it stands in the file yet."""
        return not self.key

    @property
    def thing(self) -> str:
        """The plan by its title."""
        return f"the playbook “{self.loaded.title if self.loaded is not None else ''}”"

    def more(self) -> ComposeResult:
        """How the field at hand is written."""
        yield Words(_HINTS["title"], classes="plan--hint")

    def on_descendant_focus(self) -> None:
        """Say how this field is written."""
        name = next((name for name, row in self.fields.rows.items() if row.line is self.focused), "title")
        house = self.desk_app.house
        hint = _HINTS.get(name, _STEP_HINT)
        if name == "answers" and house is not None:
            hint = f"With a comma between: {', '.join(desk.playbooks.kinds_words(house.sector))}."
        self.query_one(".plan--hint", Words).say(hint, layout=True)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A line that was left shows its beginning again: when, who and what."""
        if isinstance(event.widget, TypingLine):
            event.widget.cursor_position = 0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a plan of the house's own can be removed; one of the pack can be switched off."""
        if action == "remove" and (self.loaded is None or not self.loaded.own):
            return False
        return super().check_action(action, parameters)

    def load(self, work: Work) -> PlaybookForm:
        """The plan, or an empty form."""
        return desk.playbooks.form(work, self.key)

    def keep(self, work: Work, typed: PlaybookForm) -> int:
        """Save."""
        self.key = desk.playbooks.save(work, typed)
        return 0

    def take_away(self, work: Work, seen: PlaybookForm) -> None:
        """Remove."""
        desk.playbooks.remove(work, seen.key, seen.version)

    def kept(self, row_id: int) -> None:
        """Back to the list, which hears the key."""
        super().kept(row_id)
        if self._saved is not None:
            self._saved(self.key)
