"""The passphrase on the screen: asked before anything is shown, and again when another window changed it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random
from typing import Any

import pytest

pytest.importorskip("sqlcipher3")

from delightdesk.__main__ import main
from delightdesk.desk.house import open_house
from delightdesk.desk.safety import backups, passphrases
from delightdesk.store import passkeys
from delightdesk.store.connecting import connect
from delightdesk.tui.modals.passphrase import show_passphrase
from tests.tui.conftest import NOW, SMALL, Opened

PASSPHRASE = "sea view 14 June"


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins as a program that was just started; a key costs what a test can afford."""
    monkeypatch.setattr(passkeys, "_ROUNDS", 1_000)
    _forget_all()


def _forget_all() -> None:
    passkeys._keys.clear()
    passkeys._known.clear()


def _encrypt(path: Path) -> None:
    """As another program does it, of which this one knows nothing."""
    house = open_house(path, lambda: NOW)
    passphrases.encrypt_desk(house, 1, PASSPHRASE)
    house.close()
    _forget_all()


async def test_the_passphrase_opens_the_desk_and_a_wrong_one_does_not(window: Opened, desk: Any, size: Any) -> None:
    desk.visit(desk.guest())
    desk.close()
    _encrypt(desk.path)
    async with window(size) as at:
        assert at.has("desk.db has a passphrase. Nothing of it is shown without.")
        assert not at.has("The Bay Hotel")
        assert at.footer.split() == ["Enter", "Go", "on", "Esc", "Leave", "F1", "Help"]
        await at.press("enter")
        await at.press("f3", "f7")
        assert at.has("Passphrase")
        for _ in range(4):
            await at.type("something else")
            assert not at.has("something")
            await at.press("enter")
            await at.shows("That passphrase does not open desk.db. Nothing was changed. Please type it once more.")
        await at.type(PASSPHRASE)
        await at.press("enter")
        await at.shows("Erika Schultz")
        await at.find("schul")
        assert at.has("The Bay Hotel")


async def test_the_environment_may_hold_it_and_esc_closes(
    window: Opened, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.close()
    _encrypt(desk.path)
    monkeypatch.setenv("DELIGHTDESK_PASSPHRASE", "not this one")
    async with window(SMALL) as at:
        await at.shows("That passphrase does not open desk.db")
        await at.press("escape")
        assert at.app.return_code == 0
    monkeypatch.setenv("DELIGHTDESK_PASSPHRASE", PASSPHRASE)
    async with window(SMALL) as at:
        assert at.has("The Bay Hotel")


async def test_noise_in_the_place_of_the_desk_leads_back_to_a_backup_in_three_keys(
    window: Opened, desk: Any, size: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.note(desk.guest(), "likes the pier")
    made = backups.take(desk.path, "start", NOW)
    desk.close()
    noise = Random(7).randbytes(desk.path.stat().st_size)
    desk.path.write_bytes(noise)
    _forget_all()
    async with window(size) as at:
        assert at.has("Or it was overwritten")
        await at.press("f2")
        await at.shows("1 guests, 0 visits, 1 notes")
        await at.press("r")
        await at.shows("The broken file is set aside.")
        await at.press("y")
        await at.shows("The Bay Hotel")
    (aside,) = desk.path.parent.glob("desk-damaged-*.db")
    assert aside.read_bytes() == noise
    aside.replace(desk.path)
    _forget_all()
    assert main(["--database", str(desk.path), "restore", made.path.name, "--yes"]) == 0
    assert "overwritten, most likely" in capsys.readouterr().err
    assert desk.card(1).notes[0].text == "likes the pier"


async def test_a_window_asks_when_another_one_set_a_passphrase(window: Opened, desk: Any) -> None:
    desk.visit(desk.guest())
    async with window(SMALL) as at:
        await at.find("schul")
        await at.type("n")
        await at.type("likes the pier")
        await asyncio.to_thread(_encrypt, desk.path)
        await at.shows("desk.db has a new passphrase")
        assert await at.app.backups.make("quarter") == ""
        await at.app.backups.look()
        assert at.app.alarm == ""
        await at.type(PASSPHRASE)
        await at.press("enter")
        await at.shows("likes the pier")
        await at.press("enter")
        await at.shows("seen once, last today")
        assert desk.card(1).notes[0].text == "likes the pier"


async def test_it_is_set_changed_and_taken_away_on_the_screen(window: Opened, desk: Any) -> None:
    desk.visit(desk.guest())
    async with window(SMALL) as at:
        show_passphrase(at.app)
        await at.settle()
        await at.shows("whoever takes this PC or a backup can read it")
        assert at.has("nobody can find it again")
        assert "t Take away" not in at.footer
        await at.press("p")
        await at.type(PASSPHRASE)
        await at.press("enter")
        await at.type("another thing")
        await at.press("enter")
        await at.shows("The two were not the same. Nothing was changed")
        for _ in range(2):
            await at.type(PASSPHRASE)
            await at.press("enter")
        await at.shows("The desk has its passphrase;")
        assert passkeys.is_encrypted(desk.path)
        await at.find("schul")

        show_passphrase(at.app)
        await at.settle()
        await at.press("t")
        await at.type("wrong one")
        await at.press("enter")
        await at.shows("That is not the passphrase of this desk. Nothing was changed.")
        await at.type(PASSPHRASE)
        await at.press("enter")
        await at.shows("The desk has no passphrase any")
        assert not passkeys.is_encrypted(desk.path)


async def test_a_receptionist_is_told_who_may(window: Opened, desk: Any) -> None:
    async with window(SMALL) as at:
        at.app.sit_down(2, "Ben")
        show_passphrase(at.app)
        await at.settle()
        await at.press("p")
        for _ in range(2):
            await at.type(PASSPHRASE)
            await at.press("enter")
        await at.shows("Ana can set the passphrase of the desk. Nothing was changed.")
        assert not passkeys.is_encrypted(desk.path)


async def test_a_damaged_desk_with_a_passphrase_goes_back_to_a_backup(window: Opened, desk: Any) -> None:
    desk.guest()
    passphrases.encrypt_desk(desk.house, 1, PASSPHRASE)
    backups.take(desk.path, "by-hand", NOW)
    desk.close()
    with desk.path.open("r+b") as file:
        file.seek(100)
        file.write(b"spoiled")
    _forget_all()
    async with window(SMALL) as at:
        await at.type(PASSPHRASE)
        await at.press("enter")
        await at.shows("desk.db is damaged")
        await at.press("r")
        await at.press("y")
        await at.shows("Nobody is expected today")

    assert [name for (name,) in connect(desk.path).execute("SELECT display_name FROM guest")] == ["Erika Schultz"]
    desk.path.unlink()
    _forget_all()
    async with window(SMALL) as at:
        await at.shows("This desk cannot be opened")
        await at.press("enter")
        await at.shows("has a passphrase")
        await at.type(PASSPHRASE)
        await at.press("enter")
        await at.shows("1 guests")
