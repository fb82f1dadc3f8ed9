"""Word files: what Word shows is the text; what it hides, deleted or made by itself is not."""

import pytest

from articles.importing.texts import BadRecord
from tests.articles.test_import_pages import PIXEL, read, read_one, words
from tests.word_files import cell, field, item, paragraph, run, word_file, zipped


def style(key, name, more=""):
    return f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{more}</w:style>'


def level(depth, kind):
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/></w:lvl>'


STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + style("Ttl", "Title")
    + style("berschrift1", "heading 1")
    + style("Own", "Leaflet section", '<w:basedOn w:val="berschrift1"/>')
    + style("Sub", "Small thing", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
    + style("V1", "toc 1")
    + style("Cap", "caption")
)
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{level(0, "bullet")}{level(1, "lowerLetter")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)
REFERENCE = paragraph("Sample A. A trial. Test J. 2019;1:2-3. doi:10.5555/word.1")
FOOTNOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    f'<w:footnote w:id="1">{REFERENCE}</w:footnote>'
)
NOTE = '<w:r><w:footnoteReference w:id="1"/></w:r>'
DEGREE = '<w:r><w:sym w:font="Symbol" w:char="F0B0"/></w:r>'
BOX = f"<w:txbxContent>{paragraph('Phone at once.')}</w:txbxContent>"
TWO_BOXES = (
    f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" descr="A chair"/><a:blip r:embed="chair.png"/>'
    "</wp:inline></w:drawing></w:r>"
)
DELETED = f"<w:del>{run('eleven', tag='delText')}</w:del><w:ins>{run('five')}</w:ins>"
ROWS = (
    f"<w:trPr><w:tblHeader/></w:trPr>{cell('Day')}{cell('What')}",
    cell("One", '<w:vMerge w:val="restart"/>') + cell("Rest"),
    cell("", "<w:vMerge/>") + cell("Walk"),
    cell("All of it", '<w:gridSpan w:val="2"/>'),
)
BODY = "".join(
    [
        paragraph("Resting", style="Ttl"),
        paragraph("Resting 4", style="V1"),
        paragraph("1. At home", style="Own"),
        paragraph(
            *("Take ", DELETED, " minutes", NOTE, "."),
            run("secret", "<w:vanish/>"),
            run(" always", "<w:strike/>"),
        ),
        paragraph("One half", properties="<w:rPr><w:del/></w:rPr>"),
        paragraph(" and the other.", NOTE),
        paragraph("1.1 Chairs", style="Sub"),
        *(item("hard"), item("wood", 1), item("iron", 1), item("soft")),
        *(item("first", 0, 2), paragraph("Between."), item("second", 0, 2)),
        paragraph("Table 1: The day", style="Cap"),
        f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in ROWS)}</w:tbl>",
        paragraph("2. When to phone", style="Own"),
        paragraph("See ", field(' HYPERLINK "https://a.example/b" ', "a page"), " at 38", DEGREE),
        paragraph(TWO_BOXES),
        paragraph(PICTURE),
        paragraph("Figure 1. A chair by the window.", style="Cap"),
    ]
)


@pytest.fixture(scope="module")
def text():
    data = word_file(
        BODY,
        {"chair.png": PIXEL},
        styles=STYLES,
        numbering=NUMBERING,
        footnotes=FOOTNOTES,
        comments=f'<w:comment w:author="Ann">{paragraph("Really?")}</w:comment>',
        header1=paragraph("Draft 7"),
    )
    return read_one(data, "rest.doc")


def test_headings_are_told_by_style_in_any_language_and_by_own_styles(text):
    assert text.content.title == "Resting"
    assert [(each.level, each.heading) for each in text.content.sections] == [
        (2, "At home"),
        (3, "Chairs"),
        (2, "When to phone"),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<p>Take five minutes[@sample-2019].</p><p>One half and the other.[@sample-2019]</p>",
        "<ul><li>hard<ol><li>wood</li><li>iron</li></ol></li><li>soft</li></ul>",
        '<ol><li>first</li></ol><p>Between.</p><ol start="2"><li>second</li></ol>',
        '<table><caption>Table 1: The day</caption><thead><tr><th scope="col">Day</th>',
        '<tr><td rowspan="2">One</td><td>Rest</td></tr><tr><td>Walk</td></tr>',
        '<tr><td colspan="2">All of it</td></tr>',
        '<p>See <a href="https://a.example/b">a page</a> at 38°</p><p>Phone at once.</p><p>[figure:picture-',
    ],
)
def test_the_text_is_as_word_shows_it(text, html):
    assert html in words(text.content)


def test_pictures_come_with_their_words(text):
    [figure] = text.content.figures
    assert (figure.alternative, figure.caption) == ("A chair", "Figure 1. A chair by the window.")


def test_what_was_left_out_is_told_and_not_in_the_text(text):
    assert {what for what, _ in text.page.dropped} == {
        *("deleted text", "hidden text", "struck-out or deleted text"),
        *("comment", "table of contents", "page header"),
    }
    assert "2 tracked changes, taken as accepted" in str(text.page)
    found = words(text.content)
    gone = ("eleven", "secret", "always", "Really", "Draft 7", "Resting 4", "HYPERLINK")
    assert [each for each in gone if each in found] == []
    assert found.count("Phone at once.") == 1


def test_headings_without_styles_are_lines_in_bold_or_large_letters():
    bold = "<w:b/>"
    lines = [
        paragraph(run("Eating", '<w:b/><w:sz w:val="40"/>')),
        paragraph("Eat slowly."),
        paragraph(run("Small meals", bold)),
        paragraph("Six a day.", run(" Not more.", bold)),
        paragraph(run("Drinks", '<w:sz w:val="32"/>')),
        paragraph("Water."),
    ]
    text = read_one(word_file("".join(lines)))
    assert text.content.title == "Eating"
    assert [each.heading for each in text.content.sections] == ["", "Small meals", "Drinks"]


SHARED_SHAPE = (
    '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Own list"/></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="3"><w:styleLink w:val="Own list"/>'
    f"{level(0, 'decimal')}</w:abstractNum>"
    '<w:num w:numId="5"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="7"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
)
WORK = '{"type": "article-journal", "title": "A trial", "DOI": "10.5555/z.1"}'
ZOTERO = f' ADDIN ZOTERO_ITEM CSL_CITATION {{"citationItems": [{{"itemData": {WORK}}}]}}'


def test_lists_go_on_counting_and_managers_citations_are_sources():
    described = PICTURE.replace("A chair", "A chair&#10;&#10;Description automatically generated")
    body = [
        "<w:p><w:r><w:t>Rest</w:t><w:br/><w:t>well</w:t></w:r></w:p>".replace(
            "<w:p>", '<w:p><w:pPr><w:pStyle w:val="Ttl"/></w:pPr>'
        ),
        *(item("one", 0, 5), paragraph("Between."), item("two", 0, 6), paragraph("Anew."), item("uno", 0, 7)),
        paragraph("It helps ", field(ZOTERO, "(Sample, 2019)"), "."),
        paragraph("Often.", NOTE, " Always.", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        paragraph(described),
        paragraph(PICTURE.replace("A chair", r"C:\\pics\\IMG_1.JPG")),
    ]
    notes = FOOTNOTES + f'<w:footnote w:id="2">{paragraph("Ibid., p. 3")}</w:footnote>'
    text = read_one(
        word_file("".join(body), {"chair.png": PIXEL}, styles=STYLES, numbering=NUMBERING + SHARED_SHAPE,
                  footnotes=notes)
    )  # fmt: skip
    assert text.content.title == "Rest well"
    assert '<ol start="2"><li>two</li></ol><p>Anew.</p><ol><li>uno</li></ol>' in words(text.content)
    assert [each.doi for each in text.content.sources] == ["10.5555/z.1", "10.5555/word.1"]
    assert "Often.[@sample-2019] Always.[@sample-2019]" in words(text.content)
    assert "(Sample, 2019)" not in words(text.content)
    assert [each.alternative for each in text.content.figures] == ["A chair", ""]


BOMB = '<!DOCTYPE d [<!ENTITY a "spread">]><document><body><p>&a;</p></body></document>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (word_file("<w:p/>"), "No title and no text"),
        (word_file("<w:p>"), "damaged"),
        (zipped({"word/document.xml": "<document/>"}), "damaged"),
        (zipped({"word/document.xml": BOMB}), "entities"),
        (b"PK\x03\x04 word/document.xml", "damaged"),
        (b"Just words", "not a Word file"),
    ],
)
def test_what_is_no_word_file_is_refused_with_a_sentence(data, reason):
    [refused] = read(data, "a.docx")
    assert isinstance(refused, BadRecord)
    assert reason in refused.reason


@pytest.mark.parametrize("limit", ["MAX_ALL", "MOST_PARTS"])
def test_a_file_that_grows_too_much_is_refused_before_it_is_unpacked(limit, monkeypatch):
    monkeypatch.setattr(f"articles.importing.pages.word.package.{limit}", 1)
    [refused] = read(word_file("<w:p/>"), "a.docx")
    assert "more than 200 MB or 10,000 parts" in refused.reason


def test_a_file_of_too_many_paragraphs_is_refused_before_they_are_read(monkeypatch):
    monkeypatch.setattr("articles.importing.pages.page.MAX_LINES", 1)
    [refused] = read(word_file(2 * paragraph("Words.")), "a.docx")
    assert "2 paragraphs; at most 1" in refused.reason
