"""The words that several readers of a typed line share: who is meant, which tongue, what is denied."""

from __future__ import annotations

import re

from delightdesk.domain.vocabulary import BondKind, NoteKind

BONDS: dict[str, BondKind] = {
    word: kind
    for kind, words in {
        BondKind.PARTNER: "husband wife partner spouse fiancé fiancée fiance fiancee girlfriend boyfriend bride groom",
        BondKind.CHILD: "son daughter child children kid kids baby toddler",
        BondKind.PARENT: "mother father mum mom dad parents",
        BondKind.FAMILY: "sister brother aunt uncle cousin niece nephew grandmother grandfather grandma grandpa "
        "grandson granddaughter grandparents in-laws",
        BondKind.FRIEND: "friend friends",
        BondKind.COLLEAGUE: "colleague colleagues boss assistant secretary",
        BondKind.BOOKER: "booker",
    }.items()
    for word in words.split()
}
RELATION = r"(?:" + "|".join(sorted(BONDS, key=len, reverse=True)) + r")(?:-in-law)?"
"""One word for somebody close to the guest."""

NAME = r"[^\W\d_][\w.'-]*"
"""One word of a name; whether it begins with a capital is looked at afterwards."""

LANGUAGES: dict[str, str] = {
    "arabic": "ar", "bengali": "bn", "bulgarian": "bg", "cantonese": "yue", "catalan": "ca", "chinese": "zh",
    "croatian": "hr", "czech": "cs", "danish": "da", "dutch": "nl", "english": "en", "estonian": "et",
    "finnish": "fi", "french": "fr", "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi",
    "hungarian": "hu", "icelandic": "is", "indonesian": "id", "irish": "ga", "italian": "it",
    "japanese": "ja", "korean": "ko", "latvian": "lv", "lithuanian": "lt", "malay": "ms", "mandarin": "zh",
    "norwegian": "no", "persian": "fa", "polish": "pl", "portuguese": "pt", "punjabi": "pa",
    "romanian": "ro", "russian": "ru", "serbian": "sr", "slovak": "sk", "slovenian": "sl", "spanish": "es",
    "swahili": "sw", "swedish": "sv", "tagalog": "tl", "tamil": "ta", "thai": "th", "turkish": "tr",
    "ukrainian": "uk", "urdu": "ur", "vietnamese": "vi", "welsh": "cy",
}  # fmt: skip

NOTE_KINDS: tuple[tuple[NoteKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{words})", re.IGNORECASE))
    for kind, words in (
        (NoteKind.SECURITY, r"incognito|do not disclose|don't disclose|no calls"),
        (NoteKind.ACCESS_NEED, r"wheelchair|step-free|crutches|hearing (?:aid|loop)|deaf\b|blind\b|grab rail"),
        (NoteKind.DIETARY, r"allerg|intoleran|diet(?:ary)?\b(?! (?:coke|cola|coca|pepsi|soda|tonic|drinks?)\b)"),
        (NoteKind.PRIOR_PROBLEM, r"complain|had a problem|was broken|cold shower"),
        (NoteKind.PRAISE, r"praised|compliment|thanked"),
        (NoteKind.GIFT_GIVEN, r"gave (?:her|him|them)|was given|were given"),
        (NoteKind.PARTY, r"party of|group of|travel(?:s|ling|ing) with|children\b"),
    )
)

FOODS: dict[str, str] = {
    word: subject
    for subject, words in {
        "nuts": "nuss nüsse nüssen haselnuss haselnüsse walnüsse mandeln "
        "noix noisettes amandes nueces avellanas noci nocciole",
        "peanuts": "erdnuss erdnüsse erdnüssen cacahuètes arachides cacahuetes arachidi",
        "milk": "milch laktose lait leche lactosa latte lattosio milchprodukte",
        "eggs": "ei eier eiern oeufs œufs huevos huevo uova uovo",
        "fish": "fisch poisson poissons pescado pesce",
        "shellfish": "meeresfrüchte schalentiere crustacés mariscos marisco crostacei",
        "gluten": "weizen blé trigo glutine grano",
        "soya": "soja soia",
        "sesame": "sesam sésame sésamo sesamo",
        "celery": "sellerie céleri apio sedano",
        "mustard": "senf moutarde mostaza senape",
        "strawberries": "erdbeeren erdbeere fraises fresas fragole",
        "no pork": "schwein schweinefleisch porc cerdo maiale",
        "no alcohol": "alkohol alcool",
        "feathers": "federn daunen plumes plumas piume",
    }.items()
    for word in words.split()
} | {
    "fruits à coque": "nuts", "frutos secos": "nuts", "frutta secca": "nuts", "frutta a guscio": "nuts",
    "fruits de mer": "shellfish", "frutti di mare": "shellfish",
}  # fmt: skip
"""Foods as German, French, Spanish and Italian guests write them, and the subject each means."""

_DENIAL = re.compile(
    r"\b(?:no|not(?! only\b| just\b)|isn't|aren't|wasn't|never|without|missed|cancelled|kein|keine|nicht)"
    r"(?:[ -](?:a|an|the|her|his|their|my|our|any|more|really|actually|quite|yet|big|wedding|been|feeling)){0,3}[ -]$",
    re.IGNORECASE,
)


def denied(before: str) -> bool:
    """True when the words just before something say that it is not so ("not their ")."""
    return _DENIAL.search(before[-48:]) is not None


def bond_of(word: str) -> BondKind | None:
    """What a relation word says: ``wife`` is a partner, ``mother-in-law`` family."""
    plain = word.casefold()
    return BondKind.FAMILY if plain.endswith("-in-law") else BONDS.get(plain)


def is_name(words: str) -> bool:
    """True when every word begins with a capital."""
    return bool(words) and all(word[:1].isupper() for word in words.split())
