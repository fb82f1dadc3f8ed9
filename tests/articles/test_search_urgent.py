"""A search whose words speak of danger: whom to call stands before any result."""

from dataclasses import replace

import pytest

from articles.content import SectionContent
from articles.models import Article, Phrase
from tests.acting import shown
from tests.factories import make_content, make_organization, make_published

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

    def test_names_the_emergency_numbers_of_the_site_as_the_card_of_an_article_does(self, client, settings):
        card = SectionContent("Call", purpose="get-help", urgency="emergency", body="<p>Do not wait.</p>")
        content = make_content()
        page = make_published(Article().apply(replace(content, sections=(card, *content.sections))))
        page = page.get_absolute_url()
        assert "tel:" not in shown(client, page)
        settings.EMERGENCY_NUMBERS = [("EU", "112"), ("US", "911")]
        link = '<a class="phone" href="tel:112" dir="ltr">112</a> European Union · '
        for address in (page, "/search/?q=seizure", "/search/?q=suicide"):
            html = shown(client, address)
            assert link in html, address
            assert html.index(link) < html.index("United States")
        assert html.count("tel:911") == 1
        assert "tel:112" not in shown(client, "/search/?q=will I die")

    def test_is_known_by_words_that_editors_add(self, client):
        Phrase.objects.create(list="emergency", text="blood everywhere")
        assert CALL in shown(client, "/search/?q=Blood everywhere!")
