"""Guests: forms, names of every kind, and a search index that follows whatever happens to them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule, run_state_machine_as_test

from delightdesk.desk import finding, gestures, guests, notes, visits
from delightdesk.desk.undo import undo
from delightdesk.domain.errors import DeskError, Invalid, NotAllowed, NotFound
from delightdesk.domain.vocabulary import VisitStatus


def _form(desk, guest_id):
    return desk.read(lambda work: guests.form(work, guest_id))


def _found(desk, text):
    return [hit.id for hit in desk.read(lambda work: finding.find(work, text))]


def test_a_form_saves_what_was_typed_and_gives_it_back(desk):
    typed = guests.GuestForm(
        first="Erika", last="Schultz", title="Ms", call_me="Rika", say_as="SHOOLTS", language="German",
        email="erika@example.com", phone="+49 30 5550100", tier="Gold", incognito=True, gift_restricted=True,
        alcohol_ok=True, needs_reassurance=True,
    )  # fmt: skip
    guest_id = desk.write(lambda work: guests.save(work, typed))
    assert _form(desk, guest_id) == replace(typed, id=guest_id, version=1)
    assert desk.card(guest_id).call_name == "Rika"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"first": " ", "last": "\x1b[2J"}, "first"),
        ({"first": "Erika", "email": "erika"}, "email"),
        ({"first": "Erika", "email": "@"}, "email"),
        ({"first": "Erika", "phone": "12"}, "phone"),
    ],
)
def test_what_cannot_be_saved_names_its_field_and_saves_nothing(desk, typed, field):
    with pytest.raises(Invalid, match="Nothing was saved") as raised:
        desk.write(lambda work: guests.save(work, guests.GuestForm(**typed)))
    assert raised.value.field == field
    assert desk.sql("SELECT count(*) FROM guest") == [(0,)]


def test_a_guest_without_surname(desk):
    guest_id = desk.guest("Cher", "")
    card = desk.card(guest_id)
    assert (card.name, card.say) == ("Cher", "“Welcome, Cher.”")
    assert _found(desk, "cher") == [guest_id]


def test_a_name_of_three_hundred_letters_is_kept_whole(desk):
    first, last = "Pablo Diego José " * 8, "Ruiz y Picasso-" * 10
    guest_id = desk.guest(first.strip(), last)
    form = _form(desk, guest_id)
    assert form.last == last
    assert len(desk.card(guest_id).name) <= 300
    desk.write(lambda work: guests.save(work, replace(form, title="Sr")))
    assert _form(desk, guest_id).last == last
    long = desk.guest("", "ß" * 300)
    assert _form(desk, long).last == "ß" * 300
    assert desk.index_problems() == []


def test_two_guests_of_one_name_stay_two(desk):
    one, two = desk.guest("Anna", "Schulz"), desk.guest("Anna", "Schulz")
    desk.caution(two, "nuts")
    assert _found(desk, "anna schulz") == [two, one]
    assert desk.card(one).mind == ""


def test_how_a_name_is_said_can_be_typed_behind_it(desk):
    guest_id = desk.guest("Siobhan, say shiv-AWN", "Walsh")
    assert desk.card(guest_id).say == "“Welcome, Siobhan Walsh.” (shiv-AWN)"
    blank = guests.blank("siobhan walsh")
    assert (blank.first, blank.last) == ("Siobhan", "Walsh")
    assert guests.blank("cher").first == "Cher"


def test_hostile_text_does_not_reach_the_file(desk):
    guest_id = desk.guest("Er\x1b[31mika\u202e", "Sch\x00ultz\n", call_me="\x1b]0;pwn\x07Rika")
    form = _form(desk, guest_id)
    assert (form.first, form.last, form.call_me) == ("Erika", "Schultz", "Rika")


@pytest.mark.parametrize(
    "visit",
    [
        None,
        {"arrive": "+1", "depart": "+2"},
        {"arrive": "2026-06-01", "depart": "+2", "status": VisitStatus.CANCELLED},
        {"arrive": "2026-06-01", "depart": "+2", "status": VisitStatus.NO_SHOW},
    ],
)
def test_anybody_takes_back_a_guest_made_by_mistake_within_a_day(desk, visit):
    guest_id = desk.guest()
    if visit:
        desk.visit(guest_id, **visit)
    desk.clock.ahead(hours=24)
    desk.write(lambda work: guests.remove(work, guest_id), 2)
    with pytest.raises(NotFound):
        desk.card(guest_id)


@pytest.mark.parametrize("status", [VisitStatus.LEFT, VisitStatus.IN_HOUSE, VisitStatus.EXPECTED])
def test_a_guest_who_was_here_before_is_a_managers_to_remove(desk, status):
    guest_id = desk.guest()
    desk.visit(guest_id, arrive="2026-06-01", depart="+2", status=status)
    with pytest.raises(NotAllowed, match="Ana can remove a guest with a history"):
        desk.write(lambda work: guests.remove(work, guest_id), 2)
    assert desk.card(guest_id).name == "Erika Schultz"
    desk.write(lambda work: guests.remove(work, guest_id))


def test_a_removed_guest_is_not_found_and_comes_back_whole(desk):
    guest_id = desk.guest(phone="+49 30 5550100")
    desk.visit(guest_id, room="412")
    desk.write(lambda work: guests.remove(work, guest_id))
    for text in ("schultz", "5550100", "412"):
        assert _found(desk, text) == []
    with pytest.raises(NotFound):
        desk.card(guest_id)
    desk.write(undo)
    for text in ("schultz", "5550100", "412"):
        assert _found(desk, text) == [guest_id]


def test_an_erika_is_found_by_number_and_by_whole_name(desk):
    one, two = desk.guest("Max", "Schuler"), desk.guest("Max", "Schuler-Meyer")
    assert desk.read(lambda work: finding.resolve(work, "Max Schuler")) == one
    assert desk.read(lambda work: finding.resolve(work, str(two))) == two
    with pytest.raises(DeskError, match="fits 2 guests"):
        desk.read(lambda work: finding.resolve(work, "schuler"))
    with pytest.raises(NotFound, match="Nobody fits"):
        desk.read(lambda work: finding.resolve(work, "99"))


NAMES = ["Erika", "Müller", "山田太郎", "O'Brien", "Łukasz", "de la Cruz", "Юлия", "Ann", "Anna", "!", "Smith-Smythe"]
PHONES = ["", "+49 30 5550100", "020 7946 0123", "555"]
ROOMS = ["", "412", "7a", "12"]


class Reception(RuleBasedStateMachine):
    """Guests and visits come, change and go, in two windows, with undo and with jobs that fail half-way."""

    make = None
    guests_ = Bundle("guests")
    visits_ = Bundle("visits")

    def __init__(self):
        super().__init__()
        self.desk = type(self).make()
        self.windows = [self.desk, self.desk.window()]

    def _do(self, window, job):
        try:
            return self.windows[window].write(job, window + 1)
        except DeskError:
            return None

    @rule(
        target=guests_, window=st.integers(0, 1), first=st.sampled_from(NAMES), last=st.sampled_from(NAMES),
        phone=st.sampled_from(PHONES),
    )  # fmt: skip
    def add(self, window, first, last, phone):
        form = guests.GuestForm(first=first, last=last, phone=phone, email="a@b.example" if phone else "")
        return self._do(window, lambda work: guests.save(work, form))

    @rule(guest=guests_, window=st.integers(0, 1), last=st.sampled_from(NAMES), call_me=st.sampled_from(["", *NAMES]))
    def edit(self, guest, window, last, call_me):
        def job(work):
            return guests.save(work, replace(guests.form(work, guest), last=last, call_me=call_me))

        self._do(window, job)

    @rule(guest=guests_, window=st.integers(0, 1))
    def remove(self, guest, window):
        self._do(window, lambda work: guests.remove(work, guest))

    @rule(target=visits_, guest=guests_, window=st.integers(0, 1), room=st.sampled_from(ROOMS), ref=st.text(max_size=6))
    def visit(self, guest, window, room, ref):
        found = self._do(window, lambda work: visits.save(work, visits.VisitForm(guest, room=room, ref=ref)))
        return multiple() if found is None else found

    @rule(visit=visits_, window=st.integers(0, 1), room=st.sampled_from(ROOMS), status=st.sampled_from(VisitStatus))
    def move(self, visit, window, room, status):
        def job(work):
            guest = work.get(visits.Visit, visit).guest_id
            visits.save(work, replace(visits.form(work, guest, visit), room=room, status=status))

        self._do(window, job)

    @rule(guest=guests_, window=st.integers(0, 1))
    def fail_half_way(self, guest, window):
        before = self.desk.tables()

        def job(work):
            guests.save(work, guests.GuestForm(first="Half", last="Way"))
            guests.save(work, replace(guests.form(work, guest), first="Half"))
            notes.store_line(work, guest, "")

        assert self._do(window, job) is None
        assert self.desk.tables() == before

    @rule(guest=guests_)
    def give(self, guest):
        self._do(0, lambda work: gestures.plan_own(work, guest, "Tea", [("tea", 300)]))

    @rule(window=st.integers(0, 1))
    def take_back(self, window):
        self._do(window, undo)

    @invariant()
    def the_index_agrees_with_the_guests(self):
        assert self.desk.index_problems() == []
        for guest_id, name, phone in self.desk.sql(
            "SELECT id, display_name, phone FROM guest WHERE deleted_at IS NULL"
        ):
            document = self.desk.sql("SELECT phones, codes FROM find_doc WHERE guest_id = ?", guest_id)
            rooms = {
                f"m{room}"
                for (room,) in self.desk.sql(
                    "SELECT DISTINCT room FROM visit WHERE guest_id = ? AND deleted_at IS NULL AND room <> ''", guest_id
                )
            }
            assert len(document) == 1
            assert bool(document[0][0]) is bool(phone)
            assert {code for code in document[0][1].split() if code[0] == "m"} == rooms, name

    def teardown(self):
        self.desk.close()


def test_the_index_follows_whatever_happens(fresh_desk):
    Reception.make = staticmethod(fresh_desk)
    run_state_machine_as_test(
        Reception,
        settings=settings(
            max_examples=8, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
