"""What holds for every text, however odd or hostile."""

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.content import ArticleContent
from articles.importing.scraped import ScrapedTextError, parse_scraped, to_content
from articles.text.cleaning import clean_html

PIECES = [
    "\n", "\n\n", "\n\n\n", "\r\n", " ", "  ", "\t", "• ", "- ", "1. ", "2) ", ":", ": ", ".", "; ", "60%",
    " | ", "Survey: ", "Table 1: ", "Source: ", "Sample: n = 1,204", "See also ", "Category: ", "Tags: a, b",
    "By ", "Published 2020", "Resources for all who need some help", "House of Rest (HR)", "word ", "Word ",
    "Ü", "★", "Buy pills", "<b>", "</b>", "<script>", "</script>", "<!--", "-->", "<a href=", ">", "<",
    "&lt;", "&#0;", "&amp;", "https://example.org/", "javascript:", "[@key]", "[survey:key]",
    "\u00a0", "\u0301", "\u200b", "\x00", "👩\u200d⚕",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=60).map("".join)
files = texts.map(lambda text: text.encode("utf-8", "replace")) | st.binary(max_size=300)


def read(data):
    try:
        return parse_scraped(data)
    except ScrapedTextError:
        return None


def numbers_of(article):
    yield from (line.line for line in article.dropped)
    yield from (passage.line for passage in article.passages)
    yield from (section.line for section in article.sections)
    yield from article.missing_headings
    for facts in (
        article.related_lines, article.promotional, article.active_content, article.survey_lines,
        article.organization_lines,
    ):  # fmt: skip
        yield from (fact[0] for fact in facts)


class TestEveryText:
    @given(files)
    @settings(max_examples=400, deadline=None)
    def test_it_is_read_or_refused_and_always_alike(self, data):
        article = read(data)
        assert article == read(data)
        if article:
            assert article.title
            assert json.loads(json.dumps(article.to_dict(), allow_nan=False)) == article.to_dict()

    @given(files)
    @settings(max_examples=200, deadline=None)
    def test_line_numbers_are_lines_of_the_file(self, data):
        article = read(data)
        count = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
        if article:
            assert all(1 <= number <= count for number in numbers_of(article))
            assert [line.line for line in article.dropped] == sorted(line.line for line in article.dropped)

    @given(files)
    @example(b"Title\n\nSee https://example.org/'a here.\n")
    @settings(max_examples=300, deadline=None)
    def test_its_content_is_clean_and_can_be_stored(self, data):
        article = read(data)
        if article:
            content = to_content(article)
            assert ArticleContent.from_dict(content.to_dict()) == content
            assert all(clean_html(section.body) == section.body for section in content.sections)

    @given(st.text(alphabet="<>&;\"'/=ab !-[@survey:k]", max_size=80))
    @settings(max_examples=200, deadline=None)
    def test_its_text_is_never_markup(self, text):
        article = read(f"Title\n\nText {text} end.".encode())
        body = "".join(section.body for section in to_content(article).sections)
        tags = {part.split(">")[0].lstrip("/") for part in body.split("<")[1:]}
        assert tags <= {"p", "ul", "ol", "li", "strong"}

    @given(files)
    @settings(max_examples=200, deadline=None)
    def test_its_marks_place_nothing_of_ours(self, data):
        article = read(data)
        if article:
            content = to_content(article)
            placed = [key for section in content.sections for key in section.body.split("[survey:")[1:]]
            assert len(placed) == len(content.survey_tables)
            assert not any("[@" in section.body for section in content.sections)


LONG = 100_000
HOSTILE = {
    "as many lines as are read": b"Text one.\n\n\n" * 33_000,
    "items": b"Title\n\n" + b"- item: text\n" * 80_000,
    "items ever deeper": b"Title\n\n" + b"".join(b" " * i + b"- a\n" for i in range(1_300)),
    "rows": b"Title\n\nSurvey: A\nB C\n" + b"row 1 2 3\n" * 30_000,
    "entries": b"T\n\nResources for all who need some help\n\n" + b"1. A\n\nText.\n\n" * 20_000,
    "directories": b"T\n\n" + b"Resources for all who need help\n\nText.\n\n" * 8_000,
    "related lines": b"T\n\n" + b"See also Another\n" * 60_000,
    "bylines": b"T\n" + b"By A\n" * 50_000,
    "a long word": b"Title\n\n" + b"a" * LONG,
    "a long title": b"a " * LONG,
    "a long line of sentences": b"Title\n\n" + b"Some text. " * (LONG // 10),
    "a long line of values": b"Title\n\nSurvey: A\nB\n" + b"1 " * LONG + b"x\n" + b"60% " * LONG,
    "a long line of tags": b"Title\n\n" + b"<b" * LONG,
    "a long line of closed tags": b"Title\n\n" + b"<b>" * LONG,
    "scripts that never end": b"Title\n\n" + b"<script " * LONG,
    "scripts on lines of their own": b"Title\n\n" + b"<script\n" * (LONG - 3),
    "ends of scripts": b"Title\n\n<script>" + b"</script " * LONG,
    "comments that never end": b"Title\n\n" + b"<!-- " * LONG,
    "handlers": b"Title\n\n" + b"<a onclick=" * LONG,
    "entities": b"Title\n\n" + b"&#" + b"1" * LONG + b";" + b"&amp" * LONG,
    "addresses": b"Title\n\n" + b"https://" * LONG,
    "an address that ends in brackets": b"Title\n\nhttps://a" + b")" * LONG,
    "accents": b"Title\n\na" + "\u0301\u0323".encode() * 200_000,
    "accents in the title": b"a" + "\u0301\u0323".encode() * 200_000,
    "colons": b"Title\n\n- " + b": " * LONG,
    "marks": b"Title\n\n" + b"* " * LONG + b"a",
    "orders": b"Title\n\n" + b"order " * LONG,
    "decorations": b"Title\n\na\n" + b"* * *\n\n" * 49_000 + b"b",
    "categories": b"Title\n\nCategory: " + b"a," * LONG,
    "spaces": b"Title\n\na" + b" " * 900_000 + b"b",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_megabyte_is_read_to_the_end(data):
    content = to_content(parse_scraped(data))
    assert content.title
    assert all(clean_html(section.body) == section.body for section in content.sections)
