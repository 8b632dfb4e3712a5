"""All data taken out from the screen."""

from __future__ import annotations

from pathlib import Path

from delightdesk.tui.modals.export import show_export


async def test_all_data_goes_where_it_was_said_and_over_it_only_when_said_twice(window, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    async with window() as desk:
        show_export(desk.app.screen)
        await desk.shows("into which folder?")
        await desk.press("ctrl+u")
        await desk.type(str(folder))
        await desk.press("enter")
        await desk.shows("rows are in out")
        assert (folder / "guests.csv").is_file()
        show_export(desk.app.screen)
        await desk.shows("into which folder?")
        await desk.press("ctrl+u")
        await desk.type(str(folder))
        (folder / "guests.csv").write_text("mine", encoding="utf-8")
        await desk.press("enter")
        await desk.shows("Enter once more")
        assert (folder / "guests.csv").read_text(encoding="utf-8") == "mine"
        await desk.press("enter")
        await desk.shows("rows are in out")
        assert (folder / "guests.csv").read_text(encoding="utf-8") != "mine"


async def test_who_may_not_is_told_who_may(window) -> None:
    async with window() as desk:
        desk.app.sit_down(2, "Ben")
        show_export(desk.app.screen)
        await desk.shows("Ana can take all data out")
