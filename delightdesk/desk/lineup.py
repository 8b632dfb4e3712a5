"""The line-up: what a shift begins with, through one door.

The list of a shift stands in `show_ready`, what is read aloud in `daily_card`, what was found in `left_behind`.
"""

from __future__ import annotations

from delightdesk.desk.daily_card import card
from delightdesk.desk.left_behind import found, left_behind, returned
from delightdesk.desk.lineup_lines import CheckLine, Found, LineUpCard, ShowReady
from delightdesk.desk.show_ready import show_ready, skip, tick, untick

__all__ = [
    "CheckLine", "Found", "LineUpCard", "ShowReady", "card", "found", "left_behind", "returned", "show_ready", "skip",
    "tick", "untick",
]  # fmt: skip
