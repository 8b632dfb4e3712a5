"""The radar: regulars with nothing new for months, each with one idea never tried and one question never asked."""

from __future__ import annotations

import pytest

from delightdesk.desk import gestures, questions, radar
from delightdesk.domain.vocabulary import Reaction, VisitStatus

ANA = 1


def regular(desk, first="Rita", visits=15, **values):
    """Somebody whose many visits came in with an import, here today unless told otherwise."""
    guest = desk.guest(first, **values)
    desk.sql("UPDATE guest SET earlier_visits = ? WHERE id = ?", visits, guest)
    return guest


def gave(desk, guest, idea, months_ago):
    """A gesture from the catalogue so many months ago."""
    found = desk.write(lambda work: gestures.plan(work, guest, idea))
    desk.write(lambda work: gestures.deliver(work, found.id, Reaction.PLEASED))
    ago = f"-{months_ago} months"
    desk.sql(
        "UPDATE gesture SET created_at = strftime('%Y-%m-%d %H:%M:%f000', created_at, ?),"
        " delivered_at = strftime('%Y-%m-%d %H:%M:%f000', delivered_at, ?) WHERE id = ?", ago, ago, found.id,
    )  # fmt: skip
    return found


def on_radar(desk, **how):
    return [line.guest_id for line in desk.read(lambda work: radar.radar(work, **how))]


def test_the_guest_of_a42_is_listed_with_one_untried_idea(desk):
    guest = regular(desk, incognito=True)
    desk.visit(guest, room="7", status=VisitStatus.IN_HOUSE)
    first = desk.read(radar.radar)[0]
    gave(desk, guest, first.idea_key, 9)
    (line,) = desk.read(radar.radar)
    assert (line.name, line.marks, line.room, line.visits) == ("Rita Schultz", "⊘", "7", 16)
    assert line.is_expected
    assert (line.last_text, line.new_text) == ("no gesture for 9 months", "nothing is noted yet")
    assert first.last_text == "never a gesture"
    assert line.idea_key
    assert line.idea_key != first.idea_key
    assert line.idea_why
    assert desk.write(lambda work: gestures.plan(work, guest, line.idea_key)).title
    assert desk.read(radar.radar) == ()


def test_the_idea_passes_the_caution_filter(desk):
    guest = regular(desk)
    desk.visit(guest, status=VisitStatus.IN_HOUSE)
    ideas = set()
    for subject in ("nuts", "milk", "no alcohol", "scent", "gluten"):
        desk.caution(guest, subject)
    desk.sql("UPDATE caution SET created_at = '2025-01-01 10:00:00.000000'")
    for _ in range(4):
        (line,) = desk.read(radar.radar)
        stopped = {each.idea for each in desk.card(guest).ruled_out}
        assert line.idea_key not in stopped | ideas
        ideas.add(line.idea_key)
        gave(desk, guest, line.idea_key, 10)


def test_a_question_is_never_asked_twice(desk):
    guest = regular(desk)
    desk.visit(guest, status=VisitStatus.IN_HOUSE)
    (line,) = desk.read(radar.radar)
    desk.write(lambda work: questions.skip(work, guest, line.question_key))
    (again,) = desk.read(radar.radar)
    assert again.question_key not in ("", line.question_key)
    desk.write(lambda work: questions.answer(work, guest, again.question_key, "a window to the garden"))
    assert desk.read(radar.radar) == ()


@pytest.mark.parametrize("line", ["prefers the garden side", "anniversary 3 may", "allergic to nuts"])
def test_whatever_was_learnt_lately_is_something_new(desk, line):
    guest = regular(desk)
    desk.past_visit(guest)
    assert on_radar(desk) == [guest]
    desk.note(guest, line)
    assert on_radar(desk) == []


def test_what_is_on_its_way_counts_and_what_was_cancelled_does_not(desk):
    guest = regular(desk)
    desk.visit(guest, status=VisitStatus.IN_HOUSE)
    found = desk.write(lambda work: gestures.plan(work, guest, "g02"))
    assert on_radar(desk) == []
    desk.write(lambda work: gestures.cancel(work, found.id))
    assert on_radar(desk) == [guest]


def test_who_is_here_or_comes_stands_first_then_who_came_most_often(desk):
    rare, often, coming, here = (
        regular(desk, name, visits) for name, visits in zip("ABCD", (5, 20, 6, 7), strict=True)
    )
    for guest in (rare, often):
        desk.past_visit(guest, "2026-03-01")
    desk.visit(coming)
    desk.visit(here, status=VisitStatus.IN_HOUSE)
    assert on_radar(desk) == [here, coming, often, rare]
    assert on_radar(desk, limit=2) == [here, coming]
    assert on_radar(desk, least_visits=7) == [here, often]
    assert desk.read(radar.expected_today) == 2


def test_visits_kept_here_count_like_imported_ones_and_cancelled_ones_do_not(desk):
    guest = desk.guest("Rita")
    for month in range(1, 5):
        desk.past_visit(guest, f"2025-1{month % 3}-0{month}")
    assert on_radar(desk) == [guest]
    other = desk.guest("Otto")
    for day in range(1, 6):
        desk.visit(other, arrive=f"2026-02-0{day}", status=VisitStatus.CANCELLED)
    assert on_radar(desk) == [guest]


def test_who_has_not_been_here_for_long_and_who_was_removed_is_nobodys_regular(desk):
    gone, removed = regular(desk, "Ada"), regular(desk, "Bo")
    desk.past_visit(gone, "2024-10-01")
    desk.past_visit(removed, "2026-03-01")
    assert on_radar(desk) == [removed]
    desk.sql("UPDATE guest SET deleted_at = '2026-06-01 00:00:00.000000' WHERE id = ?", removed)
    assert on_radar(desk) == []


def test_months_say_how_long_nothing_is_too_long(desk):
    guest = regular(desk)
    desk.visit(guest, status=VisitStatus.IN_HOUSE)
    gave(desk, guest, "g02", 4)
    assert on_radar(desk) == []
    assert on_radar(desk, months=3) == [guest]
