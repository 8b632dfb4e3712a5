"""Cuts the power at thousands of moments and looks whether anything acknowledged is gone. Needs Linux and strace.

    python tests/drivers/cut_power.py --cuts 10000 --notes 60

The writing driver runs once under strace, which takes down every write, truncation and flush to the disk. Then, for each
cut, the disk is put together as it may have been left at a random moment: what was flushed is there; of what was not, a
random part is, in pieces of 512 bytes; a file whose folder was not flushed may be missing. That desk is opened: it has to
be whole, and every note that was acknowledged before the cut has to be in it. Now and then the index and the chain of the
journal are looked at as well. Prints one line a thousand cuts, exits 1 at the first loss and keeps that desk.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from delightdesk.store import chain, index

DRIVER = Path(__file__).with_name("write_notes.py")
CALLS = "openat,pwrite64,ftruncate,fdatasync,fsync,unlink,write,close"
SECTOR = 512
LOOK_DEEP_EVERY = 25

_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(slots=True)
class Write:
    """One change of a file that is not on the disk yet: ``data`` at ``at``, or a new length where it is None."""

    at: int
    data: bytes | None


@dataclass(slots=True)
class OnDisk:
    """A file: what is surely on the disk, what is on its way, and whether its name is in its folder for good."""

    durable: bytearray
    pending: list[Write] = field(default_factory=list)
    has_name: bool = True


@dataclass(slots=True)
class Call:
    """One call of the program: its name, the text in it, the numbers in it, what it gave back."""

    name: str
    text: bytes
    numbers: tuple[int, ...]
    result: int


def calls_of(trace: Path) -> list[Call]:
    """The calls that succeeded, in their order."""
    found = []
    for line in trace.read_text(encoding="ascii").splitlines():
        match = _CALL.match(line)
        if match is None or int(match[3]) < 0:
            continue
        text = _TEXT.search(match[2])
        data = bytes.fromhex(text[1].replace("\\x", "")) if text else b""
        rest = (match[2][: text.start()] + match[2][text.end() :]) if text else match[2]
        numbers = tuple(int(number) for number in re.findall(r"(?<![\w.])-?\d+(?!\w)", rest))
        found.append(Call(match[1], data, numbers, int(match[3])))
    return found


class Disk:
    """The folder of the desk as the calls go by."""

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)
        self.files = {str(each): OnDisk(bytearray(each.read_bytes())) for each in folder.iterdir()}
        self.open: dict[int, str] = {}
        self.acknowledged: list[str] = []

    def follow(self, call: Call) -> None:
        """Take one call in."""
        handle = call.numbers[0] if call.numbers else -1
        file = self.files.get(self.open.get(handle, ""))
        if call.name == "openat":
            self._opened(call.text.decode(), call.result)
        elif call.name == "close":
            self.open.pop(handle, None)
        elif call.name == "unlink":
            self.files.pop(call.text.decode(), None)
        elif call.name == "write" and call.text.startswith(b"ACK "):
            self.acknowledged.append(call.text.decode().split()[1])
        elif call.name in ("fdatasync", "fsync") and self.open.get(handle) == self.folder:
            for each in self.files.values():
                each.has_name = True
        elif file is not None and call.name == "pwrite64":
            file.pending.append(Write(call.numbers[-1], call.text))
        elif file is not None and call.name == "ftruncate":
            file.pending.append(Write(call.numbers[-1], None))
        elif file is not None and call.name in ("fdatasync", "fsync"):
            for change in file.pending:
                apply(file.durable, change)
            file.pending.clear()

    def _opened(self, path: str, handle: int) -> None:
        self.open[handle] = path
        if path.startswith(self.folder + "/") and path not in self.files:
            self.files[path] = OnDisk(bytearray(), has_name=False)

    def cut(self, rng: random.Random, target: Path) -> None:
        """Lay into ``target`` what may be left of it now."""
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        kept = rng.choice((0.0, 0.2, 0.5, 0.8, 1.0))
        for path, file in self.files.items():
            if not file.has_name and rng.random() >= kept:
                continue
            left = bytearray(file.durable)
            for change in file.pending:
                lose(left, change, rng, kept)
            (target / Path(path).name).write_bytes(left)


def apply(left: bytearray, change: Write) -> None:
    """Bring a change to the disk as a whole."""
    if change.data is None:
        del left[change.at :]
        left.extend(bytes(change.at - len(left)))
    else:
        left.extend(bytes(max(0, change.at - len(left))))
        left[change.at : change.at + len(change.data)] = change.data


def lose(left: bytearray, change: Write, rng: random.Random, kept: float) -> None:
    """Bring a part of a change to the disk, by sectors."""
    if change.data is None:
        if rng.random() < kept:
            apply(left, change)
        return
    for start in range(0, len(change.data), SECTOR):
        if rng.random() < kept:
            apply(left, Write(change.at + start, change.data[start : start + SECTOR]))


def wrong_with(path: Path, acknowledged: list[str], *, deep: bool) -> list[str]:
    """What is lost or broken in the desk at ``path``."""
    with closing(sqlite3.connect(path)) as file:
        wrong = [row[0] for row in file.execute("PRAGMA integrity_check") if row[0] != "ok"]
        held = {text.split()[1] for (text,) in file.execute("SELECT text FROM note WHERE text LIKE 'token %'")}
        wrong += [f"{token} was acknowledged and is gone" for token in acknowledged if token not in held]
        if deep:
            wrong += [*index.verify(file), *chain.verify(file)]
    return wrong


def main() -> int:
    """Write once, then cut as often as asked."""
    asked = argparse.ArgumentParser(description="Cuts the power at random moments; see the top of the file.")
    asked.add_argument("--cuts", type=int, default=1000)
    asked.add_argument("--notes", type=int, default=60)
    asked.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    given = asked.parse_args()
    print(f"seed {given.seed}")
    with tempfile.TemporaryDirectory() as base:
        folder, before, target = Path(base) / "desk", Path(base) / "before", Path(base) / "left"
        folder.mkdir()
        desk, trace = folder / "desk.db", Path(base) / "trace"
        subprocess.run([sys.executable, str(DRIVER), str(desk), "--count", "1"], check=True, capture_output=True)
        shutil.copytree(folder, before)
        subprocess.run(
            ["strace", "-f", "-qq", "-e", f"trace={CALLS}", "-xx", "-s", "100000", "-o", str(trace),
             sys.executable, str(DRIVER), str(desk), "--count", str(given.notes)],
            check=True, capture_output=True,
        )  # fmt: skip
        shutil.rmtree(folder)
        shutil.copytree(before, folder)
        return cut_all(Disk(folder), calls_of(trace), target, given.cuts, random.Random(given.seed))


def cut_all(disk: Disk, calls: list[Call], target: Path, cuts: int, rng: random.Random) -> int:
    """Go through the calls once, cutting at moments spread over them."""
    begins = next(place for place, call in enumerate(calls) if call.name == "pwrite64")
    moments = sorted(rng.randrange(begins, len(calls)) for _ in range(cuts))
    done = 0
    for place, call in enumerate(calls):
        disk.follow(call)
        while done < cuts and moments[done] == place:
            disk.cut(rng, target)
            wrong = wrong_with(target / "desk.db", disk.acknowledged, deep=done % LOOK_DEEP_EVERY == 0)
            done += 1
            if wrong:
                kept = Path(tempfile.mkdtemp(prefix="delightdesk-lost-"))
                disk.cut(rng, kept / "desk")
                print(f"cut {done} at call {place}: {'; '.join(wrong[:5])}; a desk of this moment lies in {kept}")
                return 1
            if done % 1000 == 0:
                print(f"{done} cuts, {len(disk.acknowledged)} notes acknowledged so far, nothing lost", flush=True)
    print(f"{done} cuts over {len(calls)} calls and {len(disk.acknowledged)} acknowledged notes: nothing lost")
    return 0


if __name__ == "__main__":
    sys.exit(main())
