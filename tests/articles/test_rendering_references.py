"""References in the form of the NLM."""

import pytest

from articles.content import PersonName, SourceContent
from articles.rendering import format_source

NAMES = ("Nancy U.", "V", "Jean-Pierre", "N.U.", "", "Ana Maria", "Bo")
AUTHORS = tuple(PersonName(f"Name{i}", given) for i, given in enumerate(NAMES, start=1))


def reference(**fields) -> str:
    return format_source(SourceContent("key", **{"title": "A title"} | fields))


class TestJournalArticles:
    def test_it_prints_every_part_in_order(self):
        assert reference(
            authors=AUTHORS[:2],
            container_title="The Journal of Tests",
            container_title_short="J Tests",
            issued="2020-08",
            volume="38",
            issue="23",
            page="2610-2619",
        ) == ("Name1 NU, Name2 V. A title. J Tests. 2020 Aug;38(23):2610-9.")

    def test_a_record_with_gaps_has_no_stray_signs(self):
        assert reference(container_title="J Tests", issued="2021") == "A title. J Tests. 2021."
        assert reference(container_title="J Tests") == "A title. J Tests."

    def test_six_authors_are_named_and_the_others_are_et_al(self):
        assert reference(authors=AUTHORS).startswith(
            "Name1 NU, Name2 V, Name3 JP, Name4 NU, Name5, Name6 AM, et al. A title."
        )

    def test_a_list_that_was_cut_ends_in_et_al(self):
        assert reference(authors=AUTHORS[:1], authors_truncated=True).startswith("Name1 NU, et al. A title.")

    def test_a_body_keeps_its_name(self):
        assert reference(authors=(PersonName(literal="Group of Testers"),)).startswith("Group of Testers. ")

    def test_a_question_ends_without_a_full_stop(self):
        assert reference(title="Does it work?") == "Does it work?"

    @pytest.mark.parametrize(
        ("page", "printed"),
        [("492-516", "492-516"), ("2610-2619", "2610-9"), ("e1-e9", "e1-e9"), ("99-101", "99-101")],
    )  # fmt: skip
    def test_pages_are_shortened(self, page, printed):
        assert reference(container_title="J", page=page).endswith(f":{printed}.")


class TestOtherKinds:
    def test_a_web_page_says_when_it_was_read(self):
        printed = reference(
            type="webpage",
            authors=(PersonName(literal="Test Institute"),),
            publisher="Test Institute",
            issued="2024",
            accessed="2026-11-01",
            url="https://www.example.org/page?a=1&b=2",
        )
        address = "https://www.example.org/page?a=1&amp;b=2"
        assert printed == (
            "Test Institute. A title [Internet]. 2024 [cited 2026 Nov 1]. Available from: "
            f'<a href="{address}">{address}</a>'
        )

    def test_a_report_has_its_publisher_and_number(self):
        printed = reference(type="report", publisher="Test Press", issued="2019", number="7")
        assert printed == "A title. Test Press; 2019. Report No.: 7."

    def test_a_chapter_names_its_book(self):
        printed = reference(
            type="chapter", container_title="Book", publisher="Press", issued="2001", page="10-19"
        )
        assert printed == "A title. In: Book. Press; 2001. p. 10-9."

    def test_editors_stand_where_citing_medicine_has_them(self):
        editors = (PersonName("Doe", "John"), PersonName("Moe", "B"))
        book = {"type": "book", "publisher": "Press", "issued": "2001", "editors": editors}
        assert reference(**book, authors=()) == "Doe J, Moe B, editors. A title. Press; 2001."
        chapter = reference(
            **book | {"editors": editors[:1]}, authors=(PersonName("Roe", "A"),), container_title="Book"
        )
        assert chapter == "Roe A. A title. In: Doe J, editor. Book. Press; 2001."


class TestLinks:
    def test_doi_and_pmid_are_links(self):
        printed = reference(doi="10.1000/a(b)<c>", pmid="123", pmcid="PMC9", url="https://doi.org/10.1000/x")
        assert 'doi: <a href="https://doi.org/10.1000/a(b)&lt;c&gt;">10.1000/a(b)&lt;c&gt;</a>.' in printed
        assert '<a href="https://pubmed.ncbi.nlm.nih.gov/123/">123</a>' in printed
        assert '<a href="https://pmc.ncbi.nlm.nih.gov/articles/PMC9/">PMC9</a>' in printed
        assert "Available" not in printed

    @pytest.mark.parametrize(
        "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https://", "https://a b/", "http://["]
    )  # fmt: skip
    def test_only_web_addresses_become_links(self, address):
        assert "<a" not in reference(url=address)

    def test_markup_in_a_record_is_text(self):
        printed = reference(
            title="<script>alert(1)</script>",
            authors=(PersonName('"><img src=x>', "<b>"),),
            doi='10.1/"onmouseover="x',
            pmid="1'><b>",
            publisher="<i>",
            type="book",
        )
        assert "<script" not in printed
        assert "<img" not in printed
        assert "<b>" not in printed
        assert '"onmouseover' not in printed.replace("%22", "").split(">10.1")[0]
