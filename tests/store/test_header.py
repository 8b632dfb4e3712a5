"""Files that are no desk of ours: each has its sentence, and none is changed by a single byte."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

import pytest

from delightdesk.desk.finding import quick_house
from delightdesk.desk.house import open_house
from delightdesk.domain.errors import CannotOpen
from delightdesk.store.header import APPLICATION_ID, SCHEMA, FileState, read_state


def _foreign(path):
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE cats (name TEXT)")


def _newer(path):
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(f"PRAGMA application_id={APPLICATION_ID}")
        file.execute(f"PRAGMA user_version={SCHEMA + 1}")
        file.execute("CREATE TABLE house (id INTEGER PRIMARY KEY)")


STRANGERS = {
    "foreign": (_foreign, "belongs to another program"),
    "newer": (_newer, "newer DelightDesk"),
    "empty": (lambda path: path.write_bytes(b""), "is empty"),
    "text": (lambda path: path.write_bytes(b"Guest,Room\n" * 40), "not a DelightDesk file"),
    "too short": (lambda path: path.write_bytes(b"SQLite format 3\x00" + bytes(40)), "not a DelightDesk file"),
    "a folder": (lambda path: path.mkdir(), "not a file"),
}


@pytest.mark.parametrize("opener", [read_state, open_house, quick_house])
@pytest.mark.parametrize("kind", STRANGERS)
def test_a_stranger_is_refused_in_one_sentence_and_left_alone(tmp_path, kind, opener):
    make, words = STRANGERS[kind]
    path = tmp_path / "desk.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(CannotOpen, match=words) as raised:
        opener(path)
    assert "Nothing was changed" in str(raised.value)
    assert "Traceback" not in str(raised.value)
    assert "\n" not in str(raised.value)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert [each.name for each in tmp_path.iterdir()] == ["desk.db"]


@pytest.mark.parametrize("opener", [read_state, open_house, quick_house])
def test_a_missing_desk_is_not_made(tmp_path, opener):
    with pytest.raises(CannotOpen, match="There is no desk"):
        opener(tmp_path / "no" / "desk.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("keep", [0.02, 0.3, 0.7, 0.99])
def test_a_torn_desk_is_named_as_damaged_and_not_written_to(desk_path, keep):
    tables = [name for (name,) in _rows(desk_path, "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE TABLE%'")]
    whole = desk_path.read_bytes()
    torn = whole[: int(len(whole) * keep)]
    desk_path.write_bytes(torn)
    with pytest.raises(CannotOpen, match=r"desk\.db is damaged"):
        _read_everything(desk_path, tables)
    assert desk_path.read_bytes() == torn


def _rows(path, statement):
    with closing(sqlite3.connect(path)) as file:
        return file.execute(statement).fetchall()


def _read_everything(path, tables):
    house = open_house(path)
    try:
        with house.writing() as work:
            for table in tables:
                work.session.connection().exec_driver_sql(f'SELECT * FROM "{table}"').all()
    finally:
        house.close()


def test_a_desk_of_today_is_current_and_an_older_one_behind(desk_path):
    assert read_state(desk_path) is FileState.CURRENT
    with closing(sqlite3.connect(desk_path)) as file:
        file.execute("PRAGMA user_version=0")
    assert read_state(desk_path) is FileState.BEHIND


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_desk_one_may_not_look_at_has_its_sentence(plain_user, what):
    path = plain_user.folder / "inner" / "desk.db"
    plain_user.place(path)
    (path if what == "file" else path.parent).chmod(0)
    with plain_user.acting(), pytest.raises(CannotOpen, match="cannot be read"):
        read_state(path)
    path.parent.chmod(0o755)
