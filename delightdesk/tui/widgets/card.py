"""The card of one guest, and the letters that act on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual import events
from textual.timer import Timer

from delightdesk.tui.commands import Command, declare
from delightdesk.tui.widgets.card_text import card_lines
from delightdesk.tui.widgets.lines import Line, Lines, wrap
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.cards import GuestCard
    from delightdesk.desk.privacy.consent import Looked
    from delightdesk.tui.app import DeskApp

LOOK = 60.0
"""Seconds for which hidden words are shown."""

GIVE, KNOW, RIGHT, MOVE = "Giving", "Knowing", "Putting it right", "Moving about the card"


def _on_card(name: str, key: str, label: str, help_: str, group: str, *, footer: bool = False) -> Command:
    return Command(
        f"card.{name}", key, label, help_, group, show_in_footer=footer, action=f"screen.{name.replace('-', '_')}"
    )


def _choose(number: int) -> Command:
    return Command(
        f"card.choose-{number}",
        str(number),
        "Give" if number == 1 else f"Give {number}",
        "Open the suggestion with that number; Enter logs it, a or b logs one of two forms." if number == 1 else "",
        GIVE,
        show_in_footer=number == 1,
        action=f"screen.choose({number})",
        keys_shown="1-5" if number == 1 else "",
    )


class Card(Lines, ActsAtOnce, can_focus=True):
    """Everything known of a guest in the order it is needed. Letters that are no command do nothing."""

    DEFAULT_CSS = """
    Card { border-left: solid $panel; }
    Card:focus { border-left: solid $primary; }
    """
    BINDINGS = declare(
        *(_choose(number) for number in range(1, 6)),
        _on_card("go-on", "enter", "Go on", "Go on with the line that was begun and not saved.", KNOW, footer=True),
        _on_card("note", "n", "Note", "Note in one line: occasion, allergy, the usual, anything.", KNOW, footer=True),
        _on_card("why-not", "w", "Why not", "Show what was ruled out, why, and what would be safe.", GIVE, footer=True),
        _on_card("undo", "u", "Undo", "Take back your last act.", KNOW, footer=True),
        _on_card("drop", "delete", "Drop it", "Forget the line that was begun.", KNOW),
        _on_card("own", "m", "My own idea", "Log a gesture of your own making in one line.", GIVE),
        _on_card("none-today", "0", "None today", "Record that nothing is given today.", GIVE),
        _on_card("delivered", "d", "Delivered", "The next gesture was given; then 1-5 for how they took it.", GIVE),
        _on_card("gestures", "g", "Gestures", "Gestures of this visit: ready, delivered, declined, cancelled.", GIVE),
        _on_card("problem", "p", "Problem", "What went wrong, in a few words; it is yours from then on.", RIGHT),
        _on_card("recover", "r", "Put right", "The problem at hand: its steps, what it cost, who owns it.", RIGHT),
        _on_card("playbook", "l", "Playbook", "Start the plan for it; its steps become tasks.", RIGHT),
        _on_card("owed", "t", "Owed", "What is owed here: promises, deliveries, follow-ups; each one key from done.",
                 RIGHT),
        _on_card("cannot", "f", "Cannot", "Options instead of a no: two alternatives, or a partner.", RIGHT),
        _on_card("bend", "y", "Bend a rule", "Bend a small rule kindly and say why.", RIGHT),
        _on_card("step", "i", "In or out", "Move the visit on: expected, in house, left.", KNOW),
        _on_card("look", "z", "Hidden notes", "Show the hidden notes for a minute; that you looked is written down.",
                 KNOW),
        _on_card("confirm", "c", "Confirm", "The usual is still right today; or the guest's yes to a hidden note.",
                 KNOW),
        _on_card("answer", "q", "Answer", "Write down the answer to the question on the card.", KNOW),
        _on_card("skip", "s", "Skip", "Leave the question for another time.", KNOW),
        _on_card("edit-guest", "e", "Edit", "Edit name, contact, language and cautions for the greeting.", KNOW),
        _on_card("edit-visit", "v", "Visit", "Add or edit the visit.", KNOW),
        _on_card("edit-occasion", "o", "Occasion", "Add an occasion.", KNOW),
        _on_card("edit-caution", "a", "Avoid", "Add something to avoid: an allergy, alcohol, a scent.", KNOW),
        _on_card("edit-bond", "b", "Belongs to", "Link a partner, child, booker or friend.", KNOW),
        _on_card("edit-facts", "x", "Change", "Go through all that is noted here: change it or remove it.", KNOW),
        _on_card("rights", "h", "Their data", "What they may ask for: all we hold, put right, erased, one of two.",
                 KNOW),
        Command("card.down", "j,down", "Down", "Read on.", MOVE, action="scroll(1)", keys_shown="j ↓"),
        Command("card.up", "k,up", "Up", "Read back.", MOVE, action="scroll(-1)", keys_shown="k ↑"),
        Command("card.page-down", "pagedown,space", "Page down", "A page on.", MOVE, action="page(1)",
                keys_shown="PgDn"),
        Command("card.page-up", "pageup", "Page up", "A page back.", MOVE, action="page(-1)"),
        Command("card.find", "slash", "Find", "Back to the find box.", MOVE, action="screen.find"),
        Command("card.back", "escape", "Back", "First to the suggestions again, then to the find box.", MOVE,
                action="screen.back"),
    )  # fmt: skip

    def __init__(self, hint: str) -> None:
        super().__init__(id="card")
        self.card: GuestCard | None = None
        self.hint = hint
        self.is_why_not = False
        self.looked: dict[int, Looked] = {}
        self._look: Timer | None = None

    def put(self, card: GuestCard | None, hint: str = "") -> None:
        """Show a card, or a hint when there is none. The same guest keeps the place that was being read."""
        same = card is not None and self.card is not None and card.id == self.card.id
        if not same:
            self.is_why_not = False
            self._forget()
        self.card, self.hint = card, hint
        self.show(self._lines(), top=self.top if same else 0)

    def show_hidden(self, found: Sequence[Looked]) -> None:
        """Show the words of hidden notes until another guest or the lobby comes, or for a minute."""
        self._forget()
        self.looked = {each.id: each for each in found}
        self._look = self.set_timer(LOOK, self.hide_again)
        cast("DeskApp", self.app).before_lobby.append(self.hide_again)
        self.show(self._lines())

    def hide_again(self) -> None:
        """The words are hidden again."""
        if self.looked:
            self._forget()
            self.show(self._lines())

    def _forget(self) -> None:
        self.looked = {}
        if self._look is not None:
            self._look.stop()
            self._look = None

    @property
    def views(self) -> Sequence[object]:
        """The card."""
        return (self.card,)

    def turn_why_not(self) -> None:
        """Swap suggestions and what was ruled out."""
        self.is_why_not = not self.is_why_not
        self.show(self._lines(), top=0)

    def on_resize(self) -> None:
        """Lines are broken for the width at hand."""
        self.show(self._lines())

    async def on_click(self, event: events.Click) -> None:
        """A click on a suggestion chooses it, one on what was ruled out shows why."""
        place = self.top + event.y
        if "ruled out" in "".join(text for text, _ in self.line_at(place)).lower():
            await self.app.run_action("screen.why_not", self)
            return
        while place > 0 and self._is_below_an_offer(self.line_at(place)):
            place -= 1
        words, manner = next(iter(self.line_at(place)), ("", ""))
        if manner == "key":
            await self.app.run_action(f"screen.choose({words.strip()})", self)

    @staticmethod
    def _is_below_an_offer(line: Line) -> bool:
        """The lines that say why begin with blanks only; every other line begins with a word."""
        return bool(line) and line[0] == ("   ", "plain")

    def tick(self) -> None:
        """Times run on."""
        if self.card is not None and (self.card.owed_lines or self.card.problems):
            self.show(self._lines())

    def _lines(self) -> list[Line]:
        width = max(20, self.size.width)
        if self.card is not None:
            app = cast("DeskApp", self.app)
            return card_lines(
                self.covered(self.card), width, why_not=self.is_why_not, now=app.local_now(), keys=app.keys_now,
                looked=self.looked,
            )  # fmt: skip
        return [(), *(((f" {part}", "quiet"),) for line in self.hint.split("\n") for part in wrap(line, width - 2))]

    def action_scroll(self, by: int) -> None:
        """Lines on or back."""
        self.move(by)

    def action_page(self, by: int) -> None:
        """Pages on or back, one line kept for the eye."""
        self.move(by * max(1, self.size.height - 1))
