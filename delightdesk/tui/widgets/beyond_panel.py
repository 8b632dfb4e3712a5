"""What comes after even: when the guest is heard from again, and small things beyond it to choose from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from delightdesk.domain.discreet import guests_in
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import Line, Lines, cut, pad
from delightdesk.tui.widgets.problem_text import rule
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.lines import SuggestionLine
    from delightdesk.desk.owed_lines import OwedLine

GROUP = "Beyond even"
MOST = 6
_TALLEST = 12
_NOTHING = " Nothing fits just now. A warm word costs nothing; m gives something of your own."


@dataclass(frozen=True, slots=True)
class Proposal:
    """One small thing in one of its forms: with alcohol or without are two."""

    idea: str
    form: int
    title: str
    cost_text: str
    who_when: str
    why: str


def proposals_of(suggestions: Sequence[SuggestionLine]) -> tuple[Proposal, ...]:
    """One row a form, so that one key chooses between them as well."""
    rows = []
    for line in suggestions:
        forms = line.forms if line.ask_which else line.forms[:1]
        for number, form in enumerate(forms):
            why = "; ".join((*(("ask which they like",) if line.ask_which else ()), *line.left_out, *line.why))
            title = form.title if line.ask_which else line.title
            rows.append(Proposal(line.idea, number, title, form.cost_text, line.who_when, why))
    return tuple(rows[:MOST])


def _number(number: int) -> Command:
    return Command(
        f"beyond.plan-{number}",
        str(number),
        "Plan" if number == 1 else f"Plan {number}",
        "Plan the small thing with that number for this problem." if number == 1 else "",
        GROUP,
        show_in_footer=number == 1,
        action=f"plan({number})",
        keys_shown=f"1-{MOST}" if number == 1 else "",
    )


class BeyondPanel(Lines, ActsAtOnce, can_focus=True):
    """plan: is awaited with the one chosen. close_circle: they are better off than before. leave: back to the page."""

    DEFAULT_CSS = "BeyondPanel { dock: bottom; background: $surface; border-left: solid $primary; }"
    BINDINGS = declare(
        *(_number(number) for number in range(1, MOST + 1)),
        Command("beyond.close-circle", "b", "Better off", "They are better off than before it happened: over.", GROUP,
                show_in_footer=True),
        Command("beyond.leave", "escape,enter", "Back", "Back to the problem; this can wait.", GROUP,
                show_in_footer=True, keys_shown="Esc"),
        Command("beyond.undo", "u", "Undo", "Take back your last act.", GROUP, action="app.undo"),
        Command("beyond.down", "j,down", "Down", "", GROUP, action="scroll(1)"),
        Command("beyond.up", "k,up", "Up", "", GROUP, action="scroll(-1)"),
    )  # fmt: skip

    def __init__(
        self,
        proposals: Sequence[Proposal],
        planted: Sequence[OwedLine],
        *,
        plan: Callable[[Proposal], Awaitable[None]],
        close_circle: Callable[[], Awaitable[None]],
        leave: Callable[[], None],
    ) -> None:
        super().__init__()
        self.proposals, self._planted = tuple(proposals), tuple(planted)
        self._plan, self._close_circle, self._leave = plan, close_circle, leave

    def on_mount(self) -> None:
        """As tall as what there is to say."""
        self.styles.height = min(_TALLEST, len(self._all(80)))

    def on_resize(self) -> None:
        """Words are broken for the width at hand."""
        self.show(self._all(max(20, self.size.width)))

    def _all(self, width: int) -> list[Line]:
        title = "Even. One small thing beyond?" if self._planted else "One small thing beyond?"
        lines: list[Line] = [rule(title, width, "b: they are better off")]
        whose = next(guests_in(self._planted), None)
        for number, each in enumerate(self.covered(self.proposals, whose), 1):
            tail = f" {clean(each.cost_text):>6}  {clean(each.who_when, 40)} "
            left = max(8, width - 3 - len(tail))
            lines.append(((f" {number} ", "key"), (pad(clean(each.title, 120), left), "plain"), (tail, "strong")))
            if each.why:
                lines.append((("   ", "plain"), (cut(clean(each.why, 200), width - 4), "quiet")))
        if not self.proposals:
            lines.append(((_NOTHING, "quiet"),))
        if self._planted:
            lines.append(rule("Planned so that they hear from us again", width))
        for owed in self.covered(self._planted):
            who = clean(owed.owner, 40)
            words = f"{pad(clean(owed.due_text), 18)}{clean(owed.title, 200)}"
            lines.append(((f" {cut(words, width - 4 - len(who))}", "plain"), (f"  {who}", "quiet")))
        return lines

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only numbers that stand there."""
        if action == "plan":
            return isinstance(parameters[0], int) and parameters[0] <= len(self.proposals)
        return True

    async def action_plan(self, number: int) -> None:
        """The one with that number."""
        await self._plan(self.proposals[number - 1])

    async def action_close_circle(self) -> None:
        """They are better off."""
        await self._close_circle()

    def action_leave(self) -> None:
        """Back to the problem."""
        self._leave()

    def action_scroll(self, by: int) -> None:
        """Lines on or back."""
        self.move(by)
