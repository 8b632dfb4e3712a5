"""The sentences of the packs, as a guest hears them: true, whole and nobody else's."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from delightdesk.domain.knowledge import Circumstances, Known, OccasionDue, VisitKnown
from delightdesk.domain.packs import Pack
from delightdesk.domain.saying import sentence
from delightdesk.domain.signals import scene
from delightdesk.domain.suggest import suggest
from delightdesk.domain.vocabulary import OccasionKind, Sector, VisitStatus
from delightdesk.files.packs import load_pack

TODAY = date(2026, 6, 14)
NOW = datetime(2026, 6, 14, 14, tzinfo=UTC)


@pytest.fixture(params=list(Sector))
def pack(request: pytest.FixtureRequest) -> Pack:
    return load_pack(request.param)


def _house(pack: Pack) -> Circumstances:
    return Circumstances(NOW, TODAY, pack.sector, "GBP")


@pytest.mark.parametrize("name", ["Ms Schultz", ""])
@pytest.mark.parametrize("whose", ["", "daughter", "Max Schuler"])
@pytest.mark.parametrize("kind", list(OccasionKind))
def test_every_sentence_reads_for_every_occasion(pack: Pack, kind: OccasionKind, whose: str, name: str) -> None:
    due = OccasionDue(kind, TODAY, 0, 20, whose)
    here = scene(Known(name, VisitKnown(VisitStatus.IN_HOUSE, TODAY, None), (due,)), _house(pack))
    for idea in pack.ideas:
        said = sentence(idea, here, due)
        assert not re.search(r"[{}!]|  |\b(?:the|your) (?:the|your|Max)\b|^[a-z]|[,;:]$| [,.;:?]", said), idea.key
        assert re.search(r"[.?]$", said), idea.key


def test_nobody_who_came_before_is_told_it_is_the_first_time(pack: Pack) -> None:
    visit = VisitKnown(VisitStatus.IN_HOUSE, TODAY, None)
    for known in (Known("Ms Schultz", visit, earlier_visits=5), Known("Ms Schultz", visit, earlier_visits=1)):
        for each in suggest(pack.ideas, known, _house(pack), limit=100).suggestions:
            assert "first time" not in each.say.casefold(), each.idea


def test_somebody_at_home_is_only_called_by_day() -> None:
    pack = load_pack(Sector.CLINIC)
    visit = VisitKnown(VisitStatus.EXPECTED, TODAY, TODAY, eta=datetime(2026, 6, 14, 21, 40, tzinfo=UTC))
    advice = suggest(pack.ideas, Known("Ms Schultz", visit, earlier_visits=3), _house(pack), limit=100)
    later = [each for each in advice.suggestions if each.ready_by and each.ready_by.date() > visit.arrive]
    assert later
    assert all(8 <= each.ready_by.hour < 20 for each in later if each.ready_by)


def test_what_has_no_day_is_not_said_to_be_today(pack: Pack) -> None:
    due = OccasionDue(OccasionKind.ENGAGEMENT, TODAY, 0, dated=False)
    visit = VisitKnown(VisitStatus.IN_HOUSE, TODAY, None)
    reasons = {
        why for each in suggest(pack.ideas, Known("", visit, (due,)), _house(pack)).suggestions for why in each.why
    }
    assert "engagement" in reasons
