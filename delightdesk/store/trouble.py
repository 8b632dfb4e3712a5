"""What the disk, the place or another program did to a desk file, in one sentence.

Each says what failed, what is safe and what to do.

Light on purpose: the first frame needs it, so nothing here may need SQLModel.
"""

from __future__ import annotations

import os
from pathlib import Path

_BUSY = ("locked", "busy")
_BROKEN = ("malformed", "not a database", "no such table", "no such column", "file is encrypted", "vtable", "corrupt")
_NO_ROOM = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_TRUNCATE")


def sentence(path: Path, said: BaseException | None) -> str:
    """What to tell the desk of an error of the driver; empty for what is a defect of ours. Nothing was committed."""
    text, name = str(said).lower(), str(getattr(said, "sqlite_errorname", ""))
    if any(word in text for word in _BUSY):
        return "Another window was saving for too long, so nothing was saved here. Please try again."
    if "full" in text or name in _NO_ROOM:
        return (
            "The disk is full, or takes no more of this file, so nothing was saved. What was saved before is safe. "
            "Please free some space and try again."
        )
    if "unable to open" in text or ("readonly" in text and not path.exists()):
        return no_folder(path) if path.exists() else gone(path)
    if "readonly" in text or "read-only" in text:
        return no_folder(path) if name == "SQLITE_READONLY_DIRECTORY" else read_only(path)
    if any(words in text for words in _BROKEN):
        return damaged(path)
    if "i/o" in text:
        return (
            f"The drive of {path.name} did not answer, so nothing was saved. What was saved before is safe. "
            "Please check that the drive is connected and try again."
        )
    if type(said).__name__ == "OperationalError":  # of whichever driver
        return f"{path.name} could not be used ({said}). Nothing was saved. Please try again."
    return ""


def gone(path: Path) -> str:
    """An open desk was taken away."""
    return f"{path.name} is not where it was. Nothing was saved. Please check that the drive is connected."


def replaced(path: Path) -> str:
    """Another file took its place while a save waited for it."""
    return f"{path.name} was replaced this very moment, so nothing was saved. Please try again."


def read_only(path: Path) -> str:
    """It can be read; a save cannot be."""
    return f"{path.name} may only be read, so nothing was saved. Please check the permissions of the file."


def half_saved(path: Path) -> str:
    """A save was cut off, and nothing may be written there to take it back: what stands there is of two moments."""
    return (
        f"A save was cut off in {path.name}, and nothing may be written there to put that right. Nothing was changed. "
        "Please check the permissions of the file and its folder, and try again."
    )


def no_folder(path: Path) -> str:
    """The file is there, and beside it nothing can be made, which every save needs."""
    return (
        f"The folder of {path.name} may not be written to, so nothing was saved. "
        "Please check the permissions of the folder."
    )


def damaged(path: Path) -> str:
    """The file itself is broken. What to do differs with who asks, so both ways are named."""
    return (
        f"{path.name} is damaged. Nothing was written to it. Please restore the newest backup; "
        "delightdesk salvage saves what can still be read."
    )


def no_house(path: Path) -> str:
    """The one row without which nothing else means anything is not there."""
    return (
        f"{path.name} was never set up to its end, or its settings were lost. Nothing was changed. "
        "Please restore the newest backup, or move the file away to start anew."
    )


def may_write(path: Path) -> bool:
    """Whether saves can work at all: the file takes words, and beside it a journal can be made.

    A guess by permissions only; the file is not touched.
    """
    by_effect = os.access in os.supports_effective_ids
    journal = path.with_name(path.name + "-journal")
    try:
        beside = journal if journal.exists() else path.parent
        return all(os.access(each, os.W_OK, effective_ids=by_effect) for each in (path, beside))
    except OSError:
        return False
