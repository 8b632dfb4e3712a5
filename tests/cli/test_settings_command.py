"""The settings from the command line: listed with their meaning, changed, put back, and keys by their command."""

from __future__ import annotations

import pytest


def test_settings_are_listed_changed_and_put_back(cli, house):
    listed = {each["name"]: each for each in cli("settings", "--json").data}
    assert list(listed["shifts"]) == ["name", "group", "label", "value", "usual", "meaning"]
    assert listed["delight"]["value"] == listed["delight"]["usual"] == "£30"
    changed = cli("settings", "shifts", "early", "6-14,", "late", "14-22")
    assert changed.out.startswith("shifts: early 06:00-14:00, late 14:00-22:00 (usually early 07:00-15:00")
    assert cli("settings", "lobby-wifi", "Bay / pebbles", "--json").data[0]["value"] == "Bay / pebbles"
    shown = cli("settings").out
    assert "lobby-wifi                Bay / pebbles" in shown
    assert "What anyone may spend unasked to put one problem right." in shown
    assert all(len(line) <= 80 for line in shown.splitlines())
    assert cli("settings", "shifts", "--reset").out.startswith("shifts: early 07:00-15:00, late 15:00-23:00, night")
    assert cli("undo").out.startswith("Undone: Setting: shifts, early 07:00")
    assert cli("settings", "wi-fi", "").out.startswith("lobby-wifi: nothing")


def test_keys_are_settings_named_by_their_command(cli, house):
    keys = {each["name"]: each["value"] for each in cli("settings", "keys", "--json").data}
    assert (keys["key:app.today"], keys["key:card.note"]) == ("F3", "n")
    assert cli("settings", "key:app.today", "^B").err.startswith("^B is “Costs” here. Nothing was changed.")
    assert cli("settings", "key:app.today", "^B", "--swap").out.startswith("key:app.today: ^B (usually F3)")
    assert cli("settings", "key:app.costs").out.startswith("key:app.costs: F3 (usually ^B)")
    assert cli("settings", "key:card.note", "?").err.startswith("? is “Help” here.")
    assert cli("settings", "keys", "--reset").code == 0
    assert cli("settings", "key:app.costs").out.startswith("key:app.costs: ^B\n")


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (("shift", "day 9-18"), 1, "Did you mean shifts?"),
        (("currency", "EUR"), 1, "Every amount on this desk was kept in it"),
        (("zone", "berln"), 1, "Did you mean Europe/Berlin?"),
        (("key:app.today", "x"), 1, "typed where a guest is looked for"),
        (("key:confirm.yes", "x"), 1, "is nothing that can get another key"),
        (("--reset",), 2, "--reset takes one setting and no value"),
        (("shifts", "day 9-18", "--swap"), 2, "--swap is for giving a key"),
    ],
)
def test_what_cannot_be_taken_is_one_plain_line(cli, house, args, code, told):
    before = house.read_bytes()
    answer = cli("settings", *args)
    assert answer.code == code
    assert told in answer.err
    assert answer.err.count("\n") == 1
    assert house.read_bytes() == before
