"""What the wording coach speaks of in which line."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from delightdesk.domain.wording import AdviceKind

Coached = Callable[[str, bool], "Collection[AdviceKind]"]
"""From the words of a line, and whether they are kept as a plain note, to what there may be said of them."""


def of_a_note() -> frozenset[AdviceKind]:
    """Everything."""
    from delightdesk.domain.wording import AdviceKind  # not before somebody types a line

    return frozenset(AdviceKind)


def about_people(_text: str, _is_plain: bool) -> frozenset[AdviceKind]:
    """What is said of guests, where room, promise and occasion have their place."""
    from delightdesk.domain.wording import AdviceKind

    return of_a_note() - {AdviceKind.ROOM, AdviceKind.PROMISE, AdviceKind.OCCASION}
