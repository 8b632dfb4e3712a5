"""Messages about what falls due: once each, no names, never over what is typed or read, not on Today."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from delightdesk.desk import tasks
from delightdesk.domain.vocabulary import TaskKind, VisitStatus
from delightdesk.tui import due_watch
from delightdesk.tui.due_watch import DueWatch, in_words

Opened = Any


@pytest.fixture
def erika(desk: Any, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(due_watch, "WAIT_FOR_WORDS", 0.05)
    monkeypatch.setattr(due_watch, "FIRST_LOOK", 3600)  # the tests look themselves
    guest = desk.guest("Erika", "Schultz")
    desk.visit(guest, room="412", eta="15:30", status=VisitStatus.IN_HOUSE)
    return int(guest)


def promise(desk: Any, guest: int, text: str) -> Any:
    return desk.write(lambda work: tasks.promise(work, guest, text)).task


def told(window: Any) -> list[str]:
    return [toast.message for toast in window.app._notifications]


async def test_what_is_overdue_at_the_start_is_told_once(
    window: Opened, desk: Any, erika: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due_watch, "FIRST_LOOK", 0)
    promise(desk, erika, "cot by 16:50")
    promise(desk, erika, "sea view by 6pm")
    desk.clock.ahead(minutes=20)
    async with window() as desk_window:
        await desk_window.shows("▌ Promise was due 16:50, 412 · F3")
        await desk_window.press("f3")
        await desk_window.shows("▸ !! 12 min ago cot")


async def look(window: Any, watch: DueWatch) -> list[str]:
    await watch.look()
    await window.settle()
    return told(window)


async def test_each_is_told_once_and_several_as_one(window: Opened, desk: Any, erika: int) -> None:
    promise(desk, erika, "sea view by 6pm")
    async with window() as desk_window:
        watch = DueWatch(desk_window.app)
        assert await look(desk_window, watch) == []
        desk.clock.ahead(minutes=60)
        assert await look(desk_window, watch) == ["Promise due 18:00, 412 · F3"]
        assert len(await look(desk_window, watch)) == 1
        desk_window.app.clear_notifications()
        desk.clock.ahead(minutes=19)
        assert await look(desk_window, watch) == ["Promise was due 18:00, 412 · F3"]
        desk_window.app.clear_notifications()
        for text in ("cot by 18:30", "taxi by 18:31", "tea by 18:32"):
            promise(desk, erika, text)
        desk.clock.ahead(minutes=28)
        assert await look(desk_window, watch) == ["3 things fall due · F3"]
        assert not any("Erika" in words or "Schultz" in words for words in told(desk_window))


async def test_typing_goes_on_and_another_message_is_read_first(window: Opened, desk: Any, erika: int) -> None:
    promise(desk, erika, "sea view by 6pm")
    async with window() as desk_window:
        watch = DueWatch(desk_window.app)
        await watch.look()
        await desk_window.find("erika")
        await desk_window.press("n")
        await desk_window.type("likes the qui")
        desk_window.app.tell("Something to read first.")
        desk.clock.ahead(minutes=60)
        looking = desk_window.app.run_worker(watch.look(), group="due")
        await desk_window.type("et side")
        assert told(desk_window) == ["Something to read first."]
        desk_window.app.clear_notifications()
        await looking.wait()
        await desk_window.shows("▌ Promise due 18:00, 412 · F3")
        assert "▌" not in "".join(line[34:] for line in desk_window.lines)
        await desk_window.press("enter")
        assert "likes the quiet side" in [note.text for note in desk.card(erika).notes]
        await desk_window.shows("sea view, by 18:00 (in 18 min)")


async def test_on_today_the_list_itself_says_it(window: Opened, desk: Any, erika: int) -> None:
    promise(desk, erika, "sea view by 6pm")
    async with window((120, 40)) as desk_window:
        watch = DueWatch(desk_window.app)
        await watch.look()
        await desk_window.press("f3")
        await desk_window.shows("1 due today")
        desk.clock.ahead(minutes=60)
        await watch.look()
        await desk_window.shows("1 to look at now")
        await desk_window.shows("! in 18 min sea view")
        assert told(desk_window) == []


def test_in_words(desk: Any, erika: int) -> None:
    line = promise(desk, erika, "sea view by 6pm")
    now = line.due.astimezone(desk.read(lambda work: work.zone))
    early, late = now - timedelta(minutes=5), now + timedelta(minutes=5)
    assert in_words([line], early) == "Promise due 18:00, 412"
    assert in_words([replace(line, kind=TaskKind.FOLLOW_UP, room="")], late) == "Follow up was due 18:00"
    assert in_words([line, line], late, is_first=True) == "2 things are overdue"
