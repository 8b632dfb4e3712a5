"""Occasions, cautions and bonds, typed field by field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from delightdesk.desk import facts
from delightdesk.domain.errors import Invalid, NotFound, Stale
from delightdesk.domain.vocabulary import BondKind, CautionKind, OccasionKind


@pytest.mark.parametrize(
    ("typed", "day", "month"),
    [("14 june", 14, 6), ("14/6", 14, 6), ("29 feb", 29, 2), ("today", 14, 6), ("1.12.", 1, 12), ("", None, None)],
)
def test_the_day_of_an_occasion_as_people_type_it(desk, typed, day, month):
    guest_id = desk.guest()
    row = desk.occasion(guest_id, day=typed)
    (line,) = desk.card(guest_id).occasions
    assert (line.day, line.month, line.year) == (day, month, None)
    form = desk.read(lambda work: facts.occasion_form(work, guest_id, row))
    desk.write(lambda work: facts.save_occasion(work, replace(form, kind=OccasionKind.BIRTHDAY)))
    (line,) = desk.card(guest_id).occasions
    assert (line.day, line.month, line.kind) == (day, month, "birthday")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"day": "31 june"}, "day"),
        ({"day": "someday"}, "day"),
        ({"day": "14 june", "year": "06"}, "year"),
        ({"day": "14 june", "year": "2099"}, "year"),
        ({"day": "29 feb", "year": "2026"}, "year"),
        ({"day": "29 feb", "year": "1900"}, "year"),
    ],
)
def test_a_day_that_never_was_names_its_field(desk, values, field):
    guest_id = desk.guest()
    with pytest.raises(Invalid, match="Nothing was saved") as raised:
        desk.occasion(guest_id, **values)
    assert raised.value.field == field
    assert desk.card(guest_id).occasions == ()


def test_a_name_to_keep_it_from_makes_it_a_secret(desk):
    guest_id = desk.guest()
    desk.occasion(guest_id, day="14 june", secret_from="husband")
    assert desk.card(guest_id).occasions[0].text == "Anniversary, 14 June, secret from husband"


def test_an_occasion_given_a_day_is_no_longer_of_one_visit(desk):
    guest_id = desk.guest()
    desk.visit(guest_id)
    row = desk.occasion(guest_id)
    assert desk.sql("SELECT visit_id IS NULL FROM occasion") == [(0,)]
    form = desk.read(lambda work: facts.occasion_form(work, guest_id, row))
    desk.write(lambda work: facts.save_occasion(work, replace(form, day="14 june")))
    assert desk.sql("SELECT visit_id IS NULL FROM occasion") == [(1,)]


def test_a_caution_is_kept_under_the_word_the_filter_knows(desk):
    guest_id = desk.guest()
    desk.caution(guest_id, " Hazelnuts. ", whose="daughter")
    (line,) = desk.card(guest_id).cautions
    assert (line.subject, line.kind, line.whose) == ("nuts", CautionKind.ALLERGEN, "daughter")
    desk.caution(guest_id, "teetotal")
    assert desk.card(guest_id).cautions[1].kind == CautionKind.ALCOHOL
    with pytest.raises(Invalid, match="what to avoid"):
        desk.caution(guest_id, " ")


def test_a_bond_with_oneself_is_refused_and_the_same_one_kept_once(desk):
    one, two = desk.guest(), desk.guest("Max", "Schuler")
    with pytest.raises(Invalid, match="themselves"):
        desk.write(lambda work: facts.save_bond(work, one, one, BondKind.PARTNER))
    with pytest.raises(NotFound):
        desk.write(lambda work: facts.save_bond(work, one, 99, BondKind.PARTNER))
    bonds = {desk.write(lambda work: facts.save_bond(work, one, two, BondKind.PARTNER)) for _ in range(2)}
    assert len(bonds) == 1
    assert desk.card(two).bonds[0].text == "Erika Schultz is their partner"


@pytest.mark.parametrize("what", ["occasion", "caution"])
def test_a_stale_form_is_refused(desk, what):
    guest_id = desk.guest()
    row = desk.occasion(guest_id, day="14 june") if what == "occasion" else desk.caution(guest_id, "nuts")
    open_form, save = {
        "occasion": (facts.occasion_form, facts.save_occasion),
        "caution": (facts.caution_form, facts.save_caution),
    }[what]
    form = desk.read(lambda work: open_form(work, guest_id, row))
    desk.window().write(lambda work: save(work, replace(form, whose="daughter")), 2)
    with pytest.raises(Stale):
        desk.write(lambda work: save(work, replace(form, whose="son")))
    with pytest.raises(Stale):
        desk.write(lambda work: facts.remove(work, what, row, 1))
    desk.write(lambda work: facts.remove(work, what, row, 2))
    with pytest.raises(NotFound):
        desk.write(lambda work: facts.remove(work, what, row, 3))
