"""What guests may expect about their own data: consent, a look, correction, erasure, one guest of two.

Resolved on first use, as `delightdesk.desk` is.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__all__: list[str] = []


def __getattr__(name: str) -> Any:
    if name in __all__:
        return import_module(f"delightdesk.desk.privacy.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
