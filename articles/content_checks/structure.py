"""Rules on how a text is built: headings, sections, links to other articles, organizations."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from .facts import Facts
from .finding import ERROR, WARNING
from .page import Page, same_title
from .registry import Hit, rule
from .standards import CDC_INDEX, GATE, INTAKE, PEMAT, PIF_TICK, WCAG, Clause

GENERIC_NAME = frozenset(
    ["online", "support", "communities", "community", "groups", "group", "forums", "forum", "networks",
     "resources", "other", "more", "meeting", "places", "platforms", "services", "local"]
)  # fmt: skip


@rule(
    "missing-heading", WARNING, INTAKE,
    tests="Two or more empty lines before a block of text mark a heading that scraping lost.",
    advice=_("Give the section that starts here a heading."),
)  # fmt: skip
def missing_heading(page: Page, facts: Facts) -> Iterator[Hit]:
    yield from (Hit("two empty lines before", spot) for spot in page.lost_headings)


@rule(
    "related-unresolved", WARNING, INTAKE,
    tests="A “see also” title that no article has.",
    advice=_("Choose the article that is meant, or take the line out."),
)  # fmt: skip
def related_unresolved(page: Page, facts: Facts) -> Iterator[Hit]:
    for link in page.related:
        if link.slug == "" or (link.slug is None and same_title(link.title) not in facts.titles):
            yield Hit(link.title, link.place)


@rule(
    "related-off-topic", WARNING, INTAKE,
    tests="A “see also” title with a word from the list “off-topic”, such as cats, dogs, veterinary, "
    "holistic or miracle; once per title.",
    advice=_("Take the line out, unless it does belong to the subject."),
)  # fmt: skip
def related_off_topic(page: Page, facts: Facts) -> Iterator[Hit]:
    for link in page.related:
        for found in facts.words.pattern("off-topic").finditer(link.title):
            # PET and CAT are scans.
            if link.title.isupper() or not found[0].isupper():
                yield Hit(found[0], link.place, sentence=link.title)
                break


@rule(
    "organization-no-url", WARNING, INTAKE,
    tests="An organization without a web address, neither in the text nor among our organizations.",
    advice=_("Add the organization's web page, or take the organization out."),
)  # fmt: skip
def organization_no_url(page: Page, facts: Facts) -> Iterator[Hit]:
    for named in page.organizations:
        known = facts.organization(named.slug, named.name, named.abbreviation)
        if not named.url and not (known and known.has_web_page):
            yield Hit(named.name, named.place)


@rule(
    "organization-generic", WARNING, INTAKE,
    tests="An organization without abbreviation, and every word of its name is general: online, support, "
    "community, groups, forums, resources, local, …",
    advice=_("Name an organization, and say who runs it; or take the entry out."),
)  # fmt: skip
def organization_generic(page: Page, facts: Facts) -> Iterator[Hit]:
    for named in page.organizations:
        known = facts.organization(named.slug, named.name) if named.slug else None
        words = re.findall(r"\w+", named.name.casefold())
        abbreviation = named.abbreviation or (known.abbreviation if known else "")
        if words and not abbreviation and GENERIC_NAME.issuperset(words):
            yield Hit(named.name, named.place)


@rule(
    "heading-needed", ERROR, GATE, Clause(WCAG, "2.4.6 (empty-heading)"), Clause(CDC_INDEX, "9"),
    Clause(PIF_TICK, "7"),
    tests="A section has no heading.",
    advice=_("Give the section a heading that says what is in it."),
)  # fmt: skip
def heading_needed(page: Page, facts: Facts) -> Iterator[Hit]:
    for number, each in enumerate(page.sections, 1):
        if not each.section.heading.strip():
            yield Hit(f"section {number}", each.place)


@rule(
    "heading-skip", ERROR, GATE, Clause(WCAG, "1.3.1 (heading-order)"), Clause(PIF_TICK, "7"),
    tests="A level is skipped: a subsection (level 3) before the first section (level 2), or a heading of "
    "level 4 inside a section of level 2.",
    advice=_("Make it a section, or put a heading of the level above before it."),
)  # fmt: skip
def heading_skip(page: Page, facts: Facts) -> Iterator[Hit]:
    above = 1
    for each in page.sections:
        if each.section.level > above + 1:
            yield Hit(each.section.heading, each.place)
        above = each.section.level
        for block in each.outline.blocks:
            if block.kind == "heading" and block.level > above + 1:
                yield Hit(block.text, each.place)
                break


@rule(
    "heading-twice", WARNING, GATE, Clause(WCAG, "2.4.6"),
    tests="Two sections of one article have the same heading.",
    advice=_("Let each heading say what its own section holds."),
)  # fmt: skip
def heading_twice(page: Page, facts: Facts) -> Iterator[Hit]:
    seen = set()
    for each in page.sections:
        heading = same_title(each.section.heading)
        if heading and heading in seen:
            yield Hit(each.section.heading, each.place)
        seen.add(heading)


@rule(
    "heading-vague", WARNING, GATE, Clause(PEMAT, "9"), Clause(WCAG, "2.4.6"), is_local=True,
    tests="A heading that says nothing, from the list “vague headings”: overview, introduction, "
    "more information, conclusion, other, …",
    advice=_("Say in the heading what a reader finds below it."),
)  # fmt: skip
def heading_vague(page: Page, facts: Facts) -> Iterator[Hit]:
    vague = set(facts.words["vague-headings"])
    for each in page.sections:
        if same_title(each.section.heading) in vague:
            yield Hit(each.section.heading, each.place)


@rule(
    "section-empty", ERROR, GATE,
    tests="A section without text. A section of level 2 may be empty if a subsection follows.",
    advice=_("Write the section, or take it out."),
)  # fmt: skip
def section_empty(page: Page, facts: Facts) -> Iterator[Hit]:
    following = [each.section.level for each in page.sections[1:]] + [2]
    for each, level_after in zip(page.sections, following, strict=False):
        if each.is_empty and not (each.section.level == 2 and level_after == 3):
            yield Hit(each.section.heading, each.place)


@rule(
    "no-sections", ERROR, GATE,
    tests="The article has no section.",
    advice=_("Write the article."),
)  # fmt: skip
def no_sections(page: Page, facts: Facts) -> Iterator[Hit]:
    if not page.sections:
        yield Hit("sections")
