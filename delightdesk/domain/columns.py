"""What the columns of other systems mean.

A header is compared in a bare form: no case, no marks, no spaces, dots, stars or words in brackets. Columns
that hold cards, passports, tax numbers, passwords or balances are recognised first of all and are never read,
not even when somebody maps them by hand.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from delightdesk.domain.errors import Invalid


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns feed which field, by place and best first; the rest is ignored or unknown."""

    places: dict[str, tuple[int, ...]]
    mapping: dict[str, str]
    ignored: tuple[str, ...]
    unknown: tuple[str, ...]


_WORDS = {
    "full": (
        "guestfullname fullname guestname guestnames name guest customername customer clientname client "
        "patientname patient bookingname gast gastname nomduclient huesped"
    ),
    "booker": "bookedby booker bookername",
    "first": "firstname first givenname given guestfirstname forename vorname prenom nombre",
    "last": ("lastname last surname familyname guestsurname guestlastname nachname familienname apellido apellidos"),
    "title": "title salutation honorific nameprefix anrede civilite",
    "email": "email emailaddress guestemail mail guestemailaddress emails correo",
    "email_is_relay": "hasotaemail",
    "phone": (
        "phone phonenumber mobile mobilephone guestmobilephonenumber guestphonenumber contactnumber "
        "contact telephone tel cell defaultaddressphone telefon mobil handy telephonenumber telefono"
    ),
    "ref": (
        "confirmationno confno confirmationnumber confirmationcode reservationnumber reservationno resno "
        "reservationid booknumber bookingnumber bookingid bookingreference orderreference orderreferenceid "
        "reference referencenumber reservation number buchungsnummer reservierungsnummer"
    ),
    "customer_ref": "customerid referenceid clientid patientid guestid memberid",
    "second_ref": (
        "thirdpartyconfirmationnumber crsconfirmationno crsconfirmationnumber otareference otaconfirmation "
        "channelreference externalreference externalid"
    ),
    "room": (
        "roomno roomnumber roomnumbers room reservationroomnumbers table tablenumber tables unit site "
        "space area listing zimmer zimmernummer tisch chambre habitacion"
    ),
    "room_type": "roomtype roomcategory unittype category accommodation zimmertyp zimmerkategorie",
    "rooms": "noofrooms rms numberofrooms roomcount rooms",
    "arrive": (
        "arrivaldate arrival arrdate arrive checkindate checkin startdate startutc datefrom fromdate start "
        "from appointmentdate appointment visitdate anreise anreisedatum ankunft arrivee llegada "
        "collectiondate duedate date datum"
    ),
    "depart": (
        "departuredate departure depdate depart checkoutdate checkout enddate endutc dateto todate end to "
        "abreise abreisedatum salida"
    ),
    "nights": "nights nts ofnights numberofnights noofnights naechte nachte nuits",
    "eta": (
        "eta estimatedarrivaltime arrivaltime estimatedtimeofarrival expectedarrivaltime latecheckin "
        "appointmenttime time uhrzeit ankunftszeit heure hora"
    ),
    "status": "reservationstatus resstatus bookingstatus status state",
    "adults": (
        "adults adl adultcount ofadults numberofadults noofadults partysize covers pax personspeople "
        "persons people guests occupancy erwachsene personen adultes"
    ),
    "children": "children chl childrencount childcount ofchildren numberofchildren kids kinder enfants",
    "infants": "infants ofinfants infantcount babies",
    "language": "language preferredlanguagecode preferredlanguage guestlanguage locale sprache langue idioma",
    "country": (
        "country countrycode bookercountry guestresidencecountry residencecountry "
        "defaultaddresscountrycode land pays pais nationality nationalitycode"
    ),
    "birthday": "birthday dateofbirth guestdateofbirth birthdate guestbirthday dob geburtstag geburtsdatum",
    "notes": (
        "note notes comment comments remark remarks reservationnote reservationnotes guestnote guestnotes "
        "visitnote visitnotes specialrequest specialrequests request requests partnerrequests memo "
        "memonote specials preference preferences otanotes occasion occasions dietary dietaryrestrictions "
        "dietaryrequirements allergy allergies bemerkung bemerkungen notiz notizen wunsche wuensche "
        "remarques notas"
    ),
    "flags": (
        "vip vipcode viplevel vipstatus gueststatus gueststatuslevel repeatguestflag repeatguest tag tags "
        "classification classifications travelpurpose"
    ),
    "visits": (
        "visits visitcount numberofvisits totalvisits totalorders orderscount orders transactioncount "
        "stays totalstays numberofstays noofstays"
    ),
}
_MEANING = {word: (field, rank) for field, words in _WORDS.items() for rank, word in enumerate(words.split())}
FIELDS = frozenset(_WORDS)
"""Every field a column may be mapped to by hand."""

LEFT_OUT = "ignore"
"""What a column is mapped to by hand so that it is not read."""
FIELD_WORDS = {
    "full": "guest's name", "first": "first name", "last": "last name", "title": "title", "booker": "who booked",
    "email": "e-mail", "email_is_relay": "e-mail is a relay (yes/no)", "phone": "phone", "ref": "booking reference",
    "second_ref": "second reference", "customer_ref": "customer number", "room": "room or table",
    "room_type": "type of room", "rooms": "how many rooms", "arrive": "arrival", "depart": "departure",
    "nights": "nights", "eta": "hour of arrival", "status": "status", "adults": "adults", "children": "children",
    "infants": "infants", "language": "language", "country": "country", "birthday": "birthday", "notes": "remarks",
    "flags": "VIP, tags", "visits": "earlier visits", LEFT_OUT: "left out",
}  # fmt: skip
"""Each field as a person calls it, those asked for most at first."""

_ALSO_CALLED = {"guest_full": "full", "guest": "full", "name": "full"}

_ALL_COLUMNS = frozenset({"notes", "flags"})
_FIRST_FILLED = frozenset({"full", "first", "last", "phone", "email", "adults", "country"})
_NAMES = frozenset({"full", "first", "last", "booker"})
_NEVER = re.compile(
    r"card|cvv|cvc|cv2|expir|iban|swift|bankaccount|accountno|accountnum|sortcode|routing|document|passport|passeport"
    r"|pasaporte|reisepass|ausweis|idnumber|nationalid|identity|taxid|taxnum|taxno|vatid|vatno|vatnum|socialsecurity"
    r"|fiscal|passw|pwd|motdepasse|contrasen|balance|amountdue|dueamount|kreditkart|kartennummer|kartennr|tarjeta"
    r"|^(?:pan|pin|tin|nif|dni|cpf|ssn|csc|bic|exp|expdate|idno|idnum|guestid(?:no|num)|vat)$"
)
_SOURCES = (
    ("Airbnb", {"listing", "ofnights", "confirmationcode"}),
    ("Booking.com", {"booknumber", "bookedby"}),
    ("Cloudbeds", {"thirdpartyconfirmationnumber", "checkindate"}),
    ("Cloudbeds", {"guestsurname", "reservationnumber"}),
    ("OPERA", {"guestfirstname", "guestname", "arrival"}),
    ("OPERA", {"resstatus", "arrdate"}),
    ("OPERA", {"confirmationno", "crsconfirmationno"}),
    ("Shopify", {"acceptsemailmarketing", "totalorders"}),
    ("Square", {"creationsource", "transactioncount"}),
    ("QloApps", {"newsletter", "titlesid"}),
    ("QloApps", {"orderreferenceid", "roomtypeid"}),
    ("QloApps", {"noofrooms", "stayperiod"}),
    ("Mews", {"startutc", "endutc"}),
    ("RMS", {"resno", "given", "surname"}),
    ("NewBook", {"bookingname", "site"}),
    ("Little Hotelier", {"reference", "occupancy", "bookedon"}),
)


def normalise(header: str) -> str:
    """The bare form of a header: ``Res. Status`` and ``RES_STATUS`` are ``resstatus``."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", "", header)
    letters = unicodedata.normalize("NFKD", bare if bare.strip() else header).casefold()
    return "".join(char for char in letters if char.isalnum())


def is_never_read(header: str) -> bool:
    """True for columns of cards, documents, passwords and balances."""
    return _NEVER.search(normalise(header)) is not None


def header_fingerprint(headers: Iterable[str]) -> str:
    """Sixteen letters that are the same for files with the same columns, to remember a mapping by."""
    return hashlib.sha256("\x1f".join(map(normalise, headers)).encode()).hexdigest()[:16]


def source_of(headers: Iterable[str]) -> str:
    """The system a file seems to come from, or ``"another system"``."""
    bare = {normalise(header) for header in headers}
    return next((name for name, signs in _SOURCES if signs <= bare), "another system")


def recognised(cells: Sequence[str], by_hand: Mapping[str, str]) -> int:
    """How many fields a row would name as a header; 0 when it is too few to be one.

    Three make a header, or two when one is a name; less would take a title line for it.
    """
    fields: set[str] = set()
    for cell in cells:
        if cell and len(cell) < 80 and (bare := normalise(cell)):
            meaning = by_hand.get(bare) or (_MEANING[bare][0] if bare in _MEANING else "")
            fields.add(meaning)
    fields -= {"", "ignore"}
    return len(fields) if len(fields) >= 3 or (len(fields) == 2 and fields & _NAMES) else 0


def all_there(cells: Sequence[str], by_hand: Mapping[str, str]) -> int:
    """How many columns mapped by hand (bare headers) the row names, 0 unless it names every one of them."""
    bare = {normalise(cell) for cell in cells if cell and len(cell) < 80}
    return len(by_hand) if by_hand and by_hand.keys() <= bare else 0


def checked_mapping(mapping: Mapping[str, str]) -> dict[str, str]:
    """A mapping made by hand, with bare headers; `Invalid` for unknown fields and columns never read."""
    mapping = {header: _ALSO_CALLED.get(field, field) for header, field in mapping.items()}
    for header, field in mapping.items():
        if field not in FIELDS | {"ignore"}:
            known = ", ".join(sorted(FIELDS | {"ignore"}))
            raise Invalid(f'There is no field "{field[:40]}". Nothing was imported; choose one of: {known}.')
        if is_never_read(header) and field != "ignore":
            raise Invalid(
                f'The column "{header[:80]}" holds card, document or account details, which are never read. '
                "Nothing was imported; leave it out of the mapping."
            )
    return {normalise(header): field for header, field in mapping.items()}


def map_columns(headers: Sequence[str], by_hand: Mapping[str, str]) -> Columns:
    """What every column means. ``by_hand`` (bare header -> field) goes before our own reading."""
    claims: dict[str, list[tuple[int, int]]] = {}
    ignored: list[int] = []
    for place, header in enumerate(headers):
        bare = normalise(header)
        if is_never_read(header):
            ignored.append(place)
        elif bare in by_hand:
            claims.setdefault(by_hand[bare], []).append((-1, place))
        elif bare in _MEANING:
            field, rank = _MEANING[bare]
            claims.setdefault(field, []).append((rank, place))
        elif bare.startswith("loyalty"):
            claims.setdefault("flags", []).append((0, place))
    claims.pop("ignore", None)
    places = _settled(claims, headers)
    meant = {place: field for field, fields in places.items() for place in fields}
    told = [place for place, header in enumerate(headers) if header.strip() and place not in ignored]
    return Columns(
        places,
        {headers[place]: meant[place] for place in sorted(meant)},
        tuple(headers[place] for place in ignored),
        tuple(headers[place] for place in told if place not in meant),
    )


def _settled(claims: dict[str, list[tuple[int, int]]], headers: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """One column a field where the field holds one value, and the few meanings that hang on other columns."""
    places: dict[str, tuple[int, ...]] = {}
    for field, claim in claims.items():
        ordered = [place for _, place in (claim if field in _ALL_COLUMNS else sorted(claim))]
        places[field] = tuple(ordered if field in _ALL_COLUMNS | _FIRST_FILLED else ordered[:1])
    if "first" in places and "last" not in places and "full" in places:
        places["last"] = places.pop("full")
    counts = [place for _, place in sorted(claims.get("rooms", ())) if normalise(headers[place]) == "rooms"]
    if counts and counts != list(places["rooms"]) and "room" not in places:
        places["room"] = tuple(counts)
    customer = places.pop("customer_ref", ())
    if customer and "arrive" not in places and "ref" not in places:
        places["ref"] = customer
    return places


def has_name(columns: Columns) -> bool:
    """True when some column holds guest names."""
    return bool(_NAMES & columns.places.keys())
