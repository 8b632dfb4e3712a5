"""One guest of two, and back again."""

from __future__ import annotations

from datetime import date

import pytest

from delightdesk.desk import drafts, facts, finding, gestures, imports, problems, tasks
from delightdesk.desk.privacy import duplicates, merging, requests
from delightdesk.desk.undo import undo
from delightdesk.domain.errors import Invalid, NotAllowed, NotFound, Stale
from delightdesk.domain.vocabulary import BondKind, OccasionKind, RequestKind

BEN = 2
TODAY = date(2026, 6, 14)


def _two(desk):
    """Erika twice, each with a history of her own and some of it the same."""
    keep = desk.guest("Erika", "Schultz", email="erika@example.org")
    other = desk.guest("Erika", "Schulz", email="e.schulz@example.net", phone="+49 151 2345678", incognito=True)
    friend = desk.guest("Marta", "Weiss")
    for each in (keep, other):
        desk.visit(each, ref="B-1", room="412" if each == keep else "", eta="16:30" if each == other else "")
        desk.note(each, "likes the corner table")
        desk.caution(each, "nuts")
        desk.occasion(each, kind=OccasionKind.BIRTHDAY, day="14 june")
        desk.write(lambda work, each=each: facts.save_bond(work, each, friend, BondKind.FRIEND))
    desk.past_visit(other)
    desk.write(lambda work: facts.save_bond(work, other, keep, BondKind.FAMILY))
    desk.write(lambda work: duplicates.not_same(work, keep, other))
    desk.note(other, "reads the paper in the morning")
    desk.write(lambda work: tasks.promise(work, other, "sea view by 18:00"))
    desk.write(lambda work: problems.report(work, "no hot water", guest_id=other))
    desk.write(lambda work: gestures.plan_own(work, other, "A card", [("card", 200)]))
    desk.write(lambda work: requests.ask(work, other, RequestKind.ACCESS))
    return keep, other


def test_all_of_one_comes_over_and_what_stood_twice_stands_once(desk):
    keep, other = _two(desk)
    looked = desk.read(lambda work: merging.preview(work, keep, other))
    assert {line.label: line.stands for line in looked.facts} == {
        "name": "Erika Schultz", "e-mail": "erika@example.org", "phone": "+49 151 2345678", "incognito": "yes",
    }  # fmt: skip
    assert len(looked.against) == 2
    assert (looked.keep.marks, looked.other.marks) == ("", "⊘")

    assert desk.write(lambda work: merging.merge(work, keep, other, looked.keep.version, looked.other.version)) == keep

    card = desk.card(keep)
    assert card.contact == "+49 151 2345678 · erika@example.org"
    assert [(visit.room, visit.eta) for visit in card.visits] == [("412", "16:30"), ("", "")]
    assert sorted(note.text for note in card.notes) == ["likes the corner table", "reads the paper in the morning"]
    assert len(card.cautions) == len(card.occasions) == len(card.bonds) == 1
    assert len(card.gestures) == len(card.problems) == 1
    assert len(card.owed_lines) >= 2
    (asked,) = desk.read(lambda work: requests.of_guest(work, keep))
    assert asked.kind is RequestKind.ACCESS
    with pytest.raises(NotFound):
        desk.card(other)
    assert desk.index_problems() == []


def test_who_was_made_one_is_found_by_the_names_of_both(desk):
    keep, other = _two(desk)
    desk.write(lambda work: merging.merge(work, keep, other))
    for words in ("schulz", "e.schulz@example.net", "2345678"):
        assert [hit.id for hit in desk.read(lambda work, words=words: finding.find(work, words))] == [keep]
    desk.write(undo)
    assert other in [hit.id for hit in desk.read(lambda work: finding.find(work, "e.schulz@example.net"))]
    assert desk.index_problems() == []


def test_undo_brings_both_back_exactly(desk):
    keep, other = _two(desk)
    before = desk.tables("journal", but=("version",))
    desk.write(lambda work: merging.merge(work, keep, other))
    assert desk.tables("journal", but=("version",)) != before
    desk.write(undo)
    assert desk.tables("journal", but=("version",)) == before
    assert desk.index_problems() == []


def test_what_was_learnt_after_a_merge_stays_with_who_was_kept(desk):
    keep, other = _two(desk)
    desk.write(lambda work: merging.merge(work, keep, other))
    desk.note(keep, "walks the dog at seven", person=BEN)
    desk.write(undo)
    assert "walks the dog at seven" in [note.text for note in desk.card(keep).notes]
    assert desk.card(other).name == "Erika Schulz"


def test_a_third_record_leads_to_the_last_one_kept(desk):
    first, second, third = (desk.guest("Erika", name) for name in ("Schulz", "Schultz", "Schults"))
    desk.write(lambda work: merging.merge(work, second, first))
    desk.write(lambda work: merging.merge(work, third, second))
    assert desk.read(lambda work: merging.kept_as(work, first)) == third
    desk.write(undo)
    assert desk.read(lambda work: merging.kept_as(work, first)) == second


def test_an_import_that_means_the_other_lands_on_who_was_kept(desk, tmp_path):
    header = "Guest name,Email,Phone,Reservation number,Arrival,Departure,Room,Status\n"
    row = "Anna Schulz,anna@example.org,,{},2026-06-{},2026-06-20,{},Confirmed\n"

    def take(*rows):
        path = tmp_path / "arrivals.csv"
        path.write_text(header + "".join(rows), encoding="utf-8")
        parsed = imports.read(path, TODAY)
        return desk.write(lambda work: imports.apply(work, parsed))

    assert take(row.format("R1", "16", "7")).new == 1
    ((other,),) = desk.sql("SELECT id FROM guest")
    keep = desk.guest("Ana", "Schultz", email="ana@example.net")
    desk.write(lambda work: merging.merge(work, keep, other))

    again = take(row.format("R1", "16", "7"))
    assert (again.new, again.unchanged) == (0, 1)
    moved = take(row.format("R1", "16", "8"), row.format("R2", "18", "9"))
    assert (moved.new, moved.updated) == (1, 1)
    assert {visit.room for visit in desk.card(keep).visits} == {"8", "9"}
    assert desk.sql("SELECT count(*) FROM guest") == [(2,)]
    assert desk.read(lambda work: finding.resolve(work, str(other))) == keep


def test_a_line_begun_about_the_other_is_offered_with_who_was_kept_and_goes_back(desk):
    keep, other = desk.guest(), desk.guest()
    desk.write(lambda work: drafts.keep(work, other, "note", "half a sen"))
    desk.write(lambda work: merging.merge(work, keep, other))
    assert [draft.text for draft in desk.card(keep).drafts] == ["half a sen"]
    desk.write(undo)
    assert [draft.text for draft in desk.card(other).drafts] == ["half a sen"]
    desk.write(lambda work: merging.merge(work, keep, other))
    desk.write(lambda work: drafts.drop(work, keep, "note"))
    assert desk.card(keep).drafts == ()


def test_what_the_other_was_given_is_not_proposed_anew(desk):
    keep, other = desk.guest(), desk.guest()
    desk.visit(keep)
    desk.visit(other)
    first = desk.card(keep).suggestions[0].idea
    planned = desk.write(lambda work: gestures.plan(work, other, first))
    desk.write(lambda work: gestures.deliver(work, planned.id))
    assert desk.card(keep).suggestions[0].idea == first
    desk.write(lambda work: merging.merge(work, keep, other))
    assert first not in [line.idea for line in desk.card(keep).suggestions]


def test_what_is_refused(desk):
    keep, other = desk.guest(), desk.guest()
    with pytest.raises(NotAllowed):
        desk.write(lambda work: merging.merge(work, keep, other), BEN)
    with pytest.raises(Invalid):
        desk.write(lambda work: merging.merge(work, keep, keep))
    looked = desk.read(lambda work: merging.preview(work, keep, other))
    desk.note(other, "x marks the spot")
    desk.write(lambda work: _renamed(work, other))
    with pytest.raises(Stale):
        desk.write(lambda work: merging.merge(work, keep, other, looked.keep.version, looked.other.version))


def _renamed(work, guest):
    from dataclasses import replace

    from delightdesk.desk import guests

    guests.save(work, replace(guests.form(work, guest), call_me="Eri"))
