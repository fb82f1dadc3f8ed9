"""DOI, PMID and PMCID in the forms in which people write them."""

import pytest

from articles.content import SourceContent
from articles.content.identifiers import dois_in, names_of, pmids_in, with_identifiers, words_of


class TestDoi:
    @pytest.mark.parametrize(
        "text",
        [
            "10.1000/abc",
            " 10.1000/abc. ",
            "doi:10.1000/abc",
            "DOI: 10.1000/abc;",
            "DOI 10.1000/abc",
            "(https://doi.org/10.1000/abc).",
            "HTTP://DX.DOI.ORG/10.1000/abc",
            "https://www.doi.org/10.1000/abc/",
            "doi.org/10.1000/abc",
            "https://doi.org/10.1000%2Fabc?utm_source=x#top",
            "10.1000%2Fabc",
            "https://doi.org/doi:10.1000/abc",
            "https://journal.example.org/doi/10.1000/abc",
            "https://journal.example.org/doi/full/10.1000/abc?journalCode=x",
            "https://journal.example.org/doi/10.1000/abc/full",
            "https://journal.example.org/doi/pdf/10.1000/abc.pdf",
            "https://journal.example.org/x/article/doi/10.1000/abc/6310000",
            "https://journal.example.org/article/10.1000/abc",
            "https://journal.example.org/article?id=10.1000/abc",
        ],
    )
    def test_it_is_read_bare(self, text):
        assert dois_in(text) == ("10.1000/abc",)

    @pytest.mark.parametrize(
        "doi",
        [
            "10.1002/(SICI)1097-0142(19960601)77:11<2200::AID-CNCR5>3.0.CO;2-N",
            "10.1603/0046-225X(2008)37[181:BDOPAA]2.0.CO;2",
            "10.1016/S0140-6736(20)30183-5",
            "10.1093/jnci/djx001",
            "10.1000.10/123456",
        ],
    )
    def test_odd_ones_keep_every_character(self, doi):
        assert dois_in(doi) == dois_in(f"https://doi.org/{doi}.") == (doi,)

    @pytest.mark.parametrize(
        "text",
        [
            "10.1000/x; 10.1000/y",
            "10.1000/x;10.1000/y",
            "10.1000/x,https://doi.org/10.1000/y",
            "10.1000/x and 10.1000/y.",
            "doi: 10.1000/x | doi: 10.1000/y",
            "10.1000/x\n10.1000/y",
        ],
    )
    def test_several_in_a_cell(self, text):
        assert dois_in(text) == ("10.1000/x", "10.1000/y")

    @pytest.mark.parametrize(
        "text",
        ["", "unavailable", "10.1000", "10.1000/", "x10.1000/abc", "https://example.org/docs/10.2020/page",
         "https://doi.org/", "http://[::1", "https://notdoi.org/10.1000/abc", "https://doi.org.example/10.1/a"],
    )  # fmt: skip
    def test_of_other_texts_there_is_none(self, text):
        assert dois_in(text) == ()

    def test_what_is_longer_than_any_address_is_passed_over(self):
        assert dois_in("https://a.example/doi/10.1000/1" + "/full/12345" * 20_000 + "!x") == ()
        assert dois_in("https://a.example/doi/10.1000/abc" + "/full" * 50) == ("10.1000/abc",)

    @pytest.mark.parametrize("doi", ["10.1000/123456", "10.1000/full", "10.1000/abc/12345", "10.1000/abc.v2"])
    def test_the_end_of_a_doi_is_not_taken_for_a_view(self, doi):
        assert dois_in(f"https://journal.example.org/doi/{doi}") == (doi,)

    def test_the_version_of_a_preprint_is_no_part_of_it(self):
        address = "https://www.example.org/content/10.1101/2020.03.01.20020000v2.full.pdf"
        assert dois_in(address) == ("10.1101/2020.03.01.20020000",)


class TestPmid:
    @pytest.mark.parametrize(
        "text",
        ["31553661", "PMID: 31553661.", "pmid31553661", "031553661", "31553661.0",
         "https://pubmed.ncbi.nlm.nih.gov/31553661/", "pubmed.ncbi.nlm.nih.gov/31553661",
         "http://www.ncbi.nlm.nih.gov/pubmed/31553661?dopt=Abstract", "https://www.ncbi.nlm.nih.gov/pubmed/31553661.",
         "https://pubmed.ncbi.nlm.nih.gov/?term=31553661", "https://europepmc.org/article/MED/31553661"],
    )  # fmt: skip
    def test_it_is_read_bare(self, text):
        assert pmids_in(text) == ("31553661",)

    def test_several_in_a_cell(self):
        assert pmids_in("PMID: 12; 34,56") == ("12", "34", "56")

    @pytest.mark.parametrize(
        "text",
        ["", "0", "none", "12a", "https://example.org/31553661", "https://pubmed.ncbi.nlm.nih.gov/31553661x",
         "https://example.org/pubmed.ncbi.nlm.nih.gov/31553661"],
    )  # fmt: skip
    def test_of_other_texts_there_is_none(self, text):
        assert pmids_in(text) == ()


class TestSource:
    def test_its_address_fills_what_is_empty(self):
        source = SourceContent("a", "A", url="https://doi.org/10.1000/ABC")
        assert with_identifiers(source).doi == "10.1000/ABC"
        source = SourceContent("a", "A", url="https://pubmed.ncbi.nlm.nih.gov/123/")
        assert with_identifiers(source).pmid == "123"

    @pytest.mark.parametrize(
        "address",
        ["https://www.ncbi.nlm.nih.gov/pmc/articles/PMC678/", "https://pmc.ncbi.nlm.nih.gov/articles/PMC678/pdf/a.pdf",
         "https://europepmc.org/articles/pmc678"],
    )  # fmt: skip
    def test_so_does_an_address_of_pubmed_central(self, address):
        assert with_identifiers(SourceContent("a", "A", url=address)).pmcid == "PMC678"

    def test_its_own_fields_come_first_and_are_bare(self):
        source = SourceContent(
            "a", "A", doi="https://doi.org/10.1000/x.", pmid="PMID: 12", pmcid="pmcid: 34",
            url="https://doi.org/10.1000/y",
        )  # fmt: skip
        found = with_identifiers(source)
        assert (found.doi, found.pmid, found.pmcid) == ("10.1000/x", "12", "PMC34")

    def test_what_is_no_identifier_stays_as_printed(self):
        source = SourceContent("a", "A", doi="not given", pmid="?", pmcid="NBK1")
        assert with_identifiers(source) == source

    def test_lists_may_name_it_by_all_of_them(self):
        source = SourceContent(
            "a", "A", doi="10.1000/X", pmid="12", url="https://pubmed.ncbi.nlm.nih.gov/34/"
        )
        assert names_of(source) == {"doi:10.1000/x", "pmid:12", "pmid:34"}


def test_separators_in_a_row_are_read_in_one_pass():
    """Minutes, if each of them were the beginning of another try."""
    assert words_of("|" * 100_000) == ["|" * 100_000]
