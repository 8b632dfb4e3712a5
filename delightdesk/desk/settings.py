"""What the owner sets: read, check, change, put back; the lobby's words and the keys of the house's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from delightdesk.desk.permitted import allowed, require, who_may
from delightdesk.domain.errors import Invalid, Stale
from delightdesk.domain.forbidden import refuse
from delightdesk.domain.keys import KeyCommand, give, key_name, one_of, usable
from delightdesk.domain.naming import short
from delightdesk.domain.permissions import Act
from delightdesk.domain.setting_values import About, refused
from delightdesk.domain.settings import SETTINGS, Setting, named
from delightdesk.store.tables import House, IdeaRow, PlaybookRow, Staff
from delightdesk.store.tables.columns import table_of
from delightdesk.store.work import Work

WORDS, CHOICE, FIXED = "words", "choice", "fixed"
"""The kinds of settings: typed, one of a few words, or not to be changed here."""

_TOLD = 100
"""Cells of a value that the journal tells; what it was before stands there whole."""

_HOUSE = table_of(House)
_ALL = select(*(_HOUSE.c[setting.column] for setting in SETTINGS)).where(_HOUSE.c.id == 1)
_LOBBY = select(
    _HOUSE.c.name, _HOUSE.c.lobby_welcome, _HOUSE.c.lobby_talk, _HOUSE.c.lobby_wifi, _HOUSE.c.lobby_hours,
    _HOUSE.c.lobby_after, _HOUSE.c.discreet,
).where(_HOUSE.c.id == 1)  # fmt: skip
_KEYS = select(_HOUSE.c["keys"]).where(_HOUSE.c.id == 1)
_COUNTS = select(
    *(
        select(func.count()).select_from(table_of(kind)).where(table_of(kind).c.deleted_at.is_(None)).scalar_subquery()
        for kind in (IdeaRow, PlaybookRow, Staff)
    )
)


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One setting as it stands.

    value: as it reads; empty where nothing is set. usual: what a new house of this kind has. kind: "words", "choice" or
    "fixed", then ``why_fixed`` says why. choices: the words there are. may_change: the person at the desk may.
    """

    name: str
    group: str
    label: str
    value: str
    meaning: str
    kind: str
    choices: tuple[str, ...]
    is_usual: bool
    usual: str
    why_fixed: str
    may_change: bool
    about: About


@dataclass(frozen=True, slots=True)
class Rooms:
    """How much the house has of what is set in rooms of its own."""

    gestures: int
    playbooks: int
    people: int


@dataclass(frozen=True, slots=True)
class LobbyText:
    """What a guest may read. Empty words are not set and so not shown.

    after_minutes: idle minutes until the lobby comes by itself, 0 for never. discreet: a window begins with codes.
    """

    house: str
    welcome: str
    talk: str
    wifi: str
    hours: str
    after_minutes: int
    discreet: bool


def lobby(work: Work) -> LobbyText:
    """The lobby's words as the house set them."""
    return LobbyText(*work.rows(_LOBBY)[0])


def rooms(work: Work) -> Rooms:
    """How many gestures and playbooks there are, those not offered included, and how many people."""
    return Rooms(*work.rows(_COUNTS)[0])


def listing(work: Work) -> tuple[SettingLine, ...]:
    """Every setting, in the order in which they are shown."""
    about, may_manage = _about(work), may_change(work)
    values = work.rows(_ALL)[0]
    return tuple(_line(setting, value, about, may_manage) for setting, value in zip(SETTINGS, values, strict=True))


def _line(setting: Setting, value: Any, about: About, may_manage: bool) -> SettingLine:
    shown = setting.show(value, about)
    usual = "" if setting.usual(about) is None else setting.show(setting.usual(about), about)
    choices = setting.kind.choices
    return SettingLine(
        name=setting.name, group=setting.group, label=setting.label, value=shown, meaning=setting.meaning,
        kind=FIXED if setting.why_fixed else CHOICE if choices else WORDS, choices=choices,
        is_usual=shown == usual or setting.usual(about) is None, usual=usual, why_fixed=setting.why_fixed,
        may_change=not setting.why_fixed and (may_manage or setting.by_anybody), about=about,
    )  # fmt: skip


def check(line: SettingLine, typed: str) -> str:
    """What would be kept, in words; nothing is asked of the file. Raises `Invalid` for what cannot be taken."""
    return named(line.name).understood(typed, line.about)


def may_change(work: Work) -> bool:
    """Whether the person at the desk may change the settings of the house."""
    return allowed(work, Act.CHANGE_SETTINGS)


def check_may_change(work: Work) -> None:
    """Raises `NotAllowed`, naming who may."""
    require(work, Act.CHANGE_SETTINGS)


def who_changes(work: Work) -> str:
    """Who may change the settings, by name."""
    return " or ".join(name for _, name in who_may(work, Act.CHANGE_SETTINGS)[:3])


def change(work: Work, name: str, typed: str, seen: str | None = None) -> str:
    """Set what was typed; returns what it was understood as.

    seen: the value the person looked at, in words. Raises `NotAllowed`, `Invalid`, or `Stale` when somebody set it to
    something else meanwhile.
    """
    setting, about = named(name), _about(work)
    refuse(typed)
    value = setting.read(typed, about)
    return _set(work, setting, value, about, seen)


def reset(work: Work, name: str, seen: str | None = None) -> str:
    """Put the usual value back; returns it in words. Raises as `change` does."""
    setting, about = named(name), _about(work)
    value = setting.usual(about)
    if setting.why_fixed:
        raise refused(setting.why_fixed)
    if value is None:
        raise Invalid(f"{setting.label} has no usual value. Nothing was changed.", "value")
    return _set(work, setting, value, about, seen)


def _set(work: Work, setting: Setting, value: Any, about: About, seen: str | None) -> str:
    if not setting.by_anybody:
        require(work, Act.CHANGE_SETTINGS)
    row = work.get(House, 1, "house")
    shown = setting.show(value, about)
    if seen is not None and setting.show(getattr(row, setting.column), about) != seen:
        raise Stale(f"Somebody else changed “{setting.label}” meanwhile, so nothing was saved. Please look again.")
    if work.change(row, **{setting.column: value}):
        work.did("house.setting", f"Setting: {setting.label.lower()}, {short(shown, _TOLD) or 'nothing'}")
    return shown


def _about(work: Work) -> About:
    return About(work.house.sector, work.house.currency)


# Keys


def keys(work: Work) -> dict[str, str]:
    """The keys the house moved, by the id of their command; what cannot be used is left out."""
    return usable(work.rows(_KEYS)[0][0])


def move_key(
    work: Work,
    commands: Sequence[KeyCommand],
    command: str,
    key: str,
    *,
    swap: bool = False,
    seen: str | None = None,
) -> str:
    """Give a command another key; returns the sentence that says so. ``commands`` are all there are.

    seen: the keys the person looked at, with commas. Raises `NotAllowed`, `Invalid` for a key it cannot have,
    `KeyTaken` when another command has it and ``swap`` was not said, and `Stale`.
    """
    require(work, Act.CHANGE_SETTINGS)
    mine, kept = one_of(commands, command), keys(work)
    before = mine.keys(kept)
    if seen is not None and ",".join(before) != seen:
        raise Stale(
            f"Somebody else gave “{mine.label}” another key meanwhile, so nothing was saved. Please look again."
        )
    after = give(commands, kept, command, key, swap=swap)
    said = f"Key: {mine.label}, {key_name(before[0])} to {key_name(key)}"
    row = work.get(House, 1, "house")
    if work.change(row, keys=after):
        work.did("house.key", said)
    return said


def reset_key(work: Work, commands: Sequence[KeyCommand], command: str, seen: str | None = None) -> str:
    """Its usual key again; whoever has it now gets this one's. Raises as `move_key` does."""
    usual = one_of(commands, command).usual.partition(",")[0]
    return move_key(work, commands, command, usual, swap=True, seen=seen)


def reset_keys(work: Work) -> None:
    """Every key as it came."""
    require(work, Act.CHANGE_SETTINGS)
    if work.change(work.get(House, 1, "house"), keys={}):
        work.did("house.keys", "Keys: all as usual again")
