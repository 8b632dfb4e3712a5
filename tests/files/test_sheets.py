"""The handover on paper: what people typed stays words, nothing of a guest is in a file's name, two pages are enough."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.desk import handover, tasks
from delightdesk.desk.handover_lines import Sheet
from delightdesk.desk.handover_making import new_line
from delightdesk.domain.naming import cells
from delightdesk.domain.vocabulary import HandoverSection, HandoverState, LineState, TaskKind
from delightdesk.files.sheets import as_html, as_json, as_markdown, as_text, sheet_file_name

HOSTILE = "<script>alert(1)</script> \x1b[31m {{ 7*7 }} | `x` *b* [l](javascript:x) & \u202edrow"


def sheet(*lines, state=HandoverState.LEFT, **values):
    usual = {
        "id": 3, "version": 1, "state": state, "day": date(2026, 6, 14), "shift": "late",
        "shift_text": "late shift, Sunday 14 June, 15:00 to 23:00",
        "begins_at": datetime(2026, 6, 14, 14, tzinfo=UTC), "ends_at": datetime(2026, 6, 14, 22, tzinfo=UTC),
        "left_by": "Ana", "left_at": datetime(2026, 6, 14, 21, 58, tzinfo=UTC), "left_text": "Ana 22:58", "taken_by": "",
        "taken_at": None, "taken_text": "", "read_by": ("Ben",), "nothing_to_report": False, "to_sign": len(lines),
        "unaccepted": 1, "reading_minutes": 1, "headline": f"{len(lines)} lines, about 1 minute to read",
        "house": "The Bay Hotel",
    }  # fmt: skip
    return Sheet(lines=tuple(lines), **{**usual, **values})


def line(what="Promise: sea view", section=HandoverSection.OPEN_WORK, **values):
    usual = {
        "id": 7, "number": 1, "who": "412 Erika Schultz", "due_text": "18:00", "owner": "Ana", "next_step": "prepare",
        "task_id": 9, "guest_id": 2,
    }  # fmt: skip
    return new_line(section, what, **{**usual, **values})


TWO = sheet(
    line(critical=True, is_red=True, details=("asked again",)),
    line("Cot", HandoverSection.ROOMS, number=2, state=LineState.ACCEPTED, answered_by="Ben", answered_text="Ben 23:04",
         words="cot is up", now_text="done 23:30 by Ben"),
)  # fmt: skip


class Words(HTMLParser):
    """The text of a page block by block, and the tags in it."""

    def __init__(self, page):
        super().__init__()
        self.blocks, self.tags, self._hidden = [], [], 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self._hidden += tag in ("style", "title")
        if tag in ("h1", "h2", "p", "li"):
            self.blocks.append((tag, ""))

    def handle_endtag(self, tag):
        self._hidden -= tag in ("style", "title")

    def handle_data(self, data):
        if self.blocks and not self._hidden:
            tag, text = self.blocks[-1]
            self.blocks[-1] = (tag, text + data)

    @property
    def text(self):
        return "\n".join(" ".join(text.split()) for _, text in self.blocks)


def test_the_name_of_the_file_says_the_day_and_the_shift_alone():
    assert sheet_file_name(TWO, "html") == sheet_file_name(TWO, ".html") == "handover-2026-06-14-late.html"
    assert sheet_file_name(sheet(shift="Früh/../*"), "md") == "handover-2026-06-14-frueh-fruh.md"
    assert sheet_file_name(sheet(shift="夜"), "txt").startswith("handover-2026-06-14-")


@pytest.mark.parametrize("write", [as_text, as_markdown, lambda each: Words(as_html(each)).text])
def test_every_form_says_who_what_when_owner_and_what_was_said(write):
    told = write(TWO)
    for words in (
        "The Bay Hotel", "late shift, Sunday 14 June", "Left by Ana 22:58", "1 not handed over", "412 Erika Schultz",
        "sea view", "18:00", "prepare", "asked again", "not taken over by anybody", "accepted by Ben 23:04, said: cot is up",
        "now: done 23:30 by Ben",
    ):  # fmt: skip
        assert words.casefold() in told.casefold(), words


def test_plain_text_fits_a_terminal_of_eighty_columns():
    long = line("word " * 200, details=("a very long detail " * 20, "山" * 200), who="山田太郎" * 20)
    assert max(map(cells, as_text(sheet(long)).splitlines())) <= 80


def test_the_mark_of_plain_text_is_for_what_is_read_back_alone():
    told = as_text(sheet(line(is_red=True), line(number=2, critical=True, is_red=True)))
    assert ("  1 - 412" in told, "  2 ! 412" in told) == (True, True)


@pytest.mark.parametrize("state", HandoverState)
def test_every_state_is_said_in_every_form(state):
    taken = state is HandoverState.TAKEN
    each = sheet(line(), state=state, taken_text="Ben 23:04" if taken else "")
    for write in (as_text, as_markdown, as_html, as_json):
        assert write(each)
    assert ("taken by Ben" in as_text(each)) is taken
    assert ("Taken by" in as_html(each)) is not taken  # room for a pen while somebody has to sign


def test_what_people_typed_stays_words():
    each = sheet(line(HOSTILE, who=HOSTILE, details=(HOSTILE,), next_step=HOSTILE), house=HOSTILE)
    page = as_html(each)
    plain = set(Words(as_html(TWO)).tags)
    assert set(Words(page).tags) <= plain
    assert "<script>" in Words(page).text
    assert "{{ 7*7 }}" in page
    for form in (page, as_text(each), as_markdown(each), as_json(each)):
        assert "\x1b" not in form
        assert "\u202e" not in form
    assert not re.search(
        r"(?<!\\)[`*\[<]", re.sub(r"^( *- (\[[ x]\] )?|# |## |\*\*.*)", "", as_markdown(each), flags=re.M)
    )


@given(st.text(max_size=40))
def test_any_words_make_a_page_a_parser_reads_back(words):
    from delightdesk.domain.text import clean

    page = Words(as_html(sheet(line(words, who="")))).text
    assert " ".join(clean(words).split()) in page


def test_the_page_asks_nothing_of_anybody_else():
    page = as_html(TWO)
    assert "http" not in page
    assert "src=" not in page
    assert "@page { size: A4; margin: 12mm; }" in page


def test_json_holds_the_ninth_line_as_red():
    told = json.loads(as_json(TWO))
    assert told.keys() >= {
        "id", "state", "handed_over", "shift", "from", "left_at", "to", "taken_at", "read_by", "nothing_to_report",
        "to_sign", "unaccepted", "reading_minutes", "lines",
    }  # fmt: skip
    assert (told["handed_over"], told["from"], told["to"], told["unaccepted"]) == (False, "Ana", None, 1)
    assert told["shift"] == {
        "name": "late", "day": "2026-06-14", "begins": "2026-06-14T14:00:00+00:00", "ends": "2026-06-14T22:00:00+00:00",
    }  # fmt: skip
    first = told["lines"][0]
    assert (first["red"], first["settled"], first["by"], first["owner"], first["task"]) == (
        True,
        False,
        "18:00",
        "Ana",
        9,
    )


LINES_A_PAGE, LETTERS_A_LINE = 62, 96
"""A4 less 12 mm all round holds 62 lines of 9.5 points set 1.3 apart, and 96 letters of a wide face in each."""


def test_an_evening_of_sixty_arrivals_and_twenty_five_open_things_is_two_pages(desk):
    for number in range(60):
        guest = desk.guest("Maximiliane", f"Oberhausen-Lindemann {number}")
        desk.visit(guest, room=str(100 + number), eta=f"{17 + number % 6}:30")
        desk.note(guest, "20th anniversary 14 june" if number % 2 else "allergic to nuts")
    kinds = (TaskKind.PROMISE, TaskKind.FOLLOW_UP, TaskKind.TO_DO, TaskKind.FIX_IT, TaskKind.LEFT_BEHIND)

    def work_left(work):
        for number in range(25):
            tasks.add(
                work, kinds[number % 5], f"a quiet table by the window for the two of them, number {number}",
                guest_id=1 + number, due=work.now, note="was quoted twenty minutes longer",
            )  # fmt: skip
        work.did("test.evening", "an evening")

    desk.write(work_left)
    found = desk.read(handover.draft)
    assert len(found.lines) <= 31
    assert found.reading_minutes <= 5
    page = Words(as_html(found))
    assert as_html(found).count("font: 9.5pt/1.3") == 1
    lines = sum(ceil(len(" ".join(text.split())) / LETTERS_A_LINE) + (tag == "h2") * 0.4 for tag, text in page.blocks)
    assert lines <= 2 * LINES_A_PAGE
