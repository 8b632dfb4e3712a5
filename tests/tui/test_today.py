"""Today: the board by key, on a real file, with names nobody should trust."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual import events

from delightdesk import desk
from delightdesk.domain.vocabulary import Sector, VisitStatus
from delightdesk.tui.app import DeskApp
from delightdesk.tui.screens.desk import DeskScreen
from delightdesk.tui.screens.today import PAGE, TodayScreen, flags_in

SIZES = [(80, 24), (120, 40)]
NOW = datetime(2026, 6, 14, 14, 0, tzinfo=UTC)
POISON = "Ev\x1b]0;owned\x07il \u202e[bold red]Näme[/] 👩‍👩‍👧"


def clock() -> datetime:
    return NOW


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("house") / "desk.db"
    desk.house.set_up(path, name="The Bay", sector=Sector.HOTEL, currency="GBP", person="Ana", clock=clock)
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    return Path(shutil.copy(template, tmp_path / "desk.db"))


def add(path: Path, *visits: tuple[str, str, str, str]) -> None:
    """Name, room, eta, a line to note."""
    house = desk.house.open_house(path, clock)
    with house.writing() as work:
        for name, room, eta, note in visits:
            guest = desk.guests.save(work, desk.guests.GuestForm(first=name))
            form = replace(desk.visits.form(work, guest), room=room, eta=eta, depart="+2", status=VisitStatus.EXPECTED)
            desk.visits.save(work, form)
            if note:
                desk.notes.store_line(work, guest, note)
    house.close()


def shown(app: DeskApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def until(pilot, true, tries: int = 200) -> None:
    for _ in range(tries):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError(shown(pilot.app))


async def open_today(pilot) -> TodayScreen:
    await pilot.press("f3")
    await until(pilot, lambda: isinstance(pilot.app.screen, TodayScreen) and pilot.app.screen.board is not None)
    await pilot.pause()
    return pilot.app.screen


def todays(app: DeskApp):
    return app.run_test(size=(80, 24), notifications=True, tooltips=True)


async def test_an_empty_day_says_what_to_do(path: Path) -> None:
    app = DeskApp(path, clock=clock)
    async with todays(app) as pilot:
        await open_today(pilot)
        assert "^O imports" in shown(app)
        assert "walk-in" in shown(app)
        await pilot.press("enter", "i", "pagedown", "pageup", "up", "end")
        assert isinstance(app.screen, TodayScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_next_action_and_reasons_are_readable_and_hostile_names_do_nothing(
    path: Path, size: tuple[int, int]
) -> None:
    add(path, (POISON, "412", "16:30", "allergic to nuts"), ("Max Schuler", "208", "17:00", "20th anniversary 14 june"))
    app = DeskApp(path, clock=clock)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await open_today(pilot)
        text = shown(app)
        assert "2 to come" in text
        assert "ask again about the allergy" in text
        assert "Evil [bold red]" in text
        assert not set(text) & {"\x1b", "\x07", "\u202e"}
        assert text.index("16:30") < text.index("17:00")
        await pilot.press("down")
        assert "20th anniversary" in shown(app)
        assert all(strip.cell_length == size[0] for strip in app.screen._compositor.render_strips())


async def test_i_moves_the_visit_and_the_mark_stays_on_it(path: Path) -> None:
    add(path, ("Ann Aa", "1", "15:00", ""), ("Ben Bb", "2", "16:00", ""), ("Cleo Cc", "3", "17:00", ""))
    app = DeskApp(path, clock=clock)
    async with todays(app) as pilot:
        screen = await open_today(pilot)
        await pilot.press("down", "i")
        await until(pilot, lambda: screen.list.current.status is VisitStatus.IN_HOUSE)
        assert screen.list.current.name == "Ben Bb"
        assert [line.name for line in screen.board.lines] == ["Ann Aa", "Cleo Cc", "Ben Bb"]
        assert "2 to come · 1 in house" in shown(app)
        assert not any("Ben" in toast.message for toast in app._notifications)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: screen.list.current.status is VisitStatus.EXPECTED)
        assert screen.list.cursor == 1


async def test_enter_opens_the_guest_on_the_desk_and_what_is_typed_ahead_is_about_that_guest(path: Path) -> None:
    add(path, ("Ann Aa", "1", "15:00", ""), ("Ben Bb", "2", "16:00", ""))
    app = DeskApp(path, clock=clock)
    async with todays(app) as pilot:
        await until(pilot, lambda: app.screen.card.card is not None)
        assert app.screen.card.card.name == "Ann Aa"
        await open_today(pilot)
        await pilot.press("j")
        for key in ("enter", "n", "v", "e", "g", "a", "n", "enter"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: isinstance(app.screen, DeskScreen) and app.focused is app.screen.card)
        await until(pilot, lambda: app.screen.card.card.name == "Ben Bb")
        assert [caution.text[:5] for caution in app.screen.card.card.cautions] == ["vegan"]


async def test_what_others_save_appears_and_mark_and_place_stay(path: Path) -> None:
    add(path, *((f"Guest {place:02}", str(place), "15:00", "") for place in range(40)))
    app = DeskApp(path, clock=clock)
    async with todays(app) as pilot:
        screen = await open_today(pilot)
        await pilot.press("pagedown", "down", "down")
        marked, top = screen.list.current, screen.list.top
        add(path, ("Zoe Late", "99", "23:00", ""))
        app._saved()
        await until(pilot, lambda: screen.board.total == 41)
        assert (screen.list.current.visit_id, screen.list.top) == (marked.visit_id, top)


async def test_pages_follow_each_other_at_the_ends(path: Path) -> None:
    add(path, *((f"Guest {place:03}", "", "15:00", "") for place in range(PAGE + 5)))
    app = DeskApp(path, clock=clock)
    async with todays(app) as pilot:
        screen = await open_today(pilot)
        assert f"1 to {PAGE} of {PAGE + 5}" in shown(app)
        await pilot.press("end", "pagedown")
        await until(pilot, lambda: screen.begins == PAGE)
        assert screen.list.current.name == f"Guest {PAGE}"
        await pilot.press("end", "pagedown")
        assert (screen.begins, screen.list.cursor) == (PAGE, 4)
        await pilot.press("home", "pageup")
        await until(pilot, lambda: screen.begins == 0)
        assert screen.list.current.name == f"Guest {PAGE - 1}"


def test_reasons_are_shown_whole_or_counted() -> None:
    assert flags_in(("nuts", "first visit"), 20) == "nuts, first visit"
    assert flags_in(("nuts", "first visit"), 10) == "nuts +1"
    assert flags_in(("secret: 20th anniversary", "nuts", "dogs"), 16) == "secret: 20th… +2"
    assert flags_in((), 10) == ""
