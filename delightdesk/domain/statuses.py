"""The status words of other systems, read as ours.

A word nobody listed becomes *expected* with a warning: a guest who stands on the board by mistake is seen and
corrected, a guest who was dropped is not.
"""

from __future__ import annotations

import re

from delightdesk.domain.vocabulary import VisitStatus

_WORDS = {
    VisitStatus.ENQUIRY: (
        "enquiry inquiry inquired optional option requested request waitlist waitlisted waitinglist "
        "tentative quote confirmationpending pending awaitingconfirmation awaitingpayment draft "
        "provisional requesttobook offer"
    ),
    VisitStatus.EXPECTED: (
        "expected reserved duein confirmed confirm confirmedbyhotel ok alloted allotted arrivaldelayed "
        "arrivingtoday arrivingtomorrow arrivingsoon arriving upcoming booked scheduled open accepted "
        "guaranteed definite new bestaetigt confirme confirmada confirmado collectiondue"
    ),
    VisitStatus.IN_HOUSE: (
        "inhouse checkedin checkin dueout started onboard departuredelayed currentlyhosting staying seated "
        "partiallyseated arrived waiting beingserved inchair inroom inservice inprogress present "
        "withdoctor eingecheckt"
    ),
    VisitStatus.LEFT: (
        "left checkedout checkout processed done departed success completed complete finished pastguest "
        "stayed collected served fulfilled closed ausgecheckt"
    ),
    VisitStatus.CANCELLED: "cancel cancelled canceled void voided declined expired deleted storniert annule",
    VisitStatus.NO_SHOW: "noshow didnotattend didnotarrive dna missed nichterschienen",
}
_BY_WORD = {word: status for status, words in _WORDS.items() for word in words.split()}
_QLOAPPS_CODES = {
    "1": VisitStatus.EXPECTED,
    "2": VisitStatus.IN_HOUSE,
    "3": VisitStatus.LEFT,
}
_NOT_LETTERS = re.compile(r"[\W_]+")


def status_of(word: str, *, numbered: bool = False) -> VisitStatus | None:
    """The status a word means, None when nobody listed it; an empty cell is *expected*.

    ``numbered`` reads the bare numbers 1 to 3 as QloApps means them. Elsewhere a number says nothing.
    """
    plain = _NOT_LETTERS.sub("", word.casefold())
    if not plain:
        return VisitStatus.EXPECTED
    if numbered and plain[:1] in _QLOAPPS_CODES and plain[1:].isalpha() | (plain[1:] == ""):
        return _QLOAPPS_CODES[plain[0]]
    if found := _BY_WORD.get(plain):
        return found
    return VisitStatus.CANCELLED if plain.startswith(("cancel", "storn")) else None
