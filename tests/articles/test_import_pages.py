"""Web pages and Markdown as organisations have them: what becomes of the text, and what doesn't."""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from io import BytesIO

import pytest
from django.core.management import call_command

from articles.content import ArticleContent, PersonName
from articles.importing.formats import read_texts
from articles.importing.pages.guesses import language_of
from articles.importing.pages.reference_text import read_reference
from articles.importing.texts import BadRecord, ImportedText
from articles.intake.articles import import_text
from articles.models import Article, Figure, ImportRecord, Source
from articles.pictures import stored_names
from tests.factories import make_user

PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SITE_PAGE = """<!doctype html><html lang="en-GB"><head><title>A dry mouth | Invented Charity</title>
<link rel="canonical" href="https://old.example/mouth?id=7"><style>.gone { display: none }</style>
<script>document.write("tracked")</script></head><body class="has-sidebar">
<div class="cookieBanner">We like cookies. <button>Agree</button></div>
<header><a href="/">Invented Charity</a><nav><a href="/">Start</a></nav></header>
<div id="left-col"><a href="/a">One</a> <a href="/b">Two</a></div>
<main><p class="breadcrumbs"><a href="/">Start</a> / Mouth</p>
<h1>A dry mouth</h1><ul class="social-links"><li><a href="https://s.example">Share</a></li></ul>
<p>Radiotherapy dries the mouth.<sup><a href="#r1">1</a></sup> It <b>helps</b> to sip water.<br><br>
Ask <a href="talk.html">your nurse</a>.<span class="gone">Unseen words.</span></p>
<p><strong>What helps</strong></p><ul><li>Water<ul><li>cold</li></ul></li><li>Gum</li></ul>
<table><caption>Sips a day</caption><tr><th>Week</th><th>Sips</th></tr><tr><td>1</td><td>20</td></tr></table>
<aside><h2>Shop</h2><p>Buy mugs.</p></aside>
<h2>When to phone</h2><p onclick="steal()">Phone if you can't drink.</p>
<h2>References</h2><ol><li id="r1">Sample A, Example B. Dryness in invented mouths. Test Oral. 2019;4(2):11-9.
doi:10.5555/dry.1</li></ol>
<h2>You may also like</h2><p><a href="/c">Our fair</a></p></main>
<footer>Registered charity 00.</footer></body></html>"""
OLD_PAGE = """<html><head><meta http-equiv=content-type content="text/html; charset=iso-8859-1">
<title>Dormir mejor</title></head><body><font><a href=i.htm>Inicio</a> | <a href=c.htm>Contacto</a></font><hr>
<table width=700><tr><td width=150><a href=a>Uno</a><br><a href=b>Dos</a><br><a href=c>Tres</a></td><td>
<h1>Dormir mejor</h1><p>El sueño es más corto con el dolor, y los días son largos para muchas personas.
<h2>Qué hacer</h2><ul><li>Cene pronto.<li>Baje la luz \x96 poco a poco.</ul></td></tr></table>
<font size=1>© Asociación Inventada. Visitas: 12</font></body></html>"""
GUIDE = """---
title: "Swelling: an overview"
tags: [arm, "lymph, nodes"]
category: Coping
draft: true
redirect_from: /swelling.html
---
# Swelling: an overview

An arm can swell.[^1] It is *common*.

### 1. First signs

1. a tight ring
   - or a watch
2. heavy feeling

| Sign | Share |
|:-----|------:|
| ring | 30 %  |

: What people felt

### 2. What to do

<div class="note">Lift the arm. <script>alert(1)</script></div>

[^1]: A count of 12 letters.
    In two lines.
"""
BLOG_PAGE = """<html><head><title>Sore mouth - Ward 7 - Invented Trust</title></head>
<body><div id="wrapper">
<div id="header"><h1>Invented Trust</h1><ul><li><a href=1>A</a></li></ul></div>
<div class="gdpr-notice">This site has cookies</div><div id="content-area"><h2>Sore mouth</h2>
<p>Rinse it. <del>Never.</del><img src="tap.jpg" alt="A tap"></p><h3>1) Food</h3>
<dl><dt>Soup</dt><dd>cool it</dd></dl><p>&bull; yoghurt</p>
<details><summary>Coffee?</summary><p>Cool it.</p></details>
<h3>2) Calls</h3><p>Call if it bleeds[1].</p><h3>References</h3><p>[1] Sample A. Blood. 2015.</p>
<p>[2] Our own leaflet, 2014.</p><div class="tags">Tags: <a href=t>mouth</a></div>
<div id="comments"><h3>1 comment</h3><p>Thanks!</p></div></div>
<div id="sidebar-right"><p>Our run was fun.</p></div></div></body></html>"""
SENTENCES = "<p>The visit takes twenty minutes, and most people go home on the same day.</p>" * 3
PAGE_OF_COLUMNS = f"""<html><head><title>Sore skin</title></head><body>
<div class="x9"><p>We use cookies. <a href="/c">Cookie policy</a></p></div>
<main><div class="col-8"><article><h1>Sore skin</h1><ul><li><a href="#a">Creams</a></li><li>
<a href="#b">Eyes</a></li></ul><p>Page last reviewed: 12 May 2020</p><p>Next review due: 12 May 2023</p>
{SENTENCES}<aside class="warning-banner"><p>Phone 112 if you can't breathe.</p></aside>
<h2 id="a"><button>Creams</button></h2>{SENTENCES}<ins class="adsbygoogle">Great offer</ins>
<button aria-expanded="false">Eyes</button><div id="b" style="display: none"><dl><dt>Lid</dt>
<dt>Lash</dt><dd>Bathe it.</dd><dd>Dry it.</dd></dl></div><p><b>Soap</b><br>Soap dries the skin.</p>
<blockquote><p>I felt well.</p>
<footer>Ann, 40</footer></blockquote><img src="data:image/gif;base64,R0lG" data-src="/arm.png" alt="An arm">
<p>Share this on Facebook, Twitter</p><p>Back to top</p></article>
<article><h3>Tea</h3><p>Read on.</p></article><article><h3>Ball</h3><p>Read on.</p></article></div>
<div class="col-4"><h3>Our news</h3><ul><li><a href=/1>Fun run</a></li><li><a href=/2>Cakes</a></li></ul>
</div></main></body></html>"""
FROM_A_WORD_PROCESSOR = """<html><head><meta charset=windows-1252><title>x</title></head><body>
<p class=MsoTitle>Going home</p><p>Pack early.</p><h1>1. To pack</h1>
<p class=MsoListParagraph>·&nbsp; slippers</p>
<p>Ask<a href="https://www.google.com/url?q=https://a.example/b&amp;sa=D"> us</a>.\
<a href="#_ftn1" name="_ftnref1">[1]</a>
</p><hr><div id=ftn1>
<p><a href="#_ftnref1" name="_ftn1">[1]</a> Sample A. Packing. 2017.</p></div></body></html>"""
FOR_NURSES = """<html lang="en"><title>Ports - Invented Unit</title><body><h1>Ports: notes for nurses</h1>
<h2>Flushing</h2><p>Flush it well (Noone et al. 2018), as others say (Roe, 2019b; Roe, 2019a;
Sample 2020; see <a href="/x">ours</a>).
Nobody (2017) says more.</p><h2>References</h2><p>Nobody D (2017) Ports. Test Nurs 1:1-2.</p>
<p>Noone E, Example B (2018) Flushing. Test Nurs 2:3-4. https://doi.org/10.5555/flush.2</p>
<p>Sample A (2020) More on ports. Test Nurs 4:5-6.</p><p>Roe C (2019a) One. Test Nurs 5:1-2.</p>
<p>Roe C (2019b) Two. Test Nurs 5:3-4.</p></body></html>"""


@dataclass(frozen=True)
class Expected:
    title: str
    headings: list[str]
    holds: tuple[str, ...]
    lacks: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def read(data: str | bytes, name="page.txt"):
    data = data if isinstance(data, bytes) else data.encode()
    return list(read_texts(name, BytesIO(data)))


def read_one(data: str | bytes, name="page.txt") -> ImportedText:
    [found] = read(data, name)
    assert isinstance(found, ImportedText), found
    return found


def words(content: ArticleContent) -> str:
    return " ".join([*(section.body for section in content.sections), *map(str, content.sources)])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            PAGE_OF_COLUMNS,
            Expected(
                "Sore skin",
                ["", "Creams", "Eyes", "Soap"],
                (
                    "Phone 112",
                    "<li><strong>Lid, Lash:</strong> Bathe it.<br>Dry it.</li>",
                    "Soap dries the skin.",
                    "Ann, 40",
                ),
                (
                    "ookie",
                    "Creams",
                    "reviewed",
                    "review due",
                    "offer",
                    "Facebook",
                    "top",
                    "Tea",
                    "Ball",
                    "run",
                ),
                ("cookie bar", "navigation", "advert", "share buttons", "related posts", "side column"),
            ),
        ),
        (
            SITE_PAGE,
            Expected(
                "A dry mouth",
                ["", "What helps", "When to phone"],
                (
                    "mouth.[@sample-2019] It <strong>helps</strong>",
                    '<p>Ask <a href="https://old.example/talk.html">your nurse</a>.</p>',
                    "<li>Water<ul><li>cold</li></ul></li>",
                    '<caption>Sips a day</caption><thead><tr><th scope="col">Week</th>',
                    "Phone if you can't drink.",
                ),
                ("cookies", "Start", "Share", "Buy mugs", "Our fair", "00", "tracked", "steal", "Unseen"),
                ("cookie bar", "navigation", "share buttons", "side column", "related posts", "hidden text"),
            ),
        ),
        (
            OLD_PAGE.encode("latin-1"),
            Expected(
                "Dormir mejor",
                ["", "Qué hacer"],
                ("El sueño es más corto", "<li>Baje la luz – poco a poco.</li>"),
                ("Inicio", "Tres", "Visitas", "\ufffd"),
                ("navigation", "footer"),
            ),
        ),
        (
            GUIDE,
            Expected(
                "Swelling: an overview",
                ["", "First signs", "What to do"],
                (
                    "swell.[@count]",
                    "<ol><li>a tight ring<ul><li>or a watch</li></ul></li><li>heavy feeling</li></ol>",
                    "<caption>What people felt</caption>",
                    "<p>Lift the arm.</p>",
                    "A count of 12 letters. In two lines.",
                ),
                ("draft", "|:--", "alert", "[^1]", "###"),
            ),
        ),
        (
            BLOG_PAGE,
            Expected(
                "Sore mouth",
                ["", "Food", "Coffee?", "Calls", "References"],
                (
                    "<strong>Soup:</strong> cool it",
                    "<li>yoghurt</li>",
                    "bleeds[@sample-2015].",
                    "[2] Our own leaflet",
                ),
                ("Invented Trust", "cookies", "Thanks", "run was fun", "Tags", "Never"),
                ("navigation", "comments", "side column"),
            ),
        ),
        (
            FROM_A_WORD_PROCESSOR,
            Expected(
                "Going home",
                ["", "1. To pack"],
                (
                    "<p>Pack early.</p>",
                    "<li>slippers</li>",
                    '<a href="https://a.example/b"> us</a>.[@sample-2017]',
                ),
                ("Going home", "[1]", "google"),
            ),
        ),
        (
            FOR_NURSES,
            Expected(
                "Ports: notes for nurses",
                ["Flushing"],
                (
                    "well[@noone-2018],",
                    "(Roe, 2019b [@roe-2019]; Roe, 2019a [@roe-2019b]; Sample 2020 [@sample-2020]; see",
                    "Nobody (2017) [@nobody-2017] says",
                ),
                ("Invented Unit",),
            ),
        ),
    ],
    ids=[
        "columns",
        "a page of a site",
        "an old page",
        "Markdown",
        "a blog",
        "a word processor",
        "for nurses",
    ],
)
def test_the_text_of_a_page_comes_and_nothing_else(data, expected):
    text = read_one(data)
    assert text.content.title == expected.title
    assert [section.heading for section in text.content.sections] == expected.headings
    assert text.content.sections[0].level == 2
    found = words(text.content)
    assert [each for each in expected.holds if each not in found] == []
    assert [each for each in expected.lacks if each in found] == []
    assert set(expected.left_out) <= {what for what, _ in text.page.dropped}


@pytest.mark.parametrize(
    "before",
    [
        '+++\ntitle = "Dry: a mouth"\ntags = ["mouth"]\n+++\n',
        '{\n  "title": "Dry: a mouth",\n  "tags": ["mouth"]\n}\n\n',
        "Title: Dry: a mouth\nTags: mouth\n\n",
        "% Dry: a mouth\n% Ann Invented\n\n",
        '\ufeff---\r\ntitle: "Dry: a mouth"\r\n...\r\n',
    ],
)
def test_fields_before_markdown_and_marks_of_other_programs(before):
    text = read_one(
        f"{before}Sip {{{{ site.name }}}} water, see [[Gum|gums]].\n\n- [ ] rinse\n- [x] brush\n\n"
        "> [!WARNING]\n> Phone at once.\n\n## Food\n\nSoup.\n",
        "a.md",
    )
    assert text.content.title == "Dry: a mouth"
    assert words(text.content) == (
        "<p>Sip water, see gums.</p><ul><li>rinse</li><li>brush</li></ul>"
        "<blockquote><p><strong>Warning</strong></p><p>Phone at once.</p></blockquote> <p>Soup.</p>"
    )


def test_a_caption_in_markdown_belongs_to_the_table_before_it():
    table = "| a | b |\n|---|---|\n| {} | x |\n\n"
    text = read_one(f"# Sips\n\n{table.format(1)}Sip.\n\n{table.format(2)}: Of day two\n", "a.md")
    first, second = words(text.content).split("Sip.")
    assert "<caption>" not in first
    assert "<caption>Of day two</caption>" in second


def test_what_a_page_says_of_itself_is_taken_over():
    page, guide, nurses, old = map(read_one, (SITE_PAGE, GUIDE, FOR_NURSES, OLD_PAGE.encode("latin-1")))
    assert page.identity == "url:https://old.example/mouth?id=7"
    assert page.content.source_url == "https://old.example/mouth?id=7"
    assert (guide.content.tags, guide.content.category) == (("arm", "lymph", "nodes"), "Coping")
    assert guide.page.old_addresses == ("/swelling.html",)
    assert (nurses.content.audience, page.content.audience) == ("professionals", "patients")
    assert "for health professionals: check the audience" in str(nurses.page)
    talking = read_one("<html><h1>Talking to health professionals</h1><p>Ask them.</p></html>")
    columns = read_one(PAGE_OF_COLUMNS)
    assert (talking.content.audience, columns.page.byline["updated"]) == ("patients", "12 May 2020")
    assert "/arm.png" in str(columns.page)
    assert (old.content.language, page.content.language) == ("es", "en")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("<html><body><nav><a href='/'>Start</a></nav></body></html>", "no text"),
        ("<html><title>Only this</title><body></body></html>", "no text"),
        ("---\ntitle: a: b\n---\n\nText.", "can't be read (line 2)"),
        ("<html><body>" + "<div>" * 3000 + "deep", "hundreds deep"),
        ("<html><p>" + "x" * 5_000_001, "larger than 5 MB"),
        ("---\ntitle: A\n---\n" + "\n" * 100_000, "100,004 lines; at most 100,000"),
    ],
)
def test_what_holds_no_page_is_refused_with_a_sentence(data, reason):
    [refused] = read(data)
    assert isinstance(refused, BadRecord)
    assert reason in refused.reason


def test_pictures_in_a_page_become_figures_and_missing_ones_are_named():
    data = b64encode(PIXEL).decode()
    text = read_one(
        f"<html><h1>Rest</h1><p>One. <img src='data:image/png;base64,{data}' alt='A chair'>"
        "</p><figure><img src='bed.jpg' alt='bed.jpg'><figcaption>A bed.</figcaption></figure></html>"
    )
    [figure] = text.content.figures
    assert figure.alternative == "A chair"
    assert f"<p>[figure:{figure.key}]</p><p>A bed.</p>" in words(text.content)
    assert "The picture bed.jpg isn't in the file" in str(text.page)


def test_a_reference_is_read_whole_or_kept_whole():
    read_whole = read_reference(
        "van der Berg A, Noone EF, et al. A title? Test J. 2021 May 3;9(1):e5. PMID: 99999903"
    )
    assert read_whole.authors == (PersonName("van der Berg", "A"), PersonName("Noone", "EF"))
    assert (read_whole.title, read_whole.container_title, read_whole.pmid) == (
        "A title?",
        "Test J",
        "99999903",
    )
    assert read_whole.authors_truncated
    kept = "See the audit of 2019, https://www.example.org/audit."
    assert read_reference(kept).title == kept
    assert read_reference(kept).url == "https://www.example.org/audit"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Call the ward if you have a fever and the pain is not better.", "en"),
        ("Llame si el dolor no es más suave para los niños.", "es"),
        ("37 C", ""),
    ],
)
def test_the_language_is_told_by_words(text, language):
    assert language_of(text) == language


@pytest.mark.django_db
def test_pictures_in_the_folder_of_a_page_come_along_and_others_do_not(
    tmp_path, django_capture_on_commit_callbacks
):
    (tmp_path / "site" / "img").mkdir(parents=True)
    (tmp_path / "site" / "img" / "a b.png").write_bytes(PIXEL)
    (tmp_path / "out.png").write_bytes(PIXEL)
    (tmp_path / "site" / "rest.md").write_text("# Rest\n\n![A chair](img/a%20b.png)\n\n![Out](../out.png)")
    with django_capture_on_commit_callbacks(execute=True):
        call_command("import_articles", tmp_path / "site", by="outside")
    assert [figure.alternative for figure in Figure.objects.all()] == ["A chair"]
    assert stored_names()


@pytest.mark.django_db
def test_a_page_becomes_a_draft_once_and_cites_what_the_register_has():
    Source.objects.create(key="dry", title="Dryness in invented mouths", doi="10.5555/DRY.1".lower())
    Source.objects.create(key="sample-2019", title="Something else")
    [made] = import_text("mouth.html", SITE_PAGE.encode(), make_user("writer"))
    [again] = import_text("mouth.html", SITE_PAGE.encode(), make_user("writer", username="again"))
    assert (made.result, again.result) == ("created", "unchanged")
    assert "Left out: cookie bar" in made.note
    article = Article.objects.get()
    assert "mouth.[@dry] It" in article.sections.first().body
    assert Source.objects.count() == 2
    assert {"reason": "cookie bar", "text": "We like cookies. Agree"} in ImportRecord.objects.get().dropped


STYLED = """<html><head><style>.c1{font-weight:700}.c2{font-weight:400}.c3{font-style:italic}</style></head>
<body><h1><span class="c1">Salt</span></h1><p><span class="c2">It is </span><span class="c1">bold</span>
<span class="c2">and</span> <span class="c3">leaning</span>.</p>
<b style="font-weight:normal" id="docs-internal-guid-1"><p>Plain <b style="font-weight:400">words</b>.</p></b>
</body></html>"""


class TestStyledWords:
    """Google Docs writes bold words by classes, and wraps what isn't bold into a "b"."""

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_they_are_what_a_browser_shows(self, encoding):
        [found] = read_texts("salt.html", BytesIO(STYLED.encode(encoding)))
        assert found.content.title == "Salt"
        assert found.content.sections[0].body == (
            "<p>It is <strong>bold</strong> and <em>leaning</em>.</p><p>Plain words.</p>"
        )
