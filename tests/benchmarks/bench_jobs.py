"""What single jobs cost beside plain SQLite: ``python tests/benchmarks/bench_jobs.py [--guests N] [--runs N]``.

The floor of a job is not guessed: the statements it sends are taken down by SQLite itself and played again on a plain
`sqlite3` connection with the same settings, for reading all of them, for writing those that write, in one transaction.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import houses
import telling

from delightdesk import desk
from delightdesk.desk.dossier import gather
from delightdesk.domain.vocabulary import TaskKind
from delightdesk.store.engine import journal_mode, settings_for
from delightdesk.store.house_file import HouseFile
from delightdesk.store.work import Work

OWED = 500
WRITES = ("INSERT", "UPDATE", "DELETE")
Job = Callable[[Work], object]


_OWN_NUMBER = re.compile(r"^(INSERT INTO journal \(id, [^)]*\) VALUES \()\d+")
_NEXT = r"\g<1>(SELECT max(id) + 1 FROM journal)"
"""An entry knows its number, because the chain is over it; the floor finds the next one instead."""


def taken_down(file: HouseFile, job: Job, *, writes: bool) -> list[str]:
    """The statements a job sends, with their values in place."""
    sent: list[str] = []
    with file.writing() if writes else file.reading() as work:
        work.raw.set_trace_callback(sent.append)
        job(work)
        work.session.flush()
        work.raw.set_trace_callback(None)
    kinds = WRITES if writes else ("SELECT",)
    return [_OWN_NUMBER.sub(_NEXT, each) for each in sent if each.lstrip().upper().startswith(kinds)]


def plain(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in settings_for(journal_mode()):
        connection.execute(pragma)
    return connection


def replayed(connection: sqlite3.Connection, begin: str, statements: Sequence[str]) -> float:
    start = time.perf_counter()
    connection.execute(begin)
    for statement in statements:
        connection.execute(statement).fetchall()
    connection.execute("COMMIT")
    return time.perf_counter() - start


def timed(file: HouseFile, job: Job, *, writes: bool) -> float:
    start = time.perf_counter()
    with file.writing() if writes else file.reading() as work:
        job(work)
    return time.perf_counter() - start


def compared(path: Path, jobs: Sequence[Job], *, writes: bool, runs: int) -> tuple[float, float, int]:
    """Milliseconds of the job and of its floor, alternating, and how many statements there are.

    The first of ``jobs`` is the one taken down, the others are timed in turn.
    """
    file, connection = desk.house.open_house(path), plain(path)
    statements = taken_down(file, jobs[0], writes=writes)
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"
    own, floor = [], []
    for run in range(runs):
        own.append(timed(file, jobs[1 + run % (len(jobs) - 1)], writes=writes))
        floor.append(replayed(connection, begin, statements))
    connection.close()
    file.close()
    return telling.middle(own) * 1e3, telling.middle(floor) * 1e3, len(statements)


def reading_of(guest_id: int) -> Job:
    return lambda work: gather(work, guest_id)


def card_of(guest_id: int) -> Job:
    return lambda work: desk.cards.open_card(work, guest_id)


def gesture_for(guest_id: int) -> Job:
    return lambda work: desk.gestures.plan_own(work, guest_id, "A card by hand", [("card", 50), ("flower", 300)])


def suggested_for(guest_id: int, idea: str) -> Job:
    return lambda work: desk.gestures.plan(work, guest_id, idea)


def free_ideas(path: Path, guest_ids: Sequence[int]) -> list[str]:
    """What costs nothing among the suggestions of each guest."""
    file = desk.house.open_house(path)
    with file.reading() as work:
        cards = [desk.cards.open_card(work, guest_id) for guest_id in guest_ids]
    file.close()
    return [next(line.idea for line in card.suggestions if line.cost == 0) for card in cards]


def note_for(guest_id: int) -> Job:
    return lambda work: desk.notes.store_line(
        work, guest_id, f"asked for a lamp by the window, {time.monotonic_ns() % 10**9}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--guests", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=60)
    chosen = parser.parse_args()
    telling.where_from()
    regulars = houses.regular_ids(chosen.guests)
    with houses.copied(chosen.guests) as path:
        reading(path, regulars, chosen.runs)
        writing(path, regulars, chosen.runs)


def reading(path: Path, regulars: Sequence[int], runs: int) -> None:
    jobs = [reading_of(regular) for regular in regulars]
    own, floor, count = compared(path, jobs, writes=False, runs=runs)
    telling.ratio(f"what a regular's card is read from, {count} statements", own, floor, 4.0)
    own, _, count = compared(path, [card_of(regular) for regular in regulars], writes=False, runs=runs)
    telling.plain(f"the whole card, suggestions included, {count} statements", own, "ms")
    own, floor, count = compared(path, [desk.today.board] * 2, writes=False, runs=runs)
    telling.plain(f"board of today, {count} statements", own, "ms")
    telling.plain("  the same statements on plain SQLite", floor, "ms")
    houses.write(path, owing)
    own, floor, count = compared(path, [desk.owed_board.owed] * 2, writes=False, runs=runs)
    telling.plain(f"owed, {OWED} open items, {count} statements", own, "ms")
    telling.plain("  the same statements on plain SQLite", floor, "ms")
    houses.write(path, troubled)
    own, floor, count = compared(path, [desk.problem_board.board] * 2, writes=False, runs=runs)
    telling.plain(f"board of problems, more than {OWED} open, {count} statements", own, "ms")
    telling.plain("  the same statements on plain SQLite", floor, "ms")


def owing(work: Work) -> None:
    """Take on as many things, all due today, as the largest house could leave open, every tenth of them a problem."""
    for number in range(OWED):
        guest, due = 1 + number, work.now + timedelta(minutes=number)
        if number % 10 == 0:
            desk.problems.report(work, f"lamp {number} flickers", guest_id=guest)
        else:
            desk.tasks.add(work, TaskKind.PROMISE, f"a quiet table, {number}", guest_id=guest, due=due)
    work.did("bench.owing", "Taken on for measuring", undoable=False)


def troubled(work: Work) -> None:
    """As many problems on top."""
    for number in range(OWED):
        desk.problems.report(work, f"tap {number} drips", guest_id=1 + number)


def writing(path: Path, regulars: Sequence[int], runs: int) -> None:
    newcomers = range(1, runs + 2)
    jobs = [gesture_for(guest) for guest in newcomers]
    own, floor, count = compared(path, jobs, writes=True, runs=runs)
    telling.ratio(f"own gesture logged, {count} rows", own, floor, 1.5)
    jobs = [suggested_for(regular, idea) for regular, idea in zip(regulars, free_ideas(path, regulars), strict=True)]
    own, floor, count = compared(path, jobs, writes=True, runs=len(jobs) - 1)
    telling.ratio(f"suggested gesture of a regular logged, {count} rows", own, floor, 1.5)
    own, floor, count = compared(path, [note_for(guest) for guest in newcomers], writes=True, runs=runs)
    telling.ratio(f"note of one line, {count} rows", own, floor, 1.5)


if __name__ == "__main__":
    main()
