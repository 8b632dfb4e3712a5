"""The JSON of insights; guests are left out, also by number: what is counted is what the house did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from delightdesk.desk.insight_lines import BarPart, Figure, GivenLine, Insights


def of_insights(found: Insights) -> dict[str, Any]:
    """Figures with one value a day, oldest first; null is where nothing was measured. Money in minor units."""
    return {
        "first": found.first,
        "last": found.last,
        "headline": found.headline,
        "currency": found.currency,
        "figures": [_figure(each) for each in found.figures],
        "parts": [_part(each) for each in found.parts],
        "fairness": [_part(each) for each in found.fairness],
        "given": [_given(each) for each in found.given],
    }


def _figure(each: Figure) -> dict[str, Any]:
    names = ("key", "title", "now", "before", "text", "before_text", "change", "days", "says")
    return {name: getattr(each, name) for name in names} | {"title": each.title.strip()}


def _part(part: BarPart) -> dict[str, Any]:
    bars = [{name: getattr(each, name) for name in ("key", "label", "value", "text", "note")} for each in part.bars]
    return {"key": part.key, "title": part.title, "caution": part.caution, "bars": bars}


def _given(line: GivenLine) -> dict[str, Any]:
    return {
        "gesture": line.gesture_id,
        "title": line.title,
        "on": line.on,
        "by": line.by,
        "cost": line.cost,
        "reaction": line.reaction or None,
    }
