"""What bodies may hold, on the way in and on the way out."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.rendering import tidy_pasted
from articles.text.cleaning import ATTRIBUTES, CUT, LONG_TEXT, TAGS, clean_html, cut_long_texts

NAMES = [
    "p", "a", "ul", "li", "table", "tr", "td", "th", "caption", "em", "b", "h4", "object", "svg", "math",
    "style", "script", "mtext", "form", "select", "template", "blockquote", "br", "title", "textarea",
]  # fmt: skip
VALUES = ["x", "javascript:alert(1)", "//evil.example/", "https://www.example.org/?a=1&b=<>", "#s", '"', "2"]
tags = st.builds(
    lambda close, name, attribute, value: f"<{close}{name} {attribute}='{value}'>",
    st.sampled_from(["", "", "/"]),
    st.sampled_from(NAMES),
    st.sampled_from(["href", "onclick", "style", "scope", "colspan", "start", "class"]),
    st.sampled_from(VALUES),
)
markup = st.lists(tags | st.text(max_size=8) | st.sampled_from(["<!--", "-->", "&lt;", "&#13;"]), max_size=14)


def tags_of(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<(/?[^\s<>]+)((?:[^<>"]|"[^"]*")*)>', html)


class TestCleanHtml:
    @given(markup.map("".join))
    def test_cleaning_twice_is_cleaning_once(self, html):
        cleaned = clean_html(html)
        assert clean_html(cleaned) == cleaned

    @given(markup.map("".join))
    def test_it_leaves_only_listed_tags_and_attributes(self, html):
        for name, attributes in tags_of(clean_html(html)):
            assert name.lstrip("/") in TAGS
            assert set(re.findall(r"([\w-]+)=\"", attributes)) <= ATTRIBUTES.get(name, set())

    @pytest.mark.parametrize(
        "html",
        [
            "<script>alert(1)</script>",
            "<SCRIPT/SRC=//evil.example/x.js></SCRIPT>",
            "<img src=x onerror=alert(1)>",
            "<svg onload=alert(1)><animate onbegin=alert(1)></svg>",
            "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
            "<style>@import 'https://evil.example/'</style>",
            "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img onerror=alert(1)&gt;'>",
            "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
            "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
            "<!--[if mso]><script>alert(1)</script><![endif]-->",
            "<template><script>alert(1)</script></template>",
        ],
    )
    def test_it_removes_what_runs(self, html):
        cleaned = clean_html(f"<p>before</p>{html}")
        assert cleaned.startswith("<p>before</p>")
        assert not re.search(
            r"<(?!/?p>)|alert|onerror=(?!.*&gt;)|import", cleaned.removeprefix("<p>before</p>")
        )

    @pytest.mark.parametrize(
        "attribute", ["onclick='x()'", "style='color:red'", "class='a'", "id='sources'", "target='_blank'"]
    )
    def test_it_removes_attributes_that_no_body_needs(self, attribute):
        assert clean_html(f"<p {attribute}>text</p>") == "<p>text</p>"

    @pytest.mark.parametrize(
        "address",
        [
            "https://www.example.org/a?b=c#d",
            "http://example.org",
            "mailto:help@example.org",
            "tel:+15550100",
            "#sources",
            "/articles/surgery/",
        ],
    )
    def test_it_keeps_links(self, address):
        assert clean_html(f'<a href="{address}">x</a>') == f'<a href="{address}">x</a>'

    @pytest.mark.parametrize("address", ["www.example.org", "example.org/a.html?b=c", "Sub.example.co.uk#a"])
    def test_it_puts_https_before_an_address_without_a_scheme(self, address):
        assert clean_html(f'<a href="{address}">x</a>') == f'<a href="https://{address}">x</a>'

    @pytest.mark.parametrize(
        "address",
        [
            "javascript:alert(1)",
            "JaVa&#x09;ScRiPt:alert(1)",
            " &#1;javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "ftp://example.org/",
            "//evil.example/",
            "/&#9;/evil.example/",
            "/\\evil.example/",
            "https:evil",
            "https://www.example.org@evil.example/",
            "other-page/",
            "page.html",
            "www.example.org@evil.example/",
            "javascript.evil:alert(1)",
        ],
    )
    def test_it_removes_other_addresses(self, address):
        assert clean_html(f'<a href="{address}">x</a>') == "<a>x</a>"

    def test_it_keeps_what_makes_a_table_accessible(self):
        table = (
            '<table><caption>Doses</caption><thead><tr><th scope="col">Day</th><th scope="col" colspan="2">'
            'Name</th></tr></thead><tbody><tr><th scope="row">1</th><td rowspan="2">a</td><td>b</td></tr>'
            "</tbody></table>"
        )
        assert clean_html(table) == table

    @pytest.mark.parametrize("attribute", ['scope="x"', 'colspan="99999"', 'rowspan="-1"'])
    def test_it_removes_values_that_break_a_table(self, attribute):
        assert "=" not in clean_html(f"<table><tr><th {attribute}>a</th></tr></table>")

    @pytest.mark.parametrize(
        "tag", ["<blockquote>", "<ul><li>", "<div>", "<x>", "<table><tr><td>", "<p>", "< "]
    )
    def test_deep_nesting_loses_no_words(self, tag):
        assert "text" in clean_html(tag * 20_000 + "text")


class TestTidyPasted:
    def test_it_makes_a_list_of_bullet_signs(self):
        pasted = (
            "<p>Before</p><p>·&nbsp;&nbsp; One <strong>two</strong></p>\n<p>• Three<br>• Four</p><p>After</p>"
        )
        assert tidy_pasted(pasted) == (
            "<p>Before</p><ul><li>One <strong>two</strong></li><li>Three</li><li>Four</li></ul><p>After</p>"
        )

    def test_it_makes_a_list_of_numbers_that_count_up(self):
        pasted = "<p>3. One</p>\n<p>4) Two</p><p>After</p><p>1. Alone</p><p>After</p><p>2. A</p><p>4. B</p>"
        assert tidy_pasted(pasted) == (
            '<ol start="3"><li>One</li><li>Two</li></ol><p>After</p><p>1. Alone</p><p>After</p>'
            "<p>2. A</p><p>4. B</p>"
        )

    def test_it_reads_what_a_word_processor_pastes(self):
        pasted = (
            '<p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"><![if !supportLists]><span>'
            '<span style="mso-list:Ignore">·<span>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Rest</p>'
        )
        assert tidy_pasted(pasted) == "<ul><li>Rest</li></ul>"

    @pytest.mark.parametrize(
        "address",
        [
            "https://www.google.com/url?sa=t&amp;q=https%3A%2F%2Fa.example%2Fb&amp;usg=1",
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fb&amp;data=1",
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fb",
            "https://a.example/b",
        ],
    )
    def test_links_lead_straight_on(self, address):
        assert (
            tidy_pasted(f'<p><a href="{address}">A</a></p>') == '<p><a href="https://a.example/b">A</a></p>'
        )

    def test_other_addresses_with_such_names_stay(self):
        text = '<p><a href="https://www.google.com/url?q=javascript:x">A</a></p>'
        assert tidy_pasted(text) == text

    def test_it_leaves_sentences_alone(self):
        text = "<p>o really</p><p>A · b</p><p>5 • 6</p>"
        assert tidy_pasted(text) == text

    @settings(max_examples=50)
    @given(
        st.lists(
            st.sampled_from(["<p>", "</p>", "· ", "•", "o&nbsp;", "1. ", "2) ", "text", "<ul><li>", "\n"])
        ).map("".join)
    )
    def test_twice_is_once(self, html):
        tidy = tidy_pasted(html)
        assert tidy_pasted(tidy) == tidy == clean_html(tidy)

    @pytest.mark.parametrize(
        ("pasted", "kept"),
        [
            ("<b style='mso-bidi-font-weight:normal'>A</b> b", "<strong>A</strong> b"),
            ("<b>A</b> <i style='mso-bidi-font-style:normal'>b</i>", "<strong>A</strong> <em>b</em>"),
            ("<span style='font-weight:700'>A</span> b", "<strong>A</strong> b"),
            ("<span style='font-weight: bold; font-style: italic'>A</span>", "<strong><em>A</em></strong>"),
            ("<span style='mso-bidi-font-weight:bold'>A</span> b", "A b"),
            ("H<span style='vertical-align:sub'>2</span>O", "H<sub>2</sub>O"),
            ("<style>.c1{font-weight:700}</style><s>x</s><span class=c1>A</span>", "<strong>A</strong>"),
            ("<b style='text-decoration:line-through'>5</b>50 mg", "50 mg"),
            (
                "<b style='font-weight:normal'>A <span style='font-weight:700'>b</span></b>",
                "A <strong>b</strong>",
            ),
        ],
    )
    def test_it_keeps_the_marks_that_tags_and_styles_make(self, pasted, kept):
        assert tidy_pasted(f"<p>{pasted}</p>") == f"<p>{kept}</p>"

    def test_a_heading_is_bold_by_itself(self):
        assert tidy_pasted("<h4><span style='font-weight:700'>A</span></h4>") == "<h4>A</h4>"


class TestLongTexts:
    """The parser copies a text again for each sign that is not ASCII, so it gets no text that is long."""

    @pytest.mark.parametrize("text", ["½", "é ", "&amp;", "&nbsp;½", "a &lt; b, ", "a < b > c ", "word "])
    def test_they_are_cleaned_like_short_ones(self, text):
        assert clean_html(f"<p>{text * LONG_TEXT}</p>") == f"<p>{clean_html(text) * LONG_TEXT}</p>"

    @pytest.mark.parametrize("text", ["½", "&", "&amp;", "é <", "a\u0301 "])
    def test_no_piece_of_them_is_long(self, text):
        pieces = cut_long_texts(f"<p>{text * 5 * LONG_TEXT}</p>").split(CUT)
        assert max(map(len, pieces)) <= LONG_TEXT + 10

    @pytest.mark.parametrize("text", ["a", "1", ";"])
    def test_a_run_that_may_be_an_entity_is_cut_at_its_end(self, text):
        run = text * 50 * LONG_TEXT
        assert cut_long_texts(f"{run}½") == f"{run}{CUT}½"
        assert clean_html(run) == run

    def test_a_long_address_is_not_cut(self):
        link = f'<a href="https://a.example/{"é" * 2 * LONG_TEXT}">a</a>'
        assert clean_html(link) == link

    def test_a_long_text_of_a_form_field_stays_as_it_is(self):
        assert clean_html(f"<textarea>{'½' * 3 * LONG_TEXT}</textarea>") == "½" * 3 * LONG_TEXT
