"""The guests of the demo house whose story is told: between them they show everything the desk can know."""

from __future__ import annotations

from dataclasses import dataclass

from delightdesk.domain.vocabulary import GestureState, NoteKind, OccasionKind, Reaction


@dataclass(frozen=True, slots=True)
class Day:
    """Something to celebrate. ``off``: days from today, None for this visit only. ``secret``: from whom.

    ``leap``: the 29th of February instead.
    """

    kind: OccasionKind
    off: int | None = 0
    years: int | None = None
    whose: str = "the guest"
    secret: str = ""
    leap: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One note, or a promise. ``text`` may name a field of the scenery; ``ago``: days since it was told last."""

    kind: NoteKind
    text: str
    sightings: int = 1
    ago: int = 20


@dataclass(frozen=True, slots=True)
class Gave:
    """A gesture of an earlier visit. ``idea``: place in the scenery's ideas."""

    idea: int
    reaction: Reaction
    words: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A gesture of today, with the hour it should be ready."""

    idea: int
    state: GestureState
    hour: int


@dataclass(frozen=True, slots=True)
class Told:
    """A guest with a story. ``when``: "18:30" (expected today), "here", "leaving" or "gone" (an earlier visit only).

    ``with_``: the partner, who is told next and shares the room. ``room``: "best", or empty for any.
    """

    first: str
    last: str
    when: str
    title: str = ""
    call_me: str = ""
    say_as: str = ""
    language: str = ""
    room: str = ""
    children: int = 0
    infants: int = 0
    ages: str = ""
    past: int = 0
    incognito: bool = False
    gift_restricted: bool = False
    alcohol_ok: bool = False
    needs_reassurance: bool = False
    days: tuple[Day, ...] = ()
    cautions: tuple[tuple[str, str], ...] = ()
    facts: tuple[Fact, ...] = ()
    gave: tuple[Gave, ...] = ()
    due: Due | None = None
    with_: str = ""


_O, _N, _R, _S = OccasionKind, NoteKind, Reaction, GestureState
_OWN = "the guest"

TOLD = (
    Told("Erika", "Schultz", "16:30", "Ms", say_as="SHOOLTS", language="German", room="best", past=2,
         days=(Day(_O.ANNIVERSARY, 0, 20, secret="husband"),),  # noqa: S106 - a surprise, no password
         cautions=(("strawberries", _OWN),),
         facts=(Fact(_N.PROMISE, "{promise}", ago=11), Fact(_N.PRIOR_PROBLEM, "{trouble}", ago=190)),
         gave=(Gave(1, _R.MOVED, "I kept your card."),), with_="Matthias Schultz"),
    Told("Matthias", "Schultz", "16:30", "Mr", language="German", room="best", past=1, alcohol_ok=True,
         facts=(Fact(_N.PREFERENCE, "{likes[0]}", 2),)),
    Told("Max", "Schuler", "17:00", "Mr"),
    Told("Anna", "Schulz", "gone", past=3, facts=(Fact(_N.PREFERENCE, "{likes[1]}", 2, 60),),
         gave=(Gave(2, _R.PLEASED),)),
    Told("Martin", "Berger", "15:00", "Mr", past=1, facts=(Fact(_N.OPERATIONAL, "travels for work, brings a laptop"),)),
    Told("Martin", "Berger", "here", "Mr", past=4, facts=(Fact(_N.USUAL, "{usuals[1]}", 4, 30),),
         gave=(Gave(3, _R.PLEASED), Gave(1, _R.DELIGHTED))),
    Told("Wulandari", "", "14:15", language="Indonesian",
         facts=(Fact(_N.OPERATIONAL, "one name only, as in the passport"),)),
    Told("Priyanka", "Deshpande", "18:00", "Ms", children=1, ages="6-9", past=1, cautions=(("nuts", "daughter"),),
         facts=(Fact(_N.PARTY, "daughter of eight, collects shells"),)),
    Told("Yasmin", "Haddad", "19:30", "Ms", past=2, cautions=(("halal", _OWN), ("no alcohol", _OWN)),
         days=(Day(_O.ENGAGEMENT, None),)),
    Told("Oluwaseun", "Fashola", "20:15", "Mr", past=3, cautions=(("no alcohol", _OWN),),
         days=(Day(_O.ANNIVERSARY, 1, 5),), gave=(Gave(2, _R.DELIGHTED),), due=Due(1, _S.READY, 20)),
    Told("Freya", "Lindgren-Moss", "13:30", "Ms", cautions=(("vegan", _OWN),), days=(Day(_O.HONEYMOON, None),),
         with_="Tobias Moss"),
    Told("Tobias", "Moss", "13:30", "Mr", alcohol_ok=True),
    Told("Geneviève", "de Courcelles", "12:45", "Mme", language="French", past=6, cautions=(("scent", _OWN),),
         facts=(Fact(_N.USUAL, "{usuals[0]}", 6, 40), Fact(_N.PRAISE, "thanked Jonas by name", ago=45)),
         gave=(Gave(1, _R.MOVED, "Nobody does this any more."), Gave(3, _R.PLEASED)),
         due=Due(2, _S.READY, 12)),
    Told("Ragnhild", "Østby", "here", "Ms", past=8, language="Norwegian",
         facts=(Fact(_N.USUAL, "{usuals[0]}", 3, 160), Fact(_N.PREFERENCE, "{likes[2]}", 1, 400)),
         due=Due(3, _S.PLANNED, 19)),
    Told("Leopold", "Quandt", "here", "Herr", days=(Day(_O.BIRTHDAY, leap=True),), past=1,
         facts=(Fact(_N.OPERATIONAL, "born on 29 February and proud of it"),)),
    Told("Camille", "Rousset", "21:40", incognito=True, past=2,
         facts=(Fact(_N.SECURITY, "calls only through the manager"),)),
    Told("Alan", "Threlfall", "17:45", "Judge", call_me="Judge", gift_restricted=True, past=2,
         facts=(Fact(_N.OPERATIONAL, "may not accept presents, a kind word is welcome"),)),
    Told("Hyacinth", "Nwachukwu", "16:00", "Ms", needs_reassurance=True,
         facts=(Fact(_N.REASSURANCE, "likes to be told what happens next"),), due=Due(4, _S.PLANNED, 16)),
    Told("Siobhán", "Mac an tSaoir", "11:30", "Ms", say_as="shiv-AWN mac un TEER", past=5,
         facts=(Fact(_N.USUAL, "{usuals[2]}", 5, 25), Fact(_N.KIND_ACT, "brought cake for the whole desk", ago=90)),
         gave=(Gave(2, _R.NEUTRAL), Gave(1, _R.MOVED, "You remembered.")), due=Due(3, _S.PLANNED, 18)),
    Told("Ewa", "Pietrzak", "here", "Ms", infants=1, ages="0-1", days=(Day(_O.NEW_BABY, None),),
         facts=(Fact(_N.PARTY, "first journey with the baby"),), due=Due(1, _S.READY, 17)),
    Told("Dmytro", "Hnatyuk", "here", "Mr", past=1, cautions=(("dog", _OWN),),
         facts=(Fact(_N.OPERATIONAL, "small old dog called Borshch"),)),
    Told("Beatriz", "Loureiro", "leaving", "Ms", past=3, days=(Day(_O.BIRTHDAY, -1),),
         facts=(Fact(_N.PREFERENCE, "{likes[1]}", 3, 15),), gave=(Gave(0, _R.DELIGHTED, "What a start."),)),
    Told("Cornelius", "van Aalst", "leaving", "Dhr", past=9, facts=(Fact(_N.USUAL, "{usuals[1]}", 7, 5),),
         gave=(Gave(4, _R.PLEASED),), due=Due(1, _S.PLANNED, 10)),
    Told("Harumi", "Okabe", "here", language="Japanese", past=1, days=(Day(_O.RETIREMENT, None, whose="mother"),)),
    Told("Gwendolyn", "Achterberg", "gone", "Ms", past=2, days=(Day(_O.BIRTHDAY, 4),),
         gave=(Gave(2, _R.UNEASY, "Too much, please."),)),
)  # fmt: skip
