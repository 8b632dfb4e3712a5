"""Knowing when a window has come to rest: by looking at the window, not at the clock."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any
from unittest.mock import patch

from textual._context import active_app
from textual.css.stylesheet import Stylesheet

RUNS_ON = {"watch", "due"}
"""Work in the background that never ends; a test that begins such work of its own puts it into one of these groups."""

LONGEST = 1.0
"""Seconds after which a window that does not come to rest is taken as it is, which is also Textual's limit."""


SELDOM = 0.25
"""Seconds between two paintings while a window is at work; when it has come to rest it is painted at once."""


async def at_rest(*_: Any) -> bool:
    """Wait until no message, no job on the file and no work in the background is under way, and all of it is painted.

    Textual's pilot waits until the process hardly worked for 20 ms, at least twice a key, and sends every widget a
    message to be answered; on a busy machine that took most of the time of a test. False when the app broke.
    """
    app, end = active_app.get(), monotonic() + LONGEST
    while monotonic() < end and not app._exit and app._exception is None:
        if _is_busy(app):
            await asyncio.sleep(0.001)
        elif await _file_is_quiet(app, end) and not _is_busy(app):
            if _is_painted(app.screen):
                break
            app.screen._on_timer_update()
            await asyncio.sleep(0)
    return app._exception is None


def _is_busy(app: Any) -> bool:
    if any(not work.is_finished for work in app.workers if work.group not in RUNS_ON):
        return True
    pumps = (pump for screen in app.screen_stack for pump in screen.walk_children(with_self=True))
    return bool(app._batch_count) or not _waits(app) or not all(map(_waits, pumps))


def _is_painted(screen: Any) -> bool:
    return not (
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )


def _waits(pump: Any) -> bool:
    """Whether it has done all it was sent, or takes nothing more."""
    ready = pump._message_queue.ready_event
    return pump._closed or (not ready.is_set() and bool(ready._waiters))


async def _file_is_quiet(app: Any, end: float) -> bool:
    """Jobs are done in the order in which they were asked: when one asked now is done, all are."""
    gateway = getattr(app, "gateway", None)
    if gateway is None or gateway._closed:
        return True
    last = asyncio.wrap_future(gateway._pool.submit(lambda: None))
    done, _ = await asyncio.wait((last,), timeout=max(0.0, end - monotonic()))
    return bool(done)


@contextmanager
def pilots_that_look() -> Iterator[None]:
    """Every pilot waits by looking; nothing is painted sixty times a second that nobody sees; a style sheet is parsed
    once for all windows, not once for each.
    """
    parse, parsed = Stylesheet._parse_rules, {}

    def parse_once(sheet: Stylesheet, *what: Any, **how: Any) -> Any:
        key = (what, *sorted(how.items()), *sorted(sheet._variables.items()))
        if key not in parsed:
            parsed[key] = parse(sheet, *what, **how)
        return parsed[key]

    with (
        patch("textual.app.wait_for_idle", at_rest),
        patch("textual.pilot.wait_for_idle", at_rest),
        patch("textual.pilot.Pilot._wait_for_screen", at_rest),
        patch("textual.screen.UPDATE_PERIOD", SELDOM),
        patch.object(Stylesheet, "_parse_rules", parse_once),
    ):
        yield
