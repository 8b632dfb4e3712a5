"""Something was found: one line, wherever one is. What it is and where is enough; whose it seems to be is told then."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.domain.name_marks import marked
from delightdesk.domain.vocabulary import Sector
from delightdesk.tui.begun import begun
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import clean
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.ask_line import AskLine
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.lines import Line, Lines, cut, wrap
from delightdesk.tui.widgets.place_words import found_prompt
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.lineup_lines import Found
    from delightdesk.tui.app import DeskApp

GROUP = "Something found"
_PLACE = "found"
_TOLD_TALL = 3


def understood(text: str) -> str:
    """What the words would be kept as, in the turn of the key: "teddy bear · 214 · yours until it is back"."""
    from delightdesk.domain.found_things import read_found

    if not text.strip():
        return "It is yours until it is back with its owner"
    try:
        found = read_found(text)
    except DeskError as error:
        return str(error)
    where = found.place or "no place said"
    return " · ".join(part for part in (clean(found.thing, 80), clean(where, 40), found.note, "yours") if part)


class _Told(Lines, ActsAtOnce, can_focus=True):
    BINDINGS = declare(
        Command("found.close", "enter,escape", "Close", "It is kept; back to where you were.", GROUP,
                show_in_footer=True, action="screen.close", keys_shown="Enter"),
        Command("found.card", "c", "Card", "The card of the guest whose it seems to be.", GROUP, show_in_footer=True,
                action="screen.card"),
        Command("found.more", "b", "One more", "Something else was found.", GROUP, show_in_footer=True,
                action="screen.more"),
        Command("found.undo", "u", "Undo", "Take it back.", GROUP, show_in_footer=True, action="screen.undo"),
    )  # fmt: skip


class FoundLine(ModalScreen["int | None"]):
    """One line at the foot of the room. Gives the id of what is to be brought back, or None."""

    CSS = f"""
    FoundLine {{ background: $background 30%; align: center bottom; }}
    FoundLine > Vertical {{ height: auto; width: 100%; }}
    FoundLine AskLine {{ dock: none; }}
    FoundLine _Told {{ height: {_TOLD_TALL}; background: $surface; border-left: solid $primary; }}
    """
    BINDINGS = declare(
        Command("found.help", "f1", "Help", "Every key.", GROUP, show_in_footer=True, action="app.help"),
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.turn = asyncio.Lock()
        self.found: Found | None = None

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    @property
    def is_touched(self) -> bool:
        """Something was typed that is not saved."""
        return any(line.line.value.strip() for line in self.query(AskLine))

    def compose(self) -> ComposeResult:
        """The line and its keys."""
        self.box = Vertical(self._new_line(begun(self.desk_app).get(_PLACE, "")))
        yield self.box
        yield KeyLine()

    def _new_line(self, value: str = "") -> AskLine:
        house = self.desk_app.house
        prompt = found_prompt(house.sector if house is not None else Sector.HOTEL)
        return AskLine(prompt, self._save, self._leave, understand=lambda text, _: understood(text), value=value)

    def on_mount(self) -> None:
        """Ready to type."""
        self.set_focus(self.query_one(AskLine).line)

    def on_resize(self) -> None:
        """Words are broken for the width at hand."""
        for told in self.query(_Told):
            told.show(self._told_lines(), top=0)

    async def _leave(self, text: str) -> None:
        begun(self.desk_app)[_PLACE] = text
        self.dismiss(None)

    @in_turn
    async def _save(self, text: str, _: bool) -> None:
        self.found = await self.desk_app.save(lambda work: desk.lineup.found(work, text))
        begun(self.desk_app).pop(_PLACE, None)
        if self.found.guest_id is None:
            self.dismiss(self.found.task_id)
            where = f", {clean(self.found.room, 40)}" if self.found.room else ""
            self.desk_app.tell(f"Kept: {clean(self.found.title, 60)}{where} · ^Z undoes")
        else:
            await self._tell_whose()

    async def _tell_whose(self) -> None:
        """Here and not in a message that outlives the line, because it names a guest."""
        told = _Told(self._told_lines())
        await self.box.mount(told)
        self.set_focus(told)
        for line in self.query(AskLine):
            line.display = False
            line.remove()

    def _told_lines(self) -> list[Line]:
        if self.found is None:
            return []
        width = max(20, self.size.width - 3)
        where = f" · {clean(self.found.room, 40)}" if self.found.room else ""
        who = marked(clean(self.found.guest_name, 120), self.found.guest_marks)
        whose = f"It seems to be {who}’s. It stands in what is owed until it is back."
        return [
            ((f" Kept: {cut(clean(self.found.title, 120), width - 24)}{where}", "strong"),),
            *(((f" {part}", "plain"),) for part in wrap(whose, width, _TOLD_TALL - 1)),
        ]

    def action_close(self) -> None:
        """It is kept."""
        self.dismiss(self.found.task_id if self.found is not None else None)

    def action_card(self) -> None:
        """The guest whose it seems to be."""
        found = self.found
        self.action_close()
        if found is not None and found.guest_id is not None:
            self.desk_app.show_guest(found.guest_id)

    async def action_more(self) -> None:
        """Another line."""
        line = self._new_line()
        await self.box.mount(line)
        self.set_focus(line.line)
        self.query(_Told).remove()

    async def action_undo(self) -> None:
        """Take it back, and close."""
        self.action_close()
        await self.desk_app.action_undo()
