"""A handover left and taken over: only a yes lets a line go, and with it goes the work."""

from __future__ import annotations

from datetime import timedelta

import pytest

from delightdesk.desk import gestures, handover, people, problems, tasks
from delightdesk.desk.undo import undo
from delightdesk.domain.errors import Invalid, NotAllowed, Stale
from delightdesk.domain.vocabulary import HandoverSection, HandoverState, LineState, TaskKind

ANA, BEN = 1, 2


def task(desk, title, person=ANA, **values):
    def job(work):
        task_id = tasks.add(work, TaskKind.TO_DO, title, **values)
        work.did("test.task", title)
        return task_id

    return desk.write(job, person)


def leave(desk, person=ANA, **how):
    return desk.write(lambda work: handover.leave(work, **how), person)


def read(desk, sheet, person=ANA):
    return desk.read(lambda work: handover.read(work, sheet.id), person)


def sign(desk, line, person=BEN, words="", job="accept", seen=True):
    act = getattr(handover, job)
    return desk.write(lambda work: act(work, line.id, words, line.version if seen else None), person)


def owner(desk, task_id):
    return desk.sql("SELECT owner_id FROM task WHERE id = ?", task_id)[0][0]


@pytest.fixture
def nine(desk):
    """Nine things of Ana's, on the sheet she left."""
    ids = [task(desk, f"thing {number}") for number in range(1, 10)]
    return ids, leave(desk)


def test_the_ninth_of_nine_stays_red_until_somebody_takes_it(desk, nine, clock):
    ids, sheet = nine
    assert (len(sheet.lines), sheet.unaccepted, sheet.to_sign, sheet.left_text) == (9, 9, 9, "Ana 16:42")
    assert desk.read(handover.standing).words == "9 lines not handed over"
    for line in sheet.lines[:8]:
        sheet = sign(desk, line)
    assert [line.number for line in sheet.lines if line.is_red] == [9]
    for person in (ANA, BEN):
        now, stands = read(desk, sheet, person), desk.read(handover.standing, person)
        assert (now.state, now.is_handed_over, now.unaccepted) == (HandoverState.LEFT, False, 1)
        assert (stands.red, stands.waits, stands.words) == (1, True, "1 line not handed over")
    assert [owner(desk, each) for each in ids] == [BEN] * 8 + [ANA]
    clock.ahead(hours=10)
    sheet = sign(desk, sheet.lines[8])
    assert (sheet.is_handed_over, sheet.taken_by, sheet.taken_text, sheet.read_by) == (
        True,
        "Ben",
        "Ben Mon 02:42",
        ("Ben",),
    )
    assert not any(line.is_red for line in sheet.lines)
    assert desk.read(handover.sheet).state is HandoverState.DRAFT


def test_words_freeze_and_what_became_of_it_stands_beside_them(desk):
    erika = desk.guest()
    desk.visit(erika, room="412")
    view = desk.write(lambda work: tasks.promise(work, erika, "sea view by 18:00")).task.id
    robe = desk.write(lambda work: tasks.promise(work, erika, "robe by 19:00")).task.id
    cold = desk.write(lambda work: problems.report(work, "shower cold", guest_id=erika)).line.id
    tea = desk.write(lambda work: gestures.plan_own(work, erika, "Tea", [("tea", 300)])).id
    sheet = leave(desk)
    frozen = [(line.what, line.who, line.due_text, line.owner, line.next_step, line.details) for line in sheet.lines]
    desk.write(lambda work: tasks.done(work, view), BEN)
    desk.write(lambda work: tasks.told(work, robe, new_due=work.now + timedelta(hours=5)))
    desk.write(lambda work: tasks.offer(work, robe, BEN))
    desk.write(lambda work: tasks.accept(work, robe), BEN)
    desk.write(lambda work: problems.even(work, cold, confirmed=True, answer="said sorry"))
    desk.write(lambda work: gestures.deliver(work, tea), BEN)
    desk.sql("UPDATE guest SET display_name = 'Somebody Else'")
    now = read(desk, sheet)
    told = [(line.what, line.who, line.due_text, line.owner, line.next_step, line.details) for line in now.lines]
    assert told == frozen
    stands = {line.what: (line.is_settled, line.is_red, line.now_text) for line in now.lines}
    assert stands["Promise: sea view"] == (True, False, "kept 16:42 by Ben")
    assert stands["Promise: robe"] == (False, True, "by 21:42, with Ben")
    assert stands["Problem: shower cold"] == (False, True, "fixed, not yet better")
    assert stands["Tea"][:2] == (True, False)
    assert now.unaccepted == desk.read(handover.standing).red == len([line for line in now.lines if line.is_red])


def test_a_grave_line_is_read_back_before_it_counts(desk):
    guest = desk.guest()
    desk.visit(guest, room="412")
    desk.write(lambda work: problems.report(work, "nut in the soup, swelling", guest_id=guest))
    line = leave(desk).lines[0]
    before = desk.tables()
    assert line.critical
    for words in ("", "yes", "I got it all"):
        with pytest.raises(Invalid, match="Nothing is signed") as raised:
            sign(desk, line, words=words)
        assert raised.value.field == "words"
    assert desk.tables() == before
    line = sign(desk, line, words="did they see a doctor?", job="ask").lines[0]
    line = sign(desk, line, ANA, words="yes, at six", job="reply").lines[0]
    taken = sign(desk, line, words="Schulz 412 swelling").lines[0]
    assert (taken.state, taken.words, taken.reply) == (LineState.ACCEPTED, "Schulz 412 swelling", "")
    assert taken.details == ("Ben asked: did they see a doctor?", "answered: yes, at six")


def test_two_windows_sign_one_line_and_the_second_is_told(desk, nine):
    _, sheet = nine
    other = desk.window()
    sign(desk, sheet.lines[0])
    with pytest.raises(Stale):
        other.write(lambda work: handover.accept(work, sheet.lines[0].id, "", sheet.lines[0].version), BEN)
    with pytest.raises(Invalid, match="You took this line over"):
        sign(desk, sheet.lines[0], seen=False)
    cleo = desk.write(lambda work: people.add(work, "Cleo"))
    with pytest.raises(Invalid, match="Ben took this line over"):
        sign(desk, sheet.lines[0], cleo, seen=False)


def test_a_question_and_a_no_stay_red_and_the_answer_opens_the_line_again(desk, nine):
    _, sheet = nine
    sheet = sign(desk, sheet.lines[0], job="ask")
    assert (sheet.lines[0].state, sheet.lines[0].is_red, sheet.lines[0].answered_text) == (
        LineState.ASKED,
        True,
        "Ben 16:42",
    )
    sheet = sign(desk, sheet.lines[0], words="which one?", job="ask")
    sheet = sign(desk, sheet.lines[1], words="not mine", job="decline")
    assert (sheet.unaccepted, sheet.lines[1].state, sheet.lines[1].words) == (9, LineState.DECLINED, "not mine")
    with pytest.raises(Invalid, match="few words"):
        sign(desk, sheet.lines[0], ANA, job="reply")
    sheet = sign(desk, sheet.lines[0], ANA, words="the blue one", job="reply")
    first = sheet.lines[0]
    assert (first.state, first.words, first.reply, first.is_red) == (LineState.OPEN, "which one?", "the blue one", True)
    with pytest.raises(Invalid, match="Nobody asked"):
        sign(desk, first, ANA, words="x", job="reply")
    sheet = sign(desk, first)
    assert (sheet.lines[0].state, sheet.lines[0].words, sheet.unaccepted) == (LineState.ACCEPTED, "which one?", 8)
    desk.write(undo, BEN)
    assert read(desk, sheet).lines[0].state is LineState.OPEN


def test_only_what_was_the_leavers_or_nobodys_changes_hands(desk, clock):
    cleo = desk.write(lambda work: people.add(work, "Cleo"))
    mine, hers = task(desk, "mine"), task(desk, "hers", cleo)
    asked, left, free = task(desk, "asked"), task(desk, "left"), task(desk, "free")
    desk.write(lambda work: tasks.offer(work, asked, cleo))
    dora = desk.write(lambda work: people.add(work, "Dora"))
    desk.sql("UPDATE task SET owner_id = ? WHERE id = ?", dora, left)
    desk.write(lambda work: people.close(work, dora))
    desk.sql("UPDATE task SET owner_id = NULL WHERE id = ?", free)
    sheet = leave(desk)
    for line in sheet.lines:
        sheet = sign(desk, line)
    assert sheet.is_handed_over
    assert [owner(desk, each) for each in (mine, hers, asked, left, free)] == [BEN, cleo, BEN, BEN, BEN]
    desk.write(lambda work: tasks.accept(work, asked), cleo)  # who was asked may still say yes
    assert owner(desk, asked) == cleo


def test_whoever_left_it_signs_only_alone_or_back_for_a_later_shift(desk, nine, clock):
    _, sheet = nine
    for job in ("accept", "ask", "decline"):
        with pytest.raises(Invalid, match="somebody else signs it"):
            sign(desk, sheet.lines[0], ANA, job=job)
    clock.ahead(hours=7)  # 23:42, the night
    sheet = sign(desk, sheet.lines[0], ANA)
    clock.ahead(hours=-7)
    desk.write(lambda work: people.close(work, BEN))
    sheet = sign(desk, sheet.lines[1], ANA)
    assert sheet.unaccepted == 7


def test_nothing_to_report_is_said_and_read(desk):
    with pytest.raises(Invalid, match="Please say that there is nothing to report"):
        leave(desk)
    sheet = leave(desk, nothing_to_report=True)
    stands = desk.read(handover.standing)
    assert (sheet.headline, stands.red, stands.waits, stands.words) == (
        "Nothing to report", 0, True, "late shift not handed over",
    )  # fmt: skip
    with pytest.raises(Invalid, match="somebody else signs"):
        desk.write(lambda work: handover.read_nothing(work, sheet.id))
    taken = desk.write(lambda work: handover.read_nothing(work, sheet.id, sheet.version), BEN)
    assert (taken.is_handed_over, taken.taken_by) == (True, "Ben")
    assert desk.read(handover.standing).words == ""
    with pytest.raises(Invalid, match="handed over already"):
        desk.write(lambda work: handover.read_nothing(work, sheet.id), BEN)
    task(desk, "one")
    with pytest.raises(Invalid, match="There is something to report: 1 line"):
        leave(desk, nothing_to_report=True)


def test_what_nobody_accepted_goes_on_in_the_next_sheet_with_what_was_said(desk, clock):
    one, two = task(desk, "one"), task(desk, "two")
    far = task(desk, "far", due=desk.clock.now + timedelta(hours=2))
    desk.write(lambda work: handover.add_line(work, "Lift engineer at 7"))
    desk.write(lambda work: handover.add_line(work, "Key of the cellar lent"))
    sheet = leave(desk)
    by_what = {line.what: line for line in sheet.lines}
    sign(desk, by_what["To do: one"])
    sign(desk, by_what["To do: two"], words="which two?", job="ask")
    sign(desk, by_what["Lift engineer at 7"])
    desk.write(lambda work: tasks.told(work, far, new_due=work.now + timedelta(days=9)))
    clock.ahead(hours=14)
    desk.write(lambda work: tasks.done(work, one), BEN)
    later = leave(desk, BEN)
    told = {line.what: line for line in later.lines}
    assert set(told) == {"To do: two", "To do: far", "Key of the cellar lent"}
    assert told["To do: two"].details == ("Ben asked: which two?",)
    old = read(desk, sheet)
    assert (old.state, old.carried_to, old.is_handed_over) == (HandoverState.CARRIED, later.id, False)
    assert not any(line.is_red for line in old.lines)
    assert desk.read(handover.standing).sheet_id == later.id
    with pytest.raises(Invalid, match="newer sheet"):
        sign(desk, by_what["Key of the cellar lent"], ANA)
    assert owner(desk, two) == ANA
    desk.write(undo, BEN)
    assert read(desk, sheet).unaccepted == desk.read(handover.standing).red == 3


def test_work_done_instead_of_signed_hands_over_what_is_left(desk):
    _, two = task(desk, "one"), task(desk, "two")
    sheet = leave(desk)
    sign(desk, sheet.lines[0])
    desk.write(lambda work: tasks.done(work, two))
    now = read(desk, sheet)
    assert (now.is_handed_over, now.taken_by, now.unaccepted) == (True, "Ben", 0)
    assert desk.read(handover.standing).words == ""
    assert desk.read(lambda work: handover.past(work))[0][0].state is HandoverState.TAKEN
    desk.write(undo)
    assert desk.read(handover.standing).red == 1
    desk.write(lambda work: tasks.done(work, two))
    task(desk, "three")
    leave(desk, BEN)
    assert desk.sql("SELECT state, taken_by FROM handover WHERE id = ?", sheet.id) == [("handed_over", BEN)]


def test_a_sheet_is_taken_back_by_its_leaver_while_nobody_said_anything(desk, nine):
    _, sheet = nine
    with pytest.raises(NotAllowed, match="Ana left this handover"):
        desk.write(lambda work: handover.take_back(work, sheet.id), BEN)
    with pytest.raises(Stale):
        desk.write(lambda work: handover.take_back(work, sheet.id, sheet.version + 1))
    desk.write(lambda work: handover.add_line(work, "forgot this"))
    desk.write(lambda work: handover.take_back(work, sheet.id, sheet.version))
    again = desk.read(handover.sheet)
    assert (again.state, len(again.lines)) == (HandoverState.DRAFT, 10)
    sheet = leave(desk)
    assert len(desk.sql("SELECT id FROM handover WHERE deleted_at IS NULL")) == 1
    sign(desk, sheet.lines[0], job="ask")
    with pytest.raises(Invalid, match="begun to sign"):
        desk.write(lambda work: handover.take_back(work, sheet.id))
    desk.write(undo, BEN)
    desk.write(undo)
    assert desk.read(handover.sheet).state is HandoverState.DRAFT


def test_undo_gives_a_line_and_its_work_back_but_not_under_a_later_yes(desk, nine):
    ids, sheet = nine
    cleo = desk.write(lambda work: people.add(work, "Cleo"))
    sign(desk, sheet.lines[0])
    desk.write(undo, BEN)
    assert owner(desk, ids[0]) == ANA
    sheet = read(desk, sheet)
    for line in sheet.lines[:8]:
        sign(desk, line)
    assert sign(desk, sheet.lines[8], cleo).is_handed_over
    with pytest.raises(Stale):
        desk.write(undo, BEN)  # the sheet was handed over on the strength of it
    desk.write(undo, cleo)
    assert desk.read(handover.standing).red == 1
    desk.write(undo, BEN)
    assert desk.read(handover.standing).red == 2


def test_a_leaver_whose_account_was_closed_leaves_orphans_that_are_taken_by_signing(desk, nine):
    ids, sheet = nine
    lea = desk.write(lambda work: people.add(work, "Lea", "manager"))
    assert desk.write(lambda work: people.close(work, ANA), lea) == 9
    orphans = desk.read(lambda work: tasks.listing(work, orphans=True), lea)
    assert {line.id for line in orphans} == set(ids)
    now = read(desk, sheet, BEN)
    assert {line.now_text for line in now.lines} == {"nobody's"}
    for line in now.lines:
        now = sign(desk, line)
    assert now.is_handed_over
    assert {owner(desk, each) for each in ids} == {BEN}


def test_a_gesture_that_got_its_yes_after_the_sheet_was_left_goes_with_its_line(desk):
    from delightdesk.desk import approvals

    erika = desk.guest()
    spa = desk.write(lambda work: gestures.plan_own(work, erika, "Spa", [("spa", 900_00)]), BEN).id
    sheet = leave(desk, BEN)
    desk.write(lambda work: approvals.approve(work, spa))
    line = read(desk, sheet).lines[0]
    assert (line.gesture_id, line.task_id, line.now_text, line.section) == (
        spa, None, "somebody said yes", HandoverSection.GESTURES,
    )  # fmt: skip
    sign(desk, line, ANA)
    ((task_owner,),) = desk.sql("SELECT owner_id FROM task WHERE gesture_id = ?", spa)
    assert task_owner == ANA
    assert desk.read(handover.draft).lines[0].next_step == "prepare it"  # not "Ben makes it": Ben went home


def test_a_draft_that_somebody_else_changed_is_not_left_blindly(desk):
    desk.write(lambda work: handover.add_line(work, "one"))
    seen = desk.read(handover.draft).version
    desk.write(lambda work: handover.add_line(work, "two"), BEN)
    with pytest.raises(Stale):
        leave(desk, seen=seen)
    assert len(leave(desk, seen=desk.read(handover.draft).version).lines) == 2


@pytest.mark.usefixtures("nine")
def test_years_of_sheets_are_not_read_to_say_what_waits(desk):
    def plans(work):
        asked = []
        work.raw.set_trace_callback(asked.append)
        handover.standing(work)
        work.raw.set_trace_callback(None)
        return [row[3] for each in asked for row in work.raw.execute(f"EXPLAIN QUERY PLAN {each}")]

    assert not [step for step in desk.read(plans) if step.startswith("SCAN handover_line")]


def test_a_shift_that_two_windows_leave_at_once_is_left_once(desk, nine, clock):
    with pytest.raises(Invalid, match=r"left already, Ana .* says the same"):
        desk.window().write(handover.leave, BEN)
    desk.write(lambda work: handover.add_line(work, "Lift engineer at 7"), BEN)
    assert len(desk.write(handover.leave, BEN).lines) == 10
    clock.ahead(hours=9)
    assert desk.write(handover.leave, BEN).shift == "night"  # the next shift may well say what the last one said


def test_past_sheets_are_found_by_words_room_guest_person_and_day(desk, clock):
    zoe = desk.guest("Zoë", "Müller")
    desk.visit(zoe, room="412")
    desk.write(lambda work: tasks.promise(work, zoe, "sea view by 18:00"))
    first = leave(desk)
    clock.ahead(days=1)
    task(desk, "Mend the lamp", BEN, room="208")
    second = leave(desk, BEN)
    find = lambda text: [sheet.id for sheet in desk.read(lambda work: handover.past(work, text=text))[0]]  # noqa: E731
    assert find("") == [second.id, first.id]
    assert find("mueller") == find("muller sea") == find("412 müller") == [second.id, first.id]  # open on both
    assert find("208 lamp") == find("monday") == find("15 june") == find("2026-06-15") == find("ben") == [second.id]
    assert find("nobody") == []
    (lamp,), total = desk.read(lambda work: handover.past(work, text="lamp", limit=1))
    assert (total, lamp.found) == (1, "208 To do: Mend the lamp")
    (older,), total = desk.read(lambda work: handover.past(work, offset=1, limit=1))
    assert (older.id, total, older.state, older.left_text) == (first.id, 2, HandoverState.CARRIED, "Ana 16:42")
    assert (older.unaccepted, older.lines) == (3, 3)
