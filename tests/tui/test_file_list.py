"""The path in the file line: typed on, or typed anew behind what stood there."""

from __future__ import annotations

from pathlib import Path

import pytest

from delightdesk.tui.modals.file_list import split


@pytest.mark.parametrize(
    ("typed", "folder", "name"),
    [
        ("/home/ana/arr", Path("/home/ana"), "arr"),
        ("/home/ana/", Path("/home/ana"), ""),
        ("/home/ana//media/stick/arr", Path("/media/stick"), "arr"),
        ("/home/ana/~/arr", Path.home(), "arr"),
        ("/home/ana//media//data/arr", Path("/data"), "arr"),
        ("arr", Path.home(), "arr"),
        ("", Path.home(), ""),
    ],
)
def test_a_whole_path_behind_another_counts_alone(typed: str, folder: Path, name: str) -> None:
    assert split(typed) == (folder, name)
