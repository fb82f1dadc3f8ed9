"""The shared records that a scraped text brings: its organizations and its survey tables."""

from collections.abc import Iterable

from articles.content import ArticleContent, OrganizationContent, placed_surveys
from articles.importing.scraped_article import ScrapedOrganization
from articles.importing.scraped_content import MAX_NAME, organization_slug, shortened
from articles.models import Article, Section, SurveyTable
from articles.models.survey import SURVEY_FIELDS
from articles.text.free_names import free_name
from articles.working_copy.shared_records import articles_placing
from articles.working_copy.shared_rows import write_cells
from resources.models import Contact, Organization

MAX_CONTACT = 500


def stored_organizations(found: Iterable[ScrapedOrganization]) -> tuple[OrganizationContent, ...]:
    """The organizations of a text as the house knows them: by abbreviation, else by name in any case.

    One that nobody has entered is made, unlisted. A known one keeps its description and its contacts.
    """
    stored = {}
    for scraped in found:
        name = shortened(scraped.name, MAX_NAME)
        known = Organization.objects.matching(name, scraped.abbreviation or "")
        organization = known or _new_organization(name, scraped)
        stored.setdefault(organization.slug, OrganizationContent(organization.slug, organization.name))
    return tuple(stored.values())


def _new_organization(name: str, scraped: ScrapedOrganization) -> Organization:
    slug = organization_slug(name)
    taken = set(Organization.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    organization = Organization.objects.create(
        slug=free_name(slug, taken),
        name=name,
        abbreviation=scraped.abbreviation or "",
        description=scraped.description or "",
    )
    if scraped.url and len(scraped.url) <= MAX_CONTACT:
        Contact.objects.create(organization=organization, kind=Contact.Kind.WEB, value=scraped.url)
    return organization


def taken_table_keys(slug: str) -> set[str]:
    """Keys of stored survey tables that a new text with this slug must not use."""
    return set(SurveyTable.objects.filter(key__startswith=f"{slug}-").values_list("key", flat=True))


def own_table_keys(article: Article) -> set[str]:
    """Keys of the survey tables that this article alone places, and that an import made for it."""
    bodies = Section.objects.filter(article=article).values_list("body", flat=True)
    placed = {key for body in bodies for key in placed_surveys(body) if key.startswith(f"{article.slug}-")}
    return {key for key in placed if not articles_placing([key]).exclude(pk=article.pk).exists()}


def rewrite_tables(content: ArticleContent, keys: set[str]):
    """Makes those stored tables equal to the tables of the content. Their articles need new digests."""
    stored = {row.key: row for row in SurveyTable.objects.filter(key__in=keys)}
    for table in content.survey_tables:
        row = stored.get(table.key)
        if row is None:
            continue
        for name in SURVEY_FIELDS:
            setattr(row, name, getattr(table, name))
        row.save()
        write_cells(row, table)
