"""A guest: name and how it is said, how to reach them, what to be careful with when greeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.tui.modals.fields import YES_NO, Field
from delightdesk.tui.modals.removable_form import RemovableForm

if TYPE_CHECKING:
    from delightdesk.desk.guests import GuestForm
    from delightdesk.store.work import Work


class GuestFormScreen(RemovableForm["GuestForm"]):
    """New and known guests. A new one is read on the Desk after saving."""

    NEW, EDIT, SAVED = "New guest", "Guest", "Guest saved"
    FIELDS = (
        Field("first", "First name", "or “Siobhan, say shiv-AWN”", most=300),
        Field("last", "Last name", "surname or firm", most=150),
        Field("title", "Title", "Ms, Dr, Don", most=20),
        Field("call_me", "Call them", "what they like to be called", most=80),
        Field("say_as", "Say it", "how it sounds: SHOOLTS", most=80),
        Field("language", "Language", "the one they like to use", most=40),
        Field("email", "E-mail", "", most=254),
        Field("phone", "Phone", "", most=40),
        Field("tier", "Level", "regular, gold, friend", most=40),
        Field("incognito", "Incognito", "never say the name aloud", YES_NO),
        Field("gift_restricted", "No gifts", "may not accept any", YES_NO),
        Field("alcohol_ok", "Alcohol is ok", "yes only if they said so", YES_NO),
        Field("needs_reassurance", "Reassure", "likes it written down", YES_NO),
    )

    @property
    def is_new(self) -> bool:
        """Not in the file yet."""
        return self.guest_id is None

    @property
    def thing(self) -> str:
        """The guest's name."""
        return self.name_of_guest or "this guest"

    def load(self, work: Work) -> GuestForm:
        """The guest, or an empty form with what was typed in the find box as the name."""
        return desk.guests.blank(self.typed) if self.guest_id is None else desk.guests.form(work, self.guest_id)

    def keep(self, work: Work, typed: GuestForm) -> int:
        """Save."""
        return desk.guests.save(work, typed)

    def take_away(self, work: Work, seen: GuestForm) -> None:
        """Take the guest out of the desk."""
        if seen.id is not None:
            desk.guests.remove(work, seen.id, seen.version)

    def kept(self, row_id: int) -> None:
        """A new guest is read at once."""
        if self.is_new:
            self.desk_app.show_guest(row_id)
        else:
            self.dismiss()
