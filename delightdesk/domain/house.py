"""The house and the person at the desk, as every job sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from delightdesk.domain.vocabulary import AlcoholRule, Role, Sector, SensitiveRule


@dataclass(frozen=True, slots=True)
class HouseSettings:
    """What the owner set. Allowances are minor units of ``currency``.

    day_starts: the hour at which the house's day begins, so that a guest who comes at 00:40 still
    belongs to the evening before. zone: IANA name, or empty for the zone of this PC.
    day_first: 3/12 is the third of December. shifts: the hours of the house as `domain.shifts` reads them, empty
    for those of the sector. draft_minutes: how long before a shift ends its handover is spoken of.
    sensitive_rule: when a sensitive note is kept at all; keep_sensitive: how many days after departure it goes.
    """

    name: str
    sector: Sector
    currency: str
    zone: str = ""
    day_starts: time = time(4, 0)
    day_first: bool = True
    delight_allowance: int = 3000
    problem_allowance: int = 10000
    alcohol_rule: AlcoholRule = AlcoholRule.ASK
    theme: str = ""
    catalogue_version: int = 0
    shifts: str = ""
    draft_minutes: int = 30
    sensitive_rule: SensitiveRule = SensitiveRule.ASK
    keep_sensitive: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """Who is at the desk.

    delight_allowance, problem_allowance: what they may spend unasked, on delight in a visit and to put one problem
    right, in minor units; the house's own where nothing else was set for them.
    """

    id: int
    name: str
    role: Role
    delight_allowance: int = 0
    problem_allowance: int = 0
