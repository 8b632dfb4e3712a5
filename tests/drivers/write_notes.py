"""Writes notes without end into a desk, for tools that kill it or cut its power: what it acknowledged must be there.

    python tests/drivers/write_notes.py DESK                 adds notes; prints "ACK <token>" after each commit
    python tests/drivers/write_notes.py DESK --count 100     stops after a hundred
    python tests/drivers/write_notes.py DESK --look          prints "HELD <token>" for each note on file, then "OK", or
                                                             what is wrong with the file and exit code 1

A desk that is not there yet is made first, with one guest who gets the notes. A token is the process and a number, so
that several writers on one desk never share one. The notes go the way every note goes: through the product's own job,
in its own transaction, journal and search index included. Each tenth also makes a guest and keeps a half-typed line.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
from contextlib import closing
from itertools import count
from pathlib import Path

from delightdesk.desk import drafts, guests, notes
from delightdesk.desk.house import open_house, set_up
from delightdesk.domain.vocabulary import Sector
from delightdesk.store import chain, index
from delightdesk.store.house_file import HouseFile
from delightdesk.store.work import Work

WORDS = "token {token} asked about the pier"


def main() -> int:
    """Write or look, as the arguments say."""
    asked = argparse.ArgumentParser(description="Writes notes without end; see the top of the file.")
    asked.add_argument("desk", type=Path)
    asked.add_argument("--count", type=int, default=0, help="stop after so many; 0 for never")
    asked.add_argument("--look", action="store_true", help="tell what is held instead, and whether the file is whole")
    given = asked.parse_args()
    return look(given.desk) if given.look else write(given.desk, given.count)


def write(path: Path, most: int) -> int:
    """Add notes; each is acknowledged once it is on the disk."""
    if not path.exists():
        set_up(path, name="The Bay Hotel", sector=Sector.HOTEL, currency="GBP", person="Ana")
    house = open_house(path)
    guest_id = _a_guest(house)
    for number in count(1):
        token = f"{os.getpid()}-{number}"
        with house.writing() as work:
            _add(work, guest_id, token, number)
        sys.stdout.write(f"ACK {token}\n")
        sys.stdout.flush()
        if number == most:
            break
    house.close()
    return 0


def _a_guest(house: HouseFile) -> int:
    with house.writing() as work:
        return guests.save(work, guests.GuestForm(first="Driver", last=f"Writer {os.getpid()}"))


def _add(work: Work, guest_id: int, token: str, number: int) -> None:
    notes.store_line(work, guest_id, WORDS.format(token=token), as_note=True)
    if number % 10 == 0:
        guests.save(work, guests.GuestForm(first="Token", last=f"Number {number}"))
        drafts.keep(work, guest_id, "note", f"half a line {number}")


def look(path: Path) -> int:
    """Tell every token on file, then what does not agree."""
    with closing(sqlite3.connect(path)) as file:
        wrong = [row[0] for row in file.execute("PRAGMA integrity_check") if row[0] != "ok"]
        wrong += [f"{row[0]} row {row[1]} hangs on nothing" for row in file.execute("PRAGMA foreign_key_check")]
        held = [text.split()[1] for (text,) in file.execute("SELECT text FROM note WHERE text LIKE 'token %'")]
        wrong += [*index.verify(file), *chain.verify(file)]
    sys.stdout.write("".join(f"HELD {token}\n" for token in held) + "".join(f"{each}\n" for each in wrong or ["OK"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
