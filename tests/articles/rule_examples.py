"""For each rule a text that must trip it and one, as near as may be, that must not.

An example is a content, a body (of one more section in a content that passes everything), or the bytes of a
scraped text.
"""

from dataclasses import replace

from articles.content import (
    ArticleContent,
    ContributorContent,
    FigureContent,
    OrganizationContent,
    PictureFile,
    SectionContent,
    SeeAlsoContent,
    SurveyColumn,
    SurveyRow,
    SurveyTableContent,
)
from tests.checked_content import AUTHOR, CHECKED, SECTIONS, SOURCE, checked_content, with_section

Example = ArticleContent | str | bytes

TABLE = SurveyTableContent(
    key="answers",
    title="How do you feel?",
    columns=(SurveyColumn("Share"),),
    rows=(SurveyRow("Well", ("60%",)), SurveyRow("Unwell", ("40%",))),
    question="How do you feel today?",
    population="adults",
    sample_size=100,
    fielded="2024-01",
    weighting="None",
    single_answer=True,
    source="example-2024",
    verified=True,
)
PLACE = SectionContent("What people said", body="<p>[survey:answers]</p>")
SCRAPED = "A page about something\n\nWhat this page is about and whom it helps\n\nIt is about things.\n"


FIGURE = FigureContent(
    key="beams",
    alternative="A ring with a line in it.",
    description="A ring. There is a line in it.",
    credit="Drawn for tests",
    licence="CC BY 4.0",
    words=("A line",),
    files=(PictureFile("0" * 64, "image/svg+xml", 40, 20, 900),),
)


def with_figure(**changes) -> ArticleContent:
    section = SectionContent("A ring", body="<p>[figure:beams]</p>")
    return with_section(section, figures=(replace(FIGURE, **changes),))


def with_table(**changes) -> ArticleContent:
    return with_section(PLACE, survey_tables=(replace(TABLE, **changes),))


def without(purpose: str) -> ArticleContent:
    return checked_content(sections=tuple(each for each in SECTIONS if each.purpose != purpose))


def headed(heading: str, level: int = 2, body: str = "<p>You can read this.</p>") -> ArticleContent:
    return with_section(SectionContent(heading, level, body=body))


def with_source(**changes) -> ArticleContent:
    return checked_content(sources=(replace(SOURCE, **changes),))


def with_purpose(purpose: str, body: str, urgency: str = "") -> ArticleContent:
    others = without(purpose).sections
    return checked_content(sections=(*others, SectionContent("One more", 2, purpose, urgency, body)))


LONG = "You can rest and drink water in the shade of a tree. "
PASSIVE = "The drink is given. The cup is washed. The bed is made. You rest. You sleep."
ACTIVE = "The nurse gives the drink. You wash the cup. You make the bed. You rest. You sleep."
HARD = (
    "Notwithstanding considerable interindividual variability, contemporary multidisciplinary consultation "
    "facilitates individualised deliberation concerning alternatives, consequences, uncertainties and "
    "preferences, particularly whenever complicated comorbidities necessitate additional investigations, "
    "interdisciplinary communication, administrative coordination and extraordinarily careful consideration "
    "of psychological circumstances, nutritional deficiencies, rehabilitation opportunities and availability."
)

EXAMPLES: dict[str, tuple[Example, Example]] = {
    "promotional": (
        "<p>Buy your tablets here, with a discount.</p>",
        "<p>Never buy tablets without a prescription.</p>",
    ),
    "active-content": (
        checked_content(sections=(*SECTIONS, SectionContent("A", body="<p onclick='x()'>You</p>"))),
        "<p>A script for a play is on = your desk. You can read it.</p>",
    ),
    "hidden-letters": (
        checked_content(aliases=("Na\u202emow",)),
        "<p>Quality\u00ad of\u00a0life: \u0645\u06cc\u200c\u062e\u0648\u0627\u0646\u0645.</p>",
    ),
    "encoding": (SCRAPED.encode() + b"\nCaf\xe9 is open.\n", SCRAPED.encode() + "\nCafé.\n".encode()),
    "unnamed-source": (
        "<p>Studies have shown that you sleep well.</p>",
        "<p>Studies have shown that you sleep well [@example-2024]. Your blood results show it.</p>",
    ),
    "unnamed-trials": (
        "<p>Clinical trials are ongoing.</p>",
        "<p>Ask about clinical trials near you.</p>",
    ),
    "journal-uncited": (
        "<p>It was published in the Annals of Made Up Things.</p>",
        "<p>It was published in March 2024, and reported in Asian people and in HER2-positive disease.</p>",
    ),
    "unsupported-statistic": (
        "<p>It helped 20 in 100 people (20%).</p>",
        "<p>It helped 20 in 100 people (20%). [@example-2024] You can ask why.</p>",
    ),
    "citation-unknown": ("<p>You can read this [@nobody-1999].</p>", "<p>You can [@example-2024].</p>"),
    "source-retracted": (with_source(key="retracted-2020"), CHECKED),
    "source-outdated": (with_source(key="corrected-2020"), CHECKED),
    "over-claim": (
        "<p>You get a revolutionary drink.</p>",
        "<p>It is no miracle. It did not improve overall survival. Tell us of your breakthrough pain.</p>",
    ),
    "link-missing": (
        "<p>You can visit their website.</p>",
        '<p>You can visit <a href="https://www.cancer.gov">their website</a>.</p>',
    ),
    "broken-sentence": (
        "<p>You can ask groups like and others.</p>",
        "<p>Ask for the size and the site of the lump. You know that that is so.</p>",
    ),
    "survey-incomplete": (
        with_table(sample_size=None, verified=False),
        with_table(question="", question_note="Unknown."),
    ),
    "survey-total": (with_table(rows=TABLE.rows[:1]), with_table(rows=TABLE.rows[:1], single_answer=False)),
    "survey-value": (
        with_table(rows=(SurveyRow("Well", ("most",)), SurveyRow("Unwell", ("40%",)))),
        with_table(rows=(SurveyRow("Well", ("<1 %*",)), SurveyRow("Unwell", ("n/a",)))),
    ),
    "token-broken": ("<p>You can [@<b>example-2024</b>] read.</p>", "<p>You can [@example-2024] read.</p>"),
    "figure-unknown": (with_figure(files=()), with_figure()),
    "figure-text-missing": (
        with_figure(alternative="IMG_2034.svg"),
        with_figure(decorative=True, alternative=""),
    ),
    "figure-words": (with_figure(description=""), with_figure()),
    "figure-contrast": (with_figure(faint=("A line (#999999, 2.8 to 1)",)), with_figure()),
    "figure-heavy": (with_figure(files=(replace(FIGURE.files[0], size=150_001),)), with_figure()),
    "figure-credit": (with_figure(licence=""), with_figure()),
    "survey-unknown": ("<p>[survey:nothing]</p>", with_table()),
    "survey-unproven": (with_table(population=""), with_table(population="", verified=False)),
    "survey-weighting": (with_table(weighting=""), with_table(weighting="Not published")),
    "survey-small-group": (
        with_table(rows=(SurveyRow("Well", ("60%",), "n = 12"), TABLE.rows[1])),
        with_table(rows=(SurveyRow("Well", ("60%",), "n = 1,200"), TABLE.rows[1])),
    ),
    "survey-editors-words": (
        with_table(question_note="Exact wording not seen."),
        with_table(question_note="The report doesn't give the question."),
    ),
    "survey-headers": (with_table(columns=(SurveyColumn(""),)), with_table()),
    "missing-heading": (
        SCRAPED.encode() + b"\n\nA part that lost its heading.\n",
        SCRAPED.encode() + b"\nA part of the same section.\n",
    ),
    "related-unresolved": (
        checked_content(see_also=(SeeAlsoContent("Something else"),)),
        checked_content(see_also=(SeeAlsoContent("Something else", "something-else"),)),
    ),
    "related-off-topic": (
        checked_content(see_also=(SeeAlsoContent("Care for dogs", "dogs"),)),
        checked_content(see_also=(SeeAlsoContent("PET scans and your category", "pet"),)),
    ),
    "organization-no-url": (
        checked_content(organizations=(OrganizationContent("new", "New Help"),)),
        CHECKED,
    ),
    "organization-generic": (
        checked_content(organizations=(OrganizationContent("groups", "Online Support Groups"),)),
        checked_content(organizations=(OrganizationContent("groups", "Anna's Online Support Groups"),)),
    ),
    "heading-needed": (headed(" "), headed("What comes next")),
    "heading-skip": (
        checked_content(sections=(SectionContent("First", 3, body="<p>You</p>"), *SECTIONS)),
        headed("What comes next", 3, "<h4>A part of it</h4><p>You can read this.</p>"),
    ),
    "heading-twice": (headed("How it can HELP"), headed("How it can help more")),
    "heading-vague": (headed("More information:"), headed("More information about your drink")),
    "section-empty": (headed("Nothing here", body="<p> </p>"), headed("Something here")),
    "no-sections": (checked_content(sections=()), CHECKED),
    "metadata-missing": (checked_content(category=""), CHECKED),
    "main-message-missing": (checked_content(main_message=" "), CHECKED),
    "main-message-long": (
        checked_content(main_message="Ask one. Ask two. Ask three. Ask four."),
        checked_content(main_message="Ask Dr. Two, e.g. Ask three. Ask four."),
    ),
    "summary-missing": (checked_content(summary=""), CHECKED),
    "aim-missing": (checked_content(aim=""), CHECKED),
    "author-unqualified": (
        checked_content(authors=(replace(AUTHOR, affiliation=""),)),
        checked_content(authors=(ContributorContent("a", "A", interests="None"), AUTHOR)),
    ),
    "interests-missing": (checked_content(authors=(replace(AUTHOR, interests=" "),)), CHECKED),
    "funding-missing": (checked_content(funding=""), CHECKED),
    "contact-missing": (checked_content(title="On a site without contact"), CHECKED),
    "licence-missing": (checked_content(licence=""), CHECKED),
    "language-missing": (checked_content(language="English!"), checked_content(language="es-MX")),
    "subject-missing": (checked_content(tags=()), CHECKED),
    "aspect-missing": (checked_content(sections=(SectionContent("A", body="<p>You</p>"),)), CHECKED),
    "audience-not-patients": (checked_content(audience="professionals"), CHECKED),
    "source-incomplete": (with_source(url=""), with_source(url="", page="1-9")),
    "source-undated": (with_source(issued=""), with_source(issued="", accessed="2024-05-03")),
    "sources-old": (with_source(issued="2012"), with_source(issued="2021-01")),
    "source-after-evidence": (with_source(issued="2026-10-02"), with_source(issued="2026-10")),
    "evidence-old": (checked_content(title="Signed on old evidence"), CHECKED),
    "single-publisher": (
        checked_content(sources=tuple(replace(SOURCE, key=f"example-{i}") for i in range(3))),
        checked_content(sources=(SOURCE, SOURCE)),
    ),
    "how-it-works-missing": (without("how-it-works"), CHECKED),
    "benefits-missing": (without("benefits"), CHECKED),
    "risks-missing": (without("risks"), replace(without("risks"), audience="professionals")),
    "no-treatment-missing": (with_purpose("no-treatment", "<p></p>"), CHECKED),
    "quality-of-life-missing": (without("quality-of-life"), CHECKED),
    "other-options-missing": (without("other-options"), CHECKED),
    "other-options-unlinked": (
        with_purpose("other-options", "<p>You can wait.</p>"),
        replace(
            with_purpose("other-options", "<p>You can wait.</p>"),
            see_also=(SeeAlsoContent("Waiting", "waiting"),),
        ),
    ),
    "questions-missing": (
        with_purpose("questions", "<ul><li>Why?</li><li>What else?</li></ul>"),
        with_purpose("questions", "<p>Why? What else? Who “knows?”</p>"),
    ),
    "uncertainty-missing": (without("uncertainty"), CHECKED),
    "help-missing": (checked_content(organizations=()), CHECKED),
    "benefits-uncited": (with_purpose("benefits", "<p>You may feel well.</p>"), CHECKED),
    "balance": (
        with_purpose("benefits", f"<p>{LONG * 9} [@example-2024]</p>"),
        with_purpose("benefits", f"<p>{LONG} [@example-2024]</p>"),
    ),
    "one-sided": (without("risks"), CHECKED),
    "signs-missing": (checked_content(kind="condition"), CHECKED),
    "get-help-missing": (replace(without("get-help"), kind="drug"), without("get-help")),
    "get-help-ungraded": (
        with_purpose("get-help", "<ul><li>Call.</li></ul>"),
        with_purpose("get-help", "<ul><li>Call.</li></ul>", "emergency"),
    ),
    "urgency-twice": (
        with_section(SectionContent("Call now", 2, "get-help", "urgent", "<ul><li>Call.</li></ul>")),
        with_section(SectionContent("Call now", 2, "get-help", "emergency", "<ul><li>Call.</li></ul>")),
    ),
    "decimals": (
        "<p>You wait for 12.5 months [@example-2024].</p>",
        "<p>You wait for 12 months. Read part 2.5.1 of version 1.2.3 at 10,000 places.</p>",
    ),
    "percent-without-count": (
        "<p>It helped 20% [@example-2024].</p>",
        "<p>It helped 20% [@example-2024], which is one in every five people.</p>",
    ),
    "bare-probability": ("<p>The hazard ratio says it all.</p>", "<p>The risk is small: 1 in 50 people.</p>"),
    "relative-change": (
        "<p>It reduced headaches by 30% [@example-2024].</p>",
        "<p>It reduced headaches by half: from 20 in 100 people to 10 in 100. Unfold the leaflet.</p>",
    ),
    "reading-level": (f"<p>{HARD} {HARD}</p>", f"<p>{LONG * 6}</p>"),
    "section-long": (f"<p>{LONG * 20}</p>", f"<p>{LONG * 15}</p>"),
    "passive-voice": (f"<p>{PASSIVE}</p>", f"<p>{ACTIVE} Are you worried?</p>"),
    "main-message-passive": (
        checked_content(main_message="The drink is given by a nurse."),
        checked_content(main_message="A nurse gives you the drink. Are you worried? Ask."),
    ),
    "action-missing": (
        checked_content(sections=(SectionContent("A", 2, "risks", body="<p>You feel sick.</p>"),)),
        checked_content(
            sections=(SectionContent("A", 2, "risks", body="<p>If you feel sick, call your nurse.</p>"),)
        ),
    ),
    "you-missing": (
        checked_content(
            main_message="It helps.",
            sections=(SectionContent("A", body="<p>It helps.</p>"),),
            summary="It helps.",
        ),
        CHECKED,
    ),
    "list-missing": (checked_content(sections=(SectionContent("A", body="<p>You</p>"),)), CHECKED),
    "steps-missing": (with_purpose("get-help", "<p>Call your nurse.</p>", "urgent"), CHECKED),
    "term-undefined": ("<p>You meet the Draft  Term here.</p>", "<p>You meet the defined term here.</p>"),
    "abbreviation-unexplained": (
        "<p>You have an XYZ.</p>",
        "<p>You have an example yell zone (XYZ). The XYZ is small, and the UK is large. ABC (a big cup).</p>",
    ),
    "table-without-headers": (
        "<table><caption>Cups</caption><tr><td>You</td></tr></table>",
        "<table><caption>Cups</caption><tr><th>You</th></tr></table>",
    ),
    "table-header-empty": (
        "<table><caption>Cups</caption><tr><th> </th><th>You</th></tr></table>",
        "<table><caption>Cups</caption><tr><th>Who</th><th>You</th></tr></table>",
    ),
    "table-without-caption": (
        "<table><tr><th>You</th></tr></table>",
        "<table><caption>Cups</caption><tr><th>You</th></tr></table>",
    ),
    "link-empty": (
        '<p>You <a href="https://example.org"></a></p>',
        '<p>You <a href="https://example.org">see</a></p>',
    ),
    "link-vague": (
        '<p>You <a href="https://example.org">click here</a>.</p>',
        '<p>You <a href="https://example.org">click here to read the law</a>.</p>',
    ),
    "all-capitals": ("<p>You MUST NEVER STOP it.</p>", "<p>You take FLOT or T-DXd, not both.</p>"),
    "paragraph-as-heading": (
        "<p><strong>What you can do</strong></p><p>You rest.</p>",
        "<p><strong>You</strong> rest.</p><ul><li><strong>You</strong></li></ul>",
    ),
}
