"""What can go wrong, in words for the person at the desk.

Every error carries one plain sentence that says what failed, whether the data is safe and what to do
now. The command line prints it and exits 1; the screen shows it as a message. Anything that is not a
`DeskError` is a defect of ours.
"""

from __future__ import annotations


class DeskError(Exception):
    """Base of everything a user may be told. ``str(error)`` is the sentence."""


class NotFound(DeskError):  # noqa: N818 - read as a fact: "guest not found"
    """What was asked for is not here."""


class Ambiguous(DeskError):  # noqa: N818
    """The words fit more than one; ``choices`` holds up to ten as ``(id, name)``."""

    def __init__(self, sentence: str, choices: tuple[tuple[int, str], ...] = ()) -> None:
        super().__init__(sentence)
        self.choices = choices


class Invalid(DeskError):  # noqa: N818
    """A value cannot be taken. ``field`` names it when one field is to blame."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class ConsentNeeded(Invalid):
    """It is kept only with the guest's yes, which nobody has noted yet; nothing was saved.

    ``answers``: the letters the question may be answered with, see `consent.ANSWERS`.
    """

    def __init__(self, sentence: str, field: str | None = None, answers: str = "ykn") -> None:
        super().__init__(sentence, field)
        self.answers = answers


class Stale(DeskError):  # noqa: N818
    """Somebody else changed the row since it was read; nothing was overwritten."""


class NotAllowed(DeskError):  # noqa: N818
    """The person at the desk may not do this; the sentence names who may."""


class CannotOpen(DeskError):  # noqa: N818
    """The database file is missing, foreign, newer, damaged or locked; nothing was written to it."""


class Locked(CannotOpen):
    """The file is encrypted, or may be, and no passphrase that fits was given; nothing was written to it."""


class CannotRead(DeskError):  # noqa: N818
    """A file from outside (import, pack) cannot be read; nothing was taken over."""
