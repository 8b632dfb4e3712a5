"""What is learnt at the Desk: notes in one line, the usual confirmed, answers, the visit moved on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.vocabulary import label
from delightdesk.tui.safe import clean
from delightdesk.tui.screens.desk_lines import DeskLines
from delightdesk.tui.telling import in_turn

if TYPE_CHECKING:
    from delightdesk.domain.capture import Capture


class DeskKnowing(DeskLines):
    """The letters that keep what a guest says."""

    @in_turn
    async def action_note(self) -> None:
        """One line about the guest; below it stands what the desk understands."""
        prompt = "Note (occasion, allergy, usual, anything)"
        await self.open_line("note", prompt, self._keep_note, understand=self._understand, may_be_plain=True)

    def _understand(self, text: str, is_plain: bool) -> str:
        """What would be kept, in the turn of the key; it needs no database."""
        if not text.strip():
            return ""
        return "Kept word for word as a note" if is_plain else self._read_note(text).understood

    def _read_note(self, text: str) -> Capture:
        from delightdesk.domain.capture import capture

        house = self.desk_app.house
        assert house is not None
        return capture(text, self.desk_app.today(), sector=house.sector, day_first=house.day_first)

    @in_turn
    async def _keep_note(self, text: str, is_plain: bool) -> None:
        stored = await self.save_line(
            "note", lambda work, guest_id: desk.notes.store_line(work, guest_id, text, as_note=is_plain)
        )
        if stored.kind != "promise":
            self.desk_app.tell(f"Kept: {label_of(stored.kind)}")
            return
        self.desk_app.tell(stored.understood)
        if stored.doubt and stored.doubt != self._read_note(text).doubt:
            await self._ask_longer(stored.id, stored.doubt)

    async def _ask_longer(self, task_id: int, doubt: str) -> None:
        """More was promised than the house can do: ask for the longer wait that was quoted, or why."""
        place = f"quote {task_id}"

        async def done(text: str, _: bool) -> None:
            await self._keep_quote(place, task_id, text)

        def understand(text: str, _: bool) -> str:
            return f"Kept with the promise: {clean(text, 200)}" if text.strip() else clean(doubt)

        await self.open_line(place, "The longer wait, or why", done, understand=understand)

    @in_turn
    async def _keep_quote(self, place: str, task_id: int, text: str) -> None:
        await self.save_line(place, lambda work, _: desk.tasks.quote(work, task_id, text))
        self.desk_app.tell("Kept with the promise · u undoes")

    async def action_resume_quote(self, task_id: int) -> None:
        """Go on with the longer wait, or why."""
        await self._ask_longer(task_id, "More was promised than the house can do. Quote a longer wait, or say why.")

    @in_turn
    async def action_confirm(self) -> None:
        """The first note that asks to be confirmed still holds."""
        card = self.card.card
        note = next((note for note in card.notes if note.needs_confirming), None) if card else None
        if note is None:
            self.desk_app.tell("Nothing on this card asks to be confirmed.")
            return
        await self.desk_app.save(lambda work: desk.notes.confirm(work, note.id))
        await self.reload()
        self.desk_app.tell("Confirmed for today")

    @in_turn
    async def action_answer(self) -> None:
        """The answer to the question on the card."""
        card = self.card.card
        if card is None or card.question is None:
            self.desk_app.tell("There is no question on this card.")
            return
        key = card.question.key

        async def done(text: str, _: bool) -> None:
            await self._keep_answer(key, text)

        await self.open_line("answer", card.question.text, done)

    @in_turn
    async def _keep_answer(self, key: str, text: str) -> None:
        await self.save_line("answer", lambda work, guest_id: desk.questions.answer(work, guest_id, key, text))
        self.desk_app.tell("The answer is kept")

    @in_turn
    async def action_skip(self) -> None:
        """Not this time; it is not asked again soon."""
        card = self.card.card
        if card is not None and card.question is not None:
            guest_id, key = card.id, card.question.key
            await self.desk_app.save(lambda work: desk.questions.skip(work, guest_id, key))
            await self.reload()

    @in_turn
    async def action_step(self) -> None:
        """Expected, in house, left."""
        card = self.card.card
        visit = card.visit if card else None
        following = desk.visits.next_status(visit.status) if visit else None
        if visit is None or following is None:
            self.desk_app.tell("There is no visit to move on. v adds one.")
            return
        await self.desk_app.save(lambda work: desk.visits.set_status(work, visit.id, following, visit.version))
        await self.reload()
        self.desk_app.tell(f"Now {label(following)}")

    @in_turn
    async def action_undo(self) -> None:
        """Take back the last act."""
        self.desk_app.tell(await self.desk_app.save(desk.undo.undo))
        await self.reload()

    def action_edit_guest(self) -> None:
        """The guest's own form."""
        self._open("guest")

    def action_edit_visit(self) -> None:
        """The visit at hand, or a new one."""
        card = self.card.card
        if card is not None:
            self.desk_app.open_form("visit", card.id, row_id=card.visit.id if card.visit else None)

    def action_edit_occasion(self) -> None:
        """A new occasion."""
        self._open("occasion")

    def action_edit_caution(self) -> None:
        """Something new to avoid."""
        self._open("caution")

    def action_edit_bond(self) -> None:
        """Who belongs to whom."""
        self._open("bond")

    def action_edit_facts(self) -> None:
        """Everything noted, to change or remove."""
        self._open("facts")

    def _open(self, kind: str) -> None:
        if self.card.card is not None:
            self.desk_app.open_form(kind, self.card.card.id)


def label_of(kind: str) -> str:
    """A table's word as people read it."""
    return kind.replace("_", " ")
