"""A visit: a stay, a table, an appointment. Without one to edit it is a walk-in of today, in house, no room needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.vocabulary import VisitStatus
from delightdesk.tui.modals.fields import Field, words_of
from delightdesk.tui.modals.forms import Form

if TYPE_CHECKING:
    from delightdesk.desk.visits import VisitForm
    from delightdesk.store.work import Work


class VisitFormScreen(Form["VisitForm"]):
    """Days are typed as people write them; the job reads them."""

    NEW, EDIT, SAVED = "New visit", "Visit", "Visit saved"
    FIELDS = (
        Field("room", "Room or table", "may stay empty", most=40),
        Field("arrive", "Arrives", "today, 14 jun, +2", most=40),
        Field("depart", "Leaves", "16 jun, +2 nights, or empty", most=40),
        Field("eta", "At", "hour of arrival: 16:30, 4pm", most=12),
        Field("status", "Status", "cancelled leaves the board", words_of(VisitStatus)),
        Field("adults", "Adults", "", most=4),
        Field("children", "Children", "", most=4),
        Field("infants", "Infants", "", most=4),
        Field("child_ages", "Their ages", "4, 7", most=60),
        Field("ref", "Reference", "booking or order number", most=64),
    )

    def load(self, work: Work) -> VisitForm:
        """The visit, or a walk-in of today."""
        return desk.visits.form(work, self.guest_id or 0, self.row_id)

    def keep(self, work: Work, typed: VisitForm) -> int:
        """Save."""
        return desk.visits.save(work, typed)
