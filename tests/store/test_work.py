"""The unit of work: versions, soft removal, what goes to the journal and the index."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest

from delightdesk.domain.errors import NotFound, Stale
from delightdesk.store.tables import Guest, Visit


class _LookedAtError(Exception):
    pass


COLUMNS = {"display_name": "Erika Schultz", "first": "Erika", "last": "Schultz"}


@pytest.fixture
def work(desk):
    """A unit of work that is dropped when it was looked at."""
    with suppress(_LookedAtError), desk.house.writing() as found:
        yield found
        raise _LookedAtError


def test_time_person_and_day_come_from_the_desk(work, clock):
    assert (work.now, work.person.name, work.house.currency) == (clock.now, "Ana", "GBP")
    assert work.today.isoformat() == "2026-06-14"


def test_half_past_midnight_still_belongs_to_the_evening_before(desk, clock):
    clock.now = clock.now.replace(day=15, hour=0, minute=30)
    assert desk.read(lambda work: work.today).isoformat() == "2026-06-14"


def test_a_row_counts_its_edits_and_the_journal_its_values(work):
    guest = work.add(Guest(created_at=work.now, **COLUMNS))
    assert work.change(guest, call_me="Rika", first="Erika")
    assert not work.change(guest, call_me="Rika")
    assert guest.version == 2
    assert [(change["before"], change["after"]) for change in work.changes[1:]] == [
        ({"call_me": "", "version": 1}, {"call_me": "Rika", "version": 2})
    ]
    assert work.changes[0]["before"] is None
    assert work.changes[0]["after"]["display_name"] == "Erika Schultz"
    assert work.to_index == {guest.id}


def test_a_stale_look_changes_nothing_even_without_a_change(work):
    guest = work.add(Guest(created_at=work.now, **COLUMNS))
    work.change(guest, seen=1, call_me="Rika")
    for values in ({"call_me": "Eri"}, {"call_me": "Rika"}, {}):
        with pytest.raises(Stale):
            work.change(guest, seen=1, **values)
    assert (guest.call_me, guest.version) == ("Rika", 2)


def test_what_was_removed_is_not_here_any_more(work):
    guest = work.add(Guest(created_at=work.now, **COLUMNS))
    work.remove(guest)
    for guest_id in (guest.id, 999, None):
        with pytest.raises(NotFound, match="guest is not here any more"):
            work.get(Guest, guest_id, "guest")


def test_a_visit_counts_for_its_guests_index(work):
    guest = work.add(Guest(created_at=work.now, **COLUMNS))
    work.to_index.clear()
    visit = work.add(Visit(created_at=work.now, guest_id=guest.id, arrive=work.today))
    work.touch(visit)
    assert work.to_index == {guest.id}
    assert visit.version == 2


def test_what_a_job_did_empties_its_list_of_changes(work):
    guest = work.add(Guest(created_at=work.now, **COLUMNS))
    entry = work.did("guest.added", "New guest" * 100, guest.id)
    assert work.changes == []
    assert len(entry.changes) == 1
    assert len(entry.summary) == 300


def test_a_new_row_is_the_one_that_is_found_and_its_later_changes_are_saved(desk):
    with desk.house.writing() as work:
        guest = work.add(Guest(created_at=work.now, **COLUMNS))
        assert work.get(Guest, guest.id) is guest
        work.change(guest, call_me="Rika")
        work.add(Visit(created_at=work.now, guest_id=guest.id, arrive=work.today))
        assert work.raw.execute("SELECT call_me, version FROM guest").fetchall() == [("Rika", 2)]
        work.change(guest, call_me="Eri")
        work.did("guest.added", "New guest", guest.id)
    assert desk.sql("SELECT call_me, version FROM guest") == [("Eri", 3)]
    ((journal,),) = desk.sql("SELECT changes FROM journal ORDER BY id DESC LIMIT 1")
    assert [change["table"] for change in json.loads(journal)] == ["guest", "guest", "visit", "guest"]
