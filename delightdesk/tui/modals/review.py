"""What imports found in remarks: taken over or put aside, one key a line."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from delightdesk import desk
from delightdesk.domain.errors import ConsentNeeded
from delightdesk.domain.name_marks import marked
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.messages import Changed
from delightdesk.tui.safe import Words, clean
from delightdesk.tui.telling import in_background, in_turn
from delightdesk.tui.widgets.card import LOOK
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.lines import Line, Lines, cut, pad, wrap
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.import_lines import ReviewLine
    from delightdesk.domain.consent import Consent
    from delightdesk.tui.app import DeskApp
    from delightdesk.tui.widgets.consent_line import ConsentPanel

GROUP = "Review"


def row(line: ReviewLine, width: int, is_marked: bool) -> Line:
    """Guest and what the remark seems to say, in ``width`` cells."""
    name = max(14, width // 3)
    mark = "▸ " if is_marked else "  "
    manner = "cursor" if is_marked else "plain"
    who = pad(cut(marked(clean(line.guest_name, 300), line.guest_marks), name - 1), name)
    return ((f"{mark}{who}", manner), (pad(clean(line.understood), width - name - 2), manner))


class _ReviewList(Marked["ReviewLine"], ActsAtOnce, can_focus=True):
    BINDINGS = declare(
        Command("review.take", "t", "Take", "It is so: put it on the card.", GROUP, show_in_footer=True,
                action="screen.take"),
        Command("review.look", "z", "Show", "The hidden words of the remark at the mark; the look is written down.",
                GROUP, action="screen.look"),
        Command("review.dismiss", "x", "Put aside", "It is nothing; it is not asked again.", GROUP, show_in_footer=True,
                action="screen.put_aside"),
        Command("review.undo", "u,ctrl+z", "Undo", "Take back your last act.", GROUP, show_in_footer=True,
                action="screen.undo", keys_shown="u"),
        Command("review.leave", "escape", "Back", "Close; what is left waits here.", GROUP, show_in_footer=True,
                action="screen.dismiss"),
        Command("review.help", "f1,question_mark", "Help", "Every key.", GROUP, show_in_footer=True, action="app.help",
                keys_shown="F1"),
        Command("review.down", "down,j", "Next", "", GROUP, action="screen.mark(1)"),
        Command("review.up", "up,k", "Previous", "", GROUP, action="screen.mark(-1)"),
        Command("review.page-down", "pagedown", "Page down", "", GROUP, action="screen.mark(10)"),
        Command("review.page-up", "pageup", "Page up", "", GROUP, action="screen.mark(-10)"),
    )  # fmt: skip


class ReviewScreen(ModalScreen[None]):
    """Guest, what the desk understood, and below the remark itself."""

    CSS = """
    ReviewScreen { align: center middle; }
    ReviewScreen > Vertical {
        width: 100%; max-width: 106; height: 100%; max-height: 30; padding: 0 1;
        background: $background; border: round $primary;
    }
    ReviewScreen .review--title { height: 1; color: $primary; text-style: bold; }
    ReviewScreen .review--quote { height: 4; background: $surface; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.turn = asyncio.Lock()
        self.question: ConsentPanel | None = None
        self.list = _ReviewList(row, empty="One moment, please.")

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    def compose(self) -> ComposeResult:
        """Heading, lines, the remark in full, keys."""
        self.title_line = Words("Remarks to look through", classes="review--title")
        self.quote = Lines()
        self.quote.add_class("review--quote")
        with Vertical():
            yield self.title_line
            yield self.list
            yield self.quote
        yield KeyLine()

    def on_mount(self) -> None:
        """Read them."""
        self.set_focus(self.list)
        self.run_worker(self._read(), exit_on_error=False)

    def on_changed(self, message: Changed) -> None:  # noqa: ARG002
        """Somebody saved something: read them again, keeping the place."""
        in_background(self, self._read, "read")

    def on_resize(self) -> None:
        """The remark is broken for the width at hand."""
        self._show_quote()

    @in_turn
    async def _read(self) -> None:
        await self._fetch()

    async def _fetch(self) -> None:
        lines = await self.desk_app.ask(desk.review.waiting)
        self.list.empty = "Nothing is waiting. Remarks found by the next import will stand here."
        self.list.put(lines, cursor=self.list.cursor, top=self.list.top)
        self.title_line.say(f"Remarks to look through: {len(lines)}" if lines else "Remarks to look through")
        self._show_quote()
        self.refresh_bindings()

    def _show_quote(self) -> None:
        self._show_words(self.list.current.quote if self.list.current is not None else "")

    def _show_words(self, words: str) -> None:
        width = max(20, self.quote.size.width)
        parts = wrap(f"“{clean(words, 600)}”", width - 2, 3) if words else []
        lines: list[Line] = [((f" {part}", "plain"),) for part in parts]
        self.quote.show([((" In the remark:", "label"),), *lines] if lines else [], top=0)

    @in_turn
    async def action_look(self) -> None:
        """The words to ask the guest about, for a minute or until the mark moves on."""
        line = self.list.current
        if line is not None and line.asks:
            words = await self.desk_app.keep(lambda work: desk.review.look(work, line.id))
            self.desk_app.before_lobby.append(self._show_quote)
            self.set_timer(LOOK, self._show_quote)
            self._show_words(words)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Without a remark there is nothing to take or to put aside."""
        if action == "look":
            return self.list.current is not None and self.list.current.asks
        return action not in ("take", "put_aside") or self.list.current is not None

    def action_mark(self, by: int) -> None:
        """Move the mark."""
        self.list.step(by)
        self._show_quote()

    def on_marked_chosen(self) -> None:
        """A click marks."""
        self._show_quote()

    @in_turn
    async def action_take(self) -> None:
        """Onto the card with it."""
        line = self.list.current
        if line is not None:
            try:
                await self.desk_app.save(lambda work: desk.review.take(work, line.id))
            except ConsentNeeded:
                await self._ask(line.id)
                return
            await self._fetch()
            self.desk_app.tell("Taken over · ^Z undoes")

    async def _ask(self, item: int) -> None:
        """The remark is kept only with the guest's yes."""
        from delightdesk.tui.widgets.consent_line import ConsentPanel

        async def answered(consent: Consent | None) -> None:
            await self._answered(item, consent)

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
    async def _answered(self, item: int, consent: Consent | None) -> None:
        self._close_question()
        if consent is None:
            await self.desk_app.save(lambda work: desk.review.refuse(work, item))
        else:
            await self.desk_app.save(lambda work: desk.review.take(work, item, consent))
        await self._fetch()
        self.desk_app.tell("Not kept, as the guest wished" if consent is None else "Kept with the guest's yes, hidden")

    @in_turn
    async def action_put_aside(self) -> None:
        """Not asked again."""
        line = self.list.current
        if line is not None:
            await self.desk_app.save(lambda work: desk.review.dismiss(work, line.id))
            await self._fetch()
            self.desk_app.tell("Put aside · ^Z undoes")

    @in_turn
    async def action_undo(self) -> None:
        """Take back the last act."""
        self.desk_app.tell(await self.desk_app.save(desk.undo.undo))
        await self._fetch()
