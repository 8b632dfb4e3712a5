"""In whose name a command acts, and the PIN of those who have one.

A PIN is typed at a terminal, where nobody sees it, or read from the environment; it is never an argument, which every
other program on the PC could read.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from delightdesk import desk
from delightdesk.domain.errors import NotAllowed
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import Role

if TYPE_CHECKING:
    from delightdesk.desk.house import HouseFile
    from delightdesk.desk.people import PersonLine
    from delightdesk.store.work import Work

PERSON = "DELIGHTDESK_PERSON"
PIN = "DELIGHTDESK_PIN"


def writer(house: HouseFile, name: str | None) -> int:
    """The person who writes: the one named, or whoever sat down last. Raises `NotAllowed` without the PIN it takes."""
    person = _person(house, name)
    if person.has_pin:
        pin = _pin_of(person)
        if pin is None:
            raise _no_pin(person, "saved")
        desk.pins.attempt(house, person.id, pin)
    return person.id


def reader(house: HouseFile, name: str | None, *, is_own: bool) -> tuple[int | None, bool]:
    """The person who reads, None for whoever sat down last, and whether they count as a receptionist only.

    ``is_own``: the answer holds what is somebody's own. Who is named for it has to be that person; everything else a
    receptionist reads as well.
    """
    if name is None and not _from_environment():
        return None, False
    person = _person(house, name)
    if not person.has_pin:
        return person.id, False
    pin = _pin_of(person, asks=is_own and name is not None)
    if pin is not None:
        desk.pins.attempt(house, person.id, pin)
        return person.id, False
    if is_own and name is not None:
        raise _no_pin(person, "shown")
    return person.id, True


def as_receptionist(work: Work) -> None:
    """Let what follows in ``work`` see no more than a receptionist does."""
    work.person = replace(work.person, role=Role.RECEPTIONIST)


def new_pin(name: str) -> str:
    """A PIN typed twice at a terminal. Raises `NotAllowed` where there is none, or when the two differ."""
    if not at_terminal():
        raise NotAllowed("A new PIN is typed at a terminal, where nobody sees it. Nothing was changed.")
    typed = ask_unseen(f"New PIN of {clean(name, 80)}: ")
    if typed != ask_unseen("Once more: "):
        raise NotAllowed("The two PINs differ. Nothing was changed. Please type them again.")
    return typed


def _person(house: HouseFile, name: str | None) -> PersonLine:
    with house.reading() as work:
        found = work.person.id if name is None else desk.people.resolve(work, name)
        return next(line for line in desk.people.people(work) if line.id == found)


def _pin_of(person: PersonLine, *, asks: bool = True) -> str | None:
    pin = _from_environment()
    if pin or not asks or not at_terminal():
        return pin or None
    return ask_unseen(f"PIN of {clean(person.name, 80)}: ")


def _from_environment() -> str:
    return os.environ.get(PIN, "").partition("\n")[0].strip()


def at_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def ask_unseen(words: str) -> str:
    """What is typed at the terminal, where nobody sees it; nothing when they leave."""
    from getpass import getpass

    try:
        return getpass(words).strip()
    except EOFError:
        return ""


def _no_pin(person: PersonLine, what: str) -> NotAllowed:
    return NotAllowed(
        f"{person.name} has a PIN. Nothing was {what}. "
        f"Please give the command in a terminal, where the PIN is asked for, or put the PIN into {PIN}."
    )
