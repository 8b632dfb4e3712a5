"""The house on the screen: settings by key, understood while they are typed, and keys that can be moved."""

from __future__ import annotations

import pytest

from delightdesk.desk import people, settings
from delightdesk.tui.commands import declared
from delightdesk.tui.keys import every_command
from delightdesk.tui.modals.key_catcher import KeyCatcher
from delightdesk.tui.screens.catalogue import CatalogueScreen
from delightdesk.tui.screens.desk import DeskScreen
from delightdesk.tui.screens.help import HelpScreen
from delightdesk.tui.screens.house import HouseScreen
from delightdesk.tui.screens.keys import KeysScreen
from delightdesk.tui.screens.playbooks import PlaybooksScreen
from delightdesk.tui.screens.problems import ProblemsScreen
from delightdesk.tui.screens.today import TodayScreen
from delightdesk.tui.screens.touch_points import TouchPointsScreen
from delightdesk.tui.themes import DARK, LIGHT

ANA, BEN = 1, 2


def value_of(desk, name):
    return next(line.value for line in desk.read(settings.listing) if line.name == name)


def told(open_):
    """The last message."""
    return [note.message for note in open_.app._notifications][-1]


async def mark(open_, words):
    """Find a setting by words and put the mark on it."""
    await open_.press("slash")
    await open_.type(words)
    await open_.press("enter")


async def test_the_house_as_it_stands(window, size, snapshot):
    async with window(size) as open_:
        await open_.press("f7")
        await open_.shows("House · 24 settings")
        assert open_.text == snapshot
        assert [row.group for row in open_.app.screen.lines][-4:] == ["Rooms of their own"] * 4


async def test_hours_are_understood_while_typed_saved_and_undone(window, desk, size):
    async with window(size) as open_:
        await open_.press("f7")
        await mark(open_, "shifts")
        await open_.press("enter", "ctrl+u")
        await open_.type("early 6-14, late 13-22")
        assert open_.has("early is still on when late begins.")
        assert not open_.has("Nothing was saved")
        await open_.press("enter")
        assert value_of(desk, "shifts").startswith("early 07:00")
        for _ in "13-22":
            await open_.press("backspace")
        await open_.type("14-22")
        assert open_.has("early 06:00-14:00, late 14:00-22:00")
        await open_.press("enter")
        assert value_of(desk, "shifts") == "early 06:00-14:00, late 14:00-22:00"
        await open_.shows("Del puts back what is usual")
        await open_.press("ctrl+z")
        await open_.shows("Undone: Setting: shifts")
        assert value_of(desk, "shifts").startswith("early 07:00")
        await open_.press("escape")
        assert isinstance(open_.app.screen, HouseScreen)
        await open_.press("escape")
        assert isinstance(open_.app.screen, DeskScreen)


async def test_choices_step_del_puts_back_and_what_is_fixed_says_why(window, desk):
    async with window() as open_:
        await open_.press("f7")
        await mark(open_, "alcohol")
        await open_.press("right")
        assert value_of(desk, "alcohol") == "without alcohol first"
        await open_.press("left", "left")
        assert value_of(desk, "alcohol") == "never alcohol"
        await open_.press("delete")
        assert value_of(desk, "alcohol") == "ask first"
        await open_.press("escape")
        await mark(open_, "zone")
        await open_.press("enter")
        await open_.type("Europe/Paris")
        await open_.press("enter")
        assert value_of(desk, "zone") == "Europe/Paris"
        await open_.press("escape")
        await mark(open_, "currency")
        await open_.press("enter")
        await open_.shows("It stays. Every amount")
        await open_.press("escape")
        await mark(open_, "colours")
        await open_.press("enter")
        assert told(open_) == "Colours: light · ^Z undoes"
        assert open_.app.theme == LIGHT
        await open_.press("ctrl+z")
        assert open_.app.theme == DARK
        await open_.press("escape")
        await mark(open_, "house is called")
        await open_.press("enter", "ctrl+u")
        await open_.type("The Cove")
        await open_.press("enter", "escape")
        await open_.shows("The Cove")
        assert open_.lines[0].startswith(" The Cove")


async def test_somebody_without_the_right_reads_everything_and_is_told_who_can(window, desk):
    desk.write(lambda work: people.sit_down(work, BEN), BEN)
    async with window() as open_:
        await open_.press("f7")
        await open_.shows("Ana can change them")
        await mark(open_, "wi-fi")
        await open_.shows("Ana can change it.")
        await open_.press("enter")
        assert told(open_).endswith("F9 changes who is at the desk.")
        await open_.press("escape")
        await mark(open_, "key does what")
        await open_.press("enter")
        await open_.shows("commands")
        await open_.press("enter")
        assert told(open_).startswith("Ana can change the settings of the house")
        assert isinstance(open_.app.screen, KeysScreen)


async def test_what_another_window_set_meanwhile_is_not_overwritten_and_the_words_stay(window, desk):
    async with window() as open_:
        await open_.press("f7")
        await mark(open_, "lobby-wifi")
        await open_.press("enter")
        await open_.type("Cove / seashell")
        desk.write(lambda work: settings.change(work, "lobby-wifi", "Bay / pebbles"))
        await open_.press("enter")
        assert told(open_).startswith("Somebody else changed “Wi-Fi” meanwhile")
        assert value_of(desk, "lobby-wifi") == "Bay / pebbles"
        assert open_.has("Cove / seashell")


async def test_the_rooms_of_their_own_open_and_escape_comes_back(window):
    async with window() as open_:
        for key, room in (("g", CatalogueScreen), ("p", PlaybooksScreen)):
            await open_.press("f7", key)
            assert isinstance(open_.app.screen, room)
            await open_.press("escape")
            assert isinstance(open_.app.screen, HouseScreen)
        await mark(open_, "touch")
        await open_.press("enter")
        assert isinstance(open_.app.screen, TouchPointsScreen)


async def test_a_key_is_moved_shown_everywhere_followed_and_taken_back(window, desk):
    async with window() as open_:
        await open_.press("f7")
        await mark(open_, "key does what")
        await open_.press("enter")
        await open_.shows("Every key, those of the place")
        await mark(open_, "who comes")
        await open_.press("enter")
        assert isinstance(open_.app.screen, KeyCatcher)
        await open_.press("t")
        await open_.shows("typed where a guest is looked for")
        await open_.press("enter")
        await open_.shows("means the same everywhere")
        await open_.press("f4")
        await open_.shows("F4 is “Problems” here. Swap the two?")
        await open_.press("y")
        await open_.shows("Key: Today, F3 to F4")
        assert open_.app.with_keys("The lamp of F3 was due · F3") == "The lamp of F3 was due · F4"
        assert desk.read(settings.keys) == {"app.today": "f4", "app.problems": "f3"}
        await open_.press("f3")
        assert isinstance(open_.app.screen, ProblemsScreen)
        await open_.press("f1")
        rows = {(label, keys) for _, keys, label, _ in open_.app.screen._rows}
        assert {("Today", "F4"), ("Problems", "F3")} <= rows
        await open_.press("escape", "f2", "enter")
        assert "F4 Today" in open_.footer or "Today" not in open_.footer
        await open_.press("ctrl+z", "f3")
        assert isinstance(open_.app.screen, TodayScreen)
        desk.write(lambda work: settings.move_key(work, every_command(), "app.help", "f11"))
        open_.app.follow_house(colours=False)
        await open_.press("f11")
        assert isinstance(open_.app.screen, HelpScreen)
        await open_.press("escape", "f9")
        await open_.press("f11")  # also over a dialog, which keeps the other keys to itself
        assert isinstance(open_.app.screen, HelpScreen)


async def test_moved_keys_hold_from_the_first_frame_and_broken_ones_do_not_lock_anybody_out(window, desk):
    desk.write(lambda work: settings.move_key(work, every_command(), "app.today", "ctrl+b", swap=True))
    async with window() as open_:
        assert "^B Today" in open_.footer
    desk.sql("""UPDATE house SET keys = '{"app.today": "f12", "app.costs": "f1", "card.note": 4, "x": "y"}'""")
    async with window() as open_:
        assert "F3 Today" in open_.footer
        assert "F1 Help" in open_.footer


def test_every_key_that_can_be_moved_is_known_and_two_commands_of_a_place_never_share_one():
    commands = every_command()
    assert {each.id for each in commands} == {command.id for command in declared()}
    movable = [each for each in commands if each.moves]
    assert {"app.today", "app.lobby", "app.quit", "card.note", "owed.done"} <= {each.id for each in movable}
    assert not any(each.id.startswith(("confirm.", "people.sit-", "form.")) for each in movable)
    for each in movable:
        others = [key for other in commands if other.place == each.place and other is not each
                  for key in other.usual.split(",")]  # fmt: skip
        assert not set(each.usual.split(",")) & set(others), each.id


@pytest.mark.parametrize("keys", [("f7", "f7"), ("f3", "f7"), ("f7", "g", "f7")])
async def test_the_room_is_opened_once_from_wherever_one_is(window, keys):
    async with window() as open_:
        await open_.press(*keys)
        assert sum(isinstance(screen, HouseScreen) for screen in open_.app.screen_stack) == 1
        await open_.press("f2")
        assert len(open_.app.screen_stack) == 1
