"""How long it takes to draw the longest article that a reader would meet, against cleaning it.

    python -m benchmarks.rendering

The article has 100,000 characters, 20 sections, 40 sources and 4 survey tables; 70 glossary terms of four
names each are looked for. Printed are milliseconds (the best of 20 runs) and how many times as long as
clean_html each step takes: the ratios hang less on the machine.
"""

import time
from collections.abc import Callable

from articles.content import (
    ArticleContent,
    SectionContent,
    SourceContent,
    SurveyColumn,
    SurveyRow,
    SurveyTableContent,
)
from articles.rendering.page import count_words, render_article
from articles.rendering.rendered import RenderedArticle
from articles.rendering.terms import GlossaryTerm, TermFinder
from articles.text.cleaning import clean_html

RUNS = 20


def longest_article() -> ArticleContent:
    paragraph = (
        "<p>In this text word{0} method stands beside <strong>plain</strong> words and an AB{1}, so that"
        " there is something to find in every paragraph, and something to pass over [@source-{0}].</p>"
    )
    bodies = [
        "".join(paragraph.format((i * j) % 40, (i + j) % 70) for j in range(25))
        + f"<p>[survey:table-{i}]</p>"
        for i in range(20)
    ]
    return ArticleContent(
        "The longest article",
        "longest",
        sections=tuple(SectionContent(f"Heading {i}", 2 + i % 2, body=body) for i, body in enumerate(bodies)),
        sources=tuple(SourceContent(f"source-{i}", f"Title {i}", doi=f"10.1000/{i}") for i in range(40)),
        survey_tables=tuple(
            SurveyTableContent(
                f"table-{i}",
                f"Table {i}",
                columns=(SurveyColumn("Percent"),),
                rows=tuple(SurveyRow(f"Answer {j}", (f"{j * 10}%",)) for j in range(6)),
                source=f"source-{i}",
                sample_size=500,
            )
            for i in range(4)
        ),
    )


def glossary() -> list[GlossaryTerm]:
    return [
        GlossaryTerm(f"t{i}", f"word{i} method", "A definition.", (f"AB{i}", f"brand{i}", f"lay word {i}"))
        for i in range(70)
    ]


def best_of(act: Callable[[], object]) -> float:
    """Milliseconds of the fastest run."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def main():
    content, terms = longest_article(), glossary()
    bodies = [section.body for section in content.sections]
    stored = render_article(content, terms).to_dict()
    unit = best_of(lambda: [clean_html(body) for body in bodies])
    steps = {
        "clean the bodies": unit,
        "count words": best_of(lambda: count_words(content)),
        "prepare the glossary": best_of(lambda: TermFinder(terms)),
        "render_article without glossary": best_of(lambda: render_article(content)),
        "render_article": best_of(lambda: render_article(content, terms)),
        "RenderedArticle.from_dict": best_of(lambda: RenderedArticle.from_dict(stored)),
    }
    print(f"{sum(map(len, bodies)):,} characters, best of {RUNS}")
    for name, milliseconds in steps.items():
        print(f"{name:34}{milliseconds:8.2f} ms{milliseconds / unit:8.2f} x")


if __name__ == "__main__":
    main()
