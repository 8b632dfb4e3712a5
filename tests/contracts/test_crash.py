"""A real crash in a real terminal: one plain line, a log without a guest's word, and the half-typed note is there again."""

from __future__ import annotations

import os
import select
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECRET = "Erika Schultz cried over the cold soup"
BREAKS = f"""
import sys
from pathlib import Path
from delightdesk.tui.app import run_desk
from delightdesk.tui.widgets.card import Card
kept = Card.line_at
async def at_once():
    raise LookupError({SECRET!r})
def broken(self, place):
    if Path(sys.argv[2]).exists():
        self.run_worker(at_once())
        raise ValueError({SECRET!r})
    return kept(self, place)
Card.line_at = broken
sys.exit(run_desk(Path(sys.argv[1])))
"""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no terminals of that kind there")


class Terminal:
    """A program on a terminal of its own, and the bytes it painted."""

    def __init__(self, *command: str, home: Path) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self._file, other = pty.openpty()
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        env = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm-256color",
            "HOME": str(home),
            "XDG_STATE_HOME": str(home),
        }
        env.pop("NO_COLOR", None)
        self.process = subprocess.Popen(
            [sys.executable, *command], stdin=other, stdout=other, stderr=other, env=env, start_new_session=True
        )
        os.close(other)
        self.painted = b""

    def read(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not select.select([self._file], [], [], left)[0]:
                return
            try:
                self.painted += os.read(self._file, 65536)
            except OSError:
                return

    def shows(self, words: str, within: float = 30) -> None:
        end = time.monotonic() + within
        while words.encode() not in self.painted:
            assert time.monotonic() < end, (words, self.painted[-3000:])
            self.read(0.1)
        self.painted = self.painted.partition(words.encode())[2]

    def press(self, keys: str) -> None:
        os.write(self._file, keys.encode())

    def ended(self) -> int:
        end = time.monotonic() + 30
        while self.process.poll() is None:
            assert time.monotonic() < end, self.painted[-3000:]
            self.read(0.1)
        self.read(0.2)
        return self.process.returncode

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._file)


def test_one_line_a_log_without_words_and_the_note_again(desk, tmp_path: Path) -> None:
    guest = desk.guest("Zacharias", "Quillfeather")
    desk.close()
    home, trigger = tmp_path / "home", tmp_path / "now"
    home.mkdir()
    window = Terminal("-c", BREAKS, str(desk.path), str(trigger), home=home)
    try:
        window.shows("The Bay Hotel")
        window.press("quillf\r")
        window.shows("Zacharias")
        window.read(0.4)
        window.press("n")
        window.read(0.4)
        window.press("likes the window table")
        window.shows("table")
        end = time.monotonic() + 10
        while not desk.sql("SELECT 1 FROM draft") and time.monotonic() < end:
            window.read(0.1)
        trigger.touch()
        window.painted = b""
        window.press("\x1b")
        code = window.ended()
    finally:
        window.close()
    said = window.painted.decode("utf-8", "replace")
    assert code == 1
    assert "DelightDesk had to close because something in it went wrong." in " ".join(said.split())
    assert said.count("went wrong") == 1
    assert "Traceback" not in said
    assert "NOTE" not in said  # two things broke, one line is printed
    log = home / "DelightDesk" / "log" / "desk.log"
    words = log.read_text(encoding="utf-8")
    assert "builtins.ValueError" in words
    assert "builtins.LookupError" in words
    for secret in ("Erika", "soup", "Quillfeather", "Zacharias", "window table"):
        assert secret not in words
        assert secret not in said.rpartition("\x1b[?1049l")[2]
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700
    assert desk.sql("SELECT guest_id, text FROM draft") == [(guest, "likes the window table")]

    again = Terminal("-m", "delightdesk", "--database", str(desk.path), home=home)
    try:
        again.shows("The Bay Hotel")
        again.press("quillf\r")
        again.shows("likes the window table")
        again.press("\x11")
        assert again.ended() == 0
    finally:
        again.close()
