"""Sources for reference managers."""

import json
from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.content import PersonName, SourceContent
from articles.exporting.csl import source_to_csl
from articles.exporting.ris import sources_to_ris
from articles.importing.csl import read_sources

# What an import composes, makes one of many dashes, or takes for markup.
characters = st.characters(exclude_categories=["C", "Z", "M", "Pd"], exclude_characters="&<")
printable = st.text(characters, max_size=12).map(lambda text: normalize("NFC", text))
filled = printable.filter(bool)
# A figure of less than four digits isn't taken for a year.
days = st.dates(min_value=date(1000, 1, 1))
dates = st.just("") | days.map(str) | days.map(lambda day: str(day)[:7]) | st.just("1998")
sources = st.builds(
    SourceContent,
    key=filled,
    title=filled,
    type=filled,
    authors=st.lists(st.builds(PersonName, family=filled, given=printable), max_size=3).map(tuple),
    authors_truncated=st.booleans(),
    editors=st.lists(st.builds(PersonName, family=filled, given=printable), max_size=2).map(tuple),
    container_title=printable,
    issued=dates,
    accessed=dates,
    volume=printable,
    page=printable,
    doi=st.from_regex(r"10\.[0-9]{4}/[a-z]{1,5}", fullmatch=True) | st.just(""),
    pmid=printable,
    url=printable,
    kind=printable,
)

TRIAL = SourceContent(
    "lin-2020",
    "A title",
    authors=(PersonName("Lin", "Nancy U."), PersonName(literal="The Group")),
    container_title="Journal of Clinical Oncology",
    issued="2020-08",
    volume="38",
    page="2610-2619",
    doi="10.1200/JCO.20.00775",
)


class TestCsl:
    @given(sources)
    def test_what_is_written_is_read_back_equal(self, source):
        data = json.dumps([source_to_csl(source)]).encode()
        (record,) = (value for _, value in read_sources(data).values)
        assert record.source == source

    def test_empty_fields_are_left_out(self):
        assert source_to_csl(SourceContent("a", "A")) == {"id": "a", "type": "article-journal", "title": "A"}


class TestRis:
    def test_a_trial(self):
        assert sources_to_ris([TRIAL]).split("\r\n") == [
            "TY  - JOUR",
            "AU  - Lin, Nancy U.",
            "AU  - The Group",
            "TI  - A title",
            "T2  - Journal of Clinical Oncology",
            "PY  - 2020",
            "DA  - 2020/08//",
            "VL  - 38",
            "SP  - 2610",
            "EP  - 2619",
            "DO  - 10.1200/JCO.20.00775",
            "ID  - lin-2020",
            "ER  - ",
            "",
        ]

    @pytest.mark.parametrize("hostile", ["A\r\nER  - \r\nTY  - JOUR", "A\nAU  - Someone"])
    def test_a_line_break_starts_no_other_field(self, hostile):
        assert len(sources_to_ris([SourceContent("a", hostile)]).splitlines()) == 4
