"""A promise in one line: "brochures by Friday 17:00", "call back in 20 min", "sea view by six".

A promise without its hour is only a kindness meant; so the hour is read from the words in which people say it, and
words that are no time ("by the window") stay in the promise. `split_due` tells the words apart and needs no clock;
`due_of` says which instant they mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from delightdesk.domain.clock import WEEKDAYS, at_house
from delightdesk.domain.dates import clock_of
from delightdesk.domain.errors import Invalid
from delightdesk.domain.text import clean
from delightdesk.domain.typed_days import read_day

CHECK_OUT = time(11)
"""By when a promise "before check-out" must be kept."""

_NOON = time(12)
_EARLIEST_MORNING_HOUR = 6
_LONGEST_PHRASE = 8


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised, and by when.

    due: aware UTC; None when no time was said, or none that can be counted from here ("before check-out" of a guest
    whose departure nobody knows, a day that is over). due_words: the words it was said in, empty when there were none.
    """

    text: str
    due: datetime | None
    due_words: str


_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTS = {word: float(number) for number, word in enumerate(_HOURS, 1)} | {
    "a": 1.0, "an": 1.0, "the": 1.0, "half an": 0.5, "a quarter of an": 0.25, "a couple of": 2.0, "fifteen": 15.0,
    "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "forty-five": 45.0, "ninety": 90.0,
}  # fmt: skip
_MINUTES = {"min": 1, "minute": 1, "h": 60, "hr": 60, "hour": 60}
_END = time(23, 59)
_PARTS: dict[str, tuple[time, ...]] = {
    "morning": (time(10), _NOON),
    "afternoon": (time(15), time(18)),
    "evening": (time(19), _END),
    "night": (time(20), _END),
    "tonight": (time(20), _END),
    "today": (time(18), _END),
}
"""The hour that a part of a day means, and the one it means when the first is over."""
_MEALS = {"breakfast": time(7), "lunch": _NOON, "lunchtime": _NOON, "dinner": time(18)}
_NAMED_HOURS = {"noon": _NOON, "midday": _NOON, "midnight": time(0)}
_WEEKDAYS = tuple(day.casefold() for day in WEEKDAYS)

_HOUR = rf"(?:1\d|2[0-3]|0?\d|{'|'.join(_HOURS)})"
_BY = r"(?:by|before|until|till|no later than|not later than|at)(?: about| around)?"
_LED = rf"(?:(?:{_BY}|on|for|this|next|the) )*"
_CLOCK = rf"(?P<clock>\d{{1,2}}(?:[:.h]\d\d)? ?[ap]\.?m\.?|\d{{1,2}}[:h]\d\d|noon|midday|midnight|half past {_HOUR})"
_LOOSE = rf"(?P<loose>\d{{1,2}}\.\d\d|\d{{1,2}} ?(?:h|uhr)|{_HOUR}(?: ?o'?clock)?)"
_AT = rf"(?:(?:(?:{_BY}|around) )?{_CLOCK}|{_BY} {_LOOSE})"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_NTH = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|\.)?"
_DAY = (
    rf"(?P<day>today|tonight|tomorrow|tmrw|day after tomorrow|{'|'.join(_WEEKDAYS)}"
    rf"|{_NTH} (?:of )?{_MONTH}(?:,? \d{{4}})?"
    rf"|{_MONTH} {_NTH}(?:,? \d{{4}})?|\d{{4}}-\d\d-\d\d|(?<=this )(?=morning|afternoon|evening))"
    r"(?: ?(?P<part>morning|afternoon|evening|night))?"
)
_SHORT = (
    r"(?P<day>mon|tues?|wed|thu(?:rs?)?|fri|sat|sun|\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d\d))?"
    r"|\d{1,2}\.(?:0?[1-9]|1[0-2])\.(?:\d{4}|\d\d)?)\.?"
)
"""Days that are also other words ("sun", "3/4") and count only beside "by", "on" or an hour."""
_COUNT = rf"\d{{1,3}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))}"
_SHAPES = tuple(
    re.compile(rf"(?:{shape})(?:,? (?:sharp|(?:at )?(?:the )?latest|or so|or earlier))?", re.IGNORECASE)
    for shape in (
        rf"(?:in|within) (?P<many>{_COUNT}) ?(?P<unit>min(?:ute)?|hr?|hour|day|week)s?\.?(?P<half> and a half)?",
        rf"{_LED}{_DAY},? (?:{_BY} )?(?:{_CLOCK}|{_LOOSE})",
        rf"{_LED}{_SHORT},? (?:{_BY} )?(?:{_CLOCK}|{_LOOSE})",
        rf"{_AT},? {_LED}{_DAY}",
        rf"{_AT},? {_LED}{_SHORT}",
        rf"{_LED}{_DAY}",
        rf"(?:{_BY}|on) (?:this |next )?{_SHORT}",
        _AT,
        r"(?:by|before|until|till) (?:her |his |their )?(?P<stop>check-? ?out|departure|leaving|check-? ?in|arrival)",
        r"(?:at|on) (?P<stop>check-?out|departure)",
        rf"(?:{_BY} (?:the )?|in the )(?P<next>morning|afternoon|evening|breakfast|lunch(?:time)?|dinner)",
    )
)
_PROMISED = re.compile(
    r"^(?:(?:we|i) )?(?:have )?promised?\b:?(?: (?:her|him|them|(?:the )?guest)\b)?(?: to\b)? ?", re.IGNORECASE
)
_UNSAID = re.compile(r"^(?:(?:by|before|until|till|no later than|not later than|at|on|for|around|about) )+", re.I)
_SURE = frozenset({"by", "before", "until", "till"})
"""Words after which a time may also stand in the middle of a line."""
_UNSURE = re.compile(rf"{_BY} {_LOOSE}", re.IGNORECASE)


def read_promise(typed: str, now: datetime, *, day_first: bool, depart: date | None = None) -> Promise:
    """What a line promises and by when; "promise" or "we promised her" before it is left out. Never raises.

    ``now``: aware, in the house's zone. ``depart``: the guest's day of departure, where known. A clock time that has
    passed today means tomorrow. The text is empty when the line says nothing but when.
    """
    text, due_words = split_due(_PROMISED.sub("", clean(typed), count=1))
    due = due_of(due_words, now, day_first=day_first, depart=depart) if due_words else None
    return Promise(text, due, due_words)


def split_due(line: str) -> tuple[str, str]:
    """The line without the words for when, and those words ("6pm", "friday 17:00", "in 20 min"); "" for none."""
    words = line.split()
    for start in range(max(0, len(words) - _LONGEST_PHRASE), len(words)):
        if said := _said(words[start:]):
            return " ".join(words[:start]).rstrip(" ,;:-–—"), _UNSAID.sub("", said)
    for start in (place for place, word in enumerate(words) if word.casefold() in _SURE):
        for end in range(min(len(words), start + _LONGEST_PHRASE), start + 1, -1):
            said = _said(words[start:end])
            if said and not _UNSURE.fullmatch(said):
                return " ".join([*words[:start], *words[end:]]).strip(" ,;:-–—"), _UNSAID.sub("", said)
    return line, ""


def due_of(words: str, now: datetime, *, day_first: bool, depart: date | None = None) -> datetime | None:
    """The instant (aware UTC, after ``now``) that words for when mean; None when they mean none.

    ``now``: aware, in the house's zone. Takes the words with or without "by": "6pm", "tomorrow morning", "friday".
    """
    plain = clean(words, 80).rstrip(" .,;")
    found = next((shape for lead in ("", "by ", "in ") if (shape := _shape(lead + plain))), None)
    if found is None or now.tzinfo is None:
        return None
    try:
        return _due(found, now, now.tzinfo, day_first, depart)
    except (Invalid, OverflowError):
        return None


def _said(words: list[str]) -> str:
    said = " ".join(words)
    bare = said.rstrip(" .,;")
    return next((each for each in (bare, said) if _shape(each)), "")


def _shape(said: str) -> dict[str, str] | None:
    """The parts of words that are a time and nothing else."""
    for shape in _SHAPES:
        if found := shape.fullmatch(said):
            parts = {part: word.casefold().strip() for part, word in found.groupdict().items() if word is not None}
            hour = parts.get("clock") or parts.get("loose")
            if hour is None or _hour(hour):
                return parts
    return None


def _due(said: dict[str, str], now: datetime, zone: tzinfo, day_first: bool, depart: date | None) -> datetime | None:
    instant = now.astimezone(UTC)
    if "many" in said:
        return _later(said, now, zone)
    if stop := said.get("stop"):
        leaves = depart if stop in ("departure", "leaving") or stop.endswith("out") else None
        dues = [at_house(leaves, CHECK_OUT, zone)] if leaves else []
    elif "day" in said:
        dues = _on_day(said, now, zone, day_first)
    else:
        meant = said.get("next", "")
        usual = _MEALS.get(meant) or _PARTS.get(meant, (None,))[0]
        at, either = (usual, False) if usual else _hour(said.get("clock") or said["loose"]) or (_NOON, False)
        hours = (at, at.replace(hour=at.hour + 12)) if either else (at,)
        days = (now.date(), now.date() + timedelta(days=1))
        dues = sorted(at_house(day, hour, zone) for day in days for hour in hours)
    return next((due for due in dues if due > instant), None)


def _later(said: dict[str, str], now: datetime, zone: tzinfo) -> datetime:
    many = float(said["many"]) if said["many"].isdecimal() else _COUNTS[said["many"]]
    many += 0.5 if "half" in said else 0
    if said["unit"] in _MINUTES:
        return now.astimezone(UTC) + timedelta(minutes=round(many * _MINUTES[said["unit"]]))
    days = round(many * (7 if said["unit"] == "week" else 1))
    return at_house(now.date() + timedelta(days=days), now.time().replace(second=0, microsecond=0), zone)


def _on_day(said: dict[str, str], now: datetime, zone: tzinfo, day_first: bool) -> list[datetime]:
    """What a day and perhaps an hour can mean, the likeliest first; a weekday also means the next of its name."""
    word, part = said["day"], said.get("part", "")
    day = _day(word, now.date(), day_first)
    if hour := _hour(said.get("clock") or said.get("loose") or ""):
        hours = [_in_part(*hour, part or word)]
    else:
        hours = [(at, 0) for at in _PARTS.get(part or word, (_NOON,))]
    weeks = (0, 1) if word[:3] in {name[:3] for name in _WEEKDAYS} else (0,)
    return [at_house(day + timedelta(days=7 * week + nights), at, zone) for week in weeks for at, nights in hours]


def _day(word: str, today: date, day_first: bool) -> date:
    """The day a word means. Raises `Invalid` for the 31st of June."""
    if word == "day after tomorrow":
        return today + timedelta(days=2)
    weekday = next((name for name in _WEEKDAYS if name[:3] == word[:3] and word.isalpha()), "")
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b| of\b", "", word)
    return read_day(
        weekday or {"": "today", "tmrw": "tomorrow"}.get(word, plain), today, day_first=day_first, field="due"
    )


def _hour(words: str) -> tuple[time, bool] | None:
    """The hour that words name, and whether it may as well be the one twelve hours later ("six")."""
    if words in _NAMED_HOURS:
        return _NAMED_HOURS[words], False
    number = words.removeprefix("half past ").removesuffix("clock").rstrip(" o'")
    minute = 30 if words.startswith("half past ") else 0
    if number not in _HOURS and not number.isdecimal():
        at = clock_of(words)
        return None if at is None else (at, False)
    hour = int(number) if number.isdecimal() else _HOURS.index(number) + 1
    return (time(hour % 12, minute), True) if 1 <= hour <= 12 else (time(hour, minute), False)


def _in_part(at: time, either: bool, part: str) -> tuple[time, int]:
    """The hour within a part of a day, and 1 when it belongs to the night that follows.

    Without a part "at two" is the afternoon and "at seven" the morning: too early is seen, too late breaks a promise.
    """
    late = part in ("evening", "night", "tonight")
    if not either:
        return at, int(at == time(0))
    if at.hour == 0:
        return (time(0, at.minute), 1) if late else (_NOON.replace(minute=at.minute), 0)
    afternoon = late or part == "afternoon" or (part != "morning" and at.hour < _EARLIEST_MORNING_HOUR)
    return (at.replace(hour=at.hour + 12), 0) if afternoon else (at, 0)
