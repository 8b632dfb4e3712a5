"""What is given for one problem: a basket in one line, its steps, the yes it waits for; and playbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.domain.vocabulary import Approval, GestureState
from delightdesk.tui.screens.problem_room import ProblemRoom
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.ask_line import AskLine
from delightdesk.tui.widgets.kind_no import NO_PROMPT, no_in_words, read_no
from delightdesk.tui.widgets.problem_list import HARM
from delightdesk.tui.widgets.urgent_line import Asking, UrgentLine, basket_in_words, read_basket, total_of, waits

if TYPE_CHECKING:
    from delightdesk.desk.owed_lines import ProblemView, SpentLine
    from delightdesk.store.work import Work

_ENDED = (GestureState.DECLINED, GestureState.CANCELLED)


class ProblemGiving(ProblemRoom):
    """Gestures, approvals, playbooks, a kind no and notes."""

    @in_turn
    async def action_own(self) -> None:
        """A gesture with its basket in one line."""
        view = await self.seen()
        if view is None:
            return
        self.guest_of(view)
        asking = await self.desk_app.ask(lambda work: _asking(work, view))
        prompt = f"Give for it (flowers 10, wine 10), {view.wallet_text}"

        def understand(text: str, is_urgent: bool) -> str:
            if isinstance(self.panel, UrgentLine):
                self.panel.offer_urgent(not asking.is_harm and asking.would_wait(total_of(text, asking.currency)))
            return basket_in_words(text, asking, is_urgent=is_urgent)

        await self.open_line("own", prompt, self._give, understand=understand, kind=UrgentLine)

    async def _give(self, text: str, is_urgent: bool) -> None:
        def job(work: Work, view: ProblemView) -> str:
            title, items = read_basket(text, view.currency)
            given = desk.gestures.plan_own(
                work, self.guest_of(view), title, items, problem_id=self.problem_id, urgent=is_urgent
            )
            return f"{given.title}, {given.cost_text}{waits(given.approval, given.asked_of, given.state)}"

        self.desk_app.tell(f"Planned: {await self.act(job)}")

    @in_turn
    async def action_approve(self) -> None:
        """Yes to the first that waits."""

        def job(work: Work, view: ProblemView) -> str:
            waiting = waiting_in(view)
            if waiting is None:
                raise DeskError("Nothing here waits for a yes.")
            return desk.approvals.approve(work, waiting.gesture_id, waiting.version).title

        self.desk_app.tell(f"Yes: {await self.act(job)} · ^Z undoes")

    @in_turn
    async def action_playbook(self) -> None:
        """Choose a plan; its number starts it."""
        from delightdesk.tui.modals.playbook_picker import PlaybookPicker

        await self.app.push_screen(PlaybookPicker(problem_id=self.problem_id), self._start)

    @in_turn
    async def _start(self, key: str | None) -> None:
        if key is not None:
            tasks = await self.act(lambda work, _: desk.playbooks.start(work, key, problem_id=self.problem_id))
            self.desk_app.tell(
                f"{len(tasks)} steps begun · ^Z undoes" if len(tasks) != 1 else "1 step begun · ^Z undoes"
            )

    # Words

    @in_turn
    async def action_cannot(self) -> None:
        """A no, with what can be done instead."""
        view = await self.seen()
        if view is not None:
            self.guest_of(view)
            await self.open_line("cannot", NO_PROMPT, self._say_no, understand=lambda text, _: no_in_words(text))

    async def _say_no(self, text: str, _: bool) -> None:
        what, instead, partner = read_no(text)
        await self.act(lambda work, view: desk.problems.cannot(work, self.guest_of(view), what, instead, partner))
        self.desk_app.tell("Kept · ^Z undoes")

    @in_turn
    async def action_note(self) -> None:
        """One line about the guest."""
        view = await self.seen()
        if view is not None:
            self.guest_of(view)
            await self.open_line("note", "Note about the guest", self._keep_note, understand=self._read_note)

    def _read_note(self, text: str, _: bool) -> str:
        from delightdesk.domain.capture import capture

        house = self.desk_app.house
        if house is None or not text.strip():
            return ""
        return capture(text, self.desk_app.today(), day_first=house.day_first).understood

    async def _keep_note(self, text: str, _: bool) -> None:
        line = self.panel
        assert isinstance(line, AskLine)
        consent, stands = line.consent, line.stands
        stored = await self.act(
            lambda work, view: desk.notes.store_line(work, self.guest_of(view), text, consent=consent, stands=stands)
        )
        self.desk_app.tell(f"Kept: {stored.kind.replace('_', ' ')}")


def _asking(work: Work, view: ProblemView) -> Asking:
    people = desk.wallet.who_says_yes(work, view.line.id)
    decides = work.person.id in dict(people)
    name = "" if decides else next((name for _, name in people), "")
    return Asking(view.left, view.currency, view.line.severity >= HARM, decides, name)


def waiting_in(view: ProblemView) -> SpentLine | None:
    """The first gesture for this problem that waits for a yes."""
    waiting = (each for each in view.gestures if each.approval is Approval.WAITING and each.state not in _ENDED)
    return next(waiting, None)
