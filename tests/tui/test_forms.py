"""Forms: the job judges, nothing typed is lost, leaving asks only when it must."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual import events

from delightdesk import desk
from delightdesk.domain.errors import NotFound
from delightdesk.domain.vocabulary import BondKind, CautionKind, OccasionKind, Sector, VisitStatus
from delightdesk.tui.app import DeskApp
from delightdesk.tui.commands import for_footer, in_reach
from delightdesk.tui.modals.confirm import Confirm
from delightdesk.tui.modals.facts import FactsScreen
from delightdesk.tui.modals.forms import _FORMS, Form
from delightdesk.tui.screens.desk import DeskScreen
from delightdesk.tui.widgets.key_line import KeyLine

SIZES = [(80, 24), (120, 40)]
NOW = datetime(2026, 6, 14, 14, 0, tzinfo=UTC)
POISON = "Ev\x1b]0;owned\x07il \u202e[bold red]Näme[/] 👩‍👩‍👧"


def clock() -> datetime:
    return NOW


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("house") / "desk.db"
    desk.house.set_up(path, name="The Bay", sector=Sector.HOTEL, currency="GBP", person="Ana", clock=clock)
    write(path, lambda work: desk.guests.save(work, desk.guests.GuestForm(first="Erika", last="Schultz")))
    write(path, lambda work: desk.guests.save(work, desk.guests.GuestForm(first=POISON, last="Zed")))
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    return Path(shutil.copy(template, tmp_path / "desk.db"))


ERIKA, POISONED = 1, 2


def write(path: Path, job: Callable):
    house = desk.house.open_house(path, clock)
    try:
        with house.writing() as work:
            return job(work)
    finally:
        house.close()


def card(path: Path, guest_id: int = ERIKA):
    house = desk.house.open_house(path, clock)
    try:
        with house.reading() as work:
            return desk.cards.open_card(work, guest_id)
    finally:
        house.close()


def shown(app: DeskApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def until(pilot, true, tries: int = 200) -> None:
    for _ in range(tries):
        if true():
            await pilot.pause()
            return
        await pilot.pause(0.02)
    raise AssertionError(shown(pilot.app))


async def open_form(pilot, kind: str, guest_id: int | None = ERIKA, **more) -> Form:
    pilot.app.open_form(kind, guest_id, **more)
    await until(pilot, lambda: isinstance(pilot.app.screen, Form) and pilot.app.screen.loaded is not None)
    return pilot.app.screen


async def back_on_desk(pilot) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, DeskScreen))


def at(path: Path, size: tuple[int, int] = (80, 24)):
    app = DeskApp(path, clock=clock)
    return app, app.run_test(size=size, notifications=True, tooltips=True)


@pytest.mark.parametrize("size", SIZES)
async def test_every_field_and_its_meaning_is_in_sight_and_the_keys_are_true(path: Path, size: tuple[int, int]) -> None:
    app, running = at(path, size)
    async with running as pilot:
        for kind in ("guest", "visit", "occasion", "caution", "bond"):
            screen = await open_form(pilot, kind, POISONED)
            text = shown(app)
            for row in screen.fields.rows.values():
                assert row.field.label in text
                assert row.field.meaning in text
            assert not set(text) & {"\x1b", "\x07", "\u202e"}
            assert "[bold red]Näme[/]" in text
            key_line = screen.query_one(KeyLine)
            offers = for_footer(in_reach(screen))
            assert 3 <= len(offers) <= 5
            assert [offer for _, offer in key_line.fitting(size[0])] == offers
            await pilot.press("escape")
            await back_on_desk(pilot)


async def test_a_new_guest_is_typed_saved_and_read(path: Path) -> None:
    app, running = at(path)
    async with running as pilot:
        await pilot.press(*"Zoltan Farkas", "enter")
        await until(pilot, lambda: isinstance(app.screen, Form) and app.screen.loaded is not None)
        assert app.screen.fields.values()["last"] == "Farkas"
        await pilot.press("enter", "enter", *"Dr", "ctrl+s")
        await back_on_desk(pilot)
        await until(pilot, lambda: app.screen.card.card is not None and app.screen.card.card.name == "Zoltan Farkas")
        assert not any("Zoltan" in toast.message for toast in app._notifications)


async def test_keys_typed_ahead_land_in_their_own_fields(path: Path) -> None:
    app, running = at(path)
    async with running as pilot:
        await open_form(pilot, "visit")
        for key in [*"501", "enter", *"today", "enter", *"+3", "enter", *"1630", "enter", "l", "enter", *"2"]:
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        values = app.screen.fields.values()
        assert (values["room"], values["arrive"], values["depart"], values["eta"]) == ("501", "today", "+3", "1630")
        assert (values["status"], values["adults"]) == (VisitStatus.LEFT, "2")


async def test_keys_typed_before_the_form_stands_there_are_not_lost(path: Path) -> None:
    app, running = at(path)
    async with running as pilot:
        await pilot.press(*"erika", "enter")
        await until(pilot, lambda: app.screen.card.card is not None)
        for key in ["o", "h", "enter", *"14/6", "enter", *"2006", "ctrl+s"]:
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: isinstance(app.screen, DeskScreen) and app.screen.card.card.occasions)
    (occasion,) = card(path).occasions
    assert (occasion.kind, occasion.day, occasion.year) == (OccasionKind.HONEYMOON, 14, 2006)


async def test_what_cannot_be_taken_is_said_at_its_field_and_nothing_typed_is_lost(path: Path) -> None:
    app, running = at(path)
    async with running as pilot:
        screen = await open_form(pilot, "guest")
        screen.set_focus(screen.fields.rows["email"].line)
        await pilot.press(*"erika", "enter", *"0171 5550", "ctrl+s")
        await until(pilot, lambda: "not complete" in shown(app))
        assert screen.focused is screen.fields.rows["email"].line
        assert screen.fields.values()["phone"] == "0171 5550"
        lines = shown(app).split("\n")
        at_field = next(place for place, line in enumerate(lines) if "E-mail" in line)
        assert "not complete" in lines[at_field + 1]
        await pilot.press(*"a@bay.example", "ctrl+s")
        await back_on_desk(pilot)
    assert card(path).contact == "0171 5550 · a@bay.example"


async def test_leaving_asks_only_when_something_was_typed(path: Path) -> None:
    app, running = at(path)
    async with running as pilot:
        await open_form(pilot, "guest")
        await pilot.press("escape")
        await back_on_desk(pilot)
        screen = await open_form(pilot, "guest")
        await pilot.press(*"Rike", "escape")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        assert "Rike" in str(screen.fields.values()["first"])
        await pilot.press("escape", "y")
        await back_on_desk(pilot)
    assert card(path).name == "Erika Schultz"


async def test_somebody_else_was_faster_and_nothing_is_lost_or_overwritten_unseen(path: Path) -> None:
    app, running = at(path)
    async with running as pilot:
        screen = await open_form(pilot, "guest")
        await pilot.press("enter", *"Sommer")
        write(path, lambda work: rename(work, last="Winter", tier="gold"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: screen.is_stale)
        assert "Somebody else changed this" in shown(app)
        assert "^L" in shown(app).split("\n")[-1]
        assert card(path).name == "Erika Winter"
        await pilot.press("ctrl+l")
        await until(pilot, lambda: not screen.is_stale)
        assert (screen.fields.values()["last"], screen.fields.values()["tier"]) == ("Sommer", "gold")
        assert "Now stands there: Winter" in shown(app)
        await pilot.press("ctrl+s")
        await back_on_desk(pilot)
    assert card(path).name == "Erika Sommer"


def rename(work, **values: str) -> None:
    desk.guests.save(work, replace(desk.guests.form(work, ERIKA), **values))


async def test_removing_asks_by_name_and_undo_brings_it_back(path: Path) -> None:
    app, running = at(path)
    async with running as pilot:
        await open_form(pilot, "guest")
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        assert "Remove Erika Schultz?" in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Form))
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("y")
        await back_on_desk(pilot)
        with pytest.raises(NotFound):
            card(path)
        assert any("^Z" in toast.message for toast in app._notifications)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: any("Undone" in toast.message for toast in app._notifications))
    assert card(path).name == "Erika Schultz"


async def test_a_walk_in_is_two_keys(path: Path) -> None:
    app, running = at(path)
    async with running as pilot:
        await pilot.press(*"erika", "enter")
        await until(pilot, lambda: app.screen.card.card is not None)
        await pilot.press("v")
        await until(pilot, lambda: isinstance(app.screen, Form) and app.screen.loaded is not None)
        await pilot.press("ctrl+s")
        await back_on_desk(pilot)
    visit = card(path).visit
    assert visit is not None
    assert (visit.status, visit.arrive, visit.room) == (VisitStatus.IN_HOUSE, NOW.date(), "")


async def test_an_occasion_with_its_secret(path: Path) -> None:
    app, running = at(path)
    async with running as pilot:
        await open_form(pilot, "occasion")
        await pilot.press(
            "h", "enter", *"14 jun", "enter", *"1850", "enter", "enter", "y", "enter", *"husband", "enter"
        )
        await until(pilot, lambda: "no year" in shown(app))
        await pilot.press(*"2006", "ctrl+s")
        await back_on_desk(pilot)
    (occasion,) = card(path).occasions
    assert (occasion.kind, occasion.day, occasion.month, occasion.year) == (OccasionKind.HONEYMOON, 14, 6, 2006)
    assert occasion.secret_from == "husband"


async def test_a_caution_finds_its_kind_and_a_note_can_be_reworded(path: Path) -> None:
    note = write(path, lambda work: desk.notes.store_line(work, ERIKA, "asked about the pier", as_note=True))
    _, running = at(path)
    async with running as pilot:
        await open_form(pilot, "caution")
        await pilot.press(*"walnuts", "enter", "enter", *"daughter", "enter")
        await back_on_desk(pilot)
        await open_form(pilot, "note", row_id=note.id)
        await pilot.press("end", *" twice", "ctrl+s")
        await back_on_desk(pilot)
    now = card(path)
    assert (now.cautions[0].kind, now.cautions[0].whose) == (CautionKind.ALLERGEN, "daughter")
    assert [line.text for line in now.notes] == ["asked about the pier twice"]


async def test_a_bond_is_made_by_typing_the_other_guest(path: Path) -> None:
    other = write(path, lambda work: desk.guests.save(work, desk.guests.GuestForm(first="Max", last="Schuler")))
    app, running = at(path)
    async with running as pilot:
        await open_form(pilot, "bond")
        await pilot.press("enter", *"erika")
        assert "Nobody by that name" in shown(app)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Please choose the other guest" in shown(app))
        await pilot.press("ctrl+u", *"schu", "enter")
        await back_on_desk(pilot)
    (bond,) = card(path).bonds
    assert (bond.other_id, bond.text) == (other, f"{BondKind.PARTNER.value} of Max Schuler")


async def test_a_bond_typed_ahead_links_the_guest_that_was_meant(path: Path) -> None:
    names = ("Sch Aaa", "Schuler Max")
    _, meant = (write(path, lambda work, n=name: desk.guests.save(work, desk.guests.blank(n))) for name in names)
    app, running = at(path)
    async with running as pilot:
        await open_form(pilot, "bond")
        for key in ["f", "enter", *"schul", "enter"]:
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await back_on_desk(pilot)
    assert [bond.other_id for bond in card(path).bonds] == [meant]


async def test_the_list_of_what_is_known_edits_and_removes(path: Path) -> None:
    write(path, lambda work: desk.notes.store_line(work, ERIKA, "allergic to nuts"))
    write(path, lambda work: desk.notes.store_line(work, ERIKA, f"[b]{POISON}", as_note=True))
    app, running = at(path)
    async with running as pilot:
        app.open_form("facts", ERIKA)
        await until(pilot, lambda: isinstance(app.screen, FactsScreen) and app.screen.list.rows)
        facts = app.screen
        assert [fact.kind for fact in facts.list.rows] == ["caution", "note"]
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Form) and app.screen.loaded is not None)
        assert app.screen.fields.values()["subject"] == "nuts"
        await pilot.press("escape", "down", "x")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        assert "[b]Evil" in shown(app)
        await pilot.press("y")
        await until(pilot, lambda: app.screen is facts and len(facts.list.rows) == 1)
        assert card(path).notes == ()
        await pilot.press("u")
        await until(pilot, lambda: len(facts.list.rows) == 2)


def test_every_kind_of_form_can_be_made() -> None:
    from delightdesk.tui.modals.forms import make

    for kind in _FORMS:
        assert make(kind, ERIKA, row_id=1) is not None
