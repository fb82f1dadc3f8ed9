"""The place of a title in a list from A to Z."""

import pytest

from articles.text.title_order import letter_of, title_key


def test_neither_capitals_nor_accents_nor_marks_count():
    titles = [
        "Äpfel",
        "“Apple”",
        "avocado",
        "Banana",
        "breast cancer",
        "Breastfeeding",
        "nuez",
        "ñame",
        "obra",
    ]
    assert sorted(set(titles), key=lambda title: title_key(title, 1)) == titles


def test_titles_that_are_alike_keep_the_order_of_their_articles():
    assert title_key("Apple", 2) < title_key("apple!", 300) < title_key("Apple pie", 1)


@pytest.mark.parametrize(
    ("title", "letter"),
    [
        ("apple", "A"),
        ("Äpfel", "A"),
        ("“Quoted”", "Q"),
        ("ñame", "Ñ"),
        ("5-FU", "5"),
        ("Ωmega", "Ω"),
        ("…", "#"),
    ],
)
def test_a_title_stands_under_its_first_letter(title, letter):
    assert letter_of(title) == letter
