"""PINs: counted before they are looked at, by every window and through every kill, and never to be read anywhere."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.desk import people, pins
from delightdesk.domain.errors import DeskError, Invalid, NotAllowed
from delightdesk.domain.pin_waits import LONGEST, still_to_wait, wait_after, wait_words
from delightdesk.domain.vocabulary import Role

ANA, BEN = 1, 2
ROOT = Path(__file__).parents[2]
PIN, WRONG = "73918264", "00000000"

GUESSER = """
import sys
from datetime import datetime
from pathlib import Path
from delightdesk.desk import pins
from delightdesk.desk.house import open_house
from delightdesk.domain.errors import NotAllowed

now = datetime.fromisoformat(sys.argv[2])
house = open_house(Path(sys.argv[1]), lambda: now)
print("ready", flush=True)
for line in sys.stdin:
    try:
        pins.attempt(house, 1, line.strip())
    except NotAllowed:
        print("refused", flush=True)
    else:
        print("in", flush=True)
"""


@pytest.fixture(scope="module")
def pin_file(template, new_desk, tmp_path_factory):
    """A PIN that costs little to look at; what a PIN costs stands beside it in the file."""
    path = Path(shutil.copy(template, tmp_path_factory.mktemp("pin") / "desk.db"))
    with closing(new_desk(path)) as desk, pytest.MonkeyPatch.context() as cheap:
        cheap.setattr(pins, "COST", 2)
        desk.write(lambda work: pins.set_pin(work, ANA, PIN))
    return path


@pytest.fixture
def with_pin(pin_file, new_desk, tmp_path):
    """Ana, the manager, has a PIN."""
    with closing(new_desk(Path(shutil.copy(pin_file, tmp_path / "desk.db")))) as desk:
        yield desk


def _try(desk, pin, staff_id=ANA):
    pins.attempt(desk.house, staff_id, pin)


def _counted(desk):
    return desk.sql("SELECT failures FROM pin WHERE staff_id = 1")[0][0]


def _wrong(desk, times):
    for _ in range(times):
        with pytest.raises(NotAllowed):
            _try(desk, WRONG)


def test_the_right_pin_lets_in_and_the_wrong_one_does_not(with_pin):
    _try(with_pin, PIN)
    with pytest.raises(NotAllowed, match=r"not the PIN of Ana\. Nothing was changed\. Please type it again"):
        _try(with_pin, WRONG)
    assert _counted(with_pin) == 1
    _try(with_pin, PIN)
    assert _counted(with_pin) == 0
    _try(with_pin, "whatever", BEN)


def test_digits_of_another_keyboard_are_the_same_digits(with_pin):
    _try(with_pin, "٧٣٩١٨٢٦٤")


@pytest.mark.parametrize("typed", ["", "abc", "7391 8264", "\udcff", "²", PIN + "\0", "1" * 5000])
def test_what_is_no_pin_is_a_wrong_pin(with_pin, typed):
    with pytest.raises(NotAllowed):
        _try(with_pin, typed)
    assert _counted(with_pin) == 1


def test_two_slips_are_free_then_the_wait_doubles_and_the_right_pin_waits_too(with_pin):
    _wrong(with_pin, 2)
    _try(with_pin, PIN)
    _wrong(with_pin, 2)
    with pytest.raises(NotAllowed, match="wait 2 seconds"):
        _try(with_pin, WRONG)
    with pytest.raises(NotAllowed, match=r"too many wrong PINs.*wait 4 seconds"):
        _try(with_pin, PIN)
    with_pin.clock.ahead(seconds=3.9)
    with pytest.raises(NotAllowed, match="wait 8 seconds"):
        _try(with_pin, PIN)
    with_pin.clock.ahead(seconds=8)
    _try(with_pin, PIN)
    assert _counted(with_pin) == 0


def test_a_clock_set_back_never_shortens_the_wait_nor_locks_anybody_out_for_good(with_pin):
    _wrong(with_pin, 6)
    with_pin.clock.ahead(days=-400)
    with pytest.raises(NotAllowed, match="wait 32 seconds"):
        _try(with_pin, PIN)
    with_pin.clock.ahead(seconds=31)
    with pytest.raises(NotAllowed, match="wait 64 seconds"):
        _try(with_pin, PIN)
    with_pin.clock.ahead(seconds=64)
    _try(with_pin, PIN)


def test_a_restart_and_another_window_know_of_the_wait(with_pin, new_desk):
    _wrong(with_pin, 2)
    _wrong(with_pin.window(), 2)
    again = new_desk(with_pin.path, with_pin.clock)
    with pytest.raises(NotAllowed, match="too many"):
        _try(again, PIN)
    again.close()


def test_fifty_wrong_pins_from_three_processes_and_a_kill_do_not_reset_the_wait(with_pin):
    with_pin.house.close()
    command = [sys.executable, "-c", GUESSER, str(with_pin.path), with_pin.clock.now.isoformat()]
    guessers = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    for each in guessers:
        assert each.stdout.readline() == "ready\n"
    rounds = {guessers[0]: 10, guessers[1]: 20, guessers[2]: 22}
    for each, count in rounds.items():
        each.stdin.write(f"{WRONG}\n" * count)
        each.stdin.flush()
    answered = [guessers[0].stdout.readline() for _ in range(5)]
    guessers[0].kill()
    for each in guessers:
        rest, _ = each.communicate()
        answered += rest.splitlines(keepends=True)

    assert set(answered) == {"refused\n"}
    assert len(answered) <= _counted(with_pin) <= len(answered) + 1
    assert 47 <= _counted(with_pin) <= 52
    _wrong(with_pin, max(0, 50 - _counted(with_pin)))
    last = with_pin.clock.now
    for passed in (timedelta(), LONGEST - timedelta(seconds=1)):
        with_pin.clock.now = last + passed
        counted = _counted(with_pin)
        with pytest.raises(NotAllowed, match="wait 15 minutes"):
            _try(with_pin, PIN)
        assert _counted(with_pin) == counted + 1
    with_pin.clock.ahead(minutes=15)
    _try(with_pin, PIN)
    assert _counted(with_pin) == 0


def test_ones_own_pin_is_changed_by_whoever_just_typed_the_old_one(with_pin):
    before = with_pin.tables()
    for job in (lambda work: pins.set_pin(work, ANA, "2468"), lambda work: pins.clear_pin(work, ANA)):
        with pytest.raises(NotAllowed, match="old PIN first"):
            with_pin.write(job)
    assert with_pin.tables() == before
    _wrong(with_pin, 1)
    with pytest.raises(NotAllowed, match="old PIN first"):
        with_pin.write(lambda work: pins.set_pin(work, ANA, "2468"))
    _try(with_pin, PIN)
    with_pin.clock.ahead(minutes=3)
    with pytest.raises(NotAllowed, match="old PIN first"):
        with_pin.write(lambda work: pins.set_pin(work, ANA, "2468"))
    _try(with_pin, PIN)
    with_pin.write(lambda work: pins.set_pin(work, ANA, "2468"))
    with pytest.raises(NotAllowed, match="not the PIN"):
        _try(with_pin, PIN)
    _try(with_pin, "2468")
    with_pin.write(lambda work: pins.clear_pin(work, ANA))
    assert with_pin.sql("SELECT * FROM pin") == []


def test_the_pin_of_others_is_a_managers_to_set_and_take_away(with_pin):
    with_pin.write(lambda work: pins.set_pin(work, BEN, "1234"))
    with_pin.write(lambda work: pins.set_pin(work, BEN, "5678"))
    pins.attempt(with_pin.house, BEN, "5678")
    for role in (Role.RECEPTIONIST, Role.LEAD):
        with_pin.sql("UPDATE staff SET role = ? WHERE id = 2", role.value)
        before = with_pin.tables()
        for job in (lambda work: pins.set_pin(work, ANA, "1111"), lambda work: pins.clear_pin(work, ANA)):
            with pytest.raises(NotAllowed, match="Ana can"):
                with_pin.write(job, BEN)
        assert with_pin.tables() == before
    with_pin.write(lambda work: pins.clear_pin(work, BEN))
    with_pin.write(lambda work: pins.clear_pin(work, BEN))
    with_pin.write(lambda work: pins.set_pin(work, BEN, "9999"), BEN)
    pins.attempt(with_pin.house, BEN, "9999")


@pytest.mark.parametrize("pin", ["", "123", "1234567890123", "12 34", "12ab", "½½½½", "-1234", "²²²²"])
def test_a_pin_is_four_to_twelve_digits(desk, pin):
    with pytest.raises(Invalid, match=r"4 to 12 digits.*Nothing was changed") as raised:
        desk.write(lambda work: pins.set_pin(work, BEN, pin))
    assert raised.value.field == "pin"
    assert desk.sql("SELECT * FROM pin") == []


def test_a_pin_stands_nowhere(with_pin):
    said = []
    for pin in (WRONG, PIN[:4], f"{PIN}9", PIN, PIN):
        try:
            _try(with_pin, pin)
        except DeskError as error:
            said.append(repr((error, error.__cause__, error.__context__)))
    with pytest.raises(Invalid) as raised:
        with_pin.write(lambda work: pins.set_pin(work, BEN, f"{PIN}x"))
    said.append(repr(raised.value))
    assert not any(PIN[:4] in words or WRONG in words for words in said)
    assert PIN not in repr(with_pin.tables())
    for each in with_pin.path.parent.iterdir():
        assert PIN.encode() not in each.read_bytes()
    assert with_pin.sql("SELECT action, summary, undoable, changes FROM journal WHERE action LIKE 'person.%'") == [
        ("person.pin", "PIN set: Ana", 0, "[]")
    ]


def test_the_same_pin_looks_different_for_two_people(desk):
    for person in (ANA, BEN):
        desk.write(lambda work, person=person: pins.set_pin(work, person, PIN))
    (ana, ana_salt, cost), (ben, ben_salt, _) = desk.sql("SELECT hash, salt, cost FROM pin ORDER BY staff_id")
    assert (ana != ben, ana_salt != ben_salt, len(ana_salt)) == (True, True, 32)
    assert cost >= 2**14
    pins.attempt(desk.house, BEN, PIN)


def test_a_pin_changed_while_it_is_looked_at_does_not_let_in_with_the_old_one(with_pin, monkeypatch):
    looked = pins._scrypt

    def meanwhile(pin, salt, cost):
        monkeypatch.setattr(pins, "_scrypt", looked)
        with_pin.sql("UPDATE staff SET role = 'manager' WHERE id = 2")
        with_pin.write(lambda work: pins.set_pin(work, ANA, "2468"), BEN)
        return looked(pin, salt, cost)

    monkeypatch.setattr(pins, "_scrypt", meanwhile)
    with pytest.raises(NotAllowed, match="changed just now"):
        _try(with_pin, PIN)
    _try(with_pin, "2468")


def test_a_closed_account_has_no_pin_and_lets_nobody_in(with_pin):
    with_pin.write(lambda work: people.add(work, "Cleo", Role.MANAGER))
    with_pin.write(lambda work: people.close(work, ANA), 3)
    assert with_pin.sql("SELECT * FROM pin") == []
    with pytest.raises(NotAllowed, match="Nobody is at the desk"):
        _try(with_pin, PIN)


@given(st.integers(0, 10_000))
def test_waits_grow_and_end_at_a_quarter_of_an_hour(failures):
    wait = wait_after(failures)
    assert timedelta() <= wait <= wait_after(failures + 1) <= LONGEST
    assert bool(wait) == (failures > 2)
    assert [wait_after(number).seconds for number in range(7)] == [0, 0, 0, 2, 4, 8, 16]


@given(st.integers(0, 60), st.integers(-(10**6), 10**6))
def test_what_is_left_never_exceeds_the_wait_and_is_whole_before_it_began(failures, passed):
    from datetime import UTC, datetime

    last = datetime(2026, 6, 14, tzinfo=UTC)
    left = still_to_wait(failures, last, last + timedelta(seconds=passed))
    assert timedelta() <= left <= wait_after(failures)
    assert passed > 0 or left == wait_after(failures)
    assert passed < LONGEST.total_seconds() or left == timedelta()
    assert still_to_wait(failures, None, last) == timedelta()


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 second"), (2, "2 seconds"), (64, "64 seconds"), (900, "15 minutes")]
)
def test_waits_are_told_in_words(seconds, words):
    assert wait_words(timedelta(seconds=seconds)) == words
