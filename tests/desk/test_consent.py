"""Sensitive notes: the guest is asked first, the words are hidden, a look is written down, and they go at departure."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from delightdesk.desk import cards, guests, imports, journal_reading, notes, review, undo, visits
from delightdesk.desk.privacy import consent, retention
from delightdesk.domain.consent import HIDDEN, NO_OR_STANDS, OR_STANDS, SAID_YES, TOLD_US, Consent
from delightdesk.domain.errors import ConsentNeeded, Invalid, NotAllowed, NotFound, Stale
from delightdesk.domain.vocabulary import Lifetime, NoteKind, VisitStatus
from delightdesk.store import chain
from delightdesk.store.tables import ImportRun, Note, ReviewItem

CHAIR, YES, STAYS = "wheelchair, needs a step-free room", Consent(), Consent("please keep that", keeps=True)


def row(desk, note):
    return desk.read(lambda work: work.get(Note, note, "note"))


def store(desk, guest, line=CHAIR, **how):
    return desk.write(lambda work: notes.store_line(work, guest, line, **how))


def expire(desk):
    return desk.write(consent.expire)


def leave(desk, visit, status=VisitStatus.LEFT):
    desk.write(lambda work: visits.set_status(work, visit, status))


def bytes_hold(desk, words):
    return any(words.encode() in path.read_bytes() for path in desk.path.parent.iterdir() if path.is_file())


def verified(desk):
    return desk.read(lambda work: chain.verify(work.raw))


@pytest.mark.parametrize(
    ("line", "how"),
    [
        (CHAIR, {}),
        ("on a diet", {}),
        ("always asks for a wheelchair", {}),
        ("prefers a wheelchair at the door", {}),
        ("allergic to nuts", {"as_note": True}),
        ("pregnant, due in August", {"sensitive": True}),
    ],
)
def test_the_guest_is_asked_before_anything_is_kept(desk, line, how):
    guest = desk.guest()
    before = desk.tables()
    with pytest.raises(ConsentNeeded, match="asked first"):
        store(desk, guest, line, **how)
    assert desk.tables() == before
    kept = store(desk, guest, line, consent=YES, **how)
    note = row(desk, kept.id)
    assert (note.consent, note.consent_by, note.consent_at, note.lifetime) == (
        SAID_YES, 1, desk.clock.now, Lifetime.VISIT,
    )  # fmt: skip
    assert line not in kept.understood
    assert not any(line in str(value) for value in desk.tables()["journal"] if not isinstance(value[8], str))


def test_each_house_goes_by_its_own_rule(desk):
    guest = desk.guest()
    desk.sql("UPDATE house SET sensitive_rule = 'told'")
    told = row(desk, store(desk, guest).id)
    assert told.consent == TOLD_US
    desk.sql("UPDATE house SET sensitive_rule = 'never'")
    for given in (None, YES):
        with pytest.raises(Invalid, match="quiet corner") as refused:
            store(desk, guest, "deaf in one ear", consent=given)
        assert not isinstance(refused.value, ConsentNeeded)


@pytest.mark.parametrize("line", ["hiv positive", "always takes insulin", "her husband is a muslim"])
def test_what_only_the_coach_takes_for_health_or_belief_is_asked_about_and_may_stand(desk, line):
    guest = desk.guest()
    with pytest.raises(ConsentNeeded, match="seems") as asked:
        store(desk, guest, line)
    assert asked.value.answers == OR_STANDS
    assert row(desk, store(desk, guest, line, consent=YES).id).kind is NoteKind.SENSITIVE
    assert row(desk, store(desk, guest, line, stands=True).id).kind is not NoteKind.SENSITIVE
    desk.sql("UPDATE house SET sensitive_rule = 'never'")
    with pytest.raises(ConsentNeeded) as asked:
        store(desk, guest, line, consent=YES)
    assert asked.value.answers == NO_OR_STANDS


def test_what_else_the_line_says_is_kept_beside_what_is_hidden(desk):
    guest = desk.guest()
    for line in ("prefers a step-free room, allergic to nuts", "birthday 14 june; always takes a wheelchair"):
        with pytest.raises(ConsentNeeded):
            store(desk, guest, line)
        assert store(desk, guest, line, consent=YES).hidden
    card = desk.card(guest)
    assert [line.subject for line in card.cautions] == ["nuts"]
    assert len(card.occasions) == 1
    assert [note.is_hidden for note in card.notes] == [True, True]


def test_a_clinics_desk_keeps_nothing_of_health_unasked(desk):
    guest = desk.guest()
    desk.sql("UPDATE house SET sector = 'clinic'")
    with pytest.raises(ConsentNeeded) as asked:
        store(desk, guest, "here for the test results", consent=YES)
    assert asked.value.answers == NO_OR_STANDS


def test_the_words_stand_nowhere_until_somebody_looks_and_the_look_is_written_down(desk):
    guest = desk.guest()
    desk.visit(guest)
    note = store(desk, guest, consent=YES).id
    card = desk.card(guest)
    (line,) = card.notes
    assert (line.is_hidden, line.lacks_consent, card.hidden) == (True, False, 1)
    assert "wheelchair" not in repr(card)
    (looked,) = desk.write(lambda work: consent.look_at_all(work, guest), 2)
    assert looked.text == CHAIR
    assert desk.write(lambda work: consent.look(work, note), 2) == CHAIR
    page = desk.read(lambda work: journal_reading.entries(work, guest_id=guest))
    looks = [each for each in page.lines if each.action == "note.looked"]
    assert [(each.person, each.summary) for each in looks] == [
        ("Ben", "Looked at a hidden note"),
        ("Ben", "Looked at 1 hidden note"),
    ]
    with pytest.raises(NotFound, match="nothing of yours"):
        desk.write(undo.undo, 2)  # a look cannot be taken back


def test_a_note_of_an_older_desk_is_hidden_and_asked_about(desk):
    guest = desk.guest()
    visit = desk.visit(guest, status=VisitStatus.IN_HOUSE)
    notes_made = [store(desk, guest, words, consent=YES).id for words in (CHAIR, "deaf in one ear")]
    desk.sql(
        "UPDATE note SET consent = '', consent_by = NULL, consent_at = NULL, lifetime = 'lasting', visit_id = NULL"
    )
    assert [line.detail for line in desk.card(guest).notes] == ["no consent noted"] * 2
    with pytest.raises(Stale):
        desk.write(lambda work: consent.agree(work, notes_made[0], seen=9))
    desk.write(lambda work: consent.agree(work, notes_made[0], "of course", keeps=True))
    assert [line.detail for line in desk.card(guest).notes] == ["no consent noted", "agreed, also for the next visit"]
    assert desk.read(consent.due) == ()
    leave(desk, visit)
    assert desk.read(consent.due) == (notes_made[1],)


def test_a_no_leaves_nothing(desk):
    guest = desk.guest()
    desk.caution(guest, "nuts")
    note = store(desk, guest, consent=YES).id
    desk.write(lambda work: consent.refuse(work, note))
    assert "aution" in desk.write(undo.undo)  # and is not stopped by what is no more
    desk.house.close()
    assert not bytes_hold(desk, "step-free")
    assert not verified(desk)


def test_gone_at_departure_for_good_unless_the_guest_asked_for_it(desk):
    guest = desk.guest()
    visit = desk.visit(guest, status=VisitStatus.IN_HOUSE)
    store(desk, guest, consent=YES)
    stays = store(desk, guest, "blind in one eye", consent=STAYS).id
    assert expire(desk) == 0
    leave(desk, visit)
    assert len(desk.card(guest).notes) == 1  # hidden from the card at once, and gone with the next look
    assert expire(desk) == 1
    desk.write(undo.undo)
    assert desk.sql("SELECT status FROM visit") == [("in_house",)]
    assert desk.sql("SELECT id FROM note") == [(stays,)]
    desk.house.close()
    assert not bytes_hold(desk, "step-free")
    assert not verified(desk)


@pytest.mark.parametrize("keep", [0, 3])
def test_who_is_not_checked_out_leaves_by_the_calendar_and_who_stays_longer_keeps_it(desk, keep):
    desk.sql("UPDATE house SET keep_sensitive = ?", keep)
    guest = desk.guest()
    visit = desk.visit(guest, depart="+2")
    store(desk, guest, consent=YES)
    desk.clock.ahead(days=2 + keep)
    assert expire(desk) == 0  # the day of departure itself
    typed = desk.read(lambda work: visits.form(work, guest, visit))
    extended = date(2026, 6, 20) + timedelta(days=keep)
    desk.sql("UPDATE visit SET depart = ?", extended.isoformat())
    desk.clock.ahead(days=2)
    assert expire(desk) == 0
    assert typed.depart == "2026-06-16"
    desk.clock.ahead(days=3 + keep)
    assert expire(desk) == 1


def test_what_was_told_before_any_visit_waits_for_it_and_no_longer_than_a_month(desk):
    early, never = desk.guest(), desk.guest(first="Max")
    for guest in (early, never):
        store(desk, guest, consent=YES)
    desk.clock.ahead(days=20)
    visit = desk.visit(early, status=VisitStatus.IN_HOUSE, depart="+20")
    desk.clock.ahead(days=15)
    assert expire(desk) == 1
    assert desk.card(never).notes == ()
    leave(desk, visit)
    desk.clock.ahead(days=6)
    assert expire(desk) == 1


def test_a_removed_one_goes_for_good_when_it_cannot_be_brought_back(desk):
    guest = desk.guest()
    note = store(desk, guest, consent=STAYS).id
    desk.write(lambda work: notes.remove(work, note))
    assert expire(desk) == 0
    desk.clock.ahead(days=1, seconds=1)
    assert expire(desk) == 1


def review_item(desk, guest):
    def job(work):
        run = ImportRun(created_at=work.now, person_id=1, file_name="a.csv", kind="arrivals", fingerprint="")
        work.session.add(run)
        work.session.flush()
        caught = {"is": "NoteCaught", "kind": NoteKind.ACCESS_NEED.value, "text": CHAIR}
        item = ReviewItem(
            created_at=work.now, run_id=run.id, guest_id=guest, quote=CHAIR, understood="x", caught=caught
        )
        work.session.add(item)
        work.session.flush()
        return item.id

    return desk.write(job)


@pytest.mark.parametrize("rule", ["ask", "told"])
def test_a_remark_of_an_import_asks_too(desk, rule):
    desk.sql("UPDATE house SET sensitive_rule = ?", rule)
    guest = desk.guest()
    item = review_item(desk, guest)
    (line,) = desk.read(review.waiting)
    assert (line.asks, line.quote) == (True, HIDDEN)
    assert desk.write(lambda work: review.look(work, item)) == CHAIR
    assert desk.sql("SELECT summary FROM journal ORDER BY id DESC LIMIT 1") == [("Looked at a remark to ask about",)]
    with pytest.raises(ConsentNeeded):
        desk.write(lambda work: review.take(work, item))
    desk.write(lambda work: review.take(work, item, YES))
    assert [each.is_hidden for each in desk.card(guest).notes] == [True]
    assert CHAIR not in repr(desk.tables()["review_item"])


def test_a_remark_nobody_asked_about_goes_at_departure_too(desk, tmp_path):
    sheet = tmp_path / "arrivals.csv"
    sheet.write_text("Name,Arrival,Departure,Notes\nIna Rot,2026-06-14,2026-06-16,takes insulin zq\n", encoding="utf-8")
    parsed = imports.read(sheet, date(2026, 6, 14))
    sheet.unlink()
    desk.write(lambda work: imports.apply(work, parsed))
    (line,) = desk.read(review.waiting)
    assert line.asks
    assert desk.sql("SELECT count(*) FROM note") == [(0,)]
    assert expire(desk) == 0
    desk.clock.ahead(days=4)
    assert desk.read(retention.preview).sensitive == 1
    assert expire(desk) == 1
    assert desk.read(review.waiting) == ()
    assert desk.write(lambda work: imports.apply(work, parsed)).review == ()  # and does not come up again
    desk.house.close()
    assert not bytes_hold(desk, "insulin zq")
    assert not verified(desk)


def test_a_remark_the_guest_says_no_to_leaves_nothing(desk):
    item = review_item(desk, desk.guest())
    desk.write(lambda work: review.refuse(work, item))
    assert desk.read(review.waiting) == ()
    desk.house.close()
    assert not bytes_hold(desk, "step-free")


def test_a_disputed_note_says_so_keeps_its_history_and_is_gone_by_no_more(desk):
    guest = desk.guest()
    desk.visit(guest)
    note = desk.note(guest, "usual flat white oat")
    desk.clock.ahead(hours=1)
    desk.write(lambda work: notes.edit(work, note, "flat white, soya"), 2)
    desk.write(lambda work: notes.dispute(work, note, "I never drink coffee"), 2)
    (line,) = desk.card(guest).notes
    assert (line.disputed, line.needs_confirming) == ("I never drink coffee", False)
    with desk.house.reading(1) as work:
        from delightdesk.desk.dossier import gather
        from delightdesk.desk.knowing import known_of

        assert known_of(work, gather(work, guest)).preferences == ()
    told = desk.read(lambda work: notes.history(work, note))
    assert [(each.person, each.text) for each in told] == [
        ("Ana", "flat white oat"), ("Ben", "flat white, soya"), ("Ben", "disputed: I never drink coffee"),
    ]  # fmt: skip
    desk.write(undo.undo, 2)
    assert desk.card(guest).notes[0].disputed == ""


def test_the_form_keeps_words_dispute_and_consent_as_one_act(desk):
    guest = desk.guest()
    note = desk.note(guest, "asked about the pier")
    form = desk.read(lambda work: notes.form(work, note))
    with pytest.raises(ConsentNeeded) as asked:
        desk.write(lambda work: notes.save(work, notes.NoteForm(form.id, form.version, CHAIR)))
    assert asked.value.field == "consent"
    desk.write(lambda work: notes.save(work, notes.NoteForm(form.id, form.version, CHAIR, "not so", "fine", True)))
    after = row(desk, note)
    assert (after.kind, after.consent, after.lifetime, after.disputed) == (
        NoteKind.ACCESS_NEED, "fine", Lifetime.LASTING, "not so",
    )  # fmt: skip
    desk.write(undo.undo)
    assert row(desk, note).kind is NoteKind.OPERATIONAL


@pytest.mark.parametrize("whose", ["guest", "party"])
def test_champagne_is_refused_for_a_note_nobody_can_read(desk, whose):
    """Proof (c): the filter knows; the screen, its reasons and its suggestions do not say what."""
    guest = desk.guest()
    desk.visit(guest, ref="R1")
    other = desk.guest(first="Max")
    desk.visit(other, ref="R1")
    desk.occasion(guest, day="14 june", year="2006")
    assert "hampagne" in repr(desk.card(guest).suggestions)
    store(desk, guest if whose == "guest" else other, "pregnant, due in August", sensitive=True, consent=YES)
    card = desk.card(guest)
    shown = repr(card).casefold()
    assert "pregnan" not in shown
    assert "august" not in shown
    drinks = [line for line in card.ruled_out if any("alcohol-free is known here" in why for why in line.because)]
    assert any("hampagne" in line.title for line in drinks)
    for each in card.suggestions:
        assert not any("champagne" in what.casefold() for form in each.forms for what, _ in form.lines)


def test_what_is_hidden_of_food_is_asked_again_too(desk):
    guest = desk.guest()
    desk.visit(guest)
    desk.occasion(guest, day="14 june")
    store(desk, guest, "coeliac disease", sensitive=True, consent=YES)
    with desk.house.reading(1) as work:
        from delightdesk.desk import choosing
        from delightdesk.desk.dossier import gather

        advice = choosing.advise(work, gather(work, guest), 40)
    food = [each for each in advice.suggestions if "Ask again today what they must not have" in each.cautions]
    assert food
    assert "coeliac" not in repr(advice).casefold()


def test_a_caller_hears_nothing_of_a_guest_who_is_not_here(desk):
    guest = desk.guest()
    form = desk.read(lambda work: guests.form(work, guest))
    from dataclasses import replace

    desk.write(lambda work: guests.save(work, replace(form, incognito=True)))
    assert (
        "If somebody calls: “We cannot say who stays here”"
        in desk.read(lambda work: cards.open_card(work, guest)).warning
    )


def test_a_security_note_is_a_leads_and_needs_its_reason_and_the_day_to_look_again(desk):
    guest = desk.guest()
    line = "security: broke the sofa on 3 May, look again on +180"
    with pytest.raises(NotAllowed):
        desk.write(lambda work: notes.store_line(work, guest, line), 2)
    for bad in ("security: broke the sofa", "security: look again on +9", "security: sofa, look again on yesterday",
                "security: (what happened, when), look again on (day)"):  # fmt: skip
        with pytest.raises(Invalid, match=r"look at it again|day"):
            store(desk, guest, bad)
    store(desk, guest, line)
    desk.clock.ahead(days=200)
    (kept,) = desk.card(guest).notes
    assert (kept.text, kept.kind) == ("broke the sofa on 3 May", NoteKind.SECURITY)
    assert "to be looked at again by" in kept.detail
