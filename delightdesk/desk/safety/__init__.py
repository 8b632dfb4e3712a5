"""That nothing is lost: backups, the way back to one, whether a file is whole, saving what can be saved.

Resolved on first use, as `delightdesk.desk` is.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from delightdesk.desk.safety import (
        backups,
        checking,
        clock_check,
        exporting,
        passphrases,
        repairing,
        rescuing,
        restoring,
        salvaging,
        unlocking,
    )

__all__ = [
    "backups",
    "checking",
    "clock_check",
    "exporting",
    "passphrases",
    "repairing",
    "rescuing",
    "restoring",
    "salvaging",
    "unlocking",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return import_module(f"delightdesk.desk.safety.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
