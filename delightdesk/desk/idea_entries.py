"""Gestures as the file keeps them: ideas as JSON and back, and the house's changes laid over the pack's entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import timedelta
from typing import Any

from delightdesk.domain.errors import Invalid
from delightdesk.domain.ideas import Idea, Part
from delightdesk.domain.money import estimate_from_gbp
from delightdesk.domain.pack_fields import sayable
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import Moment, Nature, Purpose

Entry = dict[str, Any]

_TEXTS = {"title": 120, "doer": 80, "place": 80, "say": 300, "how": 500}


def to_entry(idea: Idea) -> Entry:
    """An idea as JSON: sets as sorted lists, the lead in minutes."""
    entry: Entry = {}
    for spec in fields(idea):
        value = getattr(idea, spec.name)
        if spec.name == "parts":
            value = [_part_entry(part) for part in value]
        elif isinstance(value, frozenset):
            value = sorted(value)
        elif isinstance(value, timedelta):
            value = int(value.total_seconds() // 60)
        elif isinstance(value, tuple):
            value = list(value)
        entry[spec.name] = value
    return entry


def from_entry(entry: Mapping[str, Any]) -> Idea:
    """The idea that `to_entry` wrote."""
    plain = dict(entry)
    return Idea(
        **{
            **plain,
            "purposes": frozenset(Purpose(word) for word in plain["purposes"]),
            "moments": frozenset(Moment(word) for word in plain["moments"]),
            "nature": Nature(plain["nature"]),
            "parts": tuple(_part(part) for part in plain["parts"]),
            "lead": timedelta(minutes=plain["lead"]),
            "contains": frozenset(plain["contains"]),
            "needs": frozenset(plain["needs"]),
            "fits": frozenset(plain["fits"]),
            "swaps": tuple(plain["swaps"]),
            "ask": tuple(plain["ask"]),
        }
    )


def merged(entry: Mapping[str, Any], house: Mapping[str, Any]) -> Entry:
    """The pack's entry with the house's changes on top.

    The house decides everything but one thing: what the pack says a gesture or a part contains always stays, because
    a newer pack may know of an allergen that was not thought of when the house changed the text.
    """
    whole = {**entry, **house}
    if "contains" in house:
        whole["contains"] = sorted({*entry["contains"], *house["contains"]})
    if "parts" in house:
        known = {part["what"]: part for part in entry["parts"]}
        whole["parts"] = [_warned(part, known.get(part["what"])) for part in house["parts"]]
    return whole


def _warned(part: Entry, shipped: Entry | None) -> Entry:
    """The part with everything that the pack's part of this name contains."""
    if shipped is None or shipped["what"] != part["what"]:
        return part
    swap, other = part.get("swap"), shipped.get("swap")
    return {
        **part,
        "contains": sorted({*part.get("contains", ()), *shipped.get("contains", ())}),
        "swap": _warned(swap, other) if swap else None,
    }


def checked(entry: Entry) -> Idea:
    """The idea, tidied. Raises `Invalid` for what no gesture can be."""
    tidy = {name: clean(str(entry.get(name, "")), limit) for name, limit in _TEXTS.items()}
    if not tidy["title"]:
        raise Invalid("A gesture needs a title. Nothing was saved.", "title")
    try:
        idea = from_entry({**entry, **tidy, "parts": [_tidy_part(part) for part in entry["parts"]]})
        sayable(idea.say)
        below_zero = any(part.cost < 0 for part in idea.parts)
    except (KeyError, ValueError, TypeError, IndexError, AttributeError):
        raise Invalid("That gesture is not complete. Nothing was saved. Please check its fields.") from None
    if below_zero:
        raise Invalid("A cost cannot be below zero. Nothing was saved.", "parts")
    return idea


def in_currency(entry: Entry, pack_currency: str, currency: str) -> Entry:
    """Pack prices are estimates in the pack's currency; the house sees estimates in its own."""
    if currency == pack_currency:
        return entry
    return {**entry, "parts": [_priced(part, currency) for part in entry["parts"]]}


def _part_entry(part: Part) -> Entry:
    return {
        "what": part.what,
        "cost": part.cost,
        "contains": sorted(part.contains),
        "essential": part.essential,
        "swap": _part_entry(part.swap) if part.swap else None,
    }


def _part(entry: Entry) -> Part:
    swap = entry.get("swap")
    return Part(
        what=entry["what"],
        cost=entry["cost"],
        contains=frozenset(entry.get("contains", ())),
        essential=entry.get("essential", True),
        swap=_part(swap) if swap else None,
    )


def _tidy_part(part: Entry) -> Entry:
    swap = part.get("swap")
    return {**part, "what": clean(str(part["what"]), 80), "swap": _tidy_part(swap) if swap else None}


def _priced(part: Entry, currency: str) -> Entry:
    swap = part["swap"]
    return {
        **part,
        "cost": estimate_from_gbp(part["cost"], currency),
        "swap": _priced(swap, currency) if swap else None,
    }
