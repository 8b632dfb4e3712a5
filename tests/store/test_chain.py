"""The journal is chained: whatever is done to it behind the product's back is found."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest

from delightdesk.desk import guests
from delightdesk.store import chain


def found(desk: Any) -> list[str]:
    with closing(sqlite3.connect(desk.path)) as file:
        return chain.verify(file)


def test_what_people_do_and_undo_keeps_the_chain_whole(desk: Any) -> None:
    guest = desk.guest("Zoë", "Ößler")
    desk.visit(guest)
    desk.note(guest, "usual flat white oat 😀")
    desk.clock.ahead(minutes=1)
    desk.caution(guest, "nuts")
    assert found(desk) == []
    assert desk.sql("SELECT count(DISTINCT chain) = count(*) FROM journal") == [(1,)]


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE journal SET summary = 'Nothing' WHERE id = 3",
        "UPDATE journal SET person_id = 2 WHERE id = 3",
        "UPDATE journal SET summary = x'ff' WHERE id = 3",
        "UPDATE journal SET at = '2020-01-01 00:00:00.000000' WHERE id = 3",
        "UPDATE journal SET changes = '[]' WHERE id = 3",
        "UPDATE journal SET changes = 'not json' WHERE id = 3",
        "UPDATE journal SET erased = 1 WHERE id = 3",
        "DELETE FROM journal WHERE id = 3",
        "UPDATE journal SET id = 99 WHERE id = 3",
        "UPDATE journal SET salt = '', digest = '' WHERE id = 3",
    ],
)
def test_an_entry_changed_by_hand_is_found(harm: str, desk: Any) -> None:
    for first in ("Ada", "Ben", "Cem"):
        desk.guest(first)
    assert found(desk) == []
    desk.sql(harm)
    assert found(desk)[0].startswith("The journal was changed by hand in ")


def test_two_windows_share_one_chain(desk: Any) -> None:
    other = desk.window()
    for number in range(4):
        desk.guest(f"Ada {number}")
        other.guest(f"Ben {number}")
        desk.clock.now += timedelta(seconds=1)
    assert found(desk) == []


def test_a_save_that_fails_leaves_no_gap(desk: Any) -> None:
    def breaks(work: Any) -> None:
        guests.save(work, guests.GuestForm(first="Ada"))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        desk.write(breaks)
    desk.guest("Ben")
    assert found(desk) == []
