"""One person: the name, the role, what they may spend unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.vocabulary import Role
from delightdesk.tui.modals.fields import Field, words_of
from delightdesk.tui.modals.forms import Form

if TYPE_CHECKING:
    from delightdesk.desk.people import PersonForm
    from delightdesk.store.work import Work


class PersonFormScreen(Form["PersonForm"]):
    """Allowances are typed as money; empty follows the house."""

    NEW, EDIT, SAVED = "New person", "Person", "Person saved"
    FIELDS = (
        Field("name", "Name", "as colleagues say it", most=80),
        Field("role", "Role", "what they may decide", words_of(Role)),
        Field("delight_allowance", "Delight", "a visit, unasked; empty: as the house", most=12),
        Field("problem_allowance", "To put right", "a problem, unasked; empty: as the house", most=12),
    )

    def load(self, work: Work) -> PersonForm:
        """The person, or an empty form."""
        return desk.people.person_form(work, self.row_id)

    def keep(self, work: Work, typed: PersonForm) -> int:
        """Save."""
        return desk.people.save_person(work, typed)
