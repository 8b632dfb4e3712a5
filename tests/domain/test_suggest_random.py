"""Promises of the suggester that hold for any catalogue and any guest."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from delightdesk.domain.cautions import TAGS, avoided_tags
from delightdesk.domain.ideas import Idea, Part
from delightdesk.domain.knowledge import CautionKnown, Circumstances, Known, OccasionDue, ProblemKnown, VisitKnown
from delightdesk.domain.signals import holds, signals
from delightdesk.domain.suggest import suggest
from delightdesk.domain.vocabulary import (
    AlcoholRule,
    CautionKind,
    Moment,
    Nature,
    OccasionKind,
    Purpose,
    Sector,
    VisitStatus,
)

NOW = datetime(2027, 6, 15, 10, 0, tzinfo=UTC)
TODAY = NOW.date()
SUBJECTS = [*sorted(TAGS), "halal", "vegan", "no alcohol", "shellfish", "lactose", "dog", "kiwi"]
SIGNALS = ["occasion", "anniversary|birthday", "child", "returning", "first_visit", "problem", "arriving"]

tags = st.frozensets(st.sampled_from(sorted(TAGS)), max_size=3)
things = st.integers(0, 10**9).map("thing {}".format)
safe_parts = st.builds(Part, things, st.integers(0, 900), tags)
parts = st.builds(
    Part,
    things,
    st.integers(0, 3000),
    tags,
    st.booleans(),
    st.none() | safe_parts,
)


def told_apart(basket):
    """A line of what was given names one thing, so no two things of a basket bear one name."""
    names = [each.what for part in basket for each in (part, part.swap) if each]
    return len(names) == len(set(names))


@st.composite
def catalogues(draw):
    names = [f"k{number}" for number in range(draw(st.integers(1, 7)))]
    return [
        Idea(
            key=key,
            title=draw(st.sampled_from(["Cake and wine", "Roses", "A kind word"])),
            family=draw(st.sampled_from(["a", "b", key])),
            purposes=draw(st.frozensets(st.sampled_from(Purpose), min_size=1)),
            parts=tuple(draw(st.lists(parts, max_size=3).filter(told_apart))),
            doer=draw(st.sampled_from(["kitchen", "duty manager", "anyone"])),
            lead=timedelta(minutes=draw(st.sampled_from([0, 10, 240, 1440]))),
            moments=draw(st.frozensets(st.sampled_from(Moment), min_size=1)),
            nature=draw(st.sampled_from(Nature)),
            place="at the desk",
            say=draw(st.sampled_from(["{name}, for {occasion}.", "Welcome, {name}.", "Happy {occasion}."])),
            how="Quietly.",
            contains=draw(tags),
            needs=draw(st.frozensets(st.sampled_from(SIGNALS), max_size=1)),
            fits=draw(st.frozensets(st.sampled_from(SIGNALS), max_size=3)),
            twin=draw(st.none() | st.sampled_from(names)),
            swaps=tuple(draw(st.lists(st.sampled_from(names), max_size=2))),
            public=draw(st.booleans()),
            adults_only=draw(st.booleans()),
        )
        for key in names
    ]


cautions = st.builds(
    CautionKnown,
    st.sampled_from(CautionKind),
    st.sampled_from(SUBJECTS),
    st.sampled_from(["the guest", "daughter"]),
    st.just(TODAY),
)
occasions = st.builds(
    OccasionDue,
    st.sampled_from(OccasionKind),
    st.just(TODAY),
    st.integers(-5, 5),
    st.none() | st.integers(1, 60),
    st.sampled_from(["", "daughter", "Max Schuler"]),
    st.booleans(),
)
visits = st.builds(
    VisitKnown,
    st.sampled_from(VisitStatus),
    st.just(TODAY),
    st.none() | st.just(TODAY + timedelta(2)),
    st.none() | st.just(NOW + timedelta(hours=3)),
    st.just(""),
    st.just(2),
    st.integers(0, 1),
    st.integers(0, 1),
)
guests = st.builds(
    Known,
    st.sampled_from(["", "Ms Schultz"]),
    st.none() | visits,
    st.lists(occasions, max_size=2).map(tuple),
    st.lists(cautions, max_size=3).map(tuple),
    problem=st.none() | st.builds(ProblemKnown, st.just("room"), st.integers(1, 5), st.just("cold shower")),
    earlier_visits=st.integers(0, 6),
    drinks_alcohol=st.sampled_from([None, True, False]),
    recipient_is_minor=st.booleans(),
)
houses = st.builds(
    Circumstances,
    st.just(NOW),
    st.just(TODAY),
    st.sampled_from(Sector),
    st.just("GBP"),
    st.none() | st.integers(-5, 3000),
    st.none() | st.just("Tom"),
    st.sampled_from(AlcoholRule),
)


def contents(idea, lines):
    """The tags of what was really put in, told by its lines; the names of things are their own."""
    offered = {part.what: part for part in (*idea.parts, *(part.swap for part in idea.parts if part.swap))}
    return idea.contains.union(*(offered[what].contains for what, _ in lines))


@settings(deadline=None, max_examples=20)
@given(catalogues(), guests, houses)
def test_nothing_to_be_avoided_is_ever_suggested(ideas, known, house):
    by_key = {idea.key: idea for idea in ideas}
    avoided = frozenset().union(*(avoided_tags(each.subject) for each in known.cautions))
    no_alcohol = known.drinks_alcohol is False or known.recipient_is_minor or house.sector is Sector.CLINIC
    if no_alcohol or house.alcohol_rule is AlcoholRule.NEVER:
        avoided |= {"alcohol"}
    for each in suggest(ideas, known, house, limit=50).suggestions:
        for form in each.forms:
            assert not contents(by_key[form.idea], form.lines) & avoided


@settings(deadline=None, max_examples=20)
@given(catalogues(), guests, houses)
def test_every_considered_idea_is_offered_or_explained(ideas, known, house):
    advice = suggest(ideas, known, house, limit=50)
    for each in advice.suggestions:
        assert each.why
        assert each.who
        assert each.say
        assert "{" not in each.say
        assert all(each.why)
    assert all(each.because and all(each.because) for each in advice.ruled_out)
    offered = {form.idea for each in advice.suggestions for form in each.forms}
    explained = {each.idea for each in advice.ruled_out}
    assert not offered & explained
    present = signals(known, house)
    twins = {idea.twin for idea in ideas if "alcohol" in idea.all_tags and idea.key in offered}
    considered = {idea.key for idea in ideas if all(holds(need, present) for need in idea.needs)}
    assert considered <= offered | explained | twins
    assert offered | explained <= considered | {idea.twin for idea in ideas}


@settings(deadline=None, max_examples=20)
@given(catalogues(), guests, houses, st.randoms(use_true_random=False))
def test_the_order_of_the_catalogue_does_not_matter(ideas, known, house, random):
    shuffled = list(ideas)
    random.shuffle(shuffled)
    assert suggest(shuffled, known, house) == suggest(ideas, known, house)
