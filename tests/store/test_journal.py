"""Reading the journal: which act is the last one that can be taken back."""

from __future__ import annotations

import pytest

from delightdesk.domain.errors import NotFound
from delightdesk.store.journal import UNDO_WITHIN, last_own, take_back


def _say(desk, summary, person=1, **how):
    def job(work):
        entry = work.did("test", summary, **how)
        work.session.flush()
        return entry.id

    return desk.write(job, person)


def _last(desk, person=1):
    return desk.read(lambda work: last_own(work).summary, person)


def test_the_newest_own_act_that_can_be_undone(desk):
    for person in (1, 2):
        with pytest.raises(NotFound):
            _last(desk, person)
    _say(desk, "first")
    _say(desk, "second")
    _say(desk, "an import", undoable=False)
    _say(desk, "Ben's", person=2)
    assert _last(desk) == "second"
    assert _last(desk, 2) == "Ben's"
    desk.write(lambda work: take_back(work, last_own(work)))
    assert _last(desk) == "first"
    desk.write(lambda work: take_back(work, last_own(work)))
    with pytest.raises(NotFound):
        _last(desk)


def test_an_act_can_be_taken_back_for_a_day(desk):
    _say(desk, "yesterday's")
    desk.clock.now += UNDO_WITHIN
    assert _last(desk) == "yesterday's"
    desk.clock.ahead(seconds=1)
    with pytest.raises(NotFound):
        _last(desk)


def test_undo_names_the_act_it_took_back(desk):
    act = _say(desk, "tea for Erika")
    desk.write(lambda work: take_back(work, last_own(work)))
    assert desk.sql("SELECT summary, undo_of, undoable, person_id FROM journal ORDER BY id DESC LIMIT 1") == [
        ("Undone: tea for Erika", act, 0, 1)
    ]
