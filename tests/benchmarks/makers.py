"""Made-up guests of many languages, and the ways a name is mistyped at a desk. The same seed makes the same guests."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from delightdesk.store.index import GuestDoc

TODAY = date(2026, 6, 14)

FIRST = {
    "en": "James Mary John Patricia Robert Jennifer Michael Linda William Elizabeth David Barbara Richard Susan Joseph Jessica "
    "Thomas Sarah Charles Karen Christopher Nancy Daniel Lisa Matthew Betty Anthony Margaret Mark Sandra Steven Ashley Paul "
    "Kimberly Andrew Emily Joshua Donna Kenneth Michelle Kevin Carol Brian Amanda George Melissa Catherine Stephen Sophia Jon",
    "de": "Jörg Jürgen Günter Björn Käthe Bärbel Hannelore Erika Max Anna Lukas Felix Leonie Sebastian Matthias Ursula Renate "
    "Wolfgang Dieter Uwe Heike Götz Sönke Anke Dörte Ulrike Johannes Katharina Friedrich Maximilian",
    "fr": "François Hélène Zoé Chloé André Noël Geneviève Jérôme Benoît Céline Élodie Gaëlle Mathéo Jean-Pierre Marie-Claude "
    "Anne-Sophie Thibault Guillaume Aurélie Amélie Rémi Loïc",
    "es": "José María Jesús Ángel Raúl Íñigo Begoña Concepción Álvaro Inés Sofía Nicolás Andrés Joaquín Mónica Verónica Óscar",
    "nordic": "Åse Øystein Søren Bjørn Jørgen Håkon Märta Göran Åke Sigríður Þór Kåre Astrid Ingrid Lars Henrik Päivi Väinö",
    "pl": "Łukasz Paweł Małgorzata Agnieszka Stanisław Zbigniew Wojciech Grażyna Krzysztof Żaneta Bartłomiej Jadwiga",
    "tr": "İbrahim Ayşe Çağlar Gökhan Şükrü Özlem Işıl Uğur Tuğba Emre Deniz Hüseyin",
    "ga": "Siobhán Niamh Aoife Caoimhe Seán Oisín Róisín Ciarán Pádraig Eoin Máire Gráinne",
    "vi": "Nguyễn Trần Phạm Đặng Hoàng Thị Minh Quang Hương Thảo Đức Tuấn",
}
LAST_START = {
    "en": "Ash Black Brad Car Clay Dun East Fair Gold Hal Hart Ken Lang Lock Mar Nor Oak Pem Rad Red Shel Stan Thorn Wake West "
    "Whit Wool Bur Cran Den Ether Farn Graf Hor Ing Kel Lam Mid Nether Old Pres Quar Ros Sea Tam Up Ver Wal Yard",
    "de": "Schul Mül Mei Hoff Wag Beck Schrö Köh Kö Bau Fuch Schwar Zimmer Krü Stein Berg Grü Lö Vö Schnei Wein Fröh Jä Bött Häu "
    "Acker Blumen Eisen Feld Gerst Hagen Kessel Linden Nagel Ritter Sonnen Tannen Ulm Vogel Winter",
    "fr": "Beau Dela Du Lef Mar Mor Per Rou Gau Cheva Fon Gir Lac Mont Pica Ver Cha Bois Clé Fran Gué Lé Mé Pé Sé Vallé",
    "es": "Fernán Gon Rodrí Martí Hernán Ló Sán Pé Gar Álva Jimé Mu Ra Va Or Cas Del Iba Qui Vi Zara Mén Ro Guz",
    "nordic": "And Ols Hå Sø Bjø Ås Øde Lind Berg Sand Nils Kvist Hol Dal Ek Gran Hed Jøns Lund Mark Näs Ström Thor Väst",
    "pl": "Kowal Wiśnie Wójci Kamiń Lewan Zieliń Szymań Woź Dąb Kozło Jankow Mazu Krawczy Piotrow Grabow Nowakow Pawłow",
    "tr": "Yıl Kay Dem Şa Çel Öz Ars Doğ Kılı Asla Çet Kara Koç Kur Öztü Şim Gün",
    "ga": "O'Bri O'Conn O'Sulli Mc Mac O'Nei O'Do Fitz Galla Donne McCar McDo Kava Bren",
    "vi": "Ngu Tr Ph Đ Ho V B D L H",
}
LAST_END = {
    "en": "ton ley ford field wood man son worth well bury ham combe by stead wick den ridge more land hurst er ing ers stone ney",
    "de": "ze tz z ler ner er mann ers hardt ling el ke meyer maier meier mayr bach stein ter feld hausen bauer inger e schmidt schmitt",
    "fr": "pont bert champ court fèvre tin eau et ier lier gnon sseau ville vigne rier mond sson chet rand not llet",
    "es": "dez zález guez nez pez chez rez cía ro ñoz mos rga tega tillo gado ñez llegas rate ndoza mero",
    "nordic": "sen son sson berg gren ström gård sdatter sdóttir lund qvist dal heim vik stad by mark nes",
    "pl": "ski ska cki cka wski wska czyk ak iak arz ek nik owicz ewicz czak ński ńska",
    "tr": "maz ır han oğlu türk lan can er demir kaya doğan yurt lı tepe",
    "ga": "en or van ll herty rick gher lly thy nald nagh nan mara ghan",
    "vi": "yễn ần ạm ặng oàng ũ ùi ương ê ồ ấn ị",
}
MIDDLE = ["a", "e", "i", "o", "u", "en", "er", "in", "or", "al", "is", "an", "ol", "ar", "ich", "us", "ad"]
OTHER = {  # script: (given names, surnames), with the Latin spelling the desk would type
    "cyrillic": (
        "Владимир=Vladimir Ольга=Olga Сергей=Sergey Наталья=Natalya Дмитрий=Dmitriy Екатерина=Ekaterina Михаил=Mikhail Анна=Anna",
        "Иванов=Ivanov Петрова=Petrova Щербаков=Shcherbakov Кузнецова=Kuznetsova Соколов=Sokolov Чехова=Chekhova Жуков=Zhukov",
    ),
    "greek": (
        "Γιώργος=Giorgos Ελένη=Eleni Νίκος=Nikos Μαρία=Maria Κώστας=Kostas",
        "Παπαδόπουλος=Papadopoulos Νικολάου=Nikolaou Δημητρίου=Dimitriou",
    ),
    "han": (
        "小明=Xiaoming 伟=Wei 芳=Fang 秀英=Xiuying 建国=Jianguo",
        "王=Wang 李=Li 张=Zhang 刘=Liu 陈=Chen 欧阳=Ouyang",
    ),
    "hangul": ("민수=Minsu 지영=Jiyeong 현우=Hyeonu 서연=Seoyeon", "김=Kim 이=Lee 박=Park 최=Choi 강=Kang"),
    "kana": ("さくら=Sakura ゆき=Yuki たろう=Tarou はなこ=Hanako", "たなか=Tanaka すずき=Suzuki わたなべ=Watanabe"),
}
WEIGHTS = {"en": 26, "de": 18, "fr": 10, "es": 12, "nordic": 8, "pl": 6, "tr": 4, "ga": 5, "vi": 3, "other": 8}
SOUND_ALIKE = (
    ("sch", "sh"), ("ph", "f"), ("ck", "k"), ("tz", "ts"), ("ei", "ai"), ("ey", "ay"), ("th", "t"), ("y", "i"),
    ("dt", "tt"), ("v", "w"), ("c", "k"), ("ie", "y"), ("z", "s"), ("oo", "u"), ("ou", "u"), ("i", "y"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up guest: the document for the index, and the name as the desk would type it in Latin letters."""

    doc: GuestDoc
    typed: str
    script: str


def guests(count: int, seed: int = 7) -> Iterator[Made]:
    """``count`` guests with ids from 1."""
    rng = random.Random(seed)
    kinds, weights = tuple(WEIGHTS), tuple(WEIGHTS.values())
    for guest_id in range(1, count + 1):
        kind = rng.choices(kinds, weights)[0]
        name, typed, script = _other(rng) if kind == "other" else _latin(rng, kind)
        phones = (
            (f"+{rng.choice((44, 49, 33, 34, 1, 46))} {rng.randrange(10**8, 10**10)}",) if rng.random() < 0.8 else ()
        )
        user = "".join(sign for sign in typed.lower() if sign.isascii() and (sign.isalnum() or sign == " ")).replace(
            " ", "."
        )
        emails = (f"{user}{rng.randrange(100)}@mail{rng.randrange(9)}.example",) if rng.random() < 0.7 else ()
        yield Made(
            GuestDoc(guest_id, (name,), phones, emails, (f"R{70_000 + guest_id}",), (str(rng.randrange(100, 900)),)),
            typed,
            script,
        )


def _latin(rng: random.Random, kind: str) -> tuple[str, str, str]:
    first = rng.choice(FIRST[kind if rng.random() < 0.9 else "en"].split())
    middle = rng.choice(MIDDLE) if rng.random() < 0.35 else ""
    last = rng.choice(LAST_START[kind].split()) + middle + rng.choice(LAST_END[kind].split())
    odd = rng.random()
    if odd < 0.03:
        return first, first, "latin"  # no surname
    if odd < 0.06:
        last += "-" + rng.choice(LAST_START[kind].split()) + rng.choice(LAST_END[kind].split())
    elif odd < 0.09:
        first += " " + rng.choice(FIRST[kind].split())
    name = f"{first} {last}"
    return name, name, "latin"


def _other(rng: random.Random) -> tuple[str, str, str]:
    script = rng.choice(tuple(OTHER))
    given, last = (rng.choice(names.split()).split("=") for names in OTHER[script])
    if script in ("han", "hangul"):
        return last[0] + given[0], f"{last[1]} {given[1]}", script
    return f"{given[0]} {last[0]}", f"{given[1]} {last[1]}", script


def visits(count: int, seed: int = 8) -> Iterator[tuple[int, str, str, str, str | None, str | None, str]]:
    """Rows of ``visit``: guest_id, ref, room, arrive, depart, eta, status; about 300 in house and 80 due on `TODAY`."""
    rng = random.Random(seed)
    now = {guest: place for place, guest in enumerate(rng.sample(range(1, count + 1), min(count, 380)))}
    for guest in range(1, count + 1):
        ref, room = f"R{70_000 + guest}", str(rng.randrange(100, 900))
        if guest in now:
            here = now[guest] < 300
            arrive = TODAY - timedelta(days=rng.randrange(1, 4)) if here else TODAY
            eta = None if here else f"{rng.randrange(13, 23):02}:{rng.choice((0, 15, 30)):02}:00.000000"
            depart = TODAY + timedelta(days=rng.randrange(1, 5))
            yield guest, ref, room, arrive.isoformat(), depart.isoformat(), eta, "in_house" if here else "expected"
        else:
            arrive = TODAY - timedelta(days=rng.randrange(5, 900))
            yield guest, ref, room, arrive.isoformat(), (arrive + timedelta(days=2)).isoformat(), None, "left"


DOMAIN_TABLES = """
CREATE TABLE guest (id INTEGER PRIMARY KEY, display_name TEXT NOT NULL, incognito BOOLEAN NOT NULL DEFAULT 0,
  gift_restricted BOOLEAN NOT NULL DEFAULT 0, earlier_visits INTEGER NOT NULL DEFAULT 0, merged_into INTEGER,
  deleted_at TEXT);
CREATE TABLE visit (id INTEGER PRIMARY KEY, guest_id INTEGER NOT NULL, ref TEXT NOT NULL DEFAULT '',
  room TEXT NOT NULL DEFAULT '', arrive DATE NOT NULL, depart DATE, eta TIME, status TEXT NOT NULL, deleted_at TEXT);
CREATE INDEX ix_visit_guest_id ON visit (guest_id);
CREATE INDEX ix_visit_day ON visit (arrive, status);
CREATE INDEX ix_visit_status ON visit (status);
CREATE TABLE occasion (id INTEGER PRIMARY KEY, guest_id INTEGER NOT NULL, deleted_at TEXT);
CREATE INDEX ix_occasion_guest_id ON occasion (guest_id);
CREATE TABLE caution (id INTEGER PRIMARY KEY, guest_id INTEGER NOT NULL, deleted_at TEXT);
CREATE INDEX ix_caution_guest_id ON caution (guest_id);
"""


def domain_tables(connection: sqlite3.Connection) -> None:
    """The least of the house's tables that search reads."""
    connection.executescript(DOMAIN_TABLES)


def noisy(name: str, kind: str, rng: random.Random) -> str:
    """``name`` as it comes out of a hurried hand. Kinds: typo, swap, mark, reordered, sound, script (as it is)."""
    words = name.split()
    place = max(range(len(words)), key=lambda number: len(words[number]))
    word = words[place]
    if kind == "typo" and len(word) > 4:
        at = rng.randrange(1, len(word) - 1)
        letter = rng.choice("abcdefghijklmnopqrstuvwxyz")
        words[place] = rng.choice(
            (word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :])
        )
    elif kind == "swap" and len(word) > 4:
        at = rng.randrange(1, len(word) - 1)
        words[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    elif kind == "mark":
        from anyascii import anyascii

        return anyascii(name).replace("'", rng.choice(("'", ""))).replace("-", rng.choice(("-", " ")))
    elif kind == "reordered":
        parts = [part[: rng.randrange(min(3, len(part)), len(part) + 1)] for part in words]
        return " ".join(reversed(parts))
    elif kind == "sound":
        fits = [(old, new) for old, new in SOUND_ALIKE if old in word.lower()]
        if fits:
            old, new = rng.choice(fits)
            words[place] = word.lower().replace(old, new, 1)
    return " ".join(words).lower()
