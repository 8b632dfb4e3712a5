"""The handover as a person reads it at a terminal: the sheet itself, and the list of past ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from delightdesk.cli.output import row, wrapped
from delightdesk.domain.vocabulary import HandoverState
from delightdesk.files.sheets import as_text

if TYPE_CHECKING:
    from delightdesk.desk.handover import PastSheet, Sheet

_INDENT = " " * 7


def sheet_lines(sheet: Sheet) -> list[str]:
    """The sheet as on paper."""
    return as_text(sheet).splitlines()


def past_lines(sheets: Sequence[PastSheet]) -> list[str]:
    """Number and shift; then who left it to whom and what was not taken, and the line that was looked for."""
    told = []
    for sheet in sheets:
        told += wrapped(f"{sheet.shift_text}: {_state(sheet)}", _INDENT, f"{row(((str(sheet.id), -5),))}  ")
        told += wrapped(f"“{sheet.found}”", _INDENT, _INDENT) if sheet.found else []
    return told


def _state(sheet: PastSheet) -> str:
    lines = "nothing to report" if not sheet.lines else f"{sheet.lines} line{'' if sheet.lines == 1 else 's'}"
    left = f"{lines}, left by {sheet.left_text}"
    if sheet.state is HandoverState.TAKEN:
        return f"{left}, taken by {sheet.taken_by}"
    if sheet.state is HandoverState.CARRIED:
        return f"{left}, {sheet.unaccepted} carried on"
    return f"{left}, {sheet.unaccepted} not handed over" if sheet.unaccepted else f"{left}, not handed over"


def handed_over(sheet: Sheet) -> str:
    """The sentence that says so, from whom to whom; empty while it is not."""
    if sheet.state is not HandoverState.TAKEN:
        return ""
    return f"The {sheet.shift_text} is handed over, from {sheet.left_by} to {sheet.taken_by}."
