"""Erasing a guest who asks for it: what goes, what stays, what cannot be undone, and a word typed before it is done."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from delightdesk import desk
from delightdesk.domain.errors import DeskError, Invalid
from delightdesk.tui.closing import close
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.erasing import Erasing
from delightdesk.tui.safe import Words, clean
from delightdesk.tui.telling import in_background, in_turn
from delightdesk.tui.widgets.ask_line import AskLine
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.lines import Line, Lines, wrap
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.privacy.forgetting import ForgetPreview, ForgetReport
    from delightdesk.store.house_file import HouseFile
    from delightdesk.store.work import Work
    from delightdesk.tui.app import DeskApp

GROUP = "Erasing a guest"
WORD = "forget"
_LABEL_WIDE = 12
_SHOW_EVERY = 0.2
_TYPE = f"Type {WORD}, then Enter. Esc leaves everything as it is."


class _Said(Lines, ActsAtOnce, can_focus=True):
    BINDINGS = declare(
        Command("forget.leave", "escape", "Back", "Back to where you were.", GROUP, show_in_footer=True,
                action="screen.leave"),
        Command("forget.help", "f1,question_mark", "Help", "Every key.", GROUP, show_in_footer=True, action="app.help",
                keys_shown="F1"),
        Command("forget.down", "down,j", "Down", "", GROUP, action="screen.move(1)"),
        Command("forget.up", "up,k", "Up", "", GROUP, action="screen.move(-1)"),
    )  # fmt: skip


class Forget(ModalScreen[bool]):
    """Nothing is done until the word is typed. Afterwards it says what could not be reached. Gives True when erased."""

    CSS = """
    Forget { align: center middle; }
    Forget > Vertical { width: 100%; max-width: 84; height: 18; padding: 0 1; background: $background; border: round $error; }
    Forget .forget--title { height: 1; color: $error; text-style: bold; }
    Forget AskLine { dock: none; }
    """  # noqa: E501
    BINDINGS = declare(
        Command("forget.screen-help", "f1", "Help", "Every key.", GROUP, show_in_footer=True, action="app.help"),
    )  # fmt: skip

    def __init__(self, guest_id: int) -> None:
        super().__init__()
        self.turn = asyncio.Lock()
        self.guest_id = guest_id
        self.looked: ForgetPreview | None = None
        self.report: ForgetReport | None = None
        self.said = _Said()
        self.line: AskLine | None = None

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    @property
    def is_touched(self) -> bool:
        """A word half typed is no loss."""
        return False

    def compose(self) -> ComposeResult:
        """Heading, what it means, a place for the word, keys."""
        with Vertical():
            yield Words(GROUP, classes="forget--title")
            yield self.said
        yield KeyLine()

    def on_mount(self) -> None:
        """Look at what there is, and ask."""
        self.erasing = Erasing(self.desk_app)
        self.set_focus(self.said)
        in_background(self, self.read, "read")
        self.set_interval(_SHOW_EVERY, self._show_far)

    def on_resize(self) -> None:
        """Lines are broken for the width at hand."""
        self._show()

    @in_turn
    async def read(self) -> None:
        """What would go; a guest who is gone, or somebody who may not, takes the question along."""
        guest = self.guest_id
        try:
            self.looked = await self.desk_app.ask(lambda work: _look(work, guest))
        except DeskError:
            self.dismiss(False)
            raise
        self._show()
        self.line = AskLine("Are you sure?", self._typed, self._left, understand=_understood)
        await self.query_one(Vertical).mount(self.line)
        self.set_focus(self.line.line)

    def _show(self) -> None:
        width = max(30, self.said.size.width or self.size.width - 6)
        if self.report is not None:
            self.said.show(list(_report_lines(self.report, width)), top=0)
        elif self.looked is not None:
            looked = self.desk_app.covered(self.looked)
            self.query_one(".forget--title", Words).say(clean(f"Erase {looked.name}?", 80))
            self.said.show(list(_lines(looked, width)), top=0)

    def action_move(self, by: int) -> None:
        """Read on or back."""
        self.said.move(by)

    def action_leave(self) -> None:
        """Back; what is under way is brought to its end."""
        if self.erasing.is_running:
            self.desk_app.tell("It goes on by itself; you are told when it is done")
        self.dismiss(self.report is not None)

    async def _left(self, _: str) -> None:
        self.dismiss(False)

    @in_turn
    async def _typed(self, word: str, _: bool) -> None:
        if word.strip().casefold() != WORD:
            raise Invalid(f"Nothing was erased. {_TYPE}")
        self.set_focus(self.said)
        if self.line is not None:
            self.line.remove()
            self.line = None
        self.query_one(".forget--title", Words).say("Erasing")
        in_background(self.app, self._erase, f"forget-{self.guest_id}")

    async def _erase(self) -> None:
        guest, app, erasing = self.guest_id, self.desk_app, self.erasing

        def job(house: HouseFile, person: int | None) -> ForgetReport:
            return desk.privacy.forgetting.forget(
                house, person, guest, tell=erasing.tell, stop=lambda: erasing.is_stopped
            )

        try:
            self.report = await erasing.run(job)
        except DeskError as error:
            close(self, False)
            app.tell(str(error), is_problem=True)
            return
        stays = bool(self.report.still_to_purge) and self.is_current
        if stays:
            self.query_one(".forget--title", Words).say("Erased in the desk for good")
            self._show()
        else:
            close(self, True)
        await erasing.show()
        if not stays:
            app.tell(_told(self.report), is_problem=bool(self.report.still_to_purge))

    def _show_far(self) -> None:
        if self.erasing.is_running:
            done, total = self.erasing.done, self.erasing.total
            far = f"Backups: {done} of {total}" if total else "One moment, please."
            self.said.show([((f" {far}", "plain"),)], top=0)


def _look(work: Work, guest: int) -> ForgetPreview:
    desk.privacy.forgetting.check_may(work)
    return desk.privacy.forgetting.preview(work, guest)


def _understood(typed: str, _: bool) -> str:
    return "Enter erases this guest for good." if typed.strip().casefold() == WORD else _TYPE


def _lines(looked: ForgetPreview, width: int) -> Iterator[Line]:
    for label, text in (("Goes", looked.goes), ("Stays", looked.stays), ("For good", looked.for_good)):
        first = True
        for part in wrap(text, width - _LABEL_WIDE - 1, most=3):
            yield ((f" {label if first else '':{_LABEL_WIDE - 1}}", "label"), (part, "plain"))
            first = False
    if looked.is_in_house:
        yield ((" This guest is in house now.", "warn"),)
    if looked.open_things:
        many = "1 thing is" if looked.open_things == 1 else f"{looked.open_things} things are"
        yield ((f" {many} still owed to this guest; that is called off.", "warn"),)


def _report_lines(report: ForgetReport, width: int) -> Iterator[Line]:
    yield ((f" {_rewritten(report)}", "plain"),)
    yield ((" Not reached yet, and done by itself when it can be:", "warn"),)
    for left in report.still_to_purge:
        for part in wrap(f"{clean(left.place.name, 80)}: {clean(left.what_to_do, 300)}", width - 2, most=3):
            yield ((f" {part}", "plain"),)


def _told(report: ForgetReport) -> str:
    if report.still_to_purge:
        return f"Erased in the desk; {_many(len(report.still_to_purge))} could not be reached yet"
    return f"Erased for good. {_rewritten(report)}"


def _rewritten(report: ForgetReport) -> str:
    return f"{_many(report.backups)} rewritten" if report.backups else "There was no backup to rewrite"


def _many(number: int) -> str:
    return "1 backup" if number == 1 else f"{number} backups"
