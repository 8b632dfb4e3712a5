"""Which desk file is meant. Light on purpose: asked before the first frame, so nothing here may need SQLModel."""

from __future__ import annotations

import os
from pathlib import Path

from delightdesk.domain.errors import CannotOpen, Invalid
from delightdesk.domain.text import clean

VARIABLE = "DELIGHTDESK_DATABASE"
"""The environment variable that names the desk file when no option does."""


def default_path() -> Path:
    """Where the desk of this user of the PC lives when no other path is given."""
    from platformdirs import user_data_path

    return user_data_path("DelightDesk", appauthor=False) / "desk.db"


def chosen_path(given: str | None) -> Path:
    """The file named by an option, else by the environment, else the usual one. Touches nothing.

    Raises `Invalid` for an empty name and `CannotOpen` for an address of a database server or a name no file can have.
    """
    if given is not None and not given.strip():
        raise Invalid("The path after --database is empty. Nothing was changed. Please name a desk file.", "database")
    text = given or os.environ.get(VARIABLE, "")
    if not text.strip():
        return default_path()
    if "://" in text:
        raise CannotOpen(
            "Several desks on one PostgreSQL are not there yet. Nothing was changed. "
            "Please give the path of a desk file instead of an address."
        )
    return usable(text)


def usable(text: str) -> Path:
    """A path somebody gave, for a file that need not be there. Raises `CannotOpen` for a name no file can have."""
    try:
        path = Path(text).expanduser()
        path.exists()
    except (OSError, RuntimeError, ValueError):
        raise CannotOpen(
            f"“{clean(text, 80)}” cannot be used as a path on this PC. Nothing was changed. Please give another one."
        ) from None
    return path
