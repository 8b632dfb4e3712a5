"""What becomes of one problem: its steps, even and beyond, given up or open again, and whose it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.vocabulary import CloseReason, ProblemState, RecoveryStep, label
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.modals.person_picker import pick_person
from delightdesk.tui.safe import clean
from delightdesk.tui.screens.problem_room import ProblemRoom
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.ask_line import GROUP as LINE_GROUP
from delightdesk.tui.widgets.ask_line import AskLine
from delightdesk.tui.widgets.beyond_panel import BeyondPanel, Proposal, proposals_of
from delightdesk.tui.widgets.urgent_line import waits

if TYPE_CHECKING:
    from delightdesk.desk.lines import SuggestionLine
    from delightdesk.desk.owed_lines import OwedLine, ProblemView
    from delightdesk.desk.people import PersonLine
    from delightdesk.desk.problems import Even
    from delightdesk.store.work import Work

STEPS = tuple(RecoveryStep)
YES = frozenset({"y", "yes"})
_PROPOSED = 3


class GivenUpLine(AskLine):
    """Why it could not be put right; Tab says that the guest left."""

    BINDINGS = declare(
        Command("line.guest-left", "tab", "Guest left", "The guest left before it was put right; or not.", LINE_GROUP,
                show_in_footer=True, action="plain"),
    )  # fmt: skip


class ProblemSteps(ProblemRoom):
    """The letters that move a problem on."""

    @in_turn
    async def action_step(self, number: int) -> None:
        """One of the seven, done; again counts once more."""
        step = STEPS[number - 1]
        view = await self.act(
            lambda work, view: desk.problems.step(work, self.problem_id, step, seen=view.line.version)
        )
        times = next((each.times for each in view.steps if each.step is step), 1)
        self.desk_app.tell(f"{label(step).capitalize()}{f' ×{times}' if times > 1 else ''} · ^Z undoes")

    # Even

    @in_turn
    async def action_even(self) -> None:
        """It is fixed. What is missing is asked about once, in a line."""
        try:
            await self._even(confirmed=False)
        except desk.problems.AsksOnce as asks:
            await self._ask_once(asks.questions)

    async def _ask_once(self, questions: tuple[str, ...]) -> None:
        missing = " and ".join(questions)

        def understand(text: str, _: bool) -> str:
            if text.strip().casefold() in YES:
                return f"Kept: {missing}, both now" if len(questions) > 1 else f"Kept: {missing}, now"
            if text.strip():
                return "Kept as the reason; it is not asked again"
            both = "both happened now" if len(questions) > 1 else "it happened now"
            return f"Not noted yet: {missing}. y: {both}, or say why not."

        await self.open_line("even", "Is it even?", self._answer_even, understand=understand)

    async def _answer_even(self, text: str, _: bool) -> None:
        is_yes = text.strip().casefold() in YES
        await self._even(confirmed=is_yes, answer="" if is_yes else text)

    async def _even(self, *, confirmed: bool, answer: str = "") -> None:
        def job(work: Work, view: ProblemView) -> Even:
            seen = view.line.version
            if confirmed and not any(each.done_text for each in view.steps if each.step is RecoveryStep.APOLOGISE):
                seen = desk.problems.step(work, self.problem_id, RecoveryStep.APOLOGISE, seen=seen).line.version
            return desk.problems.even(work, self.problem_id, confirmed=confirmed, answer=answer, seen=seen)

        even = await self.act(job)
        self.desk_app.tell("Even · ^Z undoes")
        await self._open_beyond(even.proposals, even.planted)

    # Beyond

    @in_turn
    async def action_beyond(self) -> None:
        """Small things to choose from; from there b closes the circle."""
        view = await self.seen()
        if view is not None:
            proposals = await self.desk_app.ask(lambda work: _proposals(work, view))
            await self._open_beyond(proposals, ())

    async def _open_beyond(self, proposals: tuple[SuggestionLine, ...], planted: tuple[OwedLine, ...]) -> None:
        panel = BeyondPanel(
            proposals_of(proposals), planted, plan=self._plan, close_circle=self._close_circle, leave=self.close_panel
        )
        await self.open_panel(panel)

    async def reload(self) -> None:
        """Read the problem again; what comes beyond even closes where it is not even any more."""
        await super().reload()
        state = self.view.line.state if self.view is not None else None
        if isinstance(self.panel, BeyondPanel) and state is not ProblemState.EVEN:
            self.close_panel()

    @in_turn
    async def _plan(self, proposal: Proposal) -> None:
        given = await self.act(
            lambda work, view: desk.gestures.plan(
                work, self.guest_of(view), proposal.idea, form=proposal.form, problem_id=self.problem_id
            )
        )
        self.close_panel()
        told = waits(given.approval, given.asked_of, given.state)
        self.desk_app.tell(f"Planned: {given.title}, {given.due_text}, {given.cost_text}{told}")

    @in_turn
    async def _close_circle(self) -> None:
        await self.act(lambda work, view: desk.problems.beyond(work, self.problem_id, seen=view.line.version))
        self.close_panel()
        self.desk_app.tell("Better off · ^Z undoes")

    # Given up, open again

    @in_turn
    async def action_lost(self) -> None:
        """Ask why."""

        def understand(text: str, is_left: bool) -> str:
            why = "the guest left" if is_left else "it cannot be put right"
            return f"Given up because {why}{'' if text.strip() else '. Say in a few words what was tried.'}"

        prompt = "What was tried, and why is it given up?"
        await self.open_line("lost", prompt, self._lose, understand=understand, kind=GivenUpLine)

    async def _lose(self, text: str, is_left: bool) -> None:
        reason = CloseReason.GUEST_LEFT if is_left else CloseReason.NOT_RECOVERABLE
        await self.act(lambda work, view: desk.problems.lost(work, self.problem_id, reason, text, view.line.version))
        self.desk_app.tell("Given up · ^Z undoes")

    @in_turn
    async def action_reopen(self) -> None:
        """Ask what happened again."""
        await self.open_line("reopen", "What is wrong again?", self._reopen)

    async def _reopen(self, text: str, _: bool) -> None:
        await self.act(lambda work, view: desk.problems.reopen(work, self.problem_id, text, view.line.version))
        self.desk_app.tell("Open again · ^Z undoes")

    # Whose it is

    @in_turn
    async def action_take(self) -> None:
        """What nobody owns is theirs."""
        await self._pass(desk.problems.take, "Yours now")

    @in_turn
    async def action_accept(self) -> None:
        """Yes to what was offered."""
        await self._pass(desk.problems.accept, "Yours now")

    @in_turn
    async def action_turn_down(self) -> None:
        """No to what was offered."""
        await self._pass(desk.problems.turn_down, "Turned down")

    async def _pass(self, job: Callable[[Work, int, int | None], ProblemView], said: str) -> None:
        await self.act(lambda work, view: job(work, self.problem_id, view.line.version))
        self.desk_app.tell(f"{said} · ^Z undoes")

    @in_turn
    async def action_hand_on(self) -> None:
        """Choose whom to ask."""
        view = await self.seen()
        if view is not None:
            await pick_person(self.desk_app, "Who shall take it over?", self._offer, besides=view.line.owner_id)

    @in_turn
    async def _offer(self, to: PersonLine) -> None:
        await self.act(lambda work, view: desk.problems.offer(work, self.problem_id, to.id, view.line.version))
        self.desk_app.tell(f"{clean(to.name, 60)} is asked · ^Z undoes")


def _proposals(work: Work, view: ProblemView) -> tuple[SuggestionLine, ...]:
    """What the card offers this guest now, without what was given for this problem already."""
    if view.line.guest_id is None:
        return ()
    given = {each.title for each in view.gestures}
    offered = desk.cards.open_card(work, view.line.guest_id).suggestions
    return tuple(each for each in offered if each.title not in given)[:_PROPOSED]
