"""The gestures of a visit and the steps they still have to go."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from delightdesk.domain.vocabulary import GestureState, Reaction, label
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.lines import Line, Lines, pad, wrap
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.lines import GestureLine

GROUP = "Gestures of the visit"
_OPEN = frozenset({GestureState.PLANNED, GestureState.APPROVED, GestureState.READY})
REACTIONS = tuple(Reaction)


@dataclass(frozen=True, slots=True)
class Steps:
    """What the list asks for; each is awaited and refreshes the list afterwards."""

    ready: Callable[[GestureLine], Awaitable[None]]
    deliver: Callable[[GestureLine, Reaction | None], Awaitable[None]]
    decline: Callable[[GestureLine], Awaitable[None]]
    cancel: Callable[[GestureLine], Awaitable[None]]
    words: Callable[[GestureLine], Awaitable[None]]
    leave: Callable[[], None]


def _reaction(number: int) -> Command:
    return Command(
        f"gesture.reaction-{number}",
        str(number),
        "How taken" if number == 1 else label(REACTIONS[number - 1]),
        "How the guest took it: 1 moved, 2 delighted, 3 pleased, 4 neutral, 5 uneasy." if number == 1 else "",
        GROUP,
        show_in_footer=number == 1,
        action=f"reaction({number})",
        keys_shown="1-5" if number == 1 else "",
    )


class GestureList(Lines, ActsAtOnce, can_focus=True):
    """The list, and while one has just been given, the question how it was taken."""

    DEFAULT_CSS = "GestureList { height: 8; dock: bottom; background: $surface; border-left: solid $primary; }"
    BINDINGS = declare(
        *(_reaction(number) for number in range(1, 6)),
        Command("gesture.delivered", "d", "Delivered", "It was given; then say how they took it.", GROUP,
                show_in_footer=True),
        Command("gesture.ready", "r", "Ready", "It stands ready to be given.", GROUP, show_in_footer=True),
        Command("gesture.declined", "x", "Declined", "The guest did not want it.", GROUP),
        Command("gesture.cancelled", "c", "Cancelled", "The house takes it back.", GROUP),
        Command("gesture.words", "t", "Their words", "Write down what the guest said.", GROUP),
        Command("gesture.skip", "enter", "Leave it open", "Delivered, without saying how it was taken.", GROUP),
        Command("gesture.down", "down,j", "Next", "", GROUP, action="step(1)"),
        Command("gesture.up", "up,k", "Previous", "", GROUP, action="step(-1)"),
        Command("gesture.leave", "escape,g", "Back", "Back to the card.", GROUP, show_in_footer=True),
    )  # fmt: skip

    def __init__(self, gestures: Sequence[GestureLine], steps: Steps, *, is_delivering: bool = False) -> None:
        super().__init__()
        self.gestures, self._steps = gestures, steps
        self.cursor = next((place for place, one in enumerate(gestures) if one.state in _OPEN), 0)
        self.is_delivering = is_delivering

    def on_mount(self) -> None:
        """Show them."""
        self._redraw()

    def on_resize(self) -> None:
        """Rows are cut for the width at hand."""
        self._redraw()

    def put(self, gestures: Sequence[GestureLine]) -> None:
        """Show them as they are now."""
        self.gestures = gestures
        self.cursor = min(self.cursor, max(0, len(gestures) - 1))
        self._redraw()

    @property
    def current(self) -> GestureLine | None:
        """The gesture at the mark."""
        return self.gestures[self.cursor] if self.cursor < len(self.gestures) else None

    def _redraw(self) -> None:
        width = max(20, self.size.width)
        title = "How did they take it?" if self.is_delivering else "Gestures of this visit"
        lines: list[Line] = [(("─ ", "rule"), (title, "label"), (" " + "─" * max(0, width - len(title) - 4), "rule"))]
        for place, gesture in enumerate(self.gestures):
            cost = clean(gesture.cost_text)
            text = pad(clean(gesture.text.replace(gesture.title, "").strip(" ·")), 19)
            title = pad(clean(gesture.title), width - 30)
            mark = "▸ " if place == self.cursor else "  "
            lines.append(((f"{mark}{title} {text} {cost:>6} ", "cursor" if place == self.cursor else "plain"),))
        if not self.gestures:
            lines.append(((" Nothing was given or planned yet. A number chooses a suggestion.", "quiet"),))
        if self.is_delivering:
            answers = " ".join(f"{number}\u00a0{label(word)} " for number, word in enumerate(REACTIONS, 1))
            lines[1:1] = [((f" {part}", "key"),) for part in wrap(answers, width - 2)]
        above = len(lines) - len(self.gestures)
        self.show(lines, top=max(0, self.cursor + above - max(1, self.size.height) + 1))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what can be done with the gesture at the mark."""
        gesture = self.current
        if action in ("reaction", "skip"):
            return self.is_delivering
        if action in ("delivered", "ready", "declined", "cancelled"):
            return not self.is_delivering and gesture is not None and gesture.state in _OPEN
        if action == "words":
            return not self.is_delivering and gesture is not None and gesture.state is GestureState.DELIVERED
        return True

    def action_step(self, by: int) -> None:
        """Move the mark."""
        self.cursor = max(0, min(self.cursor + by, len(self.gestures) - 1))
        self._redraw()

    def action_delivered(self) -> None:
        """Ask how it was taken; the answer saves both."""
        self.is_delivering = True
        self._redraw()

    async def action_reaction(self, number: int) -> None:
        """Delivered, and taken like that."""
        await self._deliver(REACTIONS[number - 1])

    async def action_skip(self) -> None:
        """Delivered; how it was taken stays open."""
        await self._deliver(None)

    async def _deliver(self, reaction: Reaction | None) -> None:
        self.is_delivering = False
        if self.current is not None and self.current.state in _OPEN:
            await self._steps.deliver(self.current, reaction)

    async def action_ready(self) -> None:
        """Ready."""
        if self.current is not None:
            await self._steps.ready(self.current)

    async def action_declined(self) -> None:
        """Declined."""
        if self.current is not None:
            await self._steps.decline(self.current)

    async def action_cancelled(self) -> None:
        """Cancelled."""
        if self.current is not None:
            await self._steps.cancel(self.current)

    async def action_words(self) -> None:
        """The guest's own words."""
        if self.current is not None:
            await self._steps.words(self.current)

    def action_leave(self) -> None:
        """Back to the card, or out of the question."""
        if self.is_delivering:
            self.is_delivering = False
            self._redraw()
        else:
            self._steps.leave()
