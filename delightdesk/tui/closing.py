"""Closing a screen from behind: something that happened in the file took away what it showed."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen


def close(screen: Screen[Any], result: object = None) -> None:
    """Close a screen now, or as soon as nothing stands over it any more; one that was left already stays away.

    `Screen.dismiss` alone takes away whatever is on top, with the words somebody is typing there.
    """

    def if_on_top(_shown: object) -> None:
        if screen.is_active:
            screen.dismiss(result)

    if screen.is_active:
        screen.dismiss(result)
    elif screen in screen.app.screen_stack:
        screen.app.screen_change_signal.subscribe(screen, if_on_top)
