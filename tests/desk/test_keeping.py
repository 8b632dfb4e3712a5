"""Captured facts to JSON and back, and each kept as one row of the right table."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from delightdesk.desk import keeping
from delightdesk.domain import captured
from delightdesk.domain.captured import Captured
from delightdesk.domain.vocabulary import BondKind, CautionKind, NoteKind, NoteSource, OccasionKind

FACTS = {
    "occasion": captured.OccasionCaught(OccasionKind.BIRTHDAY, 29, 2, 1988, secret=True, secret_from="wife"),
    "caution": captured.CautionCaught(CautionKind.ALLERGEN, ("nuts", "milk"), "daughter"),
    "usual": captured.UsualCaught("flat white oat"),
    "preference": captured.PreferenceCaught("a firm pillow"),
    "first visit": captured.FirstVisitCaught(),
    "name": captured.NameCaught("Rika", "SHOOLTS"),
    "language": captured.LanguageCaught("Polish", "pl"),
    "reassurance": captured.ReassuranceCaught(),
    "bond": captured.BondCaught(BondKind.PARTNER, "Max Schuler"),
    "promise": captured.PromiseCaught("sea view", "6pm"),
    "note": captured.NoteCaught(NoteKind.PRAISE, "thanked the kitchen"),
}


def test_every_kind_of_fact_is_tried_here():
    assert {type(fact) for fact in FACTS.values()} == set(get_args(Captured))


@pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS)
def test_a_fact_waits_in_the_review_list_without_loss(fact):
    assert keeping.from_plain(json.loads(json.dumps(keeping.to_plain(fact)))) == fact


@pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS)
def test_a_fact_kept_twice_is_there_once(desk, fact):
    guest_id = desk.guest()
    desk.guest("Max", "Schuler")
    desk.visit(guest_id)

    def job(work):
        kept = keeping.keep(work, guest_id, fact, NoteSource.GUEST)
        work.did("test", "kept")
        return kept

    def rows():
        tables = ("note", "occasion", "caution", "bond", "task")
        return [desk.sql(f"SELECT count(*) FROM {table}")[0][0] for table in tables]

    first = desk.write(job)
    counted = rows()
    again = desk.write(job)
    assert (first.kind, first.id) == (again.kind, again.id)
    assert rows() == counted
    assert sum(counted) == {"caution": 2, "name": 0, "language": 0}.get(first.kind, 1)


def test_a_name_nobody_bears_is_kept_as_a_note_about_the_party(desk):
    guest_id = desk.guest()
    desk.guest("Max", "Schuler")
    desk.guest("Max", "Schuler")
    desk.note(guest_id, "partner: Max Schuler")
    card = desk.card(guest_id)
    assert card.bonds == ()
    assert card.notes[0].kind is NoteKind.PARTY


def test_a_bond_reads_right_from_both_sides(desk):
    erika, partner = desk.guest(), desk.guest("Max", "Schuler")
    desk.note(erika, "partner: Max Schuler")
    assert desk.card(erika).bonds[0].other_id == partner
    assert desk.card(partner).bonds[0].text == "partner of Erika Schultz"


def test_what_was_noted_for_one_visit_is_not_shown_at_the_next(desk):
    guest_id = desk.guest()
    visit = desk.visit(guest_id)
    desk.note(guest_id, "first visit")
    assert [line.text for line in desk.card(guest_id).notes] == ["First visit"]
    desk.sql("UPDATE visit SET status = 'left' WHERE id = ?", visit)
    assert [line.text for line in desk.card(guest_id).notes] == ["First visit"]
    desk.visit(guest_id)
    assert desk.card(guest_id).notes == ()
