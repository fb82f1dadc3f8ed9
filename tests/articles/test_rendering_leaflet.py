"""What of a page stands on its leaflet: whole sections, and good never without harm."""

from articles.rendering.leaflet import ROOM, leaflet_sections, on_paper
from articles.rendering.rendered import RenderedArticle, RenderedSection, safe
from tests.articles.test_rendering_surveys import drawn


def section(purpose, heading="", letters=20, level=2, urgency="", html=""):
    return RenderedSection("", heading, level, purpose, urgency, safe(html or f"<p>{'x' * letters}</p>"))


def leaflet(*sections):
    return leaflet_sections(RenderedArticle(sections=sections))


class TestSections:
    def test_rows_stand_in_the_order_of_the_page_and_the_rest_in_places_of_its_own(self):
        found = leaflet(
            section("overview", "In short"),
            section("benefits", "Good"),
            section("risks", "Harm"),
            section("questions", "Ask"),
            section("get-help", "Soon", urgency="urgent"),
            section("get-help", "Now", urgency="emergency"),
            section("support", "Groups"),
        )
        assert [row.heading for row in found.rows] == ["In short", "Good", "Harm"]
        assert [card.heading for card in found.care] == ["Now", "Soon"]
        assert [asked.heading for asked in found.questions] == ["Ask"]
        assert found.left_out == ("Groups",)

    def test_good_and_harm_are_there_however_long_and_others_while_there_is_room(self):
        found = leaflet(
            section("overview", "In short", letters=ROOM // 2),
            section("how-it-works", "How", letters=50),
            section("benefits", "Good", letters=ROOM // 2),
            section("benefits", "More good", letters=50),
            section("risks", "Harm", letters=100),
        )
        assert [row.heading for row in found.rows] == ["How", "Good", "More good", "Harm"]
        assert found.left_out == ("In short",)
        beyond = leaflet(section("benefits", "Good", letters=ROOM), section("risks", "Harm", letters=ROOM))
        assert len(beyond.rows) == 2

    def test_all_sections_of_a_purpose_are_there_or_none(self):
        halves = [section("overview", name, letters=ROOM // 2 + 1) for name in ("One", "Two")]
        assert leaflet(*halves).left_out == ("One", "Two")

    def test_what_stands_below_a_heading_stays_below_it(self):
        found = leaflet(
            section("other", "Drugs & <more>", html="<p>First.</p>"),
            section("risks", "Harm & <b>", html="<p>Second.</p>", level=3),
            section("other", "", html="<p>Third.</p>"),
        )
        (row,) = found.rows
        assert (row.heading, row.purpose) == ("Drugs & <more>", "risks")
        assert row.html == "<p>First.</p><h3>Harm &amp; &lt;b&gt;</h3><p>Second.</p><p>Third.</p>"


class TestOnPaper:
    def test_pictures_are_left_out_and_of_survey_tables_the_names_stay(self):
        table = drawn(headline="Most & many")
        html = f'<p>One.</p><figure class="picture"><a href="#x">a</a></figure>{table}<p>Two.</p>'
        assert on_paper(html) == "<p>One.</p><p>Table on the full page: Most &amp; many</p><p>Two.</p>"

    def test_of_links_only_the_words_stay_but_for_telephones(self):
        html = '<a class="term" href="#term-a">Word</a><a href="#source-1"><sup>[1]</sup></a> &lt;a &gt;'
        assert on_paper(html) == "Word<sup>[1]</sup> &lt;a &gt;"
        assert on_paper('<a href="tel:112">112</a>') == '<a href="tel:112">112</a>'
