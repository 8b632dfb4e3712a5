"""One declaration of a command: key, footer, palette and help agree, and fit."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len

from delightdesk.tui.commands import declared, in_reach, key_name
from delightdesk.tui.screens.desk import DeskScreen
from delightdesk.tui.widgets.card import Card
from delightdesk.tui.widgets.key_line import KeyLine

Opened = Any


@pytest.fixture
def erika(desk: Any) -> int:
    guest = desk.guest()
    desk.visit(guest, room="412")
    return int(guest)


def test_ids_are_unique_and_every_action_of_the_card_exists() -> None:
    commands = declared()
    assert len({command.id for command in commands}) == len(commands)
    for binding in Card.BINDINGS:
        action = binding.action.partition("(")[0]  # type: ignore[union-attr]
        owner, _, name = action.rpartition(".")
        assert hasattr(DeskScreen if owner == "screen" else Card, f"action_{name}"), action


def test_no_letter_of_the_card_has_two_meanings() -> None:
    keys = [key for binding in Card.BINDINGS for key in binding.key.split(",")]  # type: ignore[union-attr]
    assert len(keys) == len(set(keys))


async def test_the_footer_holds_five_whole_entries_at_most(window: Opened, erika: int, size: Any) -> None:
    met = set()
    async with window(size) as desk_window:
        for keys in ((), ("f1",), ("escape", "enter"), ("n",), ("escape", "1"), ("escape", "g")):
            await desk_window.press(*keys)
            line = desk_window.app.screen.query_one(KeyLine)
            fitting = [offer for _, offer in line.fitting(size[0])]
            assert 1 <= len(fitting) <= 5
            assert fitting == line.offers
            assert sum(cell_len(f" {offer.keys} {offer.command.label}  ") for offer in fitting) <= size[0]
            for offer in fitting:
                assert f"{offer.keys} {offer.command.label}" in desk_window.footer
            if keys != ("f1",):
                assert "F1 Help" in desk_window.footer
            met.add(desk_window.footer)
    assert len(met) == 6


async def test_a_narrow_footer_drops_entries_whole_and_keeps_the_help(window: Opened, erika: int) -> None:
    async with window() as desk_window:
        line = desk_window.app.screen.query_one(KeyLine)
        shown = [offer.command.label for _, offer in line.fitting(24)]
        assert shown[-1] == "Help"
        assert 1 <= len(shown) < len(line.offers)


async def test_help_and_palette_hold_what_the_keys_do_nearest_first(window: Opened, erika: int) -> None:
    async with window() as desk_window:
        await desk_window.press("enter")
        await desk_window.shows("1-5 Give")
        offers = in_reach(desk_window.app.screen)
        await desk_window.press("question_mark")
        rows = desk_window.app.screen._rows
        assert rows[0][0] == "Giving"
        told = {(keys, label) for _, keys, label, _ in rows}
        assert {(offer.keys, offer.command.label) for offer in offers if offer.command.help} <= told
        await desk_window.press("escape")
        assert isinstance(desk_window.app.screen, DeskScreen)
        await desk_window.press("ctrl+p")
        await desk_window.settle(long=True)
        await desk_window.shows("Why not (w)")


async def test_a_remapped_key_acts_and_is_shown_everywhere(window: Opened, erika: int) -> None:
    async with window() as desk_window:
        desk_window.app.set_keymap({"card.why-not": "y"})
        await desk_window.press("enter")
        await desk_window.shows("1-5 Give")
        await desk_window.shows("y Why not")
        await desk_window.press("y")
        await desk_window.shows("Ruled out")
        await desk_window.press("w", "f1")
        assert ("Giving", "y", "Why not") in [row[:3] for row in desk_window.app.screen._rows]


async def test_a_click_on_the_footer_does_what_the_key_does(window: Opened, erika: int) -> None:
    async with window() as desk_window:
        await desk_window.press("enter")
        await desk_window.shows("1-5 Give")
        at = desk_window.footer.index("Why not")
        await desk_window.pilot.click(KeyLine, offset=(at, 0))
        await desk_window.settle(long=True)
        await desk_window.shows("Ruled out")


def test_keys_read_as_people_say_them() -> None:
    assert [key_name(key) for key in ("ctrl+p", "f2", "slash", "n", "pagedown")] == ["^P", "F2", "/", "n", "PgDn"]
