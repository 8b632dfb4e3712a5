"""The wording coach: what it speaks of, what it leaves alone, and the lines that come of its offers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.forbidden import found
from delightdesk.domain.vocabulary import Sector
from delightdesk.domain.wording import AdviceKind, coach, reworded

K = AdviceKind
FLAGGED: dict[AdviceKind, tuple[str, ...]] = {
    K.JUDGEMENT: (
        "very rude to the waiter", "rude guest, watch out", "She is difficult", "difficult guest", "He is stupid",
        "cheap customer", "she's so cheap", "crazy lady", "serial complainer", "liar", "lied to us about the minibar",
        "arrogant and loud", "a pain in the neck", "sehr unfreundlich", "schwieriger Gast", "Lügner", "Der Gast war frech",
        "impolie avec le serveur", "client difficile", "menteur", "cliente difícil", "muy grosera", "mentirosa",
        "maleducato", "ospite difficile", "bugiardo",
    ),
    K.DRINK: (
        "He was drunk again", "recovering alcoholic", "drug addict", "drinks too much", "war betrunken", "Alkoholiker",
        "ivre hier soir", "alcoolique", "borracho", "ubriaco",
    ),
    K.HEALTH: (
        "diabetic", "she is pregnant", "depressed since March", "HIV positive", "heart condition", "uses a wheelchair",
        "cancer patient", "has epilepsy", "autistic son", "schwanger", "Diabetikerin", "im Rollstuhl", "herzkrank",
        "enceinte de 6 mois", "diabétique", "fauteuil roulant", "embarazada", "silla de ruedas", "incinta", "diabetica",
    ),
    K.FAITH: (
        "halal", "muslim family", "they are jewish", "observes Ramadan", "strong Polish accent", "typical German",
        "loud Americans", "because they are French", "Muslimin", "mit starkem Akzent", "musulmane", "judío", "ebrea",
    ),
    K.RELATIONSHIP: (
        "with his mistress", "not his wife", "two men one bed", "gay couple", "different woman than last time",
        "having an affair", "recently divorced", "mit Geliebter", "nicht seine Frau", "pas sa femme", "no es su mujer",
        "non è sua moglie",
    ),
    K.CHILD: (
        "daughter Emma is 6", "son Max, 7, goes to St Mary's school", "7-year-old daughter", "kids 4 and 7", "baby Tom",
        "Tochter Lena, 8", "fille Chloé, 5 ans", "hija Lucía 9 años",
    ),
    K.OPINION: (
        "seems lonely", "I think she is rich", "probably rich", "must be a spy, he must be", "scheint unzufrieden",
        "je pense que oui, riche", "Googled her, she is a lawyer", "saw on Facebook that he sails",
    ),
    K.BAN: (
        "banned", "blacklist", "do not rent", "not welcome any more", "never let him in again", "Hausverbot",
        "liste noire", "lista negra", "lista nera",
    ),
    K.ROOM: ("Mrs Schultz in room 412", "Schultz (room 412)", "Mr Lee 412", "Herr Braun, Zimmer 12"),
    K.PROMISE: ("we will call her tomorrow", "told her we would move her", "gets a free breakfast", "wir werden anrufen"),
    K.OCCASION: ("their birthday next week", "plans to propose on Sunday", "Hochzeitstag bald"),
}  # fmt: skip
LEFT_ALONE = (
    "asked about cheap flights", "mad about cheese", "Rudi will arrive at 6", "likes liver", "Christian Müller",
    "Polish the shoes", "difficult to park here", "speaks Polish, likes it", "no pork", "non-alcoholic beer",
    "crazy about golf", "crazy golf on Sunday", "wine lover", "dog lover", "addicted to chocolate", "parking was difficult",
    "prefers a quiet room", "heart-shaped pillow", "nut allergy, ask again", "gluten free bread", "blind in room 4 is broken",
    "wheelchair ramp is broken", "banana smoothie", "Bannockburn tour", "usual flat white oat", "probably arrives late",
    "shower seems broken", "smoking ban", "escort to the room", "enceinte Bluetooth", "anniversary of the hotel",
    "said the waiter was rude", "complained that staff were rude", "the neighbours were drunk", "low fat milk",
    "strange noise in the pipes", "mean temperature", "different room please", "another man at the desk", "room 412 is cold",
    "table 4 by the window", "children's menu", "son of the owner", "daughter 14 June wedding", "likes 2 pillows",
    "stroke of luck", "hot water bottle", "Mr Lee likes tea", "wants late checkout", "free parking asked", "cancelled the taxi",
    "prefers step-free room", "Indian curry", "French lessons", "German newspaper", "black coffee", "white wine",
    "asian cuisine", "transfer to the airport", "transit lounge", "loves Thai food", "old town tour", "expecting a parcel",
    "expecting to leave early", "depressing weather", "disabled parking asked", "deafening music next door", "the lift is slow",
    "stupid mistake of ours", "lies on the left side", "lying down hurts", "fat quarter", "cold cough", "2 kids menus", "baby cot",
    "baby bed please", "twin beds", "boy scouts meeting at 5", "3 children", "kind regards", "will arrive at 6",
    "sister lives nearby", "typical English breakfast", "Kid Rock concert", "receptionist called me a liar", "grave accent",
    "a rude awakening by the alarm", "cheap and cheerful lunch", "Mad Hatter tea party", "daughter turning 6 on 3 may",
    "nuts", "usual: Bloody Mary", "welcome drink without alcohol", "Jamaica blue mountain", "likes it slow and clear",
    "Hindustan Times", "Cattolica by train", "gay Paris guidebook", "Sikorsky museum", "raised voice at 18:10 about the bill",
)  # fmt: skip
EVERY_LINE = [*((kind, line) for kind, lines in FLAGGED.items() for line in lines)]


@pytest.mark.parametrize(("kind", "line"), EVERY_LINE)
def test_it_speaks_of_what_had_better_be_said_otherwise(kind: AdviceKind, line: str) -> None:
    advice = coach(line)
    assert kind in {each.kind for each in advice}
    for each in advice:
        assert line[each.start : each.end] == each.said
        assert each.why.endswith(".")
        assert len(each.why) <= 90
        assert each.changes or each.asks or kind in (K.FAITH, K.RELATIONSHIP, K.OPINION)


@pytest.mark.parametrize("line", LEFT_ALONE)
def test_it_leaves_alone(line: str) -> None:
    assert coach(line) == ()


@pytest.mark.parametrize(("kind", "line"), EVERY_LINE)
def test_what_it_offers_is_not_advised_on_again(kind: AdviceKind, line: str) -> None:
    """Key after key the line comes to rest."""
    for _ in range(6):
        offered = next((each for each in coach(line) if each.changes), None)
        if offered is None:
            break
        line = reworded(line, offered)
    assert not any(each.changes for each in coach(line))
    assert not found(line)


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("very rude to the waiter", "spoke sharply (what about, when) to the waiter"),
        ("She is difficult", "She likes every detail confirmed"),
        ("she's so cheap", "she asks about prices first"),
        ("Difficult guest, mind", "Likes every detail confirmed, mind"),
        ("she is pregnant", "no alcohol"),
        ("uses a wheelchair", "step-free room"),
        ("halal", "no pork"),
        ("daughter Emma is 6", "daughter, 6 to 9"),
        ("kids 4 and 12, late", "kids, 2 to 5, 10 to 13, late"),
        ("son Max, 7, goes to St Mary's school", "son, 6 to 9, goes to St Mary's school"),
        ("Mrs Schultz in room 412 likes tea", "Mrs Schultz likes tea"),
        ("we will call her tomorrow", "promised: call her tomorrow"),
        ("with his mistress", "never speak of other visits"),
        ("their birthday next week", "their birthday next week"),
    ],
)
def test_the_words_come_into_the_place_of_those_said(line: str, other: str) -> None:
    assert reworded(line, coach(line)[0]) == other


@pytest.mark.parametrize(
    ("line", "asks"),
    [("diabetic", "sensitive"), ("muslim", "sensitive"), ("banned", "security"), ("we will call", "promise"),
     ("birthday soon", "occasion"), ("Mr Lee in room 412", "room"), ("rude", "")],
)  # fmt: skip
def test_it_knows_how_else_a_thing_could_be_kept(line: str, asks: str) -> None:
    assert coach(line)[0].asks == asks


@pytest.mark.parametrize(
    "line", ["root canal on Monday", "test results came", "takes antibiotics", "200 mg twice", "diabetic"]
)
def test_in_a_clinic_nothing_clinical_is_kept_with_consent_or_without(line: str) -> None:
    (first, *_) = coach(line, Sector.CLINIC)
    assert (first.kind, first.asks) == (K.HEALTH, "")


def test_in_a_shop_no_body_is_remarked_on() -> None:
    assert coach("plus size, wears 46", Sector.SHOP)[0].kind is K.JUDGEMENT
    assert coach("old lady, pear-shaped", Sector.SHOP)[0].kind is K.JUDGEMENT
    assert coach("wears 46, likes wool", Sector.SHOP) == ()
    assert coach("old lady with a dog") == ()


def test_an_older_child_is_no_child() -> None:
    assert coach("son Peter, 24") == ()


@given(st.text(max_size=200), st.sampled_from(Sector))
def test_it_never_raises_and_never_overlaps(line: str, sector: Sector) -> None:
    end = 0
    for each in coach(line, sector):
        assert end <= each.start < each.end
        end = each.end
        reworded(line, each)
