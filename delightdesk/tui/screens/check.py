"""Is the desk whole: what was looked at, what is not as it should be, and what of it one key puts right."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import clean
from delightdesk.tui.screens.list_room import ListRoom
from delightdesk.tui.telling import in_background, in_turn
from delightdesk.tui.widgets.lines import Line, cut, pad, wrap
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.safety.checking import CheckReport, Finding
    from delightdesk.tui.messages import Changed

GROUP = "Check"
WELL = "All is well: pages, rows, settings, journal, index, clock and backups were looked at."
_WHAT_WIDE = 14


class _FindingList(Marked["Finding"], ActsAtOnce, can_focus=True):
    BINDINGS = declare(
        Command("check.repair", "r", "Put right", "Put the marked finding right, where nothing is lost by it.", GROUP,
                show_in_footer=True, action="screen.repair"),
        Command("check.again", "c", "Look again", "Look at everything once more.", GROUP, show_in_footer=True,
                action="screen.again"),
        Command("check.leave", "escape", "Back", "Back to where you were.", GROUP, show_in_footer=True,
                action="screen.leave"),
        Command("check.down", "down,j", "Next", "", GROUP, action="screen.mark(1)"),
        Command("check.up", "up,k", "Previous", "", GROUP, action="screen.mark(-1)"),
    )  # fmt: skip


class CheckScreen(ListRoom["Finding"]):
    """Looks in a thread of its own, so that nobody at the desk waits for it."""

    DEFAULT_CSS = "CheckScreen .room--more { height: 4; }"

    def __init__(self) -> None:
        super().__init__("Check", _FindingList(self._row, empty="Looking at everything. One moment, please."),
                         lambda found: (found.what, found.words))  # fmt: skip
        self.report: CheckReport | None = None

    def heading(self, width: int) -> Line:  # noqa: ARG002
        """The names of the columns."""
        return ((f"  {pad('Where', _WHAT_WIDE)}What", "quiet"),)

    async def fetch(self) -> None:
        """Look at everything."""
        app = self.desk_app
        self.report = await asyncio.to_thread(lambda: desk.safety.checking.check(app.path, app.clock, is_open=True))
        count = len(self.report.problems)
        said = "all is well" if not count else "1 thing is not right" if count == 1 else f"{count} things are not right"
        self.put((*self.report.problems, *self.report.hints), f"Check · {said}", WELL)

    def on_mount(self) -> None:
        """Looking may take some seconds, so keys do not wait for it."""
        self.is_read = True
        self.set_focus(self.list)
        in_background(self, self.read, "read")

    def on_changed(self, message: Changed) -> None:
        """What was found stays until somebody looks again: everything would be read anew at each save."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Not everything can be put right."""
        found = self.list.current
        return action != "repair" or (found is not None and bool(found.repair))

    @in_turn
    async def action_repair(self) -> None:
        """Put the marked finding right, and look again."""
        found = self.list.current
        if found is None:
            return
        person, which = self.desk_app.gateway.person_id, found.repair
        said = await self.desk_app.gateway.on_file(lambda file: desk.safety.repairing.repair(file, person, which))
        self.desk_app.tell(said)
        self.desk_app.follow_house()
        await self.fetch()

    @in_turn
    async def action_again(self) -> None:
        """Look once more."""
        await self.fetch()
        self.desk_app.tell("Looked at everything again.")

    def action_leave(self) -> None:
        """Back to where it was opened."""
        self.dismiss()

    def in_full(self, row: Finding, width: int) -> list[Line]:
        """The whole sentence."""
        said = clean(row.words, 600) + (" r puts it right." if row.repair else "")
        return [((f" {line}", "plain"),) for line in wrap(said, width - 2)]

    def _row(self, found: Finding, width: int, is_marked: bool) -> Line:
        mark = "·" if found.is_hint else "‼"
        text = f"{mark} {pad(found.what, _WHAT_WIDE)}{clean(found.words, 300)}"
        return ((cut(f"{'▸' if is_marked else ' '}{text}", width - 1), "cursor" if is_marked else "plain"),)
