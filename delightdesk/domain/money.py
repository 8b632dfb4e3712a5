"""Money as the desk types it and reads it: whole minor units and one house currency.

Only small, quick things are here, because prices stand on every painted row; sheets for print format
money through Babel instead.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from delightdesk.domain.errors import Invalid
from delightdesk.domain.text import clean

_PER_POUND: dict[str, str] = {
    "AED": "4.9", "AFN": "90", "ALL": "112", "AMD": "510", "AOA": "1220", "ARS": "1800", "AUD": "2",
    "AWG": "2.4", "AZN": "2.3", "BAM": "2.25", "BBD": "2.7", "BDT": "162", "BGN": "2.25", "BHD": "0.5",
    "BIF": "3950", "BMD": "1.33", "BND": "1.72", "BOB": "9.2", "BRL": "7.2", "BSD": "1.33", "BTN": "117",
    "BWP": "18", "BYN": "4.2", "BZD": "2.7", "CAD": "1.85", "CDF": "3500", "CHF": "1.07", "CLP": "1270",
    "CNY": "9.5", "COP": "5300", "CRC": "670", "CUP": "32", "CVE": "127", "CZK": "28", "DJF": "237",
    "DKK": "8.6", "DOP": "83", "DZD": "173", "EGP": "64", "ERN": "20", "ETB": "190", "EUR": "1.15",
    "FJD": "3", "FKP": "1", "GBP": "1", "GEL": "3.6", "GHS": "15", "GIP": "1", "GMD": "96", "GNF": "11500",
    "GTQ": "10.2", "GYD": "278", "HKD": "10.4", "HNL": "35", "HTG": "174", "HUF": "450", "IDR": "21800",
    "ILS": "4.5", "INR": "117", "IQD": "1740", "IRR": "56000", "ISK": "163", "JMD": "213", "JOD": "0.94",
    "JPY": "200", "KES": "172", "KGS": "116", "KHR": "5340", "KMF": "567", "KPW": "1200", "KRW": "1870",
    "KWD": "0.41", "KYD": "1.1", "KZT": "700", "LAK": "28800", "LBP": "119000", "LKR": "403", "LRD": "245",
    "LSL": "23", "LYD": "7.2", "MAD": "12.2", "MDL": "22.5", "MGA": "5950", "MKD": "71", "MMK": "2790",
    "MNT": "4770", "MOP": "10.7", "MRU": "53", "MUR": "61", "MVR": "20.5", "MWK": "2310", "MXN": "24.5",
    "MYR": "5.6", "MZN": "85", "NAD": "23", "NGN": "1980", "NIO": "49", "NOK": "13.4", "NPR": "187",
    "NZD": "2.3", "OMR": "0.51", "PAB": "1.33", "PEN": "4.6", "PGK": "5.6", "PHP": "77", "PKR": "375",
    "PLN": "4.85", "PYG": "9500", "QAR": "4.85", "RON": "5.85", "RSD": "135", "RUB": "107", "RWF": "1930",
    "SAR": "5", "SBD": "11", "SCR": "19", "SDG": "800", "SEK": "12.6", "SGD": "1.72", "SHP": "1",
    "SLE": "31", "SOS": "760", "SRD": "52", "SSP": "6000", "STN": "28", "SVC": "11.6", "SYP": "14700",
    "SZL": "23", "THB": "43", "TJS": "12.5", "TMT": "4.7", "TND": "3.9", "TOP": "3.2", "TRY": "56",
    "TTD": "9", "TWD": "41", "TZS": "3280", "UAH": "56", "UGX": "4700", "USD": "1.33", "UYU": "53",
    "UZS": "16200", "VES": "280", "VND": "35000", "VUV": "161", "WST": "3.7", "XAF": "755", "XCD": "3.6",
    "XOF": "755", "XPF": "137", "YER": "318", "ZAR": "23", "ZMW": "31", "ZWG": "35",
}  # fmt: skip
"""Every currency in use (ISO 4217) with an ESTIMATE of what one pound is worth in it.

The estimates only turn a pack's example prices into a first guess that the house then corrects. They are
never used for money that was really spent.
"""

_NO_MINOR = frozenset(
    {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF",
     "XPF"}
)  # fmt: skip
_THREE_DIGITS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})

_SIGNS: dict[str, str] = {
    "EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥", "CNY": "¥", "INR": "₹", "KRW": "₩", "TRY": "₺",
    "ILS": "₪", "VND": "₫", "UAH": "₴", "PHP": "₱", "NGN": "₦", "AUD": "A$", "CAD": "CA$", "NZD": "NZ$",
    "HKD": "HK$", "SGD": "S$", "BRL": "R$", "MXN": "MX$", "PLN": "zł", "CZK": "Kč", "KZT": "₸", "GEL": "₾",
}  # fmt: skip
_ALSO_TYPED = {"AUD": "$", "CAD": "$", "NZD": "$", "HKD": "$", "SGD": "$", "MXN": "$", "SEK": "kr",
               "NOK": "kr", "DKK": "kr", "ISK": "kr", "ZAR": "R", "CHF": "Fr", "HUF": "Ft"}  # fmt: skip

_AMOUNT = re.compile(r"(?P<before>[^\d.,+\-−]{0,8}?) ?(?P<number>\d[\d.,' \u00a0\u202f’]*)(?P<after>[^\d]{0,8})")
_MOST = 10**12
_MARKS = {"en": (",", "."), "de": (".", ","), "fr": ("\u202f", ","), "es": (".", ","), "it": (".", ",")}


_PAR = 100_00


def currency_known(code: str) -> bool:
    """True for a currency code of ISO 4217 that is in use, in capitals ("GBP")."""
    return code in _PER_POUND


def exponent(currency: str) -> int:
    """How many digits the minor unit has: 2 for most, 0 for yen, 3 for Kuwaiti dinar."""
    return 0 if currency in _NO_MINOR else 3 if currency in _THREE_DIGITS else 2


def parse_money(text: str, currency: str) -> int:
    """The amount in minor units of ``currency``, from "12.50", "12,50", "£12" or "1.234,50".

    Raises `Invalid` for anything else: another currency, a minus, more digits than it has.
    """
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        raise _refused(text)
    number = found["number"].strip()
    words = {found["before"].strip(), found["after"].strip(" -–—")} - {""}
    known = {currency, _SIGNS.get(currency, currency), _ALSO_TYPED.get(currency, currency)}
    if not {word.casefold() for word in words} <= {word.casefold() for word in known}:
        raise Invalid(
            f"This desk counts in {currency}; nothing was saved. Please give the amount in {currency}.",
            "money",
        )
    minor = _minor_units(re.sub(r"[' \u00a0\u202f’]", "", number).rstrip(",."), exponent(currency))
    if minor is None or minor > _MOST:
        raise _refused(text)
    return minor


def _refused(text: str) -> Invalid:
    return Invalid(f"“{clean(text, 40)}” is not an amount, so nothing was saved; try 12.50.", "money")


def _minor_units(number: str, digits: int) -> int | None:
    """Which of comma and point is the decimal mark is read from where it stands."""
    marks = re.findall("[.,]", number)
    whole, cents = number, ""
    if marks:
        before, _, after = number.rpartition(marks[-1])
        decimal = marks.count(marks[-1]) == 1 and (len(set(marks)) == 2 or len(after) <= digits)
        if decimal:
            whole, cents = before, after
    grouped = re.fullmatch(r"\d+|[1-9]\d{0,2}(?:([.,])(?:\d{2,3}\1)*\d{3})", whole)
    if grouped is None or len(cents) > digits:
        return None
    return int(re.sub("[.,]", "", whole) + cents.ljust(digits, "0"))


def show_money(minor: int, currency: str, locale: str = "en") -> str:
    """The amount as short as it is clear: "€28", "£12.50"; in German "12,50 €".

    Where the minor unit has three digits, a group of three could be either, so large amounts say all of them.
    """
    language = re.split("[_-]", locale, maxsplit=1)[0].lower()
    thousands, point = _MARKS.get(language, _MARKS["en"])
    digits = exponent(currency)
    whole, cents = divmod(abs(minor), 10**digits)
    is_said = cents or (digits == 3 and whole >= 1000)
    number = f"{whole:,}".replace(",", thousands) + (f"{point}{cents:0{digits}}" if is_said else "")
    sign = _SIGNS.get(currency, currency)
    minus = "-" if minor < 0 else ""
    if language != "en" and language in _MARKS:
        return f"{minus}{number} {sign}"
    return f"{minus}{sign} {number}" if sign[-1].isalpha() else f"{minus}{sign}{number}"


def rough_from_gbp(minor_gbp: int, currency: str) -> int:
    """An estimate in ``currency`` of a price in pence, rounded to what a price list would say.

    A guess to start from, never a conversion of money spent. Raises `Invalid` for a currency not in use.
    """
    if not currency_known(currency):
        raise Invalid(
            f"The currency “{currency[:8]}” is not known; nothing was changed. Use a code such as EUR.",
            "currency",
        )
    if currency == "GBP" or minor_gbp == 0:
        return minor_gbp
    amount = Decimal(minor_gbp) / 100 * Decimal(_PER_POUND[currency])
    smallest = Decimal(1).scaleb(-min(exponent(currency), 1))
    step = max(_natural_step(abs(amount)), smallest)
    steps = (amount / step).quantize(Decimal(1), ROUND_HALF_UP) or Decimal(1)
    return int((steps * step).scaleb(exponent(currency)))


def _natural_step(amount: Decimal) -> Decimal:
    """Whole units up to a hundred, then fives, fifties, five hundreds; halves and tenths for the small."""
    size = amount.adjusted()
    return Decimal(1) if size == 1 else Decimal(5).scaleb(size - 2 if size > 1 else size - 1)


def estimate_from_gbp(minor_gbp: int, currency: str) -> int:
    """A price or allowance given in pounds, as a house in another currency would put it, in minor units.

    Near par the number stays: it is an estimate anyway, and 28 reads better than 33. Else as `rough_from_gbp`.
    """
    near_par = exponent(currency) == 2 and _PAR // 2 <= rough_from_gbp(_PAR, currency) <= _PAR * 2
    return minor_gbp if near_par else rough_from_gbp(minor_gbp, currency)
