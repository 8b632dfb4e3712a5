"""Playbooks as the file keeps them and as people type them: JSON and back, and a step as one line of text.

"10m, kitchen: Bread to the table | “Something while you wait.”" is quicker to change at the desk than four fields,
and whoever leaves out the time or the person still means something.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

from pydantic import ValidationError

from delightdesk.domain.errors import Invalid
from delightdesk.domain.pack_fields import lead_of
from delightdesk.domain.packs import complaint_of
from delightdesk.domain.playbook_fields import OWNER, PlaybookEntry, StepEntry
from delightdesk.domain.playbooks import Playbook, PlayStep
from delightdesk.domain.text import clean, kept_words

Entry = dict[str, Any]

CHANGEABLE = frozenset(spec.name for spec in fields(Playbook)) - {"key", "own"}
"""What a house may change about a playbook of the pack."""

_LABELS = {
    "title": "Title", "steps": "Steps", "answers": "Good for", "words": "Words", "interim": "While they wait",
    "options": "Instead of a no", "partner": "Partner", "most": "Limit", "most_of": "Limit of", "key": "Key",
}  # fmt: skip
_PARTS = {"title": "what to do", "who": "who", "within": "time", "say": "words to say"}
_NEEDED = {"Title": "a playbook needs one", "Steps": "a playbook needs at least one"}

_TIME = re.compile(
    r"(?:(?:with)?in +|after +)?"
    r"(?:(?P<now>now|at once)"
    r"|(?P<half>half an hour)|(?P<hour>an hour)|(?P<day>(?:the )?next day|a day)"
    r"|(?:(?P<hours>\d{1,6}) ?h(?:ou)?r?s?(?: ?(?P<rest>\d{1,2})(?: ?m(?:in(?:ute)?s?)?)?)?)"
    r"|(?:(?P<minutes>\d{1,6}) ?m(?:in(?:ute)?s?)?)"
    r"|(?:(?P<days>\d{1,6}) ?d(?:ays?)?))(?!\w) ?,? ?",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“(.*)”|\"(.*)\"|„(.*)“")


def to_entry(book: Playbook) -> Entry:
    """A playbook as JSON: sets as sorted lists, times as the pack writes them ("now", "10m", "2h", "1d")."""
    entry: Entry = {spec.name: getattr(book, spec.name) for spec in fields(book)}
    for name, value in entry.items():
        if isinstance(value, frozenset):
            entry[name] = sorted(value)
        elif isinstance(value, tuple):
            entry[name] = list(value)
    entry["steps"] = [
        {"title": step.title, "who": step.who, "within": _within(step.within), "say": step.say} for step in book.steps
    ]
    return entry


def from_entry(entry: Mapping[str, Any]) -> Playbook:
    """The playbook that `to_entry` wrote. Raises `Invalid` when the kept entry is damaged.

    It does not check again: a kind or gesture that a newer pack dropped must not hide the plan that names it.
    """
    try:
        steps = tuple(
            PlayStep(step["title"], step["who"], lead_of(step["within"]), step["say"]) for step in entry["steps"]
        )
        sets = {name: frozenset(entry[name]) for name in ("answers", "words")}
        lists = {name: tuple(entry[name]) for name in ("interim", "options")}
        return Playbook(**{**entry, **sets, **lists, "steps": steps})
    except (KeyError, ValueError, TypeError):
        raise Invalid("That playbook is not complete. Nothing was changed. Please check its fields.") from None


def merged(entry: Mapping[str, Any], house_changes: Mapping[str, Any]) -> Entry:
    """The pack's entry with the house's changes on top; both in the form of `to_entry`."""
    return {**entry, **{name: value for name, value in house_changes.items() if name in CHANGEABLE}}


def check(book: Playbook) -> None:
    """Raise `Invalid` naming the field for what a pack would be refused for. A new playbook needs no key yet."""
    entry = to_entry(replace(book, key=book.key or "own-new"))
    del entry["own"]
    try:
        PlaybookEntry.model_validate(entry)
    except ValidationError as refused:
        error = refused.errors(include_url=False)[0]
        field, *inside = error["loc"]
        label = _LABELS.get(str(field), str(field))
        if len(inside) > 1:
            label = f"Step {int(inside[0]) + 1}, {_PARTS[str(inside[1])]}"
        raise _refused(label, error, str(field)) from None


def step_line(step: PlayStep) -> str:
    """The step as one line that `read_step` reads back exactly."""
    said = f" | “{step.say}”" if step.say else ""
    return f"{_within(step.within)}, {step.who}: {step.title}{said}"


def read_step(line: str) -> PlayStep:
    """The step that was typed: time, who, colon, what to do, bar, the words to say; only what to do is needed.

    Without a time it is due now, without a name it is the owner's. Raises `Invalid` for the field "steps".
    """
    tidy = kept_words(line, 2000)
    within, rest = _time(tidy)
    task, _, said = rest.partition("|")
    who, title = _who(task)
    quoted = _QUOTED.fullmatch(said.strip())
    say = next(text for text in quoted.groups() if text is not None) if quoted else said
    typed = {"title": title, "who": who, "within": _within(within), "say": say}
    try:
        return StepEntry.model_validate(typed).step()
    except ValidationError as refused:
        error = refused.errors(include_url=False)[0]
        called = f"Step “{clean(tidy, 40)}”, " if tidy else "Step, "
        raise _refused(called + _PARTS[str(error["loc"][0])], error, "steps") from None


def _time(text: str) -> tuple[timedelta, str]:
    """How long after the start, and what stands behind it."""
    found = _TIME.match(text)
    if found is None:
        return timedelta(), text
    said = found.groupdict()
    if said["half"]:
        within = timedelta(minutes=30)
    else:
        within = timedelta(
            days=int(said["days"] or bool(said["day"])),
            hours=int(said["hours"] or bool(said["hour"])),
            minutes=int(said["minutes"] or said["rest"] or 0),
        )
    return within, text[found.end() :]


def _who(task: str) -> tuple[str, str]:
    """Who and what; the colon of a clock time ("at 18:00") parts nothing."""
    parts = re.split(r":(?!\d)", task, maxsplit=1)
    return (parts[0].strip() or OWNER, parts[1]) if len(parts) == 2 else (OWNER, task)


def _within(time: timedelta) -> str:
    """The time in the pack's words; what they cannot say comes out as something that is refused."""
    minutes = time / timedelta(minutes=1)
    for unit, length in (("d", 1440), ("h", 60)):
        if minutes and minutes % length == 0:
            return f"{minutes / length:g}{unit}"
    return f"{minutes:g}m" if minutes else "now"


def _refused(label: str, error: Any, field: str) -> Invalid:
    why = complaint_of(error)
    if why in ("is empty", "is missing"):
        why = _NEEDED.get(label, why)
    return Invalid(f"{clean(f'{label}: {why}', 300)}. Nothing was saved.", field)
