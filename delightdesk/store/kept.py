"""The belt under every door: no row is written with a card number or its like in it, whatever job forgot to look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from delightdesk.domain.forbidden import refuse

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_GIVEN_OUT = frozenset({"ref", "second_ref", "customer_ref", "phone", "file_name", "second_backups"})
"""Columns of numbers that others give out by the million: only what a card issuer could have given counts there."""


def check_form(typed: DataclassInstance) -> None:
    """`check` of everything typed into a form, before any of it is cut to what fits: half a number is kept no more."""
    check(asdict(typed))


def check(values: Mapping[str, Any]) -> None:
    """Raise `Forbidden` when one of the values holds what is never kept; lists and objects are looked into."""
    for name, value in values.items():
        if isinstance(value, str):
            refuse(value, name, is_reference=name in _GIVEN_OUT)
        elif isinstance(value, Mapping):
            check({str(key): each for key, each in value.items()})
        elif isinstance(value, list | tuple):
            for each in value:
                check({name: each})
