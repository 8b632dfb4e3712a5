"""The settings that keep the file whole are really in force, and two writers queue up."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import time

import pytest
from sqlalchemy import create_engine

from delightdesk.store.engine import BUSY_SECONDS, journal_mode, make_engine, settings_for

VERSIONS = {
    (3, 34, 0): "TRUNCATE",
    (3, 40, 1): "TRUNCATE",
    (3, 44, 5): "TRUNCATE",
    (3, 44, 6): "WAL",
    (3, 44, 9): "WAL",
    (3, 45, 0): "TRUNCATE",
    (3, 50, 6): "TRUNCATE",
    (3, 50, 7): "WAL",
    (3, 51, 0): "TRUNCATE",
    (3, 51, 2): "TRUNCATE",
    (3, 51, 3): "WAL",
    (3, 52, 0): "WAL",
    (4, 0, 0): "WAL",
}


@pytest.fixture(autouse=True)
def _engines_as_the_product_makes_them(monkeypatch):
    """Here they wait for the disk, which they need not do in other tests."""
    monkeypatch.setattr("delightdesk.store.engine.create_engine", create_engine)


@pytest.mark.parametrize(("version", "mode"), VERSIONS.items())
def test_wal_only_where_its_fault_is_mended(version, mode):
    assert journal_mode(version) == mode


@pytest.mark.parametrize("begin", ["BEGIN", "BEGIN IMMEDIATE"])
def test_every_connection_has_the_settings(desk_path, begin):
    engine = make_engine(desk_path, begin=begin)
    with engine.connect() as one, engine.connect() as two:
        for connection in (one, two):
            read = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                for name in (
                    "journal_mode", "synchronous", "foreign_keys", "recursive_triggers", "secure_delete",
                    "cell_size_check", "temp_store", "mmap_size", "busy_timeout",
                )
            }  # fmt: skip
            connection.rollback()
            assert read == {
                "journal_mode": journal_mode().lower(), "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1,
                "secure_delete": 1, "cell_size_check": 1, "temp_store": 2, "mmap_size": 0,
                "busy_timeout": BUSY_SECONDS * 1000,
            }  # fmt: skip
    engine.dispose()


@pytest.mark.parametrize("mode", ["WAL", "TRUNCATE"])
def test_both_journal_modes_can_be_set(desk_path, mode):
    connection = sqlite3.connect(desk_path, isolation_level=None)
    for pragma in settings_for(mode):
        connection.execute(pragma)
    assert connection.execute("PRAGMA journal_mode").fetchone() == (mode.lower(),)
    connection.close()


def test_migrations_run_without_foreign_keys(desk_path):
    engine = make_engine(desk_path, begin="BEGIN IMMEDIATE", foreign_keys=False)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 0
    engine.dispose()


def test_a_writer_holds_the_lock_from_its_first_word(desk_path):
    engine = make_engine(desk_path, begin="BEGIN IMMEDIATE")
    other = sqlite3.connect(desk_path, timeout=0, isolation_level=None)
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        assert other.execute("SELECT count(*) FROM house").fetchone() == (1,)
    other.execute("BEGIN IMMEDIATE")
    other.close()
    engine.dispose()


def test_a_reader_sees_one_moment(desk):
    with desk.house.reading() as work:
        seen = work.session.connection().exec_driver_sql("SELECT name FROM house").scalar_one()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            _rename_at_once(desk.path)
        again = work.session.connection().exec_driver_sql("SELECT name FROM house").scalar_one()
    assert seen == again == "The Bay Hotel"


def _rename_at_once(path):
    file = sqlite3.connect(path, timeout=0)
    try:
        with file:
            file.execute("UPDATE house SET name = 'Another'")
    finally:
        file.close()


def test_whoever_writes_keeps_other_writers_out_from_the_first_statement_on(desk):
    with desk.house.writing(), pytest.raises(sqlite3.OperationalError, match="locked"):
        _rename_at_once(desk.path)


HOLDS_NEARLY_ALWAYS = """
import sqlite3, sys, time
file = sqlite3.connect(sys.argv[1], isolation_level=None)
while True:
    file.execute("BEGIN IMMEDIATE")
    print("held", flush=True)
    time.sleep(0.05)
    file.execute("COMMIT")
    time.sleep(0.002)
"""


def test_somebody_who_saves_without_a_pause_lets_others_have_their_turn(desk, monkeypatch):
    monkeypatch.setattr("delightdesk.store.engine.BUSY_SECONDS", 1.0)
    window = desk.window()
    holder = subprocess.Popen([sys.executable, "-c", HOLDS_NEARLY_ALWAYS, str(desk.path)], stdout=subprocess.PIPE)
    try:
        assert holder.stdout is not None
        holder.stdout.readline()
        for number in range(8):  # by SQLite's own waiting every other one was refused
            time.sleep(0.02)  # the holder is at it again
            window.guest("Max", f"Muster {number}")
    finally:
        holder.kill()
        holder.communicate()


def test_no_value_stands_in_an_error(desk_path):
    from sqlalchemy.exc import IntegrityError

    engine = make_engine(desk_path, begin="BEGIN IMMEDIATE")
    insert = "INSERT INTO staff (id, version, created_at, name, role) VALUES (1, 1, '2026', ?, 'manager')"
    with engine.connect() as connection, pytest.raises(IntegrityError) as raised:
        connection.exec_driver_sql(insert, ("Erika Secret",))
    assert "Secret" not in str(raised.value)
    engine.dispose()


def test_a_file_that_is_not_there_is_not_made(tmp_path):
    from sqlalchemy.exc import OperationalError

    engine = make_engine(tmp_path / "gone.db", begin="BEGIN")
    with pytest.raises(OperationalError):
        engine.connect()
    assert list(tmp_path.iterdir()) == []


def test_nobody_else_on_this_pc_may_read_a_new_desk(template):
    import os

    if os.name != "posix":
        pytest.skip("Windows keeps a user's folder closed by itself")
    assert stat.S_IMODE(template.stat().st_mode) == 0o600
