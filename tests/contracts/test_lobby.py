"""The lobby key at a real terminal: what stands in its buffer while the lobby is up, and what comes back after."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest

from delightdesk.domain.vocabulary import VisitStatus

pytest.importorskip("pty", reason="a terminal of our own needs POSIX")

F12 = "\x1b[24~"
WORDS = ("Erika", "Schultz", "SHOOLTS", "412", "strawberr", "flat white", "Ana", "half-typed", "Colours", "Suggested")
"""Of the guest, of the card, of whoever works here, of the form and of the toast."""


@pytest.fixture(scope="module")
def terminal() -> ModuleType:
    """The driver of the benchmarks."""
    path = Path(__file__).parents[1] / "benchmarks" / "terminal.py"
    spec = importlib.util.spec_from_file_location("terminal", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def running(terminal: ModuleType, desk, tmp_path: Path) -> Iterator:
    """The program on a desk with one guest, in a terminal."""
    guest = desk.guest(say_as="SHOOLTS")
    today = datetime.now(tz=UTC).date()
    desk.visit(
        guest,
        room="412",
        arrive=f"{today - timedelta(1)}",
        depart=f"{today + timedelta(2)}",
        status=VisitStatus.IN_HOUSE,
    )
    desk.caution(guest, "strawberries")
    desk.note(guest, "usual flat white oat")
    desk.sql("UPDATE house SET lobby_welcome = 'Welcome to the bay', lobby_wifi = 'BayGuest, no password'")
    program = terminal.Terminal([sys.executable, "-m", "delightdesk", "--database", str(desk.path)], tmp_path)
    yield program
    program.close()


def test_nothing_of_a_guest_is_in_the_terminal_until_staff_come_back(running):
    running.until("The Bay Hotel")
    running.quiet()
    running.type("schul\r")
    running.until("SHOOLTS", "Suggested")
    running.quiet()
    running.type("\x14")  # other colours, which are told
    running.until("Colours")
    running.type("e")
    running.quiet(0.2)
    running.type("half-typed")
    running.quiet(0.2)
    before = running.rows()
    for words in ("412", "half-typed", "Colours"):
        assert any(words in row for row in before), words

    running.type(F12)
    running.until("Staff: F12", "BayGuest")
    running.quiet(0.2)
    painted = b"".join(chunk for _, chunk in running._seen).decode()
    painted = painted[painted.index("Welcome to the bay") :]  # a cursor may have blinked while the key was on its way
    rows = running.rows()
    assert any("Welcome to the bay" in row for row in rows)
    for words in WORDS:
        assert not any(words in row for row in rows), words
        assert words not in painted, f"{words} went by"

    running.type("xyz\t\r\x10\x1b[11~")  # nothing of this reaches what stands behind
    running.quiet(0.2)
    assert running.rows() == rows

    running.type(F12)
    running.quiet(0.2)
    painted += b"".join(chunk for _, chunk in running._seen).decode()
    assert running.rows() == before
    assert not re.search("\x1b\\][012];", painted), "a window title"

    running.type(F12)
    running.until("Staff: F12")
    running.type("\x11")
    running.until("drop what was typed")
    running.type("y")  # or the fixture would wait for it to end by itself
