"""Everything known of one guest in one list, to edit or to take away."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.timer import Timer

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.messages import Changed
from delightdesk.tui.modals.confirm import Confirm
from delightdesk.tui.modals.forms import make
from delightdesk.tui.safe import Words, clean
from delightdesk.tui.telling import in_background, in_turn
from delightdesk.tui.widgets.card import LOOK
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.lines import Line, Lines, pad, wrap
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.cards import GuestCard
    from delightdesk.desk.notes import NoteVersion
    from delightdesk.domain.consent import Consent
    from delightdesk.store.work import Work
    from delightdesk.tui.app import DeskApp
    from delightdesk.tui.widgets.consent_line import ConsentPanel

GROUP = "What is known"
ASK_AGAIN = "Ask again today: what is noted here proves nothing."
_KIND_WIDE, _FULL_TALL = 10, 5


@dataclass(frozen=True, slots=True)
class Fact:
    """One row: what it is, whose it is, and the version it was read at."""

    kind: str
    id: int
    version: int
    guest_id: int
    text: str
    detail: str = ""
    is_hidden: bool = False
    lacks_consent: bool = False


def facts_of(card: GuestCard) -> Iterator[Fact]:
    """Visits, occasions, cautions, notes and bonds of a card, in this order."""
    for visit in card.visits:
        yield Fact("visit", visit.id, visit.version, card.id, visit.text)
    for occasion in card.occasions:
        yield Fact("occasion", occasion.id, occasion.version, card.id, occasion.text)
    for caution in card.cautions:
        yield Fact("caution", caution.id, caution.version, caution.guest_id, caution.text, ASK_AGAIN)
    for note in card.notes:
        against = f" · disputed: “{note.disputed}”" if note.disputed else ""
        yield Fact(
            "note", note.id, note.version, card.id, note.text + against, note.detail, note.is_hidden, note.lacks_consent
        )
    for bond in card.bonds:
        yield Fact("bond", bond.id, bond.version, card.id, bond.text)


def _words_of(work: Work, note_id: int) -> tuple[str, str]:
    return desk.privacy.consent.look(work, note_id), desk.notes.form(work, note_id).disputed


def _history_of(work: Work, note_id: int) -> tuple[NoteVersion, ...]:
    desk.privacy.consent.look(work, note_id)
    return desk.notes.history(work, note_id)


def row(fact: Fact, width: int, is_marked: bool) -> Line:
    """One fact in ``width`` cells."""
    mark = "▸ " if is_marked else "  "
    text = pad(f"{mark}{pad(fact.kind, _KIND_WIDE)}{clean(fact.text)}", width)
    return ((text, "cursor" if is_marked else "plain"),)


class _FactList(Marked[Fact], ActsAtOnce, can_focus=True):
    BINDINGS = declare(
        Command("facts.edit", "enter", "Edit", "Open its form.", GROUP, show_in_footer=True, action="screen.edit"),
        Command("facts.remove", "x,delete", "Remove", "Take it away; undo brings it back.", GROUP, show_in_footer=True,
                action="screen.remove"),
        Command("facts.undo", "u,ctrl+z", "Undo", "Take back your last act.", GROUP, show_in_footer=True,
                action="screen.undo", keys_shown="u"),
        Command("facts.leave", "escape", "Back", "Back to the card.", GROUP, show_in_footer=True,
                action="screen.dismiss"),
        Command("facts.help", "f1,question_mark", "Help", "Every key.", GROUP, show_in_footer=True, action="app.help",
                keys_shown="F1"),
        Command("facts.look", "z", "Show", "The words of a hidden note, for a minute.", GROUP,
                action="screen.look"),
        Command("facts.consent", "c", "Consent", "The guest's yes to a hidden note, or their no.", GROUP,
                action="screen.consent"),
        Command("facts.history", "h", "Before", "What a note said before, and who wrote that.", GROUP,
                action="screen.history"),
        Command("facts.down", "down,j", "Next", "", GROUP, action="screen.mark(1)"),
        Command("facts.up", "up,k", "Previous", "", GROUP, action="screen.mark(-1)"),
        Command("facts.page-down", "pagedown", "Page down", "", GROUP, action="screen.mark(10)"),
        Command("facts.page-up", "pageup", "Page up", "", GROUP, action="screen.mark(-10)"),
    )  # fmt: skip


class FactsScreen(ModalScreen[None]):
    """The list over the card; it follows what is saved."""

    CSS = """
    FactsScreen { align: center middle; }
    FactsScreen Vertical { width: 100%; max-width: 106; height: 100%; max-height: 26; background: $background; border: round $primary; padding: 0 1; }
    FactsScreen .facts--title { height: 1; color: $primary; text-style: bold; }
    FactsScreen .facts--full { height: 5; background: $surface; }
    """  # noqa: E501

    def __init__(self, guest_id: int | None, row_id: int | None = None, typed: str = "") -> None:  # noqa: ARG002
        super().__init__()
        self.turn = asyncio.Lock()
        self.guest_id = guest_id or 0
        self.full = Lines()
        self.full.add_class("facts--full")
        self.question: ConsentPanel | None = None
        self._look: Timer | None = None
        self.list = _FactList(row, empty="Nothing is known yet. On the card, n notes something in one line.")

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    def compose(self) -> ComposeResult:
        """Heading, list, keys."""
        with Vertical():
            yield Words("What is known", classes="facts--title")
            yield self.list
            yield self.full
        yield KeyLine()

    def on_mount(self) -> None:
        """Read it."""
        self.run_worker(self._read(), exit_on_error=False)

    def on_changed(self, message: Changed) -> None:  # noqa: ARG002
        """Somebody saved something: read it again, keeping mark and place."""
        in_background(self, self._read, "read")

    @in_turn
    async def _read(self) -> None:
        card = await self.desk_app.ask(lambda work: desk.cards.open_card(work, self.guest_id))
        self.query_one(".facts--title", Words).say(f"What is known · {card.name}")
        self.list.put(tuple(facts_of(card)), cursor=self.list.cursor, top=self.list.top)
        self.show_detail()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """A link is made anew rather than edited; a visit is cancelled in its form and stays in the book."""
        fact = self.list.current
        if action in ("look", "consent"):
            return fact is not None and fact.is_hidden
        if action == "history":
            return fact is not None and fact.kind == "note"
        if action == "edit":
            return fact is not None and fact.kind != "bond"
        return action != "remove" or (fact is not None and fact.kind != "visit")

    def action_mark(self, by: int) -> None:
        """Move the mark."""
        self.list.step(by)
        self.show_detail()
        self.refresh_bindings()

    def on_marked_chosen(self) -> None:
        """A click marks."""
        self.show_detail()
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Words are broken for the width at hand."""
        self.show_detail()

    # Below the list

    def show_detail(self) -> None:
        """What there is to say about the fact at the mark; words that were shown for a look go."""
        fact = self.list.covered(self.list.current)
        self._show(())
        if fact is not None and fact.detail:
            keys = "z shows it · c consent · h before" if fact.is_hidden else "h before" if fact.kind == "note" else ""
            self._show((fact.detail, keys))

    def _show(self, texts: Iterable[str]) -> None:
        if self._look is not None:
            self._look.stop()
            self._look = None
        width = max(20, self.full.size.width - 2)
        parts = [part for text in texts if text for part in wrap(clean(text, 600), width, 3)]
        self.full.show([((f" {part}", "plain"),) for part in parts], top=0)

    def _show_for_a_look(self, texts: Iterable[str]) -> None:
        self._show(texts)
        self._look = self.set_timer(LOOK, self.show_detail)
        self.desk_app.before_lobby.append(self.show_detail)

    @in_turn
    async def action_look(self) -> None:
        """The words of the hidden note at the mark; that somebody looked is written down."""
        fact = self.list.current
        if fact is not None and fact.is_hidden:
            words, disputed = await self.desk_app.keep(lambda work: _words_of(work, fact.id))
            self._show_for_a_look((words, f"disputed: “{disputed}”" if disputed else "", fact.detail))

    @in_turn
    async def action_history(self) -> None:
        """What the note at the mark said before. Of a hidden one that is a look."""
        fact = self.list.current
        if fact is None or fact.kind != "note":
            return
        if fact.is_hidden:
            versions = await self.desk_app.keep(lambda work: _history_of(work, fact.id))
        else:
            versions = await self.desk_app.ask(lambda work: desk.notes.history(work, fact.id))
        told = [f"{each.at_text} {each.person}: {each.text}" for each in versions[-_FULL_TALL:]]
        self._show_for_a_look(self.list.covered(tuple(told), fact.guest_id) if not fact.is_hidden else told)

    @in_turn
    async def action_consent(self) -> None:
        """The guest's yes to the hidden note at the mark, or their no."""
        from delightdesk.tui.widgets.consent_line import ConsentPanel

        fact = self.list.current
        if fact is None or not fact.is_hidden:
            return

        async def answered(consent: Consent | None) -> None:
            await self._keep_consent(fact, consent)

        self._close_question()
        self.question = ConsentPanel(answered, self._unasked)
        await self.query_one(Vertical).mount(self.question)
        self.set_focus(self.question.query_one("ConsentLine"))

    async def _unasked(self) -> None:
        self._close_question()

    def _close_question(self) -> None:
        """Not awaited: its own key may be what closes it."""
        self.set_focus(self.list)
        if self.question is not None:
            self.question.display = False
            self.question.remove()
            self.question = None

    @in_turn
    async def _keep_consent(self, fact: Fact, consent: Consent | None) -> None:
        self._close_question()
        if consent is None:
            await self.desk_app.save(lambda work: desk.privacy.consent.refuse(work, fact.id, fact.version))
        else:
            words, keeps = consent.words, consent.keeps
            await self.desk_app.save(lambda work: desk.privacy.consent.agree(work, fact.id, words, keeps, fact.version))
        self.desk_app.tell("The note is gone for good" if consent is None else "Noted that the guest agrees")

    @in_turn
    async def action_edit(self) -> None:
        """The form of the fact at the mark; to open a hidden one is a look."""
        fact = self.list.current
        if fact is not None:
            if fact.is_hidden:
                await self.desk_app.keep(lambda work: desk.privacy.consent.look(work, fact.id))
            self.app.push_screen(make(fact.kind, fact.guest_id, row_id=fact.id))

    def action_remove(self) -> None:
        """Ask, with the fact's own words, then take it away."""
        fact = self.list.current
        if fact is None:
            return

        def answered(is_sure: bool | None) -> None:
            if is_sure:
                self.run_worker(self._remove(fact), exit_on_error=False)

        words = clean(fact.text, 90)
        question = Confirm(f"Remove the {fact.kind} “{words}”? Undo brings it back.", yes="remove", no="keep")
        self.app.push_screen(question, answered)

    @in_turn
    async def _remove(self, fact: Fact) -> None:
        try:
            await self.desk_app.save(lambda work: desk.facts.remove(work, fact.kind, fact.id, fact.version))
        except DeskError as error:
            self.desk_app.tell(str(error), is_problem=True)
        else:
            self.desk_app.tell(f"Removed the {fact.kind} · ^Z undoes")

    @in_turn
    async def action_undo(self) -> None:
        """Take back the last act."""
        self.desk_app.tell(await self.desk_app.save(desk.undo.undo))
