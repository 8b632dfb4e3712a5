"""How long somebody waits after wrong PINs: two slips cost nothing, guessing soon takes days."""

from __future__ import annotations

from datetime import datetime, timedelta

FREE = 2
LONGEST = timedelta(minutes=15)
_FIRST = timedelta(seconds=2)


def wait_after(failures: int) -> timedelta:
    """The wait after so many wrong PINs in a row: none, none, then 2 s, 4 s, 8 s up to a quarter of an hour."""
    doubled = min(failures - FREE - 1, 10)
    return min(LONGEST, _FIRST * 2**doubled) if doubled >= 0 else timedelta()


def still_to_wait(failures: int, last: datetime | None, now: datetime) -> timedelta:
    """What is left of the wait at ``now``; ``last`` is when a PIN was typed last, None for never.

    A clock that was set back tells nothing of the time that passed, so the whole wait is left then.
    """
    wait = wait_after(failures)
    passed = max(now - last, timedelta()) if last is not None else wait
    return max(wait - passed, timedelta())


def wait_words(wait: timedelta) -> str:
    """ "8 seconds", "1 second", "15 minutes": rounded up, so that nobody who waits so long comes too early."""
    seconds = -(-wait // timedelta(seconds=1))
    count, word = (seconds, "second") if seconds < 120 else (-(-seconds // 60), "minute")
    return f"{count} {word}{'' if count == 1 else 's'}"
