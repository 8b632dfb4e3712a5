"""The playbooks of the house: what came with the pack, what the house made of it, and what it added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.tui.modals.playbook_form import PlaybookFormScreen
from delightdesk.tui.screens.house_room import HouseRoom
from delightdesk.tui.widgets.lines import Line
from delightdesk.tui.widgets.playbook_list import GROUP, PlaybookList, heading, in_full, row

if TYPE_CHECKING:
    from delightdesk.desk.playbooks import PlaybookLine
    from delightdesk.store.work import Work


class PlaybooksScreen(HouseRoom["PlaybookLine"]):
    """The plans by title, the marked one below with every step."""

    CSS = """
    PlaybooksScreen PlaybookList { height: 2fr; }
    PlaybooksScreen .room--more { height: 3fr; }
    """

    def __init__(self) -> None:
        super().__init__(
            GROUP, PlaybookList(row, empty="One moment, please."), one="playbook", many="playbooks",
            hint="title, problem, what is done, own, off",
        )  # fmt: skip

    def heading(self, width: int) -> Line:
        """The names of the columns."""
        return heading(width)

    def in_full(self, line: PlaybookLine, width: int) -> list[Line]:
        """The whole plan."""
        return in_full(line, width)

    def listing(self, work: Work) -> tuple[PlaybookLine, ...]:
        """Every plan."""
        return desk.playbooks.listing(work)

    def fits(self, line: PlaybookLine, typed: str) -> bool:
        """By title, problem or what is done."""
        return desk.playbooks.fits(line, typed)

    def set_active(self, work: Work, line: PlaybookLine, active: bool) -> None:
        """Offer it again, or no longer."""
        desk.playbooks.set_active(work, line.key, active, line.version)

    def reset(self, work: Work, line: PlaybookLine) -> None:
        """The pack's own plan."""
        desk.playbooks.reset(work, line.key, line.version)

    def open_form(self, line: PlaybookLine | None) -> None:
        """A plan, or a new one of the house's own."""
        self.app.push_screen(PlaybookFormScreen(typed=line.key) if line else PlaybookFormScreen(saved=self.added))

    def action_read_on(self, by: int) -> None:
        """On or back in the plan at the mark."""
        self.more.move(by * max(1, self.more.size.height - 1))
