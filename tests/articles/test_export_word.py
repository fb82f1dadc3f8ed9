"""An article as a Word file, read by our own import of Word files: a law for all but the looks."""

import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.test import override_settings

from articles.content import SectionContent
from articles.editions.article_page import ArticlePage
from articles.exporting.exported import ExportedText, Remark
from articles.exporting.word.word_file import word_file
from articles.importing.formats import read_texts
from articles.rendering import RenderedArticle
from tests.factories import make_content, make_figure, make_survey

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = (
    '<p>It <strong>may</strong> help <em>some</em><br>of us, H<sub>2</sub>O, <a href="https://e.example/?a=1&amp;b">'
    "here</a>.</p><ul><li>one<ol><li>deep</li><li>er</li></ol></li><li>two</li></ul>"
    '<p>Then:</p><ol start="3"><li>a</li><li>b</li></ol><h4>Below</h4>'
    '<table><caption>Visits</caption><thead><tr><th scope="col">Week</th><th scope="col">A</th>'
    '<th scope="col">B</th></tr></thead><tbody><tr><td rowspan="2">1</td><td colspan="2">x &lt; y</td></tr>'
    "<tr><td>3</td><td>4</td></tr></tbody></table>"
)
OLD_BODY = (
    BODY.replace("some", "many")
    .replace("<li>two</li>", "<li>two</li><li>three</li>")
    .replace("<td>4</td>", "<td>5</td>")
)


def parts(data):
    archive = zipfile.ZipFile(BytesIO(data))
    return {name: archive.read(name) for name in archive.namelist()}


def read(data):
    (found,) = read_texts("page.docx", BytesIO(data))
    return found


def sections(data):
    return [
        (each.heading, each.level, re.sub(r"\[@[^]]*\]", "", each.body))
        for each in read(data).content.sections
    ]


def rejected(data):
    """The file after "Reject all changes"."""
    files = parts(data)
    text = ElementTree.fromstring(files["word/document.xml"])
    for around in list(text.iter()):
        for each in list(around):
            properties = [part for part in each if part.tag in (f"{W}pPr", f"{W}trPr")]
            came = any(part.find(f".//{W}ins") is not None for part in properties)
            if each.tag == f"{W}ins" or (each.tag in (f"{W}p", f"{W}tr") and came):
                around.remove(each)
            elif each.tag == f"{W}del":
                place = list(around).index(each)
                around[place : place + 1] = list(each)
    for each in text.iter(f"{W}delText"):
        each.tag = f"{W}t"
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in {**files, "word/document.xml": ElementTree.tostring(text)}.items():
            archive.writestr(name, part)
    return stream.getvalue()


@pytest.fixture(scope="module", autouse=True)
def pictures(tmp_path_factory):
    """The files of the figure, in a folder that goes away."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("pictures")):
        yield


CONTENT = make_content("Rest", sources=2, surveys=[make_survey()])
FIRST, SECOND, THIRD, *OTHERS = CONTENT.sections
GONE = SectionContent("Gone", 3, "other", "", "<p>Nobody reads this.</p>")
CAME = SectionContent("New", 2, "other", "", "<p>Everybody reads this.</p>")
OLD = replace(CONTENT, sections=(FIRST, SECOND, replace(THIRD, body=OLD_BODY), GONE, *OTHERS))
NEW = replace(
    CONTENT,
    title="Rest & sleep",
    sections=(FIRST, replace(THIRD, body=BODY, purpose="risks"), CAME, SECOND, *OTHERS),
)
AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def file_of(content, before=None, remarks=(), retracted=()):
    page = ArticlePage(content, RenderedArticle())
    return word_file(ExportedText(page, "A working copy.", AT, before, remarks, frozenset(retracted)))


class TestTheText:
    def test_each_part_is_xml_and_named(self):
        files = parts(file_of(NEW, OLD))
        for name, data in files.items():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(data)
        types = files["[Content_Types].xml"].decode()
        named = [name for name in files if re.fullmatch(r"(?:word|docProps)/\w+\.xml", name)]
        assert all(f'"/{name}"' in types for name in named)
        assert file_of(NEW, OLD) == file_of(NEW, OLD)

    def test_it_is_read_back_as_it_was(self):
        body = BODY.replace("<h4>Below</h4>", "")
        figure = make_figure(caption="Where beams meet [@none].")
        shown = SectionContent("Look", 3, "other", "", "<p>[figure:beams]</p>")
        found = read(file_of(replace(NEW, figures=(figure,), sections=(replace(THIRD, body=body), shown))))
        assert found.content.title == "Rest & sleep"
        assert found.content.figures[0].alternative == figure.alternative
        by_heading = {each.heading: each for each in found.content.sections}
        assert by_heading[THIRD.heading].body == body
        assert (by_heading["Look"].level, by_heading["Sources"].level) == (3, 2)
        assert "Title of source-" in by_heading["Sources"].body

    def test_a_retracted_source_says_so(self):
        xml = parts(file_of(NEW, retracted=[NEW.sources[1].key]))["word/document.xml"].decode()
        assert f"Retracted: {NEW.sources[1].title}" in xml
        assert f"Retracted: {NEW.sources[0].title}" not in xml


class TestChanges:
    def test_accepted_they_give_the_new_text(self):
        assert sections(file_of(NEW, OLD)) == sections(file_of(NEW))

    def test_rejected_they_give_the_old_one(self):
        assert sorted(sections(rejected(file_of(NEW, OLD)))) == sorted(sections(file_of(OLD)))

    def test_comments_stand_at_their_sections(self):
        remarks = (
            Remark(2, "Ana Ruiz", AT, "Say “why” & when.\nAlso where."),
            Remark(None, "x", AT, "Long."),
        )
        files = parts(file_of(NEW, OLD, remarks))
        comments, text = files["word/comments.xml"].decode(), files["word/document.xml"].decode()
        assert 'w:author="Ana Ruiz" w:date="2026-01-02T03:04:05Z"' in comments
        assert "Say “why” &amp; when." in comments
        assert "It was for “benefits”, and is now for “risks”." in comments
        assert text.index('<w:commentRangeStart w:id="1"/>') < text.index("Rest")
        before_new = text.index('<w:commentRangeStart w:id="0"/>')
        assert text.index("x &lt; y") < before_new < text.index("Everybody")
