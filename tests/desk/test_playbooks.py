"""Playbooks: kept beside the pack, changed by the house, chosen for a problem, started as tasks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.desk import catalogue, playbooks
from delightdesk.desk.playbook_starting import spoken
from delightdesk.desk.playbook_typed import read
from delightdesk.desk.playbook_views import STEP_FIELDS, form_of
from delightdesk.desk.undo import undo
from delightdesk.domain.errors import Invalid, NotAllowed, NotFound, Stale
from delightdesk.domain.playbooks import Playbook, PlayStep
from delightdesk.domain.problem_kinds import KINDS
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import Sector
from delightdesk.files.packs import load_pack

ANA, BEN = 1, 2
TEN = timedelta(minutes=10)
KITCHEN = Playbook(
    key="t-kitchen",
    title="The kitchen is late",
    steps=(
        PlayStep("Tell them a true time", "owner", timedelta(), "“Twenty minutes more, {name}.”"),
        PlayStep("Bread to the table", "kitchen", TEN),
        PlayStep("Call the next day", "manager", timedelta(days=1), "Good morning."),
    ),
    answers=frozenset({"food.late", "arrival"}),
    words=frozenset({"kitchen", "slow"}),
    interim=("g05", "no-such-gesture"),
    options=("a table in the bar, at once", "the partner house"),
    partner="the inn across the road",
    most=12,
    most_of="people",
)
SHOWER = Playbook(
    "t-shower", "No warm water", (PlayStep("Another bathroom", "owner", TEN),), frozenset({"room.plumbing"})
)
MISSED = Playbook(
    "t-missed", "We forgot", (PlayStep("Call and say so", "owner", timedelta(), "It is our fault, {name}."),
                              PlayStep("Bring it in person", "owner", timedelta(hours=1))),
    for_missed=True,
)  # fmt: skip
OWN = playbooks.PlaybookForm(title="Lift out of order", answers="safety", step_1="now, porter: Carry the luggage")


@pytest.fixture
def ship(monkeypatch):
    """Ships a newer pack with these plans and no others."""

    def shipped(*plans, version=90):
        pack = replace(load_pack(Sector.HOTEL), playbooks=plans, version=version)
        monkeypatch.setattr(catalogue, "load_pack", lambda sector: pack)

    return shipped


@pytest.fixture
def desk(desk, ship):
    """A desk that goes by three plans."""
    desk.sql("DELETE FROM playbook")
    ship(KITCHEN, SHOWER, MISSED)
    desk.write(catalogue.renew)
    return desk


def form(desk, key="t-kitchen", **typed):
    return replace(desk.read(lambda work: playbooks.form(work, key)), **typed)


def save(desk, typed, person=ANA):
    return desk.write(lambda work: playbooks.save(work, typed), person)


def book(desk, key="t-kitchen"):
    return desk.read(lambda work: playbooks.book(work, key))


def line(desk, key="t-kitchen"):
    return next(line for line in desk.read(playbooks.listing) if line.key == key)


def refused(desk, job, error=Invalid, person=ANA):
    before = desk.tables()
    with pytest.raises(error) as caught:
        desk.write(job, person)
    assert desk.tables() == before
    return caught.value


def test_a_new_house_has_its_packs_plans_and_an_older_file_gets_them_at_the_next_start(desk_path, new_desk):
    shipped = {plan.key for plan in load_pack(Sector.HOTEL).playbooks}
    fresh = new_desk(desk_path)
    assert {line.key for line in fresh.read(playbooks.listing)} == shipped
    fresh.sql("DELETE FROM playbook")
    assert fresh.read(catalogue.needs_sync) == bool(shipped)
    fresh.write(catalogue.renew)
    assert {line.key for line in fresh.read(playbooks.listing)} == shipped
    assert not fresh.read(catalogue.needs_sync)
    fresh.close()


def test_the_list_is_by_title_and_finds_by_kind_step_and_state(desk):
    assert [each.key for each in desk.read(playbooks.listing)] == ["t-shower", "t-kitchen", "t-missed"]
    kitchen = line(desk)
    assert (kitchen.state, kitchen.answers, kitchen.limit) == ("pack", "arrival, food or drink late", "12 people")
    assert [(step.when, step.who, step.title) for step in kitchen.steps] == [
        ("now", "owner", "Tell them a true time"), ("10m", "kitchen", "Bread to the table"),
        ("1d", "manager", "Call the next day"),
    ]  # fmt: skip
    assert kitchen.interim == ("Champagne and strawberries",)
    for text, found in (("BREAD kitchen", ["t-kitchen"]), ("missed promise", ["t-missed"]), ("plumbing", ["t-shower"]),
                        ("own", []), ("nothing at all", [])):  # fmt: skip
        assert [each.key for each in desk.read(lambda work, text=text: playbooks.listing(work, text))] == found, text


def test_opening_and_saving_changes_nothing(desk):
    before = desk.tables()
    for each in desk.read(playbooks.listing):
        assert save(desk, form(desk, each.key)) == each.key
    assert desk.tables() == before


def test_a_changed_plan_is_one_act_and_undo_gives_the_packs_words_again(desk):
    soup = "1 h kitchen: Soup | Have a soup."
    save(desk, form(desk, title="Kitchen in trouble", step_2="", step_3=soup, limit="up to 8 people"))
    plan = book(desk)
    assert plan.steps == (KITCHEN.steps[0], PlayStep("Soup", "kitchen", timedelta(hours=1), "Have a soup."))
    assert (plan.most, plan.most_of, plan.title) == (8, "people", "Kitchen in trouble")
    assert plan.interim == KITCHEN.interim
    assert line(desk).state == "changed"
    assert desk.write(undo) == "Undone: Changed the playbook Kitchen in trouble"
    assert book(desk) == KITCHEN
    assert desk.sql("SELECT house FROM playbook WHERE key = 't-kitchen'") == [("{}",)]


def test_house_changes_own_plans_and_the_switch_outlive_a_newer_pack(desk, ship):
    own = save(desk, OWN)
    save(desk, form(desk, title="Ours"))
    desk.write(lambda work: playbooks.set_active(work, "t-shower", False))
    ship(
        replace(KITCHEN, title="Newer title", partner="the pub"), replace(SHOWER, title="Cold water"),
        Playbook("t-new", "New", (PlayStep("Listen", "owner", TEN),)), version=91,
    )  # fmt: skip
    assert desk.read(catalogue.needs_sync)
    assert desk.write(catalogue.renew) > 0
    assert not desk.read(catalogue.needs_sync)
    assert (book(desk).title, book(desk).partner) == ("Ours", "the pub")
    assert (line(desk, "t-shower").state, line(desk, "t-shower").title) == ("off", "Cold water")
    assert {"t-missed", "t-new", own} <= {each.key for each in desk.read(playbooks.listing)}
    desk.write(lambda work: playbooks.reset(work, "t-kitchen"))
    assert book(desk).title == "Newer title"
    assert desk.write(catalogue.renew) == 0


def test_switching_resetting_adding_and_removing_can_each_be_undone(desk):
    desk.write(lambda work: playbooks.set_active(work, "t-kitchen", False))
    assert line(desk).state == "off"
    assert "t-kitchen" not in {each.key for each in desk.read(playbooks.books)}
    desk.write(undo)
    assert line(desk).state == "pack"
    save(desk, form(desk, title="Ours"))
    desk.write(lambda work: playbooks.reset(work, "t-kitchen"))
    desk.write(undo)
    assert line(desk).title == "Ours"
    key = save(desk, OWN)
    assert (key, line(desk, key).state) == ("own-1", "own")
    desk.write(lambda work: playbooks.remove(work, key, 1))
    with pytest.raises(NotFound):
        book(desk, key)
    desk.write(undo)
    assert book(desk, key).title == "Lift out of order"
    desk.write(lambda work: playbooks.remove(work, key))
    assert save(desk, OWN) == "own-2"


def test_what_makes_no_sense_is_refused(desk):
    key = save(desk, OWN)
    assert "your own" in str(refused(desk, lambda work: playbooks.reset(work, key)))
    assert "already" in str(refused(desk, lambda work: playbooks.reset(work, "t-kitchen")))
    assert "came with the pack" in str(refused(desk, lambda work: playbooks.remove(work, "t-kitchen")))
    refused(desk, lambda work: playbooks.set_active(work, "no-such", True), NotFound)


def test_somebody_elses_change_is_not_overwritten(desk):
    mine, seen = form(desk, title="Mine"), line(desk).version
    save(desk.window(), form(desk, title="Theirs"))
    refused(desk, lambda work: playbooks.save(work, mine), Stale)
    refused(desk, lambda work: playbooks.set_active(work, "t-kitchen", False, seen), Stale)
    refused(desk, lambda work: playbooks.reset(work, "t-kitchen", seen), Stale)
    assert line(desk).title == "Theirs"


def test_a_receptionist_reads_and_starts_but_does_not_change(desk):
    typed = form(desk, title="Mine")
    for job in (
        lambda work: playbooks.save(work, typed),
        lambda work: playbooks.save(work, OWN),
        lambda work: playbooks.set_active(work, "t-kitchen", False),
        lambda work: playbooks.reset(work, "t-kitchen"),
        lambda work: playbooks.remove(work, "t-kitchen"),
        lambda work: playbooks.add_own(work, KITCHEN),
    ):
        assert "Ana can change the playbooks" in str(refused(desk, job, NotAllowed, BEN))
    assert desk.read(playbooks.listing, BEN)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("title", " \x1b[2J ", "Title: a playbook needs one"),
        ("title", "x" * 49, "Title: is 49 letters long"),
        ("answers", "safety, nois", 'Good for: "nois" is not a known kind of problem, perhaps "noise"'),
        ("limit", "many people", "Limit: “many people” is no limit such as 12 people"),
        ("limit", "12", "a limit needs what it counts"),
        ("options", "x" * 201, "201 letters long"),
        ("partner", "x" * 201, "Partner: is 201 letters long"),
        ("step_1", "", "Steps: a playbook needs at least one"),
        ("step_1", "now, owner: | “Words without a deed”", "what to do"),
        ("step_3", "10m, owner: Go | “Hello {guest}”", "{guest}"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_said_for_its_field_and_nothing_is_saved(desk, field, typed, words):
    told = refused(desk, lambda work: playbooks.save(work, replace(OWN, **{field: typed})))
    assert told.field == field
    assert words in str(told)
    assert "othing was saved" in str(told)


def test_kinds_are_typed_by_label_group_or_key_and_a_missed_promise_is_one_of_them(desk):
    key = save(desk, replace(OWN, answers="Noise; room, MISSED promise, bill, food.late"))
    plan = book(desk, key)
    assert plan.answers == {"room.noise", "room", "bill", "food.late"}
    assert plan.for_missed
    assert form(desk, key).answers == "missed promise, room, noise, food or drink late, bill"


def test_options_with_commas_in_them_stay_whole(desk):
    assert form(desk).options == "a table in the bar, at once; the partner house"
    save(desk, form(desk, options="a table in the bar, at once; the partner house; a taxi"))
    assert book(desk).options[2:] == ("a taxi",)
    save(desk, form(desk, options="a soup, a taxi"))
    assert book(desk).options == ("a soup", "a taxi")
    save(desk, form(desk, options="upstairs, at once;"))
    assert form(desk).options == "upstairs, at once;"


@pytest.mark.parametrize("sector", list(Sector))
def test_every_plan_of_a_pack_survives_the_form(sector):
    for plan in load_pack(sector).playbooks:
        shown = form_of(plan, active=True, version=1)
        emptied = replace(
            plan, title="", steps=(), answers=frozenset(), for_missed=False, options=(), most=0, most_of=""
        )
        assert read(shown, plan) == plan
        assert read(shown, emptied) == plan


words = st.text(st.characters(codec="utf-8", exclude_characters="|:,;{}“”"), min_size=1, max_size=30).filter(
    lambda text: clean(f"a {text} z") == f"a {text} z"
)


@given(
    st.lists(st.sampled_from(sorted(KINDS)), max_size=4),
    st.lists(words, max_size=3),
    st.integers(0, 99),
    st.lists(words, min_size=1, max_size=12),
)
def test_what_the_form_shows_is_read_back_as_it_was(kinds, options, most, titles):
    plan = Playbook(
        "own-1", "A plan", tuple(PlayStep(f"Go {title} on", "owner", TEN) for title in titles), frozenset(kinds),
        options=tuple(f"An {option} here" for option in options), most=most, most_of="people" if most else "", own=True,
    )  # fmt: skip
    shown = form_of(plan, active=True, version=1)
    assert read(shown, plan) == plan
    assert read(shown, replace(plan, answers=frozenset(), options=(), most=0, most_of="", steps=())) == plan
    assert sum(bool(getattr(shown, field)) for field in STEP_FIELDS) == len(titles)


@pytest.mark.parametrize(
    ("say", "with_name", "without"),
    [
        ("Twenty minutes more, {name}.", "Twenty minutes more, Ms Schultz.", "Twenty minutes more."),
        ("{name}, it is our fault.", "Ms Schultz, it is our fault.", "It is our fault."),
        ("Please, {name}, sit down.", "Please, Ms Schultz, sit down.", "Please, sit down."),
        ("", "", ""),
    ],
)  # fmt: skip
def test_the_name_is_said_or_not_missed(say, with_name, without):
    assert spoken(say, "Ms Schultz") == with_name
    assert spoken(say, "") == without


@pytest.fixture
def told(desk):
    """A guest in 412 whose shower is cold, as told by Ben."""
    from delightdesk.desk import problems

    guest = desk.guest(title="Ms")
    desk.visit(guest, room="412")
    view = desk.write(lambda work: problems.report(work, "kitchen slow again", guest_id=guest), BEN)
    return guest, view.line.id


def begin(desk, key, person=BEN, **for_):
    return desk.write(lambda work: playbooks.start(work, key, **for_), person)


def promised(desk, guest, text="brochures by 17:00"):
    from delightdesk.desk import tasks

    return desk.write(lambda work: tasks.promise(work, guest, text), BEN).task


def test_the_plan_for_the_kind_of_problem_comes_first_and_all_are_there(desk, told):
    _, problem = told
    choices = desk.read(lambda work: playbooks.for_problem(work, problem))
    assert [(each.number, each.key) for each in choices] == [(1, "t-kitchen"), (2, "t-shower"), (3, "t-missed")]
    assert choices[0].options == KITCHEN.options
    assert choices[0].steps[1] == playbooks.PlanStep("10m", "kitchen", "Bread to the table", "")
    guest = told[0]
    assert desk.read(lambda work: playbooks.for_guest(work, guest, missed=True))[0].key == "t-missed"
    for job in (lambda work: playbooks.for_problem(work, 99), lambda work: playbooks.for_guest(work, 99)):
        with pytest.raises(NotFound):
            desk.read(job)


def test_started_its_steps_are_tasks_with_owner_time_and_words_and_undo_takes_all_of_it_back(desk, told):
    guest, problem = told
    before = desk.tables("journal")
    lines = begin(desk, "t-kitchen", problem_id=problem)
    assert [(line.title, line.who, line.due - desk.clock.now, line.owner) for line in lines] == [
        ("Tell them a true time", "owner", timedelta(), "Ben"),
        ("Bread to the table", "kitchen", TEN, "Ben"),
        ("Call the next day", "manager", timedelta(days=1), "Ben"),
    ]
    assert lines[0].say == "“Twenty minutes more, Ms Schultz.”"
    assert {(line.guest_id, line.room, line.problem_id) for line in lines} == {(guest, "412", problem)}
    assert desk.sql("SELECT DISTINCT playbook, visit_id FROM task WHERE playbook <> ''") == [("t-kitchen", 1)]
    assert desk.sql("SELECT playbook FROM problem") == [("t-kitchen",)]
    acts = desk.sql("SELECT summary FROM journal WHERE action = 'playbook.started'")
    assert acts == [("Started the playbook The kitchen is late",)]
    assert desk.write(undo, BEN) == "Undone: Started the playbook The kitchen is late"
    after = desk.tables("journal")
    assert [row for row in after["task"] if row[3] is None] == before["task"]
    assert desk.sql("SELECT playbook FROM problem") == [("",)]
    assert begin(desk, "t-kitchen", problem_id=problem)


def test_a_plan_under_way_is_not_started_twice_and_again_only_once_its_tasks_are_over(desk, told):
    from delightdesk.desk import tasks

    guest, problem = told
    lines = begin(desk, "t-kitchen", problem_id=problem)
    sentence = str(refused(desk, lambda work: playbooks.start(work, "t-kitchen", problem_id=problem), person=ANA))
    assert sentence.startswith("The kitchen is late is under way here already.")
    assert begin(desk, "t-shower", problem_id=problem)
    assert desk.sql("SELECT playbook FROM problem") == [("t-shower",)]
    begin(desk, "t-shower", guest_id=guest)
    refused(desk, lambda work: playbooks.start(work, "t-shower", guest_id=guest))
    for line in lines:
        desk.write(lambda work, line=line: tasks.done(work, line.id), BEN)
    assert len(begin(desk, "t-kitchen", problem_id=problem)) == 3


def test_for_a_missed_promise_times_count_from_now_and_the_promise_stays_until_it_is_kept_late(desk, told):
    from delightdesk.desk import tasks

    guest = told[0]
    first, second = promised(desk, guest), promised(desk, guest, "sea view by 17:10")
    desk.clock.ahead(hours=2)
    lines = begin(desk, "t-missed", task_id=first.id)
    assert [(line.title, line.due - desk.clock.now) for line in lines] == [
        ("Call and say so (brochures)", timedelta()),
        ("Bring it in person (brochures)", timedelta(hours=1)),
    ]
    assert lines[0].say == "It is our fault, Ms Schultz."
    assert lines[0].room == "412"
    assert begin(desk, "t-missed", task_id=second.id), "another promise, another plan"
    refused(desk, lambda work: playbooks.start(work, "t-missed", task_id=first.id))
    assert desk.read(lambda work: tasks.view(work, first.id)).state == "missed"
    kept = desk.write(lambda work: tasks.done(work, first.id), BEN)
    assert kept.state == "kept_late"
    refused(desk, lambda work: playbooks.start(work, "t-missed", task_id=first.id))


def test_without_a_name_to_say_aloud_it_is_left_out(desk):
    guest = desk.guest(incognito=True)
    (first, *_) = begin(desk, "t-missed", guest_id=guest)
    assert first.say == "It is our fault."
    assert begin(desk, "t-missed", task_id=promised(desk, None).id)[0].say == "It is our fault."


def test_what_cannot_be_started_is_said_and_nothing_is_written(desk, told):
    from delightdesk.desk import problems
    from delightdesk.domain.vocabulary import CloseReason

    guest, problem = told
    desk.write(lambda work: playbooks.set_active(work, "t-shower", False))
    to_do = begin(desk, "t-kitchen", guest_id=guest)[0].id
    for words, key, for_ in (
        ("No warm water is not offered any more", "t-shower", {"guest_id": guest}),
        ("for a problem, a guest or a promise", "t-kitchen", {}),
        ("no promise that waits", "t-missed", {"task_id": to_do}),
    ):
        told = refused(desk, lambda work, key=key, for_=for_: playbooks.start(work, key, **for_))
        assert words in str(told)
    for key, for_ in (
        ("none", {"guest_id": guest}),
        ("t-kitchen", {"problem_id": 99}),
        ("t-kitchen", {"guest_id": 99}),
    ):
        refused(desk, lambda work, key=key, for_=for_: playbooks.start(work, key, **for_), NotFound)
    desk.write(lambda work: problems.lost(work, problem, CloseReason.GUEST_LEFT, "left in the night"))
    over = refused(desk, lambda work: playbooks.start(work, "t-missed", problem_id=problem))
    assert str(over).startswith("That problem is over.")
