"""What is owed as lines: exact widths, nothing a terminal could obey, a mark that needs no colour, times that run on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delightdesk.desk.owed_lines import ApprovalLine, OwedLine
from delightdesk.domain.promise_clock import Urgency
from delightdesk.domain.vocabulary import TaskKind
from delightdesk.tui.widgets.lines import length
from delightdesk.tui.widgets.owed_list import acts_on
from delightdesk.tui.widgets.owed_text import clock_words, heading, in_full, in_order, question, row, state_mark, when

NOW = datetime(2026, 6, 14, 16, 42, tzinfo=UTC)
LINE = OwedLine(
    1, 1, TaskKind.PROMISE, "sea view", 1, "Erika Schultz", "412", NOW + timedelta(minutes=78), "18:00", "in 1 h 18", 1,
    "Ana", None, "", "made", Urgency.SOON,
)  # fmt: skip
YES = ApprovalLine(1, 1, "Dinner", 8400, "£84", "first visit", "Ben", "Ana", 1, "Erika Schultz", False, True)
any_text = st.text(max_size=120) | st.text(st.sampled_from("a 漢😀́​‮\x1b[31m\x07]\u200d🏽ﷺ-·\n"), max_size=60)


@settings(max_examples=60, deadline=None)
@given(
    words=any_text, name=any_text, owner=any_text, offered=any_text, say=any_text, width=st.integers(40, 140),
    minutes=st.none() | st.integers(-100_000, 100_000), kind=st.none() | st.sampled_from(TaskKind),
    level=st.sampled_from(Urgency), here=st.booleans(),
)  # fmt: skip
def test_no_row_leaves_its_place_or_reaches_the_terminal(
    words: str, name: str, owner: str, offered: str, say: str, width: int, minutes: int | None, kind: TaskKind | None,
    level: Urgency, here: bool,
) -> None:  # fmt: skip
    due = None if minutes is None else NOW + timedelta(minutes=minutes)
    line = replace(
        LINE, title=words, guest_name=name, room=name, owner=owner, offered_to=offered, say=say, note=say, who=owner,
        due=due, kind=kind, urgency=level, since=NOW,
    )  # fmt: skip
    waits = replace(YES, title=words, guest_name=name, asked_by=owner, why=say, cost_text=offered)
    for item in (line, waits):
        drawn = row(item, width, NOW, is_marked=here, is_here=here)
        assert length(drawn) == width
        full = in_full(item, width, 4)
        assert len(full) <= 4
        for shown in (drawn, heading(words, width), *full, *question(words, width)):
            assert length(shown) <= width
            for text, _ in shown:
                assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or char in "\u202e\u200b" for char in text)


@pytest.mark.parametrize(
    ("line", "mark", "time"),
    [
        (LINE, "", "18:00"),
        (replace(LINE, urgency=Urgency.WARNED, due=NOW + timedelta(minutes=14)), "!", "in 14 min"),
        (replace(LINE, due=NOW - timedelta(minutes=25)), "!!", "25 min ago"),
        (replace(LINE, urgency=Urgency.OFFERED, due=NOW + timedelta(days=1)), "?", "Mon 16:42"),
        (replace(LINE, urgency=Urgency.ORPHAN, due=None, left_text=""), "○", "—"),
        (replace(LINE, due=NOW + timedelta(days=30), urgency=Urgency.LATER), "", "14 Jul"),
        (replace(LINE, kind=None, due=None, since=NOW - timedelta(minutes=7), state="open"), "", "7 min"),
        (replace(LINE, due=NOW - timedelta(minutes=5), state="kept", urgency=Urgency.SOMETIME, left_text=""), "", "—"),
        (YES, "?", "your yes"),
    ],
)
def test_state_and_time_need_no_colour(line: OwedLine | ApprovalLine, mark: str, time: str) -> None:
    assert (state_mark(line, NOW), when(line, NOW)) == (mark, time)


def test_the_yes_one_can_give_stands_behind_what_is_overdue() -> None:
    late = replace(LINE, id=2, urgency=Urgency.OVERDUE)
    assert in_order([late, LINE], [YES, replace(YES, gesture_id=2, is_mine=False)]) == [late, YES, LINE]


def test_what_is_over_can_only_be_read() -> None:
    kept = replace(LINE, state="kept", urgency=Urgency.SOMETIME, asks=True, owner_id=None)
    assert acts_on(kept, NOW) == {"owed_open"}
    assert acts_on(replace(YES, is_mine=False), NOW) == {"owed_open"}
    assert "owed_playbook" not in acts_on(LINE, NOW)
    assert "owed_playbook" in acts_on(LINE, NOW + timedelta(hours=2))


def test_a_day_is_told_where_it_is_another() -> None:
    assert [clock_words(NOW + timedelta(days=by), NOW) for by in (0, 1, -1, 9)] == [
        "16:42", "Mon 16:42", "Sat 16:42", "23 Jun"
    ]  # fmt: skip


@pytest.mark.parametrize(("width", "most"), [(43, 6), (79, 4)])
def test_the_words_to_say_are_never_cut(width: int, most: int) -> None:
    title = "brochures with the times of the ferry"
    say = f"About {title}: we said 18:00, and it will be later. I am sorry; I will call you again as soon as I know."
    late = replace(LINE, due=NOW - timedelta(minutes=5), title=title, say=say, note="first Sun 14 Jun 17:00")
    text = " ".join("".join(part for part, _ in line).strip() for line in in_full(late, width, most))
    assert say in " ".join(text.split())
