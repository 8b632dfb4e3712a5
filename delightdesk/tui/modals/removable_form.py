"""Forms of things that can be taken away again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic

from delightdesk.domain.errors import DeskError
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.modals.confirm import Confirm
from delightdesk.tui.modals.forms import GROUP, Form, Typed
from delightdesk.tui.safe import clean
from delightdesk.tui.telling import in_turn

if TYPE_CHECKING:
    from delightdesk.store.work import Work


class RemovableForm(Form[Typed], Generic[Typed]):
    """Asks with the name of the thing before it takes it away, and says how it comes back."""

    BINDINGS = declare(
        Command("form.remove", "f8", "Remove", "Take this away; undo brings it back.", GROUP, show_in_footer=True),
    )

    @property
    def thing(self) -> str:
        """What would be removed, as the question names it."""
        raise NotImplementedError

    def take_away(self, work: Work, seen: Typed) -> None:
        """Remove what stands in the file, if it is still as ``seen``."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what stands in the file can be removed."""
        return not self.is_new if action == "remove" else super().check_action(action, parameters)

    def action_remove(self) -> None:
        """Ask, with the name of the thing, then take it away."""
        question = Confirm(f"Remove {clean(self.thing, 90)}? Undo brings it back.", yes="remove", no="keep")
        self.app.push_screen(question, self._remove_if)

    def _remove_if(self, is_sure: bool | None) -> None:
        if is_sure:
            self.run_worker(self._remove(), exit_on_error=False)

    @in_turn
    async def _remove(self) -> None:
        seen = self.loaded
        if seen is None:
            return
        try:
            await self.desk_app.save(lambda work: self.take_away(work, seen))
        except DeskError as error:
            self.say(str(error))
            return
        self.is_over = True
        self.desk_app.tell("Removed · ^Z undoes")
        self.dismiss()
