"""Rules on figures: what a picture says must reach those who don't see it, or not well."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from articles.content import FigureContent, placed_figures

from .facts import Facts
from .finding import ERROR, WARNING
from .page import Page, PageSection
from .registry import Hit, rule
from .standards import GATE, WCAG, WHO, Clause

FILE_NAME = re.compile(
    r"\S+\.(?:svg|png|jpe?g|webp|avif|gif|tiff?)\b|\b(?:IMG|DSC|image|picture)[-_ ]?\d+", re.I
)
MOST_BYTES = 150_000


def _placed(page: Page) -> Iterator[tuple[FigureContent, PageSection]]:
    """Each figure of the text with the section that places it first."""
    for figure in page.content.figures:
        for each in page.sections:
            if figure.key in placed_figures(each.section.body):
                yield figure, each
                break


@rule(
    "figure-unknown", ERROR, GATE,
    tests="The text places a figure, as in [figure:key], that doesn't exist or has no picture.",
    advice=_("Make the figure, or correct its key."),
    never_waived=_("Readers would see that a picture is missing."),
)  # fmt: skip
def figure_unknown(page: Page, facts: Facts) -> Iterator[Hit]:
    known = {figure.key for figure in page.content.figures if figure.files}
    for each in page.sections:
        for key in dict.fromkeys(placed_figures(each.section.body)):
            if key not in known:
                yield Hit(key, each.place)


@rule(
    "figure-text-missing", ERROR, GATE, Clause(WCAG, "1.1.1"), Clause(WHO, "accessible"),
    tests="A figure has no text alternative, or the name of a file in its place, and isn't decorative.",
    advice=_("Say in a sentence or two what the picture shows, or call it decorative."),
    never_waived=_("Who doesn't see the picture would not learn what it says."),
)  # fmt: skip
def figure_text_missing(page: Page, facts: Facts) -> Iterator[Hit]:
    for figure, each in _placed(page):
        text = figure.alternative.strip()
        if not figure.decorative and (not text or FILE_NAME.fullmatch(text)):
            yield Hit(figure.key, each.place)


@rule(
    "figure-words", WARNING, GATE, Clause(WCAG, "1.1.1"), Clause(WCAG, "1.4.5"),
    tests="A drawing has labels and the figure doesn't say in words what is in it, or a photograph is said "
    "to have words inside (a language is given).",
    advice=_("Write the labels of a drawing as text, and all that it says into “picture in words”."),
)  # fmt: skip
def figure_words(page: Page, facts: Facts) -> Iterator[Hit]:
    for figure, each in _placed(page):
        has_words = bool(figure.words) if figure.is_drawing else bool(figure.language)
        if has_words and not figure.decorative and not figure.description.strip():
            yield Hit(figure.key, each.place, sentence="; ".join(figure.words))


@rule(
    "figure-contrast", ERROR, GATE, Clause(WCAG, "1.4.3"),
    tests="Labels of a drawing have a colour whose contrast with the page is below 4.5 to 1, light or dark.",
    advice=_("Leave the colour of labels to the site, or choose one that can be read on both."),
)  # fmt: skip
def figure_contrast(page: Page, facts: Facts) -> Iterator[Hit]:
    for figure, each in _placed(page):
        for label in figure.faint:
            yield Hit(label, each.place, sentence=figure.key)


@rule(
    "figure-heavy", WARNING, GATE,
    tests=f"The smallest file of a picture has more than {MOST_BYTES:,} bytes.",
    advice=_("Make the drawing simpler, or cut the photograph to what matters."),
)  # fmt: skip
def figure_heavy(page: Page, facts: Facts) -> Iterator[Hit]:
    for figure, each in _placed(page):
        least = min((file.size for file in figure.files), default=0)
        if least > MOST_BYTES:
            yield Hit(f"{least:,} bytes", each.place, sentence=figure.key)


@rule(
    "figure-credit", WARNING, GATE,
    tests="A figure that isn't decorative doesn't say who made it, or under which licence it is used.",
    advice=_("Enter both: pictures have authors and rights of their own."),
)  # fmt: skip
def figure_credit(page: Page, facts: Facts) -> Iterator[Hit]:
    for figure, each in _placed(page):
        if not figure.decorative and not (figure.credit.strip() and figure.licence.strip()):
            yield Hit(figure.key, each.place)
