"""What one line can turn out to be: an occasion, a caution, the usual, a plain note.

Each is an offer. It carries its own sentence (`understood`), so that the desk sees what would be kept
before it is kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from delightdesk.domain.clock import MONTHS
from delightdesk.domain.occasions import OWN, ordinal, spoken
from delightdesk.domain.vocabulary import BondKind, CautionKind, NoteKind, OccasionKind, label

GUEST = "the guest"
REASSURE = "Prefers written directions and a named contact"


@dataclass(frozen=True, slots=True)
class OccasionCaught:
    """An occasion. Without day and month it holds for this visit.

    year: the year it began, only when it was said. years: 20 for "20th", said or counted from ``year``;
    `occasions.first_year` turns it into a year when the house wants to keep one.
    """

    kind: OccasionKind
    day: int | None = None
    month: int | None = None
    year: int | None = None
    years: int | None = None
    whose: str = GUEST
    secret: bool = False
    secret_from: str = ""

    @property
    def understood(self) -> str:
        """ "Anniversary, 20th, 14 June, secret from husband"."""
        parts = [_capital(spoken(self.kind, None, self.whose))]
        if self.years:
            parts.append(ordinal(self.years))
        if self.month:
            parts.append(f"{self.day or 'in'} {MONTHS[self.month - 1]}")
        elif self.whose in OWN:
            parts.append("this visit")
        if self.year:
            parts.append(f"since {self.year}")
        if self.secret:
            parts.append(f"secret from {self.secret_from}" if self.secret_from else "secret")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class CautionCaught:
    """Something to avoid; ``subjects`` are canonical words of `domain.cautions` or free words."""

    kind: CautionKind
    subjects: tuple[str, ...]
    whose: str = GUEST

    @property
    def understood(self) -> str:
        """ "Caution for daughter: peanuts, milk"."""
        subjects = ", ".join(self.subjects)
        if self.kind is CautionKind.PET and self.subjects in (("dog",), ("cat",)):
            return f"Travels with a {subjects}"
        return f"Caution: {subjects}" if self.whose in OWN else f"Caution for {self.whose}: {subjects}"


@dataclass(frozen=True, slots=True)
class UsualCaught:
    """What they always have."""

    text: str

    @property
    def understood(self) -> str:
        """ "Usual: flat white oat"."""
        return f"Usual: {self.text}"


@dataclass(frozen=True, slots=True)
class PreferenceCaught:
    """What they like better, or do not like."""

    text: str

    @property
    def understood(self) -> str:
        """ "Preference: oat milk"."""
        return f"Preference: {self.text}"


@dataclass(frozen=True, slots=True)
class FirstVisitCaught:
    """They have not been here before."""

    @property
    def understood(self) -> str:
        """The sentence shown back."""
        return "First visit"


@dataclass(frozen=True, slots=True)
class NameCaught:
    """How they want to be called, or how their name is said; one of the two may be empty."""

    call_me: str = ""
    say_as: str = ""

    @property
    def understood(self) -> str:
        """ "Call them Tilly, say shiv-AWN"."""
        return " and ".join(
            words
            for words in (
                f"Call them {self.call_me}" if self.call_me else "",
                f"Say the name {self.say_as}" if self.say_as else "",
            )
            if words
        )


@dataclass(frozen=True, slots=True)
class LanguageCaught:
    """What they speak, in English ("French, German"), and the ISO 639 code of the first."""

    language: str
    code: str

    @property
    def understood(self) -> str:
        """ "Speaks Polish"."""
        return f"Speaks {self.language}"


@dataclass(frozen=True, slots=True)
class ReassuranceCaught:
    """Somebody to be put at ease. ``text`` says what helps and never what they are."""

    text: str = REASSURE

    @property
    def understood(self) -> str:
        """The neutral words that would be kept."""
        return self.text


@dataclass(frozen=True, slots=True)
class BondCaught:
    """``name`` is the guest's ``kind``: PARENT means the named person is the guest's parent."""

    kind: BondKind
    name: str

    @property
    def understood(self) -> str:
        """ "Partner: Max Schuler"."""
        return f"{_capital(label(self.kind))}: {self.name}"


def said_by(due_words: str) -> str:
    """By when, in a sentence: "by 6pm", and "in 20 min" as it is."""
    return due_words if due_words.casefold().startswith(("in ", "within ", "before ")) else f"by {due_words}"


@dataclass(frozen=True, slots=True)
class PromiseCaught:
    """Something promised; ``due`` holds the words for when ("6pm"), empty when none were said."""

    text: str
    due: str = ""

    @property
    def understood(self) -> str:
        """ "Promise: sea view, by 6pm"."""
        return f"Promise: {self.text}, {said_by(self.due)}" if self.due else f"Promise: {self.text}"


@dataclass(frozen=True, slots=True)
class NoteCaught:
    """Anything else: kept word for word, under the kind that fits best."""

    kind: NoteKind
    text: str

    @property
    def understood(self) -> str:
        """ "Note: asked about the pier"."""
        return f"Note: {self.text}"


Captured = (
    OccasionCaught
    | CautionCaught
    | UsualCaught
    | PreferenceCaught
    | FirstVisitCaught
    | NameCaught
    | LanguageCaught
    | ReassuranceCaught
    | BondCaught
    | PromiseCaught
    | NoteCaught
)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
