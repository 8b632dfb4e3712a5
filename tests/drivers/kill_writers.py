"""Kills a writer at thousands of moments and looks whether anything acknowledged is gone. Needs a system that forks.

    python tests/drivers/kill_writers.py --kills 10000

One process has everything loaded and forks the writers, so that a round costs no start-up. Each writer makes guests and
notes on the same desk and says each number once it is committed; after a moment it is killed with SIGKILL. Then the file
has to be whole, every number said has to be in it, and no more than the one that was under way besides. Index and chain
are looked at with every round; exits 1 at the first loss and keeps the desk.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from delightdesk.desk import guests, notes
from delightdesk.desk.house import open_house, set_up
from delightdesk.domain.vocabulary import Sector
from delightdesk.store import chain, index

STEP = 10_000
"""Numbers are counted on from a multiple of this in each round."""


def write(path: Path, number: int, said: int) -> None:
    """Add guests and notes for ever; say each number on the pipe ``said`` when it is on the disk."""
    house = open_house(path)
    while True:
        with house.writing() as work:
            form = guests.GuestForm(first=f"Token{number}", last="Schultz", phone=f"+49 30 {number:09}")
            notes.store_line(work, guests.save(work, form), f"token {number} asked about the pier", as_note=True)
        os.write(said, f"{number}\n".encode())
        number += 1


def killed_after(path: Path, number: int, seconds: float) -> list[int]:
    """Let a writer write for a moment; the numbers it had said when it was killed."""
    hears, says = os.pipe()
    child = os.fork()
    if not child:
        os.close(hears)
        try:
            write(path, number, says)
        finally:
            os._exit(1)
    os.close(says)
    with os.fdopen(hears, encoding="ascii") as said:
        first = said.readline()
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return [int(line) for line in (first, *said) if line.strip()]


def wrong_with(path: Path, acknowledged: set[int], kills: int) -> list[str]:
    """What is lost or broken."""
    with closing(sqlite3.connect(path)) as file:
        wrong = [row[0] for row in file.execute("PRAGMA integrity_check") if row[0] != "ok"]
        wrong += [f"{row[0]} row {row[1]} hangs on nothing" for row in file.execute("PRAGMA foreign_key_check")]
        held = {int(text.split()[1]) for (text,) in file.execute("SELECT text FROM note WHERE text LIKE 'token %'")}
        wrong += [f"{number} was acknowledged and is gone" for number in sorted(acknowledged - held)[:5]]
        if len(held) > len(acknowledged) + kills:
            wrong.append(f"{len(held)} notes, {len(acknowledged)} acknowledged in {kills} rounds")
        counts = file.execute("SELECT (SELECT count(*) FROM guest), (SELECT count(*) FROM journal WHERE action = ?)",
                              ("guest.added",)).fetchone()  # fmt: skip
        if counts != (len(held), len(held)):
            wrong.append(f"{len(held)} notes, {counts[0]} guests, {counts[1]} entries in the journal")
        return [*wrong, *index.verify(file), *chain.verify(file)]


def main() -> int:
    """Kill as often as asked; a new desk every hundred times, so that looking at it stays quick."""
    asked = argparse.ArgumentParser(description="Kills writers at random moments; see the top of the file.")
    asked.add_argument("--kills", type=int, default=100)
    asked.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    given = asked.parse_args()
    rng, total = random.Random(given.seed), 0
    folder = Path(tempfile.mkdtemp(prefix="delightdesk-kills-"))
    for kill in range(given.kills):
        if kill % 100 == 0:
            path, acknowledged = folder / f"desk{kill}.db", set[int]()
            set_up(path, name="The Bay Hotel", sector=Sector.HOTEL, currency="GBP", person="Ana")
        acknowledged.update(killed_after(path, STEP * kill, rng.uniform(0, 0.04)))
        wrong = wrong_with(path, acknowledged, kill % 100 + 1)
        if wrong:
            print(f"seed {given.seed}, kill {kill}: {'; '.join(wrong)}; the desk lies in {path}")
            return 1
        if kill % 100 == 99 or kill == given.kills - 1:
            total += len(acknowledged)
            for ending in ("", "-journal", "-wal", "-shm"):
                path.with_name(path.name + ending).unlink(missing_ok=True)
        if kill % 1000 == 999:
            print(f"{kill + 1} kills, {total} acknowledged, nothing lost", flush=True)
    folder.rmdir()
    print(f"{given.kills} kills, {total} acknowledged: nothing lost")
    return 0


if __name__ == "__main__":
    sys.exit(main())
