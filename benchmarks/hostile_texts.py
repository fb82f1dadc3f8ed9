"""Whether a hostile text costs in step with its length: a regular expression gone wild would not.

    DEBUG=1 DJANGO_SETTINGS_MODULE=cancerinfo.settings python -m benchmarks.hostile_texts [WORDS ...]

Every content check, reader of files, cleaner, drawing, search and comparison gets texts of 10 kB, 100 kB and
1 MB that are made of one piece, repeated. Printed are the seconds of CPU of those that grow too fast, and of
the slowest. A tenfold text may cost up to GROWTH times as much. A work that takes longer than LIMIT for one
text is stopped, and is not given a longer one. WORDS choose works by a part of their names.
"""

import json
import logging
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

import django

django.setup()

from articles.content import (  # noqa: E402
    ArticleContent,
    SectionContent,
    SeeAlsoContent,
    SourceContent,
    SurveyColumn,
    SurveyRow,
    SurveyTableContent,
)
from articles.content.difference import plain_text  # noqa: E402
from articles.content_checks import RULES, Facts  # noqa: E402
from articles.content_checks.page import Page, page_of_content  # noqa: E402
from articles.content_checks.promotional import promotional_words  # noqa: E402
from articles.content_checks.reading_level import flesch_kincaid_grade  # noqa: E402
from articles.editions.changes import changes_between, compared  # noqa: E402
from articles.importing.bibliography import identifier_in, read_bibliography  # noqa: E402
from articles.importing.glossary import read_terms  # noqa: E402
from articles.importing.json_articles import read_record  # noqa: E402
from articles.importing.markup import remove_markup  # noqa: E402
from articles.importing.organizations import read_organizations  # noqa: E402
from articles.importing.plain_body import plain_body_html  # noqa: E402
from articles.importing.retractions import COLUMNS, read_notices  # noqa: E402
from articles.importing.scraped import parse_scraped, to_content  # noqa: E402
from articles.importing.surveys import read_survey_tables  # noqa: E402
from articles.minor_change.verdict import why_not_minor  # noqa: E402
from articles.rendering import (  # noqa: E402
    GlossaryTerm,
    clean_html,
    format_source,
    render_article,
    tidy_pasted,
)
from articles.search.document import names_of, words_of  # noqa: E402
from articles.search.page_words import PageWords  # noqa: E402
from articles.search.snippet import Asked, snippet  # noqa: E402
from articles.search.words import split  # noqa: E402
from articles.text.numbers import parse_value  # noqa: E402
from benchmarks.hostile_files import FILES  # noqa: E402

SIZES = (10_000, 100_000, 1_000_000)
GROWTH = 20
# Seconds of CPU for one text: a million lines of one letter are read in ten. What takes less than NOISE is
# not compared.
LIMIT = 15
NOISE = 0.2
SLOWEST = 15

PIECES = (
    "1", "1,", "1,1.1 ", "12.2 ", "2020-01-01 ", "50% ", "%%", "5 in ", "one ", "reduced by ", "1 times ",
    "a ", "a", "A", "AB ", "Ab ", "was a", "# a\n", "a\n\n", "a\n\n\n", "word word ", "x-", "x'", "_", " ",
    "\t", "\xa0", "\n", "a  ", "\u200b", "e\u0301", "\u0301", "\ud7ff", "½", "🙂", "(", ")", "((a) ",
    "( 1990", "[", "[@", "[@a]", "[@a;", "[survey:", " [1]", "[1, ", "a. [x]", ". ", "a. B", "e.g. ", "“",
    "studies from ", "study published in ", "according to the ", "shown to be ", "published in The Of And ",
    "published in A of ", "and the A ", "visit ", "such as ", "order ", "n = 1", "<", "<a ", "<a href='",
    "<p>", "<b>", "<ul><li>", "<blockquote>", "<table><tr><td>", "<!--", "</p>", "<script", "<p>• a</p>",
    "<p>•", "<p>&nbsp;", "< on", " onx=", "&amp;", "&lt;", "&#", "&", "\\", "\\|", "|", "| a ", "|-",
    "- a\n", "* ", "1. a\n", "1. a\n\n", "See also ", ": ", "a: ", "Tags: a,", "by a on ", "http://a ",
    "http://", "https://a.b/c)", "www.", "doi:10.1000/", "@", "@a{", "{", "}", "{\\", "\"", "{\"a\":",
    "has been ", "in one study ", "experts in the ", "a team at ", "half the ", "one in ", " (1,",
    "contains 5% ", "a dose is 5% to ", "experts have also ", "no risk of ",
    "TY  - ", "AU  - A, B\n", "ER  - \n", "PMID- 1\n", " and ", ",", ";", "-", "–", "/", "\\u00", "=", "\r",
)  # fmt: skip
FACTS = Facts(
    date(2026, 1, 1),
    terms=frozenset(["word", "word word", "ct scan", "a"]),
    undefined_terms=frozenset(["word word word x"]),
)
TERMS = (GlossaryTerm("word", "word", "A word."), GlossaryTerm("a-a", "a a a b", "A letter."))


class TookTooLongError(Exception):
    pass


@dataclass
class Cell:
    """Seconds of CPU that a work took for texts of one piece, by SIZES; None where it was stopped."""

    work: str
    piece: str
    seconds: list[float | None]

    @property
    def grows(self) -> bool:
        if None in self.seconds:
            return True
        return any(
            long > NOISE and long > GROWTH * max(short, NOISE / GROWTH)
            for short, long in pairwise(self.seconds)
        )

    def __str__(self) -> str:
        times = "".join(f"{'stopped' if each is None else f'{each:.3f}':>10}" for each in self.seconds)
        return f"{self.work:36}{self.piece!r:30}{times}"


def content(text: str) -> ArticleContent:
    """A content that holds the text once, cut in pieces, in each kind of field."""
    size = len(text) // 10 + 1
    short, main, long = text[: size // 5], text[:size], text[size : size * 6]
    rest = text[size * 6 :]
    body = f"<p>{long}</p><ul><li>{rest[:size]}</li></ul><table><tr><th>{rest[size:]}</th></tr></table>"
    source = SourceContent("a", short, issued=short, page=short, doi=short, url=short, container_title=short)
    row = SurveyRow(short, (short,), short)
    table = SurveyTableContent("a", short, columns=(SurveyColumn(short),), rows=(row,), question=short)
    return ArticleContent(
        title=short,
        slug="a",
        main_message=main,
        summary=short,
        disclaimer=short,
        tags=(short,),
        sections=(
            SectionContent(short, 2, "benefits", "", f"<p>[survey:a] [@a] {main}</p>"),
            SectionContent("Text", 2, "questions", "", body),
        ),
        sources=(source,),
        survey_tables=(table,),
        see_also=(SeeAlsoContent(short),),
    )


def many_sections(text: str, body: str) -> ArticleContent:
    """As many sections as the text has lines of three characters."""
    sections = tuple(
        SectionContent(text[i : i + 3], body=f"<p>{body} {i}</p>") for i in range(0, len(text), 30)
    )
    return ArticleContent("A", "a", sections=sections)


def works() -> Iterator[tuple[str, Callable[[str], object]]]:
    """Name of each work, and what does it with a text."""
    yield "page", lambda text: page_of_content(content(text)).sentences
    for rule in RULES.values():
        yield f"check {rule.name}", lambda text, rule=rule: list(rule.findings(page_of(text), FACTS))
    yield from PLAIN_WORKS.items()
    yield from FILES.items()


@lru_cache(maxsize=len(SIZES))
def page_of(text: str) -> Page:
    """The page that all rules read, its sentences cut."""
    page = page_of_content(content(text))
    _ = page.sentences, page.prose
    return page


def scraped(text: str) -> ArticleContent:
    return to_content(parse_scraped(f"Title\n\nWords of it\n\n{text}".encode()))


def json_file(key: str, **record: object) -> bytes:
    return json.dumps({key: [record]}).encode()


def survey_file(text: str) -> bytes:
    row = {"label": text, "values": [text], "base": text}
    return json_file("surveys", id="a", title=text, columns=[text, text], rows=[row], note=text)


def retraction_file(text: str) -> bytes:
    return f"{','.join(COLUMNS)}\n1,{text},Retraction,{text},{text},{text}\n".encode()


def article_file(text: str) -> bytes:
    sections = [{"heading": text, "body": f"{text}\n\n{text}"}]
    return json.dumps({"title": text, "tags": ["a"], "aliases": [text], "sections": sections}).encode()


PLAIN_WORKS: dict[str, Callable[[str], object]] = {
    "read scraped": scraped,
    "read scraped table": lambda text: scraped(f"Survey: A\n{text}\nOne 1%\nSource: {text}"),
    "read markup": remove_markup,
    "read plain body": plain_body_html,
    "read JSON article": lambda text: read_record("line 1", article_file(text)),
    "read whole content": lambda text: ArticleContent.from_dict(content(text).to_dict()).digest(),
    "read bibliography": read_bibliography,
    "read RIS": lambda text: read_bibliography(
        f"TY  - JOUR\nTI  - {text}\nDA  - {text}\nSP  - {text}\nER  - \n"
    ),
    "read NBIB": lambda text: read_bibliography(f"PMID- 1\nTI  - {text}\nDP  - {text}\nLID - {text}\n"),
    "read BibTeX": lambda text: read_bibliography(
        f"@article{{a, title={{{text}}}, author={{{text}}}, year={{{text}}}, pages={{{text}}}}}"
    ),
    "read CSL": lambda text: read_bibliography(json_file("items", id="", title=text, DOI=text).decode()),
    "read identifier": identifier_in,
    "read survey tables": lambda text: read_survey_tables(survey_file(text)),
    "read retractions": lambda text: list(read_notices(retraction_file(text))),
    "read organizations": lambda text: read_organizations(json_file("organizations", name=text)),
    "read glossary": lambda text: read_terms(json_file("terms", term=text, synonyms=[text, text])),
    "read promotional line": promotional_words,
    "clean": clean_html,
    "clean pasted": tidy_pasted,
    "draw": lambda text: render_article(content(clean_html(text)), TERMS),
    "draw sections": lambda text: render_article(many_sections("a" * len(text), text[:30])),
    "draw source": lambda text: format_source(content(text).sources[0]),
    "draw number": parse_value,
    "measure": lambda text: flesch_kincaid_grade([text], FACTS.terms),
    "search names": lambda text: names_of(PageWords.of(content(text))),
    "search words": lambda text: words_of(PageWords.of(content(text))),
    "search snippet": lambda text: snippet(content(text), Asked({"a", "word", "1", "studi"})),
    "search query": split,
    "compare plain text": plain_text,
    "compare for a minor change": lambda text: why_not_minor(content(text), content(f"b {text} a")),
    "compare words": lambda text: compared(text, f"b {text[: len(text) // 3]} c {text} d"),
    "compare contents": lambda text: list(changes_between(content(text), content(f"b {text} a"))),
    "compare sections": lambda text: list(
        changes_between(many_sections(text, "a"), many_sections(text, "b"))
    ),
}


def cpu(work: Callable[[str], object], text: str) -> float | None:
    """Seconds of CPU; None for a work that was stopped. A refusal is an answer like any other."""
    start = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    try:
        with suppress(ValueError):
            work(text)
    except TookTooLongError:
        return None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - start


def measured(name: str, piece: str, work: Callable[[str], object]) -> Cell:
    cell = Cell(name, piece, [])
    for size in SIZES:
        cell.seconds.append(cpu(work, piece * (size // len(piece))))
        # What is so quick would stay below NOISE for a tenfold text even if it grew with the square.
        if cell.grows or cell.seconds[-1] * 100 < NOISE:
            break
    return cell


def stop(*_):
    raise TookTooLongError


def main():
    logging.disable()
    signal.signal(signal.SIGVTALRM, stop)
    wanted = sys.argv[1:]
    print(f"{'work':36}{'piece':30}{''.join(f'{size:>10,}' for size in SIZES)}")
    cells = []
    for piece in PIECES:
        for name, work in works():
            if not wanted or any(words in name for words in wanted):
                cells.append(measured(name, piece, work))
                if cells[-1].grows:
                    print(cells[-1], flush=True)
    print(f"{sum(cell.grows for cell in cells)} of {len(cells)} grow too fast. The slowest of the others:")
    steady = sorted((cell for cell in cells if not cell.grows), key=lambda cell: -cell.seconds[-1])
    print(*steady[:SLOWEST], sep="\n")


if __name__ == "__main__":
    main()
