"""Under what condition a sensitive note is kept: each house goes by its own rule, and nobody is asked too late.

What is kept of health, disability and belief is kept because the guest agreed to it, hidden from whoever reads along,
and no longer than the visit unless the guest asked for it. Here stand the rule and the words; who asked and when is
for the desk to note.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from delightdesk.domain.capture_patterns import NOTE_KINDS
from delightdesk.domain.errors import ConsentNeeded, Invalid
from delightdesk.domain.text import clean
from delightdesk.domain.vocabulary import SENSITIVE_KINDS, NoteKind, SensitiveRule

SAID_YES = "said yes at the desk"
TOLD_US = "told us themselves"
CONSENT_LENGTH = 200

HIDDEN = "••• hidden, z shows it"
"""What stands in the place of the words."""

TO_ASK = "Something to ask the guest about before it is kept"
"""What stands in a list in the place of a remark that is kept only with the guest's yes."""

NO_CONSENT = "no consent noted"

ANSWERS = {
    "y": "y yes, until departure",
    "k": "k yes, and for the next visit",
    "n": "n no, not kept",
    "s": "s it is not about that, keep it as it stands",
}
"""How the question whether something may be kept is answered."""

YES_OR_NO, OR_STANDS, NO_OR_STANDS = "ykn", "ykns", "ns"
"""The answers there are: of sensitive words; of words that seem so; of the same where the house keeps none."""

_QUESTIONS = {
    YES_OR_NO: "Does the guest agree that we keep this?",
    OR_STANDS: "This seems to be about health or belief. Does the guest agree that we keep it, hidden?",
    NO_OR_STANDS: "This seems to be about health or belief, which this house does not keep.",
}

FROM_ELSEWHERE = "This came with a booking, so the guest is asked first. Nothing was kept yet."
_ASK = "This is about health, disability or belief, so the guest is asked first. Nothing was kept yet."
_SEEMS = "This seems to be about health or belief, so you are asked first. Nothing was kept yet."
_NEVER = (
    "This house keeps nothing about health, disability or belief, so it was not kept. Write only what is to be done, "
    "such as “ground floor” or “quiet corner”, or ask the guest each time."
)


@dataclass(frozen=True, slots=True)
class Consent:
    """The guest's yes. words: how they said it; keeps: also for the next visit, not only until departure."""

    words: str = SAID_YES
    keeps: bool = False


def sensitive_kind(line: str) -> NoteKind | None:
    """The stricter kind a note with these words is of, None for one that anybody may read."""
    kind = next((kind for kind, words in NOTE_KINDS if words.search(line)), None)
    return kind if kind in SENSITIVE_KINDS else None


def question(answers: str = YES_OR_NO) -> str:
    """The question in words, with the keys that answer it."""
    return f"{_QUESTIONS[answers]}  {' · '.join(ANSWERS[letter] for letter in answers)}"


def ask_about(rule: SensitiveRule) -> ConsentNeeded:
    """What to ask where nothing but the coach takes the words for health or belief, who may be wrong."""
    return ConsentNeeded(_SEEMS, "line", NO_OR_STANDS if rule is SensitiveRule.NEVER else OR_STANDS)


def with_hidden(mind: str, hidden: int, how: str) -> str:
    """What to mind, and how many notes are there of which nothing is said unasked; ``how``: the way to see them."""
    told = f"{hidden} note{'' if hidden == 1 else 's'} hidden · {how}" if hidden else ""
    return " · ".join(filter(None, (mind, told)))


def answered(visit_id: int | None, remark: str) -> str:
    """What is left of a remark once the guest was asked, so that the same import does not bring it up again."""
    return f"#{sha256(f'{visit_id} {remark}'.encode()).hexdigest()[:24]}"


def given_under(rule: SensitiveRule, consent: Consent | None) -> Consent:
    """The consent a sensitive note is kept with.

    Raises `ConsentNeeded` where the guest is to be asked first, `Invalid` where the house keeps none at all.
    """
    if rule is SensitiveRule.NEVER:
        raise Invalid(_NEVER, "line")
    if consent is None:
        if rule is SensitiveRule.TOLD:
            return Consent(TOLD_US)
        raise ConsentNeeded(_ASK, "line")
    return Consent(clean(consent.words, CONSENT_LENGTH) or SAID_YES, consent.keeps)
