"""Putting things right from the Desk: a problem in one line, the plan for it, options instead of a no, a rule bent."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.errors import Invalid
from delightdesk.tui.coaching import about_people
from delightdesk.tui.modals.problem_line import reported, understood
from delightdesk.tui.screens.desk_lines import DeskLines
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.give_words import waits_in
from delightdesk.tui.widgets.kind_no import no_in_words, read_no

if TYPE_CHECKING:
    from delightdesk.store.work import Work

CANNOT = "Cannot: what | two instead | or a partner"
BEND = "Bend a rule: which | why"


class DeskRecovering(DeskLines):
    """The letters for what went wrong."""

    @in_turn
    async def action_problem(self) -> None:
        """A new problem of this guest; whoever types it owns it."""
        prompt = "Problem: what happened, in a few words"
        await self.open_line(
            "problem",
            prompt,
            self._keep_problem,
            understand=lambda text, _: understood(text, self.desk_app),
            coached=about_people,
        )

    @in_turn
    async def _keep_problem(self, text: str, _: bool) -> None:
        view = await self.save_line(
            "problem", lambda work, guest_id: desk.problems.report(work, text, guest_id=guest_id)
        )
        self.desk_app.tell(f"{reported(view)} · r puts it right")

    @in_turn
    async def action_recover(self) -> None:
        """The problem at hand, or the last one."""
        card = self.card.card
        found = card.problem or next(iter(card.problems), None) if card is not None else None
        if found is None:
            self.desk_app.tell("No problem is known here. p reports one.")
        else:
            self.desk_app.show_problem(found.id)

    @in_turn
    async def action_playbook(self) -> None:
        """Choose the plan; its steps become tasks."""
        from delightdesk.tui.modals.playbook_picker import PlaybookPicker

        card = self.card.card
        if card is not None:
            problem_id = card.problem.id if card.problem else None
            picker = PlaybookPicker(problem_id=problem_id, guest_id=card.id)
            await self.app.push_screen(picker, partial(self._start_playbook, card.id, problem_id))

    @in_turn
    async def _start_playbook(self, guest_id: int, problem_id: int | None, key: str | None) -> None:
        if key is None:
            return

        def start(work: Work) -> int:
            return len(desk.playbooks.start(work, key, guest_id=guest_id, problem_id=problem_id))

        steps = await self.desk_app.save(start)
        await self.reload()
        self.desk_app.tell(f"Started: {steps} step{'s' if steps != 1 else ''} with their times · u undoes")

    @in_turn
    async def action_cannot(self) -> None:
        """What cannot be done, and what is offered instead."""
        await self.open_line("cannot", CANNOT, self._keep_cannot, understand=lambda text, _: no_in_words(text))

    @in_turn
    async def _keep_cannot(self, text: str, _: bool) -> None:
        what, instead, partner = read_no(text)
        await self.save_line(
            "cannot", lambda work, guest_id: desk.problems.cannot(work, guest_id, what, instead, partner)
        )
        self.desk_app.tell("Kept, with what was offered instead · u undoes")

    @in_turn
    async def action_bend(self) -> None:
        """A small rule bent kindly, with the reason."""
        await self.open_line("bend", BEND, self._keep_bend, understand=self._bend_in_words)

    def _bend_in_words(self, text: str, _: bool) -> str:
        from delightdesk.domain.bending import refuse_bend

        rule, why = read_bend(text)
        if not rule:
            return "Such as: late departure 90 min | the train leaves at four"
        return refuse_bend(rule) or (f"{rule}, because {why}" if why else f"{rule}. Say why, behind a |")

    @in_turn
    async def _keep_bend(self, text: str, _: bool) -> None:
        rule, why = read_bend(text)
        if rule and not why:
            raise Invalid("Please say why, behind a |. Nothing was logged.")
        view = await self.save_line("bend", lambda work, guest_id: desk.bending.bend(work, guest_id, rule, why))
        self.desk_app.tell(waits_in(view) or f"Logged: {view.title}, bent kindly · u undoes")


def read_bend(text: str) -> tuple[str, str]:
    """The rule and the reason behind the bar, empty where there is none."""
    rule, _, why = text.partition("|")
    return rule.strip(), why.strip()
