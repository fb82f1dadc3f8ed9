"""Blocks and kinds of line in scraped texts. The texts are our own."""

import pytest

from articles.importing.scraped import parse_scraped
from tests.scraped_text import texts


def read(*parts):
    return parse_scraped("\n".join(parts).encode())


def outline(article):
    return [(section.level, section.heading) for section in article.sections]


LONG = "How a tablet for headaches is made"


class TestTitle:
    def test_the_first_line_is_the_title_with_what_follows_a_dash(self):
        assert read("Headache – causes and care", "", "Some text.").title == "Headache – causes and care"

    def test_further_lines_of_its_block_are_ordinary_lines(self):
        article = read("Headache", "Short line", "", "More text.")
        assert outline(article) == [(2, "")]
        assert texts(article) == ["Short line", "More text."]

    def test_a_title_alone_is_an_article(self):
        assert read("Headache").sections == ()


class TestPromotionalBlocks:
    @pytest.mark.parametrize(
        "line",
        [
            "Make an order for drugs today",
            "Place your order and get the tablets by mail",
            "• Buy cheap PILLS",
            "Shop our medicines",
            "Everything with a DISCOUNT",
            "Use promo code HEAD10",
            "No prescription needed",
            "Delivered without a prescription",
            "Click here to buy",
        ],
    )
    def test_it_is_dropped_before_the_title(self, line):
        article = read("Our shop", line, "", "Headache", "", "Some text.")
        assert article.title == "Headache"
        assert [(d.line, d.reason) for d in article.dropped] == [(1, "promotional"), (2, "promotional")]
        assert [line for line, _ in article.promotional] == [1]

    @pytest.mark.parametrize(
        "line",
        [
            "Never buy tablets without a prescription.",
            "Don’t order pills on the web.",
            "Beware of offers with no prescription.",
            "In order to get well, take medicines on time.",
            "Get some rest.",
            "Buy " + "fruit and vegetables of many kinds, and other food that is fresh, " + "not pills.",
        ],
    )
    def test_other_lines_are_content(self, line):
        article = read("Headache", "", LONG, "", line)
        assert texts(article) == [line]
        assert article.promotional == ()

    def test_its_words_are_told(self):
        assert read("Buy our best pills now", "", "Headache").promotional == ((1, "Buy our best pills"),)

    def test_a_small_one_goes_after_the_title_too(self):
        article = read("Headache", "", "Text.", "", "Special offer", "Order pills", "", "More text.")
        assert texts(article) == ["Text.", "More text."]
        assert [d.line for d in article.dropped] == [5, 6]

    def test_a_large_one_stays_and_is_still_found(self):
        long_line = "Special offer: " + "word " * 24 + "end"
        article = read("Headache", "", "Text.", "", long_line, "", "a", "b", "c", "Best price")
        assert long_line in texts(article)
        assert article.dropped == ()
        assert [line for line, _ in article.promotional] == [5, 7]

    @pytest.mark.parametrize(
        "line",
        [
            "Get medical help at once if somebody took too many tablets.",
            "Get help: call your nurse before you take other medicines",
            "Place your order of medicines only after you call your doctor.",
            "Buy no medicines after an overdose: ring the helpline.",
            "Order of steps after a poisoning with pills",
            "Get your tablets and dial 112 if you can’t breathe",
            "Get the pills back to the pharmacist and report side effects",
        ],
    )
    def test_a_line_about_safety_is_never_dropped(self, line):
        article = read("Headache", "", LONG, "", "Text.", "", line, "", "More text.")
        assert line in [*texts(article), *(section.heading for section in article.sections)]
        assert article.dropped == ()

    @pytest.mark.parametrize(
        "line",
        ["Buy 112 pills today", "Get 999 tablets for $911", "Order our medicines, call 1-911-555-0100 now"],
    )
    def test_a_price_or_a_shop_is_no_line_about_safety(self, line):
        assert read("Headache", "", LONG, "", "Text.", "", line, "", "More text.").dropped

    def test_a_line_about_safety_outlives_the_block_that_sells(self):
        article = read(
            "Headache", "", "Text.", "", "Special offer", "Call 911 after an overdose", "", "More."
        )
        assert texts(article) == ["Text.", "Call 911 after an overdose", "More."]
        assert [d.line for d in article.dropped] == [5]
        assert [line for line, _ in article.promotional] == [5]

    def test_before_the_title_it_moves_behind_the_title_and_the_bylines(self):
        article = read(
            "Buy pills",
            "Never take more than your doctor said",
            "",
            "Headache",
            "",
            "By Ada Writer",
            "",
            "Text.",
        )
        assert (article.title, article.author) == ("Headache", "Ada Writer")
        assert texts(article) == ["Never take more than your doctor said", "Text."]

    def test_a_banner_that_tells_to_get_help_is_not_the_title(self):
        banner = "Get help at once if you took too many tablets."
        article = read(banner, "", "Headache", "", "Text.")
        assert (article.title, texts(article)) == ("Headache", [banner, "Text."])
        assert (article.dropped, article.promotional) == ((), ())

    def test_a_title_that_tells_to_get_help_is_the_title(self):
        assert read("Get help after too many tablets", "", "Text.").title == "Get help after too many tablets"


class TestGaps:
    def test_two_empty_lines_before_text_mark_a_lost_heading(self):
        article = read("Headache", "", LONG, "", "Text.", "", "", "More text.")
        assert outline(article) == [(2, LONG), (3, "")]
        assert article.missing_headings == (8,)

    def test_one_empty_line_does_not(self):
        assert read("Headache", "", LONG, "", "Text.", "", "More text.").missing_headings == ()

    def test_a_list_after_the_gap_counts(self):
        article = read("Headache", "", LONG, "", "Text.", "", "", "• one")
        assert article.missing_headings == (8,)

    @pytest.mark.parametrize(
        "parts",
        [
            ("Headache", "", "", "Text.", "", "More."),
            ("Headache", "", LONG, "", "", "Text."),
            ("Headache", "", LONG, "", "Text.", "", "", LONG + " again", "", "Text."),
            ("Headache", "", LONG, "", "Text.", "", "", "See also  Migraine"),
            ("Headache", "", LONG, "", "Text.", "", "", "Table: A caption", "Label n", "Row 5"),
            ("Headache", "", LONG, "", "Text.", "", "", "1. Entry", "", "Text."),
            ("Headache", "", LONG, "", "Text.", "", "", "Category: Pain"),
        ],
        ids=["no section", "after heading", "heading", "related", "table", "numbered", "category"],
    )
    def test_there_is_none(self, parts):
        assert read(*parts).missing_headings == ()

    def test_a_decoration_ends_a_run_and_counts_for_none(self):
        article = read("Headache", "", LONG, "", "Text.", "", "* * *", "", "More.")
        assert article.missing_headings == ()
        assert [(d.line, d.reason) for d in article.dropped] == [(7, "decoration")]

    def test_a_run_beside_a_decoration_counts(self):
        article = read("Headache", "", LONG, "", "Text.", "", "", "* * *", "More.")
        assert article.missing_headings == (9,)

    def test_a_line_that_held_only_markup_counts_for_none(self):
        article = read("Headache", "", LONG, "", "Text.", "", "<br>", "More.")
        assert article.missing_headings == ()

    def test_a_gap_before_a_dropped_block_goes_to_the_next(self):
        article = read("Headache", "", LONG, "", "Text.", "", "", "Special offer", "", "More.")
        assert article.missing_headings == (10,)


class TestBylines:
    def head(self, *parts):
        article = read("Headache", *parts, "", "This is the first text of the article.")
        told = article.to_dict()
        return {
            name: told[name]
            for name in ("author", "reviewer", "published", "updated", "reviewed")
            if told[name]
        }

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ("By A. Writer", {"author": "A. Writer"}),
            ("Written by A. Writer, MD", {"author": "A. Writer, MD"}),
            ("Author: van der Berg", {"author": "van der Berg"}),
            ("Reviewed by B. Reader", {"reviewer": "B. Reader"}),
            (
                "Medically reviewed by B. Reader on 3 May 2021",
                {"reviewer": "B. Reader", "reviewed": "3 May 2021"},
            ),
            ("Reviewed by the Panel on Pain", None),
            ("Published 2020-05-03", {"published": "2020-05-03"}),
            ("Published on May 3, 2020", {"published": "May 3, 2020"}),
            ("Posted: 3 May 2020", {"published": "3 May 2020"}),
            ("Updated 05/2021", {"updated": "05/2021"}),
            ("LAST UPDATED ON: June 2021", {"updated": "June 2021"}),
            ("By using heat, one feels better", {}),
            ("By A. Writer.", {}),
            ("Bypass surgery", {}),
            ("Updated treatments of 2020", {}),
            ("Published by a press", {}),
            ("By " + "Name " * 14, {}),
        ],
    )
    def test_it_tells(self, line, told):
        if told is not None:
            assert self.head(line) == told

    def test_a_small_word_after_reviewed_by_is_no_name(self):
        assert self.head("Reviewed by the Panel on Pain") == {}

    def test_several_in_blocks_of_their_own(self):
        assert self.head("", "By A. Writer", "Published 2020", "", "* * *", "Updated 2021") == {
            "author": "A. Writer",
            "published": "2020",
            "updated": "2021",
        }

    def test_later_in_the_text_it_is_text(self):
        article = read("Headache", "", "Some text.", "", "By A. Writer", "and more")
        assert article.author is None
        assert "By A. Writer" in texts(article)

    def test_a_second_author_stays_in_the_text(self):
        article = read("Headache", "By A. Writer", "By B. Writer", "", "Text.")
        assert article.author == "A. Writer"
        assert texts(article)[0] == "By B. Writer"


class TestCategoryAndTags:
    def labels(self, *lines):
        article = read("Headache", "", "Some text.", "", *lines)
        return article.category, article.tags

    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("Category: Pain", ("Pain", ())),
            ("categories: Pain, Head; Care", ("Pain", ("Head", "Care"))),
            ("Tags: head, care; rest", (None, ("head", "care", "rest"))),
            ("Tags: head, Head, HEAD", (None, ("head",))),
            ("Category: " + "word " * 12, (None, ())),
        ],
    )
    def test_a_line_of_its_own(self, line, expected):
        assert self.labels(line) == expected

    def test_a_line_of_a_larger_block(self):
        article = read("Headache", "", "Some text.", "Category: Pain", "Tags: rest", "More text.")
        assert (article.category, article.tags) == ("Pain", ("rest",))
        assert texts(article) == ["Some text.", "More text."]

    def test_the_names_of_a_second_category_line_are_tags(self):
        assert self.labels("Category: Pain", "", "Category: Head") == ("Pain", ("Head",))

    def test_without_it_the_category_is_empty(self):
        assert self.labels("More text.") == (None, ())


class TestHeadings:
    def levels(self, *lines):
        parts = [part for line in lines for part in ("", line, "", "Some text.")]
        return outline(read("Headache", *parts))

    def test_six_words_make_level_2_and_fewer_level_3(self):
        assert self.levels("What one should know about headaches", "Causes of pain") == [
            (2, "What one should know about headaches"),
            (3, "Causes of pain"),
        ]

    def test_the_first_short_heading_is_lifted(self):
        assert self.levels("Causes", "Care", LONG, "Rest") == [
            (2, "Causes"),
            (3, "Care"),
            (2, LONG),
            (3, "Rest"),
        ]

    def test_a_short_heading_after_loose_text_is_lifted_too(self):
        assert outline(read("Headache", "", "Loose text.", "", "Causes", "", "Text.")) == [
            (2, ""),
            (2, "Causes"),
        ]

    @pytest.mark.parametrize(
        "line",
        [
            "What is a headache?",
            "Relief at last ★",
            "Rest and care 😀",
            "123 ways to rest",
            "Éducation and care",
            "word " * 0 + "One two three four five six seven eight nine ten eleven twelve thirteen fourteen",
        ],
    )
    def test_it_is_a_heading(self, line):
        assert self.levels(line) == [(2, line.strip())]

    @pytest.mark.parametrize(
        "line",
        [
            "It ends here.",
            "It ends here,",
            "It ends here;",
            "Here is a list:",
            "Rest now!",
            "Rest now! 😀",
            "One. Two",
            "One; two",
            "One! Two",
            "Look at https://example.org",
            "lower case begins it",
            "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen",
            "1. Is it numbered?",
        ],
    )
    def test_it_is_a_paragraph(self, line):
        article = read("Headache", "", line, "", "Some text.")
        assert texts(article) == [line, "Some text."]

    def test_the_last_block_is_no_heading(self):
        assert texts(read("Headache", "", "Some text.", "", "The very last line")) == [
            "Some text.",
            "The very last line",
        ]

    def test_a_line_in_a_block_of_two_is_no_heading(self):
        assert texts(read("Headache", "", "Causes of pain", "Some text", "", "More.")) == [
            "Causes of pain",
            "Some text",
            "More.",
        ]

    def test_a_numbered_line_alone_is_a_heading_of_level_3(self):
        article = read("Headache", "", LONG, "", "2) Rest at home", "", "Some text.")
        assert outline(article) == [(2, LONG), (3, "Rest at home")]


class TestRelatedLines:
    @pytest.mark.parametrize(
        "line",
        [
            "See also  Rest and care",
            "see also: Rest and care",
            "SEE ALSO\u00a0 Rest and care",
            "• See also Rest and care",
        ],
    )
    def test_it_is_no_text(self, line):
        article = read("Headache", "", LONG, "", "Some text.", "", line, "", "More text.")
        assert article.related_lines == ((7, "Rest and care", LONG),)
        assert texts(article) == ["Some text.", "More text."]

    def test_it_ends_a_list(self):
        article = read("Headache", "", LONG, "", "• one", "See also Rest", "• two")
        assert [len(block.items) for block in article.sections[0].blocks] == [1, 1]

    def test_before_any_section_it_opens_none(self):
        article = read("Headache", "", "See also Rest")
        assert article.related_lines == ((3, "Rest", ""),)
        assert article.sections == ()


class TestLists:
    def items(self, *lines):
        article = read("Headache", "", LONG, "", *lines)
        return [item.to_dict() for block in article.sections[0].blocks for item in block.items]

    def depths(self, *lines):
        return [item["depth"] for item in self.items(*lines)]

    @pytest.mark.parametrize("mark", "•◦▪‣●○*-–")
    def test_all_marks_make_items(self, mark):
        assert self.items(f"{mark} one", f"  {mark}\ttwo") == [
            {"depth": 0, "label": None, "text": "one"},
            {"depth": 1, "label": None, "text": "two"},
        ]

    def test_a_mark_without_a_space_is_text(self):
        article = read("Headache", "", LONG, "", "-one", "–two")
        assert texts(article) == ["-one", "–two"]

    def test_two_numbered_lines_make_an_ordered_list(self):
        article = read("Headache", "", LONG, "", "1. one", "2) two", "• three")
        (found,) = article.sections[0].blocks
        assert found.ordered
        assert [item.text for item in found.items] == ["one", "two", "three"]

    def test_one_numbered_line_among_others_is_text(self):
        article = read("Headache", "", LONG, "", "Some text.", "1. one is text here")
        assert texts(article) == ["Some text.", "1. one is text here"]

    def test_a_list_that_begins_with_a_bullet_is_not_ordered(self):
        article = read("Headache", "", LONG, "", "• zero", "1. one", "2. two")
        assert not article.sections[0].blocks[0].ordered

    def test_depth_follows_the_indentation(self):
        assert self.depths("• a", "  • b", "    • c", "  • d", "• e") == [0, 1, 2, 1, 0]

    def test_the_first_item_has_depth_0_however_far_it_is_indented(self):
        assert self.depths("      • a", "        • b", "   • c") == [0, 1, 0]

    def test_an_indentation_in_between_opens_a_level_below_the_smaller(self):
        assert self.depths("• a", "    • b", "  • c", "    • d") == [0, 1, 1, 2]

    def test_a_tab_goes_to_the_next_multiple_of_four(self):
        assert self.depths("    • a", "\t• b", "  \t• c", "\t • d") == [0, 0, 0, 1]

    def test_an_indented_line_goes_on_with_the_item(self):
        assert self.items("• one", "  goes on", "  and on", "• two") == [
            {"depth": 0, "label": None, "text": "one goes on and on"},
            {"depth": 0, "label": None, "text": "two"},
        ]

    def test_a_line_that_is_not_deeper_is_a_paragraph(self):
        article = read("Headache", "", LONG, "", "  • one", "  text", "  • two")
        assert [block.to_dict()["type"] for block in article.sections[0].blocks] == [
            "list",
            "paragraph",
            "list",
        ]

    def test_an_empty_line_ends_a_list(self):
        article = read("Headache", "", LONG, "", "• one", "", "• two")
        assert len(article.sections[0].blocks) == 2

    @pytest.mark.parametrize(
        ("text", "label", "rest"),
        [
            ("Rest: lie down", "Rest", "lie down"),
            ("Ratio 1:2: mix it", "Ratio 1:2", "mix it"),
            (
                "One two three four five six seven eight: text",
                "One two three four five six seven eight",
                "text",
            ),
            ("One two three four five six seven eight nine: text", None, None),
            ("Dr. Who: text", None, None),
            ("Rest:", None, None),
            ("At 10:30 lie down", None, None),
            ("a" * 81 + ": text", None, None),
        ],
    )
    def test_labels(self, text, label, rest):
        assert self.items(f"• {text}") == [{"depth": 0, "label": label, "text": rest or text}]


class TestSections:
    def test_text_before_the_first_heading_has_a_section_without_one(self):
        article = read("Headache", "", "Loose text.", "", LONG, "", "Text.")
        assert outline(article) == [(2, ""), (2, LONG)]

    def test_passages_know_their_line_kind_and_section(self):
        article = read("Headache", "", LONG, "", "Text.", "• Rest: lie down", "  a while")
        assert [(p.text, p.kind, p.section, p.section_index, p.line) for p in article.passages] == [
            ("Text.", "paragraph", LONG, 0, 5),
            ("Rest: lie down a while", "item", LONG, 0, 6),
        ]

    def test_a_section_knows_its_first_line(self):
        article = read("Headache", "", LONG, "", "Text.", "", "", "More.")
        assert [section.line for section in article.sections] == [3, 8]


class TestResult:
    def test_it_has_exactly_these_keys_in_this_order(self):
        told = read("Headache", "", LONG, "", "Text.").to_dict()
        assert list(told) == [
            "schema", "title", "category", "tags", "author", "reviewer", "published", "updated", "reviewed",
            "sections", "related", "surveys", "organizations", "dropped",
        ]  # fmt: skip
        assert told["sections"] == [
            {"level": 2, "heading": LONG, "blocks": [{"type": "paragraph", "text": "Text."}]}
        ]
        assert (told["schema"], told["category"], told["tags"], told["author"]) == (1, None, [], None)
