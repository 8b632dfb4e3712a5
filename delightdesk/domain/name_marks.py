"""Signs before the name of a guest with whom a slip cannot be taken back: one who is not here, one who takes no gifts.

They stand before the name and before every other flag, so that nobody reads the name aloud or promises something
before the sign was seen. The help says what they mean; the card says it in words.
"""

from __future__ import annotations

INCOGNITO, NO_GIFTS = "⊘", "¤"

LEGEND = (
    (INCOGNITO, "incognito", "Never say that they are here, not even to a caller."),
    (NO_GIFTS, "gift-restricted", "They may only be given what costs nothing."),
)
"""Each sign, its word, and what follows from it."""

_BY_FLAG = {"incognito": INCOGNITO, "gift_restricted": NO_GIFTS, "gift-restricted": NO_GIFTS}


def marks_in(flags: tuple[str, ...]) -> str:
    """The signs for what stands among the flags of a guest."""
    return "".join(dict.fromkeys(sign for flag, sign in _BY_FLAG.items() if flag in flags))


def marked(name: str, marks: str) -> str:
    """The name behind its signs: "⊘ Camille Rousset"; a name that nobody knows has none."""
    return f"{marks} {name}" if marks and name else name


def in_words(name: str, marks: str) -> str:
    """The same where there is no legend: "(incognito) Camille Rousset"."""
    words = ", ".join(word for sign, word, _ in LEGEND if sign in marks)
    return f"({words}) {name}" if words and name else name
