"""The draft of a handover: every open thing once, in the order in which it is read, and nothing of next week."""

from __future__ import annotations

from datetime import timedelta

import pytest

from delightdesk.desk import gestures, handover, people, problems, tasks, visits
from delightdesk.domain.vocabulary import HandoverSection, HandoverState, TaskKind, VisitStatus

ANA, BEN = 1, 2
S = HandoverSection


def draft(desk, person=ANA):
    return desk.read(handover.draft, person)


def under(sheet, section):
    return [line for line in sheet.lines if line.section is section]


def task(desk, title, kind=TaskKind.TO_DO, *, hours=None, person=ANA, **values):
    def job(work):
        due = work.now + timedelta(hours=hours) if hours is not None else None
        task_id = tasks.add(work, kind, title, due=due, **values)
        work.did("test.task", title)
        return task_id

    return desk.write(job, person)


def report(desk, words, person=ANA, **values):
    return desk.write(lambda work: problems.report(work, words, **values), person).line.id


def test_a_quiet_shift_has_nothing_on_its_sheet(desk):
    sheet = draft(desk)
    assert (sheet.id, sheet.state, sheet.lines, sheet.reading_minutes) == (None, HandoverState.DRAFT, (), 0)
    assert (sheet.shift, sheet.shift_text) == ("late", "late shift, Sunday 14 June, 15:00 to 23:00")
    assert sheet.headline == "Nothing to hand over yet"


def test_nine_open_items_are_told_with_who_what_when_owner_and_next_step(desk):
    erika, max_ = desk.guest(), desk.guest("Max", "Schuler")
    desk.visit(erika, room="412", eta="17:00")
    cold = report(desk, "shower cold", guest_id=erika)
    desk.write(lambda work: tasks.promise(work, erika, "sea view by 18:00"))
    desk.write(lambda work: tasks.promise(work, max_, "brochure by friday 5pm"), BEN)
    task(desk, "Cot", guest_id=erika)
    task(desk, "Ask how the shower is", TaskKind.FOLLOW_UP, hours=5, guest_id=erika)
    task(desk, "Mend the lamp", TaskKind.FIX_IT, room="208")
    desk.write(lambda work: gestures.plan_own(work, erika, "Card by hand", [("card", 50)]))
    desk.write(lambda work: gestures.plan_own(work, max_, "Spa day", [("spa", 900_00)]), BEN)
    task(desk, "teddy bear", TaskKind.LEFT_BEHIND, room="214", person=BEN)
    sheet = draft(desk)
    told = [(line.section, line.what, line.who, line.due_text, line.owner) for line in sheet.lines]
    assert told == [
        (S.OPEN_WORK, "Problem: shower cold", "412 Erika Schultz", "", "Ana"),
        (S.OPEN_WORK, "Promise: sea view", "412 Erika Schultz", "18:00", "Ana"),
        (S.OPEN_WORK, "Follow up: Ask how the shower is", "412 Erika Schultz", "21:42", "Ana"),
        (S.OPEN_WORK, "Promise: brochure", "Max Schuler", "Fri 17:00", "Ben"),
        (S.OPEN_WORK, "To do: Cot", "412 Erika Schultz", "", "Ana"),
        (S.COMING, "1 still to come, 17:00", "", "", ""),
        (S.GESTURES, "Card by hand", "412 Erika Schultz", "", "Ana"),
        (S.GESTURES, "Spa day (£900)", "Max Schuler", "", "Ben"),
        (S.GUESTS, "First visit", "17:00 412 Erika Schultz", "", ""),
        (S.ROOMS, "Fix it: Mend the lamp", "208", "", "Ana"),
        (S.LEFT_BEHIND, "teddy bear", "214", "", "Ben"),
    ]
    assert [line.number for line in sheet.lines] == list(range(1, 12))
    steps = {line.what: line.next_step for line in sheet.lines}
    assert steps["Problem: shower cold"] == "listen to the end"
    assert steps["Promise: sea view"] == "prepare, or call before 18:00"
    assert steps["Spa day (£900)"] == "waits for Ana's yes"
    first = sheet.lines[0]
    assert (first.problem_id, first.guest_id, first.is_red, first.critical) == (cold, erika, False, False)
    assert sheet.at_desk == ("Ana", "Ben")
    assert sheet.headline == "11 lines, about 1 minute to read"


def test_each_open_thing_stands_once_under_the_first_heading_that_claims_it(desk):
    erika = desk.guest()
    fell = report(desk, "fell in the bath", guest_id=erika)
    task(desk, "Call the doctor back", problem_id=fell, guest_id=erika, hours=1)
    task(desk, "Nut-free cake", TaskKind.DELIVERY, guest_id=erika)
    task(desk, "Tray without nuts", room="9")
    sheet = draft(desk)
    assert [line.section for line in sheet.lines if line.task_id or line.problem_id] == [S.SAFETY] * len(sheet.lines)
    assert all(line.critical for line in sheet.lines)
    keys = [(line.task_id, line.problem_id) for line in sheet.lines]
    assert len(set(keys)) == len(keys) == 4


def test_only_what_falls_due_until_the_next_shift_ends_is_of_tonight(desk, clock):
    erika = desk.guest()
    for hours in (-1, 5, 14, 15, 24 * 6):  # the night ends on Monday 07:00, 14 h 18 from now
        task(desk, f"in {hours} h", TaskKind.FOLLOW_UP, hours=hours, guest_id=erika)
    far = task(desk, "asked of Ben", TaskKind.FOLLOW_UP, hours=300, guest_id=erika)
    desk.write(lambda work: tasks.offer(work, far, BEN))
    nobodys = task(desk, "nobody's", TaskKind.FOLLOW_UP, hours=200, guest_id=erika)
    desk.sql("UPDATE task SET owner_id = NULL WHERE id = ?", nobodys)
    desk.write(lambda work: tasks.promise(work, erika, "sea view by 3 july 6pm"))
    told = {line.what: line for line in draft(desk).lines}
    assert [what.partition(": ")[2] for what in told] == [
        "in -1 h",
        "nobody's",
        "in 5 h",
        "in 14 h",
        "asked of Ben",
        "sea view",
    ]
    assert told["Follow up: asked of Ben"].next_step == "Ben was asked and has not answered; ask the guest"
    assert told["Follow up: nobody's"].next_step == "it needs an owner; ask the guest"
    assert told["Promise: sea view"].due_text == "3 July 18:00"
    assert told["Follow up: in 14 h"].due_text == "Mon 06:42"  # never "tomorrow": the sheet is read on other days


def test_what_slips_or_is_grave_is_read_back(desk, clock):
    late = desk.write(lambda work: tasks.promise(work, None, "taxi by 16:50")).task.id
    desk.write(lambda work: tasks.promise(work, None, "robe by 18:00"))
    desk.write(lambda work: tasks.promise(work, None, "key by 22:00"))
    report(desk, "wrong room", room="7", severity=4)
    report(desk, "tap drips", room="8", severity=2)
    clock.ahead(minutes=30)
    told = {line.what: line for line in draft(desk).lines}
    assert {what for what, line in told.items() if line.critical} == {
        "Promise: taxi", "Promise: key", "Problem: wrong room",
    }  # fmt: skip
    assert told["Promise: taxi"].task_id == late
    assert told["Promise: taxi"].next_step == "call the guest now"
    assert draft(desk).lines[0].what == "Promise: taxi"


def test_arrivals_and_late_departures_are_one_line_each(desk):
    desk.visit(desk.guest("Max", "Schuler"), room="208", eta="00:30")
    desk.visit(desk.guest("Ida", "Berg"), room="101")
    erika = desk.guest()
    desk.visit(erika, room="412", eta="17:00")
    desk.note(erika, "20th anniversary 14 june")
    desk.note(erika, "allergic to nuts")
    for name, room, depart in (
        ("Jon", "305", "2026-06-14"),
        ("Kai", "306", "2026-06-14"),
        ("Lea", "101", "2026-06-14"),
        ("Mo", "9", "+5"),
    ):
        guest = desk.guest(name, "Stayer")
        visit = desk.visit(guest, room=room, arrive="2026-06-12", depart=depart)
        desk.write(lambda work, visit=visit: visits.set_status(work, visit, VisitStatus.IN_HOUSE))
    coming, leaving = under(draft(desk), S.COMING)
    assert coming.what == "3 still to come, the first 17:00, the last 00:30, 1 without a time"
    assert coming.details == ("17:00 412 Erika Schultz: 20th anniversary, nuts allergy, ask again today", "and 2 more")
    assert leaving.what == "3 late departures: 101, 305, 306"
    assert leaving.details == ("101: the next guest comes today",)


def test_of_many_arrivals_those_with_an_allergy_are_told_first(desk):
    for number in range(14):
        guest = desk.guest("Guest", f"Number {number}")
        desk.visit(guest, eta=f"17:{number + 10}")
        desk.note(guest, "allergic to nuts" if number == 13 else "birthday 14 june")
    coming = under(draft(desk), S.COMING)[0]
    assert (coming.details[0], len(coming.details)) == ("17:10 Guest Number 0: birthday", 13)
    assert coming.details[-2:] == ("17:23 Guest Number 13: nuts allergy, ask again today", "and 2 more")
    assert under(draft(desk), S.GUESTS)[1].what == "13 birthdays"


def test_after_midnight_it_is_still_the_evening_of_the_house(desk, clock):
    desk.visit(desk.guest("Max", "Schuler"), room="208", eta="00:30")
    clock.ahead(hours=8, minutes=30)  # 01:12 on the 15th
    sheet = draft(desk)
    assert sheet.shift_text == "night shift, Sunday 14 June, 23:00 to 07:00"
    assert under(sheet, S.COMING)[0].what == "1 still to come, 00:30"


def test_nothing_of_a_secret_and_nobody_incognito_stands_on_paper(desk):
    erika, star = desk.guest(), desk.guest("Greta", "Famous", incognito=True)
    desk.visit(erika, room="412", eta="17:00")
    desk.visit(star, room="500", eta="18:00")
    desk.note(erika, "secret proposal today, her husband must not know")
    desk.note(star, "birthday 14 june")
    desk.write(lambda work: tasks.promise(work, star, "quiet lift by 18:00"))
    desk.write(lambda work: gestures.plan_own(work, star, "Spa", [("spa", 900_00)]), BEN)
    sheet = draft(desk)
    words = " ".join(" ".join((line.who, line.what, *line.details)) for line in sheet.lines)
    assert "Famous" not in words
    assert "Greta" not in words
    assert "proposal" not in words
    assert "500" in words
    secret = next(line for line in sheet.lines if line.what.startswith("A secret"))
    assert (secret.who, secret.what) == ("17:00 412 Erika Schultz", "A secret: not a word to the husband")
    assert "18:00 500" in [line.who for line in sheet.lines if line.what == "Birthday"]


def test_rooms_given_to_two_and_arrivals_without_one_are_told(desk):
    old, new = desk.guest("Ida", "Berg"), desk.guest()
    stay = desk.visit(old, room="412", arrive="yesterday", depart="+3")
    desk.write(lambda work: visits.set_status(work, stay, VisitStatus.IN_HOUSE))
    desk.visit(new, room="412", eta="17:00")
    desk.visit(desk.guest("Max", "Schuler"))
    twice, without = under(draft(desk), S.ROOMS)
    assert (twice.what, twice.details) == (
        "1 room given to two", ("412: Ida Berg stays until 16 June, Erika Schultz comes today",),
    )  # fmt: skip
    assert (without.what, without.details) == ("1 arrival without a room", ("Max Schuler",))


def test_an_account_closed_in_the_shift_is_told_and_its_work_needs_an_owner(desk):
    cleo = desk.write(lambda work: people.add(work, "Cleo"))
    for number in range(4):
        task(desk, f"thing {number}", person=cleo)
    desk.write(lambda work: people.close(work, cleo))
    sheet = draft(desk)
    assert [line.owner for line in under(sheet, S.OPEN_WORK)] == [""] * 4
    (told,) = under(sheet, S.PEOPLE)
    assert told.what == "Cleo does not work here any more"
    assert sheet.at_desk == ("Ana", "Cleo")


def test_the_shelf_of_left_things_is_one_line_and_what_is_new_stands_alone(desk, clock):
    for number in range(8):
        task(desk, f"glove {number}", TaskKind.LEFT_BEHIND)
    clock.ahead(days=1)
    task(desk, "teddy bear", TaskKind.LEFT_BEHIND, room="214")
    new, older = under(draft(desk), S.LEFT_BEHIND)
    assert (new.what, new.who, new.next_step) == ("teddy bear", "214", "keep it safe until its owner is found")
    assert older.what == "8 older things in the lost and found"
    assert len(older.details) == 7


@pytest.mark.parametrize("words", ["", "  \x00 ", "\u200b"])
def test_a_free_line_needs_words(desk, words):
    from delightdesk.domain.errors import Invalid

    with pytest.raises(Invalid, match="Nothing was saved"):
        desk.write(lambda work: handover.add_line(work, words))


def test_a_free_line_is_its_writers_and_holds_no_card(desk):
    from delightdesk.domain.errors import Invalid, NotAllowed

    with pytest.raises(Invalid, match="card number"):
        desk.write(lambda work: handover.add_line(work, "Deposit card 4111 1111 1111 1111 in the till"))
    line_id = desk.write(lambda work: handover.add_line(work, "Deposit card in the till"))
    (own,), (others,) = draft(desk).lines, draft(desk, BEN).lines
    assert (own.is_mine, others.is_mine, own.owner, own.section) == (True, False, "Ana", S.ALSO)
    assert "4111" not in str(desk.tables())
    with pytest.raises(NotAllowed, match="Ana wrote"):
        desk.write(lambda work: handover.remove_line(work, line_id), BEN)
    desk.write(lambda work: handover.remove_line(work, line_id, own.version))
    assert draft(desk).lines == ()
