"""Records as reference managers, PubMed and publishers give them."""

import json

import pytest

from articles.content import PersonName, SourceContent
from articles.exporting.csl import source_to_csl
from articles.exporting.ris import sources_to_ris
from articles.importing.bibliography import FreeKeys, identifier_in, read_bibliography
from articles.importing.records import FileError

SOURCE = SourceContent(
    key="doe-2020",
    title="A title with a < b",
    authors=(PersonName("Doe", "J."), PersonName(literal="A Study Group")),
    container_title="A Journal",
    container_title_short="A J",
    publisher="A House",
    issued="2020-07-03",
    accessed="2024-01-09",
    volume="12",
    issue="3",
    page="100-110",
    doi="10.1000/xyz",
    pmid="12345",
    pmcid="PMC678",
    url="https://example.org/xyz",
)
NBIB = """
PMID- 31553661
DP  - 2020 Aug 10
TI  - A title that goes on
      over two lines.
LID - 10.1000/abc [doi]
LID - S0001 [pii]
FAU - Lin, Nancy U
AU  - Lin NU
CN  - A Study Group
PT  - Journal Article
PT  - Randomized Controlled Trial
JT  - Journal of tests
TA  - J Tests
VI  - 38
IP  - 2
PG  - 10-9
PMC - PMC99
"""
BIBTEX = r"""
@string{jt = "Journal of {T}ests"}
@article{Muller:2020,
  author = {M{\"u}ller, Hans-J{\"o}rg and van der Berg, Anna and {A Study Group}},
  title = {{HER2} in 50\% of
     cases}, journal = jt, year = 2020, month = mar, pages = {100--110}, number = 4, doi = {10.1000/abc_d}
}
"""


def sources(text):
    records = read_bibliography(text)
    assert records.problems == ()
    return [record.source for _, record in records.values]


class TestRis:
    def test_what_is_written_as_ris_is_read_back(self):
        assert sources(sources_to_ris([SOURCE])) == [SOURCE]

    def test_several_records(self):
        other = SourceContent(key="roe-2021", title="Another")
        assert [source.key for source in sources(sources_to_ris([SOURCE, other]))] == ["doe-2020", "roe-2021"]

    @pytest.mark.parametrize(
        ("line", "issued"),
        [
            ("PY  - 2019", "2019"),
            ("PY  - 2019//", "2019"),
            ("Y1  - 2019/05//", "2019-05"),
            ("PY  - soon", ""),
            ("PY  - 2020\nDA  - 14 September 2020", "2020-09-14"),
            ("PY  - 2020\nDA  - Sep 14", "2020-09-14"),
            ("PY  - 2020\nDA  - 07/08/2020", "2020"),
            ("PY  - 2020\nDA  - 07/08", "2020"),
            ("PY  - 2020\nDA  - soon", "2020"),
            ("Y1  - 2020/07/15\nDA  - 14", "2020-07-15"),
            ("Y1  - 2019/07/15\nDA  - 2020/07/16", "2020-07-16"),
        ],
    )
    def test_a_date_keeps_the_parts_it_has(self, line, issued):
        (source,) = sources(f"TY  - JOUR\nT1  - A title\n{line}\nER  - \n")
        assert source.issued == issued

    def test_a_line_without_a_tag_goes_on_with_the_one_before_it(self):
        (source,) = sources("TY  - JOUR\r\nTI  - One\r\ntwo\r\nER  -\r\n")
        assert source.title == "One two"

    @pytest.mark.parametrize(
        "line",
        [
            "DO  - https://doi.org/10.1000/abc",
            "UR  - https://doi.org/10.1000/abc",
            "UR  - https://journal.example.org/doi/abs/10.1000/abc",
            "UR  - https://example.org/\nUR  - https://dx.doi.org/10.1000/abc",
            "N1  - doi: 10.1000/abc",
            "M3  - 10.1000/abc",
        ],
    )
    def test_the_doi_may_stand_in_an_address_or_a_note(self, line):
        (source,) = sources(f"TY  - JOUR\nTI  - A title\n{line}\nER  - \n")
        assert source.doi == "10.1000/abc"

    def test_the_short_name_of_a_journal_may_stand_beside_its_full_one(self):
        (source,) = sources("TY  - JOUR\nTI  - A title\nJF  - Journal of tests\nJO  - J Tests\nER  - \n")
        assert (source.container_title, source.container_title_short) == ("Journal of tests", "J Tests")

    def test_editors_of_a_book_are_told_from_those_of_its_series(self):
        (source,) = sources("TY  - BOOK\nTI  - A title\nA2  - Ray, Ann\nA3  - Lin, Bo\nER  - \n")
        assert source.editors == (PersonName("Lin", "Bo"),)

    def test_a_report_may_have_its_title_where_that_of_a_journal_stands(self):
        (source,) = sources("TY  - JOUR\nT2  - Counts of tests 2015\nPY  - 0000\nER  - \n")
        assert (source.title, source.container_title) == ("Counts of tests 2015", "")

    def test_a_note_that_names_another_paper_is_not_taken(self):
        (source,) = sources("TY  - JOUR\nTI  - A title\nN1  - Comment on 10.1000/abc\nER  - \n")
        assert source.doi == ""

    def test_the_pmid_may_stand_in_an_address(self):
        (source,) = sources(
            "TY  - JOUR\nTI  - A title\nUR  - http://www.ncbi.nlm.nih.gov/pubmed/12345\nER  - \n"
        )
        assert source.pmid == "12345"

    @pytest.mark.parametrize(
        ("lines", "fields"),
        [
            ("TY  - THES\nTI  - T\nPB  - A University", {"type": "thesis", "publisher": "A University"}),
            (
                "TY  - CPAPER\nTI  - T\nT2  - Meeting\nC3  - Proc",
                {"type": "paper-conference", "container_title": "Proc"},
            ),
            (
                "TY  - NEWS\nTI  - T\nT2  - The News",
                {"type": "article-newspaper", "container_title": "The News"},
            ),
            ("TY  - CHAP\nTI  - T\nBT  - Book\nT3  - Series", {"type": "chapter", "container_title": "Book"}),
            ("TY  - CHAP\nCT  - T\nT2  - Book", {"type": "chapter", "title": "T", "container_title": "Book"}),
            ("TY  - BOOK\nBT  - T", {"type": "book", "title": "T", "container_title": ""}),
            ("TY  - RPRT\nTI  - T\nM1  - 12", {"type": "report", "number": "12", "issue": ""}),
            ("TY  - JOUR\nTI  - T\nSP  - 10-20\nEP  - 20", {"page": "10-20"}),
            ("TY  - JOUR\nTI  - T\nSP  - 10\nEP  - 10", {"page": "10"}),
            ("TY  - JOUR\nTI  - T\nC7  - e12\nIS  - 3", {"number": "e12", "issue": "3"}),
            (
                "TY  - JOUR\nTI  - T\nJA  - J. T.\nJF  - Journal",
                {"container_title_short": "J. T.", "container_title": "Journal"},
            ),
            (
                "TY  - ELEC\nTI  - T\nUR  - www.example.org/a",
                {"type": "webpage", "url": "https://www.example.org/a"},
            ),
            ("TY  - JOUR\nTI  - T\nUR  - https://a.org/1; https://a.org/2", {"url": "https://a.org/1"}),
            ("TY  - JOUR\nTI  - T\nAN  - 123\nDB  - PubMed", {"pmid": "123"}),
            ("TY  - JOUR\nTI  - T\nAN  - 123\nDB  - Scopus", {"pmid": ""}),
            ("TY  - JOUR\nTI  - T\nAU  - A Group,", {"authors": (PersonName(literal="A Group"),)}),
            (
                "TY  - JOUR\nTI  - T\nA1  - B, C; M&uuml;, D",
                {"authors": (PersonName("B", "C"), PersonName("Mü", "D"))},
            ),
            ("  TY - JOUR\n  TI - T\n  PY - 2015", {"title": "T", "issued": "2015"}),
            ("TY\t- JOUR\nTI\t- T", {"title": "T"}),
            ("TY  -JOUR\nTI  -T\nER  -", {"title": "T"}),
            ("Provider: X\n\nTY  - JOUR\nTI  - T", {"title": "T"}),
            ("TY  – JOUR\nTI  – T\nPY  – 2015", {"title": "T", "issued": "2015"}),
            ("TY  - EJOUR\nTI  - T\nM1  - 7\nC3  - PMC12", {"issue": "7", "pmcid": "PMC12"}),
            ("TY  - ECHAP\nTI  - T\nC7  - PMC12", {"pmcid": "PMC12"}),
            ("TY  - RPRT\nTI  - T\nSN  - R-12", {"number": "R-12"}),
            ("TY  - RPRT\nTI  - T\nSN  - 978-3-16-148410-0\nM1  - 4", {"number": "4"}),
            ("TY  - PAT\nTI  - T\nSN  - US12345", {"number": "US12345"}),
            ("TY  - JOUR\nTI  - T\nPY  - 2012\nDA  - 2014/01/02", {"issued": "2012"}),
            (
                "TY  - JOUR\nTI  - T\nUR  - https://a.org/1; https://doi.org/10.1000/a",
                {"url": "https://a.org/1", "doi": "10.1000/a"},
            ),
        ],
    )
    def test_each_type_and_each_form_of_a_line(self, lines, fields):
        (source,) = sources(lines)
        assert {name: getattr(source, name) for name in fields} == fields

    def test_a_record_without_a_title_is_named(self):
        records = read_bibliography("TY  - JOUR\nAU  - Doe, J.\nPY  - 2020\nER  - \n")
        assert records.problems == ("record 1 (unnamed 1): title: is missing",)


class TestNbib:
    def test_it_reads_every_field(self):
        assert sources(NBIB) == [
            SourceContent(
                key="lin-2020",
                title="A title that goes on over two lines",
                authors=(PersonName("Lin", "Nancy U"), PersonName(literal="A Study Group")),
                container_title="Journal of tests",
                container_title_short="J Tests",
                issued="2020-08-10",
                volume="38",
                issue="2",
                page="10-9",
                doi="10.1000/abc",
                pmid="31553661",
                pmcid="PMC99",
                kind="trial",
            )
        ]

    def test_a_chapter_has_its_book_and_publisher(self):
        (source,) = sources("PMID- 12\nTI  - A chapter.\nBTI - A book\nPB  - A House\nFAU - Lee, Ann\n")
        assert (source.type, source.title, source.container_title, source.publisher) == (
            "chapter",
            "A chapter",
            "A book",
            "A House",
        )

    def test_a_book_alone_is_one(self):
        (source,) = sources("PMID- 12\nBTI - A book\nPB  - A House\n")
        assert (source.type, source.title, source.container_title) == ("book", "A book", "")

    def test_people_and_bodies_keep_their_order(self):
        lines = "FAU - King, Ann Jr\nAU  - King A Jr\nCN  - A Group\nFAU - de la Cruz, M\nAU  - de la Cruz M"
        (source,) = sources(f"PMID- 12\nTI  - A title.\n{lines}\nFIR - Moe, Bob\nIR  - Moe B\n")
        assert source.authors == (
            PersonName("King Jr", "Ann"),
            PersonName(literal="A Group"),
            PersonName("de la Cruz", "M"),
        )

    def test_it_says_that_there_are_more_authors(self):
        (source,) = sources("PMID- 12\nTI  - T\nFAU - Gout, I\nAU  - Gout I\nAU  - et al.\n")
        assert (source.authors, source.authors_truncated) == ((PersonName("Gout", "I"),), True)

    def test_an_old_record_has_short_names_and_a_date_on_line_only(self):
        (source,) = sources("PMID- 12\nTI  - T\nAU  - van der Berg JA\nAU  - King A Jr\nDEP - 20191101\n")
        assert source.authors == (PersonName("van der Berg", "JA"), PersonName("King Jr", "A"))
        assert source.issued == "2019-11-01"

    def test_a_record_of_eric_begins_with_its_owner(self):
        lines = "OWN - ERIC\nTI  - {}\nAU  - van Berg, Ann M.\nPG  - 12-24\nDP  - Article 10 2019\n"
        one, _other = sources(f"{lines.format('One')}\n{lines.format('Other')}")
        assert one.authors == (PersonName("van Berg", "Ann M."),)
        assert (one.title, one.page, one.issued) == ("One", "12-24", "2019")

    @pytest.mark.parametrize(
        ("types", "kind"), [(["Review", "Meta-Analysis"], "meta-analysis"), (["Journal Article"], "")]
    )
    def test_the_strongest_kind_of_evidence_is_taken(self, types, kind):
        lines = "".join(f"PT  - {name}\n" for name in types)
        (source,) = sources(f"PMID- 1234\nTI  - A title\n{lines}")
        assert source.kind == kind


class TestRetracted:
    @pytest.mark.parametrize(
        ("text", "status"),
        [
            ("PMID- 12\nTI  - A title\nPT  - Retracted Publication\n", "retracted"),
            ("PMID- 12\nTI  - A title\nRIN - A Journal. 2021. PMID: 34\n", "retracted"),
            ("PMID- 12\nTI  - A title\nECI - A Journal. 2021. PMID: 34\n", "concern"),
            ("PMID- 12\nTI  - Retraction: A title\nPT  - Retraction of Publication\nROF - A Journal\n", ""),
            ("TY  - JOUR\nTI  - A title\nKW  - Retracted Publication\nER  - ", "retracted"),
            ("TY  - JOUR\nTI  - RETRACTED: A title\nER  - ", "retracted"),
            ("@article{a, title = {(Retracted article) A title}}", "retracted"),
            ('{"title": "Retracted papers: how many?"}', ""),
        ],
    )
    def test_the_mark_of_the_record_is_read(self, text, status):
        ((_, record),) = read_bibliography(text).values
        assert record.retraction_status == status

    def test_the_note_names_the_notice(self):
        text = "PMID- 12\nTI  - A title\nRIN - A Journal. 2021. PMID: 34\n"
        ((_, record),) = read_bibliography(text).values
        assert (
            record.retraction_note == "Marked by PubMed as retracted. The notice: A Journal. 2021. PMID: 34"
        )

    def test_another_word_for_it_is_named(self):
        records = read_bibliography('{"title": "A title", "custom": {"retraction_status": "bad"}}')
        assert "custom.retraction_status: one of concern, retracted is expected" in records.problems[0]


class TestBibtex:
    def test_it_reads_names_months_and_what_latex_writes_its_own_way(self):
        assert sources(BIBTEX) == [
            SourceContent(
                key="muller-2020",
                title="HER2 in 50% of cases",
                authors=(
                    PersonName("Müller", "Hans-Jörg"),
                    PersonName("van der Berg", "Anna"),
                    PersonName(literal="A Study Group"),
                ),
                container_title="Journal of Tests",
                issued="2020-03",
                issue="4",
                page="100-110",
                doi="10.1000/abc_d",
            )
        ]

    def test_a_key_that_can_be_cited_is_kept(self):
        (source,) = sources("@book{doe2020, title = {A book}, publisher = {A House}}")
        assert (source.key, source.type, source.publisher) == ("doe2020", "book", "A House")

    @pytest.mark.parametrize(
        ("broken", "why"),
        [
            ("@book{b, title = {B", "can't be read"),
            ("@book{b, title = {B, year = 2020}", "can't be read"),
            ("@book{b, title = {B} year = 2020}", "a comma seems to be missing behind its title"),
        ],
    )
    def test_what_is_broken_is_named_with_its_line_and_the_rest_is_read(self, broken, why):
        records = read_bibliography(f"@book{{a, title = {{A}}}}\n{broken}\n@book{{c, title = {{C}}}}\n")
        assert [record.source.key for _, record in records.values] == ["a", "c"]
        (problem,) = records.problems
        assert problem.startswith("the BibTeX that begins on line 2 can't be read: ")
        assert why in problem

    def test_strings_are_joined_and_a_chapter_has_what_its_book_says(self):
        (chapter, book) = sources(r"""
            @string(j = {Journal of }) @string{full = j # "Tests"}
            @incollection{a, title = full # {, part } # 3, author = "A {"}quoted{"} B", crossref = {B}}
            @book{b, title = {The book}, subtitle = {All of it}, publisher = {House}, year = 2015,
              doi = {10.1/b}}
        """)
        assert (chapter.title, chapter.container_title) == (
            "Journal of Tests, part 3",
            "The book: All of it",
        )
        assert (chapter.publisher, chapter.issued, chapter.doi) == ("House", "2015", "")
        assert book.title == "The book: All of it"

    @pytest.mark.parametrize(
        ("fields", "right"),
        [
            (r"title = {CO$_2$, $10^{-3}$, $p<0.05$, \textsubscript{2}}", {"title": "CO₂, 10⁻³, p<0.05, ₂"}),
            (r"title = {DNA$_{\textrm{2}}$ and 4$^{\mathrm{th}}$}", {"title": "DNA₂ and 4th"}),
            (r"journal = {Oil & Gas \& Coal}", {"container_title": "Oil & Gas & Coal"}),
            ("url = {https://example.org/a/}", {"url": "https://example.org/a/"}),
            ("year = 2015, month = may, day = 6", {"issued": "2015-05-06"}),
            ('year = 2015, month = "5~" # jan', {"issued": "2015-01-05"}),
            ("date = {2015-05-06/2015-06-07}", {"issued": "2015-05-06"}),
            ("date = {2015-21}", {"issued": "2015"}),
            ("year = {in press}", {"issued": ""}),
            (r"howpublished = {\url{https://a.org/~x}}", {"url": "https://a.org/~x"}),
            ("note = {Accessed: 2015-05-06}", {"accessed": "2015-05-06"}),
            ("school = {A University}", {"publisher": "A University"}),
            ("eprint = {123}, eprinttype = {pubmed}", {"pmid": "123"}),
            ("pmc = {PMC55}", {"pmcid": "PMC55"}),
            ("note = {{PMID:} 123}", {"pmid": "123"}),
            (
                "journal = {J. Tests}, fjournal = {Journal of Tests}",
                {"container_title": "Journal of Tests", "container_title_short": "J. Tests"},
            ),
            ("publisher = {A `small' house}", {"publisher": "A ‘small’ house"}),
        ],
    )
    def test_each_field(self, fields, right):
        (source,) = sources(f"% Encoding: UTF-8\n@misc{{a, {fields}, title = {{A}}}}")
        assert {name: getattr(source, name) for name in right} == right

    @pytest.mark.parametrize(
        ("author", "names"),
        [
            ("Ludwig van Beethoven and de la Fontaine, Jean", "van Beethoven, Ludwig|de la Fontaine, Jean"),
            (r"{World Health and Co} and Doe, Jr., J and ", "{World Health and Co}|Doe Jr., J"),
            (r"Roe, A and \'{E}mile Zola AND \"Ozt\"urk, A", "Roe, A|Zola, Émile|Öztürk, A"),
            (r"S\o ren Ko{\c s}ar and {\v S}koda, {\relax Ch}ris", "Koşar, Søren|Škoda, Chris"),
            ("Roe, A; M&uuml;, B", "Roe, A|Mü, B"),
            ("family=Roe, given=Ann, prefix=von and Doe, J", "von Roe, Ann|Doe, J"),
            ("Roe, A, Doe, J, Moe, B", "{Roe, A, Doe, J, Moe, B}"),
            ("Jean-Paul Sartre and d'Ormesson, J.", "Sartre, Jean-Paul|d'Ormesson, J."),
        ],
    )
    def test_names(self, author, names):
        (source,) = sources(f"@book{{a, title = {{A}}, author = {{{author}}}}}")
        found = (f"{{{n.literal}}}" if n.literal else f"{n.family}, {n.given}" for n in source.authors)
        assert "|".join(found) == names

    @pytest.mark.parametrize(
        "value",
        [
            "https://example.org/~lin/a%20b_c.html?x=1&y=2#z",
            r"\url{https://example.org/~lin/a%20b_c.html?x=1&y=2#z}",
            r"https://example.org/\~{}lin/a\%20b\_c.html?x=1\&y=2\#z",
            r"https://example.org/{\textasciitilde}lin/a\%20b\_c.html?x=1\&y=2\#z",
        ],
    )
    def test_an_address_stays_as_it_is(self, value):
        (source,) = sources(f"@misc{{a, title = {{A}}, URL = {{{value}}}, doi = {{10.1000/a%b}}}}")
        assert source.url == "https://example.org/~lin/a%20b_c.html?x=1&y=2#z"

    def test_a_percent_sign_begins_no_comment(self):
        (source,) = sources("@misc{a, title = {In 50% of all}}")
        assert source.title == "In 50% of all"

    @pytest.mark.parametrize("begin", ["@article{a, title={", "@string{title={"])
    def test_a_value_too_long_to_decode_is_named(self, begin):
        records = read_bibliography(begin + "1" * 10_001 + "}}")
        assert "line 1 can't be read: its title has more than 10,000 characters" in records.problems[0]

    def test_an_abstract_may_be_long_since_nothing_reads_it(self):
        text = "@article{a, title={A $\\alpha$ -- B}, abstract={" + "50% " * 10_000 + "}}"
        [(_, record)] = read_bibliography(text).values
        assert record.source.title == "A α – B"

    def test_of_two_entries_with_one_key_the_second_is_named(self):
        two = "@book{a, title = {First}}\n@book{a, title = {Second}}\n@book{b, title = {Third}}"
        records = read_bibliography(two)
        assert [record.source.title for _, record in records.values] == ["First", "Third"]
        assert records.problems == ("record 2 (a): id: an earlier record has the same one",)

    def test_keys_that_no_text_can_cite_are_replaced_even_if_they_are_one(self):
        two = "@book{a:1, title = {First}}\n@book{a:1, title = {Second}}"
        assert [source.title for source in sources(two)] == ["First", "Second"]

    def test_of_a_field_that_is_written_twice_the_first_counts(self):
        (source,) = sources("@book{a, title = {First}, Title = {Second}, author = {Lin, Ann}}")
        assert (source.title, source.authors) == ("First", (PersonName("Lin", "Ann"),))


class TestCslJson:
    def test_a_list(self):
        assert sources(json.dumps([source_to_csl(SOURCE)])) == [SOURCE]

    def test_one_record_alone_as_publishers_give_it(self):
        (source,) = sources('{"title": "A title", "DOI": "10.1000/xyz", "type": "article-journal"}')
        assert (source.key, source.doi) == ("atitle", "10.1000/xyz")

    @pytest.mark.parametrize(
        ("issued", "right"),
        [
            ({"date-parts": [["2020", 5]]}, "2020-05"),
            ({"raw": "May 3, 2020"}, "2020-05-03"),
            ({"date-parts": [[None]]}, ""),
        ],
    )
    def test_dates(self, issued, right):
        (source,) = sources(json.dumps({"title": "A title", "issued": issued}))
        assert source.issued == right

    @pytest.mark.parametrize(
        ("issued", "right"),
        [
            ({"date-parts": [[14, 9, 2020]]}, ""),
            ({"date-parts": [[2020, 13]]}, "2020"),
            ({"date-parts": [[2020, 2, 30]]}, "2020-02"),
            ({"date-parts": [[2020, 0, 0]]}, "2020"),
            ({"date-parts": [["2020", "05", None]]}, "2020-05"),
            ({"date-parts": [[20]]}, ""),
            ({"date-parts": [[1, 2, 3, 4]]}, ""),
            ({"date-parts": "soon", "literal": "Spring 2020"}, "2020"),
            ("2020-05-03", "2020-05-03"),
            ([3], ""),
        ],
    )
    def test_figures_that_are_no_date_are_left_out_and_named(self, issued, right):
        ((_, record),) = read_bibliography(json.dumps({"title": "A title", "issued": issued})).values
        assert record.source.issued == right
        assert bool(record.unread) == (not right)
        assert "".join(record.unread) in record.note

    def test_zotero_keeps_identifiers_in_the_note(self):
        row = {"title-short": "Short", "note": "PMID: 123\nPMCID: PMC99"}
        ((_, record),) = read_bibliography(json.dumps(row)).values
        assert (record.source.title, record.source.pmid, record.source.pmcid) == ("Short", "123", "PMC99")

    def test_names_titles_and_pages_as_databases_write_them(self):
        people = [{}, {"given": "Sukarno"}, {"name": "A Group"}, {"family": "Mu\u0308ller", "given": "A"},
                  {"family": "Alembert", "given": "J.", "non-dropping-particle": "d'"}]  # fmt: skip
        record = {
            "id": 7, "title": "The <i>BRCA1</i> gene &amp; CO<sub>2</sub>: 10<sup>-3</sup> a < b",
            "author": people, "page": "10–20", "journalAbbreviation": "J", "URL": "www.example.org/a.",
        }  # fmt: skip
        ((_, record),) = read_bibliography(json.dumps([record])).values
        assert record.source == SourceContent(
            key="7",
            title="The BRCA1 gene & CO₂: 10⁻³ a < b",
            type="document",
            authors=(
                PersonName(literal="Sukarno"),
                PersonName(literal="A Group"),
                PersonName("Müller", "A"),
                PersonName("d'Alembert", "J."),
            ),
            container_title_short="J",
            page="10-20",
            url="https://www.example.org/a",
        )
        assert record.unread == ("One of its authors has no name.",)

    @pytest.mark.parametrize("field", [{"author": "Lin"}, {"title": 3}])
    def test_a_field_of_another_type_is_named(self, field):
        records = read_bibliography(json.dumps({"title": "A title", **field}))
        (name,) = field
        assert name in records.problems[0]


class TestCrossref:
    PAPER = {
        "DOI": "10.1000/abc", "type": "journal-article", "title": ["A title"], "subtitle": ["And more"],
        "container-title": ["Journal of Tests"], "short-container-title": ["J Tests"], "page": "1-9",
        "author": [{"given": "Ann", "family": "Lee", "suffix": "Jr."}, {"name": "A Group"}],
        "issued": {"date-parts": [[None]]}, "published-online": {"date-parts": [[2020, 5, 3]]}, "volume": "8",
        "updated-by": [
            {"DOI": "10.1000/c", "type": "correction"},
            {"DOI": "10.1000/r", "type": "retraction"},
        ],
    }  # fmt: skip

    def test_an_answer_is_read_with_what_it_says_of_a_retraction(self):
        ((_, record),) = read_bibliography(json.dumps({"status": "ok", "message": self.PAPER})).values
        assert record.source == SourceContent(
            key="leejr-2020",
            title="A title: And more",
            authors=(PersonName("Lee Jr.", "Ann"), PersonName(literal="A Group")),
            container_title="Journal of Tests",
            container_title_short="J Tests",
            issued="2020-05-03",
            volume="8",
            page="1-9",
            doi="10.1000/abc",
        )
        assert (record.retraction_status, record.retraction_note) == (
            "retracted",
            "Crossref names a notice (retraction): 10.1000/r",
        )

    def test_a_list_with_a_chapter(self):
        chapter = {"type": "book-chapter", "title": ["C"], "container-title": ["A series", "A book"]}
        (source,) = sources(json.dumps({"message": {"items": [chapter]}}))
        assert (source.type, source.container_title) == ("chapter", "A book")


class TestPubmedAnswers:
    XML = """<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN" "https://example.org/a.dtd">
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">31</PMID><Article>
<Journal><JournalIssue><Volume>8</Volume><Issue>3</Issue><PubDate><Year>2020</Year><Month>Aug</Month></PubDate>
</JournalIssue><Title>Journal of tests</Title><ISOAbbreviation>J. Tests</ISOAbbreviation></Journal>
<ArticleTitle>The <i>BRCA1</i> gene &lt; 10<sup>-3</sup>.</ArticleTitle>
<Pagination><MedlinePgn>10-9</MedlinePgn></Pagination>
<AuthorList CompleteYN="N">
<Author><LastName>King</LastName><ForeName>Ann</ForeName><Suffix>Jr</Suffix></Author>
<Author><CollectiveName>A Group</CollectiveName></Author></AuthorList>
<PublicationTypeList><PublicationType>Retracted Publication</PublicationType></PublicationTypeList></Article>
<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>J Tests. 2021</RefSource>
<PMID>99</PMID></CommentsCorrections></CommentsCorrectionsList></MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="doi">10.1000/abc</ArticleId>
<ArticleId IdType="pmc">PMC7</ArticleId></ArticleIdList></PubmedData></PubmedArticle>
<PubmedBookArticle><BookDocument><PMID>32</PMID><Book>
<Publisher><PublisherName>A House</PublisherName></Publisher>
<BookTitle>A book</BookTitle><PubDate><Year>1993</Year></PubDate><AuthorList Type="editors"><Author>
<LastName>Doe</LastName></Author></AuthorList></Book><ArticleTitle>A chapter</ArticleTitle>
<AuthorList Type="authors"><Author><LastName>Roe</LastName><Initials>A</Initials></Author></AuthorList>
</BookDocument></PubmedBookArticle></PubmedArticleSet>"""

    def test_xml_of_an_article_and_of_a_chapter(self):
        (_, article), (_, chapter) = read_bibliography(self.XML).values
        assert article.source == SourceContent(
            key="kingjr-2020",
            title="The BRCA1 gene < 10⁻³",
            authors=(PersonName("King Jr", "Ann"), PersonName(literal="A Group")),
            authors_truncated=True,
            container_title="Journal of tests",
            container_title_short="J. Tests",
            issued="2020-08",
            volume="8",
            issue="3",
            page="10-9",
            doi="10.1000/abc",
            pmid="31",
            pmcid="PMC7",
        )
        assert article.retraction_note == "Marked by PubMed as retracted. The notice: J Tests. 2021 PMID: 99"
        book = chapter.source
        assert (book.type, book.title, book.container_title) == ("chapter", "A chapter", "A book")
        assert (book.publisher, book.issued, book.authors) == ("A House", "1993", (PersonName("Roe", "A"),))

    def test_a_summary(self):
        row = {
            "uid": "31", "title": "A title.", "pubdate": "2020 Aug 10", "source": "J Tests", "pages": "10-9",
            "authors": [{"name": "King A Jr"}, {"name": "Z", "authtype": "CollectiveName"}],
            "articleids": [{"idtype": "doi", "value": "10.1000/abc"}], "pubtype": ["Retracted Publication"],
        }  # fmt: skip
        ((_, record),) = read_bibliography(json.dumps({"result": {"uids": ["31"], "31": row}})).values
        source = record.source
        assert (source.title, source.issued, source.doi) == ("A title", "2020-08-10", "10.1000/abc")
        assert source.authors == (PersonName("King Jr", "A"), PersonName(literal="Z"))
        assert record.retraction_status == "retracted"

    @pytest.mark.parametrize("text", ["<PubmedArticleSet>", "<!DOCTYPE a [<!ENTITY a 'b'>]><PubmedArticle/>"])
    def test_xml_that_is_broken_or_declares_entities_is_refused(self, text):
        with pytest.raises(FileError, match="this XML"):
            read_bibliography(text)


class TestLists:
    def test_identifiers_in_every_form_each_once(self):
        text = "PMID\n12\n0012\nhttps://doi.org/10.1000/a; doi:10.1000/b.\nPMC99\n\nnot one\n"
        records = read_bibliography(text)
        found = [(r.source.title, r.source.doi, r.source.pmid, r.source.pmcid) for _, r in records.values]
        assert found == [
            ("PMID 12", "", "12", ""),
            ("10.1000/a", "10.1000/a", "", ""),
            ("10.1000/b", "10.1000/b", "", ""),
            ("PMC99", "", "", "PMC99"),
        ]
        assert records.problems == ("line 7: 'not one' isn't a DOI, PMID or PMCID",)


EDITORS = (PersonName("Doe", "J"), PersonName("Moe", "B"))


@pytest.mark.parametrize(
    "text",
    [
        "TY  - CHAP\nTI  - A\nBT  - B\nAU  - Roe, A\nA2  - Doe, J\nED  - Moe, B\nER  - ",
        "PMID- 1\nTI  - A\nBTI - B\nFAU - Roe, A\nFED - Doe, J\nED  - Doe J\nFED - Moe, B",
        "@incollection{k, title={A}, booktitle={B}, author={Roe, A}, editor={Doe, J and Moe, B}}",
        '{"type": "chapter", "title": "A", "container-title": "B", '
        '"author": [{"family": "Roe", "given": "A"}], '
        '"editor": [{"family": "Doe", "given": "J"}, {"family": "Moe", "given": "B"}]}',
    ],
)
def test_the_editors_of_a_book_are_kept_in_each_form(text):
    (source,) = sources(text)
    assert (source.type, source.authors, source.editors) == ("chapter", (PersonName("Roe", "A"),), EDITORS)


class TestNames:
    @pytest.mark.parametrize(
        "text",
        [
            "TY  - JOUR\nTI  - A title\nAU  - Lin, Nancy\nAU  - et al.\nER  - ",
            "TY  - JOUR\nTI  - A title\nAU  - Lin, Nancy, et al\nER  - ",
            "PMID- 1\nTI  - A title\nFAU - Lin, Nancy\nFAU - et al.",
            "@article{k, title = {A title}, author = {Lin, Nancy and others}}",
            '{"title": "A", "author": [{"family": "Lin", "given": "Nancy"}, {"literal": "and others"}]}',
            '{"title":"A", "author": [{"family": "Lin", "given": "Nancy"}, {"given": "et", "family": "al"}]}',
        ],
    )
    def test_et_al_is_nobody(self, text):
        (source,) = sources(text)
        assert source.authors == (PersonName("Lin", "Nancy"),)
        assert source.authors_truncated

    def test_names_that_hold_such_letters_are_people(self):
        (source,) = sources("TY  - JOUR\nTI  - A title\nAU  - Others, Ann\nAU  - Al, Ann\nER  - ")
        assert source.authors == (PersonName("Others", "Ann"), PersonName("Al", "Ann"))
        assert not source.authors_truncated

    @pytest.mark.parametrize(
        ("author", "name"),
        [
            ({"family": "Gogh", "given": "V.", "non-dropping-particle": "van"}, ("van Gogh", "V.")),
            ({"family": "King", "given": "Ann", "suffix": "Jr."}, ("King Jr.", "Ann")),
            ({"family": "La Fontaine", "given": "J.", "dropping-particle": "de"}, ("La Fontaine", "J. de")),
        ],
    )
    def test_particles_and_suffixes_are_kept(self, author, name):
        (source,) = sources(json.dumps({"title": "A title", "author": [author]}))
        assert source.authors == (PersonName(*name),)

    @pytest.mark.parametrize(
        "text",
        [
            "TY  - JOUR\nTI  - A title\nAU  - King, Ann, Jr.\nER  - ",
            "PMID- 1\nTI  - A title\nFAU - King, Ann Jr.",
            "@book{k, title = {A title}, author = {King, Jr., Ann}}",
        ],
    )
    def test_a_suffix_has_its_place_in_each_form(self, text):
        (source,) = sources(text)
        assert source.authors == (PersonName("King Jr.", "Ann"),)


class TestOtherText:
    @pytest.mark.parametrize("text", ["", "Lin et al. 2020", "See 10.1000/xyz", "[1, 2]", "{", "<a/>"])
    def test_it_is_refused(self, text):
        with pytest.raises(FileError):
            read_bibliography(text)


ENDINGS = ["", *"bcdefghijklmnopqrstuvwxyz"]


class TestFreeKeys:
    SOURCE = SourceContent("", "A title", authors=(PersonName("de la Cruz-Müller"),), issued="2020-05")

    @pytest.mark.parametrize(
        ("taken", "key"),
        [
            ([], "delacruzmuller-2020"),
            (["delacruzmuller-2020"], "delacruzmuller-2020b"),
            (
                [f"delacruzmuller-2020{end}" for end in ["", *"bcdefghijklmnopqrstuvwxyz"]],
                "delacruzmuller-2020-2",
            ),
        ],
    )
    def test_it_is_of_the_first_author_and_the_year(self, taken, key):
        assert FreeKeys(taken).key(self.SOURCE) == key

    def test_a_record_without_anything_has_one_too(self):
        assert FreeKeys().key(SourceContent("", "?")) == "source"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (" 10.1000/xyz ", {"doi": "10.1000/xyz"}),
        ("https://doi.org/10.1000/xyz", {"doi": "10.1000/xyz"}),
        ("PMID: 31553661", {"pmid": "31553661"}),
        ("https://pubmed.ncbi.nlm.nih.gov/31553661/", {"pmid": "31553661"}),
        ("https://www.ncbi.nlm.nih.gov/pubmed/31553661", {"pmid": "31553661"}),
        ("https://journal.example.org/doi/10.1000/xyz", {"doi": "10.1000/xyz"}),
        ("https://example.org/page", {"url": "https://example.org/page"}),
        ("on page 10.1000/xyz it says", {}),
    ],
)
def test_an_identifier_alone_is_recognised(text, found):
    assert identifier_in(text) == found


def test_a_value_of_many_lines_is_one_text():
    lines = "\n".join(f"      word {number}" for number in range(3_000))
    [(_, record)] = read_bibliography(f"PMID- 1\nTI  - A\n{lines}\n").values
    assert record.source.title == "A " + " ".join(f"word {number}" for number in range(3_000))
