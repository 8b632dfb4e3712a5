"""Giving a suggestion: what is in it, when, where, quietly or not. Enter logs it as it stands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from delightdesk.domain.errors import DeskError
from delightdesk.domain.money import parse_money, show_money
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import Words, clean
from delightdesk.tui.widgets.give_words import whose_yes
from delightdesk.tui.widgets.lines import Line, Lines, cut, wrap
from delightdesk.tui.widgets.typing import ActsAtOnce, TypingLine

if TYPE_CHECKING:
    from delightdesk.desk.lines import FormLine, SuggestionLine

GROUP = "Giving a gesture"


@dataclass(frozen=True, slots=True)
class Giving:
    """What the panel hands over. ``lines`` is None where the basket was left as suggested; ``when`` is as typed."""

    form: int
    lines: tuple[tuple[str, int], ...] | None
    when: str
    place: str | None
    private: bool


class _Head(Lines, ActsAtOnce, can_focus=True):
    """What is about to be given, in words."""


class GivePanel(Vertical):
    """The panel below the brief. ``log`` is awaited with what is to be given, ``leave`` closes without logging."""

    DEFAULT_CSS = """
    GivePanel { height: auto; max-height: 18; dock: bottom; border-left: solid $primary; background: $surface; }
    GivePanel #give-head { height: 3; background: $surface; }
    GivePanel Horizontal { height: 1; }
    GivePanel .give--what { width: 1fr; margin-left: 1; }
    GivePanel .give--cost { width: 9; margin-left: 1; }
    GivePanel .give--label { width: 7; padding-left: 1; color: $primary; }
    GivePanel .give--when { width: 16; }
    GivePanel .give--where { width: 1fr; }
    GivePanel .give--total { height: auto; max-height: 2; padding: 0 1; }
    """
    BINDINGS = declare(
        Command("give.log", "enter", "Log it", "Log the gesture as it stands.", GROUP, show_in_footer=True),
        Command("give.fields", "tab", "Change it", "Go through items, costs, hour and place.", GROUP,
                show_in_footer=True, action="app.focus_next"),
        Command("give.private", "p", "Quietly", "Given quietly, or where others may see it.", GROUP,
                show_in_footer=True),
        Command("give.a", "a", "First form", "Log the first of two forms.", GROUP, action="form(0)"),
        Command("give.b", "b", "Second form", "Log the second of two forms.", GROUP, action="form(1)"),
        Command("give.other", "o", "Other form", "Show the basket of the other form.", GROUP),
        Command("give.leave", "escape", "Leave", "Close without logging anything.", GROUP, show_in_footer=True),
    )  # fmt: skip

    def __init__(
        self,
        suggestion: SuggestionLine,
        currency: str,
        allowance: str,
        log: Callable[[Giving], Awaitable[None]],
        leave: Callable[[], None],
        form: int = 0,
        *,
        whose: int | None = None,
    ) -> None:
        super().__init__()
        self.suggestion, self.currency, self.allowance = suggestion, currency, clean(allowance)
        self._log, self._leave, self.form = log, leave, form
        self.is_private = not suggestion.public
        self.whose = whose

    @property
    def head(self) -> _Head:
        """Where the focus goes first, so that Enter logs at once."""
        return self.query_one(_Head)

    @property
    def chosen(self) -> FormLine:
        """The form whose basket is shown."""
        return self.suggestion.forms[self.form]

    def compose(self) -> ComposeResult:
        """Head, basket, hour and place, total."""
        yield _Head(id="give-head")
        yield from self._basket_rows()
        with Horizontal():
            yield Words("When", classes="give--label")
            yield TypingLine(placeholder=self._usual_when(), classes="give--when", max_length=20)
            yield Words("Where", classes="give--label")
            yield TypingLine(clean(self.suggestion.place, 80), classes="give--where", max_length=80)
        yield Words("", classes="give--total")

    def _basket_rows(self) -> list[Horizontal]:
        """One row an item, and an empty one for something more."""
        items = [(clean(what, 80), show_money(cost, self.currency)) for what, cost in self.chosen.lines]
        return [
            Horizontal(
                TypingLine(what, placeholder="something more", classes="give--what", max_length=80),
                TypingLine(cost, placeholder="0", classes="give--cost", max_length=16),
                classes="give--row",
            )
            for what, cost in (*items, ("", ""))
        ]

    def _usual_when(self) -> str:
        return clean(self.suggestion.who_when).rpartition(", ")[2]

    def on_mount(self) -> None:
        """Say what it costs."""
        self._refresh_words()

    def on_input_changed(self) -> None:
        """The total follows what is typed."""
        self._refresh_words()

    def on_resize(self) -> None:
        """Words are cut for the width at hand."""
        self._refresh_words()

    def _refresh_words(self) -> None:
        self.head.show(self._head_lines(max(20, self.size.width - 1)), top=0)
        total = self.query_one(".give--total", Words)
        try:
            cost = show_money(sum(cost for _, cost in self._lines()), self.currency)
            approval = f" · {whose_yes(self.suggestion.needs_approval)}" if self.suggestion.needs_approval else ""
            manner = "quietly" if self.is_private else "others may see it"
            total.say(f"Total {cost} · {manner}{approval} · {self.allowance}", layout=True)
        except DeskError as error:
            total.say(str(error), layout=True)

    def _head_lines(self, width: int) -> list[Line]:
        shown = self.head.covered(self.suggestion, self.whose)
        title = cut(clean(shown.forms[self.form].title), width - 12)
        fill = "─" * max(0, width - cell_len(title) - 10)
        lines: list[Line] = [(("─ Give: ", "rule"), (title, "strong"), (f" {fill}", "rule"))]
        forms = shown.forms
        if len(forms) > 1:
            names = [f"{clean(form.title)} {clean(form.cost_text)}" for form in forms]
            room = (width - 10) // 2
            lines.append(
                ((" a ", "key"), (cut(names[0], room), "plain"), ("   b ", "key"), (cut(names[1], room), "plain"))
            )
        asks = "; ".join(clean(text) for text in shown.cautions)
        if asks:
            parts = wrap(asks, width - 8, 6)
            lines += [((f" {'' if at else 'Ask':<5}", "warn"), (part, "plain")) for at, part in enumerate(parts)]
        if shown.how:
            parts = wrap(clean(shown.how), width - 8, 2)
            lines += [((f" {'' if at else 'How':<5}", "label"), (part, "quiet")) for at, part in enumerate(parts)]
        self.head.styles.height = len(lines)
        return lines

    def _lines(self) -> tuple[tuple[str, int], ...]:
        rows = ([field.value.strip() for field in row.query(TypingLine)] for row in self.query(".give--row"))
        return tuple((what, parse_money(cost, self.currency) if cost else 0) for what, cost in rows if what or cost)

    def _giving(self) -> Giving:
        lines = self._lines()
        place = self.query_one(".give--where", TypingLine).value.strip()
        return Giving(
            form=self.form,
            lines=None if lines == self.chosen.lines else lines,
            when=self.query_one(".give--when", TypingLine).value.strip(),
            place=None if place == self.suggestion.place else place,
            private=self.is_private,
        )

    async def action_log(self) -> None:
        """Log what is shown."""
        try:
            giving = self._giving()
        except DeskError as error:
            self.query_one(".give--total", Words).say(str(error), layout=True)
            return
        await self._log(giving)

    async def action_form(self, form: int) -> None:
        """Log one of two forms; a form whose basket is not shown is given as suggested."""
        if form == self.form:
            await self.action_log()
        elif form < len(self.suggestion.forms):
            await self._log(replace(self._giving(), form=form, lines=None))

    def action_leave(self) -> None:
        """Close."""
        self._leave()

    def action_private(self) -> None:
        """Quietly, or where others see it."""
        self.is_private = not self.is_private
        self._refresh_words()

    async def action_other(self) -> None:
        """Show the basket of the other form."""
        if len(self.suggestion.forms) > 1:
            self.form = 1 - self.form
            await self.query(".give--row").remove()
            await self.mount_all(self._basket_rows(), after=self.head)
            self._refresh_words()
