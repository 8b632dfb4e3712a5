"""What was kept long enough by the rules of the house: looked at, then let go in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.erasing import Erasing
from delightdesk.tui.modals.confirm import Confirm
from delightdesk.tui.safe import Words, clean
from delightdesk.tui.screens.list_room import ListRoom
from delightdesk.tui.telling import in_background, in_turn
from delightdesk.tui.widgets.lines import Line, cut, pad, whole_parts, wrap
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.privacy.retention import DueLine, RetentionPreview, RetentionReport
    from delightdesk.store.house_file import HouseFile

GROUP = "Due to go"
EMPTY = (
    "Nothing is past its time. How long guests, handovers and sensitive notes stay is set in the House, F7.\n"
    "Sensitive notes go by themselves; the rest goes after a look at it here, or by itself where you say so there."
)
_GUEST = "guest"
_SHOW_EVERY = 0.2
_WHAT_WIDE = 10


class _DueList(Marked["DueLine"], ActsAtOnce, can_focus=True):
    BINDINGS = declare(
        Command("due.run", "x", "Let all go", "Take out everything that is due, for good; asks first.", GROUP,
                show_in_footer=True, action="screen.run"),
        Command("due.stop", "s", "Stop", "Stop; what has gone is gone, the rest stays due.", GROUP,
                show_in_footer=True, action="screen.stop"),
        Command("due.card", "enter,c", "Card", "The guest at the mark, on the Desk.", GROUP, show_in_footer=True,
                action="screen.card"),
        Command("due.leave", "escape", "Back", "Back to where you were.", GROUP, show_in_footer=True,
                action="screen.leave"),
        Command("due.down", "down,j", "Next", "", GROUP, action="screen.mark(1)"),
        Command("due.up", "up,k", "Previous", "", GROUP, action="screen.mark(-1)"),
        Command("due.page-down", "pagedown,space", "Page", "", GROUP, action="screen.page(1)"),
        Command("due.page-up", "pageup", "Page back", "", GROUP, action="screen.page(-1)"),
    )  # fmt: skip


class RetentionScreen(ListRoom["DueLine"]):
    """Guests first, those longest away at the top; then handovers."""

    def __init__(self) -> None:
        super().__init__(GROUP, _DueList(self._row, empty="One moment, please."), lambda line: (line.kind, line.id))
        self.looked: RetentionPreview | None = None

    def on_mount(self) -> None:
        """Read."""
        self.erasing = Erasing(self.desk_app)
        super().on_mount()
        self.set_interval(_SHOW_EVERY, self._show_far)

    async def fetch(self) -> None:
        """What is due now."""
        self.looked = await self.desk_app.ask(desk.privacy.retention.preview)
        self.put(self.looked.lines, f"{GROUP} · {_counts(self.looked)}", EMPTY if not self.looked.total else _hidden())

    def heading(self, width: int) -> Line:
        """The names of the columns."""
        return ((cut(f"  {pad('What', _WHAT_WIDE)}{pad('Who', self._who_wide(width))}Since", width), "quiet"),)

    def _who_wide(self, width: int) -> int:
        return max(20, (width - 2 - _WHAT_WIDE) // 2)

    def _row(self, line: DueLine, width: int, is_marked: bool) -> Line:
        what = "Guest" if line.kind == _GUEST else "Handover"
        who = pad(clean(line.text, 300), self._who_wide(width) - 1)
        text = f"{'▸ ' if is_marked else '  '}{pad(what, _WHAT_WIDE)}{who} {line.detail}"
        return ((cut(text, width), "cursor" if is_marked else "plain"),)

    def in_full(self, line: DueLine, width: int) -> list[Line]:
        """What would happen to the one at the mark."""
        if line.kind == _GUEST:
            said = "Name, notes and everything said goes; visits and costs stay under no name. Who comes again is new."
        else:
            said = "The sheet and its lines go. That it was left and taken, by whom and when, stays in the journal."
        return [((f" {part}", "quiet"),) for part in wrap(said, width - 2, most=2)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What fits now."""
        is_running = self.erasing.is_running if hasattr(self, "erasing") else False
        if action == "run":
            return self.looked is not None and bool(self.looked.total) and not is_running
        if action == "stop":
            return is_running
        if action == "card":
            return self.list.current is not None and self.list.current.kind == _GUEST
        return super().check_action(action, parameters)

    @in_turn
    async def action_run(self) -> None:
        """Ask, naming how many."""
        looked = self.looked
        if looked is None:
            return
        await self.desk_app.ask(desk.privacy.forgetting.check_may)
        question = Confirm(
            f"Let {_counts(looked)} go for good? Nothing of it can be undone, though older backups still hold it "
            "until they are thinned out.",
            yes="let it all go", no="keep everything",
        )  # fmt: skip
        await self.app.push_screen(question, self._answered)

    def _answered(self, is_sure: bool | None) -> None:
        if is_sure:
            in_background(self.app, self._run, "retention")

    async def _run(self) -> None:
        app, erasing = self.desk_app, self.erasing

        def job(house: HouseFile, person: int | None) -> RetentionReport:
            return desk.privacy.retention.run(house, person, tell=erasing.tell, stop=lambda: erasing.is_stopped)

        try:
            done = await erasing.run(job)
        except DeskError as error:
            app.tell(str(error), is_problem=True)
        else:
            await erasing.show()
            app.tell(f"{'Stopped. ' if done.is_stopped else ''}Gone for good: {_went(done)}")
        if self.is_attached:
            await self.read()

    def action_stop(self) -> None:
        """At the next place where everything is whole."""
        self.erasing.stop()

    def action_card(self) -> None:
        """The guest at the mark."""
        if self.list.current is not None and self.list.current.kind == _GUEST:
            self.desk_app.show_guest(self.list.current.id)

    def action_leave(self) -> None:
        """Back to where it was opened; a run goes on to its end."""
        self.dismiss()

    def _show_far(self) -> None:
        if self.erasing.is_running:
            far = f"{GROUP} · {self.erasing.done:,} of {self.erasing.total:,} guests · s stops"
            self.query_one(".room--head", Words).say(whole_parts(far, max(20, self.size.width - 2)))
            self.refresh_bindings()


def _hidden() -> str:
    return "Only sensitive notes are due; their words are shown nowhere. x lets them go."


def _counts(looked: RetentionPreview) -> str:
    counts = ((looked.guests, "guest"), (looked.sheets, "handover"), (looked.sensitive, "sensitive note"))
    return ", ".join(_many(number, what) for number, what in counts if number) or "nothing"


def _went(done: RetentionReport) -> str:
    counts = ((done.guests, "guest"), (done.sheets, "handover"), (done.sensitive, "sensitive note"))
    return ", ".join(_many(number, what) for number, what in counts if number) or "nothing"


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
