"""Made-up people of many languages for the demo house.

First names and family names are common ones put together by chance; nobody in particular is meant. Addresses lie
under the domains and phone numbers in the ranges that are set aside for stories and examples.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Someone:
    """A made-up guest. A name written in one piece, family name first, stands in ``first``."""

    first: str
    last: str
    title: str
    language: str
    country: str
    phone: str
    email: str

    @property
    def full(self) -> str:
        """The name as shown."""
        return " ".join(part for part in (self.first, self.last) if part)


@dataclass(frozen=True, slots=True)
class _Culture:
    language: str
    country: str
    titles: tuple[str, str]
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]
    in_one: bool


def _culture(language: str, country: str, titles: str, women: str, men: str, families: str,
             in_one: bool = False) -> _Culture:  # fmt: skip
    """``titles``: for a woman, for a man; a dash for none. Names are parted by spaces, an underscore joins words."""
    ms, mr = ("" if title == "-" else title for title in titles.split())
    return _Culture(language, country, (ms, mr), _names(women), _names(men), _names(families), in_one)


def _names(words: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in words.split())


_CULTURES = (
    _culture("English", "GB", "Ms Mr", "Imogen Harriet Nell Rosalind Tamsin Winifred",
             "Barnaby Edmund Giles Rupert Toby",
             "Ashcombe Birtwhistle Cleeve Dunmore Fenwick Harkness Larkin Pemberley Thornley Wetherby"),
    _culture("English", "IE", "Ms Mr", "Aoife Caoimhe Niamh Siobhán Saoirse", "Cormac Eoin Oisín Ruairí Tadhg",
             "O'Carrick MacGiolla Tierney Quillan Brannock O'Hanrahan"),
    _culture("English", "US", "Ms Mr", "Delphine Joanna Marcy Paige Tallulah", "Calvin Desmond Hank Marcus Wyatt",
             "Abernathy Brockway Castellane Dunleavy Holloway McAllister-Ray Prewitt Stanhope Whitlock"),
    _culture("German", "DE", "Frau Herr", "Annegret Friederike Gesine Hannelore Käthe Wiebke",
             "Detlef Götz Jörn Lüder Volker",
             "Ahlers Böttcher Früchtenicht Grünewald Hülsmann Kästner Lüdtke Möhring Süßmilch von_Rautenberg"),
    _culture("French", "FR", "Mme M.", "Amélie Clémence Élodie Maëlle Solène", "Aurélien Benoît Étienne Gaël Loïc",
             "Beauchêne Delacourcelle d'Hautefeuille Lefèbvre Marchandeau Pétillon Rousselin Vaucresson"),
    _culture("Spanish", "ES", "Sra Sr", "Begoña Inés Itziar Nuria Rocío", "Álvaro Íñigo Joaquín Nicolás Tomás",
             "Arredondo_Peña Cifuentes de_la_Encina Ibáñez Núñez_Llorente Quiñones Urrutia Zaldívar"),
    _culture("Italian", "IT", "Sig.ra Sig.", "Chiara Fiammetta Ginevra Noemi Ottavia",
             "Corrado Niccolò Ottavio Raniero Tullio",
             "Bellandi Cantarelli Dall'Orto De_Marinis Fossati Morandini Quattrocchi Venturelli"),
    _culture("Portuguese", "PT", "- -", "Conceição Inês Leonor Luísa", "Afonso Gonçalo João Simão",
             "Alvarenga Brandão Conceição_Reis Magalhães Quintão Serrão Vasconcelos"),
    _culture("Dutch", "NL", "Mevr Dhr", "Anouk Femke Liesbeth Zoë", "Daan Joost Pieter Thijs",
             "van_der_Meulen ter_Horst de_Wolff Hoogeveen Kuipers_IJzerman Schaap van_Zuylen"),
    _culture("Polish", "PL", "- -", "Agnieszka Bożena Grażyna Małgorzata", "Błażej Grzegorz Łukasz Wojciech",
             "Błażejczyk Dąbek Gąsior Kołodziej Mróz Piętka Żurek"),
    _culture("Swedish", "SE", "- -", "Åsa Elin Märta Tuva", "Björn Göran Håkan Östen",
             "Åkerblom Björnstad Ekström Hedlöf Lindqvist Öberg Sjöstrand"),
    _culture("Danish", "DK", "- -", "Bodil Kirsten Maj Søs", "Asger Jørgen Mads Søren",
             "Bækgaard Kjærholm Møllegaard Rønnow Skovgård Østerby"),
    _culture("Icelandic", "IS", "- -", "Guðrún Sigríður Þórdís", "Ásgeir Guðmundur Þorsteinn",
             "Blöndal Hjaltalín Thorlacius Zoëga"),
    _culture("Czech", "CZ", "- -", "Alžběta Jiřina Zdeňka", "Břetislav Jiří Ondřej",
             "Janků Krejčí Petrů Tichý_Vlček Zelinků"),
    _culture("Hungarian", "HU", "- -", "Eszter Ildikó Zsófia", "Gergő László Örs",
             "Bükkösdi Csányi Fűzfa Kővári Szűcs Vörösváry"),
    _culture("Turkish", "TR", "- -", "Ayşe Gülşen İpek Şebnem", "Çağlar Emre Gökhan Ümit",
             "Akyıldız Çelikbaş Dağlıoğlu Güneşli Öztürkmen Şimşekler"),
    _culture("Vietnamese", "VN", "- -", "Nguyễn_Thị Trần_Thị Lê_Thị", "Phạm_Văn Hoàng_Đức Võ_Quốc",
             "Ánh Bích_Ngọc Dũng Hương Quỳnh Tuấn"),
    _culture("Greek", "GR", "- -", "Δήμητρα Ευγενία Χρυσάνθη", "Αγγελική Καλλιόπη Φωτεινή",
             "Αγγελάκη Βασιλάκη Γαλανού Μαυράκη Ξενάκη"),
    _culture("Ukrainian", "UA", "- -", "Зоряна Оксана Соломія", "Богдан Остап Тарас",
             "Бондаренко Гайдученко Литвиненко Яремчук"),
    _culture("Arabic", "AE", "- -", "ليلى مريم نور", "خالد سامي يوسف", "الحداد النجار البستاني العطار"),
    _culture("Hebrew", "IL", "- -", "אילנה נועה תמר", "אורי גלעד עומר", "אלון ברק שקד גולן"),
    _culture("Hindi", "IN", "Ms Mr", "अनुराधा मीनाक्षी सुनीता", "अर्जुन राजेश विक्रम",
             "अग्निहोत्री जोशी भारद्वाज श्रीवास्तव"),
    _culture("Chinese", "CN", "- -", "静怡 晓梅 雨桐", "建国 志远 浩然", "陈 林 王 周 欧阳", in_one=True),
    _culture("Japanese", "JP", "- -", "さくら 由美子 千尋", "健太 大輔 直樹", "山本 小野寺 高橋 渡辺", in_one=True),
    _culture("Korean", "KR", "- -", "지은 수빈 하늘", "민준 도현 성호", "김 박 윤 최", in_one=True),
    _culture("Yoruba", "NG", "Ms Mr", "Adétọ́lá Bọ́láńlé Ṣadé", "Adébáyọ̀ Olúwaṣeun Táíwò",
             "Adéyẹmí Fálọ́lá Ọláníyan Ṣóyínbọ̀"),
    _culture("Thai", "TH", "- -", "กัญญา มะลิ สุดา", "ชัยวัฒน์ ธนา วิชัย", "จันทร์งาม บุญมี ศรีสุข"),
)  # fmt: skip

_STORY_NUMBERS = {
    "GB": "+44 7700 900{:03}",
    "IE": "+353 20 91{:05}",
    "US": "+1 202 555 01{:02}",
    "DE": "+49 30 23125 {:03}",
    "FR": "+33 1 99 00 {:02} 00",
}
"""Number ranges that the countries' offices keep free for films and examples."""


def crowd(count: int, chance: Random) -> list[Someone]:
    """``count`` different people, languages well mixed."""
    people: dict[str, Someone] = {}
    for culture in _rounds():
        someone = _someone(culture, chance, len(people))
        people.setdefault(someone.full, someone)
        if len(people) == count:
            break
    return list(people.values())


def _rounds() -> Iterator[_Culture]:
    """Every language in turn, the neighbours' more often."""
    while True:
        for place, culture in enumerate(_CULTURES):
            yield culture
            if place < 8:
                yield culture


def _someone(culture: _Culture, chance: Random, number: int) -> Someone:
    woman = chance.random() < 0.5
    given = chance.choice(culture.women if woman else culture.men)
    family = chance.choice(culture.families)
    first, last = (family + given, "") if culture.in_one else (given, family)
    pattern = _STORY_NUMBERS.get(culture.country, "")
    return Someone(
        first,
        last,
        culture.titles[0 if woman else 1] if chance.random() < 0.7 else "",
        culture.language,
        culture.country,
        pattern.format(number % 100) if pattern and chance.random() < 0.8 else "",
        f"guest{number + 1}@example.{chance.choice(('com', 'net', 'org'))}" if chance.random() < 0.7 else "",
    )
