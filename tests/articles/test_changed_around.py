"""Editors are told what changed around a live page since it was published."""

from copy import deepcopy

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from articles.models import ApprovedText, Contributor, SignOff, Source
from articles.publishing import approve, record_changed, take_down, withdraw
from articles.records.record import record_of
from articles.reports.changed_around import changed_pages
from resources.models import Organization, Term
from tests.acting import redefine, rewrite
from tests.articles.test_admin_acts import enter
from tests.articles.test_admin_article import change_url
from tests.factories import approve_organization, make_article, make_published, make_term, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/articles/article/changed-around/"
GONE = "It has closed, as its web page says."


def publish_with_term():
    make_term("mistake", name="mistake", definition="Something that went wrong.")
    return make_published()


@pytest.fixture(scope="class")
def published(rows_of_class):
    return rows_of_class(publish_with_term)


@pytest.fixture
def edition(published):
    return deepcopy(published)


def told(article=None):
    """What is said of each page: labels with the words that differ."""
    return {
        page.edition.article_id: [
            (change.label, change.kind, [(part.kind, part.text) for part in change.parts])
            for change in page.changes
        ]
        for page in changed_pages(article)
    }


class TestChangedPages:
    def test_nothing_is_told_of_a_page_around_which_nothing_changed(self, edition):
        assert changed_pages() == []

    def test_another_definition_is_told_word_for_word(self, edition):
        redefine(Term.objects.get())
        [(label, kind, parts)] = told()[edition.article_id]
        assert (label, kind) == ("Definition of “mistake”", "changed")
        assert ("removed", "went wrong.") in parts
        assert ("added", "did not go right.") in parts

    def test_a_term_that_readers_see_no_more(self, edition):
        redefine(Term.objects.get(), is_listed=False)
        assert told()[edition.article_id][0][:2] == ("Definition of “mistake”", "removed")

    def test_where_the_sign_off_kept_no_definitions_the_page_tells_them(self, edition, unguarded):
        assert QuerySet(SignOff).update(terms=None) == 1
        assert changed_pages() == []
        redefine(Term.objects.get())
        assert told()[edition.article_id][0][:2] == ("Definition of “mistake”", "changed")

    def test_a_term_of_another_text_is_not_told(self, edition):
        make_term("lemon", name="lemon juice")
        assert changed_pages() == []

    def test_another_title_of_a_source(self, edition):
        source = Source.objects.get()
        source.title = "A corrected title"
        source.save()
        record_changed(source, make_user("writer"))
        [(label, kind, _)] = told()[edition.article_id]
        assert (source.key in label, kind) == (True, "changed")

    def test_an_author_who_works_elsewhere(self, edition):
        author = Contributor.objects.get(articles=edition.article)
        author.affiliation = "Another house"
        author.save()
        record_changed(author, make_user("writer"))
        [(label, _, parts)] = told()[edition.article_id]
        assert label == "authors"
        assert ("added", "Another") in parts

    def test_a_reviewer_with_other_credentials(self, edition):
        reviewer = edition.sign_off.contributor
        reviewer.credentials = "Former test role"
        reviewer.save()
        record_changed(reviewer, make_user("writer"))
        assert changed_pages() == []
        record = record_of(reviewer)
        approve(record, make_user("reviewer"), seen_digest=record.digest)
        [(label, _, parts)] = told()[edition.article_id]
        assert label == "Reviewer"
        assert ("added", "Former test") in parts

    def test_another_telephone_number_once_it_is_approved(self, edition):
        organization = Organization.objects.get()
        contact = organization.contacts.get()
        contact.value = "https://moved.example/"
        contact.save()
        record_changed(organization, make_user("writer"))
        assert changed_pages() == []
        approve_organization(organization)
        [(label, _, parts)] = told()[edition.article_id]
        assert label == "Contacts of Test Organization"
        assert ("added", "https://moved.example/") in parts

    def test_a_number_that_was_checked_again_is_no_change(self, edition):
        organization = Organization.objects.get()
        organization.contacts.update(checked_how="called again")
        record_changed(organization, make_user("writer"))
        approve_organization(organization)
        assert ApprovedText.objects.filter(kind="contacts").count() == 2
        assert changed_pages() == []

    def test_the_page_names_what_its_edited_working_copy_names_no_more(self, edition):
        rewrite(edition.article, organizations=())
        take_down(record_of(Organization.objects.get(), "contacts"), make_user("publisher"), GONE)
        labels = [label for label, _, _ in told()[edition.article_id]]
        assert "Contacts of Test Organization" in labels

    def test_an_organization_that_readers_see_no_more(self, edition):
        record = record_of(Organization.objects.get(), "organization")
        take_down(record, make_user("publisher"), GONE)
        assert told()[edition.article_id][0][:2] == ("Organization Test Organization", "removed")

    def test_another_name_of_an_organization(self, edition):
        organization = Organization.objects.get()
        organization.name = "Another Organization"
        organization.save()
        record_changed(organization, make_user("writer"))
        [(label, _, _)] = told()[edition.article_id]
        assert label == "organizations"

    def test_what_an_editor_is_writing_is_no_change_around_the_page(self, edition):
        rewrite(edition.article, make_user("writer"), summary="Another summary.", sources=())
        assert changed_pages() == []

    def test_a_page_to_see_also_that_was_withdrawn(self, edition):
        other = make_published(title="Another page")
        link = rewrite(make_article(), see_also=())
        link.see_also.create(title="Another page", target=other.article)
        page = make_published(link)
        withdraw(other.article, make_user("publisher"), reason="It is out of date, and says so.")
        assert told()[page.article_id] == [("See also “Another page”: it was withdrawn", "removed", [])]

    def test_one_page_can_be_asked_for(self, edition):
        make_published()
        redefine(Term.objects.get())
        assert len(changed_pages()) == 2
        assert list(told(edition.article_id)) == [edition.article_id]

    def test_a_draft_is_none_of_them(self, edition):
        make_article()
        redefine(Term.objects.get())
        assert list(told()) == [edition.article_id]

    def test_a_new_edition_settles_it(self, edition):
        redefine(Term.objects.get())
        make_published(edition.article)
        assert changed_pages() == []

    def test_it_takes_as_many_queries_for_five_pages_as_for_one(self, edition, django_assert_max_num_queries):
        for _ in range(4):
            make_published()
        redefine(Term.objects.get())
        with django_assert_max_num_queries(20):
            assert len(changed_pages()) == 5


class TestThePageOfTheDesk:
    def test_it_shows_the_difference_and_leads_to_the_article(self, client, edition):
        redefine(Term.objects.get())
        enter(client, "writer")
        html = client.get(ADDRESS).content.decode()
        assert "did not go right." in html
        assert change_url(edition.article) in html

    def test_the_desk_and_the_article_lead_to_it(self, client, edition):
        redefine(Term.objects.get())
        enter(client, "publisher")
        address = f"{reverse('admin:articles_article_changed_around')}?article={edition.article_id}"
        assert "Live pages around which something changed" in client.get("/admin/").content.decode()
        assert address in client.get("/admin/").content.decode()
        assert address in client.get(change_url(edition.article), follow=True).content.decode()

    @pytest.mark.parametrize("article", ["x", "", "²", "9" * 30, "-1"])
    def test_an_odd_request_shows_all(self, client, edition, article):
        redefine(Term.objects.get())
        enter(client, "publisher")
        assert "mistake" in client.get(ADDRESS, {"article": article}).content.decode()

    def test_it_says_so_when_there_is_nothing(self, client, edition):
        enter(client, "publisher")
        assert "Nothing has changed around any live page." in client.get(ADDRESS).content.decode()

    def test_a_stranger_is_sent_to_log_in(self, client):
        assert "/login/" in client.get(ADDRESS).url
