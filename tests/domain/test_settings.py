"""What an owner types into a setting, and the keys a house may move: understood or refused, never half of it."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.errors import Invalid
from delightdesk.domain.keys import KeyCommand, KeyTaken, fitting, give, key_name, key_typed, usable, why_not
from delightdesk.domain.setting_values import About
from delightdesk.domain.settings import SETTINGS, THEMES, named
from delightdesk.domain.vocabulary import AlcoholRule, Sector
from delightdesk.tui.themes import LABELS

HOTEL, CLINIC = About(Sector.HOTEL, "GBP"), About(Sector.CLINIC, "USD")


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("zone", "London", "Europe/London"), ("zone", "new york", "America/New_York"), ("zone", "this pc", ""),
        ("zone", "UTC", "UTC"), ("day-begins", "5", time(5)), ("day-begins", "5:30 am", time(5, 30)),
        ("dates", "Month", False), ("alcohol", "never", AlcoholRule.NEVER), ("delight", "£45", 4500),
        ("handover-before", "45 min", 45), ("lobby-after", "never", 0), ("lobby-after", "5", 5),
        ("shifts", "early 7-15, late 15-23, night 23-7", ""), ("shifts", "day 9-18", "day 09:00-18:00"),
        ("theme", "high contrast", "delight-contrast"), ("discreet", "y", True), ("lobby-wifi", "", ""),
    ],
)  # fmt: skip
def test_what_people_type_is_understood(name, typed, kept):
    setting = named(name)
    assert setting.read(typed, HOTEL) == kept
    assert setting.read(setting.show(kept, HOTEL), HOTEL) == kept  # what is shown can be edited on


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("zone", "Europe/Lodnon", "Did you mean Europe/London"), ("zone", "berln", "Did you mean Europe/Berlin"),
        ("zone", "../etc", "is no time zone"), ("day-begins", "13", "between midnight and noon"),
        ("day-begins", "soon", "such as 04:00"), ("day-begins", "04:00x", "such as 04:00"), ("dates", "", "day first, month first"),
        ("delight", "€4", "counts in GBP"), ("delight", "99999999", "at most ten million"),
        ("handover-before", "3", "5 to 120"), ("lobby-after", "-1", "0 for never"), ("name", " ", "needs a name"),
        ("lobby-hours", "x" * 401, "At most 400 letters"), ("lobby-welcome", "4111111111111111", "card number"),
        ("currency", "EUR", "Every amount"), ("sector", "shop", "came with it"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_in_one_sentence(name, typed, told):
    with pytest.raises(Invalid, match=told):
        named(name).read(typed, HOTEL)


def test_names_are_found_by_label_and_slips_are_named():
    assert named("Wi-Fi").name == "lobby-wifi"
    with pytest.raises(Invalid, match="Did you mean shifts"):
        named("shift")
    assert len({setting.name for setting in SETTINGS}) == len({setting.column for setting in SETTINGS}) == len(SETTINGS)
    assert THEMES == LABELS


def test_what_is_usual_hangs_on_the_house():
    assert [named("alcohol").usual(about) for about in (HOTEL, CLINIC)] == [AlcoholRule.ASK, AlcoholRule.NEVER]
    assert [named("dates").usual(about) for about in (HOTEL, CLINIC)] == [True, False]
    assert named("shifts").understood("", CLINIC) == "morning 08:00-13:00, afternoon 13:00-19:00, as usual"


@given(st.sampled_from(SETTINGS), st.text(max_size=60))
def test_no_text_breaks_a_setting(setting, typed):
    try:
        kept = setting.read(typed, HOTEL)
    except Invalid:
        return
    assert setting.read(setting.show(kept, HOTEL), HOTEL) == kept
    assert "\x1b" not in setting.show(kept, HOTEL)


TODAY = KeyCommand("app.today", "Today", "", "Rooms", "f3")
PROBLEMS = KeyCommand("app.problems", "Problems", "", "Rooms", "f4")
HELP = KeyCommand("app.help", "Help", "", "Always", "f1,question_mark")
NOTE = KeyCommand("card.note", "Note", "", "Card", "n")
GIVE = KeyCommand("card.give-3", "Give", "", "Card", "3", moves=False)
UNDO = KeyCommand("card.undo", "Undo", "", "Card", "u,delete")
SPAN = KeyCommand("costs.span", "Span", "", "Costs", "s")
ALL = (TODAY, PROBLEMS, HELP, NOTE, GIVE, UNDO, SPAN)


@pytest.mark.parametrize(
    ("typed", "key", "name"),
    [("F3", "f3", "F3"), ("^b", "ctrl+b", "^B"), ("Ctrl-B", "ctrl+b", "^B"), ("?", "question_mark", "?"),
     (",", "comma", ","), ("x", "x", "x"), ("X", "X", "X"), ("Space", "space", "Space"), ("PgUp", "pageup", "PgUp")],
)  # fmt: skip
def test_keys_are_read_as_people_write_them(typed, key, name):
    assert key_typed(typed) == key
    assert key_name(key) == name


@pytest.mark.parametrize("key", ["enter", "escape", "tab", "up", "ctrl+c", "ctrl+m", "ctrl+a", "f99", "ctrl+enter", ""])
def test_keys_that_mean_the_same_everywhere_stay(key):
    assert why_not(key, is_everywhere=False)
    with pytest.raises(Invalid):
        give(ALL, {}, "card.note", key)


def test_letters_are_for_lists_only_because_the_find_box_takes_them():
    with pytest.raises(Invalid, match="typed where a guest is looked for"):
        give(ALL, {}, "app.today", "t")
    assert give(ALL, {}, "card.note", "s") == {"card.note": "s"}  # the cost book's s is another place


def test_a_key_in_use_is_swapped_only_when_asked_and_never_lost():
    with pytest.raises(KeyTaken, match=r"F4 is “Problems” here") as taken:
        give(ALL, {}, "app.today", "f4")
    assert taken.value.other == "app.problems"
    swapped = give(ALL, {}, "app.today", "f4", swap=True)
    assert swapped == {"app.today": "f4", "app.problems": "f3"}
    assert give(ALL, swapped, "app.today", "f3", swap=True) == {}
    assert give(ALL, {}, "app.help", "f10") == {"app.help": "f10,question_mark"}
    with pytest.raises(Invalid, match="3 is “Give” here"):
        give(ALL, {}, "card.note", "3", swap=True)
    with pytest.raises(Invalid, match="F3 is “Today” here"):  # Today could not have the letter
        give(ALL, {}, "card.note", "f3", swap=True)


def test_a_swap_gives_nobody_a_key_that_a_third_one_has_in_another_place():
    kept = give(ALL, give(ALL, {}, "card.note", "f10"), "costs.span", "f10")
    with pytest.raises(Invalid, match="Give that one another key first"):  # the help would share F10 with the costs
        give(ALL, kept, "card.note", "f1", swap=True)


def test_a_key_that_two_places_gave_away_is_swapped_with_neither():
    kept = give(ALL, give(ALL, give(ALL, {}, "app.problems", "f10"), "card.note", "f4"), "costs.span", "f4")
    with pytest.raises(Invalid, match="F4 is “Note” and “Span” here"):
        give(ALL, kept, "app.today", "f4", swap=True)


KEYS = st.sampled_from(["f1", "f3", "f4", "f10", "ctrl+b", "ctrl+z", "n", "u", "s", "3", "x", "question_mark", "enter"])


@given(st.lists(st.tuples(st.sampled_from(ALL), KEYS, st.booleans()), max_size=12))
def test_however_keys_are_moved_no_command_loses_its_own_and_no_two_share_one(moves):
    kept: dict[str, str] = {}
    for command, key, swap in moves:
        try:
            kept = give(ALL, kept, command.id, key, swap=swap)
        except Invalid:
            continue
    everywhere = [command for command in ALL if command.is_everywhere]
    assert usable(kept) == kept == fitting(kept, everywhere)
    for place in ("card", "costs"):
        keys = [key for each in ALL if each.place in (place, "app") for key in each.keys(kept)]
        assert len(keys) == len(set(keys))


def test_a_file_cannot_take_the_help_away():
    assert fitting({"app.today": "f1", "card.note": "f4", "card.undo": "x"}, [TODAY, PROBLEMS, HELP]) == {
        "card.undo": "x"
    }
    assert usable({"app.help": "", "app.today": "f3,", "card.note": "x" * 300, 3: "x", "a": 1}) == {}
