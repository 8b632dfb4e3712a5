"""What the wording coach says on the command line: after the note, on stderr, and it changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from delightdesk.domain.vocabulary import Sector
from delightdesk.domain.wording import AdviceKind, coach

if TYPE_CHECKING:
    from delightdesk.desk.notes import Stored

_UNDERSTOOD = (AdviceKind.PROMISE, AdviceKind.OCCASION)
_HIDDEN = " It was kept for anybody to read; with the guest's yes, --sensitive and --consent keep it hidden."
_AGREED = (AdviceKind.HEALTH, AdviceKind.FAITH)


def advice_on(text: str, stored: Stored, sector: Sector) -> Iterator[str]:
    """One sentence for each thing that had better be said otherwise, unless the line was kept as what it is."""
    for advice in coach(text, sector):
        if (advice.kind in _UNDERSTOOD and stored.kind != "note") or (advice.kind in _AGREED and stored.hidden):
            continue
        better = f" Better: {advice.offer}." if advice.offer else ""
        hidden = _HIDDEN if advice.asks == "sensitive" and stored.kind == "note" else ""
        yield f"“{advice.said}”: {advice.why}{better}{hidden}"
