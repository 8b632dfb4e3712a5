"""What a guest may ask for: all we hold, by when, without anybody else in it; and the notice that says so."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, time

import pytest

from delightdesk.desk import drafts, facts, gestures, notes, problems, settings, tasks
from delightdesk.desk.privacy import dossiers, merging, notices, requests
from delightdesk.desk.undo import undo
from delightdesk.domain.errors import Invalid, NotAllowed
from delightdesk.domain.followups import follow_ups
from delightdesk.domain.vocabulary import BondKind, OccasionKind, Reaction, RequestKind, Sector
from delightdesk.files import dossiers as dossier_files
from delightdesk.files import notices as notice_files
from delightdesk.files.packs import load_pack

BEN = 2


@pytest.mark.parametrize(
    ("received", "due"),
    [("2026-01-31", "2026-02-28"), ("2028-01-31", "2028-02-29"), ("2026-05-14", "2026-06-14"),
     ("2025-12-31", "2026-01-31"), ("2026-08-31", "2026-09-30")],
)  # fmt: skip
def test_the_answer_is_due_a_month_later(received, due):
    assert requests.due_after(date.fromisoformat(received)) == date.fromisoformat(due)


def test_what_waits_longest_comes_first_and_what_is_late_says_so(desk):
    erika, tom = desk.guest(), desk.guest("Tom", "Weiss")
    with pytest.raises(Invalid):
        desk.write(lambda work: requests.ask(work, erika, RequestKind.ACCESS, date(2026, 6, 15)))
    assert desk.read(requests.standing) == ""
    desk.write(lambda work: requests.ask(work, erika, RequestKind.ERASURE), BEN)
    assert desk.read(requests.standing) == ""
    soon = desk.write(lambda work: requests.ask(work, tom, RequestKind.ACCESS, date(2026, 5, 16)))
    assert desk.read(requests.standing) == "1 answer due Tue"
    late = desk.write(lambda work: requests.ask(work, erika, RequestKind.ACCESS, date(2026, 5, 1), "all of it"))
    assert desk.read(requests.standing) == "1 answer overdue"

    lines = desk.read(requests.listing)
    assert [(line.guest_name, line.is_overdue) for line in lines] == [
        ("Erika Schultz", True), ("Tom Weiss", False), ("Erika Schultz", False),
    ]  # fmt: skip
    assert [line.due_text for line in lines] == ["‼ 13 days overdue", "due Tuesday", "due 14 July"]
    with pytest.raises(NotAllowed):
        desk.write(lambda work: requests.answer(work, late), BEN)
    for each in (late, soon):
        desk.write(lambda work, each=each: requests.answer(work, each))
    with pytest.raises(Invalid):
        desk.write(lambda work: requests.answer(work, late))
    assert desk.read(requests.standing) == ""
    assert desk.read(requests.listing)[-1].due_text == "answered today by Ana"
    desk.write(undo)
    assert desk.read(requests.standing) == "1 answer due Tue"


@pytest.fixture
def erika(desk):
    """A guest with everything a desk can hold of her, and a husband and others who are none of her business."""
    erika = desk.guest(email="erika@example.org", phone="+49 151 2345678")
    martin = desk.guest("Martin", "Schultz", email="martin@example.net", phone="+49 170 7654321")
    desk.guest("Quentin", "Quillfeather")
    desk.visit(erika, ref="B-77", room="412")
    desk.write(lambda work: facts.save_bond(work, martin, erika, BondKind.PARTNER))
    note = desk.note(erika, "likes the quiet side, Martin snores and calls from +49 170 7654321")
    desk.write(lambda work: notes.edit(work, note, "likes the quiet side, her husband Martin Schultz snores"), BEN)
    desk.note(erika, "plays chess with Quentin Quillfeather, not with Erika Schultz")
    desk.caution(erika, "nuts")
    desk.occasion(erika, kind=OccasionKind.BIRTHDAY, day="14 june")
    desk.occasion(erika, kind=OccasionKind.PROPOSAL, secret=True, secret_from="Erika")
    desk.write(lambda work: tasks.promise(work, erika, "sea view by 18:00"))
    desk.write(lambda work: problems.report(work, "no hot water", guest_id=erika))
    given = desk.write(lambda work: gestures.plan_own(work, erika, "A card for Erika", [("card", 200)]))
    desk.write(lambda work: gestures.deliver(work, given.id))
    desk.write(lambda work: gestures.react(work, given.id, Reaction.MOVED, "how lovely"))
    desk.write(lambda work: drafts.keep(work, erika, "note", "begun and never finished"))
    earlier = desk.guest("Erica", "Schultz", tier="gold")
    desk.note(earlier, "collects stamps")
    desk.write(lambda work: merging.merge(work, erika, earlier))
    return erika


def test_all_of_the_guest_and_nothing_of_anybody_else(desk, erika):
    with pytest.raises(NotAllowed):
        desk.read(lambda work: dossiers.everything(work, erika), BEN)
    found = desk.read(lambda work: dossiers.everything(work, erika))
    text, plain = dossier_files.as_text(found), json.loads(dossier_files.as_json(found))
    words = " ".join(text.split())
    for kept in (
        "Erika Schultz", "erika@example.org", "+49 151 2345678", "B-77", "412", "nuts", "sea view", "no hot water",
        "A card for Erika", "card · £2", "moved", "how lovely", "begun and never finished", "collects stamps", "gold",
        "plays chess with another guest, not with Erika Schultz", "Note edited", "written by: Ana",
        "her husband another guest snores", "another guest is your partner", "before change 1:", "shred it",
    ):  # fmt: skip
        assert kept in words, kept
    for theirs in ("Martin", "martin@example.net", "7654321", "Quillfeather", "Quentin", "proposal"):
        assert theirs not in text, theirs
        assert theirs not in json.dumps(plain), theirs
    assert "One entry is held back" in words
    shown = [value for entries in plain["sections"].values() for entry in entries for value in entry.values()]
    assert all(" ".join(value.split()) in words for value in shown)
    assert dossier_files.file_name(found, "json") == f"guest-{erika}-2026-06-14.json"


def test_giving_it_out_is_an_act_and_answers_what_waited(desk, erika):
    desk.write(lambda work: requests.ask(work, erika, RequestKind.ACCESS))
    desk.write(lambda work: dossiers.give(work, erika))
    desk.write(lambda work: dossiers.answered(work, erika))
    assert desk.read(lambda work: requests.of_guest(work, erika))[0].is_done
    ((summary,),) = desk.sql("SELECT summary FROM journal WHERE action = 'guest.exported'")
    assert "Erika" not in summary


def test_the_notice_says_what_the_house_does(desk):
    def page():
        return " ".join(notice_files.as_text(desk.read(notices.notice)).split())

    usual = page()
    for words in (
        "The Bay Hotel",
        "2 years after your last visit",
        "only when you agreed",
        "after one year",
        "72 hours",
    ):
        assert words in usual, words
    assert "second place" not in usual
    assert "the system you booked with" not in usual
    for name, value in (
        ("guests-stay", "0"), ("sensitive", "never kept"), ("second-backups", "/media/stick"), ("sheets-stay", "18"),
    ):  # fmt: skip
        desk.write(lambda work, name=name, value=value: settings.change(work, name, value))
    changed = page()
    for words in ("until you ask us to erase it", "We keep nothing at this desk", "second place", "18 months"):
        assert words in changed, words


def test_the_notice_is_safe_to_print(desk):
    desk.write(lambda work: settings.change(work, "name", "<b>Bay & Sons</b> *Hotel*"))
    found = desk.read(notices.notice)
    assert "&lt;b&gt;Bay &amp; Sons" in notice_files.as_html(found)
    assert "\\<b\\>Bay & Sons" in notice_files.as_markdown(found)
    assert "2026-06-14, printed by Ana" in notice_files.as_html(found)


def test_hearing_from_us_again_is_service_and_never_an_offer():
    """No house keeps whether a guest wants offers, so what is said after the stay holds none."""
    offers = re.compile(
        r"discount|voucher|% off|special price|book (?:again|now)|newsletter|promo|next (?:stay|visit) for", re.I
    )
    in_house = {"in_house": True, "zone": UTC, "day_starts": time(4)}
    now, today = datetime(2026, 6, 14, 15, 42, tzinfo=UTC), date(2026, 6, 14)
    for sector in Sector:
        contacts = follow_ups(now, today, depart=date(2026, 6, 17), sector=sector, **in_house)
        said = [each.title for each in contacts]
        for plan in load_pack(sector).playbooks:
            said += [words for step in plan.steps for words in (step.title, step.say)]
        assert len(said) > 20
        assert [words for words in said if offers.search(words)] == []
