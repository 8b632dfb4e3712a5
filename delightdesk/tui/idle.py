"""When nobody has touched the desk for a while, and when the PC has slept."""

from __future__ import annotations

import time
from collections.abc import Callable

LATE = 30.0
"""Seconds by which a look may come late before the program must have stood still."""
ASLEEP = 10.0
"""Seconds by which the wall clock may run ahead of the other one; a clock put right by the network moves less."""


class Idle:
    """Two clocks, one of which stands still while the PC sleeps on most systems; both in seconds.

    Where neither does, the late look tells. `look` is called about once a second.
    """

    def __init__(self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = time.monotonic) -> None:
        self.wall, self.steady = wall, steady
        self._touched = self._looked = steady()
        self._wall_then = wall()

    def touch(self) -> None:
        """Somebody pressed a key, pasted, or moved the mouse."""
        self._touched = self.steady()

    def look(self, after_minutes: int) -> bool:
        """Whether to hide the desk now: it slept since the last look, or rested ``after_minutes`` (0: for ever)."""
        now, wall = self.steady(), self.wall()
        passed, passed_wall = now - self._looked, wall - self._wall_then
        self._looked, self._wall_then = now, wall
        slept = passed > LATE or passed_wall - passed > ASLEEP
        return slept or (after_minutes > 0 and now - self._touched >= after_minutes * 60)
