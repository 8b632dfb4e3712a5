"""A gesture with its basket in one line, and whose yes it would wait for, in the turn of the key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from delightdesk.domain.errors import DeskError
from delightdesk.domain.vocabulary import Approval, GestureState
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import clean
from delightdesk.tui.widgets.ask_line import GROUP, AskLine

if TYPE_CHECKING:
    from delightdesk.domain.basket_line import Item


class UrgentLine(AskLine):
    """A gesture in one line; where it would wait for a yes, Tab says that it is urgent and begins before it."""

    BINDINGS = declare(
        Command("line.urgent", "tab", "Urgent", "Above your allowance: begin at once while somebody is asked.",
                GROUP, show_in_footer=True, action="plain"),
    )  # fmt: skip

    may_wait = False

    def offer_urgent(self, may_wait: bool) -> None:
        """Tab means something, or not."""
        if self.may_wait != may_wait:
            self.may_wait = may_wait
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what would wait can be urgent."""
        return self.may_wait if action == "plain" else super().check_action(action, parameters)


@dataclass(frozen=True, slots=True)
class Asking:
    """Whether a basket would wait. left: what may be given unasked, minor units. name: whose yes it takes then.

    decides: the person at the desk says that yes alone. is_harm: somebody was harmed, so that nothing is urgent enough.
    """

    left: int
    currency: str
    is_harm: bool
    decides: bool
    name: str

    def would_wait(self, total: int) -> bool:
        """True when a basket of that cost waits for somebody else's yes."""
        return not self.decides and (self.is_harm or total > self.left)


def read_basket(text: str, currency: str) -> tuple[str, tuple[Item, ...]]:
    """Title and items: "sorry box: tea 5, card 3" names the basket, "flowers 10, wine 10" is named by what is in it."""
    from delightdesk.domain.basket_line import read_items, read_own

    items = read_items(text, currency)
    if ": " in text or len(items) < 2:
        return read_own(text, currency)
    return " and ".join([", ".join(what for what, _ in items[:-1]), items[-1][0]]), items


def total_of(text: str, currency: str) -> int:
    """What the basket comes to; nothing while it cannot be read."""
    try:
        return sum(cost for _, cost in read_basket(text, currency)[1])
    except DeskError:
        return 0


def basket_in_words(text: str, asking: Asking, *, is_urgent: bool) -> str:
    """What would be kept, what it comes to, and whose yes it would wait for; in the turn of the key."""
    from delightdesk.domain.money import show_money

    if not text.strip():
        return "What, and what it costs at the end; a comma between. A name may stand first: sorry box: tea 5, card 3"
    try:
        title, _ = read_basket(text, asking.currency)
    except DeskError as error:
        return str(error)
    total = total_of(text, asking.currency)
    told = f"{clean(title, 120)}, {show_money(total, asking.currency)}"
    if not asking.would_wait(total):
        return told
    who = f"{clean(asking.name, 60)}'s" if asking.name else "a"
    if asking.is_harm:
        return f"{told} · somebody was harmed: waits for {who} yes"
    over = f"{show_money(total - asking.left, asking.currency)} above what you may give unasked"
    if is_urgent:
        return f"{told} · urgent: begins now, {over}; {who} yes is asked for"
    return f"{told} · {over}: waits for {who} yes. Tab: it is urgent, begin now"


def waits(approval: Approval | None, asked_of: str, state: GestureState) -> str:
    """Who was asked, behind what was saved; empty when nobody has to say yes."""
    if approval is not Approval.WAITING:
        return " · ^Z undoes"
    who = f"{clean(asked_of, 60)} was asked" if asked_of else "nobody is there to ask yet"
    return f"; it waits, {who}" if state is GestureState.WAITING else f"; it may begin, {who}"
