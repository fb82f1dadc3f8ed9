"""Makes what a test is about. Every text here is the tests' own and says nothing of medicine."""

import itertools
from dataclasses import replace
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.text import slugify

from articles import publishing
from articles.content import (
    ArticleContent,
    ContributorContent,
    FigureContent,
    OrganizationContent,
    PersonName,
    SectionContent,
    SourceContent,
    SurveyColumn,
    SurveyRow,
    SurveyTableContent,
)
from articles.intake.fixed_pages import propose_fixed_pages
from articles.models import Article, Contributor
from articles.models.chain import written_together
from articles.pictures import keep_picture, read_picture
from articles.publishing.records import write_proposed
from articles.publishing.roles import setup_roles
from articles.records.contacts import Check
from articles.records.record import Record, record_of, records_of
from resources.models import Contact, Organization, Term

count = itertools.count(1)

PASSWORD = "a password of everybody in the tests"
ROLES = {"writer": "writer", "reviewer": "medical reviewer", "publisher": "publisher"}

DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">
<circle class="line" cx="20" cy="10" r="9"/>
<path class="warm-line" d="M0 10h40"/><text x="1" y="5">Beam</text>
</svg>"""
SECTIONS = {
    "overview": ("What this page is", "This page helps to test the site. Please read it with care."),
    "how-it-works": ("How the page works", "A test makes the page, and you look at it."),
    "benefits": ("What the page may help with", "You may find a mistake early. Not everyone does."),
    "risks": ("What may go wrong", "You may miss a mistake. It may also take you some time."),
    "no-treatment": ("What happens without the page", "Without it, some mistakes may stay hidden."),
    "quality-of-life": ("Daily life with the page", "You can read the page at home or at work."),
    "other-options": (
        "Other pages",
        'You can also read <a href="/articles/another-page/">another page</a>, and compare the two.',
    ),
    "uncertainty": ("What is not known", "It is not known who reads the page."),
    "get-help": (
        "When to get help",
        "Ask somebody if:</p><ul><li>you do not know what to do</li></ul><p>Ask now.",
    ),
    "support": ("Who can help you", "The test organization answers questions about the page."),
}
QUESTIONS = ("What is this page for?", "What else can I read?", "Whom can I ask?")


def make_user(role="", **fields):
    """A member of staff: "writer", "reviewer", "publisher", "superuser", or without any permission."""
    username = fields.pop("username", f"{role or 'user'}-{next(count)}")
    fields.setdefault("password", make_password(PASSWORD))
    is_superuser = role == "superuser"
    user = get_user_model().objects.create(
        username=username, is_staff=True, is_superuser=is_superuser, **fields
    )
    if role in ROLES:
        user.groups.add(_group(ROLES[role]))
    return user


def _group(name):
    """The group of a role. After a test with transactions of its own the roles are gone."""
    found = Group.objects.filter(name=name).first()
    if found is None:
        setup_roles()
    return found or Group.objects.get(name=name)


def make_contributor(user=None, approved=True, **fields):
    """A contributor whose credentials somebody typed and, unless not `approved`, somebody else approved."""
    return save_contributor(_contributor(user, **fields), approved)


def _contributor(user, **fields):
    number = next(count)
    fields = {
        "key": f"contributor-{number}",
        "name": f"Contributor {number}",
        "credentials": "Test role",
        "affiliation": "Test house",
        "interests": "None",
        **fields,
    }
    return Contributor(user=user, **fields)


def save_contributor(contributor, approved=True):
    """Saves a contributor as somebody does who gets no letters of the site; another one approves it."""
    contributor.save()
    publishing.record_changed(contributor, make_user("superuser"))
    return make_approved(contributor, make_user("superuser")) if approved else contributor


def make_survey(key="poll", **fields):
    """The content of a complete survey table; its source is the first one of the article that places it."""
    table = SurveyTableContent(
        key,
        f"A poll of tests ({key})",
        columns=(SurveyColumn("Tests", "count"),),
        rows=(SurveyRow("Yes", ("60",)), SurveyRow("No", ("40",))),
        question="Do you read this page?",
        population="Tests",
        sample_size=100,
        fielded="2026-01-01/2026-01-31",
        mode="online",
        weighting="None",
        verified=True,
    )
    return replace(table, **fields)


def make_figure(key="beams", picture=None, **fields):
    """The content of a complete figure, by default of a drawing; its files are stored."""
    picture = picture or read_picture(DRAWING)
    keep_picture(picture)
    figure = FigureContent(
        key,
        caption="Where the beams meet.",
        alternative="A ring with beams that meet in its middle.",
        description="A ring.\nBeams meet in the middle of the ring.",
        credit="Drawn for tests",
        licence="CC BY 4.0",
        language="en",
        files=tuple(file for file, _data in picture.files),
        words=picture.words,
        faint=picture.faint,
    )
    return replace(figure, **fields)


def make_content(title=None, sources=1, surveys=(), figures=(), **fields):
    """The content of an article that passes every check but the sign-off; `fields` take other values.

    `sources` is how many it cites, `surveys` and `figures` are what it places.
    """
    number = next(count)
    title = title or f"Test page {number}"
    keys = [f"source-{number}-{i}" for i in range(sources)]
    content = ArticleContent(
        title=title,
        slug=f"{slugify(title, allow_unicode=True)[:150] or 'page'}-{number}",
        main_message="This page shows what a finished page looks like.",
        summary="A page that tests read.",
        aim="For everybody who tests the site: what a page looks like and what it holds.",
        category="Tests",
        tags=("testing",),
        authors=(
            ContributorContent(f"author-{number}", f"Author {number}", "Test role", "Test house", "None"),
        ),
        sections=tuple(_sections(keys, surveys, figures)),
        sources=tuple(_source(key) for key in keys),
        survey_tables=tuple(replace(table, source=table.source or "".join(keys[:1])) for table in surveys),
        figures=tuple(figures),
        organizations=(OrganizationContent("test-organization", "Test Organization"),),
        disclaimer="This page is not a substitute for a talk with a person who knows.",
        funding="None",
        licence="CC BY 4.0",
    )
    return replace(content, **fields)


def _sections(keys, surveys, figures):
    citation = f" [@{'; @'.join(keys)}]" if keys else ""
    for purpose, (heading, text) in SECTIONS.items():
        cited = text[:-1] + citation + "." if purpose in {"overview", "benefits", "risks"} else text
        urgency = "non-urgent" if purpose == "get-help" else ""
        yield SectionContent(heading, 2, purpose, urgency, f"<p>{cited}</p>")
    items = "".join(f"<li>{question}</li>" for question in QUESTIONS)
    for table in surveys:
        yield SectionContent(f"What {table.key} says", 2, "other", body=f"<p>[survey:{table.key}]</p>")
    for figure in figures:
        yield SectionContent(f"What {figure.key} shows", 2, "other", body=f"<p>[figure:{figure.key}]</p>")
    yield SectionContent("Questions you can ask", 2, "questions", body=f"<ul>{items}</ul>")


def _source(key):
    return SourceContent(
        key,
        f"Title of {key}",
        authors=(PersonName("Tester", "T"),),
        container_title="Journal of Tests",
        issued=str(timezone.localdate().year - 1),
        doi=f"10.5555/{key}",
    )


def make_article(title=None, sources=1, surveys=(), figures=(), by=None, **fields):
    """A working copy that passes every check but the sign-off. `by` wrote it, as the log says."""
    _make_organization()
    article = Article().apply(make_content(title, sources, surveys, figures, **fields))
    if by:
        publishing.record_edit(article, by)
    return article


def make_short_article(**fields):
    """A working copy with three sections, for tests of its form."""
    return make_article(sections=make_content().sections[:3], **fields)


def _make_organization():
    """The organization that articles name, as readers see it."""
    if not Organization.objects.filter(slug="test-organization").exists():
        row = Organization.objects.create(slug="test-organization", name="Test Organization", is_listed=True)
        Contact.objects.create(organization=row, kind="web", value="https://test.example/")
        _put_before_readers(row)


def _put_before_readers(row):
    """Writes the approval of a record without the acts, which cost as much as half a publication: for what
    nearly every test needs, and few are about."""
    check = Check(make_user(), "tried it", timezone.localdate())
    with written_together():
        for record in records_of(row):
            if record.kind.write_check:
                record.kind.write_check(row, check)
            write_proposed(Record(record.kind, row), check, [], timezone.now())


def make_signed(article, by=None, now=None):
    """Signs the working copy off, by a reviewer who did not write it. Returns the sign-off."""
    reviewer = by or make_user("reviewer")
    if not Contributor.objects.filter(user=reviewer).exists():
        make_contributor(reviewer)
    now = now or timezone.now()
    return publishing.sign_off(
        article,
        reviewer,
        evidence_on=timezone.localdate(now) - timedelta(days=7),
        seen=publishing.reviewed_page(article, today=timezone.localdate(now)),
        now=now,
    )


def make_published(article=None, now=None, change="", note="", **fields):
    """The live edition of an article (of a new one with `fields`), signed off and published by the acts.
    `note` is what its text tells readers of the change."""
    article = article or make_article(**fields)
    if note:
        article.apply(replace(article.content(), change_note=note))
    make_signed(article, _reviewer_of_published(), now)
    return publishing.publish(article, make_user("publisher"), change=change, now=now)


def _reviewer_of_published():
    """One reviewer for all that a test publishes."""
    known = Contributor.objects.select_related("user").filter(key="reviewer-of-published").first()
    if known and known.user and record_of(known).is_shown:
        return known.user
    reviewer = make_user("reviewer")
    if known:
        make_contributor(reviewer)
    else:
        person = _contributor(reviewer, key="reviewer-of-published")
        person.save()
        _put_before_readers(person)
    return reviewer


def make_organization(slug=None, approved=True, contacts=None, **fields):
    """A listed organization with a telephone number, or with these `contacts`. Somebody wrote it; readers see
    it if somebody else `approved` it, who checked the contacts today."""
    number = next(count)
    fields = {"name": f"Organization {number}", "kind": "charity", "is_listed": True, **fields}
    organization = Organization.objects.create(slug=slug or f"organization-{number}", **fields)
    for order, contact in enumerate(contacts or [{"kind": "phone", "value": "+44 800 000 000"}]):
        Contact.objects.create(organization=organization, order=order, **contact)
    publishing.record_changed(organization, make_user("writer"))
    return approve_organization(organization) if approved else organization


def approve_organization(organization, checked_on=None, by=None):
    """Lets readers see what an organization's row and its contacts propose, as somebody else approves it who
    tried the contacts that day, today if none is given. Returns the row."""
    by = by or make_user("reviewer")
    checked = {"how": "tried it", "checked_on": checked_on or timezone.localdate()}
    for record in records_of(organization):
        if record.is_unapproved:
            publishing.approve(record, by, seen_digest=record.digest, **checked)
    return organization


def make_term(slug=None, approved=True, synonyms=(), **fields):
    """A listed term with a definition, and synonyms as (text, kind). Somebody wrote it; readers see it if
    somebody else `approved` it."""
    number = next(count)
    fields = {
        "name": f"term {number}",
        "definition": "A word that tests explain.",
        "is_listed": True,
        **fields,
    }
    term = Term.objects.create(slug=slug or f"term-{number}", **fields)
    for text, kind in synonyms:
        term.synonyms.create(text=text, kind=kind)
    publishing.record_changed(term, make_user("writer"))
    return make_approved(term) if approved else term


def make_fixed_pages():
    """The pages of the site itself, approved in every language of the interface."""
    writer = make_user("writer")
    for page in propose_fixed_pages(writer):
        make_approved(page)


def make_public_site():
    """A page of each kind that readers open; returns the edition of the article."""
    make_fixed_pages()
    summary = "A page that tests read, with a source and a survey table."
    edition = make_published(surveys=[make_survey("reading")], summary=summary)
    make_organization("helpers")
    make_term("reader")
    return edition


def make_approved(row, by=None, kind="", **checked):
    """Approves what the row of a record proposes, by an account that did not write it. Returns the row."""
    record = record_of(row, kind)
    publishing.approve(record, by or make_user("reviewer"), seen_digest=record.digest, **checked)
    return row
