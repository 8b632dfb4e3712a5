"""One problem on one page, and the letters that act on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from delightdesk.domain.vocabulary import RecoveryStep, label
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.widgets.lines import Lines
from delightdesk.tui.widgets.problem_text import problem_lines
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.owed_lines import ProblemView

STEPS, GIVE, OWN, MOVE = "This problem", "Giving for it", "Whose it is", "Moving about"


def _on_page(name: str, key: str, label_: str, help_: str, group: str, *, footer: bool = False) -> Command:
    action = f"screen.{name.replace('-', '_')}"
    return Command(f"problem.{name}", key, label_, help_, group, show_in_footer=footer, action=action)


def _step(number: int, step: RecoveryStep) -> Command:
    return Command(
        f"problem.step-{number}",
        str(number),
        "Step" if number == 1 else label(step).capitalize(),
        "The step with that number was done; again counts it once more." if number == 1 else "",
        STEPS,
        show_in_footer=number == 1,
        action=f"screen.step({number})",
        keys_shown="1-7" if number == 1 else "",
    )


class ProblemPage(Lines, ActsAtOnce, can_focus=True):
    """Everything about one problem. Letters that are no command do nothing."""

    BINDINGS = declare(
        *(_step(number, step) for number, step in enumerate(RecoveryStep, 1)),
        _on_page("even", "e", "Even", "It is fixed: plans when we ask again, offers something beyond.", STEPS,
                 footer=True),
        _on_page("beyond", "b", "Beyond", "One small thing more; then the guest is better off than before.", STEPS,
                 footer=True),
        _on_page("playbook", "l", "Playbook", "A plan for it: l, then 1 starts the best one.", STEPS, footer=True),
        _on_page("own", "m", "Give", "A gesture in one line with its basket: flowers 10, wine 10.", GIVE, footer=True),
        _on_page("gestures", "g", "Gestures", "What was given for it: ready, delivered, declined, basket.", GIVE),
        _on_page("approve", "y", "Yes", "Yes to the gesture that waits for one; leads and managers.", GIVE),
        _on_page("change", "s", "Change", "What happened, guest, room, kind, severity, cause, whose doing.", STEPS),
        _on_page("cannot", "f", "Cannot", "A no, with two things we can do instead or a partner.", STEPS),
        _on_page("note", "n", "Note", "A note about the guest in one line.", STEPS),
        _on_page("lost", "c", "Given up", "It could not be put right; asks why. No mark against anybody.", STEPS),
        _on_page("reopen", "o", "Open again", "It was not over; asks what happened again.", STEPS),
        _on_page("accept", "a", "Accept", "Yes to what was offered to you.", OWN),
        _on_page("turn-down", "x", "Turn down", "No to what was offered to you; it stays where it is.", OWN),
        _on_page("take", "t", "Take", "Take what nobody owns.", OWN),
        _on_page("hand-on", "h", "Hand on", "Ask somebody to take it over; it stays yours until they accept.", OWN),
        Command("problem.undo", "u", "Undo", "Take back your last act.", MOVE, action="app.undo"),
        Command("problem.guest", "enter", "Guest", "The guest's card on the Desk.", MOVE, action="screen.guest"),
        Command("problem.down", "j,down", "Down", "Read on.", MOVE, action="scroll(1)", keys_shown="j ↓"),
        Command("problem.up", "k,up", "Up", "Read back.", MOVE, action="scroll(-1)", keys_shown="k ↑"),
        Command("problem.page-down", "pagedown,space", "Page", "", MOVE, action="page(1)"),
        Command("problem.page-up", "pageup", "Page back", "", MOVE, action="page(-1)"),
        Command("problem.back", "escape", "Back", "Back to where you were.", MOVE, action="screen.back"),
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__(((), ((" One moment, please.", "quiet"),)))
        self.view: ProblemView | None = None
        self._now: datetime | None = None

    def put(self, view: ProblemView, now: datetime) -> None:
        """Show the problem as it stands at ``now``; the place that was being read is kept."""
        self.view, self._now = view, now
        self._redraw()

    @property
    def views(self) -> Sequence[object]:
        """The problem."""
        return (self.view,)

    def on_resize(self) -> None:
        """Lines are broken for the width at hand."""
        self._redraw()

    def _redraw(self) -> None:
        if self.view is not None and self._now is not None:
            self.show(problem_lines(self.covered(self.view), max(20, self.size.width), self._now))

    def action_scroll(self, by: int) -> None:
        """Lines on or back."""
        self.move(by)

    def action_page(self, by: int) -> None:
        """Pages on or back."""
        self.move(by * max(1, self.size.height - 1))
