"""A passphrase by command: typed where nobody sees it or taken from the environment, never shown, never an argument."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("sqlcipher3")

from delightdesk.store import passkeys

ROOT = Path(__file__).parents[2]
FIRST, SECOND = "correct 'horse bättery", "staple; -- tonight"
NEW = ("--name", "The Bay", "--sector", "hotel", "--currency", "GBP", "--person", "Ana")


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch):
    monkeypatch.setattr(passkeys, "_ROUNDS", 1_000)  # a key costs what a test can afford
    monkeypatch.setattr(passkeys, "_keys", {})
    monkeypatch.setattr(passkeys, "_known", {})
    for name in ("PASSPHRASE", "NEW_PASSPHRASE"):
        monkeypatch.delenv(f"DELIGHTDESK_{name}", raising=False)


@pytest.fixture
def started_anew(monkeypatch) -> Callable[..., None]:
    """What a program finds that begins with these in its environment."""

    def begin(passphrase: str = "", new: str = "") -> None:
        passkeys._keys.clear()
        passkeys._known.clear()
        for name, value in (("PASSPHRASE", passphrase), ("NEW_PASSPHRASE", new)):
            if value:
                monkeypatch.setenv(f"DELIGHTDESK_{name}", value)
            else:
                monkeypatch.delenv(f"DELIGHTDESK_{name}", raising=False)

    return begin


def test_a_desk_gets_a_passphrase_another_one_and_none_again(cli, house, started_anew):
    started_anew(FIRST)
    answer = cli("encrypt", "--json")
    assert answer.data == {"encrypted": True, "backups": 1, "left": []}
    assert "may keep what stood there before" in answer.err

    started_anew()
    refused = cli("today")
    assert refused.code == 1
    assert refused.out == ""
    assert refused.err == (
        "bay.db asks for its passphrase, or is not a DelightDesk file. Nothing was changed. Please give the command in a "
        "terminal, where it is asked for, or put it into DELIGHTDESK_PASSPHRASE.\n"
    )
    started_anew(SECOND)
    wrong = cli("find", "schul")
    assert (wrong.code, wrong.out) == (1, "")
    assert wrong.err == "That passphrase does not open bay.db. Nothing was changed. Please type it once more.\n"
    started_anew(FIRST)
    assert cli("today", "--json").data == []
    assert "DELIGHTDESK_PASSPHRASE" not in os.environ

    started_anew(FIRST, SECOND)
    assert cli("passphrase").out == "The desk has another passphrase now. 2 backups went with it.\n"
    started_anew(FIRST)
    assert cli("today").code == 1
    started_anew(SECOND)
    said = cli("decrypt")
    assert said.out == "The desk has no passphrase any more. 3 backups went with it.\n"
    started_anew()
    assert cli("find", "schul").code == 0
    assert not [each.name for each in house.parent.rglob("*.db") if passkeys.is_encrypted(each)]
    journal = cli("journal").out
    assert "The desk got a passphrase" in journal
    assert FIRST not in journal + said.out + answer.out + wrong.err


def test_only_a_manager_may_and_a_short_one_is_refused(cli, house, started_anew):
    cli("person", "add", "Ben")
    before = house.read_bytes()
    for name in ("encrypt", "decrypt", "passphrase"):
        started_anew(FIRST, SECOND)
        refused = cli(name, "--person", "Ben")
        assert refused.code == 1
        assert "Ana can set the passphrase of the desk. Nothing was changed" in refused.err
    started_anew("short")
    assert "8 to 200 letters" in cli("encrypt").err
    started_anew()
    assert "typed at a terminal" in cli("encrypt").err
    assert "has no passphrase" in cli("decrypt").err
    assert house.read_bytes() == before


def test_a_new_desk_begins_encrypted(cli, desk_file, started_anew):
    refused = cli("init", *NEW, "--encrypt", "--database", desk_file)
    assert refused.code == 1
    assert not desk_file.exists()
    started_anew(FIRST)
    assert cli("init", *NEW, "--encrypt", "--database", desk_file).code == 0
    assert passkeys.is_encrypted(desk_file)
    started_anew()
    assert cli("today", "--database", desk_file).code == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a terminal of its own needs POSIX")
def test_at_a_terminal_it_is_asked_for_and_never_shown(house, at_home):
    asked = _at_terminal(house, ["encrypt"], [(b"at least 8 letters: ", FIRST), (b"Once more: ", FIRST)])
    assert "nobody can find it again" in asked
    assert "The desk has a passphrase now" in asked
    assert FIRST not in asked
    asked = _at_terminal(house, ["today"], [(b"Passphrase of bay.db: ", FIRST)])
    assert "0 in house" in asked
    assert FIRST not in asked


def _at_terminal(house: Path, args: list[str], answers: list[tuple[bytes, str]]) -> str:
    """Run a command in a terminal of its own and type the answers; everything that stood there."""
    import pty

    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb"}
    child, terminal = pty.fork()
    if not child:
        os.execve(sys.executable, [sys.executable, "-m", "delightdesk", *args, "--database", str(house)], env)
    seen = b""
    for question, answer in answers:
        while question not in seen:
            seen += os.read(terminal, 1024)
        os.write(terminal, answer.encode() + b"\n")
    try:
        while more := os.read(terminal, 1024):
            seen += more
    except OSError:
        pass  # the program has ended
    os.waitpid(child, 0)
    os.close(terminal)
    return seen.decode("utf-8").replace("\r\n", "\n")
