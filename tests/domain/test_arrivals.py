"""Headers, columns never read, status words, addresses and booking keys."""

from datetime import date

import pytest

from delightdesk.domain.arrivals import ArrivalRow, booking_key, own_email
from delightdesk.domain.columns import (
    checked_mapping,
    header_fingerprint,
    is_never_read,
    map_columns,
    normalise,
    recognised,
    source_of,
)
from delightdesk.domain.errors import Invalid
from delightdesk.domain.statuses import status_of
from delightdesk.domain.vocabulary import VisitStatus

ROW = ArrivalRow(
    2, "Erika", "Schultz", "Erika Schultz", "", "", "", "R1", "", "", "", date(2026, 6, 14), None, None,
    VisitStatus.EXPECTED, None, None, None, "", "", None, (), (), None, 1,
)  # fmt: skip


def test_headers_are_compared_bare() -> None:
    assert {normalise(header) for header in ("Res. Status", "RES_STATUS", "res-status *", "Res Status (code)")} == {
        "resstatus"
    }
    assert normalise("# of adults") == "ofadults"
    assert normalise("Prénom") == "prenom"
    assert normalise("(Name)") == "name"


@pytest.mark.parametrize(
    "header",
    [
        "Card number", "Credit Card Type", "PAN", "CVV", "cvc2", "Expiry", "Exp. date", "IBAN", "Password *",
        "Passport No", "Guest Document Number", "Guest Tax ID Number", "ID Number", "Balance Due", "Due Amount",
        "Kreditkarte", "Reisepassnummer",
    ],
)  # fmt: skip
def test_columns_that_are_never_read(header: str) -> None:
    assert is_never_read(header)
    columns = map_columns(("Name", "Arrival", header), {normalise(header): "notes"})
    assert columns.ignored == (header,)
    assert header not in columns.mapping


@pytest.mark.parametrize(
    "header", ["Company Name", "Meal Plan", "Expected arrival", "Customer ID", "Guest name(s)", "Reservation Number"]
)
def test_ordinary_columns_are_not_taken_for_cards(header: str) -> None:
    assert not is_never_read(header)


def test_a_mapping_by_hand_goes_first_but_not_over_the_never_rule() -> None:
    columns = map_columns(
        ("Gastname X", "Name", "Arrival", "Foo"), checked_mapping({"gastname x": "full", "Name": "notes"})
    )
    assert columns.mapping == {"Gastname X": "full", "Name": "notes", "Arrival": "arrive"}
    assert columns.unknown == ("Foo",)
    with pytest.raises(Invalid, match="never read"):
        checked_mapping({"Card number": "notes"})
    with pytest.raises(Invalid, match="no field"):
        checked_mapping({"Name": "nonsense"})


def test_which_rows_can_be_a_header() -> None:
    assert recognised(("Room No.", "Name", "Arr. Date"), {}) == 3
    assert recognised(("Guest", "Arrival"), {}) == 2
    assert recognised(("Arrival", "Departure"), {}) == 0
    assert recognised(("Departures", "", "printed 14-06-26"), {}) == 0
    assert recognised(("Wer", "Wann"), {"wer": "full", "wann": "arrive"}) == 2


def test_meanings_that_hang_on_other_columns() -> None:
    opera = map_columns(("GUEST_FIRST_NAME", "GUEST_NAME", "ARRIVAL"), {})
    assert opera.mapping["GUEST_NAME"] == "last"
    assert map_columns(("Name", "Arrival", "Rooms"), {}).mapping["Rooms"] == "rooms"
    assert map_columns(("Name", "Arrival", "Rooms", "No. of rooms"), {}).mapping["Rooms"] == "room"
    assert map_columns(("Name", "Customer ID"), {}).mapping["Customer ID"] == "ref"
    assert "Customer ID" in map_columns(("Name", "Arrival", "Customer ID"), {}).unknown
    assert map_columns(("Name", "Date", "Arrival"), {}).mapping == {"Name": "full", "Arrival": "arrive"}


def test_fingerprints_and_sources() -> None:
    assert header_fingerprint(["Res. Status", "Name"]) == header_fingerprint(["RES_STATUS", "name "])
    assert header_fingerprint(["Name", "Res. Status"]) != header_fingerprint(["Res. Status", "Name"])
    assert source_of(["Name"]) == "another system"


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Waitlist", VisitStatus.ENQUIRY),
        ("Confirmation pending", VisitStatus.ENQUIRY),
        ("ok", VisitStatus.EXPECTED),
        ("Due in", VisitStatus.EXPECTED),
        ("", VisitStatus.EXPECTED),
        ("Seated", VisitStatus.IN_HOUSE),
        ("Due Out", VisitStatus.IN_HOUSE),
        ("onboard", VisitStatus.IN_HOUSE),
        ("Processed", VisitStatus.LEFT),
        ("Success", VisitStatus.LEFT),
        ("Canceled by guest", VisitStatus.CANCELLED),
        ("cancelled_by_hotel", VisitStatus.CANCELLED),
        ("No-show", VisitStatus.NO_SHOW),
        ("2", None),
        ("Frobnicated", None),
    ],
)
def test_status_words(word: str, status: VisitStatus | None) -> None:
    assert status_of(word) is status


def test_qloapps_numbers() -> None:
    assert [status_of(word, numbered=True) for word in ("1 Alloted", "2", "3", "9")] == [
        VisitStatus.EXPECTED,
        VisitStatus.IN_HOUSE,
        VisitStatus.LEFT,
        None,
    ]


@pytest.mark.parametrize(
    "address",
    [
        "abc0.guest@relay.example",
        "erika.123@guest.booking.com",
        "x1@m.expediapartnercentral.com",
        "a-b@user.airbnb.com",
        "noemail@hotel.example",
        "erika@noemail.com",
        "erika@nowhere.invalid",
        "not an address",
        "",
    ],
)
def test_addresses_that_are_not_the_guests(address: str) -> None:
    assert own_email(address) == ""


def test_own_addresses_are_kept() -> None:
    assert own_email("Erika.Schultz@example.com") == "Erika.Schultz@example.com"
    assert own_email("erika@relayracing.example; max@example.com") == "erika@relayracing.example"


def test_booking_keys_hold_rows_of_one_guest_together() -> None:
    assert booking_key(ROW) == booking_key(ROW._replace(ref="r1", full="ERIKA  Schultz", line=9))
    assert booking_key(ROW) != booking_key(ROW._replace(full="Max Schuler"))
    assert booking_key(ROW._replace(ref="")) is None
