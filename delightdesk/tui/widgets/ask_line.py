"""One line asked for at the bottom of the card: a note, an answer, the guest's own words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from delightdesk.domain.forbidden import without
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import Words
from delightdesk.tui.widgets.coach_line import CoachLine
from delightdesk.tui.widgets.lines import wrap
from delightdesk.tui.widgets.typing import TypingLine

if TYPE_CHECKING:
    from delightdesk.domain.consent import Consent
    from delightdesk.domain.wording import AdviceKind

GROUP = "Typing a line"
_MOST_ECHO = 3


class _Line(TypingLine):
    def __init__(self, value: str, changed: Callable[[str], None]) -> None:
        self._changed = changed
        super().__init__(value, select_on_focus=False)

    def watch_value(self, value: str) -> None:
        """Say what was understood in the frame of the key."""
        self._changed(value)


class AskLine(Vertical):
    """A prompt, the line, and below it what the desk understood.

    done: is awaited with the text and whether it is a plain note when Enter is pressed; closing is up to it.
    left: is awaited with the text when it is closed without saving. typed: is told every change.
    understand: gives the words for the line below from the text and that choice. coached: what the coach speaks of,
    from the same. may_be_plain: there is a choice.
    may_be_hidden: it may be kept as a sensitive note; is_hidden: it is to be. consent: the guest's yes to these words,
    once `ask_consent` was answered with one. stands: it was answered with keeping them as they are. refused: is awaited
    when the guest says no.
    """

    DEFAULT_CSS = """
    AskLine { height: auto; dock: bottom; background: $surface; border-left: solid $primary; }
    AskLine > .ask--prompt { height: 1; color: $primary; text-style: bold; padding: 0 1; }
    AskLine > TypingLine { padding: 0 1; }
    AskLine > .ask--echo { height: 1; color: $text-muted; padding: 0 1; }
    """
    BINDINGS = declare(
        Command("line.save", "enter", "Save", "Save the line.", GROUP, show_in_footer=True),
        Command("line.plain", "tab", "Plain note", "Keep it word for word, or let it be understood again.", GROUP,
                show_in_footer=True),
        Command("line.hidden", "shift+tab", "Keep hidden", "Keep it word for word and hidden, with the guest's yes.",
                GROUP),
        Command("line.reword", "ctrl+w", "Better words", "Put the words offered in the place of those advised on.",
                GROUP, show_in_footer=True, priority=True),
        Command("line.leave", "escape", "Leave", "Leave without saving; what was typed waits here.", GROUP,
                show_in_footer=True),
    )  # fmt: skip

    def __init__(
        self,
        prompt: str,
        done: Callable[[str, bool], Awaitable[None]],
        left: Callable[[str], Awaitable[None]],
        *,
        typed: Callable[[str], None] | None = None,
        understand: Callable[[str, bool], str] | None = None,
        coached: Callable[[str, bool], Collection[AdviceKind]] | None = None,
        may_be_plain: bool = False,
        may_be_hidden: bool = False,
        refused: Callable[[], Awaitable[None]] | None = None,
        value: str = "",
    ) -> None:
        super().__init__()
        self._prompt, self._done, self._left, self._value = prompt, done, left, value
        self._typed, self._understand, self._may_be_plain = typed, understand, may_be_plain
        self._may_be_hidden, self._refused = may_be_hidden, refused
        self._coached, self._offered = coached, False
        self.is_plain = self.is_hidden = False
        self.consent: Consent | None = None
        self.stands = False

    def compose(self) -> ComposeResult:
        """Prompt, line, echo."""
        yield Words(self._prompt, classes="ask--prompt")
        yield _Line(self._value, self._changed)
        yield Words("", classes="ask--echo")
        yield CoachLine()
        if self._refused is not None:
            from delightdesk.tui.widgets.consent_line import ConsentLine

            yield ConsentLine()

    @property
    def line(self) -> TypingLine:
        """The field itself."""
        return self.query_one(TypingLine)

    @property
    def coach(self) -> CoachLine:
        """What is said of the words."""
        return self.query_one(CoachLine)

    def on_mount(self) -> None:
        """Words begun earlier are understood at once, and again once there is a place to paint what they mean."""
        if self._value:
            self.call_after_refresh(self._echo_begun)

    def _echo_begun(self) -> None:
        if self.is_attached:
            self._echo()

    def on_resize(self) -> None:
        """Broken for the width at hand."""
        self._echo()

    def _changed(self, text: str) -> None:
        self.consent, self.stands = None, False
        if self.is_mounted:
            self._echo()
            if self._typed is not None:
                self._typed(text)

    def _echo(self) -> None:
        if self._understand is not None:
            words, echo = self._understand(self.line.value, self.is_plain), self.query_one(".ask--echo", Words)
            echo.say(words)
            echo.styles.height = len(wrap(words, max(10, self.size.width - 3), _MOST_ECHO))
        text = self.line.value
        kinds = self._coached(text, self.is_plain) if self._coached is not None and text else ()
        self.coach.look(text, kinds, self.size.width - 3, may_be_hidden=self._may_be_hidden)
        if self.coach.offers != self._offered:
            self._offered = self.coach.offers
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """A plain note is only a choice where the line is read for meaning, a hidden one where notes are made.

        Other words have to be offered; else the key does what it does in any line, and takes a word away.
        """
        if action == "reword":
            return self.is_mounted and self._offered and self.line.has_focus
        return {"plain": self._may_be_plain, "hidden": self._may_be_hidden}.get(action, True)

    def action_reword(self) -> None:
        """The words offered in the place of those advised on."""
        line = self.line
        line.value = self.coach.reworded(line.value)
        line.cursor_position = len(line.value)

    def action_plain(self) -> None:
        """Keep the line word for word, or not."""
        self.is_plain, self.is_hidden = not self.is_plain, False
        self._echo()

    def action_hidden(self) -> None:
        """Keep the line as a sensitive note, or not."""
        self.is_hidden, self.is_plain = not self.is_hidden, False
        self._echo()

    # The guest's yes

    def ask_consent(self, answers: str) -> None:
        """The words are kept only with the guest's yes: ask, below the line."""
        self.coach.display = False  # its advice was there while it could be followed
        self.query_one("ConsentLine").ask(answers)  # type: ignore[attr-defined]

    async def agree(self, keeps: bool) -> None:
        """Yes: keep it with that."""
        from delightdesk.domain.consent import Consent

        await self.unask()
        self.consent = Consent(keeps=keeps)
        await self.action_save()

    async def let_stand(self) -> None:
        """It is about something else: keep it as it stands."""
        await self.unask()
        self.stands = True
        await self.action_save()

    async def refuse(self) -> None:
        """No: nothing of it is kept."""
        await self.unask()
        if self._refused is not None:
            await self._refused()

    async def unask(self) -> None:
        """Back to the words."""
        self.coach.display = True
        self.query_one("ConsentLine").take_back()  # type: ignore[attr-defined]
        self.screen.set_focus(self.line)

    async def action_save(self) -> None:
        """Hand the line over."""
        await self._done(self.line.value, self.is_plain)

    async def action_leave(self) -> None:
        """Close; the text is handed back so that it can be offered again."""
        await self._left(without(self.line.value)[0])
