"""Reasons: what is true of the guest, in the few words that fit beside a suggestion."""

from __future__ import annotations

from delightdesk.domain.avoiding import is_guest
from delightdesk.domain.signals import Scene
from delightdesk.domain.vocabulary import CautionKind, Sector


def fit_reason(signal: str, scene: Scene) -> str:
    """Why a gesture fits because of this signal: ``"a child is with them"``."""
    visit = "stay" if scene.house.sector is Sector.HOTEL else "visit"
    if signal.startswith("word:"):
        return _of_word(signal.removeprefix("word:"), scene)
    if signal == "diet":
        return _diet(scene)
    return {
        "first_visit": "first visit",
        "returning": "they came back to us",
        "regular": "works best for regulars",
        "child": "a child is with them",
        "infant": "a baby is with them",
        "pet": "an animal is with them",
        "problem": "something went wrong",
        "nervous": "gives them a clear next step",
        "early_departure": "they leave early",
        "late_arrival": "they arrive late",
        "business": "they are here for work",
        "language": "in their own language",
        "long_stay": f"a long {visit}",
        "party": "a party of five or more",
        "lukewarm": lukewarm_reason(scene),
        "arriving": "they arrive today",
        "in_house": "they are here now",
        "departing": "they leave today",
    }.get(signal, signal.replace("_", " "))


def _of_word(word: str, scene: Scene) -> str:
    """A note about the guest said the word; what the report of a problem says is told by the problem's own reason."""
    problem = scene.known.problem
    if word in scene.known.words or problem is None:
        return f"their notes say {word}"
    return "they are waiting now" if word == "wait" and problem.waiting else ""


def _diet(scene: Scene) -> str:
    """``"allergy to nuts (daughter)"``: whom the dish has to be safe for, the first that was told."""
    kinds = {CautionKind.ALLERGEN: "allergy to ", CautionKind.DIET: "diet: ", CautionKind.FAITH_NEED: "wish: "}
    found = next(each for each in scene.known.cautions if each.kind in kinds)
    whose = "" if is_guest(found.whose) else f" ({found.whose})"
    return f"{kinds[found.kind]}{found.subject}{whose}"


def lukewarm_reason(scene: Scene) -> str:
    """Why the guest deserves more warmth this time."""
    visit = "stay" if scene.house.sector is Sector.HOTEL else "visit"
    return f"last {visit} went wrong" if scene.known.last_visit_had_problem else "last time left them cool"
