"""The question whether the guest agrees that something is kept: one key answers it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol, cast

from textual.app import ComposeResult
from textual.containers import Vertical

from delightdesk.domain.consent import YES_OR_NO, Consent, question
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.widgets.lines import Lines, wrap
from delightdesk.tui.widgets.typing import ActsAtOnce

GROUP = "The guest's yes"
_MOST = 5


class Asks(Protocol):
    """Something that asks for the guest's yes."""

    async def agree(self, keeps: bool) -> None:
        """Yes; ``keeps``: for the next visit too."""

    async def refuse(self) -> None:
        """No."""

    async def unask(self) -> None:
        """Not asked after all."""


class MayStand(Asks, Protocol):
    """Something that can also keep the words as they stand."""

    async def let_stand(self) -> None:
        """They are not about health or belief."""


class ConsentLine(Lines, ActsAtOnce, can_focus=True):
    """Stands below what was typed. What its keys do is up to whatever it stands in."""

    DEFAULT_CSS = "ConsentLine { height: 1; padding: 0 1; }"
    BINDINGS = declare(
        Command("consent.yes", "y", "Until departure", "The guest agrees; it goes when they go.", GROUP,
                show_in_footer=True, action="agree(False)"),
        Command("consent.keep", "k", "Next visit too", "The guest agrees and asks for it to stay.", GROUP,
                show_in_footer=True, action="agree(True)"),
        Command("consent.no", "n", "Not kept", "The guest does not agree; nothing is kept.", GROUP,
                show_in_footer=True, action="refuse"),
        Command("consent.stands", "s", "As it stands", "It is not about health or belief; keep it as an ordinary note.",
                GROUP, action="let_stand"),
        Command("consent.back", "escape", "Back", "Back to the words; nothing is kept yet.", GROUP,
                show_in_footer=True, action="unasked"),
    )  # fmt: skip

    def __init__(self, *, is_asked: bool = False) -> None:
        super().__init__()
        self.display = is_asked
        self._answers = YES_OR_NO

    def ask(self, answers: str = YES_OR_NO) -> None:
        """Put the question and wait for the key, one of ``answers``."""
        self.display, self._answers = True, answers
        self.refresh_bindings()
        self._fit()
        self.screen.set_focus(self)

    def take_back(self) -> None:
        """The question is over."""
        self.display = False

    @property
    def asking(self) -> Asks:
        """What it stands in."""
        return cast("Asks", self.parent)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what the question may be answered with."""
        letters = {"agree": "y", "let_stand": "s"}
        return letters.get(action, "") in self._answers

    async def action_let_stand(self) -> None:
        """Neither, it is about something else."""
        await cast("MayStand", self.parent).let_stand()

    async def action_agree(self, keeps: bool) -> None:
        """Yes."""
        await self.asking.agree(keeps)

    async def action_refuse(self) -> None:
        """No."""
        await self.asking.refuse()

    async def action_unasked(self) -> None:
        """Not asked after all."""
        await self.asking.unask()

    def on_resize(self) -> None:
        """The question is broken for the width at hand."""
        self._fit()

    def _fit(self) -> None:
        parts = wrap(question(self._answers), max(20, self.size.width or 46), _MOST)
        self.show([((part, "strong"),) for part in parts], top=0)
        if self.styles.height is None or self.styles.height.value != len(parts):
            self.styles.height = len(parts)


class ConsentPanel(Vertical):
    """The question about a note that is there already. answered: is awaited with the guest's yes, or None for a no."""

    DEFAULT_CSS = """
    ConsentPanel { height: auto; dock: bottom; background: $surface; border-left: solid $primary; }
    """

    def __init__(
        self, answered: Callable[[Consent | None], Awaitable[None]], left: Callable[[], Awaitable[None]]
    ) -> None:
        super().__init__()
        self._answered, self._left = answered, left

    def compose(self) -> ComposeResult:
        """The question."""
        yield ConsentLine(is_asked=True)

    async def agree(self, keeps: bool) -> None:
        """Yes."""
        await self._answered(Consent(keeps=keeps))

    async def refuse(self) -> None:
        """No: the note goes."""
        await self._answered(None)

    async def unask(self) -> None:
        """Not asked after all."""
        await self._left()
