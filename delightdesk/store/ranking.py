"""How well a guest's names fit the words that were typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from delightdesk.domain.folding import Forms
from delightdesk.store.find_rows import words_of

Score = tuple[int, int, bool, float, int, int]
"""Tier, presence, not the whole name, cost of the change, letters left over, newest first; less is better."""

EXACT, BEGINS, SLIPPED, GUESSED = -1, 0, 1, 2


@dataclass(frozen=True, slots=True)
class Typed:
    """One typed word: the forms a guest's word may begin with, and known words it may have been meant for."""

    forms: Forms
    meant: dict[str, float] = field(default_factory=dict)


def score(guest_id: int, names: str, typed: Sequence[Typed], presence: int) -> Score | None:
    """Where the guest belongs in the list; None when a typed word fits none of theirs."""
    words = words_of(names)
    cost, left = 0.0, 0
    for one in typed:
        best = _best(words, one)
        if best is None:
            return None
        cost += best[0]
        left += best[1]
    whole = not left and not cost and _whole(names, typed)
    tier = BEGINS if not cost else SLIPPED if cost <= 1 else GUESSED
    return tier, presence, not whole, cost, left, -guest_id


def _best(words: set[str], typed: Typed) -> tuple[float, int] | None:
    best: tuple[float, int] | None = None
    for word in words:
        fit: tuple[float, int]
        if word.startswith(typed.forms):
            fit = 0.0, min(len(word) - len(form) for form in typed.forms if word.startswith(form))
        elif word in typed.meant:
            fit = typed.meant[word], abs(len(word) - len(typed.forms[0]))
        else:
            continue
        if best is None or fit < best:
            best = fit
    return best


def _whole(names: str, typed: Sequence[Typed]) -> bool:
    """Whether the typed words are all the words of one of the names, nothing missing."""
    said = {form for one in typed for form in one.forms}
    return any(all(not said.isdisjoint(word.split(".")) for word in name.split()) for name in names.split("|") if name)
