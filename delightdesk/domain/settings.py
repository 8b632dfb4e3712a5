"""What an owner sets: one declaration each, from which screen, command line and journal follow.

A setting stands in the column of the house that bears its ``column`` name. What cannot be changed stands here too, with
why, because whoever looks for it should find the reason and not nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Any

from rapidfuzz import process

from delightdesk.domain.errors import Invalid
from delightdesk.domain.money import estimate_from_gbp
from delightdesk.domain.setting_values import (
    DAY_BEGINS,
    MONEY,
    SHIFTS,
    ZONE,
    About,
    Kind,
    choice,
    count,
    minutes,
    refused,
    words,
)
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import AlcoholRule, Sector, SensitiveRule, label

HOUSE, HOURS, MONEYS, CARE, LOBBY, LOOK = "The house", "Hours", "Money", "What guests tell us", "Lobby", "Look"

DELIGHT_ALLOWANCE, PROBLEM_ALLOWANCE = 30_00, 100_00
"""In pence: what anyone may spend unasked in a new house, on delight in a visit and to put one problem right."""

THEMES = {"delight-dark": "dark", "delight-light": "light", "delight-contrast": "high contrast"}
ALCOHOL = {
    AlcoholRule.ASK: "ask first",
    AlcoholRule.TWIN_FIRST: "without alcohol first",
    AlcoholRule.NEVER: "never alcohol",
}


SENSITIVE = {
    SensitiveRule.ASK: "ask the guest first",
    SensitiveRule.TOLD: "when they told it",
    SensitiveRule.NEVER: "never kept",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing the owner sets.

    name: as the command line calls it. meaning: one sentence. usual: the value a new house of this kind has. why_fixed:
    why it cannot be changed, where it cannot. by_anybody: it is about this window, so nobody has to be asked.
    """

    name: str
    column: str
    group: str
    label: str
    meaning: str
    kind: Kind
    usual: Callable[[About], Any]
    why_fixed: str = ""
    by_anybody: bool = False

    def read(self, typed: str, about: About) -> Any:
        """The value to keep. Raises `Invalid` for what cannot be taken."""
        if self.why_fixed:
            raise refused(self.why_fixed)
        return self.kind.read(typed, about)

    def show(self, value: Any, about: About) -> str:
        """The value as it reads."""
        return self.kind.show(value, about)

    def understood(self, typed: str, about: About) -> str:
        """What would be kept, in words. Raises `Invalid`."""
        value = self.read(typed, about)
        shown = self.show(value, about)
        if not shown:
            return "Nothing: this line is left out."
        return f"{shown}, as usual" if value == self.usual(about) else shown


def _always(value: Any) -> Callable[[About], Any]:
    return lambda _about: value


def _as_it_is(show: Callable[[Any], str]) -> Kind:
    return Kind(lambda typed, _about: typed, lambda value, _about: show(value))


SETTINGS = (
    Setting("name", "name", HOUSE, "Name", "What the house is called, on every screen and sheet.",
            words(120, needed=True), _always(None)),
    Setting("zone", "zone", HOUSE, "Time zone", "Whose clock the house goes by; empty for the clock of this PC.",
            ZONE, _always("")),
    Setting("day-begins", "day_starts", HOUSE, "Day begins",
            "Until this hour the night still counts as the day before.", DAY_BEGINS, _always(time(4))),
    Setting("dates", "day_first", HOUSE, "Dates", "How 3/12 is read: the third of December, or the twelfth of March.",
            choice({True: "day first", False: "month first"}), lambda about: about.currency != "USD"),
    Setting("alcohol", "alcohol_rule", HOUSE, "Alcohol", "What is done when nobody knows whether a guest drinks.",
            choice(ALCOHOL),
            lambda about: AlcoholRule.NEVER if about.sector is Sector.CLINIC else AlcoholRule.ASK),
    Setting("sector", "sector", HOUSE, "Kind of house", "What gestures, playbooks and checks the desk came with.",
            _as_it_is(label), lambda about: about.sector,
            why_fixed="Gestures and playbooks came with it, and what was given is kept by them."),
    Setting("currency", "currency", HOUSE, "Currency", "What every amount on this desk is counted in.",
            _as_it_is(str), lambda about: about.currency,
            why_fixed="Every amount on this desk was kept in it and would mean something else."),
    Setting("shifts", "shifts", HOURS, "Shifts",
            "The hours of the day's shifts, such as: early 07:00-15:00, late 15:00-23:00.", SHIFTS, _always("")),
    Setting("handover-before", "draft_minutes", HOURS, "Handover",
            "How long before a shift ends its handover is spoken of.", minutes(5, 120), _always(30)),
    Setting("delight", "delight_allowance", MONEYS, "Delight", "What anyone may spend unasked on delight in one visit.",
            MONEY, lambda about: estimate_from_gbp(DELIGHT_ALLOWANCE, about.currency)),
    Setting("put-right", "problem_allowance", MONEYS, "To put right",
            "What anyone may spend unasked to put one problem right.", MONEY,
            lambda about: estimate_from_gbp(PROBLEM_ALLOWANCE, about.currency)),
    Setting("sensitive", "sensitive_rule", CARE, "Sensitive notes",
            "Health, disability, belief: kept once the guest agreed, once the guest told it themselves, or never.",
            choice(SENSITIVE),
            lambda about: SensitiveRule.NEVER if about.sector is Sector.CLINIC else SensitiveRule.ASK),
    Setting("sensitive-stays", "keep_sensitive", CARE, "They go",
            "Days after departure until a sensitive note goes, unless the guest asked for it to stay; 0 for the day.",
            count("day", 0, 365, none="at departure"), _always(0)),
    Setting("guests-stay", "keep_guests", CARE, "Guests stay",
            "Months after the last visit until a guest is due to be erased; 0 for never.",
            count("month", 1, 120, none="for ever"), _always(24)),
    Setting("sheets-stay", "keep_sheets", CARE, "Handovers stay",
            "Months until the words of a handover are due to go; 0 for never.",
            count("month", 3, 120, none="for ever"), _always(12)),
    Setting("tidies-itself", "tidies_itself", CARE, "What is due",
            "Whether what is past its time goes after a look at it, or by itself once a day.",
            choice({False: "after a look", True: "by itself"}), _always(False)),
    Setting("second-backups", "second_backups", CARE, "Second backups",
            "A second folder for backups, such as a stick or a share; empty for none.", words(400), _always("")),
    Setting("lobby-welcome", "lobby_welcome", LOBBY, "Welcome", "The first line a guest reads on the lobby screen.",
            words(200), _always("")),
    Setting("lobby-map", "lobby_talk", LOBBY, "Map talk",
            "What you say over the map: where to eat, walk, find a chemist.", words(800), _always("")),
    Setting("lobby-wifi", "lobby_wifi", LOBBY, "Wi-Fi", "Network and password, where guests may read them.",
            words(200), _always("")),
    Setting("lobby-hours", "lobby_hours", LOBBY, "Opening hours",
            "Breakfast, bar, pool, reception: as you would say it to a guest.", words(400), _always("")),
    Setting("lobby-after", "lobby_after", LOBBY, "Comes by itself",
            "After how many minutes without a key the lobby screen hides the desk; 0 for never.",
            minutes(1, 240, never=True), _always(2)),
    Setting("discreet", "discreet", LOBBY, "Begin discreet",
            "Whether a window begins with codes instead of words for what is sensitive.",
            choice({False: "no", True: "yes"}), _always(False), by_anybody=True),
    Setting("theme", "theme", LOOK, "Colours", "Dark, light or high contrast; nothing is ever said by colour alone.",
            choice(THEMES), _always("delight-dark"), by_anybody=True),
)  # fmt: skip

_BY_NAME = {setting.name: setting for setting in SETTINGS}
_LABELS = {setting.label.casefold(): setting for setting in SETTINGS}


def named(name: str) -> Setting:
    """The setting of this name or label. Raises `Invalid`, naming the nearest one."""
    said = clean(name, 60).casefold()
    found = _BY_NAME.get(said.replace("_", "-")) or _LABELS.get(said)
    if found is not None:
        return found
    near = process.extractOne(said, _BY_NAME.keys(), score_cutoff=75)
    meant = f"Did you mean {near[0]}?" if near else "“settings” lists what there is."
    raise Invalid(f"“{said}” is no setting. Nothing was changed. {meant}", "name")
