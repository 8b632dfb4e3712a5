"""The cost book: what was given, for what, by whom, who pays, and what others still owe the house."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.clock import spoken_day
from delightdesk.domain.money import show_money
from delightdesk.domain.name_marks import marked
from delightdesk.domain.vocabulary import Claim, Payer, label
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import clean
from delightdesk.tui.screens.list_room import ListRoom
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.lines import Line, cut, pad
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.costs import CostBook, CostLine

GROUP = "Costs"
EMPTY = "Nothing was spent in these days. ← shows the days before, s a longer time."
_SPANS = (("day", 1), ("week", 7), ("month", 31), ("year", 366))
_DAY_WIDE, _MONEY_WIDE, _FOR_WIDE = 13, 9, 10
_PAYERS = tuple(Payer)
_NEXT_CLAIM = {Claim.TO_CLAIM: Claim.CLAIMED, Claim.CLAIMED: Claim.PAID_BACK}


class _CostList(Marked["CostLine"], ActsAtOnce, can_focus=True):
    BINDINGS = declare(
        Command("costs.span", "s", "Span", "A day, a week, a month, a year.", GROUP, show_in_footer=True,
                action="screen.span"),
        Command("costs.before", "left", "Before", "The time before.", GROUP, show_in_footer=True,
                action="screen.other(-1)"),
        Command("costs.after", "right", "After", "The time after.", GROUP, action="screen.other(1)"),
        Command("costs.payer", "p", "Who pays", "The house, a supplier, an insurer, a third party.", GROUP,
                show_in_footer=True, action="screen.payer"),
        Command("costs.claim", "c", "Claim", "To claim, claimed, paid back: a manager settles it.", GROUP,
                action="screen.claim"),
        Command("costs.claims", "o", "Owed to us", "Only what others still owe the house; again for all.", GROUP,
                action="screen.claims"),
        Command("costs.allowances", "a", "Allowances", "What anyone may spend unasked; a manager sets it.", GROUP,
                action="screen.allowances"),
        Command("costs.read", "enter", "Read", "Open the guest on the Desk.", GROUP, action="screen.read_guest"),
        Command("costs.leave", "escape", "Desk", "Back to the Desk.", GROUP, show_in_footer=True,
                action="app.show_desk"),
        Command("costs.down", "down,j", "Next", "", GROUP, action="screen.mark(1)"),
        Command("costs.up", "up,k", "Previous", "", GROUP, action="screen.mark(-1)"),
        Command("costs.page-down", "pagedown,space", "Page", "", GROUP, action="screen.page(1)"),
        Command("costs.page-up", "pageup", "Page back", "", GROUP, action="screen.page(-1)"),
    )  # fmt: skip


class CostsScreen(ListRoom["CostLine"]):
    """The days up to today; totals in the headline agree with the lines to the cent."""

    def __init__(self) -> None:
        super().__init__(GROUP, _CostList(self._row, empty="One moment, please."), lambda line: line.id)
        self.span, self.back, self.only_claims = 1, 0, False
        self.book: CostBook | None = None

    @property
    def days(self) -> tuple[date, date]:
        """First and last day shown."""
        length = timedelta(days=_SPANS[self.span][1])
        last = self.desk_app.today() - self.back * length
        return last - length + timedelta(days=1), last

    async def fetch(self) -> None:
        """The lines of these days."""
        first, last = self.days
        book = await self.desk_app.ask(lambda work: desk.costs.book(work, first, last))
        self.book = book
        owed = (Claim.TO_CLAIM, Claim.CLAIMED)
        lines = tuple(line for line in book.lines if line.claim in owed) if self.only_claims else book.lines
        self.put(lines, self._headline(book), EMPTY)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a line there is nobody to read and nothing to pay; before today there is no later time."""
        if action in ("payer", "claim", "read_guest"):
            return self.list.current is not None
        return not (action == "other" and parameters == (1,) and not self.back)

    def _headline(self, book: CostBook) -> str:
        first, last = self.days
        today = self.desk_app.today()
        days = spoken_day(last, today) if first == last else f"{spoken_day(first, today)} to {spoken_day(last, today)}"
        delight, recovery = book.by_purpose.get("delight", 0), book.by_purpose.get("recovery", 0)
        money = " · ".join(
            f"{show_money(amount, book.currency)}{word}"
            for amount, word in ((book.actual, ""), (delight, " delight"), (recovery, " recovery"))
        )
        others = sum(amount for payer, amount in book.by_payer.items() if payer != Payer.HOUSE)
        owed = f" · {show_money(others, book.currency)} others pay" if others else ""
        return f"{'Owed to us' if self.only_claims else GROUP}, {days} · {money}{owed}"

    def _widths(self, width: int) -> tuple[int, int, int]:
        """Cells for what, guest and person."""
        left = width - 2 - _DAY_WIDE - _MONEY_WIDE - _FOR_WIDE
        person = min(14, max(9, left // 5))
        guest = min(24, max(12, left // 3))
        return left - person - guest, guest, person

    def heading(self, width: int) -> Line:
        """The names of the columns."""
        what, guest, person = self._widths(width)
        columns = ((" ", 2), ("Day", _DAY_WIDE), ("What", what), ("Guest", guest), ("By", person), ("For", _FOR_WIDE))
        return (("".join(pad(word, cells) for word, cells in columns) + f"{'Cost':>{_MONEY_WIDE}}", "quiet"),)

    def _row(self, line: CostLine, width: int, is_marked: bool) -> Line:
        what, guest, person = self._widths(width)
        manner = "cursor" if is_marked else "plain" if line.is_known else "quiet"
        money = show_money(line.actual, self.book.currency if self.book else "EUR")
        day = spoken_day(line.on, self.desk_app.today())
        cells = (
            (day, _DAY_WIDE), (line.what, what), (marked(line.guest_name, line.guest_marks), guest),
            (line.person, person), (line.purpose, _FOR_WIDE),
        )  # fmt: skip
        text = "".join(pad(cut(clean(str(word), 120), wide - 1), wide) for word, wide in cells)
        return ((f"{'▸ ' if is_marked else '  '}{text}{money:>{_MONEY_WIDE}}", manner),)

    def in_full(self, line: CostLine, width: int) -> list[Line]:
        """The marked line: of which gesture, planned and known, who pays, and what came later beside it."""
        currency = self.book.currency if self.book else "EUR"
        known = "known" if line.is_known else "as planned"
        pays = label(line.payer) + (f", {label(line.claim)}" if line.claim else "")
        book = self.book.later if self.book else ()
        later = "".join(f" · {each.outcome.text}" for each in book if each.gesture_id == line.gesture_id)
        first = (
            f" {clean(line.title, 120)} · {marked(clean(line.guest_name, 120), line.guest_marks)}"
            f" · {clean(line.person, 80)}{clean(later, 200)}"
        )
        planned, actual = show_money(line.planned, currency), show_money(line.actual, currency)
        return [
            ((cut(first, width - 1), "strong"),),
            ((cut(f" planned {planned}, {actual} {known} · pays: {pays}", width - 1), "plain"),),
        ]

    @in_turn
    async def action_span(self) -> None:
        """A longer time; after a year a day again."""
        self.span, self.back = (self.span + 1) % len(_SPANS), 0
        await self.fetch()

    @in_turn
    async def action_other(self, by: int) -> None:
        """The time before or after."""
        self.back = max(0, self.back - by)
        await self.fetch()

    @in_turn
    async def action_claims(self) -> None:
        """Only what others owe, or everything."""
        self.only_claims = not self.only_claims
        await self.fetch()

    @in_turn
    async def action_payer(self) -> None:
        """The next who could pay for the gesture at the mark."""
        line = self.list.current
        if line is None:
            return
        payer = _PAYERS[(_PAYERS.index(line.payer) + 1) % len(_PAYERS)]
        await self.desk_app.save(lambda work: desk.claims.mark(work, line.gesture_id, payer))
        await self.fetch()
        self.desk_app.tell(f"{line.title}: {label(payer)} pays · ^Z undoes")

    @in_turn
    async def action_claim(self) -> None:
        """One step on in getting it back."""
        line = self.list.current
        following = _NEXT_CLAIM.get(line.claim) if line is not None and line.claim is not None else None
        if line is None or following is None:
            self.desk_app.tell("There is nothing to claim here. p says who pays in the end.")
            return
        await self.desk_app.save(lambda work: desk.claims.settle(work, line.gesture_id, following))
        await self.fetch()
        self.desk_app.tell(f"{line.title}: {label(following)} · ^Z undoes")

    def action_allowances(self) -> None:
        """What anyone may spend unasked."""
        self.desk_app.open_form("allowances", None)

    def action_read_guest(self) -> None:
        """The card of the guest it was given to."""
        if self.list.current is not None:
            self.desk_app.show_guest(self.list.current.guest_id)
