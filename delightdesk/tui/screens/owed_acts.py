"""What can be done with something owed, wherever its list stands: done, told, taken over, handed on, a yes or a no."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.errors import Invalid
from delightdesk.domain.vocabulary import Reaction, TaskKind, label
from delightdesk.tui.safe import clean
from delightdesk.tui.screens.owed_base import OwedBase
from delightdesk.tui.telling import in_turn

if TYPE_CHECKING:
    from delightdesk.desk.owed_lines import ApprovalLine, OwedLine
    from delightdesk.desk.people import PersonLine
    from delightdesk.store.work import Work

_REACHES_GUEST = (TaskKind.DELIVERY, TaskKind.LEFT_BEHIND)
Passing = Callable[["Work", int, int | None], object]
"""A job of `desk.tasks` or `desk.problems` that passes something on: its id, and the version seen."""


class OwedActs(OwedBase):
    """The letters of the list."""

    @in_turn
    async def action_owed_done(self) -> None:
        """Done. What reaches a guest, delivered or returned, asks first how it was taken; the answer saves both."""
        line = self._owed_line()
        if line is not None and line.kind in _REACHES_GUEST and self.owed_rows is not None:
            self.owed_rows.asked = line
            self.redraw_owed()
        elif line is not None:
            done = await self.owed_act(lambda work: desk.tasks.done(work, line.id, seen=line.version))
            self._owed_tell(f"{done.state.replace('_', ' ').capitalize()}: {_title(line)}")

    @in_turn
    async def action_owed_reaction(self, number: int) -> None:
        """Delivered or returned, and taken like that."""
        await self._owed_deliver(tuple(Reaction)[number - 1])

    @in_turn
    async def action_owed_skip(self) -> None:
        """Delivered or returned; how it was taken stays open."""
        await self._owed_deliver(None)

    async def _owed_deliver(self, reaction: Reaction | None) -> None:
        line = self.owed_rows.asked if self.owed_rows is not None else None
        if line is None or self.owed_rows is None:
            return
        self.owed_rows.asked = None
        if line.kind is TaskKind.LEFT_BEHIND:
            await self.owed_act(lambda work: desk.lineup.returned(work, line.id, reaction=reaction, seen=line.version))
        else:
            await self.owed_act(lambda work: desk.tasks.done(work, line.id, reaction=reaction, seen=line.version))
        said = "Returned" if line.kind is TaskKind.LEFT_BEHIND else "Delivered"
        self._owed_tell(f"{said}: {_title(line)}" + (f", {label(reaction)}" if reaction else ""))

    @in_turn
    async def action_owed_ready(self) -> None:
        """Everything is prepared."""
        line = self._owed_line()
        if line is not None:
            await self.owed_act(lambda work: desk.tasks.prepare(work, line.id, line.version))
            self._owed_tell(f"Ready: {_title(line)}")

    @in_turn
    async def action_owed_accept(self) -> None:
        """Yes to what was offered."""
        await self._owed_pass(desk.tasks.accept, desk.problems.accept, "Yours now")

    @in_turn
    async def action_owed_take(self) -> None:
        """What nobody owns is theirs."""
        await self._owed_pass(desk.tasks.take, desk.problems.take, "Yours now")

    @in_turn
    async def action_owed_turn_down(self) -> None:
        """No to what was offered; a refused yes asks why."""
        waits = self._owed_approval()
        if waits is not None:
            await self._owed_refusal(waits)
        else:
            await self._owed_pass(desk.tasks.turn_down, desk.problems.turn_down, "Turned down")

    async def _owed_pass(self, task: Passing, problem: Passing, said: str) -> None:
        line = self._owed_line()
        if line is not None:
            job = problem if line.kind is None else task
            await self.owed_act(lambda work: job(work, line.id, line.version))
            self._owed_tell(f"{said}: {_title(line)}")

    @in_turn
    async def action_owed_hand_on(self) -> None:
        """Choose whom to ask."""
        from delightdesk.tui.modals.person_picker import pick_person

        line = self._owed_line()
        if line is not None:
            chosen = partial(self._owed_offer, line)
            await pick_person(self.desk_app, "Who shall take it over?", chosen, besides=line.owner_id)

    @in_turn
    async def _owed_offer(self, line: OwedLine, to: PersonLine) -> None:
        offer = desk.problems.offer if line.kind is None else desk.tasks.offer
        await self.owed_act(lambda work: offer(work, line.id, to.id, line.version))
        self._owed_tell(f"{clean(to.name, 60)} is asked; it stays where it is until then")

    # The yes and the no

    @in_turn
    async def action_owed_approve(self) -> None:
        """Yes to what is above an allowance."""
        waits = self._owed_approval()
        if waits is not None:
            await self.owed_act(lambda work: desk.approvals.approve(work, waits.gesture_id, waits.version))
            self._owed_tell(f"Yes: {clean(waits.title, 60)}")

    async def _owed_refusal(self, waits: ApprovalLine) -> None:
        place = f"refuse {waits.gesture_id}"

        async def done(text: str, _: bool) -> None:
            await self._owed_refuse(place, waits, text)

        await self.ask_owed(place, f"No to {clean(waits.title, 60)}: why?", done, why_words)

    @in_turn
    async def _owed_refuse(self, place: str, waits: ApprovalLine, text: str) -> None:
        why = reason_in(text)
        await self.save_owed(place, lambda work: desk.approvals.refuse(work, waits.gesture_id, why, waits.version))
        self._owed_tell(f"No: {clean(waits.title, 60)}")

    # The guest is called before they call us

    @in_turn
    async def action_owed_told(self) -> None:
        """The guest was told; ask for the new true time, empty for none."""
        line = self._owed_line()
        if line is not None:
            await self.ask_told(line)

    async def ask_told(self, line: OwedLine) -> None:
        """The line for the new time; below it the words to say with it."""
        place = f"told {line.id}"

        async def done(text: str, _: bool) -> None:
            await self._owed_keep_told(place, line, text)

        prompt = "Told. New true time (19:00), or Enter"
        await self.ask_owed(place, prompt, done, lambda text: self._owed_told_words(line, text))

    def _owed_told_words(self, line: OwedLine, text: str) -> str:
        from delightdesk.domain.promise_clock import call_words, left
        from delightdesk.tui.widgets.owed_text import clock_words

        now = self.desk_app.local_now()
        due = self._owed_due(text)
        if text.strip() and due is None:
            return "This is no time yet: 19:00, in 20 min, tomorrow 9:00"
        if due is not None and due <= now:
            return "This time is over already"
        new = clock_words(due, now) if due is not None else ""
        if line.due is not None and line.kind is TaskKind.PROMISE:
            return call_words(clean(line.title, 120), line.due.astimezone(now.tzinfo), new)
        return f"New time {new}, {left(due, now)}" if due is not None else "The guest was told; the time stays"

    def _owed_due(self, text: str) -> datetime | None:
        from delightdesk.domain.promising import due_of

        house = self.desk_app.house
        if not text.strip() or house is None:
            return None
        return due_of(clean(text, 80), self.desk_app.local_now(), day_first=house.day_first)

    @in_turn
    async def _owed_keep_told(self, place: str, line: OwedLine, text: str) -> None:
        from delightdesk.tui.widgets.owed_text import clock_words

        due = self._owed_due(text)
        if text.strip() and due is None:
            raise Invalid("This is no time: 19:00, in 20 min and tomorrow 9:00 are. Nothing was saved.")
        await self.save_owed(place, lambda work: desk.tasks.told(work, line.id, new_due=due, seen=line.version))
        new = f", new time {clock_words(due, self.desk_app.local_now())}" if due is not None else ""
        self._owed_tell(f"Told: {_title(line)}{new}")

    # Elsewhere

    @in_turn
    async def action_owed_playbook(self) -> None:
        """Choose the plan for a promise that was missed; its steps become tasks."""
        from delightdesk.tui.modals.playbook_picker import PlaybookPicker

        line = self._owed_line()
        if line is not None:
            picker = PlaybookPicker(guest_id=line.guest_id, missed=True)
            await self.app.push_screen(picker, partial(self._owed_start, line))

    @in_turn
    async def _owed_start(self, line: OwedLine, key: str | None) -> None:
        if key is not None:
            tasks = await self.owed_act(
                lambda work: desk.playbooks.start(work, key, guest_id=line.guest_id, task_id=line.id)
            )
            self._owed_tell(f"Started: {len(tasks)} step{'s' if len(tasks) != 1 else ''} with their times")

    async def action_owed_undo(self) -> None:
        """Take back the last act."""
        await self.desk_app.action_undo()


def _title(line: OwedLine) -> str:
    return clean(line.title, 60)


def why_words(text: str) -> str:
    """How the reason of a no is kept."""
    return f"Kept with the no: {clean(text, 200)}" if text.strip() else "A few words for whoever asked"


def reason_in(text: str) -> str:
    """The reason of a no. Raises `Invalid` without one."""
    if not text.strip():
        raise Invalid("Please say in a few words why not. Nothing was changed.")
    return text
