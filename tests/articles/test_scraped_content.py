"""Scraped texts as ArticleContent."""

from articles.importing.purposes import purpose_of
from articles.importing.scraped import parse_scraped, to_content
from articles.importing.scraped_content import moved, shortened

HEADING = "How people rest when the head hurts"


def content(*lines):
    return to_content(parse_scraped("\n".join(["Headache", *lines]).encode()))


def body(*lines):
    return content("", HEADING, "", *lines).sections[0].body


class TestBodies:
    def test_paragraphs(self):
        assert body("One.", "", "Two & three, 5 < 6.") == "<p>One.</p><p>Two &amp; three, 5 &lt; 6.</p>"

    def test_text_that_looks_like_markup_is_escaped(self):
        assert body("A &lt;img src=x onerror=a()&gt; B") == "<p>A &lt;img src=x onerror=a()&gt; B</p>"

    def test_lists_lie_in_their_items_and_labels_are_strong(self):
        assert body("• Rest: lie down", "  1. alone", "  2. long", "• Drink") == (
            "<ul><li><strong>Rest:</strong> lie down<ol><li>alone</li><li>long</li></ol></li>"
            "<li>Drink</li></ul>"
        )

    def test_a_list_goes_down_six_levels_at_most(self):
        html = body(*(f"{' ' * i}• item" for i in range(60)))
        assert html.count("<ul>") == 7
        assert html.count("<li>") == 60

    def test_http_addresses_become_links(self):
        assert body("See https://example.org/?a=1&amp;b=2.") == (
            '<p>See <a href="https://example.org/?a=1&amp;b=2">https://example.org/?a=1&amp;b=2</a>.</p>'
        )

    def test_no_other_scheme_does(self):
        assert "<a" not in body("See javascript:alert(1) and ftp://example.org and mailto:a@example.org.")

    def test_marks_of_ours_in_the_text_are_text(self):
        found = content("", HEADING, "", "So it is [@lin-2020].", "", "[survey:headache-1]")
        assert found.sections[0].body == "<p>So it is [ @lin-2020].</p><p>[ survey:headache-1]</p>"


class TestSurveyTables:
    TABLE = (
        "Survey: Rest (n = 50)",
        "Answer n Share of all",
        "Lying 30 60%",
        "Sitting 20 40%",
        "",
        "Source: A count",
    )

    def test_it_is_placed_by_a_key_of_the_slug(self):
        found = content("", HEADING, "", "Text.", "", *self.TABLE, "", "More.")
        assert found.sections[0].body == "<p>Text.</p><p>[survey:headache-1]</p><p>More.</p>"
        (table,) = found.survey_tables
        assert (table.key, table.label_heading, table.sample_size) == ("headache-1", "Answer", 50)
        assert [(column.heading, column.unit) for column in table.columns] == [
            ("n", "count"),
            ("Share of all", "percent"),
        ]
        assert [(row.label, row.values) for row in table.rows] == [
            ("Lying", ("30", "60%")),
            ("Sitting", ("20", "40%")),
        ]

    def test_it_is_neither_verified_nor_shown(self):
        (table,) = content("", HEADING, "", *self.TABLE).survey_tables
        assert (table.source_text, table.source, table.verified, table.show_unverified) == (
            "A count",
            "",
            False,
            False,
        )

    def test_a_table_without_a_header_has_columns_without_a_heading(self):
        (table,) = content("", HEADING, "", "Survey: Rest", "Lying 30 60%", "Sitting 20").survey_tables
        assert [column.heading for column in table.columns] == ["", ""]
        assert [row.values for row in table.rows] == [("30", "60%"), ("20", "")]

    def test_a_header_in_one_piece_heads_the_labels_no_more(self):
        (table,) = content("", HEADING, "", "Survey: Rest", "Kinds of rest", "Lying 60%").survey_tables
        assert (table.label_heading, [column.heading for column in table.columns]) == ("", ["Kinds of rest"])

    def test_another_address_moves_the_keys(self):
        found = moved(content("", HEADING, "", *self.TABLE), "pain", {"pain-1"})
        assert (found.slug, found.survey_tables[0].key) == ("pain", "pain-2")
        assert found.sections[0].body == "<p>[survey:pain-2]</p>"


class TestClaims:
    def test_an_author_is_a_name_without_credentials(self):
        (author,) = content("By Ada Writer, MD, PhD", "", "Some text.").authors
        assert (author.key, author.name, author.credentials) == ("ada-writer", "Ada Writer", "")

    def test_two_authors(self):
        found = content("By Ada Writer and Ben Reader, RN", "", "Some text.").authors
        assert [author.name for author in found] == ["Ada Writer", "Ben Reader"]

    def test_staff_is_nobody(self):
        assert content("By the Editorial Team", "", "Some text.").authors == ()
        assert content("By Admin", "", "Some text.").authors == ()

    def test_reviewer_and_dates_are_no_part_of_it(self):
        with_claims = content("Reviewed by B. Reader on 3 May 2020", "Published 2020", "", "Some text.")
        assert with_claims == content("", "Some text.")


class TestFields:
    def test_labels_related_titles_and_organizations(self):
        found = content(
            "", "Resources for people whose head hurts", "", "See also  Rest &amp; care", "",
            "1. House of Rest (HR)", "", "It rests.", "",
            "1. House of rest (HR)", "", "It rests.", "", "Category: Pain; rest, Care",
        )  # fmt: skip
        assert (found.category, found.tags) == ("Pain", ("Care", "rest"))
        assert [(link.title, link.slug) for link in found.see_also] == [("Rest & care", "")]
        assert [(named.slug, named.name) for named in found.organizations] == [
            ("house-of-rest", "House of Rest")
        ]

    def test_long_texts_are_cut_at_a_word(self):
        found = to_content(parse_scraped(("long words " * 60).encode()))
        assert len(found.title) <= 300
        assert found.title.endswith("words…") or found.title.endswith("long…")
        assert len(found.slug) <= 100
        assert shortened("a" * 20, 10) == "a" * 9 + "…"

    def test_levels_and_lost_headings_stay(self):
        found = content("", HEADING, "", "One.", "", "", "Two.")
        assert [(section.level, section.heading) for section in found.sections] == [(2, HEADING), (3, "")]

    def test_headings_tell_a_purpose(self):
        assert purpose_of("Side Effects and Management") == "risks"
        assert purpose_of("When to call your doctor") == "get-help"
        assert purpose_of("A walk in the park") == "other"
