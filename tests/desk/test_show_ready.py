"""The show-ready list: of this shift only, ticked once, told to whoever comes second."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from delightdesk.desk import lineup, undo
from delightdesk.domain.errors import Invalid, NotFound
from delightdesk.domain.vocabulary import CheckKind

ANA, BEN = 1, 2


def keys(desk):
    return [line.key for line in desk.read(lineup.show_ready).lines]


def line(desk, key):
    return next(line for line in desk.read(lineup.show_ready).lines if line.key == key)


def ready_keys(desk):
    return [line.key for line in desk.read(lineup.show_ready).lines if line.kind is CheckKind.READY]


def test_a_list_is_walked_from_the_first_check_to_the_last(desk):
    begin = desk.read(lineup.show_ready)
    assert (begin.shift_text, begin.day) == ("late shift", date(2026, 6, 14))
    assert 6 <= begin.left <= 9
    assert begin.headline == f"Show-ready, late shift: {begin.left} of {begin.left} left"
    for key in ready_keys(desk):
        assert not desk.read(lineup.show_ready).is_done
        desk.write(lambda work, key=key: lineup.tick(work, key), BEN)
    done = desk.read(lineup.show_ready)
    assert done.is_done
    assert done.headline == f"Show-ready, late shift: all {begin.left} done"
    assert {line.done_text for line in done.lines if line.kind is CheckKind.READY} == {"Ben 16:42"}
    assert all(line.tick_id is None for line in done.lines if line.kind is CheckKind.ROUND)


def test_shifts_differ_and_nobody_is_asked_for_the_list_of_the_shift_before(desk, clock):
    late = keys(desk)
    desk.write(lambda work: lineup.tick(work, "till"))
    clock.now = datetime(2026, 6, 14, 23, 30, tzinfo=UTC)  # half past midnight in the house: the night of the 14th
    night = desk.read(lineup.show_ready)
    assert (night.shift, night.day) == ("night", date(2026, 6, 14))
    assert line(desk, "till").tick_id is None
    clock.now = datetime(2026, 6, 15, 7, 0, tzinfo=UTC)
    early = keys(desk)
    assert len({tuple(late), tuple(line.key for line in night.lines), tuple(early)}) == 3
    for lines in (late, early, [line.key for line in night.lines]):
        assert len(set(lines)) == len(lines)


def test_a_shift_that_only_this_house_has_gets_what_every_shift_looks_at(desk):
    desk.sql("UPDATE house SET shifts = 'dog watch 16:00-20:00'")
    assert desk.read(lineup.show_ready).shift_text == "dog watch shift"
    assert {"entrance", "till", "paper"} <= set(keys(desk))
    assert "evening-light" not in keys(desk)


def test_while_the_house_is_closed_the_next_list_is_offered_an_hour_before_its_shift(desk, clock):
    desk.sql("UPDATE house SET shifts = 'day 09:00-16:00'")
    early = desk.read(lineup.show_ready)
    assert (early.lines, early.is_done) == ((), True)
    assert early.headline == "Closed, show-ready from 08:00"
    with pytest.raises(NotFound):
        desk.write(lambda work: lineup.tick(work, "till"))
    clock.now = datetime(2026, 6, 15, 7, 0, tzinfo=UTC)  # eight in the house
    found = desk.read(lineup.show_ready)
    assert (found.day, found.headline.partition(":")[0]) == (date(2026, 6, 15), "Show-ready, day shift from 09")
    assert found.left


def test_the_second_of_two_windows_is_told_who_was_first_and_nothing_is_doubled(desk, clock):
    other = desk.window()
    first = desk.write(lambda work: lineup.tick(work, "till", "12 short, told Ana"), BEN)
    clock.ahead(minutes=3)
    with pytest.raises(Invalid, match=r"Ben 16:42 was first: Till counted, float right\. Nothing was changed"):
        other.write(lambda work: lineup.tick(work, "till"), ANA)
    with pytest.raises(Invalid, match="was first"):
        other.write(lambda work: lineup.skip(work, "till", "no key"), ANA)
    assert desk.sql("SELECT id, note FROM tick") == [(first, "12 short, told Ana")]


def test_what_is_not_possible_says_why_and_may_be_done_after_all(desk, clock):
    with pytest.raises(Invalid, match="why"):
        desk.write(lambda work: lineup.skip(work, "evening-light", "  "))
    left = desk.read(lineup.show_ready).left
    desk.write(lambda work: lineup.skip(work, "evening-light", "fuse blown, electrician at six"))
    for key in [each for each in ready_keys(desk) if each != "evening-light"]:
        desk.write(lambda work, key=key: lineup.tick(work, key))
    assert desk.read(lineup.show_ready).headline == f"Show-ready, late shift: {left - 1} done, 1 not possible"
    skipped = line(desk, "evening-light")
    assert (skipped.is_skipped, skipped.note, skipped.times) == (True, "fuse blown, electrician at six", 0)
    assert desk.read(lineup.show_ready).left == 0
    clock.ahead(hours=2)
    desk.write(lambda work: lineup.tick(work, "evening-light"), BEN)
    done = line(desk, "evening-light")
    assert (done.is_skipped, done.done_text, done.times) == (False, "Ben 18:42", 1)


def test_rounds_are_walked_again_and_say_when_last(desk, clock):
    for minutes in (0, 40):
        clock.ahead(minutes=minutes)
        desk.write(lambda work: lineup.tick(work, "round-lobby"))
    found = line(desk, "round-lobby")
    assert (found.kind, found.times, found.done_text) == (CheckKind.ROUND, 2, "Ana 17:22")


def test_a_tick_is_taken_back_by_its_own_key_and_by_undo(desk):
    tick = desk.write(lambda work: lineup.tick(work, "keys"))
    desk.write(lambda work: lineup.untick(work, tick))
    assert line(desk, "keys").tick_id is None
    with pytest.raises(NotFound):
        desk.write(lambda work: lineup.untick(work, tick))
    desk.write(lambda work: lineup.tick(work, "keys"))
    assert desk.write(undo.undo) == "Undone: Done: Keys complete, spares locked away"
    assert line(desk, "keys").tick_id is None


def test_a_check_of_another_shift_is_not_on_this_list(desk):
    with pytest.raises(NotFound, match="not on the list of the late shift"):
        desk.write(lambda work: lineup.tick(work, "breakfast"))
    assert desk.sql("SELECT count(*) FROM tick") == [(0,)]


def test_a_note_never_keeps_a_card_number(desk):
    with pytest.raises(Invalid, match="card number"):
        desk.write(lambda work: lineup.tick(work, "till", "card 4111 1111 1111 1111 lay there"))
    assert "4111" not in str(desk.tables())
