"""/articles/<slug>/leaflet.pdf: the file is read back, as a screen reader would read it."""

from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pytest
from pypdf import PdfReader

from articles.content import SectionContent
from articles.rendering.leaflet_pdf import can_draw
from cancerinfo.front.stored_page import make_page
from tests.factories import make_article, make_published

HOSTILE = '#panic("x") *bold* $x$ @ref <lab> \\ " // `'


def elements(node):
    """The structure of a document as (role, element), in reading order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for each in node:
            yield from elements(each)
    elif hasattr(node, "get") and node.get("/S"):
        yield str(node["/S"]), node
        yield from elements(node.get("/K", []))


def roles(reader):
    return [role for role, _ in elements(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])]


@pytest.fixture(scope="class")
def edition(rows_of_class):
    def make():
        body = "<ol start='3'><li>Third</li></ol><table><caption>All</caption><tr><th>Head</th></tr>"
        body += "<tr><td>Cell</td></tr></table><p>2 &lt; 3 &amp; H<sub>2</sub>O</p>"
        article = make_article(title="Read & aloud", main_message=HOSTILE)
        section = SectionContent("Side by side", 2, "quality-of-life", "", body)
        card = SectionContent("Call at once", 2, "get-help", "emergency", "<p>Do not wait.</p>")
        article.apply(replace(article.content(), sections=(card, *article.content().sections, section)))
        return make_published(article)

    return rows_of_class(make)


@pytest.fixture
def reader(client, edition):
    return PdfReader(BytesIO(client.get(f"/articles/{edition.slug}/leaflet.pdf").content))


@pytest.mark.django_db
class TestPdf:
    def test_it_claims_the_standard_and_names_its_title_and_language(self, reader):
        root = reader.trailer["/Root"]
        assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
        assert root["/MarkInfo"]["/Marked"]
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert (reader.metadata.title, root["/Lang"]) == ("Read & aloud", "en")

    def test_headings_lists_and_tables_are_told_apart(self, reader):
        found = roles(reader)
        headings = [int(role[2:]) for role in found if role[:2] == "/H" and role[2:].isdigit()]
        assert headings[0] == 1
        assert headings.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(headings))
        for role in ("Table", "THead", "TH", "TD", "L", "LI", "Link"):
            assert f"/{role}" in found

    def test_a_part_in_the_table_is_found_by_its_heading(self, reader):
        structure = reader.trailer["/Root"]["/StructTreeRoot"]["/K"]
        cells = [element for role, element in elements(structure) if role == "/TD"]
        first = [role for role, _ in elements(cells[0]["/K"])]
        assert first == ["/H2"]

    def test_whatever_is_no_text_has_words_instead(self, reader):
        tree = elements(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
        assert [element for role, element in tree if role == "/Figure" and not element.get("/Alt")] == []

    def test_its_words_are_those_of_the_page_in_the_order_of_reading(self, reader, edition):
        text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
        order = ["Read & aloud", HOSTILE, "Talk to somebody", "You may find a mistake early.", "Third"]
        assert sorted(order, key=text.index) == order
        assert "2 < 3 & H2O" in text
        assert f"/check/{edition.check_code}/" in text

    def test_the_emergency_card_has_the_numbers_of_the_site(self, client, edition, settings):
        settings.EMERGENCY_NUMBERS = [("EU", "112"), ("US", "911")]
        leaflet = f"/articles/{edition.slug}/leaflet"
        words = PdfReader(BytesIO(client.get(f"{leaflet}.pdf").content)).pages[0].extract_text()
        assert "Call at once\n112 European Union · 911 United States\nDo not wait." in words
        assert 'href="tel:112"' in client.get(f"{leaflet}/").content.decode()

    def test_each_sheet_has_the_code_and_says_that_it_is_a_demonstration(self, client, edition, settings):
        settings.DEMONSTRATION = True
        made = PdfReader(BytesIO(client.get(f"/articles/{edition.slug}/leaflet.pdf?size=large").content))
        assert len(made.pages) > 1
        for page in made.pages:
            text = page.extract_text()
            assert "Not checked by a clinician" in text
            assert f"Code of this edition: {edition.check_code}" in text

    def test_its_fonts_are_in_it(self, reader):
        for page in reader.pages:
            for font in page["/Resources"]["/Font"].values():
                (below,) = font.get_object()["/DescendantFonts"]
                described = below.get_object()["/FontDescriptor"].get_object()
                assert {"/FontFile2", "/FontFile3"} & set(described)

    def test_it_is_sent_as_it_is_and_the_same_each_time(self, client, edition):
        address = f"/articles/{edition.slug}/leaflet.pdf"
        first = client.get(address, headers={"Accept-Encoding": "br, gzip"})
        assert first["Content-Type"] == "application/pdf"
        assert "Content-Encoding" not in first
        assert first.content == client.get(address).content
        assert set(make_page("200 OK", list(first.items()), first.content).bodies) == {""}

    def test_where_there_is_no_font_the_page_says_so_and_no_file_is_made(self, client):
        edition = make_published(main_message="رسالة")
        html = client.get(f"/articles/{edition.slug}/leaflet/").content.decode()
        assert "leaflet.pdf" not in html
        assert "make a PDF in this language" in html
        assert client.get(f"/articles/{edition.slug}/leaflet.pdf").status_code == 404


def test_letters_are_drawn_in_the_scripts_that_the_fonts_are_made_for():
    assert can_draw("Abc ÄÖß ñ, αβγ, Жд – “5 µg ≥ 3” ½ → ✓\n")
    for text in ("مرحبا", "你好", "שלום", "नमस्ते", "😀"):
        assert not can_draw(text)
