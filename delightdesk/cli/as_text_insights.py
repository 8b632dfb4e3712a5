"""Insights as a person reads them at 80 columns: each figure with its sentence, each bar with its number."""

from __future__ import annotations

import locale
import os
import sys
from typing import TYPE_CHECKING

from delightdesk.cli.output import WIDTH, row, section, wrapped
from delightdesk.domain.figures import bar, spark
from delightdesk.domain.naming import cells

if TYPE_CHECKING:
    from delightdesk.desk.insight_lines import BarPart, Figure, Insights

_BAR = 12
_DAYS = 14
_PLAIN = str.maketrans({"▲": "+", "▼": "-", "–": "-"})


def knows_blocks() -> bool:
    """Whether blocks and triangles arrive where the output goes: not where it speaks another encoding than UTF-8."""
    if os.name == "nt" and sys.stdout.isatty():
        return True
    said = os.environ.get("PYTHONIOENCODING", "").partition(":")[0] or locale.getencoding()
    return said.lower().replace("-", "") in ("utf8", "cp65001")


def insight_lines(found: Insights, *, is_plain: bool = False) -> list[str]:
    """Headline, figures, parts, fairness. ``is_plain``: what is drawn is drawn in ASCII."""
    lines = wrapped(f"{found.headline}.")
    lines += section("Figures", [line for each in found.figures for line in _figure(each, is_plain)])
    for part in (*found.parts, *found.fairness):
        lines += section(part.title, _part(part, is_plain))
    return [line.translate(_PLAIN) for line in lines] if is_plain else lines


def _figure(each: Figure, is_plain: bool) -> list[str]:
    columns = (
        (each.title, 20), (each.text, -15), (spark(each.days, _DAYS, is_plain=is_plain), _DAYS),
    )  # fmt: skip
    return [row((("", 0), *columns), each.change), *wrapped(each.says, "    ")]


def _part(part: BarPart, is_plain: bool) -> list[str]:
    most = max((each.value for each in part.bars), default=0.0)
    wide = min(36, max((cells(each.label) for each in part.bars), default=0))
    lines = []
    for each in part.bars:
        head = row((("", 0), (each.label, wide), (bar(each.value, most, _BAR, is_plain=is_plain), _BAR)))
        told = " · ".join(filter(None, (each.text, each.note)))
        lines += wrapped(told, " " * min(cells(head) + 2, WIDTH // 2 + 12), f"{head}  ")
    for words in ("" if part.bars else part.empty, part.caution):
        lines += wrapped(words, "  ", "  ") if words else []
    return lines
