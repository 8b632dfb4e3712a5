"""Text from outside is shown and never obeyed."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from textual.color import Color

from delightdesk.tui.safe import SeatBelt

Opened = Any

POISON = (
    "\x1b]0;owned\x07\x1b[31mRed\x1b[0m",
    "[bold]Bold[/bold] [/] [@click=app.quit]x[/]",
    "]]\u202egnirts\u2066\u200b",
    "👩‍👩‍👧‍👦é" + "\u0301" * 40,
    "\x9b2J\x85\u2028line\r\nbreak\x00",
    "漢字" * 60,
)


@given(st.lists(st.text(max_size=20), max_size=5))
def test_the_seat_belt_lets_no_control_byte_through(texts: list[str]) -> None:
    painted = SeatBelt().apply([Segment(text) for text in texts], Color(0, 0, 0))
    shown = "".join(segment.text for segment in painted)
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or "\u202a" <= char <= "\u202e" for char in shown)
    for before, after in zip(texts, painted, strict=True):
        assert after.text == before or not before.isprintable()


async def test_poison_is_harmless_on_every_view_of_the_desk(window: Opened, desk: Any, size: Any) -> None:
    guests = []
    for place in range(len(POISON)):
        guest = desk.guest(f"P{place}", "Harmless")
        desk.visit(guest, room="1")
        desk.note(guest, "asked about the pier")
        guests.append(guest)
    for guest, text in zip(guests, POISON, strict=True):
        desk.sql("UPDATE guest SET display_name = ?, call_me = ?, phone = ? WHERE id = ?", text, text, text, guest)
        desk.sql("UPDATE visit SET room = ? WHERE guest_id = ?", text, guest)
        desk.sql("UPDATE note SET text = ? WHERE guest_id = ?", text, guest)
    desk.sql("UPDATE house SET name = ?", POISON[0])
    desk.sql("UPDATE staff SET name = ?", POISON[1])
    views = [("enter",), ("w",), ("1",), ("escape", "g"), ("escape", "escape")] if size == (80, 24) else [("enter",)]
    async with window(size) as desk_window:
        for _ in POISON:
            for keys in views:
                await desk_window.press(*keys)
                assert len(desk_window.lines) == size[1]
                for line in desk_window.lines:
                    assert all(ord(char) >= 32 and not 0x7F <= ord(char) < 0xA0 for char in line), repr(line)
                    assert "\u202e" not in line
            await desk_window.press("escape", "down")
        assert not desk_window.app._exit
        assert size == (80, 24) or desk_window.has("[bold]")
