"""That nothing is lost: backups, the way back to one, whether a file is whole, saving what can be saved.

Resolved on first use, as `delightdesk.desk` is.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__all__: list[str] = []


def __getattr__(name: str) -> Any:
    if name in __all__:
        return import_module(f"delightdesk.desk.safety.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
