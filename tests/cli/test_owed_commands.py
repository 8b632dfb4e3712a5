"""Promises and everything else owed, on a real file: made, listed, passed on, kept late, left behind by a leaver."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest


@pytest.fixture
def erika(wall_clock, cli, house: Path, arrivals, once) -> str:
    """Erika Schultz arrives on Wednesday, 10 June 2026; Ana, who set up the desk, has Ben and Lea beside her."""

    def expected() -> str:
        cli("import", arrivals("Erika Schultz", "Max Schuler"))
        for words in (("Ben",), ("Lea", "--role", "lead")):
            assert cli("person", "add", *words).code == 0
        return str(cli("find", "erika", "--json").data[0]["id"])

    return once(expected)


def hour(text: str) -> str:
    """ "2026-06-12 17:00" of an instant, as the wall of this PC shows it; it carries its offset."""
    instant = datetime.fromisoformat(text)
    assert instant.tzinfo is not None
    return f"{instant:%Y-%m-%d %H:%M}"


def test_a_promise_has_an_owner_and_an_hour(cli, erika: str) -> None:
    made = cli("promise", erika, "sea", "view", "by", "18:00", "--json").data
    assert made.keys() >= {"id", "guest", "title", "due", "owner", "state", "warning"}
    assert (made["guest"], made["title"], made["owner"], made["state"]) == (int(erika), "sea view", "Ana", "made")
    assert (hour(made["due"]), made["warning"]) == ("2026-06-10 18:00", "")
    other = cli("promise", "max schuler", "call back", "--by", "friday 9am", "--person", "Ben", "--json").data
    assert (hour(other["due"]), other["owner"]) == ("2026-06-12 09:00", "Ben")
    text = cli("promise", erika, "an umbrella in 20 min")
    assert text.err == ""
    assert "an umbrella" in text.out
    assert "by 10:20" in text.out
    assert max(map(len, text.out.splitlines())) <= 80


def test_what_is_owed_is_listed_most_urgent_first(cli, erika: str, wall_clock) -> None:
    later = cli("promise", erika, "book by friday 12:00", "--person", "Ben", "--json").data["id"]
    today = cli("promise", erika, "sea view by 18:00", "--json").data["id"]
    soon = cli("promise", "max schuler", "taxi by 10:30", "--json").data["id"]
    problem = cli("problem", erika, "shower cold", "--json").data["id"]
    wall_clock.move(10, 10, 31)
    lines = cli("tasks", "--json").data
    assert [(line["kind"], line["id"]) for line in lines] == [
        ("promise", soon), ("problem", problem), ("promise", today), ("promise", later),
    ]  # fmt: skip
    assert [line["urgency"] for line in lines] == ["overdue", "warned", "soon", "later"]
    assert lines[0].keys() >= {"id", "kind", "guest", "name", "title", "due", "owner", "offered_to", "state"}
    assert (lines[0]["offered_to"], lines[1]["due"]) == (None, None)
    of = lambda *words: [line["id"] for line in cli("tasks", *words, "--json").data]  # noqa: E731
    assert of("--owner", "ben") == [later]
    assert of("--due", "today") == [soon, today]
    assert of("--due", "12 june") == [soon, today, later]
    assert of("--guest", "max schuler") == [soon]
    assert of("--orphans") == []
    assert "Nothing is owed" in cli("tasks", "--orphans").err
    text = cli("tasks").out
    assert text.index("taxi") < text.index("shower cold") < text.index("sea view")
    assert max(map(len, text.splitlines())) <= 80


def test_work_is_passed_on_only_when_the_other_says_yes(cli, erika: str) -> None:
    task = cli("promise", erika, "sea view by 18:00", "--json").data["id"]
    offered = cli("task", task, "offer", "--to", "Ben", "--json").data
    assert (offered["owner"], offered["offered_to"]) == ("Ana", "Ben")
    assert cli("tasks", "--owner", "Ana", "--json").data[0]["id"] == task
    refused = cli("task", task, "accept", "--person", "Lea")
    assert (refused.code, refused.err) == (
        1,
        "“sea view” is not offered to you. Nothing was changed. Please look again.\n",
    )
    accepted = cli("task", task, "accept", "--person", "Ben", "--json").data
    assert (accepted["owner"], accepted["offered_to"]) == ("Ben", None)
    taken = cli("task", task, "take", "--person", "Lea")
    assert "is with Ben" in taken.err
    cli("task", task, "offer", "--to", "Lea", "--person", "Ben")
    assert cli("task", task, "decline", "--person", "Lea", "--json").data["owner"] == "Ben"
    cli("task", task, "offer", "--to", "Lea", "--person", "Ben")
    assert cli("task", task, "withdraw", "--person", "Ben", "--json").data["offered_to"] is None


def test_what_becomes_of_it(cli, erika: str) -> None:
    made = [cli("promise", erika, f"thing {place} by 18:00", "--json").data["id"] for place in "abcde"]
    kept, told, released, cancelled, missed = made
    assert cli("task", kept, "prepared", "--json").data["state"] == "prepared"
    assert cli("task", kept, "done", "--json").data["state"] == "kept"
    after = cli("task", told, "told", "--by", "19:30", "--json").data
    assert (hour(after["due"]), after["state"]) == ("2026-06-10 19:30", "made")
    assert cli("task", released, "release", "--because", "they found one", "--json").data["state"] == "released"
    assert cli("task", cancelled, "cancel", "--because", "told twice", "--json").data["state"] == "cancelled"
    assert cli("task", missed, "miss", "--because", "never came", "--json").data["state"] == "missed"
    assert [line["id"] for line in cli("tasks", "--json").data] == [told]
    over = cli("task", kept, "done")
    assert (over.code, over.out) == (1, "")
    assert "Nothing was changed" in over.err
    assert cli("undo").out.startswith("Undone:")
    assert [line["id"] for line in cli("tasks", "--json").data] == [missed, told]


def test_a_delivery_is_done_with_the_reaction_of_the_guest(cli, erika: str) -> None:
    gesture = cli("give", erika, "A book", "--line", "book=9.50", "--by", "17:00", "--json").data
    (task,) = cli("tasks", "--json").data
    assert (task["kind"], task["gesture"], hour(task["due"])) == ("delivery", gesture["id"], "2026-06-10 17:00")
    cli("task", task["id"], "done", "--reaction", "moved", "--said", "My mother read it to me.")
    given = cli("gesture", gesture["id"], "--json").data
    assert (given["state"], given["reaction"], given["words"]) == ("delivered", "moved", "My mother read it to me.")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("promise", "erika", ""), "needs a few words"),
        (("promise", "erika", "sea view", "--by", "the window"), "no time to come"),
        (("promise", "erika", "sea view", "--by", "2020-01-01 12:00"), "no time to come"),
        (("promise", "nobody at all", "sea view"), "Nobody fits"),
        (("promise", "erika", "sea view", "--person", "Zoe"), "Nobody here is called"),
        (("promise", "erika", "sea view", "--person", ""), "Nobody here is called"),
        (("task", "99", "done"), "not here any more"),
        (("tasks", "--owner", "Zoe"), "Nobody here is called"),
        (("tasks", "--due", "someday"), "is no day"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_nothing_happens(cli, erika: str, words, says: str) -> None:
    answer = cli(*words)
    assert (answer.code, answer.out) == (1, "")
    assert says in answer.err
    assert answer.err.count("\n") == 1
    assert cli("tasks", "--json").data == []


@pytest.mark.parametrize(
    "words",
    [
        ("task", "1", "done", "--to", "Ben"),
        ("task", "1", "offer"),
        ("task", "1", "quote"),
        ("task", "1", "eaten"),
        ("task", "one", "done"),
        ("task", "1", "done", "--reaction", "furious"),
        ("promise", "erika"),
    ],
)
def test_wrong_usage_is_told_from_what_cannot_be_done(cli, erika: str, words) -> None:
    cli("promise", erika, "sea view by 18:00")
    answer = cli(*words)
    assert (answer.code, answer.out) == (2, "")
    assert "Nothing was changed" in answer.err
    assert cli("tasks", "--json").data[0]["state"] == "made"


def test_the_late_brochures(cli, erika: str, wall_clock) -> None:
    """Promised for Friday 17:00, warned of, missed, brought in person by the plan, kept late: all on the card."""
    task = cli("promise", erika, "brochures by friday 17:00", "--person", "Ben", "--json").data["id"]
    assert cli("tasks", "--json").data[0]["urgency"] == "later"
    wall_clock.move(12, 16, 40)
    (warned,) = cli("tasks", "--json").data
    assert (warned["urgency"], warned["state"]) == ("warned", "made")
    assert warned["say"].startswith("About brochures: we said 17:00")
    assert "call the guest now: “About brochures" in " ".join(cli("tasks").out.split())
    wall_clock.move(12, 17, 25)
    (missed,) = cli("tasks", "--json").data
    assert (missed["urgency"], missed["state"]) == ("overdue", "missed")
    assert "MISSED 25 min ago: brochures" in cli("card", erika).out
    steps = cli("playbook", "missed-promise", "--promise", task, "--person", "Ben", "--json").data
    assert len(steps) > 1
    assert {step["owner"] for step in steps} == {"Ben"}
    assert all("brochures" in step["title"] for step in steps)
    in_person = [step for step in steps if "person" in f"{step['title']} {step['say']}" or "bring" in step["say"]]
    assert in_person
    twice = cli("playbook", "missed-promise", "--promise", task, "--person", "Ben")
    assert "under way here already" in twice.err
    wall_clock.move(12, 18, 5)
    for step in steps:
        assert cli("task", step["id"], "done", "--person", "Ben").code == 0
    kept = cli("task", task, "done", "--person", "Ben", "--json").data
    assert kept["state"] == "kept_late"
    assert cli("tasks", "--json").data == []
    card = cli("card", erika, "--json").data
    assert [(line["title"], line["state"]) for line in card["owed_lines"]] == [("brochures", "kept_late")]
    assert card["owed"] == ""


def test_the_party_of_25(wall_clock, cli, at_home: Path, tmp_path: Path, monkeypatch) -> None:
    """The limit of twelve warns beside the answer, until a longer wait is quoted or somebody says why."""
    path = tmp_path / "kitchen.db"
    init = ["init", "--name", "Table", "--sector", "restaurant", "--currency", "EUR", "--person", "Ana"]
    assert cli(*init, "--database", path).code == 0
    monkeypatch.setenv("DELIGHTDESK_DATABASE", str(path))
    guests = tmp_path / "guests.csv"
    guests.write_text("Guest name,Arrival,Adults\nVera Vogel,2026-06-10,25\n", encoding="utf-8")
    cli("import", guests)
    said = cli("promise", "vera", "birthday dinner for 25 by 20:00", "--json")
    assert "limit of 12" in said.data["warning"]
    assert said.err == f"{said.data['warning']}\n"
    assert (said.data["state"], said.data["note"]) == ("made", "")
    quoted = cli("task", said.data["id"], "quote", "--because", "an hour between the courses", "--json").data
    assert quoted["note"] == "an hour between the courses"
    told = cli("promise", "vera", "supper for 25 friday 20:00", "--wait", "40 minutes", "--json")
    assert (told.err, told.data["warning"], told.data["note"]) == ("", "", "Quoted: 40 minutes")
    why = cli("promise", "vera", "cake for 25 friday 22:00", "--because", "the pastry cook stays", "--json")
    assert (why.err, why.data["note"]) == ("", "the pastry cook stays")
    problem = cli("problem", "vera", "kitchen is late, guests waiting", "--json").data
    assert problem["category"] == "food.late"
    assert cli("playbook", "late-kitchen", "--problem", problem["id"], "--json").data
    honoured = cli("recover", problem["id"], "--json").data
    assert (honoured["playbook"], bool(honoured["owed"])) == ("Kitchen delay, large group", True)


def test_four_things_of_a_leaver_are_orphans(cli, erika: str) -> None:
    by_ben = ("--person", "Ben", "--json")
    cli("promise", erika, "sea view by 18:00", *by_ben)
    cli("promise", "max schuler", "call back by friday 9am", *by_ben)
    cli("problem", erika, "shower cold", *by_ben)
    cli("give", "max schuler", "Umbrella", "--line", "umbrella=8", *by_ben)
    asked = cli("promise", erika, "cot by 20:00", "--json").data["id"]
    cli("task", asked, "offer", "--to", "Ben")
    left = cli("person", "close", "Ben", "--json").data
    assert (left["orphans"], left["owns"], left["closed"]) == (4, 0, True)
    orphans = cli("tasks", "--orphans", "--json").data
    assert sorted(line["kind"] for line in orphans) == ["delivery", "problem", "promise", "promise"]
    assert {line["owner"] for line in orphans} == {None}
    assert cli("tasks", "--owner", "Ana", "--json").data[0]["offered_to"] is None
    first = next(line for line in orphans if line["kind"] == "promise")
    assert cli("task", first["id"], "take", "--person", "Lea", "--json").data["owner"] == "Lea"
    assert len(cli("tasks", "--orphans", "--json").data) == 3
    assert "nobody's" in cli("tasks", "--orphans").out
