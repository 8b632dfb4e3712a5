"""Everything taken out from the command line: counts, never over something unasked, and only by a manager."""

from __future__ import annotations

import json
from pathlib import Path


def test_all_data_goes_to_a_folder_once_and_over_it_only_when_told(cli, house, arrivals, tmp_path: Path) -> None:
    cli("import", arrivals("Erika Schultz", "=cmd|calc"))
    folder = tmp_path / "all"
    told = cli("export", folder, "--json").data
    assert (told["counts"]["guests"], told["counts"]["visits"], told["folder"]) == (2, 2, str(folder))
    assert set(told["files"]) == {path.name for path in folder.iterdir()}
    assert '"\'=cmd|calc"' in (folder / "guests.csv").read_text(encoding="utf-8-sig")
    again = cli("export", folder)
    assert (again.code, "--replace" in again.err, again.err.count("\n")) == (1, True, 1)
    said = cli("export", folder, "--replace", "--format", "json")
    assert (said.code, "2  guests" in said.out) == (0, True)
    assert {path.name for path in folder.iterdir()} == {"README.txt", "delightdesk.json"}
    assert len(json.loads((folder / "delightdesk.json").read_text(encoding="utf-8"))["guests"]) == 2
    assert "2 guests" not in cli("journal").out


def test_wrong_usage_and_wrong_people_make_nothing(cli, house, tmp_path: Path) -> None:
    cli("person", "add", "Ben")
    for args, words in (
        (("--format", "xml"), "csv or json"), (("--person", "Ben"), "Ana can take all data"),
    ):  # fmt: skip
        refused = cli("export", tmp_path / "all", *args)
        assert (refused.code, words in refused.err) == (1, True), refused.err
    nowhere = cli("export", tmp_path / "no" / "where")
    assert (nowhere.code, "could not be written" in nowhere.err) == (1, True)
    assert not (tmp_path / "all").exists()
