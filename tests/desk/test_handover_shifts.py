"""Which shift a handover is of: over midnight and month ends, on nights of the clock change, when nobody left it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from delightdesk.desk import handover, people, tasks
from delightdesk.domain.vocabulary import HandoverState, TaskKind

ANA, BEN = 1, 2


def at(clock, *when):
    clock.now = datetime(*when, tzinfo=UTC)


def task(desk, title="one"):
    def job(work):
        tasks.add(work, TaskKind.TO_DO, title)
        work.did("test.task", title)

    desk.write(job)


def leave(desk, person=ANA):
    return desk.write(lambda work: handover.leave(work), person)


def sign_all(desk, person=BEN):
    for line in desk.read(handover.sheet).lines:
        desk.write(lambda work, line=line: handover.accept(work, line.id, line.what), person)


def standing(desk, person=ANA):
    return desk.read(handover.standing, person)


@pytest.fixture
def handed_over(desk, clock):
    """A house that handed over its late shift on Sunday evening; now it is 22:58."""
    task(desk)
    at(clock, 2026, 6, 14, 21, 58)
    leave(desk)
    sign_all(desk)
    return desk


def test_a_shift_is_spoken_of_before_it_ends_until_its_sheet_is_left(desk, clock):
    assert standing(desk).ends_in is None
    at(clock, 2026, 6, 14, 21, 29, 59)
    assert standing(desk).ends_in is None
    at(clock, 2026, 6, 14, 21, 35, 30)
    assert (standing(desk).ends_in, standing(desk).words) == (25, "handover in 25 min")
    desk.sql("UPDATE house SET draft_minutes = 10")
    assert standing(desk).words == ""
    at(clock, 2026, 6, 14, 21, 55)
    assert standing(desk).ends_in == 5
    task(desk)
    leave(desk)
    assert standing(desk).ends_in is None
    assert standing(desk).words == "1 line not handed over"


def test_a_shift_nobody_left_keeps_its_draft_for_four_hours_then_it_is_said(handed_over, clock):
    at(clock, 2026, 6, 15, 6, 5)  # Monday 07:05, the night is over and nobody left its sheet
    sheet = handed_over.read(handover.draft)
    assert sheet.shift_text == "night shift, Sunday 14 June, 23:00 to 07:00"
    assert (standing(handed_over).missed, standing(handed_over).words) == ("night", "night shift not handed over")
    at(clock, 2026, 6, 15, 10, 5)
    sheet = handed_over.read(handover.draft)
    assert sheet.shift_text == "early shift, Monday 15 June, 07:00 to 15:00"
    assert sheet.overdue_text == "The night shift of 14 June was never handed over."
    assert standing(handed_over).words == "night shift not handed over"
    left = leave(handed_over)
    assert left.shift == "early"
    assert standing(handed_over).missed == ""


def test_a_late_sheet_of_the_missed_shift_makes_up_for_it(handed_over, clock):
    at(clock, 2026, 6, 15, 6, 5)
    left = leave(handed_over)
    assert (left.shift, left.left_text) == ("night", "Ana 07:05")
    assert standing(handed_over).missed == ""
    assert handed_over.read(handover.draft).shift == "early"


def test_only_a_house_that_hands_over_is_reminded(desk, handed_over, clock):
    at(clock, 2026, 6, 28, 6, 5)
    assert standing(desk).missed == "night"
    at(clock, 2026, 7, 1, 6, 5)
    assert standing(desk).missed == ""
    assert desk.read(handover.draft).overdue_text == ""


def test_the_first_sheet_ever_is_no_reproach_for_the_shift_before_it(desk, clock):
    at(clock, 2026, 6, 15, 13, 58)
    task(desk)
    leave(desk)
    sign_all(desk)
    assert standing(desk).words == ""


def test_one_person_alone_hands_over_to_nobody(desk, clock):
    desk.write(lambda work: people.close(work, BEN))
    at(clock, 2026, 6, 14, 21, 50)
    assert standing(desk).words == ""
    task(desk)
    leave(desk)
    sheet = desk.read(handover.sheet)
    assert sheet.state is HandoverState.LEFT
    sign_all(desk, ANA)
    assert desk.read(lambda work: handover.read(work, sheet.id)).is_handed_over
    at(clock, 2026, 6, 15, 6, 5)
    assert standing(desk).missed == ""


def test_the_night_of_a_month_end_is_one_shift(desk, clock):
    at(clock, 2026, 6, 30, 23, 30)  # 1 July 00:30 on the wall
    task(desk)
    sheet = leave(desk)
    assert sheet.shift_text == "night shift, Tuesday 30 June, 23:00 to 07:00"
    assert sheet.left_text == "Ana 00:30"
    at(clock, 2026, 7, 1, 6, 30)
    sign_all(desk)
    assert desk.read(lambda work: handover.read(work, sheet.id)).taken_text == "Ben 07:30"


@pytest.mark.parametrize(
    ("now", "hours", "words"),
    [
        ((2026, 3, 29, 0, 30), 7, "night shift, Saturday 28 March, 23:00 to 07:00"),
        ((2026, 10, 25, 1, 30), 9, "night shift, Saturday 24 October, 23:00 to 07:00"),
    ],
)
def test_the_nights_of_the_clock_change_are_as_long_as_they_are_worked(desk, clock, now, hours, words):
    at(clock, *now)
    task(desk)
    sheet = desk.read(handover.draft)
    assert sheet.shift_text == words
    assert sheet.ends_at.astimezone(UTC) - sheet.begins_at.astimezone(UTC) == timedelta(hours=hours)
    clock.now = sheet.ends_at.astimezone(UTC) - timedelta(minutes=20)
    assert standing(desk).ends_in == 20
    leave(desk)
    assert standing(desk).ends_in is None
    clock.ahead(minutes=25)
    sign_all(desk)
    assert standing(desk).words == ""


def test_hours_that_were_changed_in_between_leave_no_shift_unsaid(handed_over, clock):
    handed_over.sql("UPDATE house SET shifts = 'morning 6-14, evening 14-22:30, night 22:30-6'")
    at(clock, 2026, 6, 14, 22, 5)  # 23:05: the evening of the new hours is most of the late shift of the old
    assert standing(handed_over).missed == ""
    sheet = handed_over.read(handover.draft)
    assert (sheet.shift, sheet.shift_text) == ("night", "night shift, Sunday 14 June, 22:30 to 06:00")
    (old,), _ = handed_over.read(handover.past)
    assert old.shift_text == "late shift, Sunday 14 June, 15:00 to 23:00"
    assert old.state is HandoverState.TAKEN


def test_a_waiting_sheet_is_signed_under_other_hours(desk, clock):
    task(desk)
    sheet = leave(desk)
    desk.sql("UPDATE house SET shifts = 'day 9-19'")
    sign_all(desk)
    assert desk.read(lambda work: handover.read(work, sheet.id)).is_handed_over


def test_a_house_that_is_closed_now_shows_the_shift_that_was(desk, clock):
    desk.sql("UPDATE house SET shifts = 'day 9-19'")
    at(clock, 2026, 6, 14, 20, 0)  # 21:00
    task(desk)
    assert desk.read(handover.draft).shift_text == "day shift, Sunday 14 June, 09:00 to 19:00"
    assert standing(desk).ends_in is None
    leave(desk)
    at(clock, 2026, 6, 15, 5, 0)
    assert standing(desk).words == "1 line not handed over"
    at(clock, 2026, 6, 15, 8, 30)
    sign_all(desk, ANA)  # back for a later shift than the sheet's
    assert standing(desk).words == ""


def test_a_typed_line_goes_on_into_whichever_sheet_is_left_next(desk, clock):
    desk.write(lambda work: handover.add_line(work, "Lift engineer at 7"))
    clock.ahead(days=3)
    sheet = leave(desk, BEN)
    assert (sheet.day.isoformat(), sheet.lines[0].what, sheet.lines[0].owner) == (
        "2026-06-17", "Lift engineer at 7", "Ana",
    )  # fmt: skip
