"""What a shift begins with on the command line, on a real file: read aloud, ticked, found, brought back, looked after."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest


@pytest.fixture
def erika(wall_clock, cli, house: Path, arrivals, once) -> str:
    """Erika Schultz, expected in room 101 on Wednesday, 10 June 2026; Ana has Ben beside her, and it is ten o'clock."""

    def expected() -> str:
        cli("import", arrivals("Erika Schultz"))
        assert cli("person", "add", "Ben").code == 0
        return str(cli("find", "erika", "--json").data[0]["id"])

    return once(expected)


@pytest.fixture
def sql(desk_file: Path) -> Callable[[str], None]:
    """Change the file behind the product's back."""

    def change(statement: str) -> None:
        with closing(sqlite3.connect(desk_file)) as file, file:
            file.execute(statement)

    return change


def test_the_card_is_printed_to_be_read_aloud(cli, erika: str) -> None:
    card = cli("lineup", "--json").data
    assert card.keys() == {"day", "story", "story_from", "number", "number_says", "ask", "starter", "aloud"}
    assert (card["day"], card["story_from"]) == ("2026-06-10", None)
    text = cli("lineup")
    assert text.err == ""
    assert max(map(len, text.out.splitlines())) <= 80
    words = " ".join(text.out.split())
    assert all(part in words for part in (card["story"], card["ask"], card["starter"]))


def test_the_list_of_the_shift_from_the_first_check_to_the_last(cli, erika: str) -> None:
    begin = cli("ready", "--json").data
    assert (begin["shift"], begin["done"]) == ("early", False)
    checks = [check for check in begin["checks"] if check["kind"] == "ready"]
    assert begin["left"] == len(checks)
    for number, check in enumerate(checks[:-1]):
        named = check["key"] if number % 2 else str(check["number"])
        assert cli("ready", named, "--person", "Ben").code == 0
    last = cli("ready", checks[-1]["key"], "--skip", "no flowers today")
    assert "Show-ready, early shift: 8 done, 1 not possible" in last.out
    assert "no flowers today" in last.out
    assert "Ben 10:00" in last.out
    assert max(map(len, last.out.splitlines())) <= 80
    done = cli("ready", "--json").data
    assert (done["left"], done["done"]) == (0, True)
    assert cli("ready", "round-lobby", "--json").data["checks"][-1]["kind"] == "round"


def test_a_check_is_done_once_and_not_done_after_all(cli, erika: str) -> None:
    cli("ready", "till", "--person", "Ben")
    again = cli("ready", "till")
    assert (again.code, again.out) == (1, "")
    assert again.err.startswith("Ben 10:00 was first: Till counted")
    assert cli("ready", "till", "--undo").code == 0
    nothing = cli("ready", "till", "--undo")
    assert (nothing.code, "not done yet" in nothing.err) == (1, True)
    assert "There is no check 99" in cli("ready", "99").err
    for words in (("--undo",), ("--skip", "rain"), ("till", "--skip", "rain", "--undo")):
        assert cli("ready", *words).code == 2


def test_a_toy_is_found_and_comes_back(cli, erika: str) -> None:
    toy = cli("found", "teddy bear", "101", "--json").data
    assert (toy["title"], toy["room"], toy["guest"], toy["note"]) == ("Teddy bear", "101", None, "")
    refused = cli("found", "passport", "C01X00T478,", "lobby", "--person", "Ben")
    assert (refused.code, "passport number" in refused.err, "C01X00T478" in refused.err) == (1, True, False)
    assert "Do not open; to the safe" in cli("found", "passport,", "lobby", "--person", "Ben").out
    assert [line["kind"] for line in cli("tasks", "--json").data] == ["left_behind", "left_behind"]
    back = cli("returned", toy["task"], "--reaction", "delighted", "--said", "He sleeps again.", "--json").data
    assert (back["state"], back["note"]) == ("done", "delighted · He sleeps again.")
    again = cli("returned", toy["task"])
    assert (again.code, "done already" in again.err) == (1, True)
    assert cli("found", "101").code == 1


def test_what_was_left_in_a_guests_room_is_in_their_ledger(cli, erika: str, sql) -> None:
    sql("UPDATE visit SET status = 'in_house'")
    toy = cli("found", "toy", "101", "--json").data
    assert (toy["guest"], toy["name"]) == (int(erika), "Erika Schultz")
    assert "It seems to be Erika Schultz's." in " ".join(cli("found", "scarf", "101").out.split())
    cli("returned", toy["task"], "--reaction", "moved")
    (given,) = cli("card", erika, "--json").data["gestures"]
    assert (given["title"], given["reaction"]) == ("returned: toy", "moved")


def test_regulars_with_nothing_new(cli, erika: str, sql) -> None:
    assert "for every regular within 6 months" in cli("radar").err
    sql("UPDATE guest SET earlier_visits = 15")
    (line,) = cli("radar", "--json").data
    assert (line["guest"], line["visits"], line["expected"]) == (int(erika), 15, True)
    assert line["idea"]
    assert line["question"]
    text = cli("radar", "--months", "9").out
    assert "15 visits" in text
    assert f"try: {line['title']}" in text
    assert max(map(len, text.splitlines())) <= 80
    assert cli("radar", "--visits", "16", "--json").data == []


def test_touch_points_get_an_idea_and_somebody(cli, erika: str) -> None:
    points = cli("touch", "--json").data
    assert (len(points), sum(point["gap"] for point in points)) == (8, 8)
    key = points[0]["key"]
    (point,) = cli("touch", key, "--idea", "A real voice", "--owner", "Ben", "--json").data
    assert (point["idea"], point["owner"], point["gap"]) == ("A real voice", "Ben", False)
    (point,) = cli("touch", key, "--owner", "", "--json").data
    assert (point["idea"], point["owner"]) == ("A real voice", None)
    assert cli("touch", "--json").data[-1]["key"] == key
    text = cli("touch").out
    assert "no idea yet" in text
    assert max(map(len, text.splitlines())) <= 80
    assert cli("touch", "moat", "--idea", "a boat").code == 1
    assert cli("touch", "--idea", "a boat").code == 2
