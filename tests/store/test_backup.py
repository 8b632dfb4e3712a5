"""Whole copies, made while others write; a copy that is not whole never gets the name."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing

import pytest

from delightdesk.domain.errors import CannotOpen
from delightdesk.store.backup import copy_whole


def test_a_copy_holds_everything_and_replaces_an_older_one(desk, tmp_path):
    guest_id = desk.guest()
    target = tmp_path / "copies" / "desk.db"
    target.parent.mkdir()
    target.write_text("an older copy", encoding="utf-8")
    assert copy_whole(desk.path, target) == target
    with closing(sqlite3.connect(target)) as file:
        assert file.execute("SELECT id, display_name FROM guest").fetchall() == [(guest_id, "Erika Schultz")]
    assert [each.name for each in target.parent.iterdir()] == ["desk.db"]


def test_a_copy_made_while_another_window_writes_is_one_moment(desk, tmp_path):
    guest_id = desk.guest()
    stop = threading.Event()
    other = desk.window()

    def write():
        number = 0
        while not stop.is_set():
            other.note(guest_id, f"remark number {number} of the day")
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            with closing(sqlite3.connect(copy_whole(desk.path, tmp_path / f"copy{number}.db"))) as file:
                (notes,) = file.execute("SELECT count(*) FROM note").fetchone()
                (acts,) = file.execute("SELECT count(*) FROM journal WHERE action LIKE 'note.%'").fetchone()
                assert notes == acts
    finally:
        stop.set()
        writer.join()


@pytest.mark.parametrize("kind", ["torn", "not a database", "missing"])
def test_what_cannot_be_copied_is_left_alone_and_no_copy_stays(desk_path, tmp_path, kind):
    source, target = tmp_path / "source.db", tmp_path / "copy.db"
    if kind == "torn":
        whole = desk_path.read_bytes()
        source.write_bytes(whole[: len(whole) // 2])
    elif kind == "not a database":
        source.write_bytes(b"Guest,Room\n" * 500)
    target.write_text("yesterday's copy", encoding="utf-8")
    before = source.read_bytes() if source.exists() else None
    with pytest.raises(CannotOpen, match=r"source\.db"):
        copy_whole(source, target)
    assert (source.read_bytes() if source.exists() else None) == before
    assert target.read_text(encoding="utf-8") == "yesterday's copy"
    assert not list(tmp_path.glob("*.part"))


def test_a_place_that_cannot_be_written_is_a_sentence(desk_path, tmp_path):
    with pytest.raises(CannotOpen, match="could not be copied"):
        copy_whole(desk_path, tmp_path / "no" / "such" / "copy.db")
