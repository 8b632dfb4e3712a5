"""Commands by the hundred in one process, at the cost of building them once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from unittest.mock import patch

import typer.main


@contextmanager
def cheap_commands() -> Iterator[None]:
    """All commands of the program are read from their functions once, which was two thirds of each call.

    A program started by a person builds them once, too: only tests call `delightdesk.__main__.main` a hundred times.
    """
    with patch("typer.main.get_command", cache(typer.main.get_command)):
        yield
