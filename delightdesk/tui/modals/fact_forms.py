"""What is known of a guest, one fact a form: an occasion, something to avoid, the words of a note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.errors import NotFound
from delightdesk.domain.vocabulary import CautionKind, OccasionKind
from delightdesk.tui.modals.fields import YES_NO, Field, words_of
from delightdesk.tui.modals.removable_form import RemovableForm

if TYPE_CHECKING:
    from delightdesk.desk.facts import CautionForm, OccasionForm
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


@dataclass(frozen=True, slots=True)
class NoteWords:
    """The words of a note and the version they were read at."""

    id: int
    version: int
    text: str


class NoteFormScreen(RemovableForm[NoteWords]):
    """The words of a note that is there; new ones are made in one line on the card."""

    EDIT, SAVED = "Note", "Note saved"
    FIELDS = (Field("text", "Note", "", most=500),)

    @property
    def thing(self) -> str:
        """The note's own words."""
        return f"the note “{self.loaded.text if self.loaded is not None else ''}”"

    def load(self, work: Work) -> NoteWords:
        """The note as the card shows it."""
        for note in desk.cards.open_card(work, self.guest_id or 0).notes:
            if note.id == self.row_id:
                return NoteWords(note.id, note.version, note.text)
        raise NotFound("That note is not here any more. Nothing was changed. Please look it up again.")

    def keep(self, work: Work, typed: NoteWords) -> int:
        """Save."""
        desk.notes.edit(work, typed.id, typed.text, typed.version)
        return typed.id

    def take_away(self, work: Work, seen: NoteWords) -> None:
        """Remove."""
        desk.notes.remove(work, seen.id, seen.version)
