"""Forgetting a guest, and letting go of what was kept long enough, from the command line."""

from __future__ import annotations

import pytest


@pytest.fixture
def guest(cli, house, arrivals):
    """Erika Schultz, who arrives today, with a note."""
    assert cli("import", arrivals("Erika Schultz", "Max Muster")).code == 0
    assert cli("note", "erika", "likes oat milk").code == 0
    return 1


def test_without_yes_it_is_shown_and_nothing_goes(cli, guest):
    shown = cli("forget", "erika")
    assert shown.code == 1
    assert shown.out.splitlines()[0] == "1 Erika Schultz"
    assert "nothing of it can be undone" in " ".join(shown.out.split())
    assert shown.err == "Nobody was erased. It cannot be undone, so please give --yes when you are sure.\n"
    assert cli("card", "1").code == 0


def test_forgotten_for_good(cli, guest, house, arrivals):
    done = cli("forget", "erika", "--yes", "--json").data
    assert done["guest"] == 1
    assert (done["done"], done["swept"], done["still_to_purge"]) == (True, True, [])
    assert done["erased"]["visits"] == 1
    assert cli("find", "schultz").out == ""
    assert cli("undo").code == 1
    again = cli("forget", "1", "--yes")  # Max is in room 102, which begins with it
    assert (again.code, again.out) == (1, "")
    assert cli("card", "max").code == 0
    again = cli("import", arrivals("Erika Schultz", "Max Muster"), "--json").data
    assert again["new"] == 0
    assert again["skipped"] == [{"row": 2, "why": "this guest asked to be erased"}]
    for each in house.parent.rglob("*"):
        assert not each.is_file() or each.suffix == ".csv" or b"Schultz" not in each.read_bytes()
    plain = cli("forget", "max", "--yes")
    assert plain.out.startswith("Erased for good.\n")


def test_asked_at_a_terminal_only_the_word_does_it(cli, guest, monkeypatch):
    monkeypatch.setattr("delightdesk.cli.acting.at_terminal", lambda: True)
    said = iter(["yes", "forget"])
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(said))
    assert cli("forget", "erika").err == "Nobody was erased.\n"
    assert cli("forget", "erika").code == 0
    assert cli("find", "schultz").out == ""


def test_what_is_due_is_shown_and_goes_with_run(cli, wall_clock, house, arrivals):
    assert cli("import", arrivals("Erika Schultz")).code == 0
    nothing = cli("retention")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "Nothing is due to go.\n")
    assert cli("settings", "guests-stay", "1").code == 0
    from datetime import UTC, datetime

    import time_machine

    with time_machine.travel(datetime(2026, 9, 1, 12, tzinfo=UTC), tick=False):
        due = cli("retention", "--json").data
        assert (due["guests"], due["lines"][0]["text"]) == (1, "Erika Schultz")
        assert "Erika Schultz" in cli("retention").out
        assert cli("retention", "--run").out == "Gone for good: 1 guests, 0 handovers, 0 sensitive notes.\n"
        assert cli("retention", "--run", "--json").data == {"done": True, "guests": 0, "sheets": 0, "sensitive": 0}
