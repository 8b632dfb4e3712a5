"""Desks by the hundred, each on its own real file, at the cost of one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from sqlalchemy import create_engine, event
from sqlalchemy.util import LRUCache


@contextmanager
def cheap_desks() -> Iterator[None]:
    """All engines share one dialect and what it compiled, as one desk does all day, and nobody waits for the disk.

    Every engine compiles each statement anew otherwise, which was half the work of a test on a desk of its own. What
    a kill leaves behind is the same without waiting for the disk; what a power cut leaves behind no test can see here,
    and that the product does wait is `tests/store/test_engine.py`'s to say.
    """
    memory = create_engine("sqlite://")
    memory.connect().close()  # the dialect asks its first connection what it can do
    memory.dispose()
    compiled: LRUCache[Any, Any] = LRUCache(5000)

    def create(*args: Any, **how: Any) -> Any:
        engine = create_engine(*args, **how)
        if how.get("module", sqlite3) is sqlite3:  # an encrypted desk has a driver, and so a dialect, of its own
            engine.dialect, engine._compiled_cache = memory.dialect, compiled
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
        return engine

    with patch("delightdesk.store.engine.create_engine", create):
        yield
