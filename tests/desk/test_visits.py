"""Visits as people type them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from delightdesk.desk import visits
from delightdesk.domain.errors import Invalid, NotFound, Stale
from delightdesk.domain.vocabulary import VisitStatus


@pytest.mark.parametrize(
    ("arrive", "depart", "stay"),
    [
        ("14 jun", "16 jun", (date(2026, 6, 14), date(2026, 6, 16))),
        ("", "+2", (date(2026, 6, 14), date(2026, 6, 16))),
        ("tomorrow", "1 night", (date(2026, 6, 15), date(2026, 6, 16))),
        ("30 dec", "2 jan", (date(2025, 12, 30), date(2026, 1, 2))),
        ("2026-12-30", "2 jan", (date(2026, 12, 30), date(2027, 1, 2))),
        ("14/6", "", (date(2026, 6, 14), None)),
    ],
)
def test_days_as_they_are_typed(desk, arrive, depart, stay):
    guest_id = desk.guest()
    visit = desk.visit(guest_id, arrive=arrive, depart=depart)
    (line,) = desk.card(guest_id).visits
    assert (line.arrive, line.depart) == stay
    form = desk.read(lambda work: visits.form(work, guest_id, visit))
    desk.write(lambda work: visits.save(work, replace(form, room="7")))
    (line,) = desk.card(guest_id).visits
    assert (line.arrive, line.depart, line.room) == (*stay, "7")


@pytest.mark.parametrize(
    ("typed", "hour"), [("16:30", time(16, 30)), ("1630", time(16, 30)), ("4.30pm", time(16, 30)), ("0030", time(0, 30)), ("12am", time(0)), ("9", time(9)), ("", None)]
)  # fmt: skip
def test_hours_as_they_are_typed(desk, typed, hour):
    guest_id = desk.guest()
    desk.visit(guest_id, eta=typed)
    assert desk.card(guest_id).visits[0].eta == (f"{hour:%H:%M}" if hour else "")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"arrive": "32 june"}, "arrive"),
        ({"arrive": "9999-12-31"}, "arrive"),
        ({"arrive": "0001-01-01"}, "arrive"),
        ({"depart": "13 june"}, "depart"),
        ({"depart": "+401"}, "depart"),
        ({"eta": "25:00"}, "eta"),
        ({"eta": "noonish"}, "eta"),
        ({"adults": "two"}, "adults"),
        ({"children": "1000"}, "children"),
        ({"infants": "-1"}, "infants"),
    ],
)
def test_what_makes_no_sense_names_its_field(desk, values, field):
    guest_id = desk.guest()
    with pytest.raises(Invalid, match="Nothing was saved") as raised:
        desk.visit(guest_id, **values)
    assert raised.value.field == field
    assert desk.card(guest_id).visits == ()


def test_a_visit_moves_on_and_is_set_right(desk):
    guest_id = desk.guest()
    visit = desk.visit(guest_id)
    for status in (VisitStatus.IN_HOUSE, VisitStatus.LEFT, VisitStatus.EXPECTED, VisitStatus.NO_SHOW):
        desk.write(lambda work, status=status: visits.set_status(work, visit, status))
        assert desk.card(guest_id).visits[0].status is status
    with pytest.raises(Stale):
        desk.write(lambda work: visits.set_status(work, visit, VisitStatus.LEFT, 2))
    with pytest.raises(NotFound):
        desk.write(lambda work: visits.set_status(work, 99, VisitStatus.LEFT))
    assert visits.next_status(VisitStatus.EXPECTED) is VisitStatus.IN_HOUSE
    assert visits.next_status(VisitStatus.LEFT) is None


def test_a_stale_visit_form_is_refused(desk):
    guest_id = desk.guest()
    visit = desk.visit(guest_id, room="412")
    form = desk.read(lambda work: visits.form(work, guest_id, visit))
    desk.window().write(lambda work: visits.save(work, replace(form, room="501")), 2)
    with pytest.raises(Stale):
        desk.write(lambda work: visits.save(work, replace(form, eta="18:00")))
    assert desk.card(guest_id).visits[0].room == "501"
