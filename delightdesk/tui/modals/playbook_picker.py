"""Which plan to start: the best first, numbers start at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import Words, clean
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.lines import Line, Lines, cut, pad
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.playbook_list import choice_in_full

if TYPE_CHECKING:
    from delightdesk.desk.playbooks import PlaybookChoice
    from delightdesk.store.work import Work
    from delightdesk.tui.app import DeskApp

GROUP = "Starting a playbook"
EMPTY = "No playbook is offered. In the list of playbooks, x offers one again and a adds one of your own."


def _start(number: int) -> Command:
    return Command(
        f"picker.start-{number}",
        str(number),
        "Start" if number == 1 else f"Start {number}",
        "Start the plan with that number; its steps become tasks." if number == 1 else "",
        GROUP,
        show_in_footer=number == 1,
        action=f"start_number({number})",
        keys_shown="1-9" if number == 1 else "",
    )


class _Choices(Marked["PlaybookChoice"]):
    """The plans, best first. It never has the focus: keys go to the screen in their order, before it is painted too."""


class PlaybookPicker(ModalScreen[str | None]):
    """Gives back the key of the plan to start, or None. Starting it is up to whoever asked.

    For a problem, or else for a guest; ``missed``: a promise to them was missed.
    """

    CSS = """
    PlaybookPicker { align: center middle; }
    PlaybookPicker > Vertical {
        width: 100%; max-width: 106; height: 100%; max-height: 34; padding: 0 1;
        background: $background; border: round $primary;
    }
    PlaybookPicker .picker--title { height: 1; color: $primary; text-style: bold; }
    PlaybookPicker _Choices { height: 2fr; }
    PlaybookPicker .picker--plan { height: 3fr; background: $surface; }
    """
    BINDINGS = declare(
        *(_start(number) for number in range(1, 10)),
        Command("picker.start", "enter", "Start this", "Start the plan at the mark; its steps become tasks.", GROUP,
                show_in_footer=True),
        Command("picker.read-on", "space,pagedown", "Read on", "Read on in the plan at the mark.", GROUP,
                show_in_footer=True, action="read_on(1)"),
        Command("picker.leave", "escape", "Back", "Start nothing.", GROUP, show_in_footer=True),
        Command("picker.help", "f1,question_mark", "Help", "Every key.", GROUP, show_in_footer=True, action="app.help",
                keys_shown="F1"),
        Command("picker.read-back", "pageup", "Read back", "Read back in the plan at the mark.", GROUP,
                action="read_on(-1)"),
        Command("picker.down", "down,j", "Next", "The next plan.", GROUP, action="mark(1)", keys_shown="j ↓"),
        Command("picker.up", "up,k", "Previous", "The plan before.", GROUP, action="mark(-1)", keys_shown="k ↑"),
    )  # fmt: skip

    def __init__(self, *, problem_id: int | None = None, guest_id: int | None = None, missed: bool = False) -> None:
        super().__init__()
        self.turn = asyncio.Lock()
        self._problem_id, self._guest_id, self._missed = problem_id, guest_id, missed
        self._is_loaded = False
        self.list = _Choices(row, empty="One moment, please.")
        self.plan = Lines()
        self.plan.add_class("picker--plan")

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    def compose(self) -> ComposeResult:
        """Heading, plans, the marked one below, keys."""
        with Vertical():
            yield Words("Which playbook?", classes="picker--title")
            yield self.list
            yield self.plan
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the plans."""
        self.run_worker(self._read(), exit_on_error=False)

    def on_resize(self) -> None:
        """The plan is broken for the width at hand."""
        self.call_after_refresh(self._show_plan)

    @in_turn
    async def _read(self) -> None:
        await self._load()

    async def _load(self) -> None:
        if self._is_loaded:
            return
        try:
            choices = await self.desk_app.ask(self._choices)
        except DeskError as error:
            self.desk_app.tell(str(error), is_problem=True)
            self.dismiss(None)
            return
        self._is_loaded = True
        self.list.put(choices, empty=EMPTY)
        self._show_plan()
        self.refresh_bindings()

    def _choices(self, work: Work) -> tuple[PlaybookChoice, ...]:
        if self._problem_id is not None:
            return desk.playbooks.for_problem(work, self._problem_id)
        return desk.playbooks.for_guest(work, self._guest_id, self._missed)

    def _show_plan(self) -> None:
        choice = self.list.current
        width = max(20, self.plan.size.width)
        self.plan.show(choice_in_full(choice, width) if choice is not None else [], top=0)

    @in_turn
    async def action_mark(self, by: int) -> None:
        """Move the mark; keys typed ahead wait until the plans are there."""
        await self._load()
        self.list.step(by)
        self._show_plan()

    def on_marked_chosen(self) -> None:
        """A click marks."""
        self._show_plan()

    def action_read_on(self, by: int) -> None:
        """On or back in the plan."""
        self.plan.move(by * max(1, self.plan.size.height - 1))

    @in_turn
    async def action_start_number(self, number: int) -> None:
        """The plan with that number."""
        await self._load()
        if number <= len(self.list.rows):
            self.dismiss(self.list.rows[number - 1].key)

    @in_turn
    async def action_start(self) -> None:
        """The plan at the mark."""
        await self._load()
        if self.list.current is not None:
            self.dismiss(self.list.current.key)

    def action_leave(self) -> None:
        """Nothing is started."""
        self.dismiss(None)


def row(choice: PlaybookChoice, width: int, is_marked: bool) -> Line:
    """One plan in ``width`` cells, with the number that starts it."""
    manner = "cursor" if is_marked else "plain"
    number = str(choice.number) if choice.number < 10 else " "
    steps = f"{len(choice.steps)} step{'s' if len(choice.steps) > 1 else ''}"
    title = max(10, width - 16)
    return (
        ("▸ " if is_marked else "  ", manner),
        (f"{number} ", manner if is_marked else "key"),
        (f"{pad(cut(clean(choice.title, 120), title - 1), title)}{pad(steps, 12)}", manner),
    )
