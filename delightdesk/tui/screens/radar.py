"""Regulars with nothing new for months: each with one gesture never given to them and one question never asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.domain.name_marks import marked
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.giving import log_gesture
from delightdesk.tui.safe import Words, clean
from delightdesk.tui.screens.asking_room import AskingRoom
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.lines import Line, cut, pad, wrap
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.place_words import PLACES
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.lines import SuggestionLine
    from delightdesk.desk.lineup_lines import RegularLine
    from delightdesk.store.work import Work
    from delightdesk.tui.widgets.give_panel import GivePanel, Giving

GROUP = "Regulars"
EMPTY = (
    "Nobody who comes often has gone six months without something new.\n"
    "Whoever comes often and was not surprised for a while will stand here with one idea and one question."
)
LOOKING = "Looking through the regulars"
SLOW = 0.5
"""Seconds after which whoever waits is told that it goes on."""
_ROOM_WIDE, _VISITS_WIDE, _SINCE_WIDE, _LABEL, _TALL = 7, 7, 14, 10, 6


class _RegularList(Marked["RegularLine"], ActsAtOnce, can_focus=True):
    BINDINGS = declare(
        Command("radar.read", "enter", "Card", "Open the guest on the Desk.", GROUP, show_in_footer=True,
                action="screen.read_guest"),
        Command("radar.plan", "1", "Give", "The one idea: look at it, then log it.", GROUP, show_in_footer=True,
                action="screen.plan"),
        Command("radar.answer", "q", "Answer", "Keep the answer to the question.", GROUP, show_in_footer=True,
                action="screen.answer"),
        Command("radar.skip", "s", "Skip", "Do not ask this guest this question again.", GROUP, action="screen.skip"),
        Command("radar.undo", "u", "Undo", "Take back your last act.", GROUP, action="app.undo"),
        Command("radar.leave", "escape", "Back", "Back to the line-up.", GROUP, show_in_footer=True,
                action="screen.leave"),
        Command("radar.down", "down,j", "Next", "", GROUP, action="screen.mark(1)"),
        Command("radar.up", "up,k", "Previous", "", GROUP, action="screen.mark(-1)"),
        Command("radar.page-down", "pagedown,space", "Page", "", GROUP, action="screen.page(1)"),
        Command("radar.page-up", "pageup", "Page back", "", GROUP, action="screen.page(-1)"),
        Command("radar.first", "home", "First", "", GROUP, action="screen.mark(-1000)"),
        Command("radar.last", "end", "Last", "", GROUP, action="screen.mark(1000)"),
    )  # fmt: skip


class RadarScreen(AskingRoom["RegularLine"]):
    """Those expected today first; the idea and the question of the marked one below, in full."""

    CSS = f"""
    RadarScreen .room--more {{ height: {_TALL}; }}
    RadarScreen GivePanel {{ dock: none; }}
    RadarScreen Toast {{ max-width: 56; }}
    """

    def __init__(self) -> None:
        super().__init__(GROUP, _RegularList(_row, empty=f"{LOOKING}. One moment, please."), lambda line: line.guest_id)
        self.panel: GivePanel | None = None
        self._dots = 0

    async def fetch(self) -> None:
        """The regulars; when it takes longer the headline says so."""
        waiting = self.set_interval(SLOW, self._still_looking)
        try:
            lines = await self.desk_app.ask(lambda work: desk.radar.radar(work))
        finally:
            waiting.stop()
        here = sum(line.is_expected for line in lines)
        count = f"{len(lines)} with nothing new for months" if lines else "nobody waits for something new"
        today = f" · {here} here or expected today" if here else ""
        self.put(lines, f"{GROUP} · {count}{today}", EMPTY)

    def _still_looking(self) -> None:
        self._dots = self._dots % 3 + 1
        self.query_one(".room--head", Words).say(f"{GROUP} · {LOOKING}{' .' * self._dots}")

    def heading(self, width: int) -> Line:
        """The names of the columns."""
        name, since, idea = _widths(width)
        house = self.desk_app.house
        place = PLACES[house.sector] if house is not None else "Room"
        wide = (("Guest", name), (place, _ROOM_WIDE), ("Visits", _VISITS_WIDE), ("No gesture", since), ("Idea", idea))
        return (("  " + "".join(pad(word, cells) for word, cells in wide), "quiet"),)

    def in_full(self, line: RegularLine, width: int) -> list[Line]:
        """Who, the idea with why, the better question."""
        who = " · ".join(
            part
            for part in (
                marked(clean(line.name, 120), line.marks), clean(line.room, 20), f"{line.visits} visits",
                clean(line.last_text, 80), clean(line.new_text, 80),
            )
            if part
        )  # fmt: skip
        why = f" · {clean(line.idea_why, 200)}" if line.idea_why else ""
        idea = f"1 {clean(line.idea, 120)}{why}" if line.idea else "nothing untried fits now; the card has every reason"
        asks = f"“{clean(line.question, 300)}”" if line.question else "every question was asked already"
        return [
            *(((f" {part}", "strong"),) for part in wrap(who, width - 2, 2)),
            *_labelled("Idea", idea, width),
            *_labelled("Ask", asks, width),
        ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a guest there is nobody to read; without idea or question nothing to give or to ask."""
        line = self.list.current
        if action in ("read_guest", "plan", "answer", "skip") and line is None:
            return False
        if line is not None and action == "plan":
            return bool(line.idea_key)
        if line is not None and action in ("answer", "skip"):
            return bool(line.question_key)
        return super().check_action(action, parameters)

    def action_read_guest(self) -> None:
        """The card."""
        if self.list.current is not None:
            self.desk_app.show_guest(self.list.current.guest_id)

    def action_leave(self) -> None:
        """Back to the line-up."""
        self.dismiss()

    # The idea

    @in_turn
    async def action_plan(self) -> None:
        """Open the idea as the card opens a suggestion: both forms, what to ask, what it costs."""
        from delightdesk.tui.widgets.give_panel import GivePanel

        line, house = self.list.current, self.desk_app.house
        if line is None or house is None:
            return
        offer, purse = await self.desk_app.ask(lambda work: _offer(work, line.guest_id, line.idea_key))

        async def log(giving: Giving) -> None:
            await self._log(line.guest_id, offer.idea, giving)

        self.close_panel()
        self.panel = GivePanel(offer, house.currency, purse, log, self.close_panel, whose=line.guest_id)
        self.more.display = False
        await self.mount(self.panel, after=self.list)
        self.set_focus(self.panel.head)

    @in_turn
    async def _log(self, guest_id: int, idea: str, giving: Giving) -> None:
        told = await log_gesture(self.desk_app, guest_id, idea, giving)
        self.close_panel()
        await self.fetch()
        self.desk_app.tell(told)

    def close_panel(self) -> None:
        """Back to the list. Not awaited: the panel may be the one whose key is being acted on."""
        if self.panel is not None:
            self.set_focus(self.list)
            self.more.display = True
            self.panel.display = False
            self.panel.remove()
            self.panel = None

    # The question

    @in_turn
    async def action_answer(self) -> None:
        """What the guest answered, in one line."""
        line = self.list.current
        if line is None:
            return
        place = f"answer {line.guest_id} {line.question_key}"

        async def done(text: str) -> None:
            await self._keep_answer(place, line, text)

        await self.ask_for(place, clean(line.question, 200), done)

    @in_turn
    async def _keep_answer(self, place: str, line: RegularLine, text: str) -> None:
        await self.save_line(place, lambda work: desk.questions.answer(work, line.guest_id, line.question_key, text))
        self.desk_app.tell("The answer is kept · ^Z undoes")

    @in_turn
    async def action_skip(self) -> None:
        """Not this question, not to this guest."""
        line = self.list.current
        if line is not None:
            await self.act(lambda work: desk.questions.skip(work, line.guest_id, line.question_key))
            self.desk_app.tell("Not asked again · ^Z undoes")


def _offer(work: Work, guest_id: int, idea: str) -> tuple[SuggestionLine, str]:
    """The idea as it stands now, and what it is paid from. Raises `DeskError` when it does not fit any more."""
    choosing = desk.gestures.choosing
    dossier = desk.gestures.gather(work, guest_id)
    for line in choosing.suggestion_lines(work, choosing.advise_on(work, dossier, idea)):
        if line.idea == idea:
            return line, desk.wallet.purse(work, work.person.delight_allowance, dossier.spent).text
    raise DeskError("This idea does not fit any more, something was learnt meanwhile. The card has others.")


def _widths(width: int) -> tuple[int, int, int]:
    """Cells for name, how long nothing was new, and the idea."""
    left = width - 2 - _ROOM_WIDE - _VISITS_WIDE - _SINCE_WIDE
    name = min(30, left * 2 // 5)
    return name, _SINCE_WIDE, left - name


def _row(line: RegularLine, width: int, is_marked: bool) -> Line:
    name, since, idea = _widths(width)
    manner = "cursor" if is_marked else "plain"
    cells = (
        (marked(line.name, line.marks), name), (line.room or ("today" if line.is_expected else ""), _ROOM_WIDE),
        (str(line.visits), _VISITS_WIDE), (_since(line), since),
    )  # fmt: skip
    text = "".join(pad(cut(clean(word, 200), wide - 1), wide) for word, wide in cells)
    return (
        (f"{'▸ ' if is_marked else '  '}{text}", manner),
        (pad(clean(line.idea, 120) or "—", idea), manner if is_marked else "strong"),
    )


def _since(line: RegularLine) -> str:
    """How long in a column of its own; the sentence stands in full below."""
    return "never" if line.last_text.startswith("never") else line.last_text.removeprefix("no gesture for ")


def _labelled(title: str, text: str, width: int) -> list[Line]:
    parts = wrap(text, max(10, width - _LABEL - 1), 2)
    return [((f" {'' if at else title:<{_LABEL - 1}}", "label"), (part, "plain")) for at, part in enumerate(parts)]
