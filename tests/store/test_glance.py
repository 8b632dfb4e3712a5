"""The first frame's look at a desk."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from delightdesk.desk.finding import quick_house, today_of
from delightdesk.domain.errors import CannotOpen
from delightdesk.store.glance import now_at


def test_the_first_frame_knows_house_person_and_day(desk):
    house = quick_house(desk.path)
    assert (house.name, house.sector, house.currency, house.person) == ("The Bay Hotel", "hotel", "GBP", "Ana")
    assert not house.has_guests
    assert not house.is_demo
    assert now_at(house, desk.clock.now).strftime("%H:%M") == "16:42"
    late = datetime(2026, 6, 15, 1, 30, tzinfo=UTC)
    assert today_of(house, late).isoformat() == "2026-06-14"
    desk.guest()
    assert quick_house(desk.path).has_guests


def test_what_the_first_frame_cannot_read_is_a_sentence(desk):
    desk.close()
    desk.sql("DELETE FROM house")
    with pytest.raises(CannotOpen, match="never set up to its end"):
        quick_house(desk.path)
    desk.sql("DROP TABLE house")
    with pytest.raises(CannotOpen, match=r"is damaged\. Nothing was written"):
        quick_house(desk.path)


def test_looking_leaves_the_file_alone(desk_path):
    before = desk_path.read_bytes()
    quick_house(desk_path)
    assert desk_path.read_bytes() == before
    assert [each.name for each in desk_path.parent.iterdir()] == ["desk.db"]
