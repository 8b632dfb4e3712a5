"""Which guest a row means: a reason for every match, and doubt makes two rather than one."""

from __future__ import annotations

from datetime import date

import pytest

from delightdesk.desk.import_matching import GuestSeen, Register, VisitSeen, name_key, phone_key
from delightdesk.domain.arrivals import ArrivalRow
from delightdesk.domain.vocabulary import VisitStatus

BLANK = {"email": "", "phone": "", "title": "", "language": "", "country": "", "tier": "", "earlier_visits": ""}


def _row(full="Anna Schulz", **values):
    row = dict.fromkeys(
        ("first", "last", "title", "email", "phone", "ref", "second_ref", "room", "room_type", "language", "country"),
        "",
    )
    row |= {"line": 2, "full": full, "arrive": date(2026, 6, 14), "depart": date(2026, 6, 16), "eta": None}
    row |= {"status": VisitStatus.EXPECTED, "adults": 1, "children": 0, "infants": 0, "birthday": None, "notes": ()}
    return ArrivalRow(**row | {"flags": (), "visits": None, "rooms": 1} | values)


def _register(*people):
    register = Register()
    for number, (name, email, phone, room) in enumerate(people, 1):
        register.add_guest(GuestSeen(number, name_key(name), email, phone_key(phone), dict(BLANK)))
        if room is not None:
            stored = {
                "ref": "",
                "second_ref": "",
                "room": room,
                "arrive": "2026-06-14",
                "depart": "2026-06-16",
                "eta": None,
            }
            register.add_visit(VisitSeen(number, number, stored))
    return register


ANNA = ("Anna Schulz", "anna@example.com", "+49 30 5550100", None)
CASES = {
    "the same e-mail": ((ANNA,), {"email": "anna@example.com"}, (1, False)),
    "the same phone, written otherwise": ((ANNA,), {"phone": "030 5550100"}, (1, False)),
    "nothing but the name, once there": ((ANNA,), {}, (1, True)),
    "another e-mail": ((ANNA,), {"email": "other@example.com"}, (None, False)),
    "another e-mail, same phone": ((ANNA,), {"email": "o@example.com", "phone": "030 5550100"}, (None, False)),
    "another phone": ((ANNA,), {"phone": "+44 20 7946 0100"}, (None, False)),
    "another name, same e-mail": ((ANNA,), {"full": "Max Schulz", "email": "anna@example.com"}, (None, False)),
    "two of the name, e-mail tells": (
        (ANNA, ("Anna Schulz", "second@example.com", "", None)), {"email": "second@example.com"}, (2, False),
    ),
    "two of the name, nothing tells": ((ANNA, ("Anna Schulz", "second@example.com", "", None)), {}, (None, False)),
    "in another room that day": ((("Anna Schulz", "", "", "412"),), {"room": "413"}, (None, False)),
    "in the same room that day": ((("Anna Schulz", "", "", "412"),), {"room": "412"}, (1, True)),
    "no room known yet": ((("Anna Schulz", "", "", ""),), {"room": "412"}, (1, True)),
    "another spelling of letters": ((ANNA,), {"full": "ANNA  schulz"}, (1, True)),
    "another mark on a letter": ((("Jose", "", "", None),), {"full": "José"}, (None, False)),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_who_is_meant(case):
    people, values, (expected, by_name) = CASES[case]
    guest, only_name = _register(*people).guest_of(_row(**values))
    assert (guest.id if guest else None, only_name) == (expected, by_name)


def test_a_short_number_is_no_key():
    assert phone_key("12 34") == ""
    assert phone_key("+49 (0)30 555 0100") == phone_key("030-5550100")


def test_a_visit_is_found_by_reference_and_name_or_by_room_day_and_name():
    register = _register(("Anna Schulz", "", "", "412"), ("Max Schuler", "", "", "413"))
    register.visits[1].stored["ref"] = "R1"
    register.refind(register.visits[1])
    assert register.visit_of(_row(ref="r1", room="7")).id == 1
    assert register.visit_of(_row("Max Schuler", ref="R1")) is None
    assert register.visit_of(_row("Max Schuler", room="413")).id == 2
    assert register.visit_of(_row("Max Schuler", room="412")) is None
    assert register.visit_of(_row("Max Schuler", room="413", arrive=date(2026, 6, 15))) is None


def test_nobody_sleeps_in_two_rooms_under_two_references():
    register = _register(("Anna Schulz", "", "", "412"))
    register.visits[1].stored |= {"ref": "R1", "status": "in_house"}
    later = {"ref": "R2", "room": "413", "arrive": date(2026, 6, 15), "depart": date(2026, 6, 18)}
    assert register.guest_of(_row(**later)) == (None, False)
    after = {**later, "arrive": date(2026, 6, 16)}
    assert register.guest_of(_row(**after)) == (register.guests[1], True)
    register.visits[1].stored["status"] = "cancelled"
    assert register.guest_of(_row(**later)) == (register.guests[1], True)
