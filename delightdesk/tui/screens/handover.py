"""The handover of the shift (F5): what the next person has to know, who takes each line, and what nobody has taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.vocabulary import HandoverState
from delightdesk.tui.screens.handover_acts import HandoverActs
from delightdesk.tui.telling import in_turn

if TYPE_CHECKING:
    from delightdesk.desk.handover_lines import Sheet


class HandoverScreen(HandoverActs):
    """The sheet that waits to be taken, else the draft of the shift. It follows what is saved, here or elsewhere."""

    async def get_sheet(self) -> Sheet:
        """The sheet that matters now; one just taken stays in sight until somebody goes on."""
        if self.taken_id is not None:
            taken_id = self.taken_id
            sheet = await self.desk_app.ask(lambda work: desk.handover.read(work, taken_id))
            if sheet.state is HandoverState.TAKEN:
                return sheet
            self.taken_id = None
        read = desk.handover.draft if self.wants_draft else desk.handover.sheet
        return await self.desk_app.ask(read)

    @in_turn
    async def action_other_sheet(self) -> None:
        """From the sheet that waits, or was just taken, to the draft; from there back to what waits."""
        self.wants_draft = not self.wants_draft and self.taken_id is None
        self.taken_id = None
        await self.fetch()

    def action_past(self) -> None:
        """The sheets of other days, over this one."""
        from delightdesk.tui.screens.past_sheets import PastSheetsScreen

        self.app.push_screen(PastSheetsScreen())
