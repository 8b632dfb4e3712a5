"""A handover sheet written to a file from the screen: where it is proposed to go, as what, and never over another."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from delightdesk.domain.errors import Invalid
from delightdesk.files import sheets
from delightdesk.files.writing import why_not, write_new
from delightdesk.tui.safe import clean

if TYPE_CHECKING:
    from delightdesk.desk.handover_lines import Sheet

KINDS = {".html": "a page to print", ".md": "Markdown", ".txt": "plain text", ".json": "JSON for programs"}
_ENDINGS = "The ending says as what: .html, .md, .txt or .json."


def folder() -> Path:
    """Where documents are kept, else home."""
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()


def name_of(sheet: Sheet) -> str:
    """The file's usual name: day and shift, nothing of any guest."""
    return sheets.sheet_file_name(sheet, "html")


def understood(typed: str) -> str:
    """What Enter would do; nothing is looked up on the disk for it."""
    kind = KINDS.get(Path(typed.strip()).suffix.lower())
    return f"Enter writes {kind}." if kind else _ENDINGS


def write(sheet: Sheet, typed: str, *, may_replace: bool = False) -> Path:
    """Write the sheet; returns where. Raises `Invalid`: nothing was written then.

    may_replace: it was said twice that the file of that name may go.
    """
    try:
        return _write(sheet, typed, may_replace=may_replace)
    except (OSError, ValueError, RuntimeError) as error:  # the last two: a path that cannot be one, a home of nobody's
        raise Invalid(
            f"The file could not be written there ({why_not(error)}). The sheet itself is safe; "
            "please try another folder.",
            "file",
        ) from None


def _write(sheet: Sheet, typed: str, *, may_replace: bool) -> Path:
    path = Path(os.path.expandvars(typed.strip())).expanduser()
    if typed.strip() and path.is_dir():
        path /= name_of(sheet)
    if path.suffix.lower() not in KINDS:
        raise Invalid(f"{_ENDINGS} Nothing was written yet.", "file")
    if path.exists() and not may_replace:
        raise Invalid(f"There is a file {clean(path.name, 80)} already. Enter once more writes over it.", "file")
    if not path.parent.is_dir():
        raise Invalid("There is no folder of that name. Nothing was written yet.", "file")
    write_new(path, _as(sheet, path.suffix.lower()), replace=may_replace)
    return path


def _as(sheet: Sheet, ending: str) -> str:
    writers = {".html": sheets.as_html, ".md": sheets.as_markdown, ".txt": sheets.as_text, ".json": sheets.as_json}
    return writers[ending](sheet)
