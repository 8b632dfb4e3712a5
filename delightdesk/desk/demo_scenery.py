"""The four demo houses: what each sector calls its places, and what its regulars like."""

from __future__ import annotations

from dataclasses import dataclass

from delightdesk.domain.vocabulary import Sector


@dataclass(frozen=True, slots=True)
class Scenery:
    """One demo house.

    stays: visits last nights; elsewhere they are over the same day. here, leaving: how many are in house, and leave
    (or have left) today. opens, closes: hours between which people are expected. places: rooms, tables, shelves.
    ideas: keys of the sector's pack: for an occasion, by hand, small treat, the usual, goodbye. lobby: what a guest may
    read: welcome, map talk, Wi-Fi, opening hours. The other fields are words that fill the places in `demo_story`.
    """

    house: str
    stays: bool
    here: int
    leaving: int
    opens: int
    closes: int
    places: tuple[str, ...]
    best: str
    ideas: tuple[str, str, str, str, str]
    usuals: tuple[str, ...]
    likes: tuple[str, ...]
    promise: str
    trouble: str
    remark: str
    lobby: tuple[str, str, str, str]


def _places(rows: str, count: int) -> tuple[str, ...]:
    return tuple(f"{row}{number}" for row in rows.split() for number in range(1, count + 1))


SCENERY = {
    Sector.HOTEL: Scenery(
        house="The Bay Hotel",
        stays=True,
        here=25,
        leaving=10,
        opens=12,
        closes=23,
        places=tuple(f"{floor}{number:02}" for floor in (1, 2, 3, 4) for number in range(1, 25)),
        best="412",
        ideas=("g05", "g08", "g61", "g07", "h98"),
        usuals=("flat white with oat milk", "two firm pillows", "the crossword with breakfast"),
        likes=("a room away from the lift", "breakfast on the terrace", "a late check-out", "the corner table"),
        promise="sea view if free, by 17:00",
        trouble="cold shower on the last stay, mended, nobody called afterwards",
        remark="Wedding anniversary, please leave the room dark and quiet",
        lobby=(
            "Welcome to the bay. Somebody will be with you in a moment.",
            "Out of the door and left, the pier is five minutes along the water. Right leads up to the old town: the "
            "Saturday market, the bakery on the square, and Marlow's for supper without a booking.",
            "BayGuest, no password needed",
            "Breakfast 7:00 to 10:30, on Sunday until 11:00. Bar 16:00 to midnight. The desk is open all night.",
        ),
    ),
    Sector.RESTAURANT: Scenery(
        house="The Copper Pan",
        stays=False,
        here=16,
        leaving=10,
        opens=12,
        closes=21,
        places=_places("T", 24),
        best="T12",
        ideas=("r09", "r15", "r23", "r18", "r34"),
        usuals=("still water and the bread first", "espresso with a lemon peel", "the table by the stove"),
        likes=("courses close together", "a table with some peace", "the cheese instead of pudding", "half portions"),
        promise="the window table, by 19:00",
        trouble="forty minutes without a word on the last visit, nobody called afterwards",
        remark="It is our anniversary, a quiet table would be lovely",
        lobby=(
            "Good to see you. Your table is nearly there.",
            "Coats go on the hooks behind the stove. The courtyard is through the glass door.",
            "CopperPan, the password is on the menu",
            "Lunch 12:00 to 14:30, supper 18:00 to 22:00, closed on Monday.",
        ),
    ),
    Sector.SHOP: Scenery(
        house="Thistle and Twine",
        stays=False,
        here=6,
        leaving=10,
        opens=9,
        closes=17,
        places=_places("A B C", 6),
        best="B2",
        ideas=("s11", "s09", "s16", "s14", "s15"),
        usuals=("grey sock wool, two balls", "the oat soap, three bars", "brown paper instead of a bag"),
        likes=("time to look alone first", "a call when new wool comes", "gifts wrapped without ribbon"),
        promise="the blue parcel ready, by 16:00",
        trouble="wrong colour in the last parcel, changed, nobody called afterwards",
        remark="A present for our anniversary, please no bill in the parcel",
        lobby=(
            "Look around as long as you like.",
            "Wool is at the back by the window, soap and paper on the long table, presents by the stairs.",
            "",
            "Monday to Saturday 9:30 to 18:00.",
        ),
    ),
    Sector.CLINIC: Scenery(
        house="Harbour Street Practice",
        stays=False,
        here=7,
        leaving=10,
        opens=8,
        closes=17,
        places=_places("R", 4),
        best="R2",
        ideas=("c28", "c27", "c10", "c23", "c08"),
        usuals=("the chair by the window", "the first slot of the day", "no music in the room"),
        likes=("every step told beforehand", "a reminder by letter", "somebody to walk along"),
        promise="the same person at the chair, by 15:00",
        trouble="long wait without news last time, nobody called afterwards",
        remark="It is our anniversary that day, an early slot would be kind",
        lobby=(
            "Good to see you. Please take a seat; somebody will call you.",
            "Water and a quiet corner are to your right, the lift is behind the plants.",
            "HarbourGuest, no password needed",
            "Monday to Friday 8:00 to 18:00.",
        ),
    ),
}
