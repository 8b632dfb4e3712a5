"""Four windows on one desk, all writing: nobody is shown an error, nothing is lost, each sees the others within a second."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from delightdesk.tui.app import DeskApp

DRIVER = Path(__file__).parents[1] / "drivers" / "write_notes.py"
ALERTS = ("went wrong", "too long", "nothing was saved", "Nothing was saved", "busy", "Busy")
SEEN_WITHIN = 1.0
"""Seconds until a window that was told nothing looks at what the others saved."""


def driver(path: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(DRIVER), str(path), *more],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", cwd=DRIVER.parents[2],
    )  # fmt: skip


def test_four_programs_write_at_once_and_every_note_is_there(desk_path: Path) -> None:
    writers = [driver(desk_path, "--count", "25") for _ in range(4)]
    said = [writer.communicate(timeout=60) for writer in writers]
    assert [(writer.returncode, errors) for writer, (_, errors) in zip(writers, said, strict=True)] == [(0, "")] * 4
    acknowledged = {line.split()[1] for out, _ in said for line in out.splitlines()}
    assert len(acknowledged) == 100
    looked = driver(desk_path, "--look")
    out, errors = looked.communicate(timeout=30)
    assert (looked.returncode, errors) == (0, "")
    assert {line.split()[1] for line in out.splitlines() if line.startswith("HELD")} == acknowledged
    assert out.endswith("OK\n")


class Windows:
    """Some windows side by side, each an app of its own with connections of its own."""

    def __init__(self, apps: list[DeskApp], pilots: list[Any]) -> None:
        self.apps, self.pilots = apps, pilots
        self.told: list[str] = []

    def text(self, number: int) -> str:
        strips = self.apps[number].front._compositor.render_strips()
        return " ".join(" ".join("".join(part.text for part in strip) for strip in strips).replace("│", " ").split())

    async def all_show(self, words: str, within: float) -> None:
        """Every window shows it, in at most so many seconds of waiting."""
        for _ in range(round(within / 0.05)):
            self.hear()
            if all(words in self.text(number) for number in range(len(self.apps))):
                return
            await asyncio.sleep(0.05)
        raise AssertionError([number for number in range(len(self.apps)) if words not in self.text(number)])

    def hear(self) -> None:
        for app in self.apps:
            self.told += [toast.message for toast in app._notifications]


@pytest.fixture
async def windows(desk: Any) -> Any:
    guest = desk.guest("Erika", "Schultz")
    desk.visit(guest, room="412")
    desk.close()
    async with AsyncExitStack() as stack:
        apps = [DeskApp(desk.path, clock=desk.clock) for _ in range(4)]
        pilots = [await stack.enter_async_context(app.run_test(size=(120, 40), notifications=True)) for app in apps]
        found = Windows(apps, pilots)
        for pilot in pilots:
            await pilot.pause(0.2)
            await pilot.press("enter")
        await found.all_show("1-5 Give", 5)
        yield found


async def test_each_window_sees_what_the_others_note_and_nobody_is_shown_an_error(windows: Windows, desk: Any) -> None:
    for round_ in range(3):
        words = [f"likes the pier {round_}{number}" for number in range(4)]
        await asyncio.gather(
            *(pilot.press("n", *said, "tab", "enter") for pilot, said in zip(windows.pilots, words, strict=True))
        )
        windows.hear()
    wanted = {f"likes the pier {round_}{number}" for round_ in range(3) for number in range(4)}
    for _ in range(100):
        windows.hear()
        if wanted <= {text for (text,) in desk.sql("SELECT text FROM note")}:
            break
        await asyncio.sleep(0.05)
    else:
        raise AssertionError(desk.sql("SELECT text FROM note"))
    await windows.all_show("likes the pier 23", 4 * SEEN_WITHIN)  # they share one thread of screens here
    assert [words for words in windows.told if any(alert in words for alert in ALERTS)] == []


async def test_the_second_of_two_who_edit_one_guest_is_asked_and_overwrites_nothing(
    windows: Windows, desk: Any
) -> None:
    one, two = windows.pilots[:2]
    for pilot in (one, two):
        await pilot.press("e")
        await pilot.pause(0.3)
    for pilot, letter in ((one, "A"), (two, "B")):
        await pilot.press(letter)
    await one.press("ctrl+s")
    await one.pause(0.3)
    await two.press("ctrl+s")
    await two.pause(0.3)
    (first,) = desk.sql("SELECT first, last FROM guest")
    assert "A" in first[0]
    assert "B" not in first[0]
    assert "Somebody else changed" in windows.text(1), "the second is asked, with what was typed still there"
