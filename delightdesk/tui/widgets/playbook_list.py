"""The house's playbooks as lines, and one of them in full."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.cells import cell_len

from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import Line, cut, pad, wrap
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.playbooks import PlanStep, PlaybookChoice, PlaybookLine

GROUP = "Playbooks of the house"
STATES = {"pack": "", "changed": "changed", "own": "own", "off": "off"}
_STEPS_WIDE, _LIMIT_WIDE, _STATE_WIDE = 7, 13, 8
_WIDE = 100
_WHEN_WIDE, _WHO_WIDE = 6, 14


class PlaybookList(Marked["PlaybookLine"], ActsAtOnce, can_focus=True):
    """The plans; letters act on the one at the mark."""

    BINDINGS = declare(
        Command("playbooks.edit", "enter", "Edit", "Change the plan at the mark for this house.", GROUP,
                show_in_footer=True, action="screen.edit"),
        Command("playbooks.add", "a", "Add", "Add a plan of your own.", GROUP, show_in_footer=True,
                action="screen.add"),
        Command("playbooks.switch", "x", "On or off", "Stop offering the plan, or offer it again.", GROUP,
                show_in_footer=True, action="screen.switch"),
        Command("playbooks.read-on", "space,pagedown", "Read on", "Read on in the plan at the mark.", GROUP,
                show_in_footer=True, action="screen.read_on(1)"),
        Command("playbooks.read-back", "pageup", "Read back", "Read back in the plan at the mark.", GROUP,
                action="screen.read_on(-1)"),
        Command("playbooks.find", "slash", "Find", "Show only the plans that fit what you type.", GROUP,
                action="screen.find"),
        Command("playbooks.reset", "r", "Pack's text", "Back to the plan the pack came with.", GROUP,
                action="screen.reset"),
        Command("playbooks.undo", "u", "Undo", "Take back your last act.", GROUP, action="app.undo"),
        Command("playbooks.leave", "escape", "Back", "Show all plans again; then back to where you were.", GROUP,
                action="screen.leave"),
        Command("playbooks.down", "down,j", "Next", "The next plan.", GROUP, action="screen.mark(1)",
                keys_shown="j ↓"),
        Command("playbooks.up", "up,k", "Previous", "The plan before.", GROUP, action="screen.mark(-1)",
                keys_shown="k ↑"),
        Command("playbooks.first", "home", "First", "", GROUP, action="screen.mark(-1000)"),
        Command("playbooks.last", "end", "Last", "", GROUP, action="screen.mark(1000)"),
    )  # fmt: skip


def _widths(width: int) -> tuple[int, int, int]:
    """Cells for the title, for what it is good for, and for the limit, which a narrow screen only shows in full."""
    limit = _LIMIT_WIDE if width >= _WIDE else 0
    left = width - 2 - _STEPS_WIDE - limit - _STATE_WIDE
    answers = left * 2 // 5
    return left - answers, answers, limit


def heading(width: int) -> Line:
    """The names of the columns."""
    title, answers, limit = _widths(width)
    wide = (("Playbook", title), ("Good for", answers), ("Steps", _STEPS_WIDE), ("Limit", limit))
    return (("  " + "".join(pad(word, cells) for word, cells in wide), "quiet"),)


def row(line: PlaybookLine, width: int, is_marked: bool) -> Line:
    """One plan in ``width`` cells; one that is off is quiet and says so."""
    title, answers, limit = _widths(width)
    manner = "cursor" if is_marked else "quiet" if line.state == "off" else "plain"
    left = (
        f"{'▸ ' if is_marked else '  '}{pad(cut(clean(line.title, 120), title - 1), title)}"
        f"{pad(cut(clean(line.answers, 800), answers - 1), answers)}{pad(str(len(line.steps)), _STEPS_WIDE)}"
        f"{pad(cut(clean(line.limit, 80), max(0, limit - 1)), limit)}"
    )
    return ((left, manner), (pad(STATES[line.state], _STATE_WIDE), manner if is_marked else "key"))


def in_full(line: PlaybookLine, width: int) -> list[Line]:
    """The whole plan: steps with when, who and the words to say, then what makes the wait and the no easier."""
    lines: list[Line] = []
    for step in line.steps:
        lines += _step(step, width)
        if step.say:
            indent = " " * (1 + _WHEN_WIDE)
            words = wrap(f"“{_unquoted(clean(step.say, 300))}”", max(10, width - len(indent) - 1))
            lines += [((indent + part, "quiet"),) for part in words]
    about = [*_told("Good for", clean(line.answers, 800), width), *_told("Limit", clean(line.limit, 80), width)]
    return [*lines, *_besides(line, width), *about]


def choice_in_full(choice: PlaybookChoice, width: int) -> list[Line]:
    """A plan as it is chosen: its steps with when and who, what can be offered, and who can help."""
    return [line for step in choice.steps for line in _step(step, width)] + _besides(choice, width)


def _step(step: PlanStep, width: int) -> list[Line]:
    indent = 1 + _WHEN_WIDE + _WHO_WIDE
    first, *rest = wrap(clean(step.title, 120), max(10, width - indent - 1))
    begins = (
        (f" {pad(step.when, _WHEN_WIDE)}", "key"),
        (pad(cut(clean(step.who, 60), _WHO_WIDE - 1), _WHO_WIDE), "label"),
        (first, "strong"),
    )
    return [begins, *(((" " * indent + part, "strong"),) for part in rest)]


def _besides(plan: PlaybookLine | PlaybookChoice, width: int) -> list[Line]:
    return [
        *_told("While they wait", ", ".join(clean(title, 120) for title in plan.interim), width),
        *_each("Instead of no", (clean(option, 200) for option in plan.options), width),
        *_told("Partner", clean(plan.partner, 200), width),
    ]


def _each(label: str, texts: Iterable[str], width: int) -> list[Line]:
    lines: list[Line] = []
    for text in texts:
        lines += _told("" if lines else label, text, width)
    return lines


def _told(label: str, text: str, width: int) -> list[Line]:
    """A label with its text beside it, broken under itself; nothing for no text."""
    if not text:
        return []
    indent = 17
    first, *rest = wrap(text, max(10, width - indent - 1))
    begins = ((pad(f" {label}", indent), "label"), (first, "plain"))
    return [begins, *(((" " * indent + part, "plain"),) for part in rest)]


def _unquoted(say: str) -> str:
    """The words without the marks somebody may have typed around them."""
    return say[1:-1] if cell_len(say) > 1 and say[0] in '“"„' and say[-1] in '”"“' else say
