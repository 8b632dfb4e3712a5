"""What is learnt at the Desk: notes in one line, the usual confirmed, answers, the visit moved on."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from delightdesk import desk
from delightdesk.domain.errors import ConsentNeeded
from delightdesk.domain.vocabulary import label
from delightdesk.tui.coaching import about_people, of_a_note
from delightdesk.tui.safe import clean
from delightdesk.tui.screens.desk_lines import DeskLines
from delightdesk.tui.telling import in_turn

if TYPE_CHECKING:
    from collections.abc import Collection

    from delightdesk.domain.capture import Capture
    from delightdesk.domain.consent import Consent
    from delightdesk.domain.wording import AdviceKind
    from delightdesk.tui.widgets.ask_line import AskLine


class DeskKnowing(DeskLines):
    """The letters that keep what a guest says."""

    @in_turn
    async def action_note(self) -> None:
        """One line about the guest; below it stands what the desk understands."""
        prompt = "Note (occasion, allergy, usual, anything)"
        await self.open_line(
            "note",
            prompt,
            self._keep_note,
            understand=self._understand,
            coached=self._coached,
            may_be_plain=True,
            may_be_hidden=True,
        )

    def _understand(self, text: str, is_plain: bool) -> str:
        """What would be kept, in the turn of the key; it needs no database."""
        if not text.strip():
            return ""
        if getattr(self.panel, "is_hidden", False):
            return "Kept word for word and hidden, with the guest's yes"
        return "Kept word for word as a note" if is_plain else self._read_note(text).understood

    def _coached(self, text: str, is_plain: bool) -> Collection[AdviceKind]:
        """Everything, in a line that stays a note; what it is understood to be is not offered once more."""
        from delightdesk.domain.captured import NoteCaught

        is_note = is_plain or isinstance(self._read_note(text).caught, NoteCaught)
        return of_a_note() if is_note else about_people(text, is_plain)

    def _read_note(self, text: str) -> Capture:
        from delightdesk.domain.capture import capture

        house = self.desk_app.house
        assert house is not None
        return capture(text, self.desk_app.today(), day_first=house.day_first)

    @in_turn
    async def _keep_note(self, text: str, is_plain: bool) -> None:
        line = cast("AskLine", self.panel)
        consent, is_hidden, stands = line.consent, line.is_hidden, line.stands
        try:
            stored = await self.save_line(
                "note",
                lambda work, guest_id: desk.notes.store_line(
                    work, guest_id, text, as_note=is_plain, consent=consent, sensitive=is_hidden, stands=stands
                ),
            )
        except ConsentNeeded as error:
            line.ask_consent(error.answers)
            return
        if stored.hidden:
            self.desk_app.tell(f"{stored.understood} · u undoes")
            return
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
    async def action_look(self) -> None:
        """The words of the hidden notes, for a minute; that somebody looked is written down."""
        card = self.card.card
        if card is None or not card.hidden:
            self.desk_app.tell("Nothing on this card is hidden.")
            return
        if self.card.looked:
            self.card.hide_again()
            return
        found = await self.desk_app.keep(lambda work: desk.privacy.consent.look_at_all(work, card.id))
        if self.card.card is not None and self.card.card.id == card.id:
            self.card.show_hidden(found)
            self.desk_app.tell("Shown for a minute; that you looked is written down")

    @in_turn
    async def action_confirm(self) -> None:
        """The guest agrees to a note nobody asked them about, or the first note that asks for it still holds."""
        card = self.card.card
        unasked = next((note for note in card.notes if note.lacks_consent), None) if card else None
        if unasked is not None:
            await self._ask_consent(unasked.id, unasked.version)
            return
        note = next((note for note in card.notes if note.needs_confirming), None) if card else None
        if note is None:
            self.desk_app.tell("Nothing on this card asks to be confirmed.")
            return
        await self.desk_app.save(lambda work: desk.notes.confirm(work, note.id))
        await self.reload()
        self.desk_app.tell("Confirmed for today")

    async def _ask_consent(self, note_id: int, seen: int) -> None:
        """Whether the guest agrees that a hidden note stays."""
        from delightdesk.tui.widgets.consent_line import ConsentPanel

        async def answered(consent: Consent | None) -> None:
            await self._keep_consent(note_id, seen, consent)

        async def left() -> None:
            self.close_panel()

        await self.open_panel(ConsentPanel(answered, left), "ConsentLine")

    @in_turn
    async def _keep_consent(self, note_id: int, seen: int, consent: Consent | None) -> None:
        self.close_panel()
        if consent is None:
            await self.desk_app.save(lambda work: desk.privacy.consent.refuse(work, note_id, seen))
        else:
            words, keeps = consent.words, consent.keeps
            await self.desk_app.save(lambda work: desk.privacy.consent.agree(work, note_id, words, keeps, seen))
        await self.reload()
        self.desk_app.tell("The note is gone for good" if consent is None else "Noted that the guest agrees · u undoes")

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

        await self.open_line("answer", card.question.text, done, coached=about_people)

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

    def action_rights(self) -> None:
        """What the guest may ask for about their own data."""
        if self.card.card is not None:
            from delightdesk.tui.modals.rights import RightsScreen

            self.app.push_screen(RightsScreen(self.card.card.id))

    def _open(self, kind: str) -> None:
        if self.card.card is not None:
            self.desk_app.open_form(kind, self.card.card.id)


def label_of(kind: str) -> str:
    """A table's word as people read it."""
    return kind.replace("_", " ")
