"""Guests who may stand here twice, and the two who were said not to be one."""

from __future__ import annotations

import pytest

from delightdesk.desk.privacy import duplicates, merging
from delightdesk.desk.undo import undo
from delightdesk.domain.alike import known
from delightdesk.domain.errors import Invalid
from delightdesk.domain.vocabulary import OccasionKind


def _found(desk):
    return [(pair.a.name, pair.b.name) for pair in desk.read(duplicates.duplicates)]


def test_the_likeliest_come_first_with_reasons_and_how_to_tell_them_apart(desk):
    erika = desk.guest(email="erika@example.org")
    desk.past_visit(erika, "2026-03-01")
    desk.guest("Erica", "Schultz", email="erika@example.org", phone="+49 151 2345678")
    desk.guest("Schultz", "Erika")
    desk.guest("Martin", "Schultz", email="erika@example.org")
    desk.guest("Tom", "Weiss")
    first, second = desk.read(duplicates.duplicates)
    assert (first.a.name, first.b.name) == ("Erika Schultz", "Erica Schultz")
    assert first.because == ("same e-mail", "Erika/Erica: one letter")
    assert first.a.detail == "erika@example.org · 1 visit, last 3 months ago"
    assert (second.b.name, second.because) == ("Schultz Erika", ("first and last name swapped",))
    assert first.score > second.score


def test_a_birthday_speaks_for_it_or_against_it(desk):
    one, other = desk.guest(), desk.guest()
    desk.occasion(one, kind=OccasionKind.BIRTHDAY, day="14 june")
    row = desk.occasion(other, kind=OccasionKind.BIRTHDAY, day="14 june")
    (pair,) = desk.read(duplicates.duplicates)
    assert pair.because == ("same birthday", "same name")
    desk.sql("UPDATE occasion SET day = 15 WHERE id = ?", row)
    assert _found(desk) == []
    desk.sql("UPDATE occasion SET whose = 'the daughter' WHERE id = ?", row)
    assert len(_found(desk)) == 1


def test_who_is_not_the_same_is_not_offered_again_until_undone(desk):
    one, other = desk.guest(), desk.guest()
    for pair in ((one, other), (other, one)):
        desk.write(lambda work, pair=pair: duplicates.not_same(work, *pair))
    assert _found(desk) == []
    assert desk.sql("SELECT count(*) FROM apart") == [(1,)]
    with pytest.raises(Invalid):
        desk.write(lambda work: duplicates.not_same(work, one, one))
    desk.write(undo)
    assert len(_found(desk)) == 1


def test_who_is_gone_or_made_one_is_not_offered(desk):
    one, other = desk.guest(), desk.guest()
    likely = duplicates.compare(desk.read(duplicates.register))
    desk.write(lambda work: merging.merge(work, one, other))
    assert _found(desk) == []
    assert desk.read(lambda work: duplicates.named(work, likely)) == ()


def test_a_long_look_tells_how_far_it_is_and_can_be_stopped(desk):
    everybody = duplicates.Register(
        [known(number, f"Anna{number % 7}", f"Name{number // 7}") for number in range(7000)], frozenset()
    )
    far = []
    assert duplicates.compare(everybody, tell=lambda done, total: far.append((done, total))) == ()
    assert far == sorted(far)
    assert far[0][1] > far[0][0] > 0

    def stop(_done, _total):
        raise duplicates.Stopped("Stopped. Nothing was changed.")

    with pytest.raises(duplicates.Stopped):
        duplicates.compare(everybody, tell=stop)
