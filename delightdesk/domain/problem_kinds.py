"""The kinds of problem a house meets, and the words by which each is recognised.

Two levels, "room.heat": the group is what a plan can be made for, the kind is what goes wrong. One table, so that the
board, the plans, the tally of causes and the guess from the words cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from delightdesk.domain.vocabulary import Sector

OTHER = "other"

SEVERITIES: Mapping[int, str] = MappingProxyType(
    {1: "irritation", 2: "inconvenience", 3: "spoiled a part", 4: "spoiled the visit", 5: "harm"}
)
"""How bad it is for the guest, in a word or two; 5 is a manager's."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem.

    words: the things it is about, folded, each with its other names ("tv|television|telly"); the first is the one a
    cause is named by, and a more telling thing stands before a less telling one. severity: 1 to 5, before anything
    the guest says makes it worse. signs: what is wrong with them, written like the words; alone they tell little.
    """

    key: str
    label: str
    sectors: frozenset[Sector]
    words: tuple[str, ...]
    severity: int
    signs: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """The first level: "room" of "room.heat"."""
        return self.key.partition(".")[0]


_H, _R, _S, _C = Sector.HOTEL, Sector.RESTAURANT, Sector.SHOP, Sector.CLINIC
_ALL = frozenset(Sector)
_TABLES = frozenset({_H, _R})

_BROKEN = (
    "broken|broke|dead|not working|doesnt work|does not work|wont work|isnt working|stopped working|faulty|"
    "defective|kaput|gone|went out|not on|off"
)
_COLD = "cold|lukewarm|tepid|not hot|not warm|not heating|freezing|chilly|icy|ice cold"
_HOT = "hot|warm|boiling|scalding|stuffy|overheated|sweltering"
_DIRTY = "dirty|filthy|stained|stain|unclean|not clean|not cleaned|wasnt cleaned|dusty|sticky|grubby|unmade|used"
_MISSING = "missing|no|not there|without|none|ran out|run out|forgotten|not replaced|lack of"
_LATE = "late|slow|waiting|waited|wait|delay|delayed|ages|forever|overdue|still not|not come|not arrived|hour|minute"
_WRONG = "wrong|mixed up|mix up|not what|instead of|incorrect|mistaken"

_TABLE: tuple[Kind, ...] = (
    Kind("room.heat", "too cold or too warm", frozenset({_H, _R, _C}), (
        "heating|heater|heat", "radiator", "aircon|air con|air conditioning|air conditioner|ac|a c", "thermostat",
        "draught|draughty|draft|drafty", "fan", "temperature",
    ), 2, (_COLD, _HOT, _BROKEN, "loud|noisy|rattling")),
    Kind("room.plumbing", "water and plumbing", _TABLES, (
        "shower", "toilet|loo|wc|lavatory", "tap|faucet|mixer", "basin|sink|washbasin", "bathtub|tub",
        "drain|plughole",
        "ceiling leak|water through the ceiling|water from the ceiling", "hot water|water heater|boiler",
        "water pressure|pressure", "flood|flooded|flooding|overflow|overflowing", "pipe|plumbing", "water", "bath",
    ), 2, (
        "leak|leaking|leaky|drip|dripping",
        "blocked|clogged|wont drain|not draining|backed up|wont flush|not flushing",
        _COLD, "hot|boiling|scalding", "weak|no pressure|low", _BROKEN, "brown|rusty|cloudy",
        "missing|no|none|without|ran out",
    )),
    Kind("room.wifi", "Wi-Fi or television", frozenset({_H, _R}), (
        "wifi|wi fi|wlan|internet|broadband|network", "tv|television|telly|tele", "remote|remote control",
        "telephone|phone line", "channel", "socket|usb|charger|charging",
    ), 2, (_BROKEN, "slow|weak|patchy|drops|dropping|dropped|keeps dropping", "down|no signal|cant connect", "no")),
    Kind("room.light", "light and power", frozenset({_H, _R}), (
        "light|lighting", "lamp", "bulb", "light switch|switch", "electricity|power|fuse|power cut",
        "blackout|curtain|blind",
    ), 1, (_BROKEN, "flickering|flicker|flickers", "dark|dim|bright", "no")),
    Kind("room.noise", "noise", frozenset({_H, _R, _C}), (
        "noise|noisy|noises|loud", "music|disco|bass", "party next door|party upstairs|party above|loud party",
        "alarm", "barking|bark",
        "construction|building work|building site|drilling|drill|hammering|jackhammer", "traffic",
        "neighbour|neighbor", "snoring", "shouting|screaming|yelling",
        "couldnt sleep|could not sleep|cant sleep|no sleep|didnt sleep|kept awake|awake all night|woken",
    ), 2, ("loud|noisy|noise|blaring|thumping", "night|all night|midnight|2am|3am|4am")),
    Kind("room.smell", "smell", frozenset({_H, _R, _C}), (
        "smell|smells|smelly|smelling|smelt", "stink|stinks|stench|stinky", "odour|odor",
        "mould|mold|mouldy|moldy|damp|musty",
        "cigarette|cigarettes|tobacco", "sewage|sewer",
    ), 2, ("smell|smelly", "damp|musty|stale")),
    Kind("room.pest", "pests", frozenset({_H, _R, _C}), (
        "bedbug|bed bug", "cockroach|cockroaches|roach|roaches", "mouse|mice", "rat", "ant", "spider", "fly|flies",
        "wasp",
        "insect|bug|beetle|silverfish", "vermin|pest",
    ), 3, ()),
    Kind("arrival.not_ready", "room or table not ready", _TABLES, (
        "room not ready|room isnt ready|room wasnt ready|room still not ready|not ready|isnt ready|wasnt ready",
        "table not ready|table isnt ready|table wasnt ready", "no room yet|cant get into room",
    ), 2, ()),
    Kind("arrival.overbooked", "overbooked", _TABLES, (
        "overbooked|over booked|overbooking|double booked|double booking|doublebooked|given twice",
        "no booking|no reservation|no table|not on the list",
        "walked to another|sent to another|given away|gave away", "lost booking|lost reservation",
        "reservation|booking",
    ), 4, ("lost|not found|missing|cancelled|gone",)),
    Kind("arrival.wrong_type", "wrong room or table", _TABLES, (
        "wrong room|wrong type|wrong table|wrong bed", "twin|twin beds|two beds|two singles", "sea view|view",
        "not what was booked|not what we booked|not what i booked|not as booked",
        "room too small|too small|smaller room", "smoking room", "connecting room|adjoining room",
    ), 3, (_WRONG, "booked|promised|reserved|paid for", "no|not")),
    Kind("arrival.wait", "waiting on arrival", frozenset({_H, _R, _S}), (
        "queue|queued|queuing|queueing|in line", "check in|checkin|checking in", "check out|checkout|checking out",
        "till|checkout line", "reception|front desk", "nobody at the desk|no one at the desk|nobody there",
        "could not reach|couldnt reach|cannot reach|cant reach",
        "waiting for table|waiting for a table|wait for table|wait for a table|waiting for room|waiting for the room",
    ), 2, (_LATE, "long|too long")),
    Kind("room.clean", "not clean", frozenset({_H, _R, _C}), (
        "bathroom", "towel", "sheet|linen|bedding|pillowcase|duvet", "hair", "toilet paper|loo paper|toilet roll",
        "soap|shampoo|toiletries", "carpet", "bin|rubbish|trash|garbage",
        "not cleaned|wasnt cleaned", "not made up|not been made up|unmade", "housekeeping|cleaner", "dirt|dust",
        "cutlery|tablecloth",
    ), 2, (_DIRTY, _MISSING, "wet|damp")),
    Kind("food.allergen", "allergen", _TABLES, (
        "allergic|allergy|allergen|allergies", "anaphylaxis|anaphylactic|anaphylactic shock", "epipen",
        "hives|rash", "swelling|swollen|swells|swelled", "coeliac|celiac", "cross contamination",
    ), 5, ("nut|nuts|peanut|peanuts", "gluten|wheat", "milk|dairy|lactose|cheese", "egg", "sesame",
        "shellfish|prawn", "fish")),
    Kind("food.late", "food or drink late", _TABLES, (
        "kitchen", "order", "room service", "starter", "main course|mains|main", "dessert", "cake",
        "waiter|waitress|server", "food",
        "drink", "breakfast", "lunch", "dinner", "meal", "coffee",
    ), 2, (_LATE, "forgotten|forgot", "still no|not served")),
    Kind("food.wrong", "wrong dish or order", _TABLES, (
        "wrong dish|wrong order|wrong food|wrong meal|wrong plate", "wrong drink|wrong wine|wrong coffee",
        "not what i ordered|not what we ordered|not what she ordered|not what he ordered|didnt order|did not order",
        "order|dish", "steak", "vegan|vegetarian|halal|kosher",
    ), 2, (_WRONG, "rare|overdone|well done|medium")),
    Kind("food.quality", "food or drink not good", _TABLES, (
        "food poisoning|poisoned", "soup", "steak", "meat|beef|lamb|burger", "fish", "chicken", "egg", "salad",
        "pasta|pizza|rice",
        "bread|toast", "coffee|tea", "wine|corked", "beer", "milk|cream", "cake", "dessert|ice cream", "breakfast",
        "lunch",
        "dinner", "meal|dish|food|plate", "drink|cocktail", "buffet", "foreign body|plastic in|glass in|metal in",
    ), 2, (
        _COLD, "raw|undercooked|pink|bloody", "overcooked|burnt|tough|charred", "dry",
        "salty|oversalted|bland|tasteless",
        "stale|off|sour|rotten|mouldy|spoiled", "sick|ill|vomiting|vomited|threw up",
        "awful|terrible|disgusting|inedible|horrible",
        "corked", "flat|warm|weak", "hair in|hair",
    )),
    Kind("shop.delivery", "delivery", frozenset({_S}), (
        "delivery|deliver|delivered", "brochure", "parcel|package|shipment", "courier",
        "collection|pick up|pickup", "order|online order",
    ), 3, (_LATE, "damaged|crushed|wet|open", "wrong|mixed up", "lost|missing|not arrived|never came|never arrived")),
    Kind("shop.return", "return or exchange", frozenset({_S}), (
        "return|returned|returning|send back|take back|bring back", "exchange|swap", "refund|money back", "receipt",
        "guarantee|warranty",
    ), 2, ("refused|not accepted|denied|wont|no|without",)),
    Kind("shop.defect", "faulty goods", frozenset({_S}), (
        "faulty|defect|defective", "zip|zipper|seam|button|sole|strap", "battery|screen|motor",
        "fell apart|came apart|peeling", "broke after|broken after|stopped working after",
        "washing machine", "kettle", "toaster", "machine|device", "wheel|handle|lid|leg", "colour|color", "size",
    ), 3, (_BROKEN, "torn|ripped|cracked|scratched|chipped", "shrunk|shrank|faded", "wrong|too small|too big")),
    Kind("shop.stock", "out of stock", frozenset({_S}), (
        "out of stock|sold out|not in stock|no stock|stock", "size not|not in my size|no size",
        "reserved|put aside|held back",
        "shelf", "item|article",
    ), 2, ("empty|none left|unavailable|gone|no|discontinued",)),
    Kind("clinic.cancelled", "slot cancelled or moved", frozenset({_C}), (
        "cancelled|canceled|cancellation|cancel", "rescheduled|moved|postponed|rebooked",
        "double booked|no appointment",
        "slot", "appointment",
    ), 3, ("cancelled|canceled|moved|lost|not found|wrong",)),
    Kind("clinic.wait", "waiting at the clinic", frozenset({_C}), (
        "wait|waiting|waited|queue", "running late|delayed|delay|late", "not ready|isnt ready|wasnt ready",
        "phone line|on hold|could not reach|couldnt reach|cannot reach|cant reach",
        "appointment",
        "doctor|dentist|nurse",
    ), 2, (_LATE, "long")),
    Kind("clinic.explanation", "not explained well", frozenset({_C}), (
        "explained|explain|explanation", "understood|understand|understanding", "instructions|leaflet",
        "results|result",
        "told nothing|nobody told|no one told|not told|wasnt told", "plan|treatment|cost estimate", "question",
    ), 2, ("unclear|confusing|confused|no|not|rushed|jargon",)),
    Kind("clinic.comfort", "discomfort", frozenset({_C}), (
        "chair|couch", "needle|injection|anaesthetic|numb|numbing", "gown|blanket",
        "filling|crown|denture|retainer",
        "privacy|curtain|overheard", "uncomfortable|discomfort", "anxious|panic", "pain|painful|hurt|hurting|ache",
    ), 3, (_COLD, "rough|hard|sore")),
    Kind("bill", "bill", _ALL, (
        "bill|invoice|folio", "card machine|card terminal|card declined|card refused",
        "overcharged|over charged", "charged twice|double charged", "charge|charged",
        "deposit", "refund",
        "price|rate|fee", "receipt", "minibar", "payment|paid twice", "discount|voucher|coupon", "tip|service charge",
    ), 2, (_WRONG, "twice|double", "high|too much|more than", "no|not")),
    Kind("staff", "how we spoke or acted", _ALL, (
        "rude|unfriendly|impolite|arrogant|dismissive|condescending|patronising|snapped|snappy",
        "ignored|ignoring|ignores",
        "attitude|tone|manner", "shouted at|yelled at|laughed at|talked down|told off", "receptionist|staff|employee",
        "waiter|waitress|server", "porter|concierge|doorman", "cashier", "assistant|salesperson",
        "nurse|doctor|dentist|hygienist",
        "walked in on|came in without knocking|without knocking",
    ), 3, ("rude|unfriendly|unhelpful|careless|rough|cold|short",)),
    Kind("lost", "lost or damaged", _ALL, (
        "luggage|suitcase|baggage|bag", "laundry|dry cleaning", "dress", "shirt|blouse", "suit", "coat|jacket",
        "trousers|clothes|skirt",
        "shoe", "jewellery|jewelry|ring|necklace|earring|watch", "wallet|purse", "passport", "money|cash", "phone",
        "laptop|ipad|camera",
        "glasses|sunglasses", "lost key|key lost|lost her key|lost his key|lost their key", "toy|teddy",
        "umbrella", "test result|lab result|x ray", "parcel|package", "car", "bike|bicycle", "pram|stroller|pushchair",
    ), 3, (
        "stolen|stole", "lost|missing|gone|disappeared|cant find|cannot find",
        "damaged|scratched|dented|torn|ripped", "broken|broke",
        "ruined|spoiled|shrunk|shrank|shrunken|stained|faded|burnt", "spilled|spilt", "left behind",
    )),
    Kind("safety", "safety", _ALL, (
        "fell|fallen|tripped|slipped", "injury|injured|hurt|wound|bleeding", "burn|burned|scalded",
        "fire|smoke|flame|gas",
        "lock|door wont lock|wont lock|doesnt lock|does not lock", "stranger|intruder",
        "electric shock|sparks|bare wire|live wire", "handrail|railing|banister",
        "wet floor|slippery|icy steps|icy path",
        "stuck in the lift|stuck in lift|trapped in the lift|trapped in lift|lift stuck|stuck in the elevator|"
        "trapped in the elevator|elevator stuck",
        "broken glass|glass in", "ambulance", "wrong patient|other patient|another patient",
        "assault|assaulted|attack|attacked|threat|threatened|harassed|harassment",
    ), 5, ("loose|wobbly|unsafe|dangerous|exposed", "stair|staircase")),
    Kind("third_party", "somebody else's doing", _ALL, (
        "supplier|contractor|subcontractor", "washing machine|laundry company|laundry service", "courier company",
        "taxi|cab|shuttle|bus", "tour|excursion|tour operator", "airline|airport|flight|train|railway",
        "travel agent|agency",
        "booking site|website",
    ), 2, (_BROKEN, _LATE, "never came|no show|didnt come", "cancelled", "overcharged", _WRONG)),
    Kind(OTHER, "something else", _ALL, (), 2),
)  # fmt: skip

KINDS: Mapping[str, Kind] = MappingProxyType({kind.key: kind for kind in _TABLE})
"""Every kind by its key, in the order in which they are offered."""

_FOR_SECTOR = {sector: tuple(kind for kind in _TABLE if sector in kind.sectors) for sector in Sector}


def kinds_for(sector: Sector) -> tuple[Kind, ...]:
    """The kinds that make sense in such a house, "other" last."""
    return _FOR_SECTOR[sector]


def kind_of(key: str) -> Kind:
    """The kind of this key; what nobody knows (an older or a newer file) is "other"."""
    return KINDS.get(key, KINDS[OTHER])
