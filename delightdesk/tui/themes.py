"""Three sets of colours of our own: dark, light and high contrast.

Nothing on the screens is said by colour alone; a theme may change everything without a word getting lost.
"""

from __future__ import annotations

from textual.theme import Theme

DARK, LIGHT, CONTRAST = "delight-dark", "delight-light", "delight-contrast"

THEMES = (
    Theme(
        name=DARK,
        primary="#7fb4d8",
        secondary="#8aa0b4",
        accent="#e8b86a",
        foreground="#e6e3dc",
        background="#16191d",
        surface="#1d2126",
        panel="#262b32",
        success="#8cc98f",
        warning="#e8b86a",
        error="#ee8d84",
        dark=True,
    ),
    Theme(
        name=LIGHT,
        primary="#1f5f8b",
        secondary="#4a5f73",
        accent="#8a5200",
        foreground="#1c1e21",
        background="#faf8f3",
        surface="#f2efe8",
        panel="#e6e2d8",
        success="#1f6b33",
        warning="#8a5200",
        error="#a8261c",
        dark=False,
    ),
    Theme(
        name=CONTRAST,
        primary="#ffff00",
        secondary="#ffffff",
        accent="#00ffff",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#000000",
        success="#00ff00",
        warning="#ffff00",
        error="#ff9d9d",
        dark=True,
        text_alpha=1.0,
    ),
)

LABELS = {DARK: "dark", LIGHT: "light", CONTRAST: "high contrast"}


def known(name: str) -> str:
    """The theme's name if it is one of ours, else the dark one."""
    return name if name in LABELS else DARK


def following(name: str) -> str:
    """The theme after ``name``, round and round."""
    names = list(LABELS)
    return names[(names.index(known(name)) + 1) % len(names)]
