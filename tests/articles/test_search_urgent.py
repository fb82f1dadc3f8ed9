"""A search whose words speak of danger: whom to call stands before any result."""

import pytest

from articles.models import Phrase
from tests.acting import shown
from tests.factories import make_organization, make_published

pytestmark = pytest.mark.django_db
TALK, CALL = "Talk to somebody now", "Call your country's emergency number"


@pytest.fixture
def helplines():
    make_published(title="Seizures and suicide")
    phone = {"kind": "phone", "value": "900 100", "international": "+34900100036"}
    make_organization("anna", name="Anna", country="ES", languages=["es"], contacts=[phone], topics=["all"])
    make_organization("berta", name="A Berta", country="ES", languages=["es"])
    crisis_line = {"kind": "phone", "value": "116 123", "is_crisis_line": True}
    make_organization("clara", name="Clara", country="IE", contacts=[crisis_line])
    make_organization("dora", name="Dora", country="IE")


class TestASearchThatSpeaksOfDanger:
    def test_leads_with_one_number_a_country_and_all_crisis_lines(self, client, helplines):
        html = shown(client, "/search/?q=suicide")
        places = [
            html.index(words) for words in (TALK, "116 123", "Spain", "tel:+34900100036", "Seizures and")
        ]
        assert places == sorted(places)
        assert "Berta" not in html
        assert "Dora" not in html

    @pytest.mark.parametrize(
        ("query", "told"),
        [
            ("I want to die", TALK),
            ("i DON’T want to live with this", TALK),
            ("quiero morirme", TALK),
            ("seizure what to do", CALL),
            ("convulsion", CALL),
            ("Convulsión", CALL),
            ("she can't breathe", CALL),
            ("siezure", CALL),
            ("want to diet", None),
            ("radiation", None),
        ],
    )
    def test_is_known_by_whole_words_in_any_spelling(self, client, query, told):
        make_published(title="After a seizure")
        html = shown(client, f"/search/?q={query}")
        assert {card for card in (TALK, CALL) if card in html} == ({told} if told else set())

    def test_is_known_by_words_that_editors_add(self, client):
        Phrase.objects.create(list="emergency", text="blood everywhere")
        assert CALL in shown(client, "/search/?q=Blood everywhere!")
