"""The JSON of a handover and of the past sheets; instants carry the offset of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from delightdesk.domain.vocabulary import HandoverState
from delightdesk.files.sheets import values_of

if TYPE_CHECKING:
    from delightdesk.desk.handover import PastSheet, Sheet


def of_sheet(sheet: Sheet) -> dict[str, Any]:
    """One sheet with its lines, as it is also kept in a file."""
    return values_of(sheet)


def of_past(sheet: PastSheet) -> dict[str, Any]:
    """One of the past sheets; ``found`` is the line that was looked for."""
    return {
        "id": sheet.id,
        "shift": {"name": sheet.shift, "day": sheet.day},
        "state": sheet.state,
        "handed_over": sheet.state is HandoverState.TAKEN,
        "from": sheet.left_by or None,
        "to": sheet.taken_by or None,
        "lines": sheet.lines,
        "unaccepted": sheet.unaccepted,
        "found": sheet.found,
    }
