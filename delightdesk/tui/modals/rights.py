"""A guest's own data: what they may ask for, what they asked and by when, each of it one key away."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.domain.vocabulary import RequestKind
from delightdesk.files.writing import AlreadyThere
from delightdesk.tui import paper_files, sheet_files
from delightdesk.tui.closing import close
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.messages import Changed
from delightdesk.tui.safe import Words, clean
from delightdesk.tui.telling import in_background, in_turn
from delightdesk.tui.widgets.ask_line import AskLine
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.lines import Line, Lines, cut, pad
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.privacy.requests import OfGuest, RequestLine
    from delightdesk.tui.app import DeskApp

GROUP = "Their data"
_MOST_ASKED = 4
_KEY_WIDE, _WHAT_WIDE = 4, 26


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be done for the guest. act: the screen's action."""

    key: str
    what: str
    meaning: str
    act: str


CHOICES = (
    Choice("w", "Write out all we hold", "text and JSON, others left out; it answers them", "write_out"),
    Choice("a", "They ask for all we hold", "noted today, to be answered within a month", "asks('access')"),
    Choice("c", "Something is not right", "correct it, or note that they dispute it", "correct"),
    Choice("o", "They object", "noted today, to be answered within a month", "asks('objection')"),
    Choice("m", "Same as another guest", "make one of two; undo parts them", "same"),
    Choice("e", "They ask to be erased", "noted today, to be answered within a month", "asks('erasure')"),
    Choice("f", "Erase them", "for good; costs stay without a name", "forget"),
)


class _Choices(Marked[Choice], ActsAtOnce, can_focus=True):
    BINDINGS = declare(
        Command("rights.this", "enter", "Do it", "What stands at the mark.", GROUP, show_in_footer=True,
                action="screen.chosen"),
        *(
            Command(f"rights.{choice.act.partition('(')[0].replace('_', '-')}-{choice.key}", choice.key, choice.what,
                    f"{choice.meaning[:1].upper()}{choice.meaning[1:]}.", GROUP, action=f"screen.{choice.act}")
            for choice in CHOICES
        ),
        Command("rights.undo", "u", "Undo", "Take back your last act.", GROUP, show_in_footer=True,
                action="app.undo"),
        Command("rights.leave", "escape", "Back", "Back to where you were.", GROUP, show_in_footer=True,
                action="screen.dismiss"),
        Command("rights.down", "down,j", "Next", "", GROUP, action="screen.mark(1)"),
        Command("rights.up", "up,k", "Previous", "", GROUP, action="screen.mark(-1)"),
    )  # fmt: skip


class RightsScreen(ModalScreen[None]):
    """Over the card. What waits for an answer stands first; the choices below."""

    CSS = """
    RightsScreen { align: center middle; }
    RightsScreen > Vertical { width: 100%; max-width: 90; height: 18; background: $background; border: round $primary; padding: 0 1; }
    RightsScreen .rights--title { height: 1; color: $primary; text-style: bold; }
    RightsScreen .rights--asked { height: 5; }
    RightsScreen AskLine { dock: none; }
    """  # noqa: E501

    BINDINGS = declare(
        Command("rights.help", "f1", "Help", "Every key.", GROUP, show_in_footer=True, action="app.help"),
    )  # fmt: skip

    def __init__(self, guest_id: int) -> None:
        super().__init__()
        self.turn = asyncio.Lock()
        self.guest_id = guest_id
        self.found: OfGuest | None = None
        self.asked = Lines()
        self.asked.add_class("rights--asked")
        self.list = _Choices(_row, CHOICES)
        self.line: AskLine | None = None
        self._again = ""

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    @property
    def is_touched(self) -> bool:
        """No words of anybody's are lost with a folder's name."""
        return False

    def compose(self) -> ComposeResult:
        """Heading, what was asked, the choices, keys."""
        with Vertical():
            yield Words(GROUP, classes="rights--title")
            yield self.asked
            yield self.list
        yield KeyLine()

    def on_mount(self) -> None:
        """Read."""
        self.set_focus(self.list)
        in_background(self, self.read, "read")

    def on_resize(self) -> None:
        """Lines are cut for the width at hand."""
        self._show()

    def on_changed(self, message: Changed) -> None:  # noqa: ARG002
        """Somebody saved something."""
        in_background(self, self.read, "read")

    @in_turn
    async def read(self) -> None:
        """What the guest asked; a guest who is gone takes this page along."""
        guest = self.guest_id
        try:
            self.found = await self.desk_app.ask(lambda work: desk.privacy.requests.view(work, guest))
        except DeskError:
            is_alone = self.is_active
            close(self)
            if is_alone:
                raise
            self.query_one(".rights--title", Words).say(GROUP)
            return  # whoever erased or merged them in a page over this one is told there
        self._show()

    def _show(self) -> None:
        if self.found is None:
            return
        self.query_one(".rights--title", Words).say(clean(f"{GROUP} · {self.found.name}", 80))
        width = max(20, self.asked.size.width or self.size.width - 4)
        lines = [_asked(line, width) for line in self.found.lines[:_MOST_ASKED]]
        self.asked.show(lines or [((" They have asked for nothing so far.", "quiet"),)], top=0)

    # Choosing

    def action_mark(self, by: int) -> None:
        """Move the mark."""
        self.list.step(by)

    async def action_chosen(self) -> None:
        """What stands at the mark."""
        if self.list.current is not None:
            await self.run_action(self.list.current.act)

    def on_marked_chosen(self) -> None:
        """A click marks."""
        self.set_focus(self.list)

    @in_turn
    async def action_asks(self, kind: str) -> None:
        """Note what the guest asks for, today."""
        guest, asked = self.guest_id, RequestKind(kind)
        await self.desk_app.save(lambda work: desk.privacy.requests.ask(work, guest, asked))
        self.desk_app.tell("Noted, with its day · ^Z undoes")

    def action_correct(self) -> None:
        """Everything that is noted, to be put right or marked as disputed."""
        self.desk_app.open_form("facts", self.guest_id)

    def action_forget(self) -> None:
        """Erase the guest, after a look at what goes."""
        self.app.push_screen(import_module("delightdesk.tui.modals.forget").Forget(self.guest_id), self._erased)

    def _erased(self, is_done: bool | None) -> None:
        if is_done:
            close(self)

    async def action_same(self) -> None:
        """Find who is the same person."""
        from delightdesk.tui.modals.same_guest import SameGuest

        await self.app.push_screen(SameGuest(self.guest_id), self._merge_with)

    def _merge_with(self, other: int | None) -> None:
        from delightdesk.tui.modals.merge import MergeScreen

        if other is not None:
            self.app.push_screen(MergeScreen(self.guest_id, other))

    # Writing out

    @in_turn
    async def action_write_out(self) -> None:
        """Ask for the folder."""
        await self._close_line()
        self.line = AskLine(
            "Write all we hold into", self._write, self._left, understand=partial(_understood, self.guest_id),
            value=str(sheet_files.folder()),
        )  # fmt: skip
        await self.query_one(Vertical).mount(self.line)
        self.set_focus(self.line.line)
        self.call_after_refresh(self.line.on_resize)  # what Enter does is said once the line has its width

    async def _left(self, _: str) -> None:
        await self._close_line()

    async def _close_line(self) -> None:
        self.set_focus(self.list)
        if self.line is not None:
            self.line.display = False
            self.line.remove()
            self.line = None

    @in_turn
    async def _write(self, typed: str, _: bool) -> None:
        from delightdesk.files import dossiers

        guest, day = self.guest_id, self.desk_app.today().isoformat()
        names = [dossiers.name_for(guest, day, ending) for ending in ("txt", "json")]
        again, self._again = self._again == typed, ""
        try:
            paths = paper_files.places(typed, names, may_replace=again)
        except AlreadyThere:
            self._again = typed
            raise
        found = await self.desk_app.save(lambda work: desk.privacy.dossiers.give(work, guest))
        papers = [dossiers.as_text(found), dossiers.as_json(found)]
        await asyncio.to_thread(paper_files.write, paths, papers, may_replace=again)
        await self.desk_app.save(lambda work: desk.privacy.dossiers.answered(work, guest))
        await self._close_line()
        self.desk_app.tell("All we hold is written out, as text and as JSON")


def _asked(line: RequestLine, width: int) -> Line:
    manner = "warn" if line.is_overdue else "quiet" if line.is_done else "strong"
    return ((cut(f" {line.text} · {line.due_text}", width), manner),)


def _understood(guest: int, typed: str, _: bool) -> str:
    return f"Enter writes guest-{guest} and the day there, as text and as JSON." if typed.strip() else "A folder."


def _row(choice: Choice, width: int, is_marked: bool) -> Line:
    manner = "cursor" if is_marked else "plain"
    return (
        ("▸ " if is_marked else "  ", manner),
        (pad(choice.key, _KEY_WIDE - 2), manner if is_marked else "key"),
        (pad(choice.what, _WHAT_WIDE), manner),
        (pad(choice.meaning, max(1, width - _KEY_WIDE - _WHAT_WIDE)), manner if is_marked else "quiet"),
    )
