"""Past its day a page stands behind others that are current, and a contact shows its age."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.content import OrganizationContent
from articles.related import related_editions
from articles.search import search
from tests.articles.test_feed_and_sitemap import make_overdue
from tests.factories import approve_organization, make_article, make_organization, make_published

pytestmark = pytest.mark.django_db


class TestSearch:
    def test_of_two_equal_pages_the_overdue_one_comes_last(self):
        late = make_overdue("Walnut page", days=30)
        current = make_published(title="Walnut page")
        assert [hit.live.edition for hit in search("walnut").hits] == [current, late]

    def test_without_that_the_older_edition_comes_first(self):
        first = make_published(title="Walnut page", now=timezone.now() - timedelta(days=30))
        second = make_published(title="Walnut page")
        assert [hit.live.edition for hit in search("walnut").hits] == [first, second]


class TestRelated:
    def test_an_overdue_page_comes_after_those_that_are_current(self):
        late = make_overdue("Walnuts and hazelnuts", days=30)
        make_published(title="Something else")
        current = make_published(title="Walnut pages")
        asked = make_published(title="Walnuts and hazelnuts again")
        found = [suggestion.live.edition for suggestion in related_editions(asked)]
        assert found.index(current) < found.index(late)


class TestContacts:
    @pytest.mark.parametrize(("is_crisis_line", "age", "is_old"), [
        (True, 90, False), (True, 91, True), (False, 91, False), (False, 366, True),
    ])  # fmt: skip
    def test_a_number_that_nobody_checked_in_time_shows_its_age(self, client, is_crisis_line, age, is_old):
        contact = {"kind": "phone", "value": "+44 800 000 000", "is_crisis_line": is_crisis_line}
        helpers = make_organization("helpers", approved=False, contacts=[contact], name="Helpers")
        approve_organization(helpers, checked_on=timezone.localdate() - timedelta(days=age))
        article = make_article(organizations=(OrganizationContent("helpers", "Helpers"),))
        html = client.get(f"/articles/{make_published(article).slug}/").content.decode()
        assert ("It may have changed." in html) is is_old
