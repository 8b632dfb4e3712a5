"""Taking in a large arrivals file: ``python tests/benchmarks/bench_import.py [--guests N] [--runs N]``.

One row a guest in a CSV as booking systems write it, into an empty desk. The same file is then taken in once more,
which must change nothing, and the first run is taken back, which must leave nothing. Each measured run has a desk and a
process of its own, because the memory it took at most cannot be told otherwise. ``--guests`` rows are measured, and a
fifth more.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import houses
import makers
import telling

from delightdesk import desk
from delightdesk.store import index
from delightdesk.store.work import Work

HEADERS = (
    "Booking Reference", "Guest Name", "Email", "Phone", "Room", "Arrival", "Departure", "Status", "Adults", "Children",
    "Special Requests",
)  # fmt: skip
REMARKS = ("", "", "", "late arrival", "quiet room please", "20th anniversary", "nut allergy", "vegetarian")


def write_csv(path: Path, rows: int) -> None:
    """Bookings of the coming months; one in two hundred guests comes twice."""
    first = date(2026, 6, 14)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for made in makers.guests(rows):
            doc = made.doc
            arrive = first + timedelta(days=doc.guest_id % 180)
            writer.writerow(
                (
                    doc.refs[0], doc.names[0], "".join(doc.emails), "".join(doc.phones), doc.rooms[0],
                    arrive.isoformat(), (arrive + timedelta(days=1 + doc.guest_id % 5)).isoformat(), "Confirmed",
                    1 + doc.guest_id % 2, "" if doc.guest_id % 7 else 1, REMARKS[doc.guest_id % len(REMARKS)],
                )
            )  # fmt: skip


def measure(source: Path, path: Path) -> dict[str, float]:
    """One run in this process: seconds by step, and megabytes at the most."""
    took: dict[str, float] = {}
    today = makers.TODAY

    def step(name: str, job: Callable[[Work], object]) -> object:
        file = desk.house.open_house(path)
        start = time.perf_counter()
        with file.writing() as work:
            found = job(work)
        took[name] = time.perf_counter() - start
        file.close()
        return found

    desk.house.open_house(path).close()
    start = time.perf_counter()
    parsed = desk.imports.read(source, today)
    took["read"] = time.perf_counter() - start
    report = step("apply", lambda work: desk.imports.apply(work, parsed))
    took["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20)
    assert isinstance(report, desk.imports.ImportReport)
    assert report.run is not None
    again = step("again", lambda work: desk.imports.apply(work, desk.imports.read(source, today)))
    assert isinstance(again, desk.imports.ImportReport)
    if again.new or again.updated:
        raise SystemExit(f"The same file a second time made {again.new} new and changed {again.updated}.")
    run = report.run
    step("undo", lambda work: desk.imports.undo(work, run))
    step("check", _check_empty)
    took["rows"] = report.new + report.updated + report.unchanged
    return took


def _check_empty(work: Work) -> None:
    problems = index.verify(work.raw)
    left = work.raw.execute("SELECT count(*) FROM guest").fetchone()[0]
    if problems or left:
        raise SystemExit(f"After taking it back {left} guests are left. {' '.join(problems)}")


def measured(rows: int, runs: int) -> dict[str, float]:
    """The middle of several runs, each in a process of its own."""
    source = houses.folder() / f"arrivals-{rows}.csv"
    if not source.exists():
        write_csv(source, rows)
    found: list[dict[str, float]] = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as place:
            path = Path(place) / "house.db"
            houses.empty(path)
            command = [sys.executable, __file__, "--one", str(source), str(path)]
            told = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
            found.append(json.loads(told.stdout))
    return {name: telling.middle([one[name] for one in found]) for name in found[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--guests", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--one", nargs=2, type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        print(json.dumps(measure(*chosen.one)))
        return
    telling.where_from()
    for rows in (chosen.guests, chosen.guests * 6 // 5):
        took = measured(rows, chosen.runs)
        telling.at_least(f"import of {rows:,} rows", took["rows"] / (took["read"] + took["apply"]), 20_000, "rows/s")
        telling.plain("  reading the file", took["read"], "s")
        telling.plain("  guests, visits and index", took["apply"], "s")
        telling.plain("  the same file again, unchanged", took["again"], "s")
        telling.plain("  taken back", took["undo"], "s")
        telling.plain("  memory at most", took["peak"], "MB")


if __name__ == "__main__":
    main()
