"""The first run: a house name, its kind, a currency, one person. Then there is a desk."""

from __future__ import annotations

import asyncio
import locale
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input

from delightdesk import desk
from delightdesk.domain.errors import DeskError, Invalid
from delightdesk.domain.money import currency_known
from delightdesk.domain.vocabulary import Sector
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.gateway import SORRY
from delightdesk.tui.log import note_failure
from delightdesk.tui.messages import HouseReady
from delightdesk.tui.modals.fields import Field, Fields, words_of
from delightdesk.tui.safe import Words
from delightdesk.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from delightdesk.tui.app import DeskApp

GROUP = "The first run"
USUAL_CURRENCY = "EUR"
_FIELDS = (
    Field("name", "House", "as guests know it", most=120),
    Field("sector", "Kind of house", "arrows or first letter", words_of(Sector)),
    Field("currency", "Currency", "EUR, GBP, USD", most=12),
    Field("person", "You", "the name guests hear", most=80),
)


def local_currency() -> str:
    """The currency this PC is set to, or the euro where it does not tell."""
    before = locale.setlocale(locale.LC_MONETARY)
    try:
        locale.setlocale(locale.LC_MONETARY, "")
        code = str(locale.localeconv()["int_curr_symbol"]).strip().upper()
    except locale.Error:
        return USUAL_CURRENCY
    finally:
        locale.setlocale(locale.LC_MONETARY, before)
    return code if currency_known(code) else USUAL_CURRENCY


class FirstRun(Screen[None]):
    """Four answers. Nothing is made before the last one, and Esc leaves nothing behind.

    anyway: also where a desk was before and is gone, as somebody said who saw that.
    """

    DEFAULT_CSS = """
    FirstRun {
        align: center middle;
        & > Vertical { width: 78; max-width: 100%; height: auto; border: round $primary; padding: 1 2; }
        &.-wide > Vertical { width: 106; }
        &.-wide .field--value { width: 46; }
        .first--title { color: $primary; text-style: bold; margin-bottom: 1; }
        FieldRow { margin-bottom: 1; }
        .first--told { height: auto; min-height: 2; color: $text-muted; }
    }
    """
    AUTO_FOCUS: ClassVar[str | None] = ".field--value"
    BINDINGS = declare(
        Command("first.next", "enter", "Next", "Go to the next field; on the last one, open the desk.", GROUP,
                show_in_footer=True),
        Command("first.make", "ctrl+s", "Open the desk", "Make the desk with what stands here.", GROUP,
                show_in_footer=True),
        Command("first.leave", "escape", "Leave", "Close; nothing is made.", GROUP, show_in_footer=True,
                action="app.quit"),
        Command("first.down", "down", "Field below", "", GROUP, action="go(1)"),
        Command("first.up", "up", "Field above", "", GROUP, action="go(-1)"),
    )  # fmt: skip

    def __init__(self, path: Path, *, anyway: bool = False) -> None:
        super().__init__()
        self.anyway = anyway
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
        self.path = path
        self.fields = Fields(_FIELDS)
        self.is_making = False

    def compose(self) -> ComposeResult:
        """Heading, four fields, where the desk will lie, keys."""
        with Vertical():
            yield Words("Welcome to DelightDesk. Four answers and the desk is open.", classes="first--title")
            yield self.fields
            yield Words(f"The desk will be kept in {self.path}, on this PC only.", classes="first--told")
        yield KeyLine()

    def on_mount(self) -> None:
        """What can be guessed stands there already."""
        self.fields.rows["currency"].value = local_currency()

    def on_input_changed(self, message: Input.Changed) -> None:
        """An unknown currency is said while it is typed; other complaints end once the field changes."""
        row = self.fields.rows["currency"]
        if message.input is row.line:
            typed = message.value.strip().upper()
            is_wrong = len(typed) > 2 and not currency_known(typed)
            row.tell("Three letters, such as EUR, GBP or USD." if is_wrong else "")
            return
        for other in self.fields.rows.values():
            if other.line is message.input and other.told:
                other.tell("")

    def action_go(self, by: int) -> None:
        """Up or down a field."""
        self.fields.go(by)

    async def action_next(self) -> None:
        """The next field; from the last one, open the desk."""
        if not self.fields.go(1):
            self.action_make()

    def action_make(self) -> None:
        """Make the desk."""
        if not self.is_making:
            self.is_making = True
            self._say("The desk is being made. One moment, please.")
            self.run_worker(self._make(), exit_on_error=False)

    async def _make(self) -> None:
        values = {name: str(value) for name, value in self.fields.values().items()}
        clock = cast("DeskApp", self.app).clock
        try:
            await asyncio.to_thread(
                lambda: desk.house.set_up(
                    self.path,
                    name=values["name"],
                    sector=Sector(values["sector"]),
                    currency=values["currency"],
                    person=values["person"],
                    anyway=self.anyway,
                    clock=clock,
                )
            )
        except Invalid as error:
            self._say("")
            if not self.fields.blame(error.field or "", str(error)):
                self._say(str(error))
        except DeskError as error:
            self._say(str(error))
        except Exception as error:
            note_failure(error)
            self._say(SORRY)
        else:
            self.app.post_message(HouseReady())
            return
        self.is_making = False

    def _say(self, sentence: str) -> None:
        self.query_one(".first--told", Words).say(sentence, layout=True)
