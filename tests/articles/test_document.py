"""The text of an article as one document: what becomes of its sections."""

import re

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from articles.admin.form.document import DocumentSection, join_document, split_document
from articles.admin.form.editor import body_from_editor
from articles.models import Article, DeletedSection
from tests.factories import make_article, make_content, make_user

from .test_admin_article import form_data

ONE = DocumentSection("1", 2, "One & two", "overview", "", "<p>First.</p>")
TWO = DocumentSection("2", 3, "Call", "get-help", "urgent", "<ul><li>Now</li></ul><p>Or later.</p>")

WORDS = st.text("ab <&é", min_size=1, max_size=8).map(lambda text: " ".join(text.split())).filter(bool)
BODIES = st.lists(WORDS, max_size=3).map(
    lambda texts: "".join(f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>" for text in texts)
)
SECTIONS = st.lists(
    st.builds(
        DocumentSection, st.just(""), st.sampled_from([2, 3]), WORDS, st.just("risks"), st.just(""), BODIES
    ),
    max_size=6,
).map(lambda each: [DocumentSection(**{**vars(s), "identity": str(i)}) for i, s in enumerate(each, 1)])


def words(html):
    return re.findall(r"\w+", re.sub(r"<[^>]*>", " ", html))


class TestSplitting:
    def test_a_joined_document_is_split_into_the_same_sections(self):
        assert split_document(join_document([ONE, TWO]), known=["1", "2"]) == [ONE, TWO]

    @given(SECTIONS)
    def test_so_is_any_document(self, sections):
        assert split_document(join_document(sections), known=[s.identity for s in sections]) == sections

    @given(SECTIONS, st.randoms(use_true_random=False))
    def test_moved_copied_and_deleted_sections_keep_who_they_are(self, sections, chance):
        """As editors cut, copy and paste: whatever comes of it, an identity is given once."""
        edited = chance.choices(sections, k=len(sections)) if sections else []
        found = split_document(join_document(edited), known=[s.identity for s in sections])
        assert [(s.heading, s.body) for s in found] == [(s.heading, s.body) for s in edited]
        kept = [s.identity for s in found if s.identity]
        assert kept == list(dict.fromkeys(s.identity for s in edited))

    @given(st.text("<h23>/p aé\"='&;", max_size=60))
    def test_no_word_is_lost(self, html):
        sections = split_document(html, known=[])
        # The comments, declarations and broken tags that a browser drops are no words.
        said = words(body_from_editor(html))
        kept = words(" ".join(f"<p>{s.heading}</p>{body_from_editor(s.body)}" for s in sections))
        assert "".join(kept) == "".join(said)

    def test_what_stands_before_the_first_heading_is_a_section_without_one(self):
        assert split_document("<p>Before.</p><h2>One</h2>", known=[]) == [
            DocumentSection(body="<p>Before.</p>"),
            DocumentSection(heading="One"),
        ]

    def test_a_new_section_without_a_word_is_none(self):
        assert split_document("<p></p><h2></h2><p></p><h3> </h3>", known=[]) == []

    def test_a_stored_section_without_a_word_stays_until_it_is_deleted(self):
        (found,) = split_document('<h2 data-section="7"></h2>', known=["7"])
        assert found.identity == "7"

    def test_sections_of_another_article_are_copies(self):
        (found,) = split_document('<h2 data-section="8">Of another</h2>', known=["7"])
        assert found == DocumentSection(heading="Of another")

    @pytest.mark.parametrize(
        "outer", ["<blockquote>{}</blockquote>", "<ul><li>{}</li></ul>", "<div>{}</div>"]
    )
    def test_a_heading_inside_something_is_part_of_a_body(self, outer):
        inside = outer.format("<h2>Inner</h2><p>Text</p>")
        assert split_document(f"<h2>One</h2>{inside}", known=[]) == [
            DocumentSection(heading="One", body=inside)
        ]

    def test_markup_that_nests_too_deep_keeps_its_words_and_its_sections(self):
        html = f"<h2>One</h2>{'<div>' * 5000}Deep<h3>Two</h3>Deeper"
        assert [(s.heading, words(s.body)) for s in split_document(html, known=[])] == [
            ("One", ["Deep"]),
            ("Two", ["Deeper"]),
        ]


@pytest.mark.django_db
class TestTheForm:
    @pytest.fixture
    def article(self):
        return make_article(sections=make_content().sections[:3])

    @pytest.fixture
    def send(self, client, article):
        """Opens the form as a writer; call it with a function that changes the document."""
        client.force_login(make_user("writer"))
        url = reverse("admin:articles_article_change", args=[article.pk])
        shown = client.get(url)
        data = {name: value for name, value in form_data(shown).items() if not name.startswith("sections-")}
        document = shown.context["inline_admin_formsets"][0].formset.sections

        def send(change):
            return client.post(url, {**data, "document": join_document(change(document)), "_save": "Save"})

        return send

    def stored(self, article):
        return [(section.pk, section.heading) for section in article.sections.all()]

    def test_sent_back_untouched_it_changes_nothing(self, article, send):
        version = article.version
        assert send(list).status_code == 302
        assert Article.objects.get().version == version

    def test_sections_are_moved_added_and_deleted(self, article, send):
        before = self.stored(article)
        new = DocumentSection(heading="What can go wrong", body="<p>Little.</p>")
        assert send(lambda sections: [sections[2], new, sections[0]]).status_code == 302
        after = self.stored(article)
        assert [after[0], after[2]] == [before[2], before[0]]
        assert article.sections.all()[1].purpose == "risks"
        assert (DeletedSection.objects.get().heading, DeletedSection.objects.get().order) == (before[1][1], 1)

    def test_a_mistake_shows_the_document_again_as_it_was_sent(self, article, send):
        long = "x" * 301
        shown = send(lambda sections: [DocumentSection(heading=long, body="<p>Kept.</p>"), sections[1]])
        assert shown.status_code == 200
        assert f"“{'x' * 59}…”: Heading: " in shown.content.decode()
        assert [s.heading for s in shown.context["inline_admin_formsets"][0].formset.sections] == [
            long,
            article.sections.all()[1].heading,
        ]
        assert len(self.stored(article)) == 3

    def test_a_form_without_its_document_leaves_the_text_alone(self, client, article, send):
        before = self.stored(article)
        url = reverse("admin:articles_article_change", args=[article.pk])
        data = {n: v for n, v in form_data(client.get(url)).items() if not n.startswith("sections-")}
        client.post(url, {**data, "title": "Another title", "_save": "Save"})
        assert self.stored(article) == before
