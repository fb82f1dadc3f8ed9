"""Two spellings of a name: of one person, or of two."""

import pytest

from articles.text.person_names import is_same_name

SAME = [
    ("Ann Lee", "ANN LEE"),
    ("Ann Lee", " Ann  Lee "),
    ("Ann Lee", "Ann\u00a0Lee"),
    ("Ann Lee", "Ann\u200b Le\u200de"),
    ("Ann Lee", "Dr Ann Lee"),
    ("Ann Lee", "Prof. Dr. med. Ann Lee"),
    ("Ann Lee", "Ann Lee, MD, PhD"),
    ("Ann Lee", "Ann Lee MD"),
    ("Ann Lee", "Ann Lee, M.D., Ph.D."),
    ("Ann Lee", "Lee, Ann"),
    ("Ann Lee", "Lee, Ann, MD"),
    ("A. Lee", "Lee A"),
    ("J.R. Lee", "J. R. Lee"),
    ("Ann Lee", "Ann B. Lee"),
    ("José Núñez", "Jose Nunez"),
    ("José", "Jose\u0301"),
    ("Jürgen Möller", "Juergen Moeller"),
    ("Jürgen Möller", "Jurgen Moller"),
    ("Søren Åberg", "Soren Aberg"),
    ("Paweł Groß", "Pawel Gross"),
    ("Ann Lee", "\u0410nn L\u0435\u0435"),  # Cyrillic А, е, е
    ("Ann Lee", "\u0391nn Lee"),  # Greek Α
    ("Ann Lee", "Ａｎｎ Ｌｅｅ"),
    ("Ann Lee", "𝐀𝐧𝐧 Lee"),
    ("Ann O'Neill", "Ann O’Neill"),
    ("Anne-Marie Lee", "Anne Marie Lee"),
    ("Нина Петрова", "НИНА ПЕТРОВА"),
    ("Mairead O'Neill, FRCP", "Mairead ONeill"),
]  # fmt: skip
OTHERS = [
    ("Ann Lee", "Anne Lee"),
    ("Ann Lee", "Ann Li"),
    ("Ann Lee", "Anna Lee"),
    ("Ann Lee", "A. Lee"),
    ("John A. Smith", "John B. Smith"),
    ("James Thomas", "Thomas James"),
    ("John Smith", "John Smith Jr."),
    ("Jack Ma", "Jack"),
    ("Anh Do", "Anh"),
    ("Mariama Ba", "Mariama"),
    ("Md Rahman", "Rahman"),
    ("Maria Garcia", "Mario Garcia"),
    ("Jan de Vries", "Jan Vries"),
    ("Wang Wei", "Wei Wang"),
    ("Contributor 1", "Contributor 2"),
    ("Нина Петрова", "Нона Петрова"),
    ("かとう", "がとう"),
    ("Dr", "Prof"),
    ("Ann Lee", ""),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_person(one, other):
    assert is_same_name(one, other)
    assert is_same_name(other, one)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_two_people(one, other):
    assert not is_same_name(one, other)
    assert not is_same_name(other, one)


@pytest.mark.parametrize("name", [one for one, _ in [*SAME, *OTHERS] if one])
def test_each_name_is_its_own(name):
    assert is_same_name(name, name)


def test_no_two_of_many_common_names_are_the_same():
    given = (
        "Ann Anna Anne Hannah Maria Mario Marie Mary John Jon Joan Jan Jane Jose Juan Ali Alia Wei Li Lee Min"
    )
    family = "Smith Smyth Lee Li Ma Do Ba Garcia Gracia Muller Miller Nguyen Kim King Singh Khan Kahn Ito Ono"
    names = [f"{one} {other}" for one in given.split() for other in family.split()]
    assert [(a, b) for i, a in enumerate(names) for b in names[i + 1 :] if is_same_name(a, b)] == []


def test_a_long_name_takes_no_time():
    assert not is_same_name("a." * 50_000, "b " * 50_000)
