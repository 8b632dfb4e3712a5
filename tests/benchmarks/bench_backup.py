"""What a backup costs and whom it keeps waiting: ``python tests/benchmarks/bench_backup.py [--guests N]``.

Three desks are copied while others are at work: one where nobody saves, one where somebody saves twice a second and
opens cards, and one where another program saves without a pause, which is when the copy has to be made in one step.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import houses
import telling

from delightdesk import desk
from delightdesk.store.house_file import HouseFile

LONGEST_SAVE, LONGEST_CARD, CLOSING = 250, 250, 4_000
"""Milliseconds: what a save and a card may take at the worst while a backup is made, and what closing may."""

RESTLESS = """
import sys
from pathlib import Path
from delightdesk import desk
file = desk.house.open_house(Path(sys.argv[1]))
print("saving", flush=True)
while True:
    with file.writing() as work:
        desk.notes.store_line(work, 1, "asked about the pier", as_note=True)
"""


class AtWork(threading.Thread):
    """Somebody who saves a note and opens a card again and again; how long each took, in milliseconds."""

    def __init__(self, path: Path, pause: float, guest: int) -> None:
        super().__init__(daemon=True)
        self.path, self.pause, self.guest = path, pause, guest
        self.saves: list[float] = []
        self.cards: list[float] = []
        self.ends = threading.Event()

    def run(self) -> None:
        file = desk.house.open_house(self.path)
        while not self.ends.is_set():
            self.saves.append(self._save(file))
            self.cards.append(self._card(file))
            self.ends.wait(self.pause)
        file.close()

    def _save(self, file: HouseFile) -> float:
        start = time.perf_counter()
        with file.writing() as work:
            desk.notes.store_line(work, self.guest, "asked about the ferry", as_note=True)
        return (time.perf_counter() - start) * 1e3

    def _card(self, file: HouseFile) -> float:
        start = time.perf_counter()
        with file.reading() as work:
            desk.cards.open_card(work, self.guest)
        return (time.perf_counter() - start) * 1e3


@contextmanager
def at_work(path: Path, pause: float, guest: int) -> Iterator[AtWork]:
    somebody = AtWork(path, pause, guest)
    somebody.start()
    time.sleep(1.0)
    somebody.saves.clear()
    somebody.cards.clear()
    yield somebody
    somebody.ends.set()
    somebody.join()


@contextmanager
def restless(path: Path) -> Iterator[None]:
    process = subprocess.Popen([sys.executable, "-c", RESTLESS, str(path)], stdout=subprocess.PIPE, env={**os.environ})
    assert process.stdout is not None
    process.stdout.readline()
    yield
    process.kill()
    process.wait()


def taken(path: Path, why: str, minutes: int) -> float:
    """Seconds for one backup; none lies in the folder before or after, so that nothing is thinned meanwhile."""
    start = time.perf_counter()
    made = desk.safety.backups.take(path, why, datetime.now(UTC) + timedelta(minutes=minutes))
    seconds = time.perf_counter() - start
    made.path.unlink()
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--guests", type=int, default=100_000)
    chosen = parser.parse_args()
    telling.where_from()
    with houses.copied(chosen.guests) as path:
        print(f"A desk of {path.stat().st_size / 1e6:,.0f} MB")
        measured(path, houses.regular_ids(chosen.guests)[0])


def measured(path: Path, guest: int) -> None:
    telling.at_most("a backup, nobody saving", taken(path, "start", 0) * 1e3, CLOSING, "ms")
    with at_work(path, 0.5, guest) as somebody:
        telling.plain("a backup while somebody saves twice a second", taken(path, "quarter", 1), "s")
    telling.at_most("  the longest save meanwhile", max(somebody.saves), LONGEST_SAVE, "ms")
    telling.at_most("  the longest card meanwhile", max(somebody.cards), LONGEST_CARD, "ms")
    telling.plain("  a save, the middle one", telling.middle(somebody.saves), "ms")
    with restless(path):
        telling.plain("a backup while a program saves without a pause", taken(path, "quarter", 2), "s")
        with at_work(path, 0.1, guest) as somebody:
            time.sleep(3)
        before = max(somebody.saves)
        with at_work(path, 0.1, guest) as somebody:
            taken(path, "quarter", 3)
    telling.plain("  the longest save of somebody else beside that program", before, "ms")
    telling.plain("  the same while the backup is made, too", max(somebody.saves), "ms")
    made = desk.safety.backups.take(path, "start", datetime.now(UTC))
    with at_work(path, 0.1, guest) as somebody:
        start = time.perf_counter()
        desk.safety.restoring.restore(path, made.path, datetime.now(UTC) + timedelta(minutes=9), 1)
        telling.plain("a restore, the backup of before included", time.perf_counter() - start, "s")
    telling.plain("  the longest save meanwhile", max(somebody.saves), "ms")


if __name__ == "__main__":
    main()
