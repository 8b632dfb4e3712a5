"""A new problem in one line, wherever one is: the room and a few words are enough."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from delightdesk import desk
from delightdesk.domain.vocabulary import Sector, VisitStatus
from delightdesk.tui.begun import begun
from delightdesk.tui.coaching import about_people
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.safe import clean
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.ask_line import AskLine
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.place_words import problem_prompt

if TYPE_CHECKING:
    from delightdesk.desk.owed_lines import ProblemView
    from delightdesk.tui.app import DeskApp

_PLACE = "new problem"
_LOOKED_AT = 20


def understood(text: str, app: DeskApp, *, finds_guest: bool = False) -> str:
    """What the words would be kept as, in the turn of the key: "room 412 · plumbing · 2 inconvenience · yours".

    finds_guest: nobody is on the card, so the one guest in house in that room is named.
    """
    from delightdesk.domain.problem_guess import guess
    from delightdesk.domain.problem_kinds import SEVERITIES, kind_of
    from delightdesk.domain.vocabulary import Fault, label

    if not text.strip() or app.house is None:
        return ""
    found = guess(text, app.house.sector)
    parts = [found.room, _guest_in(found.room, app) if finds_guest else ""]
    parts += [kind_of(found.kind).label, f"{found.severity} {SEVERITIES[found.severity]}"]
    if found.fault is not Fault.OURS:
        parts.append(f"{label(found.fault)}'s doing, still our guest")
    parts.append("a manager is asked at once" if found.severity == max(SEVERITIES) else "yours from now")
    return " · ".join(part for part in parts if part)


def _guest_in(room: str, app: DeskApp) -> str:
    """The name of the one guest in house in a room; empty when nobody is, or one cannot be told."""
    if not room:
        return ""
    try:
        hits = app.finder.find(room, app.today(), _LOOKED_AT)
    except desk.finding.Busy:
        return ""
    here = [hit.name for hit in hits if hit.status == VisitStatus.IN_HOUSE and _number(hit.room) == _number(room)]
    return clean(here[0], 60) if len(here) == 1 else ""


def _number(room: str) -> str:
    """ "Room 412" and "412" are one."""
    return "".join(re.findall(r"\w*\d\w*", room.casefold())) or room.casefold().strip()


def reported(view: ProblemView) -> str:
    """What to tell once it is saved, without the guest's name: "412: plumbing, yours"."""
    line = view.line
    where = f"{clean(line.room, 20)}: " if line.room else ""
    whose = f"{clean(line.offered_to, 60)} is asked to take it" if line.offered_to else "yours"
    return f"{where}{line.kind_label}, {whose}"


class ProblemLine(ModalScreen["int | None"]):
    """One line at the foot of the room. Saved, it has an owner: whoever typed it. Gives the id of the problem."""

    CSS = """
    ProblemLine { background: $background 30%; align: center bottom; }
    ProblemLine > Vertical { height: auto; width: 100%; }
    ProblemLine AskLine { dock: none; }
    """
    BINDINGS = declare(
        Command("problem-line.help", "f1", "Help", "Every key.", "A new problem", show_in_footer=True,
                action="app.help"),
    )  # fmt: skip

    def __init__(self, room: str = "") -> None:
        super().__init__()
        self.turn = asyncio.Lock()
        self._room = f"{room} " if room else ""

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    @property
    def is_touched(self) -> bool:
        """Something was typed that is not saved."""
        return self.query_one(AskLine).line.value.strip() != self._room.strip()

    def compose(self) -> ComposeResult:
        """The line and its keys."""
        with Vertical():
            yield AskLine(
                problem_prompt(house.sector if (house := self.desk_app.house) else Sector.HOTEL),
                self._save,
                self._leave,
                understand=lambda text, _: understood(text, self.desk_app, finds_guest=True),
                coached=about_people,
                value=self._room or begun(self.desk_app).get(_PLACE, ""),
            )
        yield KeyLine()

    def on_mount(self) -> None:
        """Ready to type."""
        self.set_focus(self.query_one(AskLine).line)

    async def _leave(self, text: str) -> None:
        if not self._room:
            begun(self.desk_app)[_PLACE] = text
        self.dismiss(None)

    @in_turn
    async def _save(self, text: str, _: bool) -> None:
        view = await self.desk_app.save(lambda work: desk.problems.report(work, text))
        begun(self.desk_app).pop(_PLACE, None)
        self.dismiss(view.line.id)
        self.desk_app.tell(f"{reported(view)} · ^Z undoes")
