"""What guests may expect about their own data: consent, a look, correction, erasure, one guest of two.

Resolved on first use, as `delightdesk.desk` is.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from delightdesk.desk.privacy import (
        consent,
        dossiers,
        duplicates,
        erasing,
        forgetting,
        merging,
        notices,
        requests,
        retention,
    )

__all__ = [
    "consent",
    "dossiers",
    "duplicates",
    "erasing",
    "forgetting",
    "merging",
    "notices",
    "requests",
    "retention",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return import_module(f"delightdesk.desk.privacy.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
