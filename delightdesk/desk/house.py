"""The house: setting up a desk, opening it, its settings."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from delightdesk.desk import catalogue
from delightdesk.desk.permitted import require
from delightdesk.desk.place import default_path
from delightdesk.domain.errors import CannotOpen, Invalid, NotAllowed
from delightdesk.domain.house import HouseSettings
from delightdesk.domain.money import currency_known, estimate_from_gbp, parse_money, show_money
from delightdesk.domain.permissions import Act
from delightdesk.domain.settings import DELIGHT_ALLOWANCE, PROBLEM_ALLOWANCE
from delightdesk.domain.text import clean, kept_words
from delightdesk.domain.vocabulary import AlcoholRule, Role, Sector, SensitiveRule
from delightdesk.store import house_file, passkeys
from delightdesk.store.connecting import driver_errors
from delightdesk.store.engine import make_engine, private_files
from delightdesk.store.header import FileState, read_state, why_not_new
from delightdesk.store.house_file import Clock, HouseFile, system_clock
from delightdesk.store.tables import House, PlaybookRow, Staff
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

__all__ = [
    "AllowanceForm", "HouseFile", "allowance_form", "default_path", "open_house", "save_allowances", "set_theme",
    "set_up", "settings",
]  # fmt: skip

_ANY_PLAYBOOK = select(table_of(PlaybookRow).c.id).limit(1)


@dataclass(frozen=True, slots=True)
class AllowanceForm:
    """What anyone may spend unasked, as typed: on delight in a visit, and to put one problem right."""

    version: int
    delight: str
    problem: str


def open_house(path: Path, clock: Clock = system_clock) -> HouseFile:
    """Open the desk at ``path``. An older file is brought up to date first, and what the pack brings with it.

    Raises `CannotOpen`; nothing is written then.
    """
    was_behind = read_state(path) is FileState.BEHIND
    file = house_file.open_house(path, clock)
    if was_behind or _has_no_playbook(file):  # none: the update before was cut off between its two halves
        with suppress(NotAllowed), file.writing() as work:  # with a PIN, the next window does it
            catalogue.renew(work)
    return file


def _has_no_playbook(file: HouseFile) -> bool:
    with file.reading() as work:
        return not work.rows(_ANY_PLAYBOOK)


def set_up(
    path: Path,
    *,
    name: str,
    sector: Sector,
    currency: str,
    person: str,
    is_demo: bool = False,
    anyway: bool = False,
    passphrase: str = "",
    clock: Clock = system_clock,
) -> None:
    """Make a new desk: house, one person, the sector's catalogue.

    anyway: also where a desk was before, of which backups or half a save are left. passphrase: encrypts it.
    The file gets its name only when it is complete, so a set-up that is interrupted leaves nothing behind.
    Raises `Invalid` for a value that cannot be taken and `CannotOpen` when something is there already.
    """
    name, person = kept_words(name, 120, "name"), kept_words(person, 80, "person")
    currency = currency.strip().upper()
    if not name:
        raise Invalid("The house needs a name. Nothing was made yet.", "name")
    if not person:
        raise Invalid("Somebody has to be at the desk: please give one name. Nothing was made yet.", "person")
    if not currency_known(currency):
        raise Invalid(
            f"“{clean(currency, 12)}” is no currency such as EUR, GBP or USD. Nothing was made yet.",
            "currency",
        )
    _refuse_existing(path)
    if passphrase:
        passkeys.sqlcipher(path.name)
    key = passkeys.new_key(passphrase) if passphrase else None
    if not anyway and (standing := why_not_new(path)):
        raise CannotOpen(f"{standing} For a new, empty desk all the same: delightdesk init --anyway.")
    from delightdesk.store.migrations.upgrade import create

    private_files()
    rough = path.with_name(path.name + ".new")
    try:
        _clear(rough)
        passkeys.remember(rough, key)
        create(rough)
        _fill(rough, name=name, sector=sector, currency=currency, person=person, is_demo=is_demo, clock=clock)
        _refuse_existing(path)
        _set_aside_leftovers(path)
        rough.rename(path)
    except driver_errors(OSError, DBAPIError) as error:
        why = error.strerror if isinstance(error, OSError) else str(getattr(error, "orig", error))
        raise CannotOpen(
            f"A desk cannot be made at {path} ({why or 'no access'}). Nothing was made. Please choose another folder."
        ) from None
    finally:
        _clear(rough)


def _refuse_existing(path: Path) -> None:
    try:
        there = path.exists() or path.is_symlink()
    except OSError as error:
        raise CannotOpen(
            f"{path} cannot be looked at ({error.strerror or 'no access'}). Nothing was made. "
            "Please choose another folder."
        ) from None
    if there:
        raise CannotOpen(f"{path.name} is there already, so nothing was made. Please choose another name.")


def _clear(rough: Path) -> None:
    """Take away what a set-up that broke off left, and the journal beside a finished one."""
    with suppress(OSError):
        for ending in ("", "-journal", "-wal", "-shm"):
            rough.with_name(rough.name + ending).unlink(missing_ok=True)


def _fill(path: Path, *, name: str, sector: Sector, currency: str, person: str, is_demo: bool, clock: Clock) -> None:
    engine = make_engine(path, begin="BEGIN IMMEDIATE")
    now = clock()
    try:
        with Session(engine) as session, session.begin():
            session.add(
                House(
                    id=1,
                    created_at=now,
                    name=name,
                    sector=sector,
                    currency=currency,
                    is_demo=is_demo,
                    day_first=currency != "USD",
                    delight_allowance=estimate_from_gbp(DELIGHT_ALLOWANCE, currency),
                    problem_allowance=estimate_from_gbp(PROBLEM_ALLOWANCE, currency),
                    alcohol_rule=AlcoholRule.NEVER if sector is Sector.CLINIC else AlcoholRule.ASK,
                    sensitive_rule=SensitiveRule.NEVER if sector is Sector.CLINIC else SensitiveRule.ASK,
                    desk_id=secrets.token_hex(16),
                    secret=secrets.token_hex(32),
                )
            )
            session.add(Staff(created_at=now, name=person, role=Role.MANAGER))
    finally:
        engine.dispose()
    file = HouseFile(path, clock)
    try:
        with file.writing() as work:
            catalogue.sync(work)
            work.did("house.set_up", f"{name} opened its desk", undoable=False)
    finally:
        file.close()


def _set_aside_leftovers(path: Path) -> None:
    """A journal left by a desk that was deleted would be played into the new one, so it gets another name."""
    for ending in ("-journal", "-wal", "-shm"):
        left = path.with_name(path.name + ending)
        if left.exists():
            left.replace(left.with_name(left.name + ".old"))


def settings(work: Work) -> HouseSettings:
    """What the owner set."""
    return work.house


def set_theme(work: Work, theme: str) -> None:
    """Remember the colours chosen."""
    row = work.get(House, 1, "house")
    if work.change(row, theme=clean(theme, 40)):
        work.did("house.theme", "Colours changed", undoable=False)


def allowance_form(work: Work) -> AllowanceForm:
    """The allowances as they are."""
    row = work.get(House, 1, "house")
    delight, problem = (show_money(each, row.currency) for each in (row.delight_allowance, row.problem_allowance))
    return AllowanceForm(row.version, delight, problem)


def save_allowances(work: Work, form: AllowanceForm) -> int:
    """Set what anyone may spend unasked. Raises `NotAllowed`, `Stale`, `Invalid` naming the field."""
    require(work, Act.CHANGE_SETTINGS)
    row = work.get(House, 1, "house")
    delight, problem = (_allowance(work, name, getattr(form, name)) for name in ("delight", "problem"))
    if work.change(row, seen=form.version, delight_allowance=delight, problem_allowance=problem):
        visit, one = (show_money(each, row.currency) for each in (delight, problem))
        work.did("house.allowances", f"Allowances: {visit} a visit for delight, {one} to put a problem right")
    return row.id or 1


def _allowance(work: Work, field: str, typed: str) -> int:
    try:
        amount = parse_money(typed, work.house.currency)
    except Invalid as error:
        raise Invalid(str(error), field) from None
    if amount > 10**9:
        raise Invalid("An allowance is at most ten million. Nothing was saved yet.", field)
    return amount
