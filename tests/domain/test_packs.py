"""A pack that is not right says where: file, entry and field, in one sentence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from delightdesk.domain.errors import CannotRead
from delightdesk.domain.packs import SIGNALS, Pack, is_signal, parse_pack
from delightdesk.domain.playbooks import Playbook, PlayStep
from delightdesk.domain.vocabulary import CheckKind, Moment, Nature, OccasionKind, Purpose, Sector

HEAD = """
[pack]
sector = "hotel"
version = 3
currency = "GBP"
[words]
guest = "guest"
guests = "guests"
visit = "stay"
visits = "stays"
room = "room"
rooms = "rooms"
arrives = "arrives"
in_house = "in house"
leaves = "leaves"
[phrases]
first_visit = "Show them round."
[[question]]
key = "sleep"
text = "What makes you sleep well?"
"""

FIZZ = """
[[gesture]]
key = "g05"
title = "Champagne and strawberries"
family = "fizz"
for = ["occasion"]
who = "kitchen"
parts = [
  { what = "champagne", cost = 22, contains = ["alcohol"] },
  { what = "strawberries", cost = 6.5, contains = ["strawberries"], essential = false, swap = { what = "melon", cost = 5, contains = ["melon"] } },
]
lead = "4h"
moments = ["in_house"]
nature = "keepsake"
needs = ["occasion"]
fits = ["anniversary|honeymoon", "word:laptop"]
twin = "g06"
swaps = ["g06"]
ask = ["With alcohol or without?"]
adults_only = true
say = "All our best for the {occasion}, {name}."
how = "Cold to the minute."
"""

TWIN = """
[[gesture]]
key = "g06"
title = "Alcohol-free fizz"
family = "fizz"
for = ["occasion"]
say = "Something to toast with, {name}."
how = "The same glasses."
"""

DELAY = """
[[playbook]]
key = "late-kitchen"
title = "Kitchen delay"
answers = ["food.late", "room"]
words = ["Group", "Café"]
interim = ["g06"]
options = ["Plates to share at once", "Another day"]
partner = "The partner restaurant"
most = 12
most_of = "people"
[[playbook.steps]]
title = "Tell them a true time"
[[playbook.steps]]
title = "Bread to the table"
who = "kitchen"
within = "10m"
say = "Something while you wait, {name}."
"""


def pack(gestures: str = FIZZ + TWIN, head: str = HEAD) -> Pack:
    return parse_pack(head + gestures, "own.toml")


def refusal(gestures: str = FIZZ + TWIN, head: str = HEAD) -> str:
    with pytest.raises(CannotRead) as caught:
        pack(gestures, head)
    return str(caught.value)


def test_every_field_arrives_and_what_is_not_said_has_its_usual_value():
    read = pack()
    fizz, twin = read.ideas
    assert (read.sector, read.version, read.currency) == (Sector.HOTEL, 3, "GBP")
    assert read.words.visits == "stays"
    assert read.questions[0].key == "sleep"
    assert fizz.cost == 2850
    assert [part.cost for part in fizz.parts] == [2200, 650]
    assert fizz.parts[0].essential
    assert not fizz.parts[1].essential
    assert fizz.parts[1].swap is not None
    assert (fizz.parts[1].swap.what, fizz.parts[1].swap.cost) == ("melon", 500)
    assert fizz.all_tags == {"alcohol", "strawberries"}
    assert (fizz.lead, fizz.doer, fizz.nature) == (timedelta(hours=4), "kitchen", Nature.KEEPSAKE)
    assert (fizz.twin, fizz.swaps, fizz.adults_only) == ("g06", ("g06",), True)
    assert fizz.purposes == {Purpose.OCCASION}
    assert (twin.cost, twin.parts, twin.lead, twin.doer) == (0, (), timedelta(), "anyone")
    assert twin.moments == {Moment.CHECK_IN, Moment.IN_HOUSE}


def test_the_refusal_is_the_sentence_the_desk_reads():
    assert refusal(FIZZ.replace('"4h"', '"4 hrs"') + TWIN) == (
        'own.toml, gesture g05, field "lead": "4 hrs" is not a time such as "now", "30m", "4h" or "1d". '
        "The pack was not taken over; please correct that line."
    )


@pytest.mark.parametrize(
    ("was", "now", "field", "words"),
    [
        ('"alcohol"', '"alcohl"', "contains of part 1", '"alcohl" is not a known tag, perhaps "alcohol"'),
        ('["melon"]', '["mellon"]', "swap contains of part 2", 'perhaps "melon"'),
        ("cost = 22", "cost = -1", "cost of part 1", '"-1" is not a cost'),
        ("cost = 22", "cost = nan", "cost of part 1", "is not a cost"),
        ("cost = 22", "cost = true", "cost of part 1", "is not a cost"),
        ("cost = 22", 'cost = "22"', "cost of part 1", "is not a cost"),
        ("cost = 22", "cost = 2.505", "cost of part 1", "is not a cost"),
        ("cost = 22", "cost = 1e80000", "cost of part 1", "is not a cost"),
        ("cost = 22, ", "", "cost of part 1", "is missing"),
        ('"4h"', "4", "lead", '"4" is not a time'),
        ('"4h"', '"0h"', "lead", '"0h" is not a time'),
        ('"anniversary|honeymoon"', '"aniversary"', "fits", 'perhaps "anniversary"'),
        ('needs = ["occasion"]', 'needs = ["occasion|"]', "needs", "is not a known signal"),
        ('"word:laptop"', '"word:Laptop"', "fits", "is not a known signal"),
        ('twin = "g06"', 'twin = "g99"', "twin", '"g99" is no other gesture here'),
        ('twin = "g06"', 'twin = "g05"', "twin", '"g05" is no other gesture here'),
        ('swaps = ["g06"]', 'swaps = ["g07"]', "swaps", '"g07" is no other gesture here'),
        ('for = ["occasion"]', 'for = ["party"]', "for", '"party" is not one of first_visit, occasion'),
        ('for = ["occasion"]', "for = []", "for", "is empty"),
        ('for = ["occasion"]', "", "for", "is missing"),
        ('moments = ["in_house"]', 'moments = ["at_noon"]', "moments", '"at_noon" is not one of booking'),
        ('nature = "keepsake"', 'nature = "thing"', "nature", '"thing" is not one of keepsake, treat or act'),
        ("{name}", "{guest}", "say", '"{guest}" cannot be filled in'),
        ("{name}", "{name!r}", "say", '"{name!r}" cannot be filled in'),
        ("{name}", "{name", "say", "cannot be filled in"),
        ("{name}", "{0.__class__}", "say", "cannot be filled in"),
        ('how = "Cold to the minute."', "", "how", "is missing"),
        ('how = "Cold to the minute."', 'how = "\\u001b[2J"', "how", "is empty"),
        ('who = "kitchen"', "who = 3", "who", "must be text in quotation marks"),
        ("adults_only = true", 'adults_only = "yes"', "adults_only", "must be true or false"),
        ("adults_only = true", "grown_ups = true", "grown_ups", "is not a field I know here"),
        ('swaps = ["g06"]', 'swaps = "g06"', "swaps", "must be a list in square brackets"),
        ('title = "Champagne', 'title = "' + "x" * 60, "title", "48 fit"),
    ],
)
def test_what_cannot_be_right_is_named_by_file_entry_and_field(was: str, now: str, field: str, words: str):
    assert was in FIZZ
    sentence = refusal(FIZZ.replace(was, now, 1) + TWIN)
    assert sentence.startswith(f'own.toml, gesture g05, field "{field}": ')
    assert words in sentence


def test_a_twin_must_be_free_of_alcohol():
    drunk = TWIN + 'contains = ["alcohol"]\n'
    assert refusal(FIZZ + drunk).startswith('own.toml, gesture g05, field "twin": "g06" is not free of alcohol')


def test_two_entries_cannot_share_a_key():
    assert refusal(FIZZ + TWIN + TWIN).startswith('own.toml, gesture g06, field "key": another gesture')
    again = HEAD + '[[question]]\nkey = "sleep"\ntext = "And again?"\n'
    assert refusal(head=again).startswith('own.toml, question sleep, field "key": another question')


def test_an_entry_without_a_key_is_named_by_its_number():
    assert refusal(FIZZ + TWIN.replace('key = "g06"', "")).startswith('own.toml, gesture number 2, field "key"')


@pytest.mark.parametrize(
    ("was", "now", "start"),
    [
        ('"hotel"', '"motel"', 'own.toml, [pack], field "sector": "motel" is not one of hotel'),
        ("version = 3", "version = true", 'own.toml, [pack], field "version": must be a whole number'),
        ("version = 3", "version = 0", 'own.toml, [pack], field "version": must be 1 or more'),
        ('"GBP"', '"Pounds"', 'own.toml, [pack], field "currency": "Pounds" is not a currency'),
        ('room = "room"', "", 'own.toml, [words], field "room": is missing'),
        ('room = "room"', 'room = "room"\ncab = "x"', 'own.toml, [words], field "cab": is not a field'),
        ("[phrases]", "[phrases]\nnext = 1", 'own.toml, [phrases], field "next": is not a field'),
        ("[phrases]", "[plan]\n[phrases]", "own.toml, [plan]: there is no such part"),
        ("[phrases]", "[phrases", "own.toml, line 16: this is not written as TOML can be read"),
        ("version = 3", "version = 3\nversion = 4", "own.toml, line 5: this is not written as TOML"),
    ],
)
def test_the_head_is_checked_the_same_way(was: str, now: str, start: str):
    assert refusal(head=HEAD.replace(was, now, 1)).startswith(start)


def test_a_pack_without_gestures_is_refused():
    assert "there must be at least one [[gesture]]" in refusal("")


def test_a_playbook_arrives_with_every_field():
    (book,) = pack(FIZZ + TWIN + DELAY).playbooks
    assert book == Playbook(
        key="late-kitchen",
        title="Kitchen delay",
        steps=(
            PlayStep("Tell them a true time", "owner", timedelta()),
            PlayStep("Bread to the table", "kitchen", timedelta(minutes=10), "Something while you wait, {name}."),
        ),
        answers=frozenset({"food.late", "room"}),
        words=frozenset({"group", "cafe"}),
        interim=("g06",),
        options=("Plates to share at once", "Another day"),
        partner="The partner restaurant",
        most=12,
        most_of="people",
    )


def test_a_pack_without_playbooks_stays_readable():
    assert pack().playbooks == ()


@pytest.mark.parametrize(
    ("was", "now", "field", "words"),
    [
        ('title = "Kitchen delay"\n', "", "title", "is missing"),
        ('"food.late"', '"food.layte"', "answers", 'is not a known kind of problem, perhaps "food.late"'),
        ('"Group"', '"large group"', "words", '"large group" is not one plain word'),
        ('interim = ["g06"]', 'interim = ["g60"]', "interim", '"g60" is no gesture here'),
        ('options = ["Plates', 'options = ["", "Plates', "options", "is empty"),
        ("most = 12", "most = -1", "most", "must be 0 or more"),
        ("most = 12", "most = true", "most", "must be a whole number"),
        ('most_of = "people"\n', "", "most_of", "is missing: a limit needs what it counts"),
        ("most = 12", "own = true", "own", "is not a field I know here"),
        ("most = 12", 'for_missed = "yes"', "for_missed", "must be true or false"),
        ('within = "10m"', 'within = "10 min"', "within of step 2", "is not a time such as"),
        ('who = "kitchen"', 'who = ""', "who of step 2", "is empty"),
        ("{name}", "{occasion}", "say of step 2", '"{occasion}" cannot be filled in; only {name} can'),
        ('title = "Tell them a true time"', "", "title of step 1", "is missing"),
        ('title = "Tell them a true time"', 'what = "Tell them"', "what of step 1", "is not a field I know here"),
    ],
)
def test_a_playbook_that_cannot_be_right_is_named_by_file_entry_and_field(was: str, now: str, field: str, words: str):
    assert was in DELAY
    sentence = refusal(FIZZ + TWIN + DELAY.replace(was, now, 1))
    if field.startswith(("title of", "what of")):
        assert sentence.startswith("own.toml, playbook late-kitchen, field ")
        assert "of step 1" in sentence
    else:
        assert sentence.startswith(f'own.toml, playbook late-kitchen, field "{field}": ')
        assert words in sentence


def test_a_playbook_has_steps_but_not_too_many():
    without, _, _ = DELAY.partition("[[playbook.steps]]")
    assert 'playbook late-kitchen, field "steps": is missing' in refusal(FIZZ + TWIN + without)
    assert 'field "steps": is empty' in refusal(FIZZ + TWIN + without + "steps = []\n")
    many = '[[playbook.steps]]\ntitle = "Again"\n' * 13
    assert 'field "steps": holds more than 12' in refusal(FIZZ + TWIN + without + many)
    assert 'field "steps": must be a list' in refusal(FIZZ + TWIN + without + 'steps = "now"\n')


def test_playbooks_are_a_list_with_keys_of_their_own():
    assert refusal(FIZZ + TWIN + DELAY + DELAY).startswith('own.toml, playbook late-kitchen, field "key": another')
    assert "there must be at least one [[playbook]]" in refusal(FIZZ + TWIN + '[playbook]\ntitle = "x"\n')


@pytest.mark.parametrize("bomb", ["x = " + "[" * 100_000, "x = " + "9" * 50_000, 'x = "\\ud800"', "\x00"])
def test_a_hostile_file_is_refused_in_words(bomb: str):
    with pytest.raises(CannotRead, match=r"own\.toml, (line|last line)|no such part"):
        parse_pack(bomb, "own.toml")


def test_a_refusal_never_carries_raw_control_bytes():
    sentence = refusal(FIZZ.replace('"alcohol"', '"\\u001b]0;gone\\u0007alcohol\\u202e"') + TWIN)
    assert not any(ord(letter) < 32 or letter == "\u202e" for letter in sentence)


@pytest.mark.parametrize(("currency", "cost"), [("JPY", 22), ("KWD", 22000), ("EUR", 2200)])
def test_costs_become_the_minor_units_of_the_currency(currency: str, cost: int):
    head = HEAD.replace("GBP", currency)
    assert pack(FIZZ.replace("6.5", "6") + TWIN, head).ideas[0].parts[0].cost == cost


def test_a_file_saved_by_notepad_is_read():
    assert parse_pack("\ufeff" + (HEAD + TWIN).replace("\n", "\r\n"), "own.toml").ideas[0].key == "g06"


def test_every_kind_of_occasion_is_a_signal():
    assert {kind.value for kind in OccasionKind} < SIGNALS
    assert is_signal("child|infant|word:école")
    assert not any(map(is_signal, ("", "child|", "Child", "word:", "word:two words", "word:A", " child")))


@given(st.text(max_size=60))
@example('"')
@example("\\")
def test_any_text_in_a_sentence_is_taken_clean_or_refused_in_words(text: str):
    quoted = "".join(
        f"\\U{ord(letter):08x}" if letter in '"\\' or ord(letter) < 32 or ord(letter) == 127 else letter
        for letter in text
    )
    try:
        idea = pack(TWIN.replace("The same glasses.", quoted)).ideas[0]
    except CannotRead as refused:
        assert 'gesture g06, field "how"' in str(refused)  # noqa: PT017 - either outcome is right, both are checked
    else:
        assert idea.how == idea.how.strip() != ""


LINE_UP = """
[[check]]
key = "till"
title = "Till counted"
hint = "Two pairs of eyes."
shifts = ["Early", "late"]
[[check]]
key = "lobby"
title = "The lobby"
kind = "round"
[[starter]]
key = "hour"
text = "Which hour of the day do you like best?"
[[story]]
key = "button"
text = "A house once sewed a button on."
[[touch_point]]
key = "door"
title = "The front door"
"""


def test_what_a_shift_begins_with_arrives_and_may_be_left_out():
    read = pack(FIZZ + TWIN + LINE_UP)
    till, lobby = read.checks
    assert (till.kind, till.hint, till.shifts) == (CheckKind.READY, "Two pairs of eyes.", ("Early", "late"))
    assert till.belongs_to("early")
    assert not till.belongs_to("dog watch")
    assert lobby.kind is CheckKind.ROUND
    assert lobby.belongs_to("dog watch")
    assert (read.starters[0].key, read.stories[0].key, read.touch_points[0].title) == (
        "hour",
        "button",
        "The front door",
    )
    old = pack()
    assert (old.checks, old.starters, old.stories, old.touch_points) == ((), (), (), ())


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        (('kind = "round"', 'kind = "walk"'), 'check lobby, field "kind": "walk" is not one of'),
        (('key = "lobby"', 'key = "till"'), 'check till, field "key": another check has the same key'),
        (('title = "Till counted"', 'title = ""'), 'check till, field "title": is empty'),
        (("sewed a button on.", "a " * 70), 'story button, field "text": is 73 words long'),
        (('text = "Which', 'words = "Which'), 'starter hour, field "text": is missing'),
        (('title = "The front door"', 'title = 7'), 'touch_point door, field "title": must be text'),
    ],
)  # fmt: skip
def test_a_slip_in_it_is_named(slip, said):
    assert said in refusal(FIZZ + TWIN + LINE_UP.replace(*slip))
