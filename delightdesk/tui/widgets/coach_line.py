"""What the wording coach says below a line while somebody types: what, why, and other words for it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, cast

from delightdesk.domain.forbidden import found
from delightdesk.domain.vocabulary import Sector
from delightdesk.tui.safe import Words, clean
from delightdesk.tui.widgets.lines import cut, wrap

if TYPE_CHECKING:
    from delightdesk.domain.wording import Advice, AdviceKind
    from delightdesk.tui.app import DeskApp

_TALLEST = 3
_SAID, _OFFER = 36, 50


class CoachLine(Words):
    """Takes up to three rows while there is something to say and none when there is not. It never stops anybody.

    It shows the first advice; once that is followed, or written otherwise, the next.
    """

    DEFAULT_CSS = "CoachLine { height: 0; color: $warning; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.advice: Advice | None = None

    def look(self, text: str, kinds: Collection[AdviceKind], width: int, *, may_be_hidden: bool = False) -> None:
        """Say what there is to say of these kinds, in the turn of the key. ``width``: cells there are for it."""
        said = self._said(text, kinds) if kinds else []
        self.advice = said[0] if said else None
        what = found(text)
        words = _never(what) if what else _words(said, may_be_hidden=may_be_hidden)
        words = cast("DeskApp", self.app).with_keys(words)
        parts = wrap(words, max(10, width), _TALLEST) if words else []
        self.say("\n".join(parts))
        tall = len(parts)
        if self.styles.height is None or self.styles.height.value != tall:
            self.styles.height = tall

    @property
    def offers(self) -> bool:
        """True when `reworded` makes another line of it."""
        return self.advice is not None and self.advice.changes

    def reworded(self, text: str) -> str:
        """The line with the words offered in the place of the words said."""
        from delightdesk.domain.wording import reworded

        return reworded(text, self.advice) if self.advice is not None else text

    def _said(self, text: str, kinds: Collection[AdviceKind]) -> list[Advice]:
        from delightdesk.domain.wording import coach  # not before somebody types a line

        house = cast("DeskApp", self.app).house
        sector = house.sector if house is not None else Sector.HOTEL
        return [advice for advice in coach(text, sector) if advice.kind in kinds]


def _never(what: str) -> str:
    return f"‼ {what.capitalize()} is never kept: Enter takes it out and leaves the other words."


def _words(said: list[Advice], *, may_be_hidden: bool) -> str:
    """ "△ “rude” · ^W writes “…” · why", what helps first."""
    if not said:
        return ""
    advice = said[0]
    parts = [f"△ “{cut(clean(advice.said), _SAID)}”"]
    if advice.offer:
        parts.append(f"^W writes “{cut(advice.offer, _OFFER)}”")
    elif advice.changes:
        parts.append("^W leaves it out")
    if advice.asks == "sensitive" and may_be_hidden:
        parts.append("Shift+Tab keeps it hidden")
    parts.append(advice.why)
    return " · ".join(parts)
