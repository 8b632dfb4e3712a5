"""Rows written in bulk cannot be told from rows written through the tables."""

from __future__ import annotations

from datetime import date, time

from delightdesk.store import bulk
from delightdesk.store.tables import Visit


def test_a_row_written_in_bulk_is_the_same_as_one_of_the_session(desk):
    guest_id = desk.guest()
    desk.visit(guest_id, ref="R1", room="412", arrive="2026-06-14", depart="2026-06-16", eta="00:30")
    names = [row[1] for row in desk.sql("PRAGMA table_info(visit)")]
    with desk.house.writing() as work:
        values = {
            "id": bulk.next_id(work.raw, "visit"), "version": 1, "created_at": bulk.instant(work.now),
            "deleted_at": None, "guest_id": guest_id, "ref": "R1", "second_ref": "", "room": "412", "room_type": "",
            "arrive": bulk.day(date(2026, 6, 14)), "depart": bulk.day(date(2026, 6, 16)), "eta": bulk.hour(time(0, 30)),
            "status": "expected", "adults": 1, "children": 0, "infants": 0, "child_ages": "", "rooms": 1, "flags": "",
            "import_run": None,
        }  # fmt: skip
        bulk.insert(work.raw, "visit", names, [[values[name] for name in names]])
        work.to_index.add(guest_id)
    by_hand, in_bulk = desk.sql("SELECT * FROM visit ORDER BY id")
    assert by_hand[1:] == in_bulk[1:]
    with desk.house.reading() as work:
        one, two = work.session.get(Visit, by_hand[0]), work.session.get(Visit, in_bulk[0])
        assert (one.arrive, one.eta, one.created_at) == (two.arrive, two.eta, two.created_at)
    assert desk.index_problems() == []


def test_the_next_id_is_one_more_than_any_there_was(desk):
    guest_id = desk.guest()
    with desk.house.writing() as work:
        assert bulk.next_id(work.raw, "guest") == guest_id + 1
        assert bulk.next_id(work.raw, "visit") == 1
    assert bulk.day(None) is None
    assert bulk.hour(None) is None
