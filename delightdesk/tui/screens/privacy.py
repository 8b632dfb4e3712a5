"""The guests' data: what they asked and by when, who may be here twice, what is due to go, the notice for the desk."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.errors import Invalid
from delightdesk.files.writing import AlreadyThere
from delightdesk.tui import paper_files, sheet_files
from delightdesk.tui.doubles import AT_ONCE, Doubles
from delightdesk.tui.safe import Words, clean
from delightdesk.tui.screens.asking_room import AskingRoom
from delightdesk.tui.telling import in_background, in_turn
from delightdesk.tui.widgets.lines import Line, whole_parts
from delightdesk.tui.widgets.privacy_list import EMPTY, GROUP, PrivacyList, PrivacyRow, heading, headline, in_full, row

if TYPE_CHECKING:
    from delightdesk.desk.privacy.duplicates import Likely, Pair
    from delightdesk.desk.privacy.notices import Notice
    from delightdesk.desk.privacy.requests import Overview
    from delightdesk.store.work import Work

_SHOW_EVERY = 0.3
"""Seconds between two looks at how far the comparing is."""
_ENDINGS = {".html": "as_html", ".md": "as_markdown", ".txt": "as_text"}
_WHICH = "The ending says as what: .html to print, .md or .txt."


class PrivacyScreen(AskingRoom[PrivacyRow]):
    """What waits first. The comparing runs beside everything else and is shown as it ends."""

    def __init__(self) -> None:
        super().__init__(GROUP, PrivacyList(row, empty="One moment, please."), lambda each: each.key)
        self.overview: Overview | None = None
        self.due = ""
        self.asks_what_is_due = True
        self.may_replace = ""

    def on_mount(self) -> None:
        """Read, and look who is here twice where that takes a moment only."""
        self.doubles = Doubles(self.desk_app)
        super().on_mount()
        self.set_interval(_SHOW_EVERY, self._show_far)

    def on_screen_resume(self) -> None:
        """What was due may be gone by now. It is asked only then: with very many guests that takes a second."""
        self.asks_what_is_due = True
        if self.is_read:
            in_background(self, self.read, "read")

    def on_unmount(self) -> None:
        """Nobody waits for the comparing any more."""
        self.doubles.stop()

    # Showing

    async def fetch(self) -> None:
        """What was asked, what is due, and the pairs found so far."""
        likely = self.doubles.found or ()
        asks, self.asks_what_is_due = self.asks_what_is_due, False
        overview, pairs, due = await self.desk_app.ask(lambda work: _read(work, likely, asks=asks))
        self.overview, self.due = overview, self.due if due is None else due
        self._put(pairs)
        if self.doubles.found is None and self.doubles.percent is None and overview.guests <= AT_ONCE:
            in_background(self, self._look, "doubles")

    def _put(self, pairs: tuple[Pair, ...]) -> None:
        rows = tuple(_rows(self.overview, self.due, pairs))
        self.put(rows, self._headline(rows), self.desk_app.with_keys(EMPTY))

    def _headline(self, rows: tuple[PrivacyRow, ...]) -> str:
        erased = self.overview.erased if self.overview is not None else 0
        return headline(rows, erased, self.doubles.percent, self.doubles.found is not None)

    def _show_far(self) -> None:
        if self.doubles.percent is not None:
            self._say_headline()

    def _say_headline(self) -> None:
        words = self._headline(tuple(self.list.rows))
        self.query_one(".room--head", Words).say(whole_parts(words, max(20, self.size.width - 2)))

    def heading(self, width: int) -> Line:
        """The names of the columns."""
        return heading(width)

    def in_full(self, each: PrivacyRow, width: int) -> list[Line]:
        """The marked row, nothing left out."""
        return in_full(each, width)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What the row at the mark can be asked for."""
        marked = self.list.current
        if action == "open":
            return marked is not None
        if action == "answered":
            return marked is not None and marked.request is not None and not marked.request.is_done
        if action == "apart":
            return marked is not None and marked.pair is not None
        if action == "card":
            return marked is not None and marked.guest_id is not None
        return super().check_action(action, parameters)

    # Doing

    @in_turn
    async def action_open(self) -> None:
        """To what the row tells of."""
        marked = self.list.current
        if marked is None:
            return
        if marked.pair is not None:
            from delightdesk.tui.modals.merge import MergeScreen

            self.app.push_screen(MergeScreen(marked.pair.a.id, marked.pair.b.id))
        elif marked.request is not None:
            from delightdesk.tui.modals.rights import RightsScreen

            self.app.push_screen(RightsScreen(marked.request.guest_id))
        else:
            self.action_due()

    @in_turn
    async def action_answered(self) -> None:
        """The guest at the mark has their answer."""
        line = self.list.current.request if self.list.current is not None else None
        if line is not None:
            await self.act(lambda work: desk.privacy.requests.answer(work, line.id, line.version))
            self.desk_app.tell("Answered · ^Z undoes")

    @in_turn
    async def action_apart(self) -> None:
        """The two at the mark are two people."""
        pair = self.list.current.pair if self.list.current is not None else None
        if pair is not None:
            await self.act(lambda work: desk.privacy.duplicates.not_same(work, pair.a.id, pair.b.id))
            self.desk_app.tell("Two people; they are not offered again · ^Z undoes")

    def action_card(self) -> None:
        """The guest at the mark, on the Desk."""
        if self.list.current is not None and self.list.current.guest_id is not None:
            self.desk_app.show_guest(self.list.current.guest_id)

    def action_due(self) -> None:
        """What is past its time."""
        self.app.push_screen(import_module("delightdesk.tui.screens.retention").RetentionScreen())

    def action_look(self) -> None:
        """Look who is here twice, or stop looking."""
        if self.doubles.percent is not None:
            self.doubles.stop()
        else:
            in_background(self, self._look, "doubles")

    async def _look(self) -> None:
        if await self.doubles.look():
            await self.read()
        else:
            self._say_headline()

    def action_leave(self) -> None:
        """Back to where it was opened."""
        self.dismiss()

    # The notice

    @in_turn
    async def action_notice(self) -> None:
        """Ask where the notice goes."""
        found = await self.desk_app.ask(desk.privacy.notices.notice)
        self.may_replace = ""

        async def done(typed: str) -> None:
            await self._write(found, typed)

        place = sheet_files.folder() / f"privacy-notice-{found.made_on.isoformat()}.html"
        await self.ask_for("notice", "Write the notice to", done, _understood, value=str(place))

    @in_turn
    async def _write(self, found: Notice, typed: str) -> None:
        from delightdesk.files import notices

        kind = _kind(typed)
        if kind is None:
            raise Invalid(f"{_WHICH} Nothing was written yet.", "file")
        again, self.may_replace = self.may_replace == typed, ""
        try:
            (path,) = paper_files.places(typed, [notices.file_name(found, kind.removeprefix("."))], may_replace=again)
        except AlreadyThere:
            self.may_replace = typed
            raise
        words = getattr(notices, _ENDINGS[kind])(found)
        await asyncio.to_thread(paper_files.write, [path], [words], may_replace=again)
        self.close_line()
        self.desk_app.tell(f"Written: {clean(path.name, 80)}")


def _kind(typed: str) -> str | None:
    ending = Path(typed.strip()).suffix.lower()
    return ending if ending in _ENDINGS else ".html" if typed.strip() and not ending else None


def _understood(typed: str) -> str:
    kind = _kind(typed)
    return f"Enter writes {paper_files.KINDS[kind]}." if kind else _WHICH


def _read(work: Work, likely: tuple[Likely, ...], *, asks: bool) -> tuple[Overview, tuple[Pair, ...], str | None]:
    pairs = desk.privacy.duplicates.named(work, likely)
    return desk.privacy.requests.overview(work), pairs, _due(work) if asks else None


def _due(work: Work) -> str:
    """How much is past its time, in words; empty when nothing is."""
    due = desk.privacy.retention.preview(work)
    counts = ((due.guests, "guest"), (due.sensitive, "sensitive note"), (due.sheets, "handover sheet"))
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count)


def _rows(overview: Overview | None, due: str, pairs: tuple[Pair, ...]) -> Iterator[PrivacyRow]:
    lines = overview.lines if overview is not None else ()
    for line in lines:
        if not line.is_done:
            yield PrivacyRow(("request", line.id, 0), line.guest_id, request=line)
    if due:
        yield PrivacyRow(("due", 0, 0), due=due)
    for pair in pairs:
        yield PrivacyRow(("pair", pair.a.id, pair.b.id), pair.a.id, pair=pair)
    for line in lines:
        if line.is_done:
            yield PrivacyRow(("request", line.id, 0), line.guest_id, request=line)
