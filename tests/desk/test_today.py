"""The board: who comes, who is here, who leaves, and why to care."""

from __future__ import annotations

from delightdesk.desk import gestures, guests, today, visits
from delightdesk.domain.vocabulary import OccasionKind, VisitStatus


def _board(desk, **how):
    return desk.read(lambda work: today.board(work, **how))


def _lines(desk):
    return [line.name for line in _board(desk).lines]


def test_an_empty_house(desk):
    board = _board(desk)
    assert (board.lines, board.total, board.day.isoformat()) == ((), 0, "2026-06-14")
    assert board.headline.startswith("0 to come · 0 in house · 0 ")


def test_arrivals_by_the_hour_after_midnight_last_then_those_who_leave_then_the_others(desk):
    def visit(name, **values):
        guest_id = desk.guest(name, "")
        desk.visit(guest_id, **values)
        return guest_id

    visit("Midnight", eta="00:30")
    visit("Nohour")
    visit("Evening", eta="21:00")
    visit("Afternoon", eta="15:00")
    visit("Stays", arrive="yesterday", depart="+4", status=VisitStatus.IN_HOUSE)
    visit("Leaves", arrive="yesterday", depart="+1", status=VisitStatus.IN_HOUSE)
    visit("Tomorrow", arrive="tomorrow")
    visit("Cancelled", status=VisitStatus.CANCELLED)
    visit("Late", arrive="yesterday", depart="+3", eta="14:00")
    assert _lines(desk) == ["Late", "Afternoon", "Evening", "Midnight", "Nohour", "Leaves", "Stays"]
    board = _board(desk)
    assert board.headline.startswith("4 to come · 2 in house · 1 ")
    actions = {line.name: line.next_action for line in board.lines}
    assert actions["Leaves"] == "say goodbye"
    assert actions["Late"] == "expected yesterday: ask"
    assert actions["Evening"] == "offer the orientation"
    gone = visit("Gone", eta="15:00")
    desk.write(lambda work: guests.remove(work, gone))
    assert _board(desk).headline == board.headline


def test_at_most_three_reasons_the_occasion_first(desk):
    guest_id = desk.guest()
    desk.visit(guest_id)
    for subject in ("nuts", "milk", "eggs"):
        desk.caution(guest_id, subject)
    desk.occasion(guest_id, day="14 june", year="2006")
    (line,) = _board(desk).lines
    assert line.flags == ("20th anniversary", "nuts allergy, ask again", "milk allergy, ask again")
    assert line.next_action == "ask again about the allergy"


def test_a_secret_is_marked_and_somebody_elses_day_is_named(desk):
    guest_id = desk.guest()
    desk.past_visit(guest_id)
    desk.visit(guest_id)
    desk.occasion(guest_id, kind=OccasionKind.BIRTHDAY, day="15 june", whose="wife", secret_from="wife")
    (line,) = _board(desk).lines
    assert line.flags == ("secret: wife's birthday",)


def test_the_honeymoon_of_last_year_is_no_reason_today(desk):
    guest_id = desk.guest()
    desk.clock.ahead(days=-365)
    visit = desk.visit(guest_id, status=VisitStatus.IN_HOUSE)
    desk.note(guest_id, "on their honeymoon")
    desk.write(lambda work: visits.set_status(work, visit, VisitStatus.LEFT))
    desk.clock.ahead(days=365)
    desk.visit(guest_id)
    (line,) = _board(desk).lines
    assert line.flags == ()


def test_incognito_comes_first_and_a_gesture_is_the_next_thing_to_do(desk):
    guest_id = desk.guest(incognito=True, gift_restricted=True)
    desk.visit(guest_id)
    view = desk.write(lambda work: gestures.plan_own(work, guest_id, "Tea on arrival", []))
    (line,) = _board(desk).lines
    assert line.flags == ("incognito", "gift-restricted", "first visit")
    assert (line.next_action, line.gestures_due) == ("prepare tea on arrival", 1)
    desk.write(lambda work: gestures.mark_ready(work, view.id))
    assert _board(desk).lines[0].next_action == "give tea on arrival"


def test_pages_do_not_overlap(desk):
    for number in range(7):
        desk.visit(desk.guest(f"Guest {number}", ""), room=str(number))
    pages = [_board(desk, offset=offset, limit=3) for offset in (0, 3, 6)]
    assert [len(page.lines) for page in pages] == [3, 3, 1]
    assert len({line.visit_id for page in pages for line in page.lines}) == 7
    assert {page.total for page in pages} == {7}
