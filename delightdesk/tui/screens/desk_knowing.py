"""What is learnt at the Desk: notes in one line, the usual confirmed, answers, the visit moved on."""

from __future__ import annotations

from delightdesk import desk
from delightdesk.domain.vocabulary import label
from delightdesk.tui.screens.desk_room import DeskRoom
from delightdesk.tui.telling import in_turn


class DeskKnowing(DeskRoom):
    """The letters that keep what a guest says."""

    def __init__(self) -> None:
        super().__init__()
        self._half_typed: dict[int, str] = {}

    @in_turn
    async def action_note(self) -> None:
        """One line about the guest; below it stands what the desk understands."""
        from delightdesk.tui.widgets.ask_line import AskLine

        card = self.card.card
        if card is None:
            return
        guest_id = card.id

        async def done(text: str, is_plain: bool) -> None:
            await self._keep_note(guest_id, text, is_plain)

        def left(text: str) -> None:
            self._half_typed[guest_id] = text
            self.close_panel()

        line = AskLine(
            "Note (occasion, allergy, usual, anything)",
            done,
            left,
            understand=self._understand,
            value=self._half_typed.get(guest_id, ""),
        )
        await self.open_panel(line, "TypingLine")

    def _understand(self, text: str, is_plain: bool) -> str:
        """What would be kept, in the turn of the key; it needs no database."""
        from delightdesk.domain.capture import capture

        house = self.desk_app.house
        if not text.strip() or house is None:
            return ""
        if is_plain:
            return "Kept word for word as a note"
        return capture(text, self.desk_app.today(), sector=house.sector, day_first=house.day_first).understood

    @in_turn
    async def _keep_note(self, guest_id: int, text: str, is_plain: bool) -> None:
        stored = await self.desk_app.save(lambda work: desk.notes.store_line(work, guest_id, text, as_note=is_plain))
        self._half_typed.pop(guest_id, None)
        self.close_panel()
        await self.reload()
        self.desk_app.tell(f"Kept: {label_of(stored.kind)}")

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
        from delightdesk.tui.widgets.ask_line import AskLine

        card = self.card.card
        if card is None or card.question is None:
            self.desk_app.tell("There is no question on this card.")
            return
        guest_id, question = card.id, card.question

        async def done(text: str, _: bool) -> None:
            await self._keep_answer(guest_id, question.key, text)

        def left(_: str) -> None:
            self.close_panel()

        await self.open_panel(AskLine(question.text, done, left), "TypingLine")

    @in_turn
    async def _keep_answer(self, guest_id: int, key: str, text: str) -> None:
        await self.desk_app.save(lambda work: desk.questions.answer(work, guest_id, key, text))
        self.close_panel()
        await self.reload()
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
