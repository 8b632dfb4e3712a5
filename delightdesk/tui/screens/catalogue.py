"""The gestures of the house: what came with the pack, what the house made of it, and what it added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.tui.modals.idea_form import make
from delightdesk.tui.screens.house_room import HouseRoom
from delightdesk.tui.screens.playbooks import PlaybooksScreen
from delightdesk.tui.widgets.idea_list import GROUP, IdeaList, heading, in_full, row
from delightdesk.tui.widgets.lines import Line

if TYPE_CHECKING:
    from delightdesk.desk.catalogue import IdeaLine
    from delightdesk.store.work import Work


class CatalogueScreen(HouseRoom["IdeaLine"]):
    """The gestures by title, the marked one below with what to say and what it contains."""

    def __init__(self) -> None:
        super().__init__(
            GROUP, IdeaList(row, empty="One moment, please."), one="gesture", many="gestures",
            hint="title, who does it, what is in it, own, off",
        )  # fmt: skip

    def heading(self, width: int) -> Line:
        """The names of the columns."""
        return heading(width)

    def in_full(self, line: IdeaLine, width: int) -> list[Line]:
        """What to say, and what it contains."""
        return in_full(line, width)

    def listing(self, work: Work) -> tuple[IdeaLine, ...]:
        """Every gesture."""
        return desk.catalogue.listing(work)

    def fits(self, line: IdeaLine, typed: str) -> bool:
        """By title, doer or what is in it."""
        return desk.catalogue.fits(line, typed)

    def set_active(self, work: Work, line: IdeaLine, active: bool) -> None:
        """Offer it again, or no longer."""
        desk.catalogue.set_active(work, line.key, active)

    def reset(self, work: Work, line: IdeaLine) -> None:
        """The pack's own text."""
        desk.catalogue.reset(work, line.key)

    def open_form(self, line: IdeaLine | None) -> None:
        """A gesture, or a new one of the house's own."""
        form = make(line.key, is_own=line.is_own) if line else make("", is_own=True, saved=self.added)
        self.app.push_screen(form)

    def action_playbooks(self) -> None:
        """The plans for what goes wrong, over this room."""
        self.app.push_screen(PlaybooksScreen())
