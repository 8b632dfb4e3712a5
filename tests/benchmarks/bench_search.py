"""How fast and how well guests are found: ``python tests/benchmarks/bench_search.py [--guests 100000]``.

Prints milliseconds for every key of queries as a hurried hand types them, recall among the first ten by kind of
noise, the size of the index, and what one guest more costs. A guest counts as found when they are among the
first ten, or when ten others fit what was typed at least as well (judged by edit distance, not by the search).
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import makers
from rapidfuzz.distance import OSA

from delightdesk.domain.folding import fold_words, typed_words
from delightdesk.store import index
from delightdesk.store.search import Finder

KINDS = ("typo", "swap", "mark", "script", "reordered", "sound")
PRAGMAS = ("journal_mode=TRUNCATE", "synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY")


@contextmanager
def writing(connection: sqlite3.Connection, ending: str = "COMMIT") -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    yield
    connection.execute(ending)


def build(path: Path, made: list[makers.Made]) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    makers.domain_tables(connection)
    with writing(connection):
        connection.executemany(
            "INSERT INTO guest (id, display_name) VALUES (?, ?)", [(one.doc.guest_id, one.doc.names[0]) for one in made]
        )
        connection.executemany(
            "INSERT INTO visit (guest_id, ref, room, arrive, depart, eta, status) VALUES (?, ?, ?, ?, ?, ?, ?)",
            makers.visits(len(made)),
        )
    before = path.stat().st_size
    start = time.perf_counter()
    with writing(connection):
        index.create(connection)
        index.put(connection, (one.doc for one in made))
        index.merge(connection)
    took = time.perf_counter() - start
    print(f"index built        {len(made) / took:12,.0f} guests/s   {(path.stat().st_size - before) / 1e6:.1f} MB")
    adding = []
    for number in range(50):
        doc = index.GuestDoc(
            len(made) + 1 + number,
            (f"Ottilie Neuhinzu{chr(97 + number % 26)}",),
            (f"+44 20 7946 {number:04}",),
            ("o@x.example",),
        )
        connection.execute("BEGIN IMMEDIATE")
        start = time.perf_counter()
        index.put(connection, [doc])
        adding.append(time.perf_counter() - start)
        connection.execute("ROLLBACK")
    print(f"one guest more     {statistics.median(adding) * 1e3:12.2f} ms")
    connection.close()


def questions(made: list[makers.Made], each: int) -> list[tuple[str, int, str]]:
    rng = random.Random(11)
    latin = [one for one in made if one.script == "latin"]
    other = [one for one in made if one.script != "latin"]
    asked = []
    for kind in KINDS:
        for one in rng.sample(other if kind == "script" else latin, each):
            asked.append((kind, one.doc.guest_id, makers.noisy(one.typed, kind, rng)))
    return asked


def misfit(text: str, name: str) -> int:
    """How many letters must change until every typed word begins a word of the name."""
    words = fold_words(name)
    return sum(
        min(OSA.distance(form, word[: len(form) + more]) for form in forms for word in words for more in (-1, 0, 1))
        for forms in typed_words(text)
    )


def recall(finder: Finder, names: dict[int, str], asked: list[tuple[str, int, str]], show: bool) -> None:
    for kind in KINDS:
        mine = [question for question in asked if question[0] == kind]
        lost, outright = [], 0
        for _, guest_id, text in mine:
            hits = [hit.id for hit in finder.find(text, makers.TODAY, 10)]
            outright += guest_id in hits
            fit = misfit(text, names[guest_id])
            if guest_id not in hits and not (len(hits) == 10 and all(misfit(text, names[hit]) <= fit for hit in hits)):
                lost.append((text, names[guest_id], [names[hit] for hit in hits[:3]]))
        print(f"recall@10 {kind:10} {1 - len(lost) / len(mine):10.3f}      outright {outright / len(mine):.3f}")
        for line in lost if show else ():
            print("    lost:", *line, sep=" | ")


def speed(finder: Finder, asked: list[tuple[str, int, str]], show: bool) -> None:
    taken = []
    for _, _, text in asked:
        for end in range(1, len(text) + 1):
            start = time.perf_counter()
            finder.find(text[:end], makers.TODAY, 20)
            taken.append((time.perf_counter() - start, text[:end]))
    taken.sort()
    for label, part in (("median", 0.5), ("p95", 0.95), ("p99", 0.99), ("worst", 1.0)):
        seconds, text = taken[min(len(taken) - 1, int(len(taken) * part))]
        print(f"per key   {label:10} {seconds * 1e3:10.2f} ms" + (f"   {text!r}" if show else ""))
    if show:
        for seconds, text in taken[-25:]:
            print(f"    slow: {seconds * 1e3:.2f} {text!r}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--guests", type=int, default=100_000)
    parser.add_argument("--each", type=int, default=200, help="questions of each kind")
    parser.add_argument("--file", type=Path, help="keep the file here and use it again")
    parser.add_argument("--show", action="store_true", help="name the lost and the slow")
    chosen = parser.parse_args()
    made = list(makers.guests(chosen.guests))
    with tempfile.TemporaryDirectory() as folder:
        path = chosen.file or Path(folder) / "bench.db"
        if not path.exists():
            build(path, made)
        asked = questions(made, min(chosen.each, chosen.guests // 20))
        finder = Finder(path)
        start = time.perf_counter()
        finder.expected(makers.TODAY)
        print(f"first answer       {(time.perf_counter() - start) * 1e3:12.2f} ms")
        speed(finder, asked, chosen.show)
        recall(finder, {one.doc.guest_id: one.doc.names[0] for one in made}, asked, chosen.show)
        finder.close()


if __name__ == "__main__":
    main()
