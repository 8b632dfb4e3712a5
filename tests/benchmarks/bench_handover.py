"""What handing over a full evening costs: ``python tests/benchmarks/bench_handover.py [--guests N] [--runs N]``.

The evening: 60 arrivals still to come with their reasons to care, 25 open things, in a house with many guests on file.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import houses
import telling

from delightdesk import desk
from delightdesk.desk.handover import Sheet
from delightdesk.domain.vocabulary import TaskKind
from delightdesk.files.sheets import as_html
from delightdesk.store.house_file import HouseFile
from delightdesk.store.work import Work

ARRIVALS, OPEN_THINGS = 60, 25
DRAFT_TARGET, READY_TARGET = 100, 1_000
"""Milliseconds: for the draft alone, and from asking for it to the page that can be printed."""


def evening(work: Work) -> None:
    """Sixty who come today and twenty-five open things, a few of each kind."""
    from delightdesk.desk.visits import VisitForm, save

    hour = work.now.astimezone(work.zone).hour
    for number in range(ARRIVALS):
        guest = 1 + number
        eta = f"{min(23, hour + number % 6)}:30" if number % 5 else ""
        save(work, VisitForm(guest, arrive="today", depart="+2", room=str(100 + number), eta=eta))
        if number % 3 == 0:
            desk.notes.store_line(work, guest, "20th anniversary today" if number % 2 else "allergic to nuts")
    kinds = (TaskKind.PROMISE, TaskKind.FOLLOW_UP, TaskKind.TO_DO, TaskKind.FIX_IT, None)
    for number in range(OPEN_THINGS):
        kind, guest = kinds[number % len(kinds)], 1 + number
        if kind is None:
            desk.problems.report(work, f"the shower in the bathroom stays cold, told {number} times", guest_id=guest)
        else:
            due = work.now + timedelta(minutes=20 * number)
            desk.tasks.add(work, kind, f"a quiet table by the window, number {number}", guest_id=guest, due=due)
    work.did("bench.evening", "An evening for measuring", undoable=False)


def timed(file: HouseFile, job: Callable[[Work], Sheet], *, writes: bool) -> tuple[float, Sheet]:
    start = time.perf_counter()
    with file.writing() if writes else file.reading() as work:
        sheet = job(work)
    return (time.perf_counter() - start) * 1e3, sheet


def statements(file: HouseFile, job: Callable[[Work], object]) -> int:
    sent: list[str] = []
    with file.reading() as work:
        work.raw.set_trace_callback(sent.append)
        job(work)
        work.raw.set_trace_callback(None)
    return sum(statement.lstrip().upper().startswith("SELECT") for statement in sent)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--guests", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=20)
    chosen = parser.parse_args()
    telling.where_from()
    with houses.copied(chosen.guests) as path:
        houses.write(path, evening)
        measured(path, chosen.runs)


def measured(path: Path, runs: int) -> None:
    file = desk.house.open_house(path)
    start = time.perf_counter()
    _, sheet = timed(file, desk.handover.draft, writes=False)
    as_html(sheet)
    telling.at_most("the first sheet of all, ready to print", (time.perf_counter() - start) * 1e3, READY_TARGET, "ms")
    count = statements(file, desk.handover.draft)
    drafts = [timed(file, desk.handover.draft, writes=False)[0] for _ in range(runs)]
    telling.at_most(f"draft, {len(sheet.lines)} lines, {count} statements", telling.middle(drafts), DRAFT_TARGET, "ms")
    pages = [clocked(lambda: as_html(sheet)) for _ in range(runs)]
    telling.plain("  the page of it as HTML", telling.middle(pages), "ms")
    left = [leaving(file, number) for number in range(runs)]
    telling.plain("leave, the sheet before carried on", telling.middle(left), "ms")
    count = statements(file, desk.handover.standing)
    stands = [clocked(lambda: stand(file)) for _ in range(runs)]
    telling.plain(f"standing, asked after every save, {count} statements", telling.middle(stands), "ms")
    reads = [timed(file, desk.handover.sheet, writes=False)[0] for _ in range(runs)]
    telling.plain("a left sheet and how it stands now", telling.middle(reads), "ms")
    file.close()


def leaving(file: HouseFile, number: int) -> float:
    """Milliseconds; a line more each time, because a shift is not left twice with the same words."""
    with file.writing() as work:
        desk.handover.add_line(work, f"the lift engineer was here for the {number}. time")
    return timed(file, desk.handover.leave, writes=True)[0]


def stand(file: HouseFile) -> None:
    with file.reading() as work:
        desk.handover.standing(work)


def clocked(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return (time.perf_counter() - start) * 1e3


if __name__ == "__main__":
    main()
