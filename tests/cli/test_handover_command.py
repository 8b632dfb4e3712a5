"""The handover from the command line: read, kept as a file, left, signed by number; wrong mixtures are wrong usage."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest


@pytest.fixture
def evening(wall_clock, cli, house: Path, arrivals, once) -> None:
    """Erika arrives today; Ana owns a promise, a thing to do and a grave problem, and Ben works here too."""

    def set_up() -> None:
        cli("import", arrivals("Erika Schultz"))
        assert cli("person", "add", "Ben").code == 0
        cli("promise", "erika", "sea view by 18:00")
        cli("promise", "erika", "call back by friday 9am")
        cli("problem", "erika", "nut in the soup, her lips are swelling")

    once(set_up)


def test_the_sheet_is_printed_in_every_form(cli, evening) -> None:
    text = cli("handover")
    assert (text.code, text.err) == (0, "")
    assert "early shift, Wednesday 10 June" in text.out
    assert text.out.index("SAFETY") < text.out.index("sea view")
    assert max(map(len, text.out.splitlines())) <= 80
    assert cli("handover", "--format", "md").out.startswith("# The Bay")
    assert cli("handover", "--format", "html").out.startswith("<!doctype html>")
    told = cli("handover", "--json").data
    assert told == cli("handover", "--format", "json").data
    assert (told["state"], told["handed_over"], told["from"], told["id"]) == ("draft", False, None, None)
    assert told["shift"]["day"] == "2026-06-10"
    assert [line["number"] for line in told["lines"]] == list(range(1, len(told["lines"]) + 1))
    assert all(
        line.keys() >= {"section", "what", "who", "by", "owner", "next", "critical", "red"} for line in told["lines"]
    )


def test_a_file_is_written_in_utf_8_and_never_over_another(cli, evening, tmp_path: Path) -> None:
    page = tmp_path / "sheet.html"
    said = cli("handover", "--output", page)
    assert (said.code, said.out) == (0, "")
    assert "‼" in page.read_text(encoding="utf-8")
    page.write_text("mine", encoding="utf-8")
    refused = cli("handover", "--output", page, "--leave")
    assert (refused.code, page.read_text(encoding="utf-8")) == (1, "mine")
    assert "--replace" in refused.err
    assert cli("handover", "--json").data["state"] == "draft"  # nothing was left either
    assert cli("handover", "--output", page, "--replace").code == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert cli("handover", "--output", tmp_path, "--format", "md").code == 0
    assert (tmp_path / "handover-2026-06-10-early.md").read_text(encoding="utf-8").startswith("# The Bay")
    nowhere = cli("handover", "--output", tmp_path / "no" / "where.html")
    assert (nowhere.code, "could not be written" in nowhere.err) == (1, True)
    no_folder = cli("handover", "--output", f"{tmp_path}/sheets/")
    assert (no_folder.code, "no folder sheets" in no_folder.err) == (1, True)
    assert list(tmp_path.glob("*.part")) + list(tmp_path.glob("sheets*")) == []


def test_the_ninth_line_stays_red_until_somebody_takes_it(cli, evening) -> None:
    assert "engineer" in cli("handover", "--add", "Lift engineer comes at 7").out
    left = cli("handover", "--leave", "--json").data
    assert (left["state"], left["from"], left["unaccepted"]) == ("left", "Ana", len(left["lines"]))
    assert all(line["red"] for line in left["lines"])
    own = cli("handover", "--accept", 2)
    assert (own.code, "somebody else signs it" in own.err) == (1, True)
    grave = next(line for line in left["lines"] if line["critical"])
    refused = cli("handover", "--accept", grave["number"], "--person", "Ben")
    assert (refused.code, "three words" in refused.err) == (1, True)
    last = left["lines"][-1]["number"]
    for line in left["lines"][:-1]:
        words = ("--words", f"{line['who']} {line['what']}") if line["critical"] else ()
        signed = cli("handover", "--accept", line["number"], *words, "--person", "Ben", "--json").data
    assert [line["number"] for line in signed["lines"] if line["red"]] == [last]
    assert (signed["unaccepted"], signed["handed_over"]) == (1, False)
    assert "1 not handed over" in cli("handover").out
    asked = cli("handover", "--ask", last, "--words", "from which firm?", "--person", "Ben", "--json").data
    assert asked["lines"][-1]["state"] == "asked"
    answered = cli("handover", "--reply", last, "--words", "the usual one", "--json").data
    assert (answered["lines"][-1]["state"], answered["lines"][-1]["reply"]) == ("open", "the usual one")
    declined = cli("handover", "--decline", last, "--words", "not my shift", "--person", "Ben", "--json").data
    assert (declined["lines"][-1]["red"], declined["unaccepted"]) == (True, 1)
    taken = cli("handover", "--accept", last, "--person", "Ben")
    assert taken.code == 0
    assert "is handed over, from Ana to Ben" in taken.err
    sheet = cli("handover", "--sheet", left["id"], "--json").data
    assert (sheet["handed_over"], sheet["to"], sheet["read_by"], sheet["unaccepted"]) == (True, "Ben", ["Ben"], 0)
    assert {line["owner"] for line in cli("tasks", "--json").data} == {"Ben"}
    assert cli("handover", "--json").data["state"] == "draft"


def test_nothing_to_report_is_said_and_signed(cli, wall_clock, house: Path) -> None:
    cli("person", "add", "Ben")
    assert cli("handover", "--leave").code == 1
    left = cli("handover", "--leave", "--nothing-to-report", "--json").data
    assert (left["nothing_to_report"], left["lines"]) == (True, [])
    signed = cli("handover", "--sign", "--person", "Ben", "--json").data
    assert (signed["handed_over"], signed["to"]) == (True, "Ben")
    again = cli("handover", "--sign", "--person", "Ben")
    assert (again.code, again.err) == (1, "No handover waits to be signed. Nothing was changed.\n")


def test_past_sheets_are_found_by_words(cli, evening, wall_clock) -> None:
    assert "No handover was left yet" in cli("handover", "--past").err
    first = cli("handover", "--leave", "--json").data["id"]
    wall_clock.move(11, 12)  # too late for the night that nobody left
    second = cli("handover", "--draft", "--json").data
    assert second["id"] is None
    second = cli("handover", "--leave", "--person", "Ben", "--json").data["id"]
    assert [sheet["id"] for sheet in cli("handover", "--past", "--json").data] == [second, first]
    assert [sheet["id"] for sheet in cli("handover", "--past", "10", "june", "--json").data] == [first]
    found = cli("handover", "--past", "sea view", "--json").data[-1]
    assert (found["state"], found["from"], found["shift"]) == (
        "carried_on", "Ana", {"name": "early", "day": date(2026, 6, 10).isoformat()},
    )  # fmt: skip
    assert "sea view" in found["found"]
    text = cli("handover", "--past", "erika").out
    assert "left by Ana 10:00, 5 carried on" in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 80
    assert "No sheet holds “mariachi”" in cli("handover", "--past", "mariachi").err


def test_what_is_not_there_is_said_plainly(cli, evening) -> None:
    assert cli("handover", "--sheet", 99).err == (
        "That handover is not here any more. Nothing was changed. Please look it up again.\n"
    )
    left = cli("handover", "--leave", "--json").data
    gone = cli("handover", "--accept", 99, "--person", "Ben")
    assert (gone.code, gone.err) == (
        1, f"There is no line 99 on this sheet; it has {len(left['lines'])}. Nothing was changed.\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ("--leave", "--draft"), ("--accept", "1", "--ask", "2"), ("--leave", "--add", "x"), ("--past", "--leave"),
        ("--nothing-to-report",), ("--words", "x"), ("--reply", "1"), ("erika",), ("--sheet", "1", "--draft"),
        ("--sheet", "1", "--leave"), ("--replace",), ("--json", "--format", "md"), ("--past", "--format", "html"),
        ("--past", "--output", "x.html"), ("--accept", "0"), ("--accept", "one"), ("--format", "pdf"), ("--add", "x", "--words", "y"),
        ("--past", "--sheet", "1"), ("--output", "sheet.pdf"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_wrong_usage(cli, wall_clock, house: Path, words) -> None:
    before = house.read_bytes()
    answer = cli("handover", *words)
    assert answer.code == 2, answer.err
    assert answer.err.endswith("--help shows how it is used.\n")
    assert answer.err.count("\n") == 1
    assert house.read_bytes() == before


def test_midnight_does_not_move_a_sheet_to_another_day(cli, evening, wall_clock) -> None:
    wall_clock.move(11, 0, 40)
    told = cli("handover", "--json").data
    assert (told["shift"]["name"], told["shift"]["day"]) == ("night", "2026-06-10")
    assert told["shift"]["begins"][:16] == "2026-06-10T23:00"
    assert told["shift"]["ends"][:10] == (date(2026, 6, 10) + timedelta(days=1)).isoformat()
