"""People on a real file: who acts, with which PIN, and what everybody did."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def team(cli, house: Path, arrivals, once) -> Path:
    """Ana, a manager, with Ben at the desk and Lea leading it; Erika Schultz is guest 1."""

    def expected() -> None:
        cli("import", arrivals("Erika Schultz", "Max Schuler"))
        for words in (("Ben",), ("Lea", "--role", "lead")):
            assert cli("person", "add", *words).code == 0

    once(expected)
    return house


@pytest.fixture
def pin_of_ana(team: Path, once) -> str:
    """Ana chose a PIN on the screen."""
    from delightdesk.desk import house, pins

    def chosen() -> None:
        with closing(house.open_house(team)) as file, file.writing(1) as work:
            pins.set_pin(work, 1, "2468")

    once(chosen)
    return "2468"


def names(cli) -> dict[str, dict[str, object]]:
    return {line["name"]: line for line in cli("people", "--json").data}


def test_people_come_go_and_come_back(cli, team: Path) -> None:
    assert {name: line["role"] for name, line in names(cli).items()} == {
        "Ana": "manager", "Ben": "receptionist", "Lea": "lead",
    }  # fmt: skip
    assert cli("person", "role", "lea", "--role", "manager", "--json").data["role"] == "manager"
    assert cli("person", "close", "Ben").out == "The account is closed. 0 items stand on the orphan list now.\n"
    assert "Ben" not in names(cli)
    assert "Nobody here is called" in cli("note", "1", "likes the pier", "--person", "Ben").err
    assert "Nobody who left is called “Zoe”" in cli("person", "reopen", "Zoe").err
    back = cli("person", "reopen", "ben", "--json").data
    assert (back["name"], back["closed"], back["owns"], back["pin"]) == ("Ben", False, 0, False)
    assert "Ana" in cli("people").out


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("person", "add", "Ben"), 1, "Somebody here is called Ben already"),
        (("person", "add", " "), 1, "needs a name"),
        (("person", "close", "Ana"), 1, "only manager"),
        (("person", "role", "Ana", "--role", "lead"), 1, "only manager"),
        (("person", "close", "Zoe"), 1, "Nobody here is called"),
        (("person", "add", "Dora", "--person", "Ben"), 1, "Ana can add, change or close people"),
        (("person", "role", "Ben"), 2, "role needs --role"),
        (("person", "close", "Ben", "--role", "lead"), 2, "--role has no meaning with close"),
        (("person", "role", "Ben", "--role", "owner"), 2, "owner"),
        (("person", "fire", "Ben"), 2, "fire"),
    ],
)
def test_what_cannot_be_done_with_people_changes_nothing(cli, team: Path, words, code: int, says: str) -> None:
    before = names(cli)
    answer = cli(*words)
    assert (answer.code, answer.out) == (code, "")
    assert says in answer.err
    assert answer.err.count("\n") == 1
    assert names(cli) == before


def test_a_command_acts_in_the_name_of_whoever_is_said(cli, team: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    who = lambda *words: cli(*words, "--json").data["owner"]  # noqa: E731
    assert who("promise", "1", "a") == "Ana"
    assert who("promise", "1", "b", "--person", "lea") == "Lea"
    assert who("--person", "Ben", "promise", "1", "c") == "Ben"
    monkeypatch.setenv("DELIGHTDESK_PERSON", "Ben")
    assert who("promise", "1", "d") == "Ben"
    assert who("--person", "Ana", "promise", "1", "e") == "Ana"
    assert who("--person", "Ana", "promise", "1", "f", "--person", "Lea") == "Lea"
    cli("note", "1", "likes the pier")
    monkeypatch.delenv("DELIGHTDESK_PERSON")
    assert cli("journal", "--limit", "1", "--json").data[0]["person"] == "Ben"
    assert "Promised: f" in cli("undo", "--person", "Lea").out
    assert "Noted" in cli("undo", "--person", "Ben").out


def test_the_journal_is_read_by_guest_person_and_day(cli, team: Path, day) -> None:
    cli("note", "1", "likes the pier", "--person", "Ben")
    cli("note", "2", "likes the sea", "--person", "Lea")
    cli("undo", "--person", "Lea")
    newest = cli("journal", "--json").data
    assert newest[0].keys() == {"id", "at", "person", "action", "summary", "guest", "name", "undone"}
    assert [(line["person"], line["action"]) for line in newest[:3]] == [
        ("Lea", "undo"), ("Lea", "note.noted"), ("Ben", "note.noted"),
    ]  # fmt: skip
    assert newest[1]["undone"] is True
    assert {line["person"] for line in cli("journal", "--person", "Ben", "--json").data} == {"Ben"}
    assert {line["guest"] for line in cli("journal", "--guest", "2", "--json").data} == {2}
    assert len(cli("journal", "--day", str(day), "--json").data) == len(newest)
    assert cli("journal", "--day", "yesterday", "--json").data == []
    some = cli("journal", "--limit", "2")
    assert len(some.out.splitlines()) == 2
    assert "newest 2 of" in some.err


def test_a_receptionist_reads_their_own_acts(cli, team: Path) -> None:
    cli("note", "1", "likes the pier", "--person", "Ben")
    cli("note", "1", "likes the sea")
    own = cli("--person", "Ben", "journal", "--json")
    assert {line["person"] for line in own.data} == {"Ben"}
    assert "only the acts of Ben" in own.err
    assert {line["person"] for line in cli("--person", "Ben", "journal", "--guest", "1", "--json").data} >= {
        "Ana",
        "Ben",
    }
    refused = cli("--person", "Ben", "journal", "--person", "Ana")
    assert (refused.code, refused.out) == (1, "")
    assert "can read the whole journal" in refused.err


def test_nothing_is_written_in_the_name_of_somebody_with_a_pin(
    cli, team: Path, pin_of_ana: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in (("promise", "1", "x"), ("note", "1", "x"), ("undo",), ("promise", "1", "x", "--person", "Ana"),
                  ("import", "nothing.csv"), ("person", "add", "Dora")):  # fmt: skip
        refused = cli(*words)
        assert (refused.code, refused.out) == (1, "")
        assert refused.err.startswith("Ana has a PIN. Nothing was saved.")
        assert "DELIGHTDESK_PIN" in refused.err
    assert cli("tasks", "--json").data == []
    assert cli("promise", "1", "x", "--person", "Ben", "--json").data["owner"] == "Ben"
    monkeypatch.setenv("DELIGHTDESK_PIN", f"{pin_of_ana}\n")
    assert cli("promise", "1", "y", "--json").data["owner"] == "Ana"
    assert cli("promise", "1", "z", "--person", "Ben", "--json").data["owner"] == "Ben"
    journal = cli("journal", "--json").data
    assert {"Ana", "Ben"} <= {line["person"] for line in journal}
    assert pin_of_ana not in str(journal)


def test_wrong_pins_are_counted_and_make_everybody_wait(
    cli, team: Path, pin_of_ana: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DELIGHTDESK_PIN", "1111")
    for _ in range(3):
        wrong = cli("promise", "1", "x")
        assert (wrong.code, wrong.out) == (1, "")
        assert "not the PIN of Ana" in wrong.err
        assert "1111" not in wrong.err
    assert "Please wait" in wrong.err
    monkeypatch.setenv("DELIGHTDESK_PIN", pin_of_ana)
    assert "too many wrong PINs" in cli("promise", "1", "x").err
    monkeypatch.delenv("DELIGHTDESK_PIN")
    assert cli("tasks", "--json").data == []


def test_without_a_pin_the_file_is_read_as_a_receptionist_reads_it(
    cli, team: Path, pin_of_ana: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("note", "1", "likes the pier", "--person", "Ben")
    own = cli("journal", "--json")
    assert {line["person"] for line in own.data} == {"Ana"}
    assert "only the acts of Ana" in own.err
    assert "only the costs of Ana" in cli("costs", "--json").err
    for words in (("journal",), ("costs",)):
        named = cli("--person", "Ana", *words)
        assert (named.code, named.out) == (1, "")
        assert named.err.startswith("Ana has a PIN. Nothing was shown.")
    for words in (("card", "1"), ("suggest", "1"), ("tasks",), ("people",), ("problems",)):
        assert cli("--person", "Ana", *words).code == 0, words
    monkeypatch.setenv("DELIGHTDESK_PIN", pin_of_ana)
    assert {line["person"] for line in cli("journal", "--json").data} == {"Ana", "Ben"}
    assert cli("--person", "Ana", "costs", "--json").err == ""


def test_a_pin_is_never_an_argument(cli, team: Path) -> None:
    refused = cli("person", "pin", "Ana")
    assert (refused.code, refused.out) == (1, "")
    assert "typed at a terminal" in refused.err
    assert cli("person", "pin", "Ana", "2468").code == 2
    assert names(cli)["Ana"]["pin"] is False


def test_a_manager_takes_a_forgotten_pin_away(cli, team: Path, pin_of_ana: str, monkeypatch) -> None:
    monkeypatch.setenv("DELIGHTDESK_PIN", pin_of_ana)
    assert names(cli)["Ana"]["pin"] is True
    assert cli("person", "unpin", "Ana", "--person", "Lea").code == 1
    assert cli("person", "unpin", "Ana", "--json").data["pin"] is False
    monkeypatch.delenv("DELIGHTDESK_PIN")
    assert cli("promise", "1", "x").code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of this kind is not there")
def test_at_a_terminal_the_pin_is_asked_for_and_not_shown(cli, team: Path) -> None:
    code, shown = at_terminal(team, ["person", "pin", "Ben"], "1357", "1357")
    assert (code, "The PIN is set." in shown) == (0, True)
    assert "1357" not in shown
    assert "New PIN of Ben: " in shown
    code, shown = at_terminal(team, ["promise", "1", "y", "--person", "Ben"], "9999")
    assert (code, "not the PIN of Ben" in shown) == (1, True)
    code, shown = at_terminal(team, ["--person", "Ben", "promise", "1", "x"], "1357")
    assert (code, "PIN of Ben: " in shown, "1357" in shown) == (0, True, False)
    assert [line["title"] for line in cli("tasks", "--json").data] == ["x"]


def test_a_new_pin_is_typed_twice_the_same(cli, team: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["1111", "2222"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda words: next(typed))
    refused = cli("person", "pin", "Ben")
    assert (refused.code, refused.out) == (1, "")
    assert "The two PINs differ" in refused.err
    assert names(cli)["Ben"]["pin"] is False


def at_terminal(path: Path, words: list[str], *typed: str) -> tuple[int, str]:
    """Run a command at a terminal of its own, answer each question, and give the code and all that was shown."""
    import pty

    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "delightdesk", *words], stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT,
        start_new_session=True, env={**os.environ, "PYTHONPATH": str(ROOT), "DELIGHTDESK_DATABASE": str(path)},
    )  # fmt: skip
    os.close(theirs)
    shown, answers = b"", list(typed)
    while chunk := _read(ours):
        shown += chunk
        if answers and shown.rstrip(b" ").endswith(b":"):
            os.write(ours, f"{answers.pop(0)}\n".encode())
    os.close(ours)
    return program.wait(30), shown.decode("utf-8")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # the program is gone
        return b""
