"""The brief at the edges of the calendar and of the clock."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from delightdesk.domain.vocabulary import OccasionKind, VisitStatus


def _on(desk, year, month, day, hour=12):
    desk.clock.now = datetime(year, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(("year", "day", "said"), [(2026, 28, True), (2026, 24, False), (2028, 29, True)])
def test_29_february_is_kept_on_the_28th_in_other_years(desk, year, day, said):
    _on(desk, year, 2, day)
    guest_id = desk.guest()
    desk.visit(guest_id, depart="+0")
    desk.occasion(guest_id, kind=OccasionKind.BIRTHDAY, day="29 feb", year="1988")
    assert ("Happy birthday" in desk.card(guest_id).say) is said
    assert desk.card(guest_id).occasions[0].text == "Birthday, 29 February, since 1988"


def test_without_a_year_nothing_is_counted(desk):
    guest_id = desk.guest()
    desk.visit(guest_id)
    desk.occasion(guest_id, day="14 june")
    assert desk.card(guest_id).say == "“Happy anniversary, Erika Schultz.”"


def test_an_age_is_never_said(desk):
    guest_id = desk.guest()
    desk.visit(guest_id)
    desk.occasion(guest_id, kind=OccasionKind.BIRTHDAY, day="14 june", year="1986")
    assert desk.card(guest_id).say == "“Happy birthday, Erika Schultz.”"


@pytest.mark.parametrize("today", [(2026, 12, 30), (2027, 1, 2)])
def test_a_stay_over_new_year_finds_the_occasion_inside(desk, today):
    _on(desk, 2026, 12, 30)
    guest_id = desk.guest()
    desk.visit(guest_id, depart="+4", status=VisitStatus.IN_HOUSE)
    desk.occasion(guest_id, day="1 january", year="2007")
    _on(desk, *today)
    assert desk.card(guest_id).say == "“Happy 20th anniversary, Erika Schultz.”"


def test_an_occasion_before_and_after_the_stay(desk):
    guest_id = desk.guest()
    desk.visit(guest_id, depart="+2")
    desk.occasion(guest_id, day="19 june", year="2006")
    card = desk.card(guest_id)
    assert "anniversary" not in card.say
    assert card.occasions[0].due
    assert any("anniversary" in why for line in card.suggestions for why in line.why)
    other = desk.guest("Max")
    desk.visit(other)
    desk.occasion(other, day="20 june", year="2006")
    assert not desk.card(other).occasions[0].due


def test_half_past_midnight_is_late_this_evening_and_not_long_gone(desk):
    guest_id = desk.guest()
    desk.visit(guest_id, room="208", eta="00:30", depart="+1")
    card = desk.card(guest_id)
    assert card.where == "208 · arrives today 00:30, 1 night"
    desk.clock.now = datetime(2026, 6, 14, 23, 45, tzinfo=UTC)
    assert desk.card(guest_id).where == "208 · arrives today 00:30, 1 night"
    ready = [line.ready_by for line in card.suggestions if line.ready_by]
    assert all(instant <= datetime(2026, 6, 14, 23, 30, tzinfo=UTC) for instant in ready)


def test_a_walk_in_without_a_room(desk):
    from delightdesk.desk import visits

    guest_id = desk.guest()
    form = desk.read(lambda work: visits.form(work, guest_id))
    desk.write(lambda work: visits.save(work, form))
    card = desk.card(guest_id)
    assert card.visit.status is VisitStatus.IN_HOUSE
    assert card.where == "in house"
    assert card.suggestions


def test_a_honeymoon_belongs_to_the_visit_it_was_told_for(desk):
    guest_id = desk.guest()
    desk.clock.ahead(days=-365)
    old = desk.visit(guest_id, status=VisitStatus.IN_HOUSE)
    desk.note(guest_id, "on their honeymoon")
    assert "honeymoon" in desk.card(guest_id).say
    desk.clock.ahead(days=365)
    desk.sql("UPDATE visit SET status = 'left' WHERE id = ?", old)
    desk.visit(guest_id)
    assert "honeymoon" not in desk.card(guest_id).say
    desk.note(guest_id, "on their honeymoon")
    assert "honeymoon" in desk.card(guest_id).say


def test_a_day_told_later_makes_the_occasion_lasting(desk):
    guest_id = desk.guest()
    desk.clock.ahead(days=-365)
    old = desk.visit(guest_id, status=VisitStatus.IN_HOUSE)
    desk.note(guest_id, "anniversary")
    desk.note(guest_id, "20th anniversary 14 june")
    assert len(desk.card(guest_id).occasions) == 1
    desk.clock.ahead(days=365)
    desk.sql("UPDATE visit SET status = 'left' WHERE id = ?", old)
    desk.visit(guest_id)
    assert desk.card(guest_id).say == "“Happy 21st anniversary, Erika Schultz.”"
