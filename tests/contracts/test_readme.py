"""The README tells the truth: its commands exist, its keys do what it says, its pictures are of this program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from delightdesk.cli.commands import app
from delightdesk.tui import app as screens  # noqa: F401 - declares the commands of every place
from delightdesk.tui.commands import declared, key_name
from delightdesk.tui.screens import catalogue, desk, today  # noqa: F401 - and these theirs

README = Path(__file__).parents[2] / "README.md"
KEYS = {"find and read a guest": "Enter", "see why something was ruled out": "w", "take back the last act": "u"}


@pytest.fixture(scope="module")
def text() -> str:
    return README.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["run", "test"])
def test_the_two_commands_stand_where_ci_looks_for_them(text: str, name: str) -> None:
    below = text.split(f"<!-- {name} -->\n", 1)[1].lstrip("\n")
    assert below.startswith("    python3 -m venv .venv && .venv/bin/python -m pip install ")


def test_every_command_is_told_and_every_told_command_is_there(text: str) -> None:
    told = set(re.findall(r"^    (?:\.venv/bin/)?delightdesk ([a-z][a-z-]*)", text, flags=re.M))
    assert told == set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def test_every_key_of_the_ten_jobs_is_a_key_of_the_program(text: str) -> None:
    known = {key_name(key) for command in declared() for key in command.key.split(",")} | {"a", "b", "Enter"}
    rows = re.findall(r"^\| ([a-z][^|]+) \| (.+) \|$", text, flags=re.M)
    jobs = {job: re.findall(r"`([^`]+)`", keys) for job, keys in rows if job != "job"}
    assert len(jobs) == 10
    assert {key for keys in jobs.values() for key in keys} <= known
    for job, key in KEYS.items():
        assert key in jobs[job]
