"""The question before a backup takes the place of the desk: both moments, what is in it, what would be lost."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from delightdesk.tui.modals.confirm import Confirm

if TYPE_CHECKING:
    from delightdesk.desk.safety.restoring import BackupLook


def question(look: BackupLook, then: str, now: datetime) -> Confirm:
    """``then`` as it reads on the clock of the house, ``now`` on that clock."""
    return Confirm(
        f"Put the desk back to {then}? Now it is {now:%H:%M}.\n\n{holds(look)}\n{lost_words(look)}\n"
        "A backup of now is made first, so u takes it back.",
        yes=f"put back {then}",
        no="leave the desk as it is",
    )


def holds(look: BackupLook) -> str:
    """What is in it."""
    return f"It holds {_many(look.guests, 'guest')}, {_many(look.visits, 'visit')}, {_many(look.notes, 'note')}."


def lost_words(look: BackupLook) -> str:
    """What was done since."""
    if look.lost is None:
        return "What was done since cannot be read any more."
    if not look.lost:
        return "Nothing was done since."
    return f"{_many(look.lost, 'entry', 'entries')} of the journal since then would go."


def _many(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"
