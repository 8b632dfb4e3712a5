"""Avoiding: which tags must not reach this guest or anybody of the party, and the cause in words.

Everything that forbids a *content* (allergy, alcohol, a wish of faith, scent, pets, a baby) ends here as one
table from tag to causes, so that a basket is checked once and no kind of caution can be forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from delightdesk.domain.cautions import ALLERGENS, FRUITS, avoided_tags, is_listed, subject_of
from delightdesk.domain.knowledge import CautionKnown
from delightdesk.domain.occasions import OWN
from delightdesk.domain.signals import Scene
from delightdesk.domain.vocabulary import AlcoholRule, CautionKind, Sector

FOOD = frozenset(
    {
        *ALLERGENS,
        *FRUITS,
        "fruit",
        "alcohol",
        "pork",
        "meat",
        "gelatine",
        "honey",
        "sugar",
        "caffeine",
        "chocolate",
    }
)
"""Tags that mean something is eaten or drunk."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_REASONS = {
    CautionKind.ALLERGEN: "allergy",
    CautionKind.ALCOHOL: "wish",
    CautionKind.DIET: "diet",
    CautionKind.FAITH_NEED: "wish",
    CautionKind.SCENT: "sensitivity",
    CautionKind.PET: "pet",
    CautionKind.MATERIAL: "sensitivity",
    CautionKind.OTHER: "to be avoided",
}
_NOT_FOR_BABIES = {"honey": "honey", "small_parts": "small parts", "loose_toy": "a loose toy"}
_NOT_IN_CLINICS = {"scent": "scent", "latex": "latex"}
_CHATTER = frozenset({"allergy", "allergic", "intolerance", "intolerant", "severe", "mild", "very", "with", "from"})


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a content is avoided.

    text: the whole sentence, ``"nuts: allergy of daughter, said 3 Mar"``. subject and reason: its parts, for
    the shorter ``"strawberries left out: allergy"``.
    """

    text: str
    subject: str
    reason: str

    def brief(self, what: str) -> str:
        """The reason alone where ``what`` already names the subject."""
        return self.reason if self.subject in what.casefold() else f"{self.subject}, {self.reason}"


@dataclass(frozen=True, slots=True)
class Avoidance:
    """What to keep out: ``tags`` as packs declare them, ``names`` as words in what a thing is called."""

    tags: Mapping[str, tuple[Cause, ...]]
    names: Mapping[str, tuple[Cause, ...]]

    def against(self, what: str, contains: frozenset[str]) -> tuple[Cause, ...]:
        """Every cause against one thing; empty when it is safe.

        Something without any tag was perhaps never thought through, so its name is read for the tags as well.
        """
        found = [cause for tag in sorted(contains) for cause in self.tags.get(tag, ())]
        names = self.names if contains else {**self.tags, **self.names}
        found += [cause for name in sorted(names) if _named(name, what) for cause in names[name]]
        return tuple(dict.fromkeys(found))


def short_day(day: date, today: date) -> str:
    """``"3 Mar"``, with the year when it is not this one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {_MONTHS[day.month - 1]}{year}"


def avoidance(scene: Scene, *, for_child: bool = False) -> Avoidance:
    """What to keep out for this guest and party; ``for_child`` adds what is unsafe for a baby."""
    tags: dict[str, list[Cause]] = {}
    names: dict[str, list[Cause]] = {}
    for caution in scene.known.cautions:
        cause = _cause(caution, scene.house.today)
        _note(tags, _tags_of(caution.subject), cause)
        _note(names, _free_words(caution.subject), cause)
    for subject in scene.known.unsaid:
        _note_unsaid(tags, _tags_of(subject))
        _note_unsaid(names, _free_words(subject))
    for text in _alcohol_rules(scene):
        _note(tags, ("alcohol",), Cause(text, "alcohol", text))
    if scene.house.sector is Sector.CLINIC:
        for tag, name in _NOT_IN_CLINICS.items():
            _note(tags, (tag,), Cause(f"{name}: not in a clinic", name, "not in a clinic"))
    if for_child and "infant" in scene.present:
        for tag, name in _NOT_FOR_BABIES.items():
            _note(tags, (tag,), Cause(f"{name}: not with a baby", name, "not with a baby"))
    return Avoidance({tag: tuple(all_) for tag, all_ in tags.items()}, {k: tuple(v) for k, v in names.items()})


def is_guest(whose: str) -> bool:
    """True when a caution or occasion is the guest's own."""
    return whose.casefold().strip() in OWN


def _note(table: dict[str, list[Cause]], keys: Iterable[str], cause: Cause) -> None:
    for key in keys:
        table.setdefault(key, []).append(cause)


def _note_unsaid(table: dict[str, list[Cause]], contents: Iterable[str]) -> None:
    """Leave contents out without a word of what the note says: "alcohol-free is known here"."""
    for content in contents:
        why = f"{content.replace('_', ' ')}-free is known here"
        _note(table, (content,), Cause(why, "", why))


def _cause(caution: CautionKnown, today: date) -> Cause:
    subject = subject_of(caution.subject)
    whose = "" if is_guest(caution.whose) else caution.whose
    said = f", said {short_day(caution.said_on, today)}" if caution.said_on else ""
    if subject.startswith("no "):
        wish = subject + (f" for {whose}" if whose else "")
        return Cause(wish + said, subject, wish)
    reason = "sensitivity" if subject == "animals" else _REASONS[caution.kind]
    if whose:
        reason += f" {'for' if caution.kind is CautionKind.OTHER else 'of'} {whose}"
    return Cause(f"{subject}: {reason}{said}", subject, reason)


def _tags_of(subject: str) -> frozenset[str]:
    """The tags of a subject; of free words also those of every listed word in them ("severe nut allergy")."""
    tags = avoided_tags(subject)
    if is_listed(subject):
        return tags
    return tags.union(*(avoided_tags(word) for word in _words(subject) if is_listed(word)))


def _free_words(subject: str) -> tuple[str, ...]:
    """Words of a subject nobody listed, to be looked for in what things are called."""
    if is_listed(subject):
        return ()
    return tuple(word for word in _words(subject) if len(word) > 3 and word not in _CHATTER)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def _alcohol_rules(scene: Scene) -> tuple[str, ...]:
    known = scene.known
    told = any("alcohol" in _tags_of(each.subject) and is_guest(each.whose) for each in known.cautions)
    rules = (
        (known.drinks_alcohol is False and not told, "no alcohol, as we were told"),
        (known.recipient_is_minor, "no alcohol for a minor"),
        (scene.house.sector is Sector.CLINIC, "no alcohol in a clinic"),
        (scene.house.alcohol_rule is AlcoholRule.NEVER, "no alcohol, by the rule of the house"),
    )
    return tuple(text for applies, text in rules if applies)


def _named(name: str, what: str) -> bool:
    """True when a thing's name says it holds this: "kiwi tart" does, "nut-free" and "without nuts" do not."""
    return _naming(name).search(what.casefold()) is not None


@lru_cache(256)
def _naming(name: str) -> re.Pattern[str]:
    stem = re.sub(r"(?:ies|y|s)$", "", name.casefold().replace("_", " "))
    return re.compile(rf"(?<!no )(?<!non-)(?<!without )(?<!free of )\b{re.escape(stem)}(?:y|s|es|ies)?\b(?![ -]free)")
