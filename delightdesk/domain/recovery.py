"""Putting a guest right: what still lacks, and what comes next.

Apology and fix come before anything else, one small thing beyond comes after, and another word from us later. Whose
doing it was decides who pays, never who helps: the guest is ours.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import Fault, ProblemState, RecoveryStep

HARM = 5
"""The severity at which a manager decides."""

MANAGER_DECIDES = "the manager decides"
_TWO = 2

_S, _P = RecoveryStep, ProblemState
_WORDS = {
    _S.LISTEN: "listen to the end",
    _S.ACKNOWLEDGE: "say back what happened",
    _S.APOLOGISE: "apologise",
    _S.OPTIONS: "offer two ways to put it right",
    _S.FIX: "fix it",
    _S.BEYOND: "one small thing beyond",
    _S.FOLLOW_UP: "ask again how it is",
}
_FIX_OURSELVES = "fix it ourselves, whoever pays in the end"
_TO_EVEN = (_S.LISTEN, _S.ACKNOWLEDGE, _S.APOLOGISE, _S.OPTIONS, _S.FIX)
_SAYS_MORE = {
    _S.LISTEN: frozenset({_S.ACKNOWLEDGE, _S.APOLOGISE, _S.OPTIONS, _S.FIX}),
    _S.ACKNOWLEDGE: frozenset({_S.APOLOGISE, _S.OPTIONS, _S.FIX}),
    _S.OPTIONS: frozenset({_S.FIX}),
}
"""Steps that cannot have been done without the one they stand for."""


def missing(steps: Collection[RecoveryStep], *, confirmed: bool) -> tuple[str, ...]:
    """What a problem lacks before it may be closed without a question, as words to ask about.

    ``confirmed``: the guest said that it is fixed.
    """
    lacks = []
    if _S.APOLOGISE not in steps:
        lacks.append("an apology")
    if not confirmed:
        lacks.append("a fix the guest confirmed")
    return tuple(lacks)


def next_step(state: ProblemState, steps: Collection[RecoveryStep], severity: int, fault: Fault) -> str:
    """The next thing to do in a few words, "" when nothing is left to do."""
    over = state is _P.LOST or (state is _P.BEYOND and _S.FOLLOW_UP in steps)
    if over:
        return ""
    if severity >= HARM:
        return MANAGER_DECIDES
    if state is _P.REOPENED:
        return "bring the manager, then fix it for good"
    if state is _P.EVEN and _S.BEYOND not in steps:
        return _WORDS[_S.BEYOND]
    if state in (_P.EVEN, _P.BEYOND):
        return _WORDS[_S.FOLLOW_UP] if _S.FOLLOW_UP not in steps else ""
    done = frozenset(steps)
    step = next((each for each in _TO_EVEN if each not in done and not done & _SAYS_MORE.get(each, frozenset())), None)
    if step is _S.FIX and fault in (Fault.SUPPLIER, Fault.THIRD_PARTY):
        return _FIX_OURSELVES
    return _WORDS[step] if step else "ask whether it is right now"


def alternatives_missing(alternatives: Sequence[str], partner: str) -> str:
    """The sentence that asks for what a no still lacks, "" when it has two alternatives or a partner who can help."""
    offered = {clean(each).casefold() for each in alternatives} - {""}
    if len(offered) >= _TWO or clean(partner):
        return ""
    lacks = "one more thing" if offered else "two things"
    return f"A no needs {lacks} we can do instead, or a partner who can help; nothing was saved yet."
