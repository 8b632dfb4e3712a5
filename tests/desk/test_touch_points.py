"""The map of touch points: an idea and somebody for each, the gaps first."""

from __future__ import annotations

import pytest

from delightdesk.desk import people, touch_points, undo
from delightdesk.domain.errors import Invalid, NotFound, Stale

ANA, BEN = 1, 2


def lines(desk):
    return desk.read(touch_points.listing)


def save(desk, key, person=ANA, **values):
    return desk.write(lambda work: touch_points.save(work, key, **values), person)


def test_of_eight_touch_points_the_two_gaps_of_a43_stand_first(desk):
    whole = [line.key for line in lines(desk)]
    assert len(whole) == 8
    assert all(line.is_gap for line in lines(desk))
    for key in whole[:3] + whole[5:]:
        save(desk, key, idea="a card with a hand-drawn map", owner_id=BEN)
    found = lines(desk)
    assert [line.key for line in found if line.is_gap] == [line.key for line in found][:2] == whole[3:5]
    assert {line.owner for line in found[2:]} == {"Ben"}
    assert desk.read(touch_points.gaps) == (8, 2)


def test_one_of_the_houses_own_comes_and_goes(desk):
    row = save(desk, "", title="The bench outside")
    (own,) = [line for line in lines(desk) if line.is_own]
    assert (own.id, own.title, own.is_gap) == (row, "The bench outside", True)
    save(desk, own.key, title="The blue bench", idea="a blanket in winter", seen=own.version)
    (own,) = [line for line in lines(desk) if line.is_own]
    assert (own.title, own.idea, own.is_gap) == ("The blue bench", "a blanket in winter", False)
    desk.write(lambda work: touch_points.remove(work, own.key, own.version))
    assert not any(line.is_own for line in lines(desk))
    assert desk.write(undo.undo) == "Undone: Touch point removed: The blue bench"
    assert [line.idea for line in lines(desk) if line.is_own] == ["a blanket in winter"]


def test_the_packs_own_keep_their_names_and_stay(desk):
    key = lines(desk)[0].key
    title = lines(desk)[0].title
    save(desk, key, title="Something else", idea="flowers")
    assert next(line for line in lines(desk) if line.key == key).title == title
    with pytest.raises(Invalid, match="came with the house"):
        desk.write(lambda work: touch_points.remove(work, key))
    save(desk, key, idea="")
    assert desk.read(touch_points.gaps) == (8, 8)


def test_a_change_is_taken_back(desk):
    key = lines(desk)[0].key
    save(desk, key, idea="flowers")
    save(desk, key, idea="music", owner_id=BEN)
    desk.write(undo.undo)
    (line,) = [line for line in lines(desk) if line.key == key]
    assert (line.idea, line.owner) == ("flowers", "")
    desk.write(undo.undo)
    assert desk.read(touch_points.gaps) == (8, 8)


def test_two_windows_do_not_write_over_each_other(desk):
    first = lines(desk)[0]
    save(desk, first.key, idea="flowers", seen=first.version)
    with pytest.raises(Stale):
        save(desk, first.key, BEN, idea="music", seen=first.version)
    assert [line.idea for line in lines(desk) if line.key == first.key] == ["flowers"]


def test_who_left_looks_after_nothing(desk):
    key = lines(desk)[0].key
    save(desk, key, idea="flowers", owner_id=BEN)
    desk.write(lambda work: people.close(work, BEN))
    (line,) = [line for line in lines(desk) if line.key == key]
    assert (line.owner_id, line.owner) == (None, "")
    with pytest.raises(NotFound):
        save(desk, key, idea="flowers", owner_id=BEN)


def test_what_makes_no_sense_is_refused(desk):
    with pytest.raises(Invalid, match="needs a name"):
        save(desk, "", idea="flowers")
    with pytest.raises(Invalid, match="on the map already"):
        save(desk, "", title=lines(desk)[0].title.upper())
    with pytest.raises(NotFound):
        save(desk, "own-7", idea="flowers")
    with pytest.raises(NotFound):
        desk.write(lambda work: touch_points.remove(work, "own-7"))
    assert desk.sql("SELECT count(*) FROM touch_point") == [(0,)]
