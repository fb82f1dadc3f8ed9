"""One table of purposes: what is said of one stands there, and no place is forgotten for a new one."""

import pytest
from django.utils.translation import gettext, override

from articles.content import PURPOSE_NAMES, PURPOSES
from articles.content.purposes import is_guarded
from articles.importing.kinds import check_kind, kind_of
from articles.importing.purposes import PURPOSES_OF_KINDS, purpose_of
from articles.models import Section
from articles.public import side_by_side


def test_editors_choose_from_the_table():
    assert dict(Section._meta.get_field("purpose").choices) == PURPOSE_NAMES


def test_every_question_has_its_place_in_the_comparison():
    assert sorted(side_by_side.ORDER) == sorted(key for key, purpose in PURPOSES.items() if purpose.question)


def test_every_question_is_translated():
    questions = [purpose.question for purpose in PURPOSES.values() if purpose.question]
    with override("es"):
        assert not [question for question in questions if gettext(question) == question]


def test_every_purpose_but_other_is_guessed_from_words_of_its_own_rank():
    ranks = [purpose.rank for key, purpose in PURPOSES.items() if key != "other"]
    assert sorted(ranks) == list(range(1, len(PURPOSES)))
    assert all(purpose.words for key, purpose in PURPOSES.items() if key != "other")


@pytest.mark.parametrize(
    ("heading", "purpose"),
    [
        ("When to call your team about side effects", "get-help"),
        ("Side effects of the options for treatment", "risks"),
        ("What is not known about this treatment", "uncertainty"),
        ("Blue", "other"),
    ],
)
def test_the_narrow_words_win(heading, purpose):
    assert purpose_of(heading) == purpose


def test_kinds_of_questions_and_answers_lead_to_purposes():
    assert set(PURPOSES_OF_KINDS.values()) <= set(PURPOSES)


def test_what_treatment_does_to_people_is_guarded():
    guarded = {key for key in PURPOSES if is_guarded(key)}
    assert guarded == {"benefits", "risks", "no-treatment", "get-help"}
    assert is_guarded("a purpose of a newer release")


KINDS_TOLD = [
    ("Stomach cancer treatment", "Cancer types", "treatment"),
    ("Opciones de tratamiento del cáncer de mama", "", "treatment"),
    ("Testicular cancer (health professional version)", "", "condition"),
    ("Síntomas del cáncer de pulmón", "", "condition"),
    ("Having an MRI scan", "", "test"),
    ("Biopsia de mama", "Tratamiento", "test"),
    ("Trastuzumab", "", "drug"),
    ("AC-T", "Drugs", "drug"),
    ("Immunotherapy side effects", "Treatment", "coping"),
    ("Cómo afrontar el cansancio", "", "coping"),
    ("Cervical screening: what happens", "", "screening"),
    ("Cribado del cáncer de colon", "Tipos de cáncer", "screening"),
    ("Talking to children about your cancer", "Coping", "support"),
    ("Study finds fewer relapses after surgery", "Treatment", "news"),
    ("About us", "", "about"),
    ("Quiénes somos", "", "about"),
    ("The blue door", "", ""),
]


class TestKindOf:
    def test_title_and_category_tell_it(self):
        told = [(title, category, kind_of(title, category)) for title, category, _ in KINDS_TOLD]
        assert told == KINDS_TOLD

    def test_tags_and_then_headings_tell_what_a_title_does_not(self):
        assert kind_of("The blue door", labels=["Anything", "Side effects"]) == "coping"
        headings = ["What causes it?", "What are the symptoms?", "How to manage it"]
        assert kind_of("The blue door", headings=headings) == "condition"

    def test_a_guess_is_said_unless_it_is_the_usual_kind(self):
        assert [list(check_kind(kind)) for kind in ("drug", "treatment", "")] == [
            ["By its words its kind is “drug”: check it."],
            [],
            ["Nothing tells its kind; it came in as “treatment”: choose the kind."],
        ]
