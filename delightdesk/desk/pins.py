"""PINs: kept as scrypt leaves them, and never looked at before the attempt was counted.

A PIN keeps colleagues from acting in each other's name by mistake or for fun. It stands in no journal, no log and no
error, and neither a second window nor the end of the program in between gives an attempt for free.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from delightdesk.desk.permitted import require
from delightdesk.domain.errors import Invalid, NotAllowed
from delightdesk.domain.permissions import Act
from delightdesk.domain.pin_waits import still_to_wait, wait_after, wait_words
from delightdesk.store.tables import Pin, Staff
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

if TYPE_CHECKING:
    from delightdesk.store.house_file import HouseFile

SHORTEST, LONGEST = 4, 12
PROVEN_FOR = timedelta(minutes=2)
"""How long a PIN that was just typed right counts as the old one when it is changed."""

COST = 2**14
_BLOCK, _SALT, _LENGTH = 8, 16, 32

_PIN = table_of(Pin)
_OF_PERSON = _PIN.c.staff_id == bindparam("person")
_READ = select(_PIN.c.salt, _PIN.c.hash, _PIN.c.cost, _PIN.c.failures, _PIN.c.last_at).where(_OF_PERSON)
_COUNT = _PIN.update().where(_OF_PERSON).values(failures=_PIN.c.failures + 1, last_at=bindparam("at"))
_RIGHT = (
    _PIN.update().where(_OF_PERSON, _PIN.c.salt == bindparam("looked_at")).values(failures=0, last_at=bindparam("at"))
)
_FORGET = _PIN.delete().where(_OF_PERSON)


def attempt(house_file: HouseFile, staff_id: int, pin: str) -> None:
    """Return when ``pin`` is this person's, or when they have none. Raises `NotAllowed` with the wait, in words.

    Two transactions with the slow look at the PIN between them: the first counts a failure and is on the disk before
    anything is compared, the second takes the count back. An attempt during a wait counts too and is not looked at.
    """
    with house_file.writing(staff_id) as work:
        name = work.person.name
        found = work.session.connection().execute(_READ, {"person": staff_id}).first()
        if found is None:
            return
        salt, kept, cost, failures, last = found
        too_early = still_to_wait(failures, last, work.now) > timedelta()
        work.session.connection().execute(_COUNT, {"person": staff_id, "at": work.now})
    wait = wait_after(failures + 1)
    if too_early:
        raise NotAllowed(
            f"There were too many wrong PINs for {name}, so none is looked at now. Nothing was changed. "
            f"Please wait {wait_words(wait)}; trying before makes it longer."
        )
    if not hmac.compare_digest(_scrypt(_plain(pin), salt, cost), kept):
        again = f"Please wait {wait_words(wait)} before you type it again." if wait else "Please type it again."
        raise NotAllowed(f"That is not the PIN of {name}. Nothing was changed. {again}")
    with house_file.writing(staff_id) as work:
        values = {"person": staff_id, "looked_at": salt, "at": work.now}
        if not work.session.connection().execute(_RIGHT, values).rowcount:
            raise NotAllowed(f"The PIN of {name} was changed just now. Nothing else was. Please type the new one.")


def set_pin(work: Work, staff_id: int, pin: str) -> None:
    """Give a person a PIN of 4 to 12 digits in place of the one they had.

    One's own PIN is changed only by whoever typed the old one just now (see `attempt`), that of others by managers.
    Raises `Invalid` naming the field, or `NotAllowed`.
    """
    person = work.get(Staff, staff_id, "person")
    _check_whose(work, staff_id)
    digits = _plain(pin)
    if not digits:
        raise Invalid(f"A PIN has {SHORTEST} to {LONGEST} digits and nothing else. Nothing was changed.", "pin")
    salt = secrets.token_hex(_SALT)
    work.session.connection().execute(_FORGET, {"person": staff_id})
    work.session.connection().execute(
        _PIN.insert(),
        {"staff_id": staff_id, "salt": salt, "hash": _scrypt(digits, salt, COST), "cost": COST, "failures": 0},
    )
    work.did("person.pin", f"PIN set: {person.name}", undoable=False)


def clear_pin(work: Work, staff_id: int) -> None:
    """Take a PIN away, on the same terms as `set_pin`. Nothing happens where there is none."""
    person = work.get(Staff, staff_id, "person")
    _check_whose(work, staff_id)
    if forget(work, staff_id):
        work.did("person.pin", f"PIN taken away: {person.name}", undoable=False)


def forget(work: Work, staff_id: int) -> bool:
    """Drop the PIN of an account that is closed; True when there was one. The caller asks who may and says so."""
    return bool(work.session.connection().execute(_FORGET, {"person": staff_id}).rowcount)


def _check_whose(work: Work, staff_id: int) -> None:
    if staff_id != work.person.id:
        require(work, Act.MANAGE_PEOPLE)
        return
    found = work.session.connection().execute(_READ, {"person": staff_id}).first()
    if found is None:
        return
    proven = found.failures == 0 and found.last_at is not None
    if not proven or not timedelta() <= work.now - found.last_at <= PROVEN_FOR:
        raise NotAllowed("Please type your old PIN first. Nothing was changed.")


def _plain(pin: str) -> str:
    """The digits in ASCII, whatever keyboard they come from; empty for what can be nobody's PIN."""
    if not pin.isdecimal() or not SHORTEST <= len(pin) <= LONGEST:
        return ""
    return "".join(str(int(digit)) for digit in pin)


def _scrypt(digits: str, salt: str, cost: int) -> str:
    """The PIN as it is kept, in hexadecimal digits."""
    return hashlib.scrypt(digits.encode(), salt=bytes.fromhex(salt), n=cost, r=_BLOCK, p=1, dklen=_LENGTH).hex()
