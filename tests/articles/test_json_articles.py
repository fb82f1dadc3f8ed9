"""Articles in JSON files. The texts are our own."""

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.content import ArticleContent, SectionContent
from articles.importing.formats import read_texts
from articles.importing.json_articles import read_record
from articles.importing.plain_body import plain_body_html
from articles.importing.texts import BadRecord
from articles.text.cleaning import clean_html

SIMPLE = {
    "id": "test-1",
    "title": "Rest",
    "category": "Pain",
    "tags": ["Head", "care"],
    "sections": [{"heading": "What is rest?", "body": "One.\n\n- a\n- b", "kind": "treatment"}],
    "source_url": "https://example.org/rest",
    "licence": "Public domain",
    "aliases": ["lying down"],
}
PIECES = ["- ", "| ", "|", "1. ", "2. ", "\n", "\n\n", "---", "a", "<p>", "&", "[@k]", "\r", "\t"]
odd_texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=3)
bodies = st.lists(st.sampled_from(PIECES) | odd_texts).map("".join)
WHOLE = ArticleContent("Rest", "rest", sections=(SectionContent("A", body="<p>One [@key].</p>"),)).to_dict()


def read(data, name="texts.jsonl", folder=None):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    with path.open("rb") as stream:
        return list(read_texts(name, stream))


def one(value):
    return read_record("here", json.dumps(value).encode())


class TestSimpleShape:
    def test_all_its_fields(self):
        found = one(SIMPLE)
        content = found.content
        assert found.identity == "id:test-1"
        assert (content.title, content.slug, content.category) == ("Rest", "rest", "Pain")
        assert (content.tags, content.aliases) == (("Head", "care"), ("lying down",))
        assert (content.source_url, content.licence) == ("https://example.org/rest", "Public domain")
        (section,) = content.sections
        assert (section.heading, section.level, section.purpose) == ("What is rest?", 2, "other-options")
        assert section.body == "<p>One.</p><ul><li>a</li><li>b</li></ul>"

    @pytest.mark.parametrize(
        "change", [{"title": "Rest (health professional version)"}, {"tags": ["For health professionals"]}]
    )
    def test_one_for_professionals_is_told_by_its_title_or_tags(self, change):
        found = one({**SIMPLE, **change})
        assert found.content.audience == "professionals"
        assert "check the audience" in str(found.page)
        assert (one(SIMPLE).content.audience, one(SIMPLE).page) == ("patients", None)

    @pytest.mark.parametrize(
        ("change", "identity"),
        [
            ({"id": None}, "url:https://example.org/rest"),
            ({"id": "", "source_url": ""}, "title:rest"),
            ({"id": 7}, "id:7"),
        ],
    )
    def test_identity(self, change, identity):
        assert one(SIMPLE | change).identity == identity

    @pytest.mark.parametrize(
        "address", ["javascript:alert(1)", "//example.org", "ftp://example.org", "http://[x"]
    )
    def test_other_addresses_are_not_taken(self, address):
        assert one(SIMPLE | {"source_url": address}).content.source_url == ""

    def test_names_are_once_in_any_case(self):
        assert one(SIMPLE | {"tags": ["b", "B", " ", "a\u00a0c"]}).content.tags == ("a c", "b")

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"title": ""}, "title: is missing"),
            ({"title": 7}, "title: text is expected"),
            ({"title": "\u200b"}, "an article has a title and sections"),
            ({"sections": []}, "an article has a title and sections"),
            ({"sections": "text"}, "sections: a list is expected"),
            ({"sections": [{"heading": "A", "blocks": []}]}, "sections[0].body: is missing"),
            ({"sections": [{"heading": "A", "body": 5}]}, "sections[0].body: text is expected"),
            ({"tags": ["a", 5]}, "tags[1]: text is expected"),
            ({"tags": ["a" * 101]}, "tags: at most 100 characters"),
            ({"title": "a\x00b"}, "NUL"),
            ({"title": "a\ud800b"}, "surrogate"),
        ],
    )
    def test_what_is_wrong_is_named(self, change, reason):
        found = one(SIMPLE | change)
        assert isinstance(found, BadRecord)
        assert reason in str(found)
        assert str(found).startswith("here: ")


class TestWholeContent:
    def test_it_comes_back_equal(self):
        found = one(WHOLE)
        assert found.content.to_dict() == WHOLE
        assert found.identity == "slug:rest"

    def test_an_address_tells_the_doi_of_a_source(self):
        source = {"key": "a", "title": "A", "url": "https://doi.org/10.1000/abc"}
        assert one(WHOLE | {"sources": [source]}).content.sources[0].doi == "10.1000/abc"

    def test_its_bodies_are_cleaned(self):
        hostile = WHOLE | {"sections": [{"body": '<p onclick="a()">A<script>b</script></p>'}]}
        assert one(hostile).content.sections[0].body == "<p>A</p>"

    @pytest.mark.parametrize(
        "change",
        [
            {"slug": ""},
            {"slug": "a/b"},
            {"title": " "},
            {"source_url": "javascript:alert(1)"},
            {"sources": [{"key": "a", "title": "b", "url": "data:text/html,x"}]},
            {"schema": 9},
            {"unknown": 1},
        ],
    )
    def test_what_is_no_content_is_refused(self, change):
        assert isinstance(one(WHOLE | change), BadRecord)


class TestFiles:
    def test_json_with_one_article(self, tmp_path):
        assert [found.place for found in read(SIMPLE, "a.json", tmp_path)] == ["a.json"]

    def test_json_with_a_list(self, tmp_path):
        found = read([SIMPLE, 5, WHOLE], "a.json", tmp_path)
        assert [each.place for each in found] == ["a.json, record 1", "a.json, record 2", "a.json, record 3"]
        assert [isinstance(each, BadRecord) for each in found] == [False, True, False]

    def test_a_broken_line_is_named_and_the_others_go_on(self, tmp_path):
        lines = [json.dumps(SIMPLE), "{broken", "", json.dumps(WHOLE), "[" * 100_000, "1" * 5_000]
        found = read("\n".join(lines).encode(), "a.jsonl", tmp_path)
        assert [each.place for each in found if isinstance(each, BadRecord)] == [
            "a.jsonl, line 2",
            "a.jsonl, line 5",
            "a.jsonl, line 6",
        ]
        assert len(found) == 5

    def test_packed_lines(self, tmp_path):
        assert (
            len(read(gzip.compress(b"\n".join([json.dumps(SIMPLE).encode()] * 3)), "a.jsonl.gz", tmp_path))
            == 3
        )

    def test_a_damaged_packed_file_gives_what_is_whole(self, tmp_path):
        lines = [json.dumps(SIMPLE | {"licence": f"{i * 7919}" * 9}).encode() for i in range(500)]
        packed = gzip.compress(b"\n".join(lines))
        found = read(packed[: len(packed) // 2], "a.jsonl.gz", tmp_path)
        assert isinstance(found[-1], BadRecord)
        assert "damaged" in found[-1].reason

    def test_what_is_not_packed_is_named(self, tmp_path):
        (found,) = read(b"no gzip", "a.jsonl.gz", tmp_path)
        assert "damaged" in found.reason

    def test_a_line_beyond_all_reason_is_passed_over(self, tmp_path, monkeypatch):
        monkeypatch.setattr("articles.importing.json_articles.MAX_LINE_BYTES", 1_000)
        found = read(b'"' + b"a" * 5_000 + b'"\n' + json.dumps(SIMPLE).encode(), "a.jsonl", tmp_path)
        assert [isinstance(each, BadRecord) for each in found] == [True, False]

    def test_a_file_in_another_encoding_is_named(self, tmp_path):
        (found,) = read(json.dumps(SIMPLE).encode("utf-16"), "a.json", tmp_path)
        assert found.reason.startswith("This is text in UTF-16")


class TestPlainBody:
    @pytest.mark.parametrize(
        ("text", "html"),
        [
            ("", ""),
            ("One.\n\n \n\nTwo.", "<p>One.</p><p>Two.</p>"),
            ("One\ntwo.", "<p>One<br>two.</p>"),
            ("So:\n- a\n- b\nend", "<p>So:</p><ul><li>a</li><li>b</li></ul><p>end</p>"),
            ("3. c\n4. d", '<ol start="3"><li>c</li><li>d</li></ol>'),
            ("1. alone", "<p>1. alone</p>"),
            ("2020. a\n5. b\n9. c", "<p>2020. a</p><p>5. b<br>9. c</p>"),
            ("a <b> & [@key]", "<p>a &lt;b&gt; &amp; [ @key]</p>"),
            ("| a | b |\nno table", "<p>| a | b |</p><p>no table</p>"),
        ],
    )
    def test_html(self, text, html):
        assert plain_body_html(text) == html

    def test_a_table(self):
        assert plain_body_html("| a | b\\|c |\n| --- | :-: |\n| 1 | <2> |\n| 3 | |") == (
            '<table><thead><tr><th scope="col">a</th><th scope="col">b|c</th></tr></thead>'
            "<tbody><tr><td>1</td><td>&lt;2&gt;</td></tr><tr><td>3</td><td></td></tr></tbody></table>"
        )

    def test_a_table_with_an_empty_header_has_none(self):
        assert plain_body_html("| | |\n| --- | --- |\n| 1 | 2 |").startswith("<table><tbody>")

    @given(bodies)
    @settings(max_examples=300, deadline=None)
    def test_it_is_always_clean(self, text):
        html = plain_body_html(text)
        assert clean_html(html) == html
