"""The path in the file line: typed on, or typed anew behind what stood there."""

from __future__ import annotations

from pathlib import Path

import pytest

from delightdesk.tui.modals.file_list import split

HOME = Path("the home folder of whoever runs this")


@pytest.mark.parametrize(
    ("typed", "folder", "name"),
    [
        ("/home/ana/arr", Path("/home/ana"), "arr"),
        ("/home/ana/", Path("/home/ana"), ""),
        ("/home/ana//media/stick/arr", Path("/media/stick"), "arr"),
        ("/home/ana/~/arr", HOME, "arr"),
        ("/home/ana//media//data/arr", Path("/data"), "arr"),
        ("arr", HOME, "arr"),
        ("", HOME, ""),
    ],
)
def test_a_whole_path_behind_another_counts_alone(typed: str, folder: Path, name: str) -> None:
    assert split(typed) == (Path.home() if folder is HOME else folder, name)
