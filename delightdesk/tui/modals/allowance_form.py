"""What anyone may spend unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.tui.modals.fields import Field
from delightdesk.tui.modals.forms import Form

if TYPE_CHECKING:
    from delightdesk.desk.house import AllowanceForm
    from delightdesk.store.work import Work


class AllowanceFormScreen(Form["AllowanceForm"]):
    """The house's two allowances; a manager sets them."""

    NEW = EDIT = "What anyone may spend unasked"
    SAVED = "Allowances saved"
    FIELDS = (
        Field("delight", "Delight", "in one visit", most=12),
        Field("problem", "To put right", "one problem", most=12),
    )

    def load(self, work: Work) -> AllowanceForm:
        """As they are."""
        return desk.house.allowance_form(work)

    def keep(self, work: Work, typed: AllowanceForm) -> int:
        """Save."""
        return desk.house.save_allowances(work, typed)
