"""One tag merged into another, and the merge taken back."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from articles import publishing
from articles.models import Act, Article, Edition, Status, Tag, TagAlias, TaggedEdition, TagMerge
from articles.publishing import ActRefused, tag_merge
from articles.reports.editions_audit import faults
from tests.factories import make_approved, make_article, make_published, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher():
    return make_user("publisher")


def names(article):
    return sorted(Article.objects.get(pk=article.pk).tags.names())


def tag(name):
    return Tag.objects.get(name=name)


def faults_of_rows():
    return [str(fault) for fault in faults()]


def merge(given_up, kept, by):
    return tag_merge.merge(tag(given_up), tag(kept), by)


class TestMerge:
    def test_working_copies_get_the_tag_that_stays_once(self, publisher):
        one, both, other = (make_article(tags=tags) for tags in (["Scan"], ["Scan", "Scans"], ["Scans"]))
        merge("Scan", "Scans", publisher)
        assert [names(article) for article in (one, both, other)] == [["Scans"]] * 3
        assert not Tag.objects.filter(name="Scan").exists()

    def test_the_digest_the_version_and_the_log_say_so(self, publisher):
        article = make_article(tags=["Scan"])
        untouched = make_article(tags=["Scans"])
        merge("Scan", "Scans", publisher)
        after = Article.objects.get(pk=article.pk)
        assert after.digest == after.content().digest() != article.digest
        assert after.version == article.version + 1
        assert Act.objects.filter(article=article, verb=Act.Verb.EDIT, actor=publisher).exists()
        assert not Act.objects.filter(article=untouched, actor=publisher).exists()

    def test_readers_find_the_live_page_under_the_tag_that_stays(self, client, publisher):
        edition = make_published(tags=["Scan"])
        make_published(tags=["Scans"])
        merge("Scan", "Scans", publisher)
        assert edition.title in client.get("/tags/scans/").content.decode()
        response = client.get("/tags/scan/")
        assert (response.status_code, response["Location"]) == (301, "/tags/scans/")
        assert faults_of_rows() == []

    def test_the_edition_itself_stays_as_it_was(self, publisher):
        edition = make_published(tags=["Scan"])
        make_published(tags=["Scans"])
        merge("Scan", "Scans", publisher)
        assert Edition.objects.get(pk=edition.pk).content["tags"] == ["Scan"]

    def test_a_name_that_nobody_approved_takes_no_pages_over(self, publisher):
        make_published(tags=["Scan"])
        make_article(tags=["Scans"])
        with pytest.raises(ActRefused, match="nobody has approved it yet"):
            merge("Scan", "Scans", publisher)

    def test_a_live_page_gets_no_topic_that_nobody_signed_with_it(self, client, publisher):
        edition = make_published(tags=["Scan"])
        make_published(tags=["Lemon juice"])
        with pytest.raises(ActRefused, match=f"“Lemon juice” was not signed with “{edition.title}”"):
            merge("Scan", "Lemon juice", publisher)
        assert "Lemon juice" not in client.get(f"/articles/{edition.slug}/").content.decode()

    def test_pages_that_were_signed_with_both_keep_the_other(self, publisher):
        make_published(tags=["Scan", "Imaging"])
        merge("Scan", "Imaging", publisher)
        assert not Tag.objects.filter(name="Scan").exists()

    def test_names_and_addresses_from_before_lead_along(self, client, publisher):
        make_published(tags=["Scans"])
        make_article(tags=["Scan"])
        TagAlias.objects.create(tag=tag("Scan"), name="Imaging", slug="imaging")
        merge("Scan", "Scans", publisher)
        assert sorted(tag("Scans").aliases.values_list("name", flat=True)) == ["Imaging", "Scan"]
        assert client.get("/tags/imaging/")["Location"] == "/tags/scans/"

    def test_a_text_that_comes_with_the_old_name_gets_the_tag_that_stays(self, publisher):
        make_article(tags=["Scan"])
        make_article(tags=["Scans"])
        merge("Scan", "Scans", publisher)
        assert names(make_article(tags=["SCAN", "New"])) == ["New", "Scans"]

    def test_into_itself_is_refused(self, publisher):
        make_article(tags=["Scan"])
        with pytest.raises(ActRefused, match="into itself"):
            merge("Scan", "Scan", publisher)

    @pytest.mark.parametrize("role", ["writer", "reviewer"])
    def test_only_publishers_merge(self, role):
        make_article(tags=["Scan", "Scans"])
        with pytest.raises(ActRefused, match="You may not merge tags"):
            merge("Scan", "Scans", make_user(role))


class TestPreview:
    def test_it_says_what_the_merge_does(self, django_assert_max_num_queries):
        waiting = make_article(tags=["Scan"])
        publishing.submit(waiting, make_user("writer"))
        make_published(tags=["Scan", "Scans"])
        given_up, kept = tag("Scan"), tag("Scans")
        with django_assert_max_num_queries(3):
            change = tag_merge.preview(given_up, kept)
        assert len(change.articles) == 2
        assert [article.pk for article in change.void] == [waiting.pk]
        assert change.edition_count == 1
        merge("Scan", "Scans", make_user("publisher"))
        statuses = Article.objects.with_status().values_list("status", flat=True)
        assert Status.IN_REVIEW not in statuses


class TestUndo:
    def test_everything_is_as_before(self, client, publisher):
        one, both = make_published(tags=["Scan"]), make_published(tags=["Scan", "Scans"])
        TagAlias.objects.create(tag=tag("Scan"), name="Imaging", slug="imaging")
        said = {"description": "What a scan is.", "synonyms": ["Picture"],
                "translations": {"es": {"name": "Imagen", "synonyms": ["Foto"]}}}  # fmt: skip
        Tag.objects.filter(name="Scan").update(**said)
        digests = set(Article.objects.values_list("digest", flat=True))
        done = merge("Scan", "Scans", publisher)
        tag_merge.undo(done, publisher)
        assert names(one.article) == ["Scan"]
        assert names(both.article) == ["Scan", "Scans"]
        assert set(Article.objects.values_list("digest", flat=True)) == digests
        rows = TaggedEdition.objects.filter(tag__name="Scan").values_list("edition", flat=True)
        assert set(rows) == {one.pk, both.pk}
        assert {name: getattr(tag("Scan"), name) for name in said} == said
        assert client.get("/tags/imaging/")["Location"] == "/tags/scan/"
        assert client.get("/tags/scan/").status_code == 200
        assert faults_of_rows() == []

    def test_it_comes_back_at_the_address_that_was_approved(self, client, publisher):
        make_published(tags=["Scan"])
        make_published(tags=["Scans"])
        done = merge("Scan", "Scans", publisher)
        TagAlias.objects.update(slug="stop-your-treatment-now")
        tag_merge.undo(done, publisher)
        assert client.get("/tags/scan/").status_code == 200
        assert client.get("/tags/stop-your-treatment-now/").status_code == 404

    def test_what_lost_the_tag_meanwhile_stays_without_it(self, publisher):
        article = make_article(tags=["Scan"])
        make_article(tags=["Scans"])
        done = merge("Scan", "Scans", publisher)
        Article.objects.get(pk=article.pk).tags.clear()
        tag_merge.undo(done, publisher)
        assert names(article) == []

    def test_merges_of_merges_are_undone_in_any_order(self, publisher):
        articles = [make_article(tags=[name]) for name in ("A", "B", "C")]
        first, second = merge("A", "B", publisher), merge("B", "C", publisher)
        tag_merge.undo(first, publisher)
        assert [names(article) for article in articles] == [["A"], ["C"], ["C"]]
        tag_merge.undo(second, publisher)
        assert [names(article) for article in articles] == [["A"], ["B"], ["C"]]

    def test_it_is_refused_twice(self, publisher):
        make_article(tags=["Scan", "Scans"])
        done = merge("Scan", "Scans", publisher)
        tag_merge.undo(done, publisher)
        with pytest.raises(ActRefused, match="already been undone"):
            tag_merge.undo(done, publisher)

    def test_it_is_refused_where_the_name_was_taken_meanwhile(self, publisher):
        make_article(tags=["Scan", "Scans"])
        done = merge("Scan", "Scans", publisher)
        Tag.objects.create(name="SCAN", slug="another")
        with pytest.raises(ActRefused, match="another tag with the name"):
            tag_merge.undo(done, publisher)
        TagAlias.objects.all().delete()
        with pytest.raises(ActRefused, match="no longer another name of a tag"):
            tag_merge.undo(done, publisher)


class TestTidy:
    @pytest.mark.parametrize(
        "same",
        [("Brain Tumours", "brain tumour"), ("Naïve", "Naive"), ("X-ray", "X ray"), ("Biopsies", "Biopsy")],
    )
    def test_spellings_of_one_word_fold_to_the_same(self, same):
        assert len({tag_merge.folded(name) for name in same}) == 1

    @pytest.mark.parametrize("different", [("Brain", "Bone"), ("Metastasis", "Metastas"), ("Gas", "Ga")])
    def test_different_words_do_not(self, different):
        assert len({tag_merge.folded(name) for name in different}) == 2

    def test_unused_tags_are_those_that_nothing_has(self):
        make_article(tags=["Used"])
        Tag.objects.create(name="Unused")
        edition = make_published(tags=["Live"])
        edition.article.tags.clear()
        assert [row.name for row in tag_merge.unused()] == ["Unused"]
        assert [tag_merge.is_used(row) for row in Tag.objects.order_by("name")] == [True, False, True]

    def test_the_page_costs_the_same_whatever_there_is(
        self, client, publisher, django_assert_max_num_queries
    ):
        client.force_login(publisher)
        address = reverse("admin:articles_tag_tidy")
        client.get(address)
        for i in range(30):
            Tag.objects.create(name=f"Word {i}")
            Tag.objects.create(name=f"Words {i}", slug=f"words-of-{i}")
        with django_assert_max_num_queries(8):
            html = client.get(address).content.decode()
        assert html.count("Merge “") == 30


class TestPages:
    def test_the_way_from_the_tag_to_the_merge_and_back(self, client, publisher):
        client.force_login(publisher)
        article = make_article(tags=["Scan"], title="About scans")
        make_article(tags=["Scans"])
        given_up, kept = tag("Scan"), tag("Scans")
        address = reverse("admin:articles_tag_merge", args=[given_up.pk])
        change = client.get(reverse("admin:articles_tag_change", args=[given_up.pk])).content.decode()
        assert address in change
        assert "Show what changes" in client.get(address).content.decode()
        shown = client.get(address, {"into": kept.pk}).content.decode()
        assert "About scans" in shown
        assert Tag.objects.count() == 2
        after = client.post(address, {"into": kept.pk}, follow=True)
        assert names(article) == ["Scans"]
        assert "Undo this merge" in after.content.decode()
        back = client.post(
            reverse("admin:articles_tagmerge_undo", args=[TagMerge.objects.get().pk]), follow=True
        )
        assert "“Scan” is a tag of its own again." in back.content.decode()
        assert names(article) == ["Scan"]

    def test_into_nothing_or_itself_changes_nothing(self, client, publisher):
        client.force_login(publisher)
        make_article(tags=["Scan"])
        address = reverse("admin:articles_tag_merge", args=[tag("Scan").pk])
        for into in ("", "999", tag("Scan").pk):
            assert "Show what changes" in client.post(address, {"into": into}).content.decode()
        assert not TagMerge.objects.exists()

    def test_writers_see_the_report_and_cannot_merge(self, client):
        make_article(tags=["Scan", "Scans"])
        client.force_login(make_user("writer"))
        html = client.get(reverse("admin:articles_tag_tidy")).content.decode()
        assert "Scans" in html
        assert "Merge" not in html.split('id="same"')[1]
        address = reverse("admin:articles_tag_merge", args=[tag("Scan").pk])
        assert client.get(address, {"into": tag("Scans").pk}).status_code == 403

    def test_an_unused_tag_is_deleted_and_a_used_one_is_not(self, client, publisher):
        client.force_login(publisher)
        make_article(tags=["Used"])
        unused = Tag.objects.create(name="Unused")
        for row, status in ((unused, 302), (tag("Used"), 403)):
            address = reverse("admin:articles_tag_delete", args=[row.pk])
            assert client.post(address, {"post": "yes"}).status_code == status
        assert [row.name for row in Tag.objects.all()] == ["Used"]


class TestAddresses:
    @pytest.mark.parametrize("name", ["tag", "category"])
    def test_an_old_address_leads_to_the_new_one_in_every_language(self, client, publisher, name):
        client.force_login(publisher)
        edition = make_published(tags=["Scan"], category="Scan")
        row = edition.article.category if name == "category" else tag("Scan")
        old = row.get_absolute_url()
        address = reverse(f"admin:articles_{name}_change", args=[row.pk])
        for slug in ("imaging", "pictures"):
            form = client.get(address).context
            data = {field.html_name: field.value() or "" for field in form["adminform"].form}
            for formset in form["inline_admin_formsets"]:
                data |= {f.html_name: f.value() for f in formset.formset.management_form}
            assert client.post(address, {**data, "slug": slug}).status_code == 302
            assert client.get(old).status_code == (200 if slug == "imaging" else 301)
            row.refresh_from_db()
            make_approved(row)
        for prefix in ("", "/es"):
            response = client.get(prefix + old)
            assert (response.status_code, response["Location"]) == (
                301,
                f"{prefix}{old.replace('scan', 'pictures')}",
            )


class TestCommand:
    def test_it_says_what_it_does(self, capsys):
        article = make_article(tags=["Scan"])
        make_article(tags=["Scans"])
        call_command("merge_tags", "scan", "SCANS", dry_run=True)
        assert "Nothing was changed." in capsys.readouterr().out
        assert names(article) == ["Scan"]
        call_command("merge_tags", "scan", "SCANS", by=make_user("publisher").username)
        assert "Working copies that get another text: 1." in capsys.readouterr().out
        assert names(article) == ["Scans"]

    def test_the_texts_that_change_have_their_line_in_the_log_under_its_name(self):
        article, publisher = make_article(tags=["Scan"]), make_user("publisher", username="pat")
        make_article(tags=["Scans"])
        call_command("merge_tags", "Scan", "Scans", by="pat")
        assert Act.objects.get(article=article).actor == publisher

    def test_who_may_not_merge_tags_is_named(self):
        article = make_article(tags=["Scan"])
        make_article(tags=["Scans"])
        make_user("writer", username="wil")
        with pytest.raises(CommandError, match=r"wil may not merge tags\. Use --by"):
            call_command("merge_tags", "Scan", "Scans", by="wil")
        assert names(article) == ["Scan"]

    @pytest.mark.parametrize(
        ("given", "said"),
        [(["x", "Scan"], "There is no tag with the name or address “x”."), (["Scan", "Scan"], "itself")],
    )
    def test_bad_input_is_named(self, given, said):
        make_article(tags=["Scan"])
        with pytest.raises(CommandError, match=said):
            call_command("merge_tags", *given, by=make_user("publisher").username)
