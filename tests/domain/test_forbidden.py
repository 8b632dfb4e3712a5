"""What is never kept: found in whatever form it is typed, taken out exactly, and nothing else taken for it."""

from __future__ import annotations

import csv
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.errors import Invalid
from delightdesk.domain.forbidden import CARD, CODE, PAPER, found, refuse, without, without_begun
from delightdesk.domain.text import kept_words

SAMPLES = Path(__file__).parents[1] / "files" / "samples"
PLAIN = "4111111111111111"

CARDS = [
    "4111 1111 1111 1111", "room 302 4111-1111-1111-1111", "4111.1111.1111.1111", "4111/1111/1111/1111",
    "4111,1111,1111,1111", "4111_1111_1111_1111", "4111:1111:1111:1111", "4111 1111-1111.1111", " ".join(PLAIN), "-".join(PLAIN),
    "visa 378282246310005 exp 12/29", "3782 822463 10005", "diners 30569309025904", "6011 1111 1111 1117", "5555555555554444",
    "2223003122003222", "3530111333300000", "4222222222222", "6759649826438453", "%B4111111111111111^SMITH/JOHN^2512101",
    "٤١١١ ١١١١ ١١١١ ١١١١", "４１１１１１１１１１１１１１１１", "④①①①①①①①①①①①①①①①", "4️⃣" + "1️⃣" * 15, "4111\u200b1111\u200b1111\u200b1111", "x4111111111111111x",
    "+44 7700 900123, card 4111111111111111", "2026-06-14 4111 1111 1111 1111", "1 4111 1111 1111 1111 for 2 nights",
]  # fmt: skip
CODES = [
    "CVC: 123", "cvv 1234", "CVV code is 123", "CVC2=123", "CVN 123", "CID: 1234", "security code 123", "card code is 123",
    "code 123 for the card", "Code 123 für die Karte", "Prüfnummer 123", "Kartenprüfnummer: 123", "Sicherheitscode lautet 123",
    "cryptogramme 123", "code de sécurité : 123", "código de seguridad 123", "codice di sicurezza 123", "card PIN 1234",
    "123 is the CVV", "three digits on the back: 123", "last three digits on the back 123", "PIN 1234 for her card",
]  # fmt: skip
PAPERS = [
    "passport 533380006", "passport no. X1234567", "her passport is GB 925076473", "Reisepass-Nr.: C01X00T47", "Pass-Nr. C01X00T478",
    "passeport 12AB34567", "pasaporte AAB123456", "passaporto: YA1234567", "ID card AX1234567", "Personalausweis L01X00T471",
    "DNI 12345678Z", "DNI: 12.345.678-Z", "NIE X1234567L", "national insurance QQ 12 34 56 C", "NI number QQ123456C",
    "SSN 123-45-6789", "ssn 078-05-1120", "driving licence SMITH901015", "passport for Mr Lee: E12345678",
    "925076473 is her passport number",
    "X1234567 (passport)", "carte d'identité 880692310285", "carta d'identità CA12345AA",
    "P<GBRSMITH<<JOHN<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
]  # fmt: skip
FINE = [
    "", "412", "4111 1111 1111 1112", "+49 1512 3456787", "+44 7700 900123", "0044 20 7946 0958", "020 7946 0958 or 020 7946 0959",
    "booking 1234567", "2026-06-14 2026-06-18", "14.06.2026 - 16.06.2026 16:42", "06/14/2026 06/16/2026", "0000000000000000",
    "table 4 for 25 at 18:30", "12.50 13.00 4.50 120.00 9.00 18.25", "12,50, 13,00, 4,50, 120,00, 9,00", "IBAN DE89370400440532013000",
    "GB29 NWBK 6016 1331 9268 19", "door code 4711", "code 1234 for the key card", "security code 1234 for the gate",
    "gift card code 1234", "room card 412", "wifi code 90210", "passport scanned 2026-06-14", "passport at the desk, room 412",
    "passport returned, call +44 7700 900123", "passport, booking 8837261", "passport valid until 20281231", "passport in safe 12",
    "compass 1234567", "customer ID no 1234567", "boarding pass 12 A", "nie wieder 12345678", "El Cid 1234", "4 5 6 7 8 9 10 11 12",
    "550e8400-e29b-41d4-a716-446655440000", "c404477d0a4111bf035ad69a3cf621118319a24111111111111111aa", "identical twins, 2 and 4",
    "ticket 20260614 0930 412", "rooms 101 102 103 104 105 106", "1200 steps, 3400 calories, 20 km",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "what"), [*((t, CARD) for t in CARDS), *((t, CODE) for t in CODES), *((t, PAPER) for t in PAPERS)]
)
def test_it_is_found_and_taken_out(text: str, what: str) -> None:
    assert found(text) == what
    rest, said = without(text)
    assert said == what
    assert not found(rest)
    with pytest.raises(Invalid, match=f"what looks like {what}, so nothing of it was kept") as refused:
        refuse(text, "note")
    assert refused.value.field == "note"
    with pytest.raises(Invalid):
        kept_words(f"{'a' * 290} {text}", 300)


@pytest.mark.parametrize("text", FINE)
def test_other_numbers_stay(text: str) -> None:
    assert (found(text), without(text)) == ("", (text, ""))
    refuse(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("pays with 4111 1111 1111 1111, late tea", "pays with, late tea"),
        ("4111 1111 1111 1111 12/27 123 and tea", "and tea"),
        ("card (4111111111111111) kept", "card kept"),
        ("card 4111111111111111 cvv 123 tea", "card cvv tea"),
        ("passport X1234567, 214", "passport, 214"),
        ("room 412, CVC 123", "room 412, CVC"),
    ],
)
def test_exactly_the_number_goes(text: str, rest: str) -> None:
    assert without(text)[0] == rest


@pytest.mark.parametrize(
    "number",
    ["6940095644034", "4012888888891", "gid/4012888888891", "20260614164200", "5739217840134", "1000000000009"],
)
def test_numbers_of_other_systems_are_references(number: str) -> None:
    assert without(number, is_reference=True) == (number, "")


@pytest.mark.parametrize(
    "number", [PLAIN, "4111-1111-1111-1111", "378282246310005", "30569309025904", "5555 5555 5555 4444"]
)
def test_a_card_in_the_field_of_a_reference_is_none(number: str) -> None:
    assert without(number, is_reference=True) == ("", CARD)


def test_a_line_still_typed_holds_no_more_than_the_beginning_of_one() -> None:
    for end in range(len("card 4111 1111 1111 1111")):
        assert sum(map(str.isdigit, without_begun("card 4111 1111 1111 1111"[:end]))) < 9
    assert without_begun("call 07700 900123") == "call 07700 900123"
    assert without_begun("412 two pillows") == "412 two pillows"


@given(st.lists(st.integers(0, 9), min_size=12, max_size=18).filter(any), st.sampled_from(["", " ", "-"]))
def test_every_number_with_a_right_check_digit_is_removed(digits: list[int], gap: str) -> None:
    doubled = [value * 2 - 9 * (value > 4) for value in digits[::-1][::2]]
    check = -(sum(doubled) + sum(digits[::-1][1::2])) % 10
    number = gap.join(str(digit) for digit in [*digits, check])
    assert without(f"card {number} please") == ("card please", CARD)


@given(st.text(alphabet=string.digits + " -./,():+" + "abcvpasxno<\u0664\u2460", max_size=120))
def test_what_is_left_holds_none_and_only_loses(text: str) -> None:
    rest, _ = without(text)
    assert not found(rest)
    assert len(rest) <= len(text)


def test_no_cell_of_the_sample_files_is_taken_for_one() -> None:
    cells = [
        cell
        for path in SAMPLES.rglob("*.csv")
        for row in csv.reader(path.read_text(encoding="utf-8", errors="replace").splitlines())
        for cell in row
    ]
    assert len(cells) > 500
    assert {cell for cell in cells if found(cell)} <= {"4111 1111 1111 1111"}


@pytest.mark.parametrize(
    "text", ["1 " * 20_000, "4111111111111111 " * 2_000, "passport " * 4_000, "P<" * 20_000, "cvv 12 " * 5_000]
)
def test_hostile_lengths_end(text: str) -> None:
    assert not found(without(text)[0])
