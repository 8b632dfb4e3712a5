"""Rooms and tables as people name them."""

from __future__ import annotations

import re


def bare_room(room: str) -> str:
    """A room by its number: "Room 412" and "412" are one, and so are "Table 7" and "7"."""
    parts = re.findall(r"\w+", room.casefold())
    numbers = [part for part in parts if any(char.isdigit() for char in part)]
    return "".join(numbers or parts)
