"""Choosing a person in one key: whom to hand something on to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from delightdesk import desk
from delightdesk.domain.vocabulary import label
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import Words, clean
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.lines import Line, pad
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.people import PersonLine
    from delightdesk.tui.app import DeskApp

GROUP = "Choosing a person"


def _number(number: int) -> Command:
    return Command(
        f"pick.{number}",
        str(number),
        "Choose",
        "The person with that number." if number == 1 else "",
        GROUP,
        show_in_footer=number == 1,
        action=f"screen.pick({number})",
        keys_shown="1-9" if number == 1 else "",
    )


class _Choices(Marked["PersonLine"], ActsAtOnce, can_focus=True):
    BINDINGS = declare(
        Command("pick.this", "enter", "This one", "The person at the mark.", GROUP, show_in_footer=True,
                action="screen.pick"),
        *(_number(number) for number in range(1, 10)),
        Command("pick.leave", "escape", "Back", "Choose nobody.", GROUP, show_in_footer=True, action="screen.leave"),
        Command("pick.help", "f1,question_mark", "Help", "Every key.", GROUP, show_in_footer=True, action="app.help",
                keys_shown="F1"),
        Command("pick.down", "down,j", "Next", "", GROUP, action="screen.mark(1)"),
        Command("pick.up", "up,k", "Previous", "", GROUP, action="screen.mark(-1)"),
    )  # fmt: skip


class PersonPicker(ModalScreen["PersonLine | None"]):
    """Gives the person chosen, or None. ``question`` says what for; whoever asks leaves themselves out."""

    CSS = """
    PersonPicker { align: center middle; }
    PersonPicker > Vertical { width: 60; height: 14; padding: 0 1; background: $panel; border: round $primary; }
    PersonPicker .pick--title { height: auto; max-height: 2; color: $primary; text-style: bold; }
    """

    def __init__(self, question: str, people: Sequence[PersonLine]) -> None:
        super().__init__()
        self._question = question
        self.list = _Choices(self._row, people, empty="There is nobody else yet. F9 adds people.")

    def compose(self) -> ComposeResult:
        """The question, the people, keys."""
        with Vertical():
            yield Words(self._question, classes="pick--title")
            yield self.list
        yield KeyLine()

    def on_mount(self) -> None:
        """Ready for a number."""
        self.set_focus(self.list)

    def _row(self, line: PersonLine, width: int, is_marked: bool) -> Line:
        number = self.list.rows.index(line) + 1
        manner = "cursor" if is_marked else "plain"
        key = str(number) if number < 10 else " "
        return (
            ("▸ " if is_marked else "  ", manner),
            (f"{key} ", manner if is_marked else "key"),
            (pad(f"{clean(line.name, 80)} · {label(line.role)}", width - 4), manner),
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only numbers that stand there, and nobody where there is nobody."""
        if action == "pick":
            return bool(self.list.rows) and (not parameters or parameters[0] in range(1, len(self.list.rows) + 1))
        return super().check_action(action, parameters)

    def action_mark(self, by: int) -> None:
        """Move the mark."""
        self.list.step(by)

    def on_marked_chosen(self) -> None:
        """A click chooses."""
        self.dismiss(self.list.current)

    def action_pick(self, number: int = 0) -> None:
        """The person at the mark, or with that number."""
        chosen = self.list.rows[number - 1] if number else self.list.current
        if chosen is not None:
            self.dismiss(chosen)

    def action_leave(self) -> None:
        """Nobody."""
        self.dismiss(None)


async def pick_person(
    app: DeskApp,
    question: str,
    chosen: Callable[[PersonLine], Awaitable[None]],
    *,
    besides: int | None = None,
    and_me: bool = False,
) -> None:
    """Ask which colleague; whoever is at the desk is left out unless ``and_me``, and ``besides``, who has it already.

    ``chosen`` is awaited with the person, if any was chosen.
    """
    left_out = (None if and_me else app.gateway.person_id, besides)
    others = [line for line in await app.ask(desk.people.people) if line.id not in left_out]

    async def picked(line: PersonLine | None) -> None:
        if line is not None:
            await chosen(line)

    await app.push_screen(PersonPicker(question, others), picked)
