"""A real file of an earlier version opens, keeps every row, and what was owed in it has an owner and a task now.

The files in ``desks`` were written by the versions they are named after and are never made anew.
"""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from delightdesk.desk import gestures, guests
from delightdesk.desk.undo import undo
from delightdesk.store import chain, house_file
from delightdesk.store.header import FileState, read_state

DESKS = Path(__file__).parent / "desks"
ANA, ERIKA, MAX = 1, 1, 2


@pytest.fixture
def old_path(tmp_path):
    """The file of schema 1, as somebody's update finds it."""
    path = tmp_path / "desk.db"
    path.write_bytes(gzip.decompress((DESKS / "schema1.db.gz").read_bytes()))
    assert read_state(path) is FileState.BEHIND
    return path


@pytest.fixture
def raised(old_path, new_desk):
    """The same file, opened by this version."""
    desk = new_desk(old_path)
    yield desk
    desk.close()


def _rows(path):
    """Every row of every table, by column name."""
    with closing(sqlite3.connect(path)) as file:
        file.row_factory = sqlite3.Row
        names = [
            name
            for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith(("sqlite_", "find_fts", "find_digit")) and name != "alembic_version"
        ]
        return {name: [dict(row) for row in file.execute(f'SELECT * FROM "{name}"')] for name in names}


def test_promises_became_tasks_with_their_author_as_owner(raised):
    promises = raised.sql(
        "SELECT title, state, guest_id, visit_id, owner_id, made_by, created_at FROM task WHERE kind = 'promise'"
    )
    assert promises == [("sea view if free, by 5pm", "open", ERIKA, 1, ANA, ANA, "2026-06-14 15:43:30.000000")]
    assert raised.sql("SELECT count(*) FROM note WHERE kind = 'promise' AND deleted_at IS NULL") == [(0,)]


def test_what_was_on_its_way_has_one_delivery_each(raised):
    deliveries = raised.sql("SELECT gesture_id, title, state, owner_id, guest_id FROM task WHERE kind = 'delivery'")
    assert sorted(deliveries) == [(1, "Melon and a card", "open", ANA, ERIKA), (3, "Newspaper", "open", ANA, MAX)]
    assert raised.sql("SELECT count(*) FROM task") == [(3,)]


def test_nothing_else_changed(old_path, new_desk):
    """But for what the newer pack brings: gestures and playbooks, and the entry in the journal that says so."""
    before = _rows(old_path)
    new_desk(old_path).close()
    after = _rows(old_path)
    assert set(before) < set(after)
    renewed = after["journal"].pop()
    assert (renewed["action"], renewed["undoable"]) == ("idea.renewed", 0)
    by_pack = {"house": ("version", "catalogue_version"), "idea": ("version", "entry", "pack_version")}
    for table, rows in before.items():
        for old, row in zip(rows, after[table], strict=table != "idea"):
            kept = {name: row[name] for name in old} | {name: old[name] for name in by_pack.get(table, ())}
            if table == "note" and old["kind"] == "promise" and old["deleted_at"] is None:
                kept |= {name: old[name] for name in ("deleted_at", "version")}
            assert kept == old, table
    assert {name for name in set(after) - set(before) if after[name]} == {"task", "playbook"}
    new = [{name: row[name] for name in row if name not in before["gesture"][0]} for row in after["gesture"]]
    assert {tuple(row.items()) for row in new} == {
        (("problem_id", None), ("urgent", 0), ("approval", None), ("asked_of", None), ("decided_by", None),
         ("decided_at", None), ("bent", ""), ("claim", None), ("claim_from", ""))
    }  # fmt: skip


def test_a_whole_copy_of_the_old_file_stands_among_its_backups(old_path, new_desk):
    before = _rows(old_path)
    new_desk(old_path).close()
    copy = next(old_path.with_name("desk-backups").glob("*-update.db"))
    assert _rows(copy) == before
    assert read_state(copy) is FileState.BEHIND
    assert read_state(old_path) is FileState.CURRENT


def test_an_update_cut_off_before_the_pack_came_is_ended_by_the_next_start(old_path, new_desk):
    house_file.open_house(old_path).close()  # the power goes after the schema was raised
    desk = new_desk(old_path)
    assert desk.sql("SELECT count(*) > 0 FROM playbook") == [(1,)]
    desk.close()


def test_the_file_is_whole_and_so_is_its_index(raised):
    assert raised.sql("PRAGMA integrity_check") == [("ok",)]
    assert raised.sql("PRAGMA foreign_key_check") == []
    assert raised.index_problems() == []
    assert [hit.name for hit in raised.read(lambda work: _found(work, "schul"))] == ["Erika Schultz", "Max Schuler"]


def _found(work, text):
    from delightdesk.desk import finding

    return sorted(finding.find(work, text), key=lambda hit: hit.id)


def test_the_card_opens_with_the_promise_and_work_goes_on(raised):
    card = raised.card(ERIKA)
    assert card.name == "Erika Schultz"
    assert "sea view" in card.owed
    assert [line.title for line in card.gestures] == ["Melon and a card"]
    raised.write(lambda work: gestures.deliver(work, 1))
    assert raised.sql("SELECT state FROM task WHERE gesture_id = 1") == [("done",)]
    raised.write(lambda work: guests.save(work, guests.GuestForm(first="Zoë", last="Quill")))
    assert raised.write(undo) == "Undone: New guest"
    assert raised.index_problems() == []


def test_a_desk_from_before_the_handover_keeps_every_row_and_gets_the_usual_settings(tmp_path, new_desk):
    path = tmp_path / "desk.db"
    path.write_bytes(gzip.decompress((DESKS / "schema2.db.gz").read_bytes()))
    before = _rows(path)
    house_file.open_house(path).close()
    after = _rows(path)
    assert set(after) - set(before) == {
        "handover", "handover_line", "tick", "touch_point", "rights_request", "forgotten", "apart",
    }  # fmt: skip
    for table, rows in before.items():
        assert [{name: row[name] for name in old} for old, row in zip(rows, after[table], strict=True)] == rows, table
    new = {name: value for name, value in after["house"][0].items() if name not in before["house"][0]}
    assert len(new.pop("desk_id")) == 32
    assert len(new.pop("secret")) == 64
    assert new == {
        "shifts": "", "draft_minutes": 30, "lobby_welcome": "", "lobby_talk": "", "lobby_wifi": "", "lobby_hours": "",
        "lobby_after": 2, "discreet": 0, "keys": "{}", "second_backups": "", "sensitive_rule": "ask",
        "keep_sensitive": 0, "keep_guests": 24, "keep_sheets": 12, "tidies_itself": 0, "cared_on": None,
    }  # fmt: skip
    desk = new_desk(path)
    assert desk.sql("PRAGMA integrity_check") == [("ok",)]
    assert desk.index_problems() == []
    assert desk.card(1).name
    desk.close()


def test_a_desk_from_before_the_care_of_the_data_keeps_every_row_and_gets_a_chain(tmp_path, new_desk):
    path = tmp_path / "desk.db"
    path.write_bytes(gzip.decompress((DESKS / "schema3.db.gz").read_bytes()))
    before = _rows(path)
    house_file.open_house(path).close()
    after = _rows(path)
    assert set(after) - set(before) == {"rights_request", "forgotten", "apart"}
    for table, rows in before.items():
        assert [{name: row[name] for name in old} for old, row in zip(rows, after[table], strict=True)] == rows, table
    with closing(sqlite3.connect(path)) as file:
        assert chain.verify(file) == []
        assert file.execute("SELECT count(*) FROM journal WHERE chain = ''").fetchone() == (0,)
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
    desk = new_desk(path)
    assert desk.index_problems() == []
    desk.note(1, "usual green tea")
    with closing(sqlite3.connect(path)) as file:
        assert chain.verify(file) == []
    desk.close()
