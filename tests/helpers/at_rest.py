"""Knowing when a window has come to rest: by looking at the window, not at the clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from time import monotonic
from typing import Any
from unittest.mock import patch

from textual._compositor import Compositor
from textual._context import active_app, visible_screen_stack
from textual.app import App
from textual.css.stylesheet import Stylesheet

RUNS_ON = {"watch", "due", "standing", "idle", "place", "backups", "rights", "along", "tidy"}
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
            front = getattr(app, "front", app.screen)  # the lobby may stand before the screens
            if _is_painted(front):
                break
            front._on_timer_update()
            await asyncio.sleep(0)
    return app._exception is None


def _is_busy(app: Any) -> bool:
    if any(not work.is_finished for work in app.workers if work.group not in RUNS_ON):
        return True
    screens = {*app.screen_stack, getattr(app, "front", app.screen)}
    pumps = (pump for screen in screens for pump in screen.walk_children(with_self=True))
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
    """Every pilot waits by looking; nothing is painted that nobody sees; a style sheet is parsed once for all windows,
    not once for each.

    What a key changed is painted when the test reads the screen, and once more before the window closes, so that no
    test ends well on a screen that cannot be painted.
    """
    parse, parsed = Stylesheet._parse_rules, {}
    paint, run = Compositor.render_update, App.run_test

    def parse_once(sheet: Stylesheet, *what: Any, **how: Any) -> Any:
        key = (what, *sorted(how.items()), *sorted(sheet._variables.items()))
        if key not in parsed:
            parsed[key] = parse(sheet, *what, **how)
        return parsed[key]

    def paint_when_asked(painter: Compositor, full: bool = False, screen_stack: Any = None, **how: Any) -> Any:
        if full:
            return paint(painter, full, screen_stack, **how)
        visible_screen_stack.set(screen_stack or [])
        painter._dirty_regions.clear()
        return None

    @asynccontextmanager
    async def run_and_look(app: App[Any], **how: Any) -> AsyncIterator[Any]:
        async with run(app, **how) as pilot:
            yield pilot
            if app.is_running and app._exception is None:
                getattr(app, "front", app.screen)._compositor.render_strips()

    with (
        patch("textual.app.wait_for_idle", at_rest),
        patch("textual.pilot.wait_for_idle", at_rest),
        patch("textual.pilot.Pilot._wait_for_screen", at_rest),
        patch("textual.screen.UPDATE_PERIOD", SELDOM),
        patch.object(Stylesheet, "_parse_rules", parse_once),
        patch.object(Compositor, "render_update", paint_when_asked),
        patch.object(App, "run_test", run_and_look),
    ):
        yield
