"""Finding live editions by what readers type."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import publishing
from articles.models import LiveEdition, SearchDocument, SearchWord, UnfinishedRebuild, WrittenWord
from articles.search import candidates, rebuilding, search
from tests.acting import rewrite
from tests.factories import SECTIONS, make_article, make_content, make_published, make_term, make_user

pytestmark = pytest.mark.django_db

HOSTILE = [
    "", " ", "\x00", "quiet\x00rooms", "'", '"', '"quiet', "quiet'; DROP TABLE x --", "AND", "OR NOT",
    "quiet AND", "NEAR(quiet rooms)", "names : quiet", "quiet*", "^quiet", "-quiet", "(", "))((",
    "quiet & | ! <-> room", ":*", "%", "_", "\\", "{}", "%s %(a)s", "🦠🦠", "שלום עולם", "مرحبا",
    "\u202equiet\u202c", "日本語", "ﬁﬂ ½ ²", "\ud800", "quiet " * 2000, "x" * 10_000, "!?.,;" * 2000,
    "a1b2 " * 2000,
    "é" * 5000, "e\u0301" * 5000, "\U00010d30 quiet", "the", "the who what", "<script>alert(1)</script>", "0",
    "-1", "None",
]  # fmt: skip


def publish(title, **fields):
    """A live edition with a text of its own: nothing but the title is searched for."""
    return make_published(make_article(title, **fields))


def titles(text, **kwargs):
    return [hit.live.title for hit in search(text, **kwargs).hits]


def publish_quiet():
    return publish("Quiet rooms", tags=("silence", "sleep"), aliases=("Noiseless chambers",))


@pytest.fixture(scope="class")
def published(rows_of_class):
    return rows_of_class(publish_quiet)


@pytest.fixture
def quiet(published):
    return deepcopy(published)


class TestSearch:
    def test_pages_in_the_language_of_the_reader_come_first_and_others_are_marked(self, client):
        publish("Dieta", aliases=("quiet rooms",), language="es"), publish("Sleep in rooms that are quiet")
        asked = "quiet rooms"
        assert titles(asked)[0] == titles(asked, language="es")[0] == "Dieta"
        assert titles(asked, language="en") == ["Sleep in rooms that are quiet", "Dieta"]
        html = client.get("/search/", {"q": asked}).content.decode()
        assert (
            html.index("Sleep in rooms") < html.index(">Dieta</a>") < html.index("<strong>Spanish</strong>")
        )

    @pytest.mark.parametrize(
        "text",
        [
            "quiet",
            "QUIET rooms",
            "room",
            "rooms, quiet!",
            "noiseless",
            "silence",
            "wherever are the quiet rooms?",
        ],
    )
    def test_it_finds_a_page_by_title_alias_and_tag_in_any_form(self, quiet, text):
        assert titles(text)[:1] == ["Quiet rooms"]

    def test_it_finds_a_page_by_its_text(self):
        edition = publish("Furniture", main_message="A hammock swings.")
        (hit,) = search("hammocks").hits
        assert hit.live.edition == edition
        assert "A <mark>hammock</mark> swings." in hit.snippet.text

    @pytest.mark.parametrize(
        ("title", "asked"), [("肺癌的治疗方法", "肺癌治疗"), ("โรคมะเร็งปอด", "มะเร็งปอด")]
    )
    def test_it_finds_words_that_no_space_stands_between(self, title, asked):
        publish(title)
        assert titles(asked) == [title]

    def test_it_leads_to_the_section_that_answers(self, client):
        edition = publish("Furniture")
        heading, text = SECTIONS["risks"]
        hit = search(text).hits[0]
        assert hit.snippet.heading == heading
        html = client.get("/search/", {"q": text}).content.decode()
        link = f'<a class="line" href="/articles/{edition.slug}/#{hit.snippet.anchor}">'
        assert f"Read on in: {link}{heading}</a>" in html
        assert f'id="{hit.snippet.anchor}"' in client.get(f"/articles/{edition.slug}/").content.decode()

    def test_what_nobody_wrote_finds_nothing(self, quiet):
        assert search("xylophone").hits == ()

    def test_a_title_comes_before_a_mention(self, quiet):
        publish("Another page", summary="It speaks of quiet rooms.")
        assert titles("quiet rooms") == ["Quiet rooms", "Another page"]

    def test_a_page_named_so_comes_before_one_named_so_and_more(self, quiet):
        publish("Quiet rooms and loud ones in old houses")
        assert titles("quiet rooms")[0] == "Quiet rooms"

    def test_it_can_be_kept_to_a_category_or_a_tag(self, quiet):
        publish("Quiet gardens", category="Outdoors", tags=("grass",))
        assert titles("quiet", category="outdoors") == ["Quiet gardens"]
        assert titles("quiet", tag="grass") == ["Quiet gardens"]
        assert titles("quiet", tag="nothing") == []

    def test_it_counts_the_tags_of_what_it_found(self, quiet):
        publish("Quiet gardens", tags=("silence",))
        publish("Loud streets", tags=("noise",))
        assert [(facet.tag.name, facet.number) for facet in search("quiet").facets] == [
            ("silence", 2),
            ("sleep", 1),
        ]

    def test_the_number_of_queries_does_not_grow(self, quiet, django_assert_max_num_queries):
        for _ in range(4):
            publish("Quiet rooms")
        with django_assert_max_num_queries(12):
            assert search("quiet rooms").total == 5


class TestTheOrder:
    def test_a_page_that_is_overdue_falls_behind_its_like(self):
        old = timezone.now() - timedelta(days=1500)
        make_published(make_article("Quiet rooms"), now=old)
        fresh = publish("Quiet rooms")
        assert search("quiet rooms").hits[0].live.edition == fresh

    def test_a_page_for_professionals_falls_behind_its_like(self):
        publish("Quiet rooms", audience="professionals")
        for_patients = publish("Quiet rooms")
        assert search("quiet rooms").hits[0].live.edition == for_patients

    def test_a_title_in_nearly_the_same_letters_comes_before_its_like(self):
        for title in ("Implants of teeth", "Hormone implants"):
            publish(title, summary="All about hormonal implants.")
        assert titles("hormonal implants") == ["Hormone implants", "Implants of teeth"]

    def test_equals_keep_one_order(self):
        editions = [publish("Quiet rooms") for _ in range(3)]
        assert [hit.live.edition for hit in search("quiet").hits] == editions

    def test_it_counts_all_and_pages_through_them(self):
        for _ in range(3):
            publish("Quiet rooms")
        first, second = search("quiet", limit=2), search("quiet", limit=2, offset=2)
        assert (first.total, len(first.hits), len(second.hits)) == (3, 2, 1)
        assert not {hit.live.edition_id for hit in first.hits} & {hit.live.edition_id for hit in second.hits}
        assert search("quiet", offset=99).hits == ()

    def test_of_too_many_it_looks_at_the_newest_at_names_and_at_the_address(self, monkeypatch):
        for name in ("MOST_OF_ALL", "MOST_NAMED", "MOST_NAMES", "MOST_WORDS"):
            monkeypatch.setattr(candidates, name, 1)
        publish("Loud and quiet", slug="quiet")
        for title in ("Quiet rooms", "Quiet gardens", "Drums", "Trumpets"):
            publish(title, summary="All about quiet.")
        assert set(titles("quiet")) == {"Loud and quiet", "Quiet gardens", "Trumpets"}


@pytest.fixture
def term():
    words = [("Hushaboo-7", "brand"), ("places of peace", "lay"), ("all", "abbreviation")]
    return make_term(name="quiet rooms", synonyms=words)


class TestSynonyms:
    @pytest.mark.parametrize(
        "text", ["hushaboo-7", "HUSHABOO-7", "Places of peace?", "what about places of peace"]
    )
    def test_another_word_of_the_glossary_finds_the_page(self, quiet, term, text):
        assert titles(text) == ["Quiet rooms"]

    def test_an_abbreviation_that_is_a_common_word_is_none(self, quiet, term):
        assert search("all gardens").hits == ()
        assert search("ALL gardens").hits[0].live.edition == quiet


def test_the_name_of_the_term_finds_what_says_it_otherwise(term):
    publish("Hushaboo-7 explained")
    assert titles("quiet rooms") == ["Hushaboo-7 explained"]


class TestWhatReadersMaySee:
    def test_a_draft_is_not_found(self):
        make_article("Quiet rooms")
        assert search("quiet").hits == ()

    def test_a_withdrawn_page_is_not_found_and_its_words_are_forgotten(self, quiet):
        publishing.withdraw(quiet.article, make_user("publisher"), reason="Wrong.")
        assert search("quiet").hits == ()
        assert not SearchDocument.objects.exists()
        assert not SearchWord.objects.exists()
        assert not WrittenWord.objects.exists()

    def test_a_row_without_a_live_edition_shows_nothing(self, quiet):
        LiveEdition.objects.all().delete()
        assert search("quiet").hits == ()

    def test_only_the_newest_edition_is_found(self, quiet):
        article = quiet.article
        content = article.content()
        article.apply(make_content("Loud rooms", slug=content.slug))
        edition = make_published(article, change="major", note="Renamed.")
        assert search("quiet").hits == ()
        assert [hit.live.edition for hit in search("loud rooms").hits] == [edition]


class TestHostileQueries:
    def test_they_never_fail(self, quiet):
        for text in HOSTILE:
            results = search(text)
            assert results.total >= len(results.hits), text[:80]

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.text(max_size=80))
    def test_any_text_can_be_asked(self, quiet, text):
        assert search(f"quiet {text}").total <= 1

    def test_a_tag_or_category_of_any_text_can_be_asked(self, quiet):
        assert search("quiet", tag="' OR 1=1", category="%").hits == ()


class TestRebuildSearch:
    def test_it_writes_the_same_index_as_publishing(self, quiet):
        publish("Quiet gardens")
        before = _index()
        SearchDocument.objects.all().delete()
        SearchWord.objects.update(documents=99)
        WrittenWord.objects.update(documents=99)
        call_command("rebuild_search")
        assert _index() == before
        assert len(titles("quiet")) == 2

    def test_it_counts_what_it_did(self, quiet, capsys):
        call_command("rebuild_search")
        assert "1 editions indexed" in capsys.readouterr().out

    def test_it_goes_on_where_it_stopped(self, quiet, monkeypatch):
        gardens = publish("Quiet gardens")
        before = _index()
        monkeypatch.setattr(rebuilding, "BATCH", 1)
        monkeypatch.setattr(rebuilding, "BATCHES_BETWEEN_NOTES", 1)
        with pytest.raises(Stopped):
            rebuilding.rebuild(stop_after(1))
        written = []
        monkeypatch.setattr(rebuilding, "document_of", noting(written, rebuilding.document_of))
        rebuilding.rebuild()
        assert written == [gardens]
        assert _index() == before
        assert not UnfinishedRebuild.objects.exists()

    def test_readers_search_and_editors_publish_meanwhile(self, quiet, monkeypatch):
        gardens = publish("Quiet gardens")
        monkeypatch.setattr(rebuilding, "BATCH", 1)
        transactions = len(connection.atomic_blocks)

        def meanwhile(done, total):
            # Between two batches nothing is locked.
            assert len(connection.atomic_blocks) == transactions
            assert "Quiet gardens" in titles("quiet")
            if done == 1:
                publishing.withdraw(quiet.article, make_user("publisher"))
                publish("Quiet halls")
                rewrite(gardens.article, summary="Of another colour.")
                make_published(gardens.article, change="major", note="Another colour.")

        rebuilding.rebuild(meanwhile)
        found = _index()
        rebuilding.rebuild()
        assert _index() == found
        assert titles("another colour")[0] == "Quiet gardens"
        assert WrittenWord.objects.get(word="halls").documents == 1
        assert not WrittenWord.objects.filter(word="chambers").exists()

    def test_publishing_again_counts_each_word_once(self, quiet):
        article = quiet.article
        article.apply(make_content("Quiet halls", slug=article.slug))
        make_published(article, change="major", note="Renamed.")
        assert SearchWord.objects.get(stem="quiet").documents == 1
        assert SearchWord.objects.get(stem="").documents == 1
        assert not SearchWord.objects.filter(stem="chamber").exists()
        assert WrittenWord.objects.get(word="quiet").documents == 1
        assert not WrittenWord.objects.filter(word="chambers").exists()


class Stopped(Exception):
    pass


def stop_after(number):
    def progress(done, total):
        if done == number:
            raise Stopped

    return progress


def noting(written, document_of):
    def noted(edition, page):
        written.append(edition)
        return document_of(edition, page)

    return noted


def _index():
    documents = SearchDocument.objects.values_list("edition", "names", "words", "is_for_professionals")
    stems = SearchWord.objects.values_list("stem", "documents")
    words = WrittenWord.objects.values_list("word", "documents", "head", "tail", "skeleton")
    return set(documents), set(stems), set(words)
