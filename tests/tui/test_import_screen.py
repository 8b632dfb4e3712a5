"""Importing on the screen: look first, take over as a whole, review, take back."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual import events

from delightdesk import desk
from delightdesk.domain.vocabulary import Sector
from delightdesk.tui.app import DeskApp
from delightdesk.tui.commands import for_footer, in_reach
from delightdesk.tui.modals import file_list
from delightdesk.tui.modals.import_ import ImportScreen
from delightdesk.tui.modals.import_parts import FIELDS, Stage
from delightdesk.tui.modals.review import ReviewScreen
from delightdesk.tui.screens.desk import DeskScreen

SIZES = [(80, 24), (120, 40)]
NOW = datetime(2026, 6, 14, 14, 0, tzinfo=UTC)
ARRIVALS = (
    "Name,Reservation Number,Room Number,Check in Date,Check out Date,Status,Notes,Credit Card Type,We[b]ird\n"
    'Ida Holm,R1,101,2026-06-14,2026-06-16,Confirmed,"20th wedding anniversary, please surprise",Visa,x\n'
    "Ev\x1b]0;owned\x07il \u202e[bold red]N\u00e4me[/],R2,102,2026-06-14,2026-06-15,Confirmed,allergic to nuts,Visa,x\n"
    "Tom Bell,R3,103,2026-06-14,2026-06-15,Confirmed,,Visa,x\n"
    ",R9,,2026-06-14,,,,,\n"
)


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
    (tmp_path / "Downloads").mkdir()
    (tmp_path / "Downloads" / "today.csv").write_text(ARRIVALS, encoding="utf-8")
    return Path(shutil.copy(template, tmp_path / "desk.db"))


def read(path: Path, job):
    house = desk.house.open_house(path, clock)
    try:
        with house.reading() as work:
            return job(work)
    finally:
        house.close()


def shown(app: DeskApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def until(pilot, true, tries: int = 300) -> None:
    for _ in range(tries):
        if true():
            await pilot.pause()
            return
        await pilot.pause(0.02)
    raise AssertionError(shown(pilot.app))


async def open_import(pilot) -> ImportScreen:
    await pilot.press("ctrl+o")
    await until(pilot, lambda: isinstance(pilot.app.screen, ImportScreen) and pilot.app.screen.picker.list.rows)
    return pilot.app.screen


def at(path: Path, size: tuple[int, int] = (80, 24)):
    app = DeskApp(path, clock=clock)
    return app, app.run_test(size=size, notifications=True, tooltips=True)


def keys(app: DeskApp) -> list[str]:
    return [offer.command.label for offer in for_footer(in_reach(app.screen))]


@pytest.mark.parametrize("size", SIZES)
async def test_look_take_over_review_and_take_back(path: Path, size: tuple[int, int]) -> None:
    app, running = at(path, size)
    async with running as pilot:
        screen = await open_import(pilot)
        assert "today.csv" in shown(app)
        await pilot.press(*"tod", "enter")
        await until(pilot, lambda: screen.stage is Stage.LOOKING)
        text = shown(app)
        assert "3 new · 0 updated · 0 unchanged · 1 row left out" in text
        assert "Credit Card Type" in text
        assert "We[b]ird" in text
        assert "row 5" in text
        assert keys(app) == ["Take over", "Columns", "Back", "Help"]
        assert not read(path, desk.imports.runs)
        await pilot.press("enter")
        await until(pilot, lambda: screen.stage is Stage.OVER)
        assert keys(app) == ["Review", "Undo import", "Back", "Help"]
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen) and app.screen.list.rows)
        review = app.screen
        text = shown(app)
        assert "Evil [bold red]" in text
        assert not set(text) & {"\x1b", "\x07", "\u202e"}
        assert "please surprise" in text
        await pilot.press("t")
        await until(pilot, lambda: len(review.list.rows) == 1)
        await pilot.press("x")
        await until(pilot, lambda: not review.list.rows)
        assert "Nothing is waiting" in shown(app)
        await pilot.press("u")
        await until(pilot, lambda: len(review.list.rows) == 1)
        await pilot.press("escape", "z")
        await until(pilot, lambda: screen.stage is Stage.CHOOSING)
        assert "undone" in shown(app)
    (run,) = read(path, desk.imports.runs)
    assert run.undone
    assert [line.name for line in read(path, desk.today.board).lines] in ([], ["Ida Holm"])


async def test_escape_before_taking_over_leaves_nothing(path: Path) -> None:
    app, running = at(path)
    async with running as pilot:
        screen = await open_import(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: screen.stage is Stage.LOOKING)
        await pilot.press("escape")
        await until(pilot, lambda: screen.stage is Stage.CHOOSING)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, DeskScreen))
    assert read(path, desk.today.board).total == 0
    assert read(path, desk.imports.runs) == ()


async def test_stopping_in_the_middle_keeps_nothing(path: Path, tmp_path: Path) -> None:
    rows = "".join(f"Guest{place} Name{place},R{place},2026-06-14,2026-06-16\n" for place in range(2500))
    (tmp_path / "Downloads" / "big.csv").write_text(
        "Name,Reservation Number,Arrival,Departure\n" + rows, encoding="utf-8"
    )
    app, running = at(path)
    async with running as pilot:
        screen = await open_import(pilot)
        await pilot.press(*"big", "enter")
        await until(pilot, lambda: screen.stage is Stage.LOOKING)
        screen.action_take()
        assert keys(app) == ["Stop", "Help"]
        screen.action_stop()
        await until(pilot, lambda: screen.stage is Stage.LOOKING)
        assert "Nothing of it was kept" in shown(app)
    assert read(path, desk.today.board).total == 0


async def test_days_that_can_be_read_two_ways_are_asked_about(path: Path, tmp_path: Path) -> None:
    (tmp_path / "Downloads" / "open.csv").write_text(
        "Name,Arrival,Departure\nAnn Lee,03/04/2026,05/04/2026\nBob Lee,04/03/2026,06/03/2026\n", encoding="utf-8"
    )
    app, running = at(path)
    async with running as pilot:
        screen = await open_import(pilot)
        await pilot.press(*"open", "enter")
        await until(pilot, lambda: screen.stage is Stage.ASKING)
        assert keys(app) == ["Day first", "Month first", "Back", "Help"]
        await pilot.press("m")
        await until(pilot, lambda: screen.stage is Stage.LOOKING)
        assert "read month first" in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: screen.stage is Stage.OVER)
    visit = read(path, lambda work: desk.cards.open_card(work, 1)).visits[0]
    assert visit.arrive.isoformat() == "2026-03-04"


async def test_a_file_that_is_no_table_is_refused_and_the_path_stays(path: Path, tmp_path: Path) -> None:
    (tmp_path / "Downloads" / "no[b]table\x1b[2J.csv").write_text("just words\n", encoding="utf-8")
    app, running = at(path)
    async with running as pilot:
        screen = await open_import(pilot)
        await pilot.press(*"no", "enter")
        await until(pilot, lambda: "understood here" in shown(app))
        assert screen.stage is Stage.CHOOSING
        assert screen.picker.line.value.endswith("no")
        assert "\x1b" not in shown(app)
        await pilot.press(*"where", "enter")
        assert "There is no file “nowhere”" in shown(app)


async def test_enter_typed_ahead_opens_the_file_that_was_meant(path: Path, tmp_path: Path) -> None:
    for name in ("zz.csv", "yy.csv"):
        (tmp_path / "Downloads" / name).write_text(ARRIVALS, encoding="utf-8")
    app, running = at(path)
    async with running as pilot:
        for key in ["ctrl+o", *"tod", "enter"]:
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: isinstance(app.screen, ImportScreen) and app.screen.stage is Stage.LOOKING)
        assert "today.csv" in shown(app)


async def test_folders_are_gone_into_and_names_completed(path: Path, tmp_path: Path) -> None:
    (tmp_path / "Downloads" / "june").mkdir()
    (tmp_path / "Downloads" / "june" / "a.xlsx").write_bytes(b"")
    (tmp_path / "Downloads" / "june" / "a.pdf").write_bytes(b"")
    _, running = at(path)
    async with running as pilot:
        screen = await open_import(pilot)
        await pilot.press(*"jun", "enter")
        await until(pilot, lambda: [entry.name for entry in screen.picker.list.rows] == ["a.xlsx"])
        await pilot.press("tab")
        assert screen.picker.line.value == str(tmp_path / "Downloads" / "june" / "a.xlsx")


def test_a_folder_that_cannot_be_read_is_empty(tmp_path: Path) -> None:
    assert file_list.entries(tmp_path / "nowhere") == []
    assert file_list.split("~/x")[1] == "x"
    assert file_list.split("")[1] == ""


async def test_the_same_file_again_is_nothing_new(path: Path) -> None:
    app, running = at(path)
    async with running as pilot:
        screen = await open_import(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: screen.stage is Stage.LOOKING)
        await pilot.press("enter")
        await until(pilot, lambda: screen.stage is Stage.OVER)
        await pilot.press("escape")
        screen = await open_import(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: screen.stage is Stage.LOOKING)
        assert "3 unchanged" in shown(app)
        assert "nothing new in this file" in shown(app)
        assert keys(app) == ["Columns", "Back", "Help"]
        await pilot.press("enter")
        assert screen.stage is Stage.LOOKING


OWN = "Who,When,Till,Where,Words\nIda Holm,2026-06-14,2026-06-16,101,=1+1\nTom Bell,2026-06-14,2026-06-15,102,\n"


async def say(pilot, screen: ImportScreen, column: int, field: str) -> None:
    """Say by keys what a column holds."""
    for _ in range(column - screen.columns.cursor):
        await pilot.press("down")
    await pilot.press("enter")
    await until(pilot, lambda: screen.stage is Stage.FIELDS)
    while screen.fields.current != field:
        await pilot.press("down" if FIELDS.index(field) > screen.fields.cursor else "up")
    await pilot.press("enter")
    await until(pilot, lambda: screen.stage is Stage.COLUMNS)


async def test_columns_nobody_knows_are_said_by_keys_and_known_the_next_time(path: Path, tmp_path: Path) -> None:
    (tmp_path / "Downloads" / "own.csv").write_text(OWN, encoding="utf-8")
    app, running = at(path)
    async with running as pilot:
        screen = await open_import(pilot)
        await pilot.press(*"own", "enter")
        await until(pilot, lambda: screen.stage is Stage.COLUMNS)
        assert "which column holds the guest's name" in shown(app)
        await say(pilot, screen, 0, "full")
        await say(pilot, screen, 1, "arrive")
        await say(pilot, screen, 3, "room")
        assert "room or table · by hand" in shown(app)
        await pilot.press("escape")
        await until(pilot, lambda: screen.stage is Stage.LOOKING)
        assert "3 of 5 are read, as you said" in shown(app)
        assert "Ida Holm" in shown(app)
        await pilot.press("escape", "enter")  # a step back loses nothing
        await until(pilot, lambda: screen.stage is Stage.LOOKING)
        assert "3 of 5 are read, as you said" in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: screen.stage is Stage.OVER)
        await pilot.press("escape")
        (tmp_path / "Downloads" / "own.csv").write_text(OWN.replace("101", "105"), encoding="utf-8")
        (tmp_path / "Downloads" / "other.csv").write_text(OWN.replace("Words", "Wishes"), encoding="utf-8")
        screen = await open_import(pilot)
        await pilot.press(*"own", "enter")
        await until(pilot, lambda: screen.stage is Stage.LOOKING)
        assert "as last time" in shown(app)
        await pilot.press("c")
        await until(pilot, lambda: screen.stage is Stage.COLUMNS)
        assert "as they were the last time" in shown(app)
        await pilot.press("down", "down", "down", "x", "escape")
        await until(pilot, lambda: screen.stage is Stage.LOOKING)
        assert "2 of 5 are read, as you said" in shown(app)
        await pilot.press("escape", "backspace", "backspace", "backspace", *"oth", "enter")
        await until(pilot, lambda: screen.stage is Stage.COLUMNS)  # other headers: what was said does not hold for them
        assert "by hand" not in shown(app)


async def test_the_days_are_turned_round_and_earlier_imports_taken_back(path: Path, tmp_path: Path) -> None:
    (tmp_path / "Downloads" / "open.csv").write_text(
        "Name,Arrival,Departure\nAnn Lee,03/04/2026,05/04/2026\nBob Lee,04/03/2026,06/03/2026\n", encoding="utf-8"
    )
    app, running = at(path)
    async with running as pilot:
        screen = await open_import(pilot)
        await pilot.press(*"open", "enter")
        await until(pilot, lambda: screen.stage is Stage.ASKING)
        await pilot.press("d")
        await until(pilot, lambda: screen.stage is Stage.LOOKING)
        assert "3 Apr 2026" in shown(app)
        await pilot.press("o")
        await until(pilot, lambda: screen.stage is Stage.LOOKING and "month first" in shown(app))
        assert "4 Mar 2026" in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: screen.stage is Stage.OVER)
        await pilot.press("escape")
        screen = await open_import(pilot)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: screen.stage is Stage.RUNS)
        assert "Ana · open.csv · 2 new, 0 updated" in shown(app)
        assert keys(app) == ["Undo import", "Back", "Help"]
        await pilot.press("z")
        await until(pilot, lambda: screen.stage is Stage.RUNS and "taken back" in shown(app))
        assert keys(app) == ["Back", "Help"]
        await pilot.press("escape")
        assert screen.stage is Stage.CHOOSING
    (run,) = read(path, desk.imports.runs)
    assert run.undone
