"""Packs as files: the four that come with the house, and a house's own.

Reading is kept apart from the rules of `domain.packs` because only this page may touch the disk.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from delightdesk.domain.errors import CannotRead
from delightdesk.domain.packs import Pack, parse_pack
from delightdesk.domain.vocabulary import Sector

MOST_BYTES = 1024 * 1024
"""A pack is some hundred short entries; what is larger is another kind of file."""


@cache
def load_pack(sector: Sector) -> Pack:
    """The pack that comes with DelightDesk for a sector, read once."""
    name = f"{sector.value}.toml"
    return parse_pack(files("delightdesk.packs").joinpath(name).read_text(encoding="utf-8"), name)


def read_pack(path: Path) -> Pack:
    """A house's own pack.

    Raises `CannotRead` with one sentence when the file is missing, too large, no UTF-8 or not right inside.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError:
        raise CannotRead(
            f"{path.name} could not be opened. Nothing was changed; please check its name and who may read it."
        ) from None
    if len(content) > MOST_BYTES:
        raise CannotRead(
            f"{path.name} is larger than 1 MiB, which no pack is. Nothing was changed; please check the file."
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise CannotRead(
            f"{path.name} is not written in UTF-8. Nothing was changed; please save it again as UTF-8 text."
        ) from None
    return parse_pack(text, path.name)
