"""Two guests side by side: who stays, what will stand, what comes over; one key makes them one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from delightdesk import desk
from delightdesk.domain.errors import DeskError
from delightdesk.domain.name_marks import marked
from delightdesk.tui.closing import close
from delightdesk.tui.commands import Command, declare
from delightdesk.tui.messages import Changed
from delightdesk.tui.safe import Words, clean
from delightdesk.tui.telling import in_background, in_turn
from delightdesk.tui.widgets.key_line import KeyLine
from delightdesk.tui.widgets.lines import Line, Lines, cut, pad, wrap
from delightdesk.tui.widgets.typing import ActsAtOnce

if TYPE_CHECKING:
    from delightdesk.desk.privacy.merging import MergePreview
    from delightdesk.tui.app import DeskApp

GROUP = "One guest of two"
_LABEL_WIDE = 20


class _Sides(Lines, ActsAtOnce, can_focus=True):
    BINDINGS = declare(
        Command("merge.yes", "y", "Make one", "The one above stays, the other becomes part of them; undo parts them.",
                GROUP, show_in_footer=True, action="screen.yes"),
        Command("merge.swap", "s", "Other way", "The other one stays.", GROUP, show_in_footer=True,
                action="screen.swap"),
        Command("merge.apart", "n", "Not the same", "These are two people; they are not offered again.", GROUP,
                show_in_footer=True, action="screen.apart"),
        Command("merge.leave", "escape", "Back", "Leave both as they are.", GROUP, show_in_footer=True,
                action="screen.dismiss"),
        Command("merge.help", "f1,question_mark", "Help", "Every key.", GROUP, show_in_footer=True, action="app.help",
                keys_shown="F1"),
        Command("merge.down", "down,j", "Down", "", GROUP, action="screen.move(1)"),
        Command("merge.up", "up,k", "Up", "", GROUP, action="screen.move(-1)"),
    )  # fmt: skip


class MergeScreen(ModalScreen[None]):
    """``keep`` and ``other`` are guests. Nothing is done until y is pressed, and then to the versions on the screen."""

    CSS = """
    MergeScreen { align: center middle; }
    MergeScreen Vertical { width: 100%; max-width: 106; height: 100%; max-height: 26; background: $background; border: round $primary; padding: 0 1; }
    MergeScreen .merge--title { height: 1; color: $primary; text-style: bold; }
    """  # noqa: E501

    def __init__(self, keep: int, other: int) -> None:
        super().__init__()
        self.turn = asyncio.Lock()
        self.is_read = False
        self.keep, self.other = keep, other
        self.looked: MergePreview | None = None
        self.sides = _Sides()

    @property
    def desk_app(self) -> DeskApp:
        """The app, known as ours."""
        return cast("DeskApp", self.app)

    def compose(self) -> ComposeResult:
        """Heading, both, keys."""
        with Vertical():
            yield Words("Is this one guest?", classes="merge--title")
            yield self.sides
        yield KeyLine()

    def on_mount(self) -> None:
        """Look at both."""
        self.set_focus(self.sides)
        in_background(self, self.read, "read")

    def on_resize(self) -> None:
        """Lines are broken for the width at hand."""
        self._show()

    def on_changed(self, message: Changed) -> None:  # noqa: ARG002
        """Somebody saved something: what stands here is looked at anew."""
        in_background(self, self.read, "read")

    @in_turn
    async def read(self) -> None:
        """Look at both; when one of them is gone, so is the question."""
        keep, other = self.keep, self.other
        try:
            self.looked = await self.desk_app.ask(lambda work: desk.privacy.merging.preview(work, keep, other))
        except DeskError:
            close(self)
            raise
        finally:
            self.is_read = True
        self._show()

    def _show(self) -> None:
        if self.looked is not None:
            self.sides.show(list(_lines(self.looked, max(30, self.sides.size.width or self.size.width - 4))))

    def action_move(self, by: int) -> None:
        """Read on or back."""
        self.sides.move(by)

    @in_turn
    async def action_swap(self) -> None:
        """The other one stays."""
        self.keep, self.other = self.other, self.keep
        keep, other = self.keep, self.other
        self.looked = await self.desk_app.ask(lambda work: desk.privacy.merging.preview(work, keep, other))
        self._show()

    @in_turn
    async def action_yes(self) -> None:
        """Make one of two, as they stand on the screen."""
        looked = self.looked
        if looked is None:
            return
        keep, other = looked.keep, looked.other
        await self.desk_app.save(
            lambda work: desk.privacy.merging.merge(work, keep.id, other.id, keep.version, other.version)
        )
        self.dismiss()
        self.desk_app.tell("Two guests made one · ^Z parts them again")

    @in_turn
    async def action_apart(self) -> None:
        """They are two people."""
        keep, other = self.keep, self.other
        await self.desk_app.save(lambda work: desk.privacy.duplicates.not_same(work, keep, other))
        self.dismiss()
        self.desk_app.tell("Two people; they are not offered again · ^Z undoes")


def _lines(looked: MergePreview, width: int) -> Iterator[Line]:
    for label, side in (("stays", looked.keep), ("becomes part", looked.other)):
        name = marked(clean(side.name, 200), side.marks)
        yield (
            (pad(label, _LABEL_WIDE), "label"),
            (cut(f"{name} · {clean(side.detail, 200)}", width - _LABEL_WIDE), "strong"),
        )
    for sentence in looked.against:
        yield from _told("look twice", f"‼ {sentence}", "warn", width)
    if looked.facts:
        yield ()
        yield (("Where they differ, this will stand:", "label"),)
    for fact in looked.facts:
        unused = next((each for each in (fact.kept, fact.other) if each and each != fact.stands), "")
        not_that = f"  (not {unused})" if unused else ""
        yield from _told(fact.label, clean(f"{fact.stands}{not_that}", 300), "plain", width)
    yield ()
    yield from _told("comes over", ", ".join(looked.moves) or "nothing but the name", "plain", width)
    yield from _told("stands once", "what both have; of two consents the newer one counts", "quiet", width)


def _told(label: str, words: str, manner: str, width: int) -> Iterator[Line]:
    for place, line in enumerate(wrap(words, max(10, width - _LABEL_WIDE - 1))):
        yield ((pad("" if place else label, _LABEL_WIDE), "quiet"), (line, manner))
