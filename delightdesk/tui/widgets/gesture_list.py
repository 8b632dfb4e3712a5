"""The gestures of a visit and the steps they still have to go."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from delightdesk.domain.vocabulary import Approval, GestureState, Reaction, label
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.widgets.gesture_text import in_full, row
from delightdesk.tui.widgets.lines import Line, Lines, wrap
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.lines import GestureLine

GROUP = "Gestures"
OPEN = frozenset({GestureState.PLANNED, GestureState.APPROVED, GestureState.READY})
_ENDED = frozenset({GestureState.DECLINED, GestureState.CANCELLED})
_WITH_BASKET = frozenset({GestureState.DELIVERED, GestureState.WAITING})
REACTIONS = tuple(Reaction)
EMPTY = "Nothing was given or planned yet. A number on the card chooses a suggestion."


@dataclass(frozen=True, slots=True)
class Steps:
    """What the list asks for; each is awaited and refreshes the list afterwards.

    approve, refuse, begin: the yes, the no, and beginning without either, for what waits; None where there are none.
    """

    ready: Callable[[GestureLine], Awaitable[None]]
    deliver: Callable[[GestureLine, Reaction | None], Awaitable[None]]
    react: Callable[[GestureLine, Reaction], Awaitable[None]]
    decline: Callable[[GestureLine], Awaitable[None]]
    cancel: Callable[[GestureLine], Awaitable[None]]
    words: Callable[[GestureLine], Awaitable[None]]
    costs: Callable[[GestureLine], Awaitable[None]]
    leave: Callable[[], None]
    approve: Callable[[GestureLine], Awaitable[None]] | None = None
    refuse: Callable[[GestureLine], Awaitable[None]] | None = None
    begin: Callable[[GestureLine], Awaitable[None]] | None = None


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


class GestureRows(Marked["GestureLine"], ActsAtOnce, can_focus=True):
    """The rows; their keys are those of the list around them."""


class GestureList(Vertical):
    """The list, the marked gesture in full, and while one has just been given, the question how it was taken."""

    DEFAULT_CSS = """
    GestureList { height: 8; dock: bottom; background: $surface; border-left: solid $primary; }
    GestureList > .gestures--full { height: 2; }
    """
    BINDINGS = declare(
        *(_reaction(number) for number in range(1, 6)),
        Command("gesture.approve", "y", "Yes", "Yes to what is above somebody's allowance.", GROUP,
                show_in_footer=True),
        Command("gesture.refuse", "n", "No", "Refuse the yes it waits for, and say why.", GROUP, show_in_footer=True),
        Command("gesture.begin", "s", "Start now", "It is urgent: begin now, while the yes is asked for.", GROUP,
                show_in_footer=True),
        Command("gesture.delivered", "d", "Delivered", "It was given; then say how they took it.", GROUP,
                show_in_footer=True),
        Command("gesture.ready", "r", "Ready", "It stands ready to be given.", GROUP, show_in_footer=True),
        Command("gesture.words", "t", "Their words", "Write down what the guest said.", GROUP, show_in_footer=True),
        Command("gesture.costs", "b", "Basket", "What is in it and what it costs, or did cost in the end.", GROUP,
                show_in_footer=True),
        Command("gesture.leave", "escape,g", "Back", "Back to where you were.", GROUP, show_in_footer=True),
        Command("gesture.declined", "x", "Declined", "The guest did not want it.", GROUP),
        Command("gesture.cancelled", "c", "Cancelled", "The house takes it back.", GROUP),
        Command("gesture.undo", "u", "Undo", "Take back your last act.", GROUP, action="app.undo"),
        Command("gesture.skip", "enter", "Leave it open", "Delivered, without saying how it was taken.", GROUP),
        Command("gesture.down", "down,j", "Next", "", GROUP, action="step(1)"),
        Command("gesture.up", "up,k", "Previous", "", GROUP, action="step(-1)"),
    )  # fmt: skip

    def __init__(
        self,
        gestures: Sequence[GestureLine],
        steps: Steps,
        *,
        is_delivering: bool = False,
        whose: int | None = None,
    ) -> None:
        super().__init__()
        self._steps = steps
        self.is_delivering = is_delivering
        self.head = Lines()
        self.rows = GestureRows(row, gestures, empty=EMPTY)
        self.rows.whose = whose
        self.rows.cursor = next((place for place, one in enumerate(gestures) if one.state in OPEN), 0)
        self.full = Lines()
        self.full.add_class("gestures--full")

    def compose(self) -> ComposeResult:
        """Heading or question, gestures, the marked one in full."""
        yield self.head
        yield self.rows
        yield self.full

    def on_mount(self) -> None:
        """Show them."""
        self._redraw()

    def on_resize(self) -> None:
        """Words are broken for the width at hand."""
        self._redraw()

    def put(self, gestures: Sequence[GestureLine]) -> None:
        """Show them as they are now; the mark stays on its gesture, and so does the question how it was taken."""
        marked = self.current
        places = {gesture.id: place for place, gesture in enumerate(gestures)}
        if marked is not None and marked.id not in places:
            self.is_delivering = False
        self.rows.put(gestures, cursor=places.get(marked.id, self.rows.cursor) if marked is not None else 0)
        self.is_delivering = self.is_delivering and self.current is not None and self.current.state in OPEN
        self._redraw()

    @property
    def current(self) -> GestureLine | None:
        """The gesture at the mark."""
        return self.rows.current

    def _redraw(self) -> None:
        width = max(20, self.size.width - 1)
        title = "How did they take it?" if self.is_delivering else GROUP
        lines: list[Line] = [(("─ ", "rule"), (title, "label"), (" " + "─" * max(0, width - len(title) - 4), "rule"))]
        if self.is_delivering:
            answers = " ".join(f"{number}\u00a0{label(word)} " for number, word in enumerate(REACTIONS, 1))
            lines += [((f" {part}", "key"),) for part in wrap(answers, width - 2)]
        self.head.styles.height = len(lines)
        self.head.show(lines, top=0)
        self.full.show(in_full(shown, width) if (shown := self.rows.to_show) else [], top=0)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what can be done with the gesture at the mark."""
        state = self.current.state if self.current else None
        if action == "skip":
            return self.is_delivering
        if action == "reaction":
            return self.is_delivering or state is GestureState.DELIVERED
        if action in ("approve", "refuse"):
            can = self._steps.approve if action == "approve" else self._steps.refuse
            return not self.is_delivering and can is not None and self._waits
        if action == "begin":
            return not self.is_delivering and self._steps.begin is not None and state is GestureState.WAITING
        if action == "delivered":
            return not self.is_delivering and state in OPEN
        if action in ("declined", "cancelled"):
            return not self.is_delivering and (state in OPEN or state is GestureState.WAITING)
        if action == "ready":
            return not self.is_delivering and state in OPEN and state is not GestureState.READY
        if action == "words":
            return not self.is_delivering and state is GestureState.DELIVERED
        if action == "costs":
            return not self.is_delivering and (state in OPEN or state in _WITH_BASKET)
        return True

    @property
    def _waits(self) -> bool:
        """The gesture at the mark waits for a yes, begun or not."""
        current = self.current
        return current is not None and current.approval is Approval.WAITING and current.state not in _ENDED

    def action_step(self, by: int) -> None:
        """Move the mark."""
        self.rows.step(by)
        self._redraw()

    def on_marked_chosen(self, message: Marked.Chosen) -> None:
        """A click marks."""
        message.stop()
        self._redraw()

    def on_click(self, event: events.Click) -> None:
        """Wherever it was clicked, its keys act again."""
        event.stop()
        self.rows.focus()

    def action_delivered(self) -> None:
        """Ask how it was taken; the answer saves both."""
        self.is_delivering = True
        self._redraw()

    async def action_reaction(self, number: int) -> None:
        """Taken like that: delivered with it, or said afterwards."""
        reaction = REACTIONS[number - 1]
        if self.is_delivering:
            await self._deliver(reaction)
        elif self.current is not None:
            await self._steps.react(self.current, reaction)

    async def action_skip(self) -> None:
        """Delivered; how it was taken stays open."""
        await self._deliver(None)

    async def _deliver(self, reaction: Reaction | None) -> None:
        self.is_delivering = False
        if self.current is not None and self.current.state in OPEN:
            await self._steps.deliver(self.current, reaction)

    async def action_approve(self) -> None:
        """Yes."""
        if self.current is not None and self._steps.approve is not None:
            await self._steps.approve(self.current)

    async def action_refuse(self) -> None:
        """No."""
        if self.current is not None and self._steps.refuse is not None:
            await self._steps.refuse(self.current)

    async def action_begin(self) -> None:
        """Begin before the yes."""
        if self.current is not None and self._steps.begin is not None:
            await self._steps.begin(self.current)

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

    async def action_costs(self) -> None:
        """What is in it, and for how much."""
        if self.current is not None:
            await self._steps.costs(self.current)

    def action_leave(self) -> None:
        """Back to the card, or out of the question."""
        if self.is_delivering:
            self.is_delivering = False
            self._redraw()
        else:
            self._steps.leave()
