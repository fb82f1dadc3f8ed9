"""An article as Markdown and back. The texts are our own."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.content import ArticleContent, SectionContent
from articles.exporting.markdown import article_markdown
from articles.exporting.markdown_body import body_markdown
from articles.importing.own_markdown import body_html
from articles.importing.pages.markdown import read_markdown
from articles.text.cleaning import clean_html
from articles.text.white_space import compact
from tests.factories import make_content, make_figure, make_survey

WORDS = [
    *("a", " ", "two words", "1.", "-", "# ", ": x", "*", "_", "**", "`", "[@key]", "[@a; @b]", "[", "](x)"),
    *("[survey:poll]", "[figure:x]", "&amp;", "&lt;b&gt;", "&amp;amp;", "|", "\\", "~~", "!", "é", "\xa0"),
    *("<br>", "\n", "</p><p>", "---", "===", "&gt; ", "{purpose=risks}", "https://example.org/a_b_c"),
]
TAGS = [
    "p",
    "strong",
    "em",
    "sub",
    "sup",
    "ul",
    "ol",
    "li",
    "blockquote",
    "h4",
    "table",
    "th",
    "td",
    "tr",
    "a",
]
words = st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=4).map("".join)
elements = st.recursive(
    words,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from([*TAGS, 'a href="https://example.org/(x) y"', 'ol start="7"']),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)
BODIES = {
    "words": ("<p>It <strong>may</strong> help <em>some</em><br>of us [@key].</p>", "<p>x</p>"),
    "lists": (
        "<ul><li>one<ol><li>deep</li></ol></li><li>two</li></ul>",
        '<ol start="3"><li><p>a</p></li><li><p>b</p></li></ol>',
    ),
    "table": (
        "<table><caption>How long [@key]</caption><thead><tr>"
        '<th scope="col">Week</th><th scope="col">Visits</th></tr></thead>'
        "<tbody><tr><td>1</td><td>a | b<br>c</td></tr></tbody></table>",
        "<p>: not a caption</p>",
    ),
    "quote": ("<blockquote><p>Said.</p><ul><li>so</li></ul></blockquote>", "<h4>Below</h4>"),
}
BY_HAND = """---
title: Rest
slug: rest
schema: 1
references: [{id: key, title: A test, issued: {date-parts: [[2019]]}}]
---

Before all.

# Why *rest* {purpose=benefits}

It helps [@key].

When
----

#### Each day

### At night {urgency=odd}
"""


def shown(content):
    """The content without white space that nobody sees."""
    sections = (replace(each, body=compact(each.body)) for each in content.sections)
    return replace(content, sections=tuple(sections))


def read(text):
    (found,) = read_markdown("rest.md", BytesIO(text.encode()))
    return found


class TestThereAndBack:
    @settings(max_examples=25)
    @given(st.lists(elements, max_size=4).map("".join))
    def test_any_body(self, html):
        body = compact(clean_html(html))
        text = body_markdown(body)
        assert body_html(text) == body
        assert body_markdown(body_html(text)) == text

    @pytest.mark.parametrize("blocks", BODIES.values(), ids=BODIES)
    def test_what_editors_write_is_markdown_without_tags(self, blocks):
        text = body_markdown("\n".join(blocks))
        assert body_html(text) == "".join(blocks)
        assert "<p" not in text
        assert "<t" not in text
        assert "<u" not in text

    def test_a_whole_article(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        content = make_content(sources=3, surveys=(make_survey(),), figures=(make_figure(),), tags=("a", "b"))
        section = SectionContent("1. # {purpose=risks} *x*", 3, "get-help", "urgent", "<p>One</p> <p>two</p>")
        content = replace(content, sections=(SectionContent(), *content.sections, section), codes=())
        text = article_markdown(
            content, said="Nobody signed it.\nNot one.", retracted=[content.sources[0].key]
        )
        found = read(text)
        assert shown(found.content) == shown(content)
        assert found.identity == f"slug:{content.slug}"
        assert text.startswith("---\n# Nobody signed it.\n# Not one.\ntitle: ")
        assert text.count("note: Retracted.") == 1
        assert article_markdown(found.content) == article_markdown(content)


class TestWrittenByHand:
    def test_sections_and_sources(self):
        found = read(BY_HAND.replace(" {urgency=odd}", "")).content
        assert [(each.heading, each.level, each.purpose) for each in found.sections] == [
            ("", 2, "other"),
            ("Why rest", 2, "benefits"),
            ("When", 2, "other"),
            ("At night", 3, "other"),
        ]
        assert found.sections[2].body == "<h4>Each day</h4>"
        assert [(each.key, each.issued) for each in found.sources] == [("key", "2019")]
        assert isinstance(found, ArticleContent)

    @pytest.mark.parametrize(
        ("text", "reason"),
        ids=["urgency", "title", "key", "repeats"],
        argvalues=[
            (BY_HAND, "sections[3].urgency: one of '', "),
            (BY_HAND.replace("title: Rest", "title: [Rest]"), "title: "),
            (BY_HAND.replace("id: key, ", ""), "id: "),
            (BY_HAND.replace("schema: 1", f"schema: 1\nx: [&a 1{', *a' * 200}]"), "refer to each other"),
        ],
    )
    def test_what_is_wrong_is_named(self, text, reason):
        assert reason in read(text).reason
