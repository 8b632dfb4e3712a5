"""A list that paints only what changed leaves nothing of what stood there before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from textual.geometry import Region, Size

from delightdesk.tui.widgets.hits import Hits


def test_shorter_words_for_an_empty_list_paint_over_the_longer_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[Region] = []
    monkeypatch.setattr(Hits, "size", Size(30, 20))
    monkeypatch.setattr(Hits, "refresh", lambda _self, *regions, **_: painted.extend(regions))
    found: Any = Hits(
        (), date(2026, 6, 14), empty="No guests yet.\nImport the arrivals of today from a file, or make one."
    )
    before = found.count
    found.show_found((), date(2026, 6, 14), empty="Nobody.")
    assert before > found.count
    assert painted[-1].height == before
