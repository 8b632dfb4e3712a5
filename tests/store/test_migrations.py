"""Bringing an older file up to date: a copy first, all or nothing, and a new file is exactly what the tables say."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest

from delightdesk.desk.house import open_house
from delightdesk.domain.errors import CannotOpen
from delightdesk.store.header import APPLICATION_ID, SCHEMA, FileState, read_state
from delightdesk.store.migrations import upgrade

FIND = {"find_doc", "find_fts", "find_digit", "find_code", "find_word", "find_key"}


def _ask(path, statement):
    with closing(sqlite3.connect(path)) as file:
        return file.execute(statement).fetchall()


def _backup(path):
    """The one made before the update."""
    (found,) = path.with_name("desk-backups").glob("*-update.db")
    return found


@pytest.fixture
def older(desk_path):
    """A desk of an older version: a table and the schema number are missing."""
    with closing(sqlite3.connect(desk_path)) as file:
        file.executescript("DROP TABLE review_item; DROP TABLE find_key; PRAGMA user_version=0;")
        file.execute("UPDATE alembic_version SET version_num = 'test0'")
        file.commit()
    return desk_path


@pytest.fixture
def with_revisions(monkeypatch, tmp_path):
    """Adds revisions of the test's own behind ours; ours then comes after the first of them."""

    def use(body):
        folder = tmp_path / "migrations"
        source = upgrade.Path(upgrade.__file__).parent
        shutil.copytree(source, folder, ignore=shutil.ignore_patterns("__pycache__", "000*"))
        (folder / "versions" / "test0.py").write_text(
            "revision = 'test0'\ndown_revision = None\ndef upgrade(): pass\n", encoding="utf-8"
        )
        (folder / "versions" / "test1.py").write_text(
            f"from alembic import op\nrevision = 'test1'\ndown_revision = 'test0'\ndef upgrade():\n    {body}\n",
            encoding="utf-8",
        )
        monkeypatch.setattr(upgrade, "SCRIPTS", str(folder))

    return use


def test_a_new_file_is_made_by_the_migrations_and_has_the_index(tmp_path):
    path = tmp_path / "new" / "desk.db"
    upgrade.create(path)
    assert _ask(path, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert _ask(path, "PRAGMA user_version") == [(SCHEMA,)]
    assert _ask(path, "PRAGMA integrity_check") == [("ok",)]
    names = {name for (name,) in _ask(path, "SELECT name FROM sqlite_master")}
    assert names >= FIND | {"guest", "visit", "journal", "import_change"}
    assert read_state(path) is FileState.CURRENT


def test_a_file_that_is_there_is_not_made_over(desk_path):
    before = desk_path.read_bytes()
    with pytest.raises(CannotOpen, match="there already"):
        upgrade.create(desk_path)
    assert desk_path.read_bytes() == before


def test_a_creation_that_fails_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(upgrade, "_check", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        upgrade.create(tmp_path / "desk.db")
    assert list(tmp_path.iterdir()) == []


def test_an_older_file_is_copied_then_raised(older, with_revisions):
    with_revisions("op.execute('CREATE TABLE review_item (id INTEGER PRIMARY KEY)')")
    before, ideas = _dump(older), _ask(older, "SELECT key FROM idea ORDER BY key")
    house = open_house(older)
    house.close()
    backup = _backup(older)
    assert _dump(backup) == before
    assert read_state(older) is FileState.CURRENT
    assert _ask(older, "SELECT count(*) FROM review_item") == [(0,)]
    assert _ask(older, "SELECT key FROM idea ORDER BY key") == ideas
    assert _ask(older, "SELECT version_num FROM alembic_version") == [("test1",)]


FAILING = {
    "an error half-way": "op.execute('CREATE TABLE review_item (id INTEGER)'); op.execute('SELECT nonsense')",
    "rows lost": "op.execute('DELETE FROM idea')",
    "a table lost": "op.execute('DROP TABLE visit')",
    "a broken link": 'op.execute("INSERT INTO bond (version, created_at, guest_id, other_id, kind)'
    " VALUES (1, '2026-06-14 00:00:00', 7, 8, 'partner')\")",
}


@pytest.mark.parametrize("body", FAILING.values(), ids=FAILING)
def test_a_failing_migration_leaves_the_file_as_it_was(older, with_revisions, body):
    with_revisions(body)
    dump = _dump(older)
    with pytest.raises(CannotOpen, match=r"could not be brought up to date.*as it was"):
        open_house(older)
    assert _dump(older) == dump
    assert _dump(_backup(older)) == dump
    assert read_state(older) is FileState.BEHIND


def test_a_full_disk_is_named_as_what_stood_in_the_way(older, with_revisions):
    with_revisions(
        "op.execute('PRAGMA max_page_count=1'); op.execute('CREATE TABLE review_item (id INTEGER PRIMARY KEY)');"
        " op.execute('CREATE TABLE more AS SELECT * FROM idea'); op.execute('CREATE TABLE most AS SELECT * FROM idea')"
    )
    dump = _dump(older)
    with pytest.raises(CannotOpen, match=r"full\). It is as it was.*check the disk's free space"):
        open_house(older)
    assert _dump(older) == dump


def _dump(path):
    with closing(sqlite3.connect(path)) as file:
        tables = [
            name
            for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            if not name.startswith(("find_fts", "find_digit"))
        ]
        schema = file.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        rows = [(name, file.execute(f'SELECT * FROM "{name}"').fetchall()) for name in tables]
        return schema, rows, file.execute("PRAGMA user_version").fetchall()


def test_a_file_with_nothing_in_it_but_our_mark_is_raised_and_then_told_apart(tmp_path):
    path = tmp_path / "desk.db"
    with closing(sqlite3.connect(path)) as file:
        file.execute(f"PRAGMA application_id={APPLICATION_ID}")
    assert read_state(path) is FileState.BEHIND
    with pytest.raises(CannotOpen, match="never set up to its end"):
        open_house(path)
    assert _backup(path).exists()
    assert read_state(path) is FileState.CURRENT


def test_no_copy_no_migration(older, with_revisions, monkeypatch):
    with_revisions("op.execute('CREATE TABLE review_item (id INTEGER)')")
    older.with_name("desk-backups").write_text("somebody's own file", encoding="utf-8")
    dump = _dump(older)
    with pytest.raises(CannotOpen, match="so no backup was made"):
        open_house(older)
    assert _dump(older) == dump


def test_two_windows_that_raise_the_same_file_do_it_once(older, with_revisions):
    with_revisions("op.execute('CREATE TABLE review_item (id INTEGER)')")
    before = _dump(older)
    upgrade.bring_up_to_date(older)
    upgrade.bring_up_to_date(older)
    assert _ask(older, "SELECT count(*) FROM review_item") == [(0,)]
    assert _dump(_backup(older)) == before  # not one of the file as it is now
