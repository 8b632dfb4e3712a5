"""Which plan to take: all of them, the one that fits a problem best first.

Nothing is left out, because the person at the desk knows more about the problem than six words tell.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from delightdesk.domain.folding import fold_words
from delightdesk.domain.playbooks import Playbook


class _Fit(IntEnum):
    MISSED = 0
    KIND = 1
    GROUP = 2
    WORDS = 3
    REST = 4


def best(playbooks: Iterable[Playbook], kind: str, what: str, missed: bool = False) -> tuple[Playbook, ...]:
    """All playbooks, the best fit for a problem of this ``kind`` and these words first.

    Those that answer the exact kind come before those for its group, then those whose words stand in ``what``, then
    the rest. Among equals more words count first, then the plan for fewer kinds, then the title. ``missed``: a promise
    was missed, and the plans for that come before all others.
    """
    told = frozenset(map(_singular, fold_words(what)))

    def place(book: Playbook) -> tuple[int, int, int, str, str]:
        hits = sum(_singular(word) in told for word in book.words)
        fit = _fit(book, kind, hits, missed)
        breadth = len(book.answers) if fit in (_Fit.KIND, _Fit.GROUP) else 0
        return (fit, -hits, breadth, book.title.casefold(), book.key)

    return tuple(sorted(playbooks, key=place))


def _fit(book: Playbook, kind: str, hits: int, missed: bool) -> _Fit:
    if missed and book.for_missed:
        return _Fit.MISSED
    if kind in book.answers:
        return _Fit.KIND
    if kind.partition(".")[0] in book.answers:
        return _Fit.GROUP
    return _Fit.WORDS if hits else _Fit.REST


def _singular(word: str) -> str:
    return word.removesuffix("s")
