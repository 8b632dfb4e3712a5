"""What looking back and ahead costs: ``python tests/benchmarks/bench_team.py [--guests N] [--gestures N] [--runs N]``.

Insights over a week and over 90 days, the regulars with nothing new, and what of the handover waits, in a house whose
gestures of two and a half years are all on file.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import houses
import telling

from delightdesk import desk
from delightdesk.domain.vocabulary import GestureState, Payer, ProblemState, Purpose, Reaction, TaskKind, TaskState
from delightdesk.store import bulk
from delightdesk.store.house_file import HouseFile
from delightdesk.store.work import Work

YEARS = 900
"""Days over which everything is spread, as the visits of the house are."""
INSIGHTS_TARGET, RADAR_TARGET, STANDING_TARGET = 500, 500, 5
"""Milliseconds."""


def lived_in(gestures: int, work: Work) -> None:
    """Gestures at the visits of the house, with promises and problems beside them: half as many, a tenth as many."""
    chance = random.Random(11)
    visits = work.raw.execute("SELECT id, guest_id, arrive FROM visit WHERE status != 'expected'").fetchall()
    people = [work.person.id, *_colleagues(work)]
    first = _next(work, "gesture")
    given, lines = [], []
    for number in range(first, first + gestures):
        visit, guest, arrive = chance.choice(visits)
        at = datetime.fromisoformat(arrive).replace(tzinfo=UTC) + timedelta(hours=chance.randrange(8, 40))
        idea, person, stamp = f"g{chance.randrange(1, 80):02}", chance.choice(people), bulk.instant(min(at, work.now))
        taken = chance.choice((*Reaction, None, None))
        payer = chance.choice((*[Payer.HOUSE] * 9, Payer.SUPPLIER))
        given.append(
            (number, 1, stamp, guest, visit, idea, idea, f"A kindness {idea}", GestureState.DELIVERED.value,
             chance.choice(tuple(Purpose)).value, "", "", "", 1, payer.value, person, person, stamp,
             taken.value if taken else None, "", "", 0, "", "")
        )  # fmt: skip
        lines += [(1, stamp, number, "fruit", 900, None)] * chance.randrange(3)
    columns = (
        "id", "version", "created_at", "guest_id", "visit_id", "idea_key", "family", "title", "state", "purpose", "why",
        "place", "doer", "private", "payer", "planned_by", "delivered_by", "delivered_at", "reaction", "guest_words",
        "closed_reason", "urgent", "bent", "claim_from",
    )  # fmt: skip
    bulk.insert(work.raw, "gesture", columns, given)
    bulk.insert(work.raw, "gesture_line", ("version", "created_at", "gesture_id", "what", "planned", "actual"), lines)
    _promise(work, chance, gestures // 2)
    _go_wrong(work, chance, gestures // 10)
    work.did("bench.lived", "Filled for measuring", undoable=False)


def _colleagues(work: Work) -> list[int]:
    return [desk.people.add(work, f"Person {number}") for number in range(11)]


def _promise(work: Work, chance: random.Random, count: int) -> None:
    states = (*[TaskState.DONE] * 9, TaskState.DONE_LATE, TaskState.MISSED, TaskState.RELEASED)
    rows = []
    for _ in range(count):
        due = work.now - timedelta(hours=chance.randrange(24 * YEARS))
        made = bulk.instant(due - timedelta(hours=9))
        rows.append((1, made, TaskKind.PROMISE.value, "a quiet table", chance.choice(states).value, 1, bulk.instant(due),
                     work.person.id, "", "", "", "", "", "", 0))  # fmt: skip
    columns = ("version", "created_at", "kind", "title", "state", "guest_id", "due_at", "made_by", "room", "who", "say",
               "note", "reason", "playbook", "unexpected")  # fmt: skip
    bulk.insert(work.raw, "task", columns, rows)


def _go_wrong(work: Work, chance: random.Random, count: int) -> None:
    rows = []
    for number in range(count):
        at = work.now - timedelta(minutes=chance.randrange(24 * 60 * YEARS))
        act, even = (at + timedelta(minutes=chance.randrange(1, most)) for most in (30, 300))
        state = (ProblemState.BEYOND, ProblemState.LOST)[number % 2].value
        rows.append((1, bulk.instant(at), 1, "shower cold", "other", 2, state, work.person.id, *map(bulk.instant, (at, act,
                     even)), "", "", "", "ours", 0, 0, "", ""))  # fmt: skip
    columns = ("version", "created_at", "guest_id", "what", "kind", "severity", "state", "reported_by", "reported_at",
               "first_act_at", "even_at", "room", "cause", "cause_key", "fault", "confirmed", "waiting", "answer",
               "playbook")  # fmt: skip
    bulk.insert(work.raw, "problem", columns, rows)


def _next(work: Work, table: str) -> int:
    return int(work.raw.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0])


def timed(file: HouseFile, job: Callable[[Work], object], runs: int) -> float:
    """Milliseconds, the middle of so many runs after a first one that nobody counts."""
    took = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        with file.reading() as work:
            job(work)
        took.append((time.perf_counter() - start) * 1e3)
    return telling.middle(took[1:])


def measured(path: Path, runs: int) -> None:
    file = desk.house.open_house(path)
    for days in (7, 90):
        took = timed(file, lambda work, days=days: desk.insights.insights(work, days=days), runs)
        telling.at_most(f"insights over {days} days", took, INSIGHTS_TARGET, "ms")
    telling.at_most("twenty regulars, nothing new in 6 months",
                    timed(file, lambda work: desk.radar.radar(work, limit=20), runs), RADAR_TARGET, "ms")  # fmt: skip
    telling.at_most("what of the handover waits", timed(file, desk.handover.standing, runs), STANDING_TARGET, "ms")
    file.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--guests", type=int, default=100_000)
    parser.add_argument("--gestures", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=10)
    chosen = parser.parse_args()
    telling.where_from()
    with houses.copied(chosen.guests) as path:
        print(f"Giving {chosen.gestures:,} times ...")
        houses.write(path, partial(lived_in, chosen.gestures))
        measured(path, chosen.runs)


if __name__ == "__main__":
    main()
