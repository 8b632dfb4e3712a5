"""What the app has to know of words that are not saved yet, before it closes."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class HoldsWords(Protocol):
    """A form: whoever closes it with words in it is asked first."""

    @property
    def is_touched(self) -> bool:
        """Something was typed that is not saved."""
        ...


@runtime_checkable
class KeepsLines(Protocol):
    """A room with a line to type in: what stands in it is kept and offered again."""

    async def keep_half_typed(self) -> None:
        """Put what was typed last into the file. Raises `DeskError`."""
        ...
