"""The daily card: what is read aloud as a shift begins. One story, one number, one ask, one way to begin talking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from delightdesk.desk.daily_ask import ask
from delightdesk.desk.daily_number import number
from delightdesk.desk.lineup_lines import LineUpCard
from delightdesk.desk.story_telling import story
from delightdesk.files.packs import load_pack
from delightdesk.store.work import Work

_NO_STORY = "There is no story to tell yet. The first good thing somebody does today is the one."
_NO_STARTER = "What was the best hour of your day so far?"

T = TypeVar("T")


def card(work: Work) -> LineUpCard:
    """The card of today. The way to begin talking is the same for everybody all day, and another one tomorrow."""
    pack, told = load_pack(work.house.sector), story(work)
    figure = number(work)
    starter, tale = of_the_day(pack.starters, work.today), of_the_day(pack.stories, work.today)
    return LineUpCard(
        day=work.today,
        story=told.words if told else (tale.text if tale else _NO_STORY),
        story_from=told.on if told else None,
        number=figure.number,
        number_says=figure.says,
        ask=ask(work),
        starter=starter.text if starter else _NO_STARTER,
    )


def of_the_day(items: Sequence[T], day: date) -> T | None:
    """The next one with every day, so that no two days in a row have the same; None where there are none."""
    return items[day.toordinal() % len(items)] if items else None
