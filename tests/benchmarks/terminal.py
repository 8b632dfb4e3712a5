"""A program in a terminal of our own: keys go in, and it is known to the microsecond which frame showed what.

While the program paints, its bytes are only taken down with the time they came; what the screen looked like after
each of them is worked out afterwards, so that looking does not slow down what is looked at. POSIX only.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pyte

COLUMNS, ROWS = 120, 40
Region = Callable[[list[str]], object]
"""What of the screen's rows is looked at."""


class NotSeen(Exception):  # noqa: N818 - read as a fact
    """What was waited for did not come."""


class Terminal:
    """A running program. ``started`` is the instant before it was executed."""

    def __init__(self, command: Sequence[str], home: Path) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._seen: list[tuple[float, bytes]] = []
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(home), "XDG_STATE_HOME": str(home), "TERM": "xterm-256color",
            "COLORTERM": "truecolor", "LANG": "C.UTF-8",
        }  # fmt: skip
        self.started = time.perf_counter()
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.chdir(home)
            os.execve(command[0], list(command), environment)
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def until(self, *texts: str, within: float = 20.0) -> float:
        """Wait until all of ``texts`` have come, and return when: seconds since the start."""
        missing, end = {text.encode() for text in texts}, time.perf_counter() + within
        tail = b""
        while missing:
            if not self._take(end - time.perf_counter()):
                raise NotSeen(f"{missing} did not come within {within} s")
            at, chunk = self._seen[-1]
            tail = tail[-200:] + chunk
            missing = {text for text in missing if text not in tail}
        return at - self.started

    def type(self, keys: str) -> float:
        """Press keys; returns the instant."""
        at = time.perf_counter()
        os.write(self._file, keys.encode())
        return at

    def quiet(self, rest: float = 0.3, within: float = 5.0) -> None:
        """Wait until nothing was painted for ``rest`` seconds."""
        end = time.perf_counter() + within
        while (left := end - time.perf_counter()) > 0 and self._take(min(rest, left)):
            pass

    def rows(self) -> list[str]:
        """What stands on the screen now."""
        for _, chunk in self._seen:
            self._stream.feed(chunk)
        self._seen = []
        return list(self._screen.display)

    def settled(self, region: Region, rest: float = 0.3) -> float:
        """The instant from which ``region`` looked as it does once all is quiet. Raises `NotSeen` if it never changed.

        Call `rows` before the keys whose effect is to be seen.
        """
        before = region(list(self._screen.display))
        self.quiet(rest)
        looks: list[tuple[float, object]] = []
        for at, chunk in self._seen:
            self._stream.feed(chunk)
            looks.append((at, region(list(self._screen.display))))
        self._seen = []
        if not looks or looks[-1][1] == before:
            raise NotSeen("nothing changed where it was looked for")
        last = looks[-1][1]
        at, _ = looks.pop()
        while looks and looks[-1][1] == last:
            at, _ = looks.pop()
        return at

    def memory(self) -> float:
        """Resident memory in MB, as Linux tells it."""
        for line in Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        raise NotSeen("the system does not say how much memory a process holds")

    def close(self) -> None:
        """Quit as a person would, or by force."""
        self.type("\x11")
        end = time.perf_counter() + 5
        while time.perf_counter() < end:
            self._take(0.02)
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                break
        else:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._file)

    def _take(self, within: float) -> bool:
        if within <= 0 or not select.select([self._file], [], [], within)[0]:
            return False
        try:
            chunk = os.read(self._file, 65_536)
        except OSError:  # the program is gone
            return False
        self._seen.append((time.perf_counter(), chunk))
        return bool(chunk)
