"""A content that passes every content check, for tests that publish or that break one rule at a time.

It is about no real treatment, and its source is no real study.
"""

from dataclasses import replace

from articles.content import (
    ArticleContent,
    ContributorContent,
    OrganizationContent,
    SectionContent,
    SourceContent,
)

AUTHOR = ContributorContent(
    key="writer-role",
    name="Writer (demonstration role)",
    credentials="health writer, not a clinician",
    affiliation="Demonstration desk",
    interests="None",
    is_demonstration=True,
)
SOURCE = SourceContent(
    key="example-2024",
    title="An example that stands for a study",
    container_title="Journal of Examples",
    issued="2024",
    url="https://example.org/study",
    kind="trial",
)
HELPER = OrganizationContent("help-desk", "Help Desk")

SECTIONS = (
    SectionContent(
        "What the treatment does", 2, "how-it-works", body="<p>A nurse gives you the example drink.</p>"
    ),
    SectionContent(
        "How it can help", 2, "benefits",
        body="<p>The drink helped 20 in 100 people (20%) [@example-2024]. It did not help the others.</p>",
    ),
    SectionContent(
        "What harm it can do", 2, "risks",
        body="<p>You may feel sick for a day:</p><ul><li>Rest in the shade.</li>"
        "<li>Drink some water.</li></ul>",
    ),
    SectionContent("If you have no treatment", 2, "no-treatment", body="<p>You may stay as you are.</p>"),
    SectionContent("Your days with the drink", 2, "quality-of-life", body="<p>You can work and walk.</p>"),
    SectionContent("What else you can choose", 2, "other-options",
        body='<p>Some people <a href="/articles/waiting-and-seeing/">wait and see</a>.</p>',
    ),
    SectionContent("What nobody knows yet", 2, "uncertainty", body="<p>Nobody knows how long it lasts.</p>"),
    SectionContent(
        "What to ask your doctor", 2, "questions",
        body="<ul><li>Why this drink?</li><li>What else is there?</li><li>Who can help me?</li></ul>",
    ),
    SectionContent(
        "When to call your nurse", 2, "get-help", "urgent",
        body="<p>Call your nurse if you notice one of these:</p><ul><li>a rash</li><li>a fever</li></ul>",
    ),
)  # fmt: skip

CHECKED = ArticleContent(
    title="The example drink: what it is for",
    slug="example-drink",
    main_message="The example drink helps some people. Ask your doctor if it can help you.",
    summary="What the example drink does, what harm it can do, and what else you can choose.",
    aim="For adults who think about the example drink: how it works, and what else there is.",
    category="Examples",
    tags=("example",),
    authors=(AUTHOR,),
    sections=SECTIONS,
    sources=(SOURCE,),
    organizations=(HELPER,),
    disclaimer="This page is not a substitute for a talk with your own doctor.",
    funding="None",
    licence="CC BY 4.0",
)


def checked_content(**changes) -> ArticleContent:
    """The content, with these fields replaced. What still keeps it from being published is the sign-off."""
    return replace(CHECKED, **changes)


def with_section(section: SectionContent, **changes) -> ArticleContent:
    """The content with one more section at its end."""
    return checked_content(sections=(*SECTIONS, section), **changes)
