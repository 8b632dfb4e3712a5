"""The power goes at a random moment: what was acknowledged is there, and nothing is half there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import pytest

ROUNDS = 8

WRITER = """
import os, sys
from pathlib import Path
from delightdesk.desk import guests, notes, visits
from delightdesk.desk.house import open_house

def write(path, token):
    house = open_house(Path(path))
    while True:
        with house.writing() as work:
            form = guests.GuestForm(first=f"Token{token}", last="Schultz", phone=f"+49 30 {token:07}")
            guest_id = guests.save(work, form)
            notes.store_line(work, guest_id, f"token {token} asked about the pier", as_note=True)
        print(token, flush=True)
        token += 1

for line in sys.stdin:
    path, token = line.rsplit(None, 1)
    child = os.fork()
    if not child:
        write(path, int(token))
    print("pid", child, flush=True)
    os.waitpid(child, 0)
    print("dead", flush=True)
"""


@pytest.fixture
def writers():
    """A process that has everything loaded and starts writers by forking, so that a round costs no start-up."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    yield process
    process.stdin.close()
    process.wait()
    process.stdout.close()


def _killed_after(writers, path, token, seconds):
    """Let a writer write for a moment; the tokens it had acknowledged when it was killed."""
    print(path, token, file=writers.stdin, flush=True)
    acknowledged, pid = [], 0
    for line in writers.stdout:
        word = line.split()
        if word == ["dead"]:
            return acknowledged
        if word[0] == "pid":
            pid = int(word[1])
        else:
            acknowledged.append(int(word[0]))
        if pid and acknowledged:
            time.sleep(seconds)
            os.kill(pid, signal.SIGKILL)
            pid = 0
    raise AssertionError("the writer ended by itself")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="starts its writers by forking")
def test_whatever_was_acknowledged_survives_the_kill(desk, writers):
    desk.close()
    rng = random.Random()
    acknowledged: set[int] = set()
    for number in range(ROUNDS):
        acknowledged.update(_killed_after(writers, desk.path, 10_000 * number, rng.uniform(0, 0.06)))

        assert desk.sql("PRAGMA integrity_check") == [("ok",)]
        assert desk.sql("PRAGMA foreign_key_check") == []
        stored = [int(text.split()[1]) for (text,) in desk.sql("SELECT text FROM note")]
        assert acknowledged <= set(stored)
        assert len(stored) <= len(acknowledged) + number + 1
        assert desk.sql("SELECT count(*) FROM guest") == [(len(stored),)]
        assert desk.sql("SELECT count(*) FROM journal WHERE action = 'guest.added'") == [(len(stored),)]
        assert desk.index_problems() == []
    assert len(acknowledged) >= ROUNDS
