"""Cautions: what a guest must not be given, and which tags of a gesture that touches.

A gesture says what it contains in tags (``"nuts"``, ``"alcohol"``). A caution has a *subject*: one of
the names below ("halal", "lactose") or free words ("kiwi"). `avoided_tags` turns it into the tags to avoid;
free words avoid themselves, so an allergy nobody foresaw still stops a basket that names it.

The first fourteen tags are the allergens that EU Regulation 1169/2011 and the UK rules name.
When in doubt the table errs on the safe side: "nuts" also avoids peanuts, and the other way round.
"""

from __future__ import annotations

import re

from delightdesk.domain.vocabulary import CautionKind

ALLERGENS = (
    "celery", "gluten", "crustaceans", "eggs", "fish", "lupin", "milk", "molluscs", "mustard", "nuts",
    "peanuts", "sesame", "soya", "sulphites",
)  # fmt: skip

FRUITS = (
    "strawberries",
    "berries",
    "citrus",
    "melon",
    "grapes",
    "banana",
    "apple",
    "pineapple",
    "kiwi",
    "mango",
)

TAGS = frozenset(
    (*ALLERGENS, *FRUITS, "fruit", "alcohol", "pork", "meat", "gelatine", "honey", "sugar", "caffeine",
     "chocolate", "scent", "pollen", "flowers", "lilies", "white_flowers", "latex", "feathers", "wool",
     "small_parts", "loose_toy", "animals", "dog_unsafe", "cat_unsafe", "fire", "noise")
)  # fmt: skip
"""Every tag a pack may use in ``contains``."""

_ANIMAL_FOOD = {"meat", "pork", "fish", "gelatine", "crustaceans", "molluscs"}

_AVOIDS: dict[str, set[str]] = {
    "nuts": {"nuts", "peanuts"},
    "peanuts": {"nuts", "peanuts"},
    "shellfish": {"crustaceans", "molluscs"},
    "lactose": {"milk"},
    "wheat": {"gluten"},
    "berries": {"berries", "strawberries"},
    "fruit": {"fruit", *FRUITS},
    "no alcohol": {"alcohol"},
    "no pork": {"pork", "gelatine"},
    "halal": {"alcohol", "pork", "gelatine", "meat"},
    "kosher": {"pork", "gelatine", "meat", "crustaceans", "molluscs"},
    "vegetarian": set(_ANIMAL_FOOD),
    "vegan": {*_ANIMAL_FOOD, "eggs", "milk", "honey"},
    "no sugar": {"sugar"},
    "no caffeine": {"caffeine"},
    "scent": {"scent"},
    "pollen": {"pollen", "flowers"},
    "flowers": {"flowers", "pollen", "lilies", "white_flowers"},
    "dog": {"dog_unsafe"},
    "cat": {"cat_unsafe", "lilies"},
    "animals": {"animals"},
}

_SAME: dict[str, str] = {
    "nut": "nuts", "tree nuts": "nuts", "almonds": "nuts", "hazelnuts": "nuts", "walnuts": "nuts",
    "cashews": "nuts", "pistachios": "nuts", "peanut": "peanuts", "groundnuts": "peanuts",
    "egg": "eggs", "dairy": "milk", "milk": "milk", "lactose intolerant": "lactose", "wheat": "wheat",
    "coeliac": "gluten", "celiac": "gluten", "gluten free": "gluten", "gluten-free": "gluten",
    "soy": "soya", "sulfites": "sulphites", "seafood": "shellfish", "prawns": "crustaceans",
    "shrimp": "crustaceans", "crab": "crustaceans", "lobster": "crustaceans", "mussels": "molluscs",
    "oysters": "molluscs", "squid": "molluscs", "strawberry": "strawberries", "berry": "berries",
    "orange": "citrus", "oranges": "citrus", "lemon": "citrus", "lemons": "citrus", "apples": "apple",
    "bananas": "banana", "fruits": "fruit", "alcohol": "no alcohol", "alcohol-free": "no alcohol",
    "alcohol free": "no alcohol", "non-drinker": "no alcohol", "teetotal": "no alcohol",
    "does not drink": "no alcohol", "doesn't drink": "no alcohol", "no wine": "no alcohol",
    "pork": "no pork", "sugar": "no sugar", "sugar free": "no sugar", "no added sugar": "no sugar",
    "caffeine": "no caffeine", "decaf only": "no caffeine", "perfume": "scent", "fragrance": "scent",
    "no scent": "scent", "unscented": "scent", "hay fever": "pollen", "feather": "feathers",
    "down": "feathers", "dogs": "dog", "cats": "cat", "pets": "animals", "veggie": "vegetarian",
}  # fmt: skip

_KINDS: dict[str, CautionKind] = {
    "no alcohol": CautionKind.ALCOHOL,
    "halal": CautionKind.FAITH_NEED,
    "kosher": CautionKind.FAITH_NEED,
    "no pork": CautionKind.FAITH_NEED,
    "vegetarian": CautionKind.DIET,
    "vegan": CautionKind.DIET,
    "meat": CautionKind.DIET,
    "no sugar": CautionKind.DIET,
    "no caffeine": CautionKind.DIET,
    "scent": CautionKind.SCENT,
    "pollen": CautionKind.SCENT,
    "flowers": CautionKind.SCENT,
    "dog": CautionKind.PET,
    "cat": CautionKind.PET,
    "animals": CautionKind.PET,
    "latex": CautionKind.MATERIAL,
    "feathers": CautionKind.MATERIAL,
    "wool": CautionKind.MATERIAL,
}


def subject_of(words: str) -> str:
    """The canonical subject for free words: "Coeliac" becomes ``gluten``, "kiwi" stays ``kiwi``."""
    plain = re.sub(r"\s+", " ", words.casefold()).strip(" .,;")
    return _SAME.get(plain, plain)


def kind_of(subject: str) -> CautionKind:
    """The family a canonical subject belongs to; what nobody listed is taken for an allergen."""
    return _KINDS.get(subject, CautionKind.ALLERGEN)


def avoided_tags(subject: str) -> frozenset[str]:
    """The tags to avoid for a subject. Free words avoid themselves."""
    canonical = subject_of(subject)
    return frozenset(_AVOIDS.get(canonical, {canonical}))


def is_listed(subject: str) -> bool:
    """True when the subject is one this page knows, so that it means more than its own letters."""
    canonical = subject_of(subject)
    return canonical in _AVOIDS or canonical in TAGS
