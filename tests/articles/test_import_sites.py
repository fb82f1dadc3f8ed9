"""Exports of whole sites: WordPress, and a table with a mapping."""

import json
import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.contrib.redirects.models import Redirect
from django.core.management import CommandError, call_command

from articles.importing.pages import table
from articles.importing.pages.table import read_mapping, read_table
from articles.importing.pages.wordpress_text import post_html
from articles.importing.records import FileError
from articles.importing.texts import BadRecord, ImportedText, PageReport
from articles.intake.articles import incoming, save_imports
from articles.models import Article
from tests.articles.test_import_pages import read, words
from tests.factories import make_content, make_published, make_user
from tests.word_files import paragraph, word_file

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

NAMES = "".join(
    f' xmlns:{name}="http://{address}/"'
    for name, address in {
        "content": "purl.org/rss/1.0/modules/content",
        "excerpt": "wordpress.org/export/1.2/excerpt",
        "dc": "purl.org/dc/elements/1.1",
        "wp": "wordpress.org/export/1.2",
    }.items()
)


def post(title, text, kind="post", status="publish", more=""):
    return (
        f"<item><title>{title}</title><link>https://blog.example/{title.lower()}/</link>"
        "<dc:creator>ann</dc:creator>"
        f"<content:encoded><![CDATA[{text}]]></content:encoded>"
        "<excerpt:encoded></excerpt:encoded>"
        f"<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>{more}</item>"
    )


def label(domain, name):
    return f'<category domain="{domain}" nicename="x"><![CDATA[{name}]]></category>'


CLASSIC = """First line.
Second line.

[caption id="a" width="300"]<img src="https://blog.example/a.jpg" alt="A hat" /> A hat of wool.[/caption]

<h3>Care</h3>
<ul>
	<li>Wash it [sic]</li>
</ul>
[gallery ids="1,2"]
[su_note]Dry it.[/su_note]"""
BLOCKS = """<!-- wp:heading --><h2 class="wp-block-heading">Choice</h2><!-- /wp:heading -->

<!-- wp:paragraph --><p>Take your time.</p><!-- /wp:paragraph -->"""


def export(*posts):
    return (
        f'<?xml version="1.0"?><rss version="2.0"{NAMES}><channel><language>en-GB</language>'
        "<wp:author><wp:author_login>ann</wp:author_login>"
        "<wp:author_display_name>Ann Invented</wp:author_display_name></wp:author>"
        f"{''.join(posts)}</channel></rss>"
    )


ABOUT_HATS = (
    label("post_tag", "wool")
    + label("category", "Side effects &amp; more")
    + "<wp:comment><wp:comment_content>Cheap hats!</wp:comment_content></wp:comment>"
    + "<wp:postmeta><wp:meta_key>_seo</wp:meta_key><wp:meta_value>buy</wp:meta_value></wp:postmeta>"
)
EXPORT = export(
    post("Hats", CLASSIC, more=ABOUT_HATS),
    post("Wigs", BLOCKS, kind="page", status="draft"),
    post("Minutes", "Secret.", status="private"),
    post("Photo", "", kind="attachment"),
    post("Menu", "", kind="nav_menu_item"),
    post("Copy", "Old.", kind="revision", status="inherit"),
)
TABLE = (
    b"nid,title,body,created,status,tags,path\r\n"
    b'1,Diary,"<p>Write ""it"" down.</p>\r\n<h2>What</h2><p>Pain.</p>",'
    b'86400,1,pain|diary,/node/1\r\n2,Parking,"<p>Closed.</p>",0,0,,/node/2\r\n'
)
MAPPING = {
    "title": "title",
    "body": "body",
    "published": "created",
    "dates": "unix",
    "tags": "tags",
    "tag_separator": "|",
    "old_address": "path",
    "only_if": {"status": "1"},
}


class TestWordPress:
    def test_posts_and_pages_come_one_by_one(self):
        hats, wigs, *others = read(EXPORT, "export.xml")
        assert (hats.content.title, hats.content.tags, hats.content.category) == (
            "Hats",
            ("wool",),
            "Side effects & more",
        )
        assert [author.name for author in hats.content.authors] == ["Ann Invented"]
        assert hats.content.source_url == "https://blog.example/hats/"
        assert [section.heading for section in hats.content.sections] == ["", "Care"]
        assert words(hats.content) == (
            "<p>First line.<br>Second line.</p><p>A hat of wool.</p> "
            "<ul><li>Wash it [sic]</li></ul><p>Dry it.</p>"
        )
        assert {"shortcode", "comments (1)", "custom fields"} == {what for what, _ in hats.page.dropped}
        assert [section.heading for section in wigs.content.sections] == ["Choice"]
        assert "On the old site it is a draft." in str(wigs.page)
        assert [(each.place.rpartition(": ")[2], each.is_fault) for each in others] == [
            ("Minutes", False),
            ("Photo", False),
        ]

    def test_notes_become_sources_and_reusable_blocks_are_named(self):
        reference = "Sample A. Wool. Test J. 2019;1:2-3."
        mark = '<sup data-fn="a1" class="fn"><a href="#a1" id="a1-link">1</a></sup>'
        text = f'<p>Warm.{mark} Soft.[ref]Noone B. Silk.[/ref]</p><!-- wp:block {{"ref":12}} /-->'
        field = json.dumps([{"id": "a1", "content": reference}])
        notes = f"<wp:postmeta><wp:meta_key>footnotes</wp:meta_key><wp:meta_value>{field}"
        notes += "</wp:meta_value></wp:postmeta>"
        [hats] = read(export(post("Hats", text, more=notes)), "export.xml")
        assert words(hats.content).startswith("<p>Warm.[@sample-2019] Soft.[@noone]</p>")
        assert {what for what, _ in hats.page.dropped} == {"reusable block"}

    def test_an_export_that_is_cut_off_is_named_and_the_rest_is_read(self):
        first, *_, last = read(EXPORT[: EXPORT.index("Minutes")], "export.xml")
        assert isinstance(first, ImportedText)
        assert "damaged or cut off" in last.reason

    @pytest.mark.parametrize(
        ("text", "html"),
        [
            ("A.\n\nB.", "<p>A.</p><p>B.</p>"),
            ("<ul>\n<li>A\n\nB</li></ul>", "<ul>\n<li>A\n\nB</li></ul>"),
            ("See [1] and [x y].", "<p>See [1] and [x y].</p>"),
            ("[embed]https://v.example[/embed]After.", "<p>After.</p>"),
            ("<div>A</div>B", "<div>A</div><p>B</p>"),
        ],
    )
    def test_a_post_reads_as_wordpress_shows_it(self, text, html):
        assert post_html(text)[0] == html


class TestTable:
    def rows(self, **changes):
        return list(read_table("t", BytesIO(TABLE), read_mapping(json.dumps(MAPPING | changes).encode())))

    def test_a_row_is_a_page(self):
        diary, parking = self.rows(site="https://old.example")
        assert (diary.content.title, diary.content.tags) == ("Diary", ("diary", "pain"))
        assert [section.heading for section in diary.content.sections] == ["", "What"]
        assert diary.page.old_addresses[0] == "https://old.example/node/1"
        assert diary.page.byline["published"] == "1970-01-02"
        assert parking == BadRecord("t: row 3 (Parking)", "Left out: its status is “0”.", is_fault=False)

    def test_without_a_mapping_it_asks_for_one(self):
        [refused] = read(TABLE, "pages.csv")
        assert "--mapping FILE" in refused.reason

    @pytest.mark.parametrize(
        ("mapping", "reason"),
        [
            (b"{", "isn't JSON"),
            (b'{"title": "a"}', '"title" and "body"'),
            (b'{"title": "a", "body": "b", "colour": "c"}', "the mapping has colour"),
            (b'{"title": "a", "body": "b", "body_format": "pdf"}', "body_format"),
        ],
    )
    def test_a_mapping_that_is_wrong_is_refused(self, mapping, reason):
        with pytest.raises(FileError, match=reason):
            read_mapping(mapping)

    def test_one_that_is_too_big_is_refused_whole(self, monkeypatch):
        monkeypatch.setattr(table, "MAX_BYTES", 100)
        [refused] = self.rows()
        assert "Nothing of it was read." in refused.reason

    def test_what_nests_too_deeply_is_said_in_our_words(self, monkeypatch):
        def fail(*_):
            raise RecursionError("maximum recursion depth exceeded")

        monkeypatch.setattr(table, "read_page", fail)
        assert {row.reason for row in self.rows()} >= {"Its elements nest too deeply."}

    def test_a_column_that_is_not_there_is_named(self):
        [refused] = self.rows(category="topic")
        assert refused.reason.startswith("The table has no column topic; it has nid, title")

    @pytest.mark.django_db
    def test_the_command_takes_the_mapping(self, tmp_path, capsys):
        make_user("writer", username="ann")
        (tmp_path / "t.csv").write_bytes(TABLE)
        (tmp_path / "m.json").write_text(json.dumps(MAPPING))
        files = {"mapping": tmp_path / "m.json", "report": tmp_path / "plan.xlsx"}
        call_command("import_articles", tmp_path / "t.csv", **files, by="ann")
        assert Article.objects.get().title == "Diary"
        assert "1 left out" in capsys.readouterr().out
        plan = zipfile.ZipFile(tmp_path / "plan.xlsx").read("xl/sharedStrings.xml").decode()
        for told in ("/articles/diary/", "/node/1", "left out", "its status is “0”", "patients"):
            assert told in plan
        with pytest.raises(CommandError, match="m2"):
            call_command("import_articles", tmp_path / "t.csv", mapping=tmp_path / "m2.json", by="ann")


PAGE = """<html lang="en"><head><title>{title} | House</title>
<link rel="canonical" href="https://house.example/{place}/"></head><body><nav><a href="/">Home</a></nav><main>
<h1>{title}</h1><p>Some words on {title}, and how to go on with it day by day.</p><h2>More</h2><p>Ask us.</p>
</main>
<footer>Registered charity 00.</footer></body></html>"""
TITLES = [
    "Knitting",
    "Walking",
    "Reading",
    "Singing",
    "Baking",
    "Sewing",
    "Painting",
    "Fishing",
    "Rowing",
    "Dancing",
]
GUIDE = """---
title: A guide
aliases: [/old/guide.html]
lastmod: 2019-05-06
---
Words.

## For nurses

X."""


@pytest.mark.django_db
class TestAFolderOfAllThatAHouseHas:
    """A WordPress export, three Word files, ten web pages and a Markdown file."""

    @pytest.fixture
    def folder(self, tmp_path):
        folder = tmp_path / "house"
        folder.mkdir()
        (folder / "export.xml").write_text(EXPORT)
        for i, name in enumerate(("First leaflet", "Second leaflet", "Third leaflet")):
            body = paragraph(name, style="Title") + paragraph("What it is for.") + run_of(i)
            (folder / f"{i}.docx").write_bytes(word_file(body))
        for title in TITLES:
            (folder / f"{title}.html").write_text(PAGE.format(title=title, place=title.lower()))
        (folder / "guide.md").write_text(GUIDE)
        (folder / "scan.pdf").write_bytes(b"%PDF-1.7")
        return folder

    def test_it_becomes_drafts_and_a_plan(self, folder, tmp_path, capsys):
        make_user("writer", username="ann")
        call_command("import_articles", folder, by="ann", report=tmp_path / "plan.xlsx")
        assert Article.objects.count() == 2 + 3 + 10 + 1
        pages, totals = sheets(tmp_path / "plan.xlsx")
        by_title = {row["title"]: row for row in pages if row.get("title")}
        assert len(by_title) == 16
        knitting = by_title["Knitting"]
        assert knitting["old addresses"] == "https://house.example/knitting/"
        assert "navigation" in knitting["left out"]
        assert int(knitting["errors"]) > 0
        assert by_title["A guide"]["last updated"] == "2019-05-06"
        [scan] = [row for row in pages if row["file"].endswith("scan.pdf")]
        assert (scan["result"], scan["to look at"][:14]) == ("left out", "This is a PDF.")
        assert sum(int(row["pages"]) for row in totals if row["audience"]) == 16
        assert any(row["kind"] == "metadata-missing" for row in totals)


@pytest.mark.django_db
class TestOldAddresses:
    def test_readers_are_led_on_once_there_is_an_edition(self, client):
        text = ImportedText(
            "here", "id:1", make_content("Hats"), page=PageReport(old_addresses=OLD_ADDRESSES)
        )
        [outcome] = save_imports([incoming("hats.html", text)], make_user("writer"))
        article = Article.objects.get(slug=outcome.slug)
        assert client.get("/old/hats/?page=1").status_code == 404
        edition = make_published(article)
        for address in ("/old/hats/?page=1", "/hats.html", "/caf%C3%A9", "/node/7"):
            response = client.get(address)
            assert (response.status_code, response["Location"]) == (301, edition.get_absolute_url())
        assert Redirect.objects.count() == 4
        assert client.get("/").status_code == 200


OLD_ADDRESSES = (
    *("https://old.example/old/hats/?page=1", "/hats.html", "https://old.example/caf\u00e9", "node/7"),
    *("https://old.example/", "https://old.example/?p=7", f"/{'x' * 300}", "http://[", "/hats.html"),
)


def run_of(number):
    return paragraph("Who asks", style="Heading1") + paragraph(f"Ask twice, and then {number} times.")


def sheets(file):
    """The rows of both sheets as dicts by the names in their first row."""
    archive = zipfile.ZipFile(file)
    strings = [
        "".join(each.itertext()) for each in ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    ]
    for number in (1, 2):
        rows = []
        for row in ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml")).iter(
            f"{SHEET}row"
        ):
            rows.append({re.sub(r"\d", "", cell.get("r")): value(cell, strings) for cell in row})
        names = rows[0]
        yield [{name: row.get(column, "") for column, name in names.items()} for row in rows[1:]]


def value(cell, strings):
    text = "".join(cell.itertext())
    return strings[int(text)] if cell.get("t") == "s" else text
