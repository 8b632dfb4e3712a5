"""The journal as people read it: by guest, person and day, and no further than a role reaches."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from delightdesk.desk import guests, journal_reading
from delightdesk.desk.undo import undo
from delightdesk.domain.errors import NotAllowed

ANA, BEN = 1, 2


def _read(desk, person=ANA, **filters):
    return desk.read(lambda work: journal_reading.entries(work, **filters), person)


def _told(page):
    return [(line.person, line.action, line.guest_name) for line in page.lines]


@pytest.fixture
def lived(desk):
    """Erika by Ana, a note on her by Ben, Max by Ben on the next day at half past midnight, which is still the first."""
    erika = desk.guest()
    desk.clock.ahead(minutes=5)
    desk.note(erika, "asked about the pier", person=BEN)
    desk.clock.now = datetime(2026, 6, 14, 23, 30, tzinfo=UTC)
    desk.guest("Max", "Schuler", person=BEN)
    return desk, erika


def test_the_newest_act_comes_first_with_who_when_and_whom(lived):
    desk, erika = lived
    page = _read(desk)
    assert _told(page) == [
        ("Ben", "guest.added", "Max Schuler"),
        ("Ben", "note.noted", "Erika Schultz"),
        ("Ana", "guest.added", "Erika Schultz"),
        ("Ana", "house.set_up", ""),
    ]
    assert (page.total, page.only_own) == (4, False)
    assert [line.at_text for line in page.lines[:2]] == ["today 00:30", "yesterday 16:47"]
    assert {line.day for line in page.lines} == {date(2026, 6, 14)}
    assert page.lines[1].guest_id == erika


def test_filters_by_guest_person_and_house_day_work_together(lived):
    desk, erika = lived
    desk.clock.ahead(hours=5)
    desk.note(erika, "likes the sofa")
    assert len(_read(desk, day=date(2026, 6, 14)).lines) == 4
    assert _told(_read(desk, day=date(2026, 6, 15))) == [("Ana", "note.noted", "Erika Schultz")]
    assert _read(desk, guest_id=erika).total == 3
    assert _told(_read(desk, guest_id=erika, person_id=BEN)) == [("Ben", "note.noted", "Erika Schultz")]
    assert _read(desk, guest_id=erika, person_id=BEN, day=date(2026, 6, 15)).total == 0
    assert _read(desk, person_id=99) == journal_reading.JournalPage((), 0)


def test_pages_follow_each_other_without_a_gap(lived):
    desk, erika = lived
    for number in range(7):
        desk.note(erika, f"thought {number}")
    whole = _read(desk)
    pieces = [line for offset in range(0, 12, 3) for line in _read(desk, offset=offset, limit=3).lines]
    assert pieces == list(whole.lines)
    assert whole.total == 11
    assert _read(desk, offset=-5, limit=10**9) == whole
    assert _read(desk, offset=100).lines == ()


def test_a_receptionist_reads_their_own_acts_and_all_on_one_guest(lived):
    desk, erika = lived
    own = _read(desk, BEN)
    assert {line.person for line in own.lines} == {"Ben"}
    assert (own.total, own.only_own) == (2, True)
    assert _read(desk, BEN, person_id=BEN) == own
    assert _read(desk, BEN, guest_id=erika).total == 2
    assert _read(desk, BEN, guest_id=erika, person_id=ANA).total == 1
    with pytest.raises(NotAllowed, match="Ana can read the whole journal"):
        _read(desk, BEN, person_id=ANA)
    desk.sql("UPDATE staff SET role = 'lead' WHERE id = 2")
    assert _read(desk, BEN, person_id=ANA).total == 2


def test_an_act_taken_back_is_marked_and_a_guest_removed_keeps_the_name(lived):
    desk, _ = lived
    desk.write(undo, BEN)
    undone = {line.summary: line.is_undone for line in _read(desk).lines}
    assert undone["Undone: New guest"] is False
    assert [line.is_undone for line in _read(desk).lines] == [False, True, False, False, False]
    max_id = desk.guest("Moritz", "Schulz")
    desk.write(lambda work: guests.remove(work, max_id))
    assert _told(_read(desk))[0] == ("Ana", "guest.removed", "Moritz Schulz")


def test_the_day_the_clocks_change_has_every_act_once(desk):
    for hour in range(0, 48, 4):
        desk.clock.now = datetime(2026, 10, 24, 3, 0, tzinfo=UTC) + timedelta(hours=hour)
        desk.guest(f"Guest {hour}")
    days = [_read(desk, day=date(2026, 10, 23) + timedelta(days=ahead)) for ahead in range(4)]
    assert [page.total for page in days] == [0, 7, 5, 0]
    assert all(line.day == date(2026, 10, 23) + timedelta(days=n) for n, page in enumerate(days) for line in page.lines)
