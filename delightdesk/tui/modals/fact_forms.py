"""What is known of a guest, one fact a form: an occasion, something to avoid, the words of a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from delightdesk import desk
from delightdesk.domain.vocabulary import CautionKind, OccasionKind
from delightdesk.tui.coaching import of_a_note
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.modals.fields import YES_NO, Field, words_of
from delightdesk.tui.modals.forms import GROUP
from delightdesk.tui.modals.removable_form import RemovableForm
from delightdesk.tui.widgets.coach_line import CoachLine
from delightdesk.tui.widgets.typing import TypingLine

if TYPE_CHECKING:
    from delightdesk.desk.facts import CautionForm, OccasionForm
    from delightdesk.desk.notes import NoteForm
    from delightdesk.store.work import Work


class OccasionFormScreen(RemovableForm["OccasionForm"]):
    """Something to celebrate, and from whom it is a secret."""

    NEW, EDIT, SAVED = "New occasion", "Occasion", "Occasion saved"
    FIELDS = (
        Field("kind", "Occasion", "arrows or first letter", words_of(OccasionKind)),
        Field("day", "Day", "14 jun; empty: this visit only", most=40),
        Field("year", "First year", "2006; may stay empty", most=8),
        Field("whose", "Whose", "the guest, both, daughter", most=80),
        Field("secret", "Secret", "never said aloud", YES_NO),
        Field("secret_from", "Secret from", "husband; may stay empty", most=80),
    )

    @property
    def thing(self) -> str:
        """The occasion in words."""
        return f"the {self.fields.rows['kind'].word(self.fields.rows['kind'].value)} of {self.name_of_guest}"

    def load(self, work: Work) -> OccasionForm:
        """The occasion, or an empty form."""
        return desk.facts.occasion_form(work, self.guest_id or 0, self.row_id)

    def keep(self, work: Work, typed: OccasionForm) -> int:
        """Save."""
        return desk.facts.save_occasion(work, typed)

    def take_away(self, work: Work, seen: OccasionForm) -> None:
        """Remove."""
        desk.facts.remove(work, "occasion", seen.id or 0, seen.version)


class CautionFormScreen(RemovableForm["CautionForm"]):
    """Something to avoid; the kind follows from the words unless it is chosen."""

    NEW, EDIT, SAVED = "New caution", "Caution", "Caution saved"
    FIELDS = (
        Field("subject", "Avoid", "nuts, no alcohol, lilies, dogs", most=80),
        Field("kind", "Kind", "found from what is typed",
              ((None, "as the words say"), *words_of(CautionKind))),
        Field("whose", "Whose", "the guest, daughter, the party", most=80),
    )  # fmt: skip

    @property
    def thing(self) -> str:
        """The caution in words."""
        subject = self.loaded.subject if self.loaded is not None else "this"
        return f"the caution “{subject}” of {self.name_of_guest}"

    def load(self, work: Work) -> CautionForm:
        """The caution, or an empty form."""
        return desk.facts.caution_form(work, self.guest_id or 0, self.row_id)

    def keep(self, work: Work, typed: CautionForm) -> int:
        """Save."""
        return desk.facts.save_caution(work, typed)

    def take_away(self, work: Work, seen: CautionForm) -> None:
        """Remove."""
        desk.facts.remove(work, "caution", seen.id or 0, seen.version)


class NoteFormScreen(RemovableForm["NoteForm"]):
    """A note that is there, and what the guest says to it; new ones are made in one line on the card."""

    EDIT, SAVED = "Note", "Note saved"
    FIELDS = (
        Field("text", "Note", "", most=500),
        Field("disputed", "Disputed", "not so, in the guest's words", most=500),
        Field("consent", "Guest's yes", "their words; of hidden notes", most=200),
        Field("keeps", "Hidden stays", "until departure, or longer",
              ((False, "until departure"), (True, "next visit too"))),
    )  # fmt: skip
    BINDINGS = declare(
        Command("note-form.reword", "ctrl+w", "Better words", "Put the words offered in the place of those advised on.",
                GROUP, show_in_footer=True, priority=True),
    )  # fmt: skip

    def more(self) -> ComposeResult:
        """What the coach says of the words."""
        yield CoachLine()

    def on_mount(self) -> None:
        """The coach follows the words in the turn of each key."""
        super().on_mount()
        self.watch(self._line, "value", self._look)

    @property
    def _line(self) -> TypingLine:
        line = self.fields.rows["text"].line
        assert isinstance(line, TypingLine)
        return line

    def _look(self, text: str) -> None:
        self.query_one(CoachLine).look(text, of_a_note() if text else (), self.size.width - 8)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Other words have to be offered, for the field at hand."""
        if action == "reword":
            return self.is_mounted and self.query_one(CoachLine).offers and self.focused is self._line
        return super().check_action(action, parameters)

    def action_reword(self) -> None:
        """The words offered in the place of those advised on."""
        self._line.value = self.query_one(CoachLine).reworded(self._line.value)
        self._line.cursor_position = len(self._line.value)

    @property
    def thing(self) -> str:
        """The note's own words."""
        return f"the note “{self.loaded.text if self.loaded is not None else ''}”"

    def load(self, work: Work) -> NoteForm:
        """The note as it stands."""
        return desk.notes.form(work, self.row_id or 0)

    def keep(self, work: Work, typed: NoteForm) -> int:
        """Save."""
        return desk.notes.save(work, typed)

    def take_away(self, work: Work, seen: NoteForm) -> None:
        """Remove."""
        desk.notes.remove(work, seen.id, seen.version)
