"""How people write a card's code and the number of a passport: the words around it, in the languages of a lobby."""

from __future__ import annotations

import re
from functools import cache

_FILL = (
    r"(?:[\s:.=#\u2013(\-]|\b(?:code|number|no|nr|num|is|was|ist|war|lautet|est|es|è|the|and|und|y|et|e|du|del|of|"
    r"von|ci)\b){0,8}"
)
_DIGITS = r"(?P<{}>\d{{3,4}})(?![\d:])"

_SHORT = r"(?:cvv|cvc|cvn|cvd|csc|kpn)2?(?![a-z])|(?-i:CID)(?![a-z])"
_LONG = (
    r"(?:card(?:'s)? )?(?:security|verification|validation) (?:code|number|value)|(?:security|verification) digits"
    r"|(?:karten)?(?:prüf|sicherheits)(?:code|nummer|ziffern?|zahl)|kartenprüfnummer"
    r"|code de (?:sécurité|vérification)|cryptogramme(?: visuel)?|c[oó]digo de (?:seguridad|verificaci[oó]n|segurança)"
    r"|codice di (?:sicurezza|verifica)|(?:beveiligings|veiligheids|controle)code"
)
_CARD = r"(?:cards?|kreditkarten?|bankkarten?|karten?|cartes?|tarjetas?|carta|cart[aã]o)"
_CODE = r"(?:codes?|pin|geheimzahl|c[oó]digos?|codice)"
_BACK = (
    r"(?:(?:last |letzten |derni[eè]rs |[uú]ltim[oe]s? )?(?:3|4|three|four|drei|vier|trois|quatre|tres|cuatro|tre|"
    r"quattro)"
    r" (?:digits|numbers|figures|ziffern|stellen|chiffres|d[ií]gitos|cifre) "
    r"(?:on|at|from|auf|hinten|au|à|del?|al|sul|sur) (?:the |its |der |dem |le |la |su )?"
    r"(?:back|reverse|rückseite|hinten|dos|reverso|retro|card|karte|carte|tarjeta|carta)(?: of (?:the |her |his )"
    r"?card)?)"
)

CODE_STEMS = (
    "cv", "csc", "kpn", "cid", "secur", "verif", "valid", "prüf", "sicher", "sécur", "vérif", "crypto", "segur",
    "sicur", "veilig", "beveil", "controle", "card", "kart", "carte", "tarjeta", "carta", "digit", "number", "figures",
    "ziff", "stellen", "chiffres", "dígit", "cifre",
)  # fmt: skip
"""Without one of these a text holds no such code: a quick first look."""

_SECURITY_CODES = (
    rf"\b(?:{_SHORT}){_FILL}{_DIGITS.format('a')}"
    rf"|\b(?:{_LONG}){_FILL}{_DIGITS.format('b')}(?! ?(?:for|of|at|on|zu[rm]?|für|pour|de|para|per)\b)"
    rf"|\b(?<!key )(?<!gift )(?<!room )(?<!sim )(?<!door ){_CARD}[ -]?{_CODE}{_FILL}{_DIGITS.format('c')}"
    rf"|\b{_CODE}{_FILL}{_DIGITS.format('d')} (?:for|of|on|für|zu|zur|auf|pour|de|sur|para|della|per|del|da)"
    rf" (?:(?!key|room|door|gift|gate)\w+ ){{0,2}}?{_CARD}\b(?! (?:key|door|reader))"
    rf"|\b{_BACK}{_FILL}{_DIGITS.format('e')}"
    rf"|(?<![\d.,:]){_DIGITS.format('f')}(?: is (?:the|her|his|their) | ?[(=] ?| as (?:the )?| est le | es el | ist "
    rf"(?:der|die) )"
    rf"(?:{_SHORT}|{_LONG})(?!{_FILL}\d)"
)

_PAPER = (
    r"passports?|pass[ -]?(?:no|nr|num|number|nummer|id)\b|reisep(?:ass|ässe)(?:[ -]?(?:nr|nummer))?"
    r"|(?:personal)?ausweis(?:[ -]?(?:nr|nummer))?|passeports?|pasaportes?|passaport[eio]|paspoort|passaporte"
    r"|(?:id|identity|identification) (?:card|document|papers?)|identity (?:no|number)|national id(?:entity)?"
    r"|(?<!customer )(?<!guest )(?<!booking )(?<!order )(?<!member )(?<!user )(?<!loyalty )(?<!tax )(?<!vat )"
    r"id (?:no|nr|number)|carte d'identité|carta d'identità|documento (?:de identidad|d'identità)|c[eé]dula"
    r"|(?-i:DNI|NIE|NIF|NINO|BSN|PESEL|CPF)|ssn|national insurance|ni (?:no|number)|social security"
    r"|sozialversicherungsnummer|numéro de sécurité sociale|seguridad social"
    r"|driv(?:ing|er'?s?) licen[cs]e|führerschein|permis de conduire|patente di guida|permiso de conducir|aadhaar"
)
PAPER_STEMS = (
    "pass", "ausweis", "pasap", "paspoort", "id", "ni n", "dni", "nie", "nif", "ssn", "nino", "bsn", "pesel", "cpf",
    "national", "social", "sozial", "seguridad", "licen", "führer", "permis", "patente", "aadhaar", "dula",
)  # fmt: skip
"""Without one of these a text names no identity paper."""
_JOIN = r"[\s:.,#=()/\u2013\-]{0,4}"
_NUMBERED = r"(?:(?:numbers?|no|nr|num|nummer|numéro|n[úu]mero|numero|is|ist|est|es|è|n°|nº|lautet|id|card)\b\.?|[°º])"
_ELSEWHERE = (
    r"(?:rooms?|zimmer|chambre|table|booking|buchung|reservation|res|ref|reference|phone|tel|telephone|mobile|call|"
    r"flight|order|ticket|invoice|bill|box|locker|safe|parcel|tracking|voucher|until|since|before|expires|deposit)"
)
_WORDS = rf"(?:{_JOIN}{_NUMBERED}){{0,4}}(?:{_JOIN}(?!{_ELSEWHERE}\b)[^\W\d_]{{1,12}}(?=[\s:,(#])){{0,4}}?"
_NUMBER = (
    r"(?<!\w)(?:(?-i:[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D])|\d{3}[ -]\d\d[ -]\d{4}|\d\d?\.\d{3}\.\d{3}[ -]?[a-z]?"
    r"|\d{8}[ -]?[a-z]|[xyz]-?\d{7}-?[a-z]|(?=(?:[a-z]*\d){4})[a-z0-9]{6,12}"
    r"|(?-i:[A-Z]{0,2}) ?\d{2,4}(?:[ \-]\d{2,4}){1,3}(?: ?(?-i:[A-Z]))?)(?!\w)"
)

_PAPERS = (
    rf"\b(?:{_PAPER}){_WORDS}{_JOIN}(?P<a>{_NUMBER})"
    rf"|(?P<b>{_NUMBER})(?: is (?:the|her|his|their) | ?[(=] ?| ist (?:der|die) | est le | es el )(?:{_PAPER})\b"
)

_MACHINE_LINES = (
    r"(?<![A-Z0-9<])(?:[PIACV][A-Z<][A-Z<]{3}[A-Z0-9<]{0,30}<[A-Z0-9<]{2,40}"
    r"|[A-Z0-9<]{9}\d[A-Z<]{3}\d{7}[MFX<]\d{7}[A-Z0-9<]{0,20})(?:\s+[A-Z0-9<]{28,44}(?![A-Za-z0-9]))?"
)

# Made when first wanted: the desk starts without them, and most lines need none.


@cache
def security_codes() -> re.Pattern[str]:
    """A card's code; the one group that is filled holds its digits."""
    return re.compile(_SECURITY_CODES, re.IGNORECASE)


@cache
def papers() -> re.Pattern[str]:
    """The number of a passport or another identity paper; the one group that is filled holds it."""
    return re.compile(_PAPERS, re.IGNORECASE)


@cache
def machine_lines() -> re.Pattern[str]:
    """The lines at the foot of a passport or an identity card that machines read."""
    return re.compile(_MACHINE_LINES)
