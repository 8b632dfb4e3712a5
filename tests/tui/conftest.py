"""What the screen tests share: the app on a real file, keys as a terminal sends them, the screen as text."""

from __future__ import annotations

import asyncio
import faulthandler
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic

import pytest
from textual import events
from textual.pilot import Pilot

from delightdesk.desk.cards import GuestCard
from delightdesk.desk.lines import (
    BondLine,
    CautionLine,
    FormLine,
    GestureLine,
    NoteLine,
    OccasionLine,
    QuestionLine,
    RuledOutLine,
    SuggestionLine,
    VisitLine,
)
from delightdesk.domain.vocabulary import GestureState, NoteKind, VisitStatus
from delightdesk.tui.app import DeskApp
from delightdesk.tui.screens.desk_room import PAUSE

LONGEST = 40.0
"""Seconds to wait for words, however seldom the window comes to rest."""
SMALL, LARGE = (80, 24), (120, 40)
NOW = datetime(2026, 6, 14, 15, 42, tzinfo=UTC)
"""When the clock of the desk stands still."""
SIZES = [pytest.param(SMALL, id="80x24"), pytest.param(LARGE, id="120x40")]


AT_BOTH = ("test_commands",)
"""Files of which every test runs at both sizes: what fits hangs on the room there is."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Pictures and what hangs on the room run at both sizes; how keys behave runs at one, the sizes taking turns."""
    own = any("size" in str(mark.args[0]) for mark in metafunc.definition.iter_markers("parametrize"))
    if own or "size" not in metafunc.fixturenames:
        return
    module = metafunc.module.__name__.rpartition(".")[2]
    both = "snapshot" in metafunc.fixturenames or module in AT_BOTH
    turn = sum(map(ord, metafunc.function.__name__)) % 2
    metafunc.parametrize("size", SIZES if both else SIZES[turn : turn + 1])


class Window:
    """A running window: press keys, read what stands there."""

    def __init__(self, app: DeskApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        for letter in text:
            self.app.post_message(events.Key("space" if letter == " " else letter, letter))
        await self.settle()

    async def burst(self, *keys: str) -> None:
        """All keys at once, as from a fast hand on a slow machine: nothing waits for the screen in between."""
        for key in keys:
            self.app.post_message(events.Key(key, " " if key == "space" else key if len(key) == 1 else None))
        await self.settle(long=True)

    async def settle(self, *, long: bool = False) -> None:
        """Wait until everything asked for has been done and painted; ``long``: the guest at the mark shown, too."""
        if long:
            await asyncio.sleep(PAUSE + 0.03)
        await self.pilot.pause()

    async def shows(self, words: str) -> None:
        """Wait until the words stand there; fail with the screen when they never do."""
        await self._until(lambda: self.has(words), words)

    async def hides(self, words: str) -> None:
        """Wait until the words are gone."""
        await self._until(lambda: not self.has(words), words)

    async def _until(self, holds: Callable[[], bool], words: str) -> None:
        ends = monotonic() + LONGEST
        for tries in range(100):
            if holds():
                return
            if monotonic() > ends:  # a thread is stuck: each look takes a second, and the next test is stuck as well
                faulthandler.dump_traceback(all_threads=True)
                break
            await self.pilot.pause(0.05 if tries else None)
        raise AssertionError(f"{words!r} on\n{self.text}")

    async def find(self, text: str) -> None:
        """Type a name and read the guest."""
        await self.type(text)
        await self.press("enter")
        await self.shows("1-5 Give")

    @property
    def lines(self) -> list[str]:
        strips = self.app.front._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def footer(self) -> str:
        return self.lines[-1]

    def has(self, words: str) -> bool:
        """Whether the words stand there, wherever lines were broken."""
        return " ".join(words.split()) in " ".join(self.text.replace("│", " ").split())


Opened = Callable[..., AbstractAsyncContextManager[Window]]


@pytest.fixture(scope="session")
def template(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hotel with the show-ready list of the late shift done, which stands before everything else until it is."""
    from delightdesk.desk import lineup
    from delightdesk.desk.house import open_house
    from delightdesk.domain.vocabulary import CheckKind

    path = Path(shutil.copy(template, tmp_path_factory.mktemp("ready") / "desk.db"))
    house = open_house(path, lambda: NOW)
    with house.writing(1) as work:
        for line in lineup.show_ready(work).lines:
            if line.kind is CheckKind.READY:
                lineup.tick(work, line.key)
    house.close()
    return path


@pytest.fixture
def window(desk_path: Path, clock: Callable[[], object]) -> Opened:
    """Opens the desk's window: ``async with window(size) as desk_window``."""

    @asynccontextmanager
    async def opened(size: tuple[int, int] = SMALL, path: Path = desk_path) -> AsyncIterator[Window]:
        app = DeskApp(path, clock=clock)  # type: ignore[arg-type]
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            await pilot.pause()
            yield Window(app, pilot)

    return opened


DAY = date(2026, 6, 14)


def suggestion(number: int, title: str, cost: str, who_when: str, *why: str) -> SuggestionLine:
    form = FormLine(title, 0, cost, ((title, 0),))
    return SuggestionLine(
        number=number, idea=f"g{number}", title=title, cost=0, cost_text=cost, who="", ready_by=None, who_when=who_when,
        why=why, say="", how="", place="", forms=(form,), ask_which=False, left_out=(), cautions=(), needs_approval="",
        public=False,
    )  # fmt: skip


def champagne() -> SuggestionLine:
    forms = (
        FormLine("Champagne and melon", 2800, "€28", (("champagne", 2200), ("melon", 600))),
        FormLine("Fizz without alcohol, and melon", 1200, "€12", (("fizz", 600), ("melon", 600))),
    )
    plain = suggestion(
        1, "Champagne and melon", "€28", "kitchen, 18:00", "20th anniversary today", "never given to them"
    )
    return replace(plain, forms=forms, ask_which=True, left_out=("strawberries left out: allergy, melon instead",))


ERIKA = GuestCard(
    id=1,
    version=1,
    name="Erika Schultz",
    call_name="Ms Schultz",
    where="412 · arrives today 16:30, 2 nights",
    warning="Incognito: never say the name or the room aloud",
    say="“Happy 20th anniversary, Ms Schultz.” (SHOOLTS)",
    mind="strawberries (allergy, ask again) · husband must not know",
    owed="sea view if free, promised by phone 3 Jun, by 17:00",
    prompt="A first stay. Offer a seat and draw three places on the map.",
    question=QuestionLine("q1", "What would make the way here easier?"),
    suggestions=(
        champagne(),
        suggestion(2, "Card by hand, signed by everybody on shift", "€0", "front desk, now", "works best for regulars"),
    ),
    ruled_out=(
        RuledOutLine("g9", "Chocolate strawberries", ("strawberries: allergy, said 3 March",), "Fruit plate"),
        RuledOutLine("g4", "Bouquet", ("given 8 months ago",), ""),
    ),
    none_today="",
    allowance="within your €30",
    visit=None,
    occasions=(OccasionLine(1, 1, "Anniversary, 14 June, since 2006", "", 14, 6, 2006, "the guest", 1, False, "", True),),
    cautions=(CautionLine(1, 1, "strawberries, allergen, said 3 March", "allergen", "", "", DAY, 1),),
    notes=(
        NoteLine(1, 1, NoteKind.USUAL, "flat white, oat", "usual · seen 3 times, last 5 months ago", True, 3, DAY),
        NoteLine(2, 1, NoteKind.PREFERENCE, "quiet room", "the guest said", False, 1, DAY),
    ),
    bonds=(BondLine(1, 1, "partner of Max Schultz", 2),),
    gestures=(
        GestureLine(1, 1, "Late breakfast", GestureState.DELIVERED, "Late breakfast · delivered 3 May", 0, "€0", DAY,
                    None, None, "", False),
    ),
    visits=(VisitLine(1, 1, "208 · left 3 May, 2 nights", VisitStatus.LEFT, "208", "", DAY, DAY, "", 2, 0, 0),),
    contact="+44 7946 0100 · e@example.com",
    language="de",
)  # fmt: skip


@pytest.fixture(scope="session")
def erikas_card() -> GuestCard:
    """A card with something in every place, made by hand so that no other part of the product shapes it."""
    return ERIKA
