"""The handover of a shift: a sheet built from what is on file, left by one person and taken over line by line.

Built in `handover_building`, frozen in `handover_leaving`, signed in `handover_signing`, read in `handover_reading`;
where it stands, for every screen, in `handover_standing`. All of it is offered here.
"""

from __future__ import annotations

from delightdesk.desk.handover_building import draft
from delightdesk.desk.handover_leaving import add_line, leave, remove_line, take_back
from delightdesk.desk.handover_lines import PastSheet, Sheet, SheetLine, Standing
from delightdesk.desk.handover_past import past
from delightdesk.desk.handover_reading import read
from delightdesk.desk.handover_signing import accept, ask, decline, read_nothing, reply
from delightdesk.desk.handover_standing import standing, waiting
from delightdesk.store.work import Work

__all__ = [
    "PastSheet", "Sheet", "SheetLine", "Standing", "accept", "add_line", "ask", "decline", "draft", "leave", "past",
    "read", "read_nothing", "remove_line", "reply", "sheet", "standing", "take_back",
]  # fmt: skip


def sheet(work: Work) -> Sheet:
    """The sheet that matters now: the one that was left and not taken over, or else the draft of the shift."""
    left = waiting(work)
    return read(work, left.sheet_id) if left is not None else draft(work)
