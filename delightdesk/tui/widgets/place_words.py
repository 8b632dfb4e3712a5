"""What a house calls its places, at hand before a pack is read: the first frame of a board needs the word."""

from __future__ import annotations

from delightdesk.domain.vocabulary import Sector

PLACES = {Sector.HOTEL: "Room", Sector.RESTAURANT: "Table", Sector.SHOP: "Shelf", Sector.CLINIC: "Room"}
"""The heading of a column."""
_EXAMPLES = {
    Sector.HOTEL: "room and what happened (412 shower cold)",
    Sector.RESTAURANT: "table and what happened (T12 soup cold)",
    Sector.SHOP: "what happened, in a few words (lamp came broken)",
    Sector.CLINIC: "room and what happened (3 waiting for an hour)",
}
_FOUND = {
    Sector.HOTEL: "teddy bear 214",
    Sector.RESTAURANT: "grey scarf T12",
    Sector.SHOP: "umbrella by the till",
    Sector.CLINIC: "reading glasses, room 3",
}


def found_prompt(sector: Sector) -> str:
    """What to type when something was found."""
    return f"Found: what, and where ({_FOUND[sector]})"


def problem_prompt(sector: Sector) -> str:
    """What to type for a new problem where no guest is on the card."""
    return f"Problem: {_EXAMPLES[sector]}"
