"""Row values to JSON and back, whatever they are."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from delightdesk.domain.vocabulary import GestureState, Lifetime, Moment, NoteKind, NoteSource, VisitStatus
from delightdesk.store.tables import Gesture, Note, Visit
from delightdesk.store.values import plain_row, plain_value, typed_value

zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=zones)  # noqa: DTZ001 - hypothesis adds zones
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@settings(max_examples=60)
@given(
    st.builds(
        Visit,
        id=st.integers(1, 9),
        created_at=instants,
        deleted_at=st.none() | instants,
        guest_id=st.integers(1, 9),
        room=st.text(max_size=40),
        arrive=days,
        depart=st.none() | days,
        eta=st.none() | st.times(),
        status=st.sampled_from(VisitStatus),
    ),
    st.builds(
        Note,
        created_at=instants,
        guest_id=st.just(1),
        author_id=st.just(1),
        kind=st.sampled_from(NoteKind),
        text=st.text(max_size=40),
        source=st.sampled_from(NoteSource),
        lifetime=st.sampled_from(Lifetime),
        moment=st.none() | st.sampled_from(Moment),
        until=st.none() | days,
    ),
)
def test_a_row_comes_back_from_json_as_it_was(visit, note):
    for row in (visit, note):
        plain = json.loads(json.dumps(plain_row(row)))
        for name, value in plain.items():
            assert typed_value(type(row), name, value) == getattr(row, name), name


def test_words_of_the_trade_are_kept_by_their_value():
    assert plain_value(VisitStatus.IN_HOUSE) == "in_house"
    assert typed_value(Gesture, "state", "delivered") is GestureState.DELIVERED
    assert typed_value(Gesture, "reaction", None) is None


def test_instants_are_kept_in_utc_with_their_offset():
    berlin = timezone(timedelta(hours=2))
    assert plain_value(datetime(2026, 6, 14, 18, 0, tzinfo=berlin)) == "2026-06-14T16:00:00+00:00"
    assert typed_value(Gesture, "due_at", "2026-06-14T16:00:00+00:00") == datetime(2026, 6, 14, 16, tzinfo=UTC)
    assert plain_value(time(0, 30)) == "00:30:00"
