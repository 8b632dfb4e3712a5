"""Codes instead of words at one key: on the card, in lists and panels; what is kept and edited stays in words."""

from __future__ import annotations

import re
from typing import Any

import pytest

from delightdesk.desk import sensitive
from delightdesk.domain.discreet import Codes

Opened = Any
SENSITIVE = ("strawberr", "nut", "halal", "wheelchair", "anniversary", "husband", "secret", "allerg", "retriever")


@pytest.fixture
def erika(desk: Any) -> int:
    """Everything a guest who leans over must not read."""
    guest = int(desk.guest(first="Erika", last="Schultz"))
    desk.visit(guest, room="412")
    desk.caution(guest, "strawberries")
    desk.caution(guest, "halal")
    child = desk.guest(first="Tim", last="Schultz")
    desk.caution(child, "nuts")
    desk.write(lambda work: _belongs(work, guest, child))
    desk.note(guest, "uses a wheelchair, needs a step-free room")
    desk.note(guest, "20th anniversary 14 june secret from husband")
    desk.note(guest, "promise strawberries and cream by 18:00")
    return guest


def _belongs(work: Any, guest: int, child: int) -> None:
    from delightdesk.desk import facts
    from delightdesk.domain.vocabulary import BondKind

    facts.save_bond(work, guest, child, BondKind.PARENT)


def uncovered(screen: Any) -> list[str]:
    shown = " ".join(screen.text.replace("│", " ").split()).casefold()
    return [words for words in SENSITIVE if re.search(rf"\b{words}", shown)]


async def test_every_screen_shows_codes_until_the_key_is_pressed_again(window: Opened, erika: int, size: Any) -> None:
    async with window(size) as screen:
        await screen.find("erika")
        before = screen.text
        assert len(uncovered(screen)) >= 5
        await screen.press("ctrl+y")
        await screen.shows("discreet")
        await screen.shows("S1")
        assert screen.has("A1")
        assert screen.has("F1")
        for keys in (("w",), ("pagedown",), ("escape", "1"), ("escape", "t"), ("f3",), ("tab",), ("ctrl+g",), ("f5",)):
            await screen.press(*keys)
            await screen.settle(long=True)
            assert not uncovered(screen), screen.text
        await screen.press("f2", "escape", "slash", "ctrl+y")
        await screen.hides("discreet")
        await screen.find("erika")
        assert len(uncovered(screen)) >= 5
        assert before.splitlines()[:8] == screen.lines[:8]


async def test_forms_show_words_and_what_is_saved_from_codes_is_words(window: Opened, desk: Any, erika: int) -> None:
    async with window() as screen:
        await screen.find("erika")
        await screen.press("ctrl+y")
        await screen.shows("discreet")
        await screen.press("x")
        await screen.shows("caution")
        assert not uncovered(screen)
        place = next(at for at, fact in enumerate(screen.app.screen.list.rows) if fact.kind == "caution")
        await screen.press(*["down"] * place, "enter")
        await screen.shows("strawberries")
        await screen.press("ctrl+s", "escape")
        await screen.press("t", "d")
        await screen.shows("Kept: A and cream")
    assert ("strawberries",) in desk.sql("SELECT subject FROM caution")
    assert desk.sql("SELECT title, done_at IS NOT NULL FROM task") == [("strawberries and cream", 1)]
    assert not desk.sql("SELECT * FROM journal WHERE summary LIKE '%A1%' OR summary LIKE '%A and%'")


def test_a_code_means_the_same_after_something_else_was_taken_away(desk: Any, erika: int) -> None:
    def nuts() -> str:
        return Codes(desk.read(lambda work: sensitive.told(work, [erika]))[erika]).cover("nuts")

    before = nuts()
    desk.sql("UPDATE caution SET deleted_at = '2026-06-14 15:42:00.000000' WHERE subject = 'strawberries'")
    assert nuts() == before == "A2"


async def test_a_window_begins_as_the_house_has_set_it(window: Opened, desk: Any, erika: int) -> None:
    desk.sql("UPDATE house SET discreet = 1")
    async with window() as screen:
        await screen.find("erika")
        assert screen.has("discreet")
        assert not uncovered(screen)


async def test_no_toast_carries_a_guests_name_even_where_it_was_typed_into_a_title(
    window: Opened, desk: Any, erika: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What goes by while a guest is served from the first note to the undo, by everything that tells anything."""
    told: list[str] = []
    async with window() as screen:
        app = screen.app
        monkeypatch.setattr(
            app, "_refresh_notifications", lambda: told.extend(each.message for each in app._notifications)
        )
        await screen.find("erika")
        for line in ("promise a cake for Erika Schultz by 18:00", "call her Ms Schultz", "allergic to kiwi"):
            await screen.press("n")
            await screen.type(line)
            await screen.press("enter")
        await screen.press("m")
        await screen.type("card for Tim Schultz 0")
        await screen.press("enter")
        await screen.press("p")
        await screen.type("Erika: shower cold")
        await screen.press("enter")
        await screen.press("t", "d", "enter", "escape", "u", "u", "f3", "tab", "d", "ctrl+z", "ctrl+y")
        assert (app.title, app.sub_title) == ("DelightDesk", "")
    assert len(told) > 6, told
    assert not [text for text in told if "Erika" in text or "Schultz" in text or "Tim" in text.split()]
