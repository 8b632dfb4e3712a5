"""A handover on paper: as plain text, as Markdown, and as a page to print on A4 in black and white.

Whoever takes over when the PC is dead signs with a pen, so every line has a box. The name of the file says the day and
the shift and nothing of a guest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from delightdesk.domain.folding import fold_words
from delightdesk.domain.naming import cells
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import HandoverSection, HandoverState, LineState
from delightdesk.files.paper import PaperLine, PaperSheet

if TYPE_CHECKING:
    from jinja2 import Template

SECTIONS = {
    HandoverSection.SAFETY: "Safety",
    HandoverSection.OPEN_WORK: "Promises and problems",
    HandoverSection.COMING: "Still to come and to leave",
    HandoverSection.GESTURES: "Gestures to deliver",
    HandoverSection.GUESTS: "First visits and occasions",
    HandoverSection.ROOMS: "Rooms",
    HandoverSection.PEOPLE: "People",
    HandoverSection.LEFT_BEHIND: "Left behind",
    HandoverSection.ALSO: "Also",
}
"""The heading of each part."""

SHRED = "Guests' data: lock it away, and shred it once the sheet after it is taken over."
"""The last line of every print."""

_WIDTH = 78
_MARKED = re.compile(r"([\\`*_{}\[\]<>#|~])")


def sheet_file_name(sheet: PaperSheet, ending: str) -> str:
    """ "handover-2026-06-14-late.html": the day and the shift, in letters every disk takes."""
    shift = "-".join(fold_words(sheet.shift)) or "shift"
    return f"handover-{sheet.day.isoformat()}-{shift}.{ending.removeprefix('.')}"


def as_text(sheet: PaperSheet) -> str:
    """The sheet as plain text of 78 columns."""
    lines = [clean(sheet.house), *_wrapped(f"Handover, {sheet.shift_text}"), *_wrapped(_state(sheet))]
    for heading, group in _sections(sheet):
        lines += ["", heading.upper()]
        for line in group:
            lines += _wrapped(_sentence(line), f"{line.number:>3} {_mark(line)} ", "      ")
            for each in (*line.details, *_signed(line)):
                lines += _wrapped(each, "      - ", "        ")
    return "\n".join([*lines, "", *_wrapped(SHRED)]) + "\n"


def as_markdown(sheet: PaperSheet) -> str:
    """The sheet as Markdown; what people typed stays what it is."""
    lines = [f"# {_plain(sheet.house)}", "", f"**Handover, {_plain(sheet.shift_text)}**", "", _plain(_state(sheet))]
    for heading, group in _sections(sheet):
        lines += ["", f"## {heading}", ""]
        for line in group:
            box = "[x]" if line.state is LineState.ACCEPTED else "[ ]"
            grave = "**Read back.** " if line.critical else ""
            lines.append(f"- {box} {line.number}. {grave}{_plain(_sentence(line))}")
            lines += [f"  - {_plain(each)}" for each in (*line.details, *_signed(line))]
    return "\n".join([*lines, "", _plain(SHRED)]) + "\n"


def as_html(sheet: PaperSheet) -> str:
    """The sheet as one page of HTML without anything from outside, set for A4 in black and white."""
    page = _template().render(
        house=clean(sheet.house),
        title=clean(sheet.shift_text),
        state=clean(_state(sheet), 1000),
        is_open=sheet.state is not HandoverState.TAKEN,
        shred=SHRED,
        sections=[(heading, [_printed(line) for line in group]) for heading, group in _sections(sheet)],
    )
    return f"{page}\n"


def as_json(sheet: PaperSheet) -> str:
    """The sheet as JSON, names in their own script."""
    return json.dumps(values_of(sheet), ensure_ascii=False, indent=2) + "\n"


def values_of(sheet: PaperSheet) -> dict[str, Any]:
    """The sheet as JSON holds it: days in ISO 8601, instants with their offset, nobody and nothing as null."""
    return {
        "id": sheet.id,
        "state": sheet.state.value,
        "handed_over": sheet.state is HandoverState.TAKEN,
        "shift": {
            "name": clean(sheet.shift),
            "day": sheet.day.isoformat(),
            "begins": sheet.begins_at.isoformat(timespec="seconds"),
            "ends": sheet.ends_at.isoformat(timespec="seconds"),
        },
        "from": clean(sheet.left_by) or None,
        "left_at": sheet.left_at.isoformat(timespec="seconds") if sheet.left_at else None,
        "to": clean(sheet.taken_by) or None,
        "taken_at": sheet.taken_at.isoformat(timespec="seconds") if sheet.taken_at else None,
        "read_by": [clean(name) for name in sheet.read_by],
        "at_desk": [clean(name) for name in sheet.at_desk],
        "nothing_to_report": sheet.nothing_to_report,
        "to_sign": sheet.to_sign,
        "unaccepted": sheet.unaccepted,
        "reading_minutes": sheet.reading_minutes,
        "carried_to": sheet.carried_to,
        "lines": [_values(line) for line in sheet.lines],
    }


def _values(line: PaperLine) -> dict[str, Any]:
    return {
        "number": line.number,
        "id": line.id,
        "section": line.section.value,
        "what": clean(line.what),
        "who": clean(line.who),
        "by": clean(line.due_text) or None,
        "owner": clean(line.owner) or None,
        "next": clean(line.next_step),
        "critical": line.critical,
        "details": [clean(each) for each in line.details],
        "state": line.state.value,
        "red": line.is_red,
        "settled": line.is_settled,
        "answered_by": clean(line.answered_by) or None,
        "answered": clean(line.answered_text) or None,
        "words": clean(line.words),
        "reply": clean(line.reply),
        "now": clean(line.now_text),
        "task": line.task_id,
        "problem": line.problem_id,
        "gesture": line.gesture_id,
        "guest": line.guest_id,
    }


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    pages = Environment(
        loader=PackageLoader("delightdesk.files", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return pages.get_template("handover.html")


def _sections(sheet: PaperSheet) -> Iterator[tuple[str, list[PaperLine]]]:
    for section, group in groupby(sheet.lines, key=lambda line: line.section):
        yield SECTIONS[section], list(group)


def _state(sheet: PaperSheet) -> str:
    """Who left it to whom, how long it takes, and what is still to be taken."""
    parts = [sheet.overdue_text.rstrip("."), "draft" if sheet.state is HandoverState.DRAFT else ""]
    parts += [f"left by {sheet.left_text}" if sheet.left_text else ""]
    parts += [f"taken by {sheet.taken_text}" if sheet.taken_text else ""]
    parts += [sheet.headline[:1].lower() + sheet.headline[1:]]
    if sheet.state is HandoverState.LEFT:
        parts.append(f"{sheet.unaccepted} not handed over" if sheet.unaccepted else "not handed over")
    elif sheet.state is HandoverState.CARRIED:
        parts.append(f"{sheet.unaccepted} carried on to the next sheet")
    parts += [f"at the desk: {', '.join(sheet.at_desk)}" if sheet.at_desk else ""]
    sentence = " · ".join(filter(None, parts))
    return sentence[:1].upper() + sentence[1:]


def _sentence(line: PaperLine) -> str:
    """Who, what, by when, who owns it, what next: ``412 Erika Schultz · Promise: sea view · by 18:00 · Ana``."""
    parts = (
        line.who,
        line.what,
        f"by {line.due_text}" if line.due_text else "",
        _owner(line),
        f"next: {line.next_step}" if line.next_step else "",
    )
    return " · ".join(filter(None, parts))


def _owner(line: PaperLine) -> str:
    """Whose it is; what somebody should own and nobody does says so."""
    is_work = line.task_id is not None or line.problem_id is not None
    return line.owner or ("nobody's" if is_work else "")


def _mark(line: PaperLine) -> str:
    """ "x" taken, "!" to be read back, "-" to be taken; what nobody took yet says so in words below."""
    return "x" if line.state is LineState.ACCEPTED else "!" if line.critical else "-"


def _signed(line: PaperLine) -> tuple[str, ...]:
    """What was said to the line, and how it stands by now."""
    verb = {LineState.ACCEPTED: "accepted", LineState.ASKED: "asked", LineState.DECLINED: "declined"}.get(line.state)
    said = f"{verb} by {line.answered_text}" if verb else f"asked by {line.answered_text}" if line.answered_text else ""
    if said and line.words:
        is_taken = line.state is LineState.ACCEPTED
        said += f", {'read back' if line.critical else 'said'}: {line.words}" if is_taken else f": {line.words}"
    found = (
        said,
        f"answer: {line.reply}" if line.reply else "",
        f"now: {line.now_text}" if line.now_text else "",
        "not taken over by anybody" if line.is_red else "",
    )
    return tuple(filter(None, found))


def _printed(line: PaperLine) -> dict[str, object]:
    return {
        "number": line.number,
        "critical": line.critical,
        "is_taken": line.state is LineState.ACCEPTED,
        "is_red": line.is_red,
        "who": clean(line.who),
        "what": clean(line.what),
        "due": clean(line.due_text),
        "owner": clean(_owner(line)),
        "next": clean(line.next_step),
        "details": [clean(each) for each in line.details],
        "signed": [clean(each, 1000) for each in _signed(line)],
    }


def _wrapped(text: str, first: str = "", then: str = "") -> list[str]:
    """The text over as many lines as it needs, wide letters counted as two."""
    lines, line, is_empty = [], first, True
    for word in _pieces(clean(text, 2000), _WIDTH - cells(then)):
        if not is_empty and cells(line) + 1 + cells(word) > _WIDTH:
            lines.append(line)
            line, is_empty = then, True
        line += word if is_empty else f" {word}"
        is_empty = False
    return [*lines, line.rstrip()]


def _pieces(text: str, most: int) -> Iterator[str]:
    """Words, those too long for a line in pieces."""
    for word in text.split():
        piece, size = "", 0
        for char in word:
            if size + cells(char) > most:
                yield piece
                piece, size = "", 0
            piece, size = piece + char, size + cells(char)
        yield piece


def _plain(text: str) -> str:
    return _MARKED.sub(r"\\\1", clean(text, 2000))
