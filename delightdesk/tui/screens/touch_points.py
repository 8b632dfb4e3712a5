"""Touch points: every place and moment in which a guest meets the house, with an idea and an owner; gaps first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.errors import Invalid
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.modals.person_picker import pick_person
from delightdesk.tui.safe import clean
from delightdesk.tui.screens.asking_room import AskingRoom
from delightdesk.tui.telling import in_turn
from delightdesk.tui.widgets.lines import Line, cut, pad, wrap
from delightdesk.tui.widgets.lineup_list import gaps_in
from delightdesk.tui.widgets.marked import Marked
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.lineup_lines import TouchLine
    from delightdesk.desk.people import PersonLine

GROUP = "Touch points"
EMPTY = "No touch point is written down yet. a adds the first: the door, the phone, the bench outside."
NO_IDEA, NOBODY = "no idea yet", "nobody yet"
_TALL = 4


class _TouchList(Marked["TouchLine"], ActsAtOnce, can_focus=True):
    BINDINGS = declare(
        Command("touch.idea", "e,enter", "Idea", "What makes this moment a good one, in one line.", GROUP,
                show_in_footer=True, action="screen.idea", keys_shown="e"),
        Command("touch.owner", "o", "Owner", "Who sees to it.", GROUP, show_in_footer=True, action="screen.owner"),
        Command("touch.add", "a", "Add", "One of your own.", GROUP, show_in_footer=True, action="screen.add"),
        Command("touch.remove", "delete,backspace", "Remove", "Take away one of your own.", GROUP,
                action="screen.remove", keys_shown="Del"),
        Command("touch.undo", "u", "Undo", "Take back your last act.", GROUP, action="app.undo"),
        Command("touch.leave", "escape", "Back", "Back to the line-up.", GROUP, show_in_footer=True,
                action="screen.leave"),
        Command("touch.down", "down,j", "Next", "", GROUP, action="screen.mark(1)"),
        Command("touch.up", "up,k", "Previous", "", GROUP, action="screen.mark(-1)"),
        Command("touch.page-down", "pagedown,space", "Page", "", GROUP, action="screen.page(1)"),
        Command("touch.page-up", "pageup", "Page back", "", GROUP, action="screen.page(-1)"),
        Command("touch.first", "home", "First", "", GROUP, action="screen.mark(-1000)"),
        Command("touch.last", "end", "Last", "", GROUP, action="screen.mark(1000)"),
    )  # fmt: skip


class TouchPointsScreen(AskingRoom["TouchLine"]):
    """The map as a list."""

    CSS = f"""
    TouchPointsScreen .room--more {{ height: {_TALL}; }}
    TouchPointsScreen Toast {{ max-width: 56; }}
    """

    def __init__(self) -> None:
        super().__init__(GROUP, _TouchList(_row, empty="One moment, please."), lambda line: line.key)

    async def fetch(self) -> None:
        """The map as it stands now."""
        lines = await self.desk_app.ask(desk.touch_points.listing)
        words = gaps_in(lines)
        self.put(lines, f"{words[:1].upper()}{words[1:]}", EMPTY)

    def heading(self, width: int) -> Line:
        """The names of the columns."""
        title, idea, owner = _widths(width)
        return (("  " + pad("Where", title) + pad("Idea", idea) + pad("Owner", owner), "quiet"),)

    def in_full(self, line: TouchLine, width: int) -> list[Line]:
        """Where, the whole idea, whose it is."""
        who = clean(line.owner, 80) or NOBODY
        own = " · your own" if line.is_own else ""
        return [
            ((f" {cut(clean(line.title, 120), width - 14)}", "strong"), (f" · {who}{own}", "plain")),
            *(
                ((f" {part}", "plain"),)
                for part in wrap(clean(line.idea, 300) or _invitation(line), width - 2, _TALL - 1)
            ),
        ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without one there is nothing to write to; what came with the house stays."""
        line = self.list.current
        if action in ("idea", "owner"):
            return line is not None
        if action == "remove":
            return line is not None and line.is_own
        return super().check_action(action, parameters)

    def action_leave(self) -> None:
        """Back to the line-up."""
        self.dismiss()

    @in_turn
    async def action_idea(self) -> None:
        """The idea, as it stands, to be written anew."""
        line = self.list.current
        if line is None:
            return
        place = f"touch {line.key}"

        async def done(text: str) -> None:
            await self._keep_idea(place, line, text)

        await self.ask_for(place, f"{clean(line.title, 80)}: the idea", done, _idea_words, value=clean(line.idea, 300))

    @in_turn
    async def _keep_idea(self, place: str, line: TouchLine, text: str) -> None:
        await self.save_line(
            place,
            lambda work: desk.touch_points.save(
                work, line.key, idea=text, owner_id=line.owner_id, seen=line.version
            ),
        )  # fmt: skip
        self.desk_app.tell(f"{'The idea is kept' if text.strip() else 'No idea now'} · ^Z undoes")

    @in_turn
    async def action_owner(self) -> None:
        """Choose who sees to it."""
        line = self.list.current
        if line is not None:
            chosen = partial(self._give, line)
            await pick_person(self.desk_app, "Who sees to it?", chosen, besides=line.owner_id, and_me=True)

    @in_turn
    async def _give(self, line: TouchLine, to: PersonLine) -> None:
        await self.act(
            lambda work: desk.touch_points.save(work, line.key, idea=line.idea, owner_id=to.id, seen=line.version)
        )
        self.desk_app.tell(f"{clean(to.name, 60)} sees to it · ^Z undoes")

    @in_turn
    async def action_add(self) -> None:
        """One of the house's own: where, and after a colon the idea."""
        await self.ask_for(
            "touch new", "Where, and the idea (bench outside: a blanket in autumn)", self._add, _new_words
        )

    @in_turn
    async def _add(self, text: str) -> None:
        title, idea = _read_new(text)
        if not title:
            raise Invalid("Please say where guests meet you there. Nothing was saved.")
        me = self.desk_app.gateway.person_id
        added = await self.save_line(
            "touch new",
            lambda work: desk.touch_points.save(work, "", title=title, idea=idea, owner_id=me if idea else None),
        )
        place = next((place for place, line in enumerate(self.list.rows) if line.id == added), self.list.cursor)
        self.action_mark(place - self.list.cursor)
        self.desk_app.tell(f"Added: {clean(title, 60)} · ^Z undoes")

    @in_turn
    async def action_remove(self) -> None:
        """Away with one of the house's own."""
        line = self.list.current
        if line is not None and line.is_own:
            await self.act(lambda work: desk.touch_points.remove(work, line.key, line.version))
            self.desk_app.tell(f"Removed: {clean(line.title, 60)} · ^Z undoes")


def _read_new(text: str) -> tuple[str, str]:
    """Where, and the idea; without a colon all of it says where."""
    title, _, idea = text.partition(":")
    return title.strip(), idea.strip()


def _new_words(text: str) -> str:
    title, idea = _read_new(text)
    if not title:
        return "What stands before a colon says where, what stands after it is the idea"
    return f"{clean(title, 120)} · {clean(idea, 300) or NO_IDEA}"


def _idea_words(text: str) -> str:
    return "Enter keeps it" if text.strip() else "Empty: no idea yet, it stands among the gaps"


def _invitation(line: TouchLine) -> str:
    return f"No idea yet for “{clean(line.title, 80)}”. e writes one: small, warm, and free if it can be."


def _widths(width: int) -> tuple[int, int, int]:
    """Cells for where, idea and owner."""
    title, owner = min(40, (width - 2) // 2), min(20, max(12, width // 7))
    return title, width - 2 - title - owner, owner


def _row(line: TouchLine, width: int, is_marked: bool) -> Line:
    title, idea, owner = _widths(width)
    manner = "cursor" if is_marked else "plain"
    words = f"○ {NO_IDEA}" if line.is_gap else clean(line.idea, 300)
    return (
        (f"{'▸ ' if is_marked else '  '}{pad(cut(clean(line.title, 120), title - 1), title)}", manner),
        (pad(cut(words, idea - 1), idea), manner if is_marked else "warn" if line.is_gap else "plain"),
        (pad(cut(clean(line.owner, 60) or NOBODY, owner), owner), manner if is_marked else "quiet"),
    )
