"""Figures: in a text, on its page, and their files for readers."""

import json
from dataclasses import replace
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from articles import publishing
from articles.content import ArticleContent, SectionContent, SourceContent, used_keys
from articles.content.difference import difference
from articles.editions.changes import changes_between
from articles.importing.figures import read_figures
from articles.intake.figures import save_figure
from articles.models import Cause, Figure
from articles.pictures import missing_files, read_picture
from articles.rendering import render_article, with_draft_pictures
from articles.working_copy.shared_records import articles_citing, articles_using
from tests.factories import DRAWING, make_article, make_content, make_figure, make_published, make_user


def placing(body, *figures, **fields):
    return ArticleContent(
        "Title", "title", sections=(SectionContent("One", body=body),), figures=figures, **fields
    )


def html_of(*arguments, **fields):
    return render_article(placing(*arguments, **fields)).sections[0].html


def photograph():
    written = BytesIO()
    Image.new("RGB", (700, 350), "teal").save(written, "PNG")
    return read_picture(written.getvalue())


class TestInATextOfItsOwn:
    def test_a_text_without_figures_has_the_digest_that_it_had(self):
        assert "figures" not in placing("<p>Text</p>").to_dict()
        content = placing("<p>[figure:beams]</p>", make_figure())
        assert ArticleContent.from_dict(content.to_dict()) == content

    def test_the_sources_of_its_caption_and_its_credit_are_sources_of_the_text(self):
        figure = make_figure(caption="Seen [@kim-2021].", credit="After [@lee-2020]")
        content = placing("<p>As shown [@first].</p><p>[figure:beams]</p>", figure)
        used = used_keys(content.sections, {}, {"beams": figure})
        assert (used.sources, used.figures) == (["first", "kim-2021", "lee-2020"], ["beams"])

    def test_another_file_is_another_text_and_said_to_reviewers(self):
        before = placing("<p>[figure:beams]</p>", make_figure())
        after = placing("<p>[figure:beams]</p>", make_figure(picture=photograph()))
        assert before.digest() != after.digest()
        assert [record.key for record in difference(before, after).records] == ["beams"]
        (change,) = changes_between(before, after)
        assert change.label == "figure beams"


class TestOnThePage:
    def test_a_drawing_has_its_words_and_keeps_its_place_while_it_loads(self):
        figure = make_figure(caption='Where "<b>" beams meet [@kim-2021].')
        html = html_of(
            "<p>Before.</p><p>[figure:beams]</p>", figure, sources=(SourceContent("kim-2021", "T"),)
        )
        (file,) = figure.files
        assert (
            f'<figure class="picture drawing" id="figure-beams"><img src="/pictures/{file.digest}.svg" '
            'width="40" height="20" alt="A ring with beams that meet in its middle." loading="lazy">'
            '<figcaption>Where "&lt;b&gt;" beams meet<a href="#source-1"'
        ) in html
        assert '<span class="soft">Picture: Drawn for tests CC BY 4.0</span></p></details>' in html
        assert "<summary>The picture in words</summary><p>A ring.</p><p>Beams meet" in html

    def test_a_photograph_comes_as_large_as_the_screen_needs_it(self):
        figure = make_figure(picture=photograph(), decorative=True)
        html = html_of("<p>[figure:beams]</p>", figure)
        small, large = figure.files[1:]
        assert f'srcset="/pictures/{small.name} 480w, /pictures/{large.name} 700w"' in html
        assert f'<img src="/pictures/{figure.files[0].name}" width="700" height="350" alt=""' in html

    def test_at_its_second_place_and_in_a_sentence_it_is_a_link(self):
        html = html_of("<p>See [figure:beams] here.</p><p>Again: [figure:beams]</p>", make_figure())
        assert html.count('<a href="#figure-beams">Where the beams meet.</a>') == 2
        assert html.count("<figure") == 1

    def test_what_is_not_there_is_said(self):
        rendered = render_article(placing("<p>[figure:beams]</p>"))
        assert rendered.missing == ("figure: beams",)
        assert "missing figure: beams" in rendered.sections[0].html
        assert "missing picture: beams" in html_of("<p>[figure:beams]</p>", make_figure(files=()))


class TestFromAFile:
    def read(self, folder, **fields):
        (folder / "beams.svg").write_bytes(DRAWING)
        return read_figures(json.dumps([{"key": "beams", "file": "beams.svg", **fields}]).encode(), folder)

    def test_it_brings_a_figure_with_its_picture_once(self, tmp_path, db):
        ((_place, record),) = self.read(tmp_path, caption="Where beams meet.", decorative=True).values
        assert record.figure.words == ("Beam",)
        assert [save_figure(record, by=make_user("writer")) for _ in range(2)] == ["created", "unchanged"]
        assert Figure.objects.get().content() == record.figure
        assert missing_files(record.figure.files) == []

    @pytest.mark.parametrize("name", ["other.svg", "../beams.svg", "/etc/passwd", ""])
    def test_it_reads_no_file_but_those_beside_it(self, tmp_path, name):
        assert "file: " in self.read(tmp_path, file=name).problems[0]


@pytest.fixture(scope="class")
def shown(rows_of_class):
    """The live edition of an article with a figure, and the address of its file."""
    edition = rows_of_class(lambda: make_published(figures=[make_figure()]))
    return edition, f"/pictures/{make_figure().files[0].name}"


@pytest.mark.django_db
class TestForReaders:
    def test_the_page_shows_what_anybody_may_keep_for_a_year(self, client, shown):
        edition, address = shown
        assert f'src="{address}"' in client.get(edition.get_absolute_url()).content.decode()
        answer = client.get(address, headers={"Accept-Encoding": "br"})
        assert answer["Content-Type"] == "image/svg+xml"
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer["Content-Encoding"] == "br"
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert "sandbox" in answer["Content-Security-Policy"]
        assert not answer.cookies
        assert client.head(address).status_code == 200
        assert client.post(address).status_code == 405

    def test_machines_are_told_where_it_is_and_get_its_words_but_no_bytes(self, client, shown):
        edition, address = shown
        told = client.get(f"/api/articles/{edition.slug}/").json()
        picture = {"figure": "beams", "url": settings.SITE_URL + address, "media_type": "image/svg+xml"}
        assert told["pictures"] == [picture | {"width": 40, "height": 20}]
        (figure,) = told["content"]["figures"]
        assert (figure["caption"], figure["alternative"]) == (
            make_figure().caption,
            make_figure().alternative,
        )
        assert "<svg" not in json.dumps(told)
        html = client.get(edition.get_absolute_url()).content.decode()
        assert f'"image":["{settings.SITE_URL}{address}"]' in html

    def test_it_follows_the_articles_that_show_it(self, client, shown):
        edition, address = shown
        request = client.get(address).wsgi_request
        assert f"article {edition.slug}" in request.META["cancerinfo.follows"]

    def test_a_draft_shows_it_to_whom_it_is_shown_and_to_nobody_else(self, client, shown):
        figure = make_figure(picture=read_picture(b'<svg viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'))
        drawn = render_article(placing("<p>[figure:beams]</p>", figure))
        address = with_draft_pictures(drawn).sections[0].html.partition('src="')[2].partition('"')[0]
        answer = client.get(address)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        public, _question, signature = address.partition("?")
        assert client.get(public).status_code == 404
        # The signature of one file opens no other.
        other = make_figure(picture=read_picture(b'<svg viewBox="0 0 9 9"><path d="M0 0h8"/></svg>'))
        assert client.get(f"/pictures/{other.files[0].name}?{signature}").status_code == 404

    def test_the_file_of_a_withdrawn_page_is_not_found(self, client, shown):
        edition, address = shown
        publishing.withdraw(edition.article, make_user("publisher"), cause=Cause.ERROR)
        assert client.get(address).status_code == 404

    def test_what_is_not_stored_is_not_published(self):
        file = replace(make_figure().files[0], digest="0" * 64)
        with pytest.raises(publishing.ActRefused, match="figure “lost” isn't stored"):
            make_published(figures=[make_figure("lost", files=(file,))])

    def test_what_is_no_file_is_not_found(self, client, shown):
        _edition, address = shown
        for bad in (address[:-4] + ".png2", address.replace("/pictures/", "/pictures/0"), "/pictures/a.svg"):
            assert client.get(bad).status_code == 404

    def test_the_working_copy_holds_the_stored_figure_and_changes_with_it(self, shown):
        edition, _address = shown
        figure = Figure.objects.get(key="beams")
        assert edition.article.content().figures == (figure.content(),)
        assert list(articles_using(figure)) == [edition.article]
        figure.caption = "Another one [@source-of-figure]."
        figure.save()
        assert publishing.record_changed(figure, make_user("writer")) == [edition.article]
        assert list(articles_citing(["source-of-figure"])) == [edition.article]
        assert make_content().figures == ()

    def test_the_preview_shows_it_before_it_is_public(self, client):
        client.force_login(make_user("writer"))
        article = make_article(figures=[replace(make_figure("other"), key="other")])
        html = client.get(reverse("admin:articles_article_preview", args=[article.pk])).content.decode()
        assert f'src="/pictures/{make_figure().files[0].name}?draft=' in html


@pytest.mark.django_db
class TestAtTheDesk:
    def send(self, client, figure, data, **fields):
        address = (
            reverse("admin:articles_figure_change", args=[figure.pk])
            if figure
            else reverse("admin:articles_figure_add")
        )
        sent = SimpleUploadedFile("picture", data) if data else ""
        return client.post(address, {"key": "beams", "caption": "Beams.", "picture": sent, **fields})

    def test_a_writer_brings_a_picture_and_puts_another_in_its_place(self, client, writer):
        assert "Choose the file" in self.send(client, None, b"").content.decode()
        assert "SVG, PNG" in self.send(client, None, b"nothing").content.decode()
        self.send(client, None, DRAWING.replace(b"</svg>", b"<script/></svg>"))
        figure = Figure.objects.get()
        assert figure.content().files == make_figure().files
        article = make_article(figures=[figure.content()])
        self.send(client, figure, b'<svg viewBox="0 0 9 9"><path d="M0 0h9"/></svg>')
        assert article.content().figures[0].files != make_figure().files
        self.send(client, figure, b"", caption="Other words.")
        assert article.content().figures[0].caption == "Other words."

    def test_it_says_where_a_figure_is_used_and_which_are_not(self, client, writer):
        used = make_article(title="A page with beams", figures=[make_figure()])
        figure = Figure.objects.get()
        Figure.of(make_figure("unused")).save()
        page = client.get(reverse("admin:articles_figure_change", args=[figure.pk])).content.decode()
        assert used.title in page
        assert "?draft=" in page
        listing = reverse("admin:articles_figure_changelist")
        assert [row.key for row in client.get(f"{listing}?used=no").context["cl"].result_list] == ["unused"]
        assert [row.key for row in client.get(f"{listing}?used=yes").context["cl"].result_list] == ["beams"]
