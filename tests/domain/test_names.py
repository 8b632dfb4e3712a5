"""Taking written names apart and calming capitals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delightdesk.domain.names import calmed, first_listed, is_shouted, named, split_name, title_of


@pytest.mark.parametrize(
    ("text", "first", "last", "title"),
    [
        ("Schultz, Erika Mrs", "Erika", "Schultz", "Mrs"),
        ("García Márquez, José Mr", "José", "García Márquez", "Mr"),
        ("St. John, Mary Ann Dr", "Mary Ann", "St. John", "Dr"),
        ("Wei, Chen", "Chen", "Wei", ""),
        ("Schultz, Mr", "", "Schultz", "Mr"),
        ("Herr Dr. Hans-Peter Groß", "Hans-Peter", "Groß", "Herr Dr"),
        ("Mme Amélie Lefèvre", "Amélie", "Lefèvre", "Mme"),
        ("Mr & Mrs Smith", "", "Smith", "Mr & Mrs"),
        ("Ana de la Cruz", "Ana", "de la Cruz", ""),
        ("Zoë van den Berg", "Zoë", "van den Berg", ""),
        ("Aoife Ní Bhriain", "Aoife", "Ní Bhriain", ""),
        ("Mary Ann St. John", "Mary Ann", "St. John", ""),
        ("Kwame Nkrumah Mensah", "Kwame Nkrumah", "Mensah", ""),
        ("John Smith, Jr.", "John", "Smith Jr.", ""),
        ("太郎 山田", "太郎", "山田", ""),
        ("Madonna", "Madonna", "", ""),
        ("M Night", "M", "Night", ""),
    ],
)
def test_a_full_name_comes_apart(text: str, first: str, last: str, title: str) -> None:
    name = split_name(text)
    assert (name.first, name.last, name.title) == (first, last, title)
    assert name.full == f"{first} {last}".strip()


@given(st.text(alphabet=st.characters(categories=["L", "Mn", "Zs", "P"]), max_size=40))
def test_no_name_is_lost_in_splitting(text: str) -> None:
    letters = [char for char in text if char.isalpha()]
    name = split_name(text)
    assert bool(name.full) or not letters


def test_columns_of_their_own_are_kept_and_lose_a_title() -> None:
    assert named("Mrs Erika", "Schultz").title == "Mrs"
    assert named("Mrs Erika", "Schultz").full == "Erika Schultz"
    assert named("Erika", "Schultz", "Dr").title == "Dr"
    assert [title_of(text) for text in ("mrs.", "Herr Dr.", "Colonel", "2", "")] == [
        "Mrs",
        "Herr Dr",
        "Colonel",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("shouted", "calm"),
    [
        ("ERIKA SCHULTZ", "Erika Schultz"),
        ("O'BRIEN", "O'Brien"),
        ("D'ARCY MCKENZIE-BROWN", "D'Arcy McKenzie-Brown"),
        ("DE LA CRUZ", "de la Cruz"),
        ("NÍ BHRIAIN", "Ní Bhriain"),
        ("NGUYỄN THỊ HỒNG ĐÀO", "Nguyễn Thị Hồng Đào"),
        ("ŁUKASZ WIŚNIEWSKI", "Łukasz Wiśniewski"),
        ("MACHADO", "Machado"),
        ("SCHULTZ, ERIKA MRS", "Schultz, Erika Mrs"),
        ("HENRY VIII III", "Henry Viii III"),
        ("山田 太郎", "山田 太郎"),
        ("ИВАНОВА", "ИВАНОВА"),
    ],
)
def test_capitals_are_calmed_with_care(shouted: str, calm: str) -> None:
    assert calmed(shouted) == calm


def test_first_names_are_not_particles() -> None:
    assert calmed("LA TOYA", is_first=True) == "La Toya"
    assert calmed("JJ", is_first=True) == "JJ"
    assert calmed("NG") == "Ng"


def test_capitals_are_told_from_ordinary_writing_and_other_scripts() -> None:
    assert is_shouted("ERIKA") is True
    assert is_shouted("Erika") is False
    assert is_shouted("山田") is None


def test_the_first_of_several_guests_in_one_cell() -> None:
    assert first_listed("Anna Schulz, Max Schulz") == "Anna Schulz"
    assert first_listed("Anna; Max") == "Anna"
    assert first_listed("Schulz, Anna") == "Schulz, Anna"
