"""Which two guests may be one person, and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.alike import SHARED_BY, WORTH_A_LOOK, compare, known, pairs, without_shared


def alike(one, other):
    return compare(known(1, *one), known(2, *other))


ERIKA = ("Erika", "Schultz", "erika@example.org", "+49 151 2345678", "", (6, 14))


@pytest.mark.parametrize(
    ("other", "least", "why"),
    [
        (("Erika", "Schultz", "ERIKA@example.org"), 80, "same e-mail"),
        (("Erika", "Schultz", "", "0151 2345678"), 75, "same phone"),
        (("Erika", "Schultz"), 40, "same name"),
        (("Erica", "Schultz", "erika@example.org"), 70, "Erika/Erica: one letter"),
        (("Erika", "Schulz", "", "", "", (6, 14)), 55, "Schultz/Schulz: one letter"),
        (("Schultz", "Erika", "", "0151 2345678"), 70, "first and last name swapped"),
        (("", "Erika Schultz", "erika@example.org"), 80, "same name"),
        (("E.", "Schultz", "erika@example.org"), 70, "Erika/E.: an initial"),
        (("Erika", "Weber", "erika@example.org", "0151 2345678"), 70, "same first name, another last name"),
        (("Érika", "SCHULTZ", "erika@example.org"), 80, "same name"),
    ],
)
def test_who_may_be_the_same(other, least, why):
    found = alike(ERIKA, other)
    assert found.score >= least
    assert why in " · ".join(found.because)


@pytest.mark.parametrize(
    "other",
    [
        ("Martin", "Schultz", "erika@example.org", "0151 2345678"),  # a family with one address and one phone
        ("Erika", "Schultz", "", "", "", (7, 3)),
        ("Erika", "Schultz", "another@example.net", "+49 30 5550100"),
        ("Marta", "Weiss", "erika@example.org"),
        ("Erica", "Schultz"),
        ("", "Schultz"),
    ],
    ids=str,
)
def test_who_is_not_offered(other):
    assert alike(ERIKA, other).score < WORTH_A_LOOK


def test_a_shared_family_name_of_one_syllable_is_no_same_name():
    assert alike(("", "윤하늘"), ("", "윤도현")).score < WORTH_A_LOOK
    assert alike(("", "윤하늘"), ("", "윤하늘")).score >= WORTH_A_LOOK
    assert alike(("Jürgen", "Søgård"), ("Juergen", "Sogard")).score >= WORTH_A_LOOK


def test_addresses_of_booking_channels_say_nothing():
    one = ("Erika", "Schultz", "abc@guest.booking.com", "", "")
    assert "same e-mail" not in alike(one, one).because


def test_an_agency_that_books_for_many_says_nothing():
    agency = [known(i, f"Guest{i}", "Various", "desk@agency.example") for i in range(SHARED_BY + 1)]
    assert all(not each.email for each in without_shared(agency))
    assert all(each.email for each in without_shared(agency[:-1]))


NAMES = st.sampled_from(
    ["Anna", "Ana", "Erika", "Müller", "Mueller", "Schultz", "Schulz", "Li", "李", "O'Brien", "", "J."]
)
PEOPLE = st.builds(
    lambda first, last, email, phone, birthday: (first, last, email, phone, "", birthday), NAMES, NAMES,
    st.sampled_from(["", "a@x.org", "b@x.org"]), st.sampled_from(["", "+49 151 2345678", "0151 2345679"]),
    st.sampled_from([None, (6, 14), (2, 29)]),
)  # fmt: skip


@given(PEOPLE, PEOPLE)
def test_it_is_the_same_from_both_sides(one, other):
    there, back = alike(one, other), alike(other, one)
    assert there.score == back.score
    assert 0 <= there.score <= 100


@given(st.lists(PEOPLE, max_size=25))
def test_no_pair_worth_a_look_is_missed_by_not_comparing_all_with_all(people):
    guests = [known(number, *person) for number, person in enumerate(people)]
    found = {frozenset((a.id, b.id)) for a, b in pairs(guests) if compare(a, b).score >= WORTH_A_LOOK}
    every = {
        frozenset((a.id, b.id)) for a in guests for b in guests
        if a.id < b.id and compare(a, b).score >= WORTH_A_LOOK
    }  # fmt: skip
    assert found == every
