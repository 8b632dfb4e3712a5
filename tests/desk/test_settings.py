"""What the owner sets, on a real file: understood or refused, kept, journalled, undone, and never overwritten unseen."""

from __future__ import annotations

import json

import pytest

from delightdesk.desk import house, people, settings, undo
from delightdesk.domain.errors import Invalid, NotAllowed, NotFound, Stale
from delightdesk.domain.keys import KeyCommand, KeyTaken
from delightdesk.domain.settings import SETTINGS
from delightdesk.store.glance import glance
from delightdesk.store.tables import House

ANA, BEN = 1, 2
TODAY = KeyCommand("app.today", "Today", "", "Rooms", "f3")
HELP = KeyCommand("app.help", "Help", "", "Always", "f1,question_mark")
NOTE = KeyCommand("card.note", "Note", "", "Card", "n")
COMMANDS = (TODAY, HELP, NOTE)


def lines(desk, person=ANA):
    return {line.name: line for line in desk.read(settings.listing, person)}


def test_every_setting_of_a_new_house_is_usual_and_can_be_set_and_put_back(desk):
    before = lines(desk)
    assert set(before) == {setting.name for setting in SETTINGS}
    assert all(line.is_usual for name, line in before.items() if name != "zone")
    typed = {
        "name": "The Cove", "zone": "berlin", "day-begins": "5", "dates": "month", "alcohol": "never",
        "shifts": "early 6-14, late 14-22", "handover-before": "45", "delight": "45.50", "put-right": "120",
        "lobby-welcome": "Welcome to the Cove", "lobby-map": "Left for the sea. Right for bread.",
        "lobby-wifi": "Cove / seashell", "lobby-hours": "Breakfast 7-10.", "lobby-after": "0", "discreet": "yes",
        "theme": "light", "sensitive": "never", "sensitive-stays": "7 days", "guests-stay": "36", "sheets-stay": "never",
        "tidies-itself": "by", "second-backups": "E:/desk",
    }  # fmt: skip
    for name, words in typed.items():
        understood = settings.check(before[name], words)
        assert desk.write(lambda work, n=name, w=words: settings.change(work, n, w)) == understood
        assert lines(desk)[name].value == understood
    assert {line.name for line in lines(desk).values() if line.is_usual} == {"name", "sector", "currency"}
    assert desk.read(settings.lobby) == settings.LobbyText(
        "The Cove", "Welcome to the Cove", "Left for the sea. Right for bread.", "Cove / seashell", "Breakfast 7-10.",
        0, True,
    )  # fmt: skip
    assert (glance(desk.path).name, glance(desk.path).discreet) == ("The Cove", True)
    for name in typed.keys() - {"name"}:
        desk.write(lambda work, n=name: settings.reset(work, n))
    assert all(line.is_usual for line in lines(desk).values())
    with pytest.raises(Invalid, match="no usual value"):
        desk.write(lambda work: settings.reset(work, "name"))


def test_a_setting_is_journalled_by_its_words_and_undone(desk):
    desk.write(lambda work: settings.change(work, "shifts", "early 6-14, late 14-22"))
    desk.write(lambda work: settings.change(work, "delight", "45"))
    said = [summary for (summary,) in desk.sql("SELECT summary FROM journal ORDER BY id DESC LIMIT 2")]
    assert said == ["Setting: delight, £45", "Setting: shifts, early 06:00-14:00, late 14:00-22:00"]
    assert desk.write(undo.undo) == "Undone: Setting: delight, £45"
    desk.write(undo.undo)
    assert all(lines(desk)[name].is_usual for name in ("shifts", "delight"))
    with pytest.raises(NotFound):
        desk.write(undo.undo)
    count = desk.sql("SELECT count(*) FROM journal")
    desk.write(lambda work: settings.change(work, "delight", "30"))  # as it is: nothing was done
    assert desk.sql("SELECT count(*) FROM journal") == count


def test_a_receptionist_reads_everything_and_changes_only_what_is_about_the_window(desk):
    mine = lines(desk, BEN)
    assert {name for name, line in mine.items() if line.may_change} == {"theme", "discreet"}
    for name, typed in (("shifts", "day 9-18"), ("name", "Ben's"), ("lobby-wifi", "free")):
        with pytest.raises(NotAllowed, match="Ana can change the settings of the house"):
            desk.write(lambda work, n=name, t=typed: settings.change(work, n, t), BEN)
    with pytest.raises(NotAllowed):
        desk.write(lambda work: settings.reset(work, "delight"), BEN)
    desk.write(lambda work: settings.change(work, "theme", "high contrast"), BEN)
    assert glance(desk.path).theme == "delight-contrast"
    assert desk.write(undo.undo, BEN) == "Undone: Setting: colours, high contrast"


def test_an_edit_of_what_somebody_else_set_meanwhile_asks(desk):
    other = desk.window()
    seen = lines(desk)["shifts"].value
    other.write(lambda work: people.sit_down(work, BEN), BEN)  # the house's row moved on, the setting did not
    desk.write(lambda work: settings.change(work, "shifts", "day 9-18", seen))
    with pytest.raises(Stale, match="“Shifts”"):
        other.write(lambda work: settings.change(work, "shifts", "day 8-20", seen))
    assert lines(desk)["shifts"].value == "day 09:00-18:00"


@pytest.mark.parametrize(
    ("name", "typed", "why"),
    [
        ("lobby-wifi", "4111 1111 1111 1111", "card number"),
        ("currency", "EUR", "was kept in it"),
        ("sector", "shop", "came with it"),
        ("shifts", "a 7-16, b 15-20", "still on"),
        ("colour", "red", "is no setting"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_changes(desk, name, typed, why):
    before = desk.tables()
    with pytest.raises(Invalid, match=why):
        desk.write(lambda work: settings.change(work, name, typed))
    assert desk.tables() == before


def test_the_cost_books_form_and_the_settings_are_one_allowance(desk):
    form = desk.read(house.allowance_form)
    desk.write(lambda work: settings.change(work, "put-right", "120"))
    with pytest.raises(Stale):
        desk.write(lambda work: house.save_allowances(work, form))
    assert desk.read(house.allowance_form).problem == "£120"


def test_a_key_is_moved_swapped_and_put_back(desk):
    desk.write(lambda work: settings.move_key(work, COMMANDS, "app.today", "f10"))
    assert desk.read(settings.keys) == {"app.today": "f10"} == glance(desk.path).keys
    with pytest.raises(KeyTaken, match=r"F1 is “Help” here"):
        desk.write(lambda work: settings.move_key(work, COMMANDS, "app.today", "f1"))
    desk.write(lambda work: settings.move_key(work, COMMANDS, "app.today", "f1", swap=True, seen="f10"))
    assert desk.read(settings.keys) == {"app.today": "f1", "app.help": "f10,question_mark"}
    with pytest.raises(Stale):
        desk.write(lambda work: settings.move_key(work, COMMANDS, "app.today", "f11", seen="f10"))
    desk.write(lambda work: settings.reset_key(work, COMMANDS, "app.help"))
    assert desk.read(settings.keys) == {"app.today": "f10"}
    assert desk.write(undo.undo) == "Undone: Key: Help, F10 to F1"
    desk.write(settings.reset_keys)
    assert desk.read(settings.keys) == {}
    desk.write(undo.undo)
    assert desk.read(settings.keys)["app.today"] == "f1"
    with pytest.raises(NotAllowed):
        desk.write(settings.reset_keys, BEN)


@pytest.mark.parametrize(
    "broken",
    ["{", "[1]", "null", '{"app.today": 7, "card.note": "f99"}', '{"app.today": "x"}', "[" * 100_000],
    ids=range(6),
)
def test_broken_keys_in_the_file_are_ignored(desk, broken):
    desk.sql("UPDATE house SET keys = ?", broken)
    assert desk.read(settings.keys) == {}
    assert glance(desk.path).keys == {}
    assert desk.write(lambda work: work.get(House, 1).name) == "The Bay Hotel"
    desk.write(lambda work: settings.move_key(work, COMMANDS, "card.note", "x"))
    assert json.loads(desk.sql("SELECT keys FROM house")[0][0]) == {"card.note": "x"}
