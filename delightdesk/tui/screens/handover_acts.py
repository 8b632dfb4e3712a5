"""What is done with a handover sheet: written and left by one, accepted, asked about or declined by the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.desk.handover_words import shift_name
from delightdesk.domain.errors import NotFound
from delightdesk.domain.read_back import lacks
from delightdesk.domain.vocabulary import HandoverState, LineState
from delightdesk.tui.coaching import about_people
from delightdesk.tui.modals.confirm import Confirm
from delightdesk.tui.safe import clean
from delightdesk.tui.screens.sheet_room import SheetRoom, is_waiting
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.sheet_list import HandoverList, is_asked, is_unanswered

if TYPE_CHECKING:
    from delightdesk.desk.handover_lines import Sheet, SheetLine
    from delightdesk.store.work import Work

Saying = Callable[["Work", int, str, int | None], "Sheet"]
"""A job of `desk.handover` that says something to a line: its id, the words, and the version seen."""

_ON_LINE = frozenset({"accept", "ask", "decline", "reply"})
UNDO = " · ^Z undoes"
GONE = "This line is not on the sheet any more. Nothing was changed."


class HandoverActs(SheetRoom):
    """The letters of the sheet of the shift. wants_draft: the draft, although another sheet still waits."""

    is_read_only = False

    def __init__(self) -> None:
        super().__init__(HandoverList(empty="One moment, please."))
        self.wants_draft = False
        self.taken_id: int | None = None
        self._read_for: tuple[int | None, bool] | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what fits the sheet, the line at the mark, and who is at the desk."""
        may = self._may(action)
        return super().check_action(action, parameters) if may is None else may

    def _may(self, action: str) -> bool | None:
        sheet, line = self.sheet, self.list.current
        if action in _ON_LINE:
            return is_waiting(sheet) and self._may_say(action, line)
        if action in ("add_line", "leave_sheet"):
            return sheet is not None and sheet.state is HandoverState.DRAFT
        if action == "remove_line":
            return line is not None and line.is_mine and sheet is not None and sheet.state is HandoverState.DRAFT
        if action == "take_back":
            return sheet is not None and is_waiting(sheet) and sheet.is_own and not sheet.read_by
        if action == "other_sheet":
            return self.wants_draft or self.taken_id is not None or is_waiting(sheet)
        if action == "read_line" and line is None:
            return self._may_say("accept", None)
        return None

    def _may_say(self, action: str, line: SheetLine | None) -> bool:
        if action != "reply" and self.sheet is not None and not self.sheet.may_sign:
            return False
        if action == "accept" and self._is_nothing_to_sign(self.sheet):
            return True
        if line is None:
            return False
        if action == "reply":
            return line.state in (LineState.ASKED, LineState.DECLINED)
        return line.state is not LineState.ACCEPTED and not line.is_settled

    def _is_nothing_to_sign(self, sheet: Sheet | None) -> bool:
        return sheet is not None and is_waiting(sheet) and not sheet.unaccepted

    def put(self, sheet: Sheet) -> None:
        """Show a sheet; whoever comes to it begins with the first line that waits for them."""
        super().put(sheet)
        reading_for = (self.desk_app.gateway.person_id, is_waiting(sheet))
        if reading_for != self._read_for:
            self._read_for = reading_for
            if is_waiting(sheet):
                self.list.begin(is_asked if sheet.is_own else is_unanswered)
                self.show_more()

    # Saving

    async def act(self, job: Callable[[Work], Sheet], said: Callable[[Sheet], str]) -> Sheet:
        """Save something about the sheet, show it as it is then, and tell. Raises `DeskError`: then it is read anew."""
        try:
            sheet = await self.desk_app.save(job)
        except Exception:
            await self.fetch()
            raise
        if sheet.state is HandoverState.TAKEN:
            self.taken_id = sheet.id
        self.put(sheet)
        self.desk_app.tell(said(sheet))
        return sheet

    def _line(self) -> tuple[int, SheetLine]:
        """The id of the line at the mark, and the line. Raises `NotFound`."""
        line = self.list.current
        if line is None or line.id is None:
            raise NotFound(GONE)
        return line.id, line

    async def action_read_line(self) -> None:
        """The line in full; with nothing to report, the signature."""
        if self.list.current is None:
            await self.action_accept()
        else:
            await super().action_read_line()

    # Taking over

    @in_turn
    async def action_accept(self) -> None:
        """Yes to the line at the mark; of a critical one three words are read back first."""
        sheet = self.sheet
        if sheet is not None and sheet.id is not None and self._is_nothing_to_sign(sheet):
            sheet_id, seen = sheet.id, sheet.version
            await self.act(lambda work: desk.handover.read_nothing(work, sheet_id, seen), _accepted)
            return
        line_id, line = self._line()
        if line.critical:
            await self.open_line(
                f"read back {line_id}", "Critical: say it back in at least three words.",
                lambda words: self._accept(line_id, line, words),
                understand=lambda words: lacks(words, _told(line)) or "That is it. Enter accepts it.",
            )  # fmt: skip
        else:
            await self._accept(line_id, line, "")

    async def _accept(self, line_id: int, line: SheetLine, words: str) -> None:
        await self.act(lambda work: desk.handover.accept(work, line_id, words, line.version), _accepted)
        self._go_on()

    def _go_on(self) -> None:
        self.list.go_on()
        self.show_more()

    @in_turn
    async def action_ask(self) -> None:
        """Not clear; it counts from now on, the question may follow."""
        await self._say(desk.handover.ask, "Asked", "What do you want to know? Esc leaves it without words.")

    @in_turn
    async def action_decline(self) -> None:
        """Not theirs; it counts from now on, why may follow."""
        await self._say(desk.handover.decline, "Declined", "Why not? Esc leaves it without words.")

    async def _say(self, job: Saying, said: str, prompt: str) -> None:
        line_id, line = self._line()
        sheet = await self.act(lambda work: job(work, line_id, "", line.version), lambda _: f"{said}{UNDO}")
        seen = next((each.version for each in sheet.lines if each.id == line_id), None)

        async def keep(words: str) -> None:
            if words.strip():
                await self.act(lambda work: job(work, line_id, words, seen), lambda _: f"{said}, with your words{UNDO}")
            self._go_on()

        await self.open_line(f"{said} {line_id}", prompt, keep, after_leaving=self._go_on)

    @in_turn
    async def action_reply(self) -> None:
        """An answer to the question at the mark, or to the no."""
        line_id, line = self._line()

        async def keep(words: str) -> None:
            await self.act(
                lambda work: desk.handover.reply(work, line_id, words, line.version), lambda _: f"Answered{UNDO}"
            )

        asked = f"“{clean(line.words, 60)}”" if line.words else "What is the answer?"
        await self.open_line(f"reply {line_id}", asked, keep)

    # The draft

    @in_turn
    async def action_add_line(self) -> None:
        """A line typed by hand."""

        def job(work: Work, words: str) -> Sheet:
            desk.handover.add_line(work, words)
            return desk.handover.draft(work)

        async def keep(words: str) -> None:
            sheet = await self.act(lambda work: job(work, words), lambda _: f"On the sheet{UNDO}")
            own = [line.number for line in sheet.lines if line.is_mine]
            self._mark_number(max(own, default=1))

        await self.open_line("line", "A line for the next person: who, what, by when", keep, coached=about_people)

    def _mark_number(self, number: int) -> None:
        places = [place for place, line in enumerate(self.list.rows) if line.number == number]
        self.action_mark((places[0] if places else self.list.cursor) - self.list.cursor)

    @in_turn
    async def action_remove_line(self) -> None:
        """Their own line out again."""
        line_id, line = self._line()

        def job(work: Work) -> Sheet:
            desk.handover.remove_line(work, line_id, line.version)
            return desk.handover.draft(work)

        await self.act(job, lambda _: f"Taken out{UNDO}")

    @in_turn
    async def action_leave_sheet(self) -> None:
        """Ask, naming the shift and how much stands there."""
        sheet = self.sheet
        if sheet is None:
            return
        shift, count = _shift_of(sheet), len(sheet.lines)
        if count:
            words = f"Leave the {shift} with {count} line{'s' if count > 1 else ''}? What they say stands then."
            question = Confirm(words, yes="leave it", no="go on writing")
        else:
            question = Confirm(
                f"Nothing is on the sheet of the {shift}. Say so?", yes="there is nothing to report", no="go on"
            )
        await self.app.push_screen(question, self._leave_if)

    def _leave_if(self, is_sure: bool | None) -> None:
        if is_sure:
            self.run_worker(self._leave_it(), exit_on_error=False)

    @in_turn
    async def _leave_it(self) -> None:
        sheet = self.sheet
        if sheet is not None:
            nothing, seen = not sheet.lines, sheet.version
            self.wants_draft = False
            await self.act(
                lambda work: desk.handover.leave(work, nothing_to_report=nothing, seen=seen),
                lambda left: f"Left: {_shift_of(left)}{UNDO}",
            )

    @in_turn
    async def action_take_back(self) -> None:
        """Make it a draft again, while nobody has signed."""
        sheet = self.sheet
        if sheet is not None and sheet.id is not None:
            sheet_id, seen = sheet.id, sheet.version

            def job(work: Work) -> Sheet:
                desk.handover.take_back(work, sheet_id, seen)
                return desk.handover.sheet(work)

            await self.act(job, lambda _: "It is a draft again")


def _told(line: SheetLine) -> tuple[str, ...]:
    """What may be read back of it."""
    return line.what, line.who, line.due_text


def _accepted(sheet: Sheet) -> str:
    if sheet.state is HandoverState.TAKEN:
        whom = f"from {clean(sheet.left_by, 60)} to {clean(sheet.taken_by, 60)}"
        return f"The {_shift_of(sheet)} is handed over, {whom}{UNDO}"
    return f"Accepted{UNDO}"


def _shift_of(sheet: Sheet) -> str:
    return clean(shift_name(sheet.shift), 40)
