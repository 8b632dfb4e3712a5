"""Problems on a real file: reported in one line, put right step by step, told on the card."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest


@pytest.fixture
def erika(cli, house: Path, arrivals, once) -> str:
    def expected() -> str:
        cli("import", arrivals("Erika Schultz", "Max Schuler"))
        assert cli("person", "add", "Ben").code == 0
        return str(cli("find", "erika", "--json").data[0]["id"])

    return once(expected)


def test_whoever_reports_it_owns_it(cli, erika: str) -> None:
    told = cli("problem", erika, "room freezing and heater broken", "--person", "Ben", "--json").data
    assert told.keys() >= {"id", "guest", "name", "owner", "state", "severity", "category", "cause", "room", "what"}
    assert (told["guest"], told["name"], told["owner"], told["state"]) == (int(erika), "Erika Schultz", "Ben", "open")
    assert (told["room"], told["category"]) == ("101", "room.heat")
    assert datetime.fromisoformat(told["since"]).tzinfo is not None
    given = cli("problem", erika, "coat torn", "--severity", "4", "--kind", "lost", "--fault", "supplier", "--spoiled",
                "45", "--room", "Bar", "--json").data  # fmt: skip
    assert [given[name] for name in ("severity", "category", "fault", "spoiled", "room")] == [4, "lost", "supplier",
                                                                                             4500, "Bar"]  # fmt: skip
    text = cli("problem", erika, "no towels")
    assert "next: listen to the end" in text.out
    assert max(map(len, text.out.splitlines())) <= 80


def test_a_room_and_a_few_words_are_enough(cli, erika: str) -> None:
    told = cli("problem", "-", "412 shower cold", "--json").data
    assert (told["guest"], told["name"], told["room"], told["what"]) == (None, "", "412", "shower cold")
    assert (told["owner"], told["category"]) == ("Ana", "room.plumbing")


def test_the_board_and_the_card(cli, erika: str) -> None:
    small = cli("problem", "max schuler", "no newspaper", "--severity", "1", "--json").data["id"]
    grave = cli("problem", erika, "shower cold", "--severity", "4", "--person", "Ben", "--json").data["id"]
    lines = cli("problems", "--json").data
    assert [line["id"] for line in lines] == [grave, small]
    assert lines[0].keys() >= {"id", "what", "state", "severity", "since", "owner", "next"}
    text = cli("problems").out
    assert text.startswith("2 open")
    assert text.index("shower cold") < text.index("no newspaper")
    card = cli("card", erika, "--json").data
    assert card["banner"].startswith("Now: shower cold")
    (told,) = card["problems"]
    assert told["id"] == card["problem"]["id"] == grave
    assert (told["what"], told["state"], told["severity"], told["owner"]) == ("shower cold", "open", 4, "Ben")
    assert told["next"]
    shown = cli("card", erika).out
    assert shown.index("Now: shower cold") < shown.index("SAY")


def test_even_asks_once_and_plants_what_follows(cli, erika: str) -> None:
    problem = cli("problem", erika, "shower cold", "--json").data["id"]
    cli("recover", problem, "listen")
    asked = cli("recover", problem, "even")
    assert (asked.code, asked.out) == (1, "")
    assert "an apology and a fix the guest confirmed" in asked.err
    assert "--confirmed" in asked.err
    assert cli("recover", problem, "--json").data["state"] == "acting"
    cli("recover", problem, "apologise", "--because", "at the door")
    cli("recover", problem, "apologise")
    even = cli("recover", problem, "even", "--confirmed", "--json").data
    assert (even["state"], even["confirmed"], even["close_reason"]) == ("even", True, "fixed_and_confirmed")
    sorry = next(step for step in even["steps"] if step["step"] == "apologise")
    assert (sorry["times"], sorry["note"]) == (2, "at the door")
    assert 1 <= len(even["proposals"]) <= 3
    assert {line["kind"] for line in even["planted"]} == {"follow_up"}
    assert even["planted"] == even["owed"]
    assert cli("recover", problem, "beyond", "--json").data["state"] == "beyond"
    assert cli("recover", problem, "reopen", "--because", "cold again", "--json").data["state"] == "reopened"
    answered = cli("recover", problem, "even", "--answer", "they left at noon", "--json").data
    assert (answered["confirmed"], answered["answer"]) == (False, "they left at noon")


def test_a_problem_that_cannot_be_put_right_says_why(cli, erika: str) -> None:
    lost, left = (cli("problem", erika, words, "--json").data["id"] for words in ("ring lost", "loud bar"))
    assert "what was tried" in cli("recover", lost, "lost").err
    assert (
        cli("recover", lost, "lost", "--because", "searched twice", "--json").data["close_reason"] == "not_recoverable"
    )
    assert cli("recover", left, "left", "--because", "before we came", "--json").data["close_reason"] == "guest_left"
    assert {line["state"] for line in cli("problems", "--json").data} == {"could_not_recover"}


def test_a_problem_is_passed_on(cli, erika: str) -> None:
    problem = cli("problem", erika, "shower cold", "--json").data["id"]
    offered = cli("recover", problem, "offer", "--to", "Ben", "--json").data
    assert (offered["owner"], offered["offered_to"]) == ("Ana", "Ben")
    assert cli("recover", problem, "accept", "--person", "Ben", "--json").data["owner"] == "Ben"
    assert "is with Ben" in cli("recover", problem, "take").err


def test_harm_goes_to_a_manager_and_is_closed_by_one(cli, erika: str) -> None:
    harm = cli("problem", erika, "fell on the stairs", "--severity", "5", "--person", "Ben", "--json").data
    assert (harm["owner"], harm["offered_to"]) == ("Ben", "Ana")
    assert [line["title"] for line in harm["owed"]] == ["Tell Ana now: fell on the stairs"]
    refused = cli("recover", harm["id"], "even", "--confirmed", "--person", "Ben")
    assert refused.code == 1
    assert "Ana can close a problem in which somebody was harmed" in refused.err
    gift = cli("give", erika, "Wine", "--line", "wine=5", "--urgent", "--person", "Ben", "--json").data
    assert (gift["state"], gift["approval"], gift["asked_of"]) == ("waiting", "waiting", "Ana")
    assert cli("gesture", gift["id"], "begin", "--person", "Ben").code == 1
    assert cli("gesture", gift["id"], "approve", "--json").data["state"] == "approved"


def test_a_plan_is_started_for_a_problem_or_a_guest(cli, erika: str) -> None:
    plans = {plan["key"]: plan for plan in cli("playbooks", "--json").data}
    assert plans["cold-room"].keys() >= {"title", "state", "answers", "steps", "options", "partner", "interim"}
    assert "cold-room" in cli("playbooks").out
    problem = cli("problem", erika, "shower cold", "--json").data["id"]
    steps = cli("playbook", "cold-room", "--problem", problem, "--json").data
    assert [step["title"] for step in steps] == [step["title"] for step in plans["cold-room"]["steps"]]
    assert {(step["problem"], step["owner"], step["state"]) for step in steps} == {(problem, "Ana", "open")}
    assert cli("recover", problem, "--json").data["playbook"] == plans["cold-room"]["title"]
    assert cli("playbook", "COLD-ROOM", "max schuler", "--json").data[0]["name"] == "Max Schuler"
    for words in ((), (erika, "--problem", str(problem)), ("--problem", str(problem), "--promise", "1")):
        assert cli("playbook", "cold-room", *words).code == 2
    unknown = cli("playbook", "burnt-toast", erika)
    assert (unknown.code, unknown.out) == (1, "")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("problem", "erika", " "), 1, "what is wrong"),
        (("problem", "erika", "cold", "--kind", "room.moon"), 1, "no kind of problem"),
        (("problem", "erika", "cold", "--spoiled", "a lot"), 1, "not an amount"),
        (("problem", "erika", "cold", "--severity", "6"), 2, "equal to 5. Nothing"),
        (("problem", "erika", "cold", "--fault", "the moon"), 2, "moon"),
        (("problem", "nobody at all", "cold"), 1, "Nobody fits"),
        (("recover", "99"), 1, "not here any more"),
        (("recover", "99", "listen"), 1, "not here any more"),
        (("recover", "1", "listen", "--confirmed"), 2, "--confirmed"),
        (("recover", "1", "--because", "x"), 2, "--because"),
        (("recover", "1", "offer"), 2, "--to"),
        (("recover", "1", "shout"), 2, "shout"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_nothing_happens(cli, erika: str, words, code: int, says: str) -> None:
    answer = cli(*words)
    assert (answer.code, answer.out) == (code, "")
    assert says in answer.err
    assert answer.err.count("\n") == 1
    assert cli("problems", "--json").data == []
