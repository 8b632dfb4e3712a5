"""What is written of guests' data from the screen: where it is proposed to go, and never over another file unasked."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from delightdesk.domain.errors import Invalid
from delightdesk.files.writing import AlreadyThere, why_not, write_new

KINDS = {".html": "a page to print", ".md": "Markdown", ".txt": "plain text", ".json": "JSON for programs"}


def places(typed: str, names: Sequence[str], *, may_replace: bool = False) -> list[Path]:
    """Where files of these usual names go: into the folder typed; one of them also to a file of another name.

    may_replace: it was said twice that files of these names may go. Raises `AlreadyThere` or `Invalid`; nothing is
    written here.
    """
    try:
        place = Path(os.path.expandvars(typed.strip())).expanduser()
        if typed.strip() and place.is_dir():
            paths = [place / name for name in names]
        elif len(names) == 1 and place.suffix.lower() in KINDS:
            paths = [place]
        else:
            raise Invalid("There is no folder of that name. Nothing was written yet.", "file")
        if not may_replace and any(path.exists() for path in paths):
            raise AlreadyThere("There is a file of that name already. Enter once more writes over it.", "file")
    except (OSError, ValueError, RuntimeError) as error:  # the last two: a path that cannot be one, a home of nobody's
        raise Invalid(
            f"Nothing could be written there ({why_not(error)}). Please try another folder.", "file"
        ) from None
    return paths


def write(paths: Sequence[Path], papers: Sequence[str], *, may_replace: bool = False) -> None:
    """Write each to its place, whole or not at all. Raises as `places` does."""
    for path, words in zip(paths, papers, strict=True):
        write_new(path, words, replace=may_replace)
