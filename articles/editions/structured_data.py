"""What the pages say to machines: JSON-LD in the vocabulary of schema.org, from the values that readers see.

https://schema.org/MedicalWebPage. Every function gives text for a <script> element of the type
application/ld+json: a block of data that no browser runs, so that the content policy asks no nonce for it.
"""

import json
import re
from collections.abc import Collection, Iterable, Sequence
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from articles.content import (
    KINDS,
    ArticleContent,
    ContributorContent,
    SourceContent,
    SurveyTableContent,
    cited_keys,
)
from articles.content.identifiers import doi_address
from articles.content.licences import licence_address
from articles.content.records import TermText
from articles.content.status_names import source_name
from articles.rendering.figures import picture_address
from resources.directory import ListedOrganization

CONTEXT = "https://schema.org"
# As Django's json_script does: nothing in the text can end the script element or start a comment.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")
JOURNAL_TYPES = {"article-journal", "article", "review"}


def script_text(*nodes: dict) -> str:
    """Nodes as one JSON-LD document that can stand inside a script element as it is."""
    graph = {"@context": CONTEXT, "@graph": [without_empty(node) for node in nodes]}
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":"), default=str).translate(ESCAPES)


def without_empty(value):
    """The value without properties that say nothing."""
    if isinstance(value, dict):
        kept = {name: without_empty(item) for name, item in value.items()}
        return {name: item for name, item in kept.items() if item not in ("", None, [], {})}
    if isinstance(value, list | tuple):
        return [without_empty(item) for item in value]
    return value


def absolute(address: str) -> str:
    """An address of this site as others must write it."""
    return f"{settings.SITE_URL}{quote(address, safe='/%#?=&')}"


def breadcrumbs(trail: Sequence[tuple[str, str]]) -> dict:
    """The trail of a page: (name, address) pairs, the page itself last and without an address."""
    steps = [(settings.SITE_NAME, reverse("home")), *trail]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": str(name),
                "item": absolute(address) if address else "",
            }
            for number, (name, address) in enumerate(steps, start=1)
        ],
    }


def publisher() -> dict:
    return {"@type": "Organization", "name": settings.SITE_PUBLISHER, "url": f"{settings.SITE_URL}/"}


def person(contributor: ContributorContent) -> dict:
    orcid = contributor.orcid
    return {
        "@type": "Person",
        "name": contributor.name,
        "honorificSuffix": contributor.credentials,
        "affiliation": {"@type": "Organization", "name": contributor.affiliation}
        if contributor.affiliation
        else "",
        "sameAs": f"https://orcid.org/{orcid}" if orcid else "",
    }


def citation(source: SourceContent, retracted: Collection[str] = ()) -> dict:
    return {
        "@type": "ScholarlyArticle" if source.type in JOURNAL_TYPES else "CreativeWork",
        "name": source_name(source.title, source.key in retracted),
        "datePublished": source.issued if FULL_DATE.fullmatch(source.issued) else "",
        "url": doi_address(source.doi) if source.doi else source.url,
    }


def article_page(page, trail: Sequence[tuple[str, str]]) -> str:
    """MedicalWebPage for an ArticlePage of a live edition, and its breadcrumbs."""
    content, edition, review = page.content, page.edition, page.review
    address = absolute(edition.get_absolute_url())
    is_reviewed = not (review.question or page.is_demonstration)
    audience = "Patient" if content.audience == "patients" else "Clinician"
    node = {
        "@type": "MedicalWebPage",
        "@id": address,
        "url": address,
        "name": page.name,
        "description": page.description,
        "inLanguage": content.language,
        "translationOfWork": [other_language(other) for other in page.translations if other.is_original],
        "workTranslation": [other_language(other) for other in page.translations if page.is_original],
        "datePublished": local_day(page.first_published_at),
        "dateModified": local_day(edition.published_at),
        "lastReviewed": review.reviewed_on.isoformat() if is_reviewed else "",
        "reviewedBy": person(review.reviewer) if is_reviewed else "",
        "author": [person(author) for author in content.authors],
        "about": about(content),
        "audience": {"@type": "MedicalAudience", "audienceType": audience},
        "image": [absolute(picture_address(figure.files[0])) for figure in content.figures if figure.files],
        "publisher": publisher(),
        "license": licence(content.licence),
        "citation": [citation(source, page.retracted_sources) for source in content.sources],
        "version": edition.number,
        "isAccessibleForFree": True,
    }
    return script_text(node, breadcrumbs(trail))


def about(content: ArticleContent) -> list[dict]:
    """The subject of the page as what its kind says it is, then category and tags, each name once."""
    kind = KINDS.get(content.kind)
    main = [{"@type": kind.thing, "name": content.title}] if kind and kind.thing else []
    names = {name.casefold(): name for name in reversed([content.category, *content.tags]) if name}
    others = list(reversed(names.values())) or ([] if main else [content.title])
    return [*main, *({"@type": "MedicalEntity", "name": name} for name in others)]


def licence(name: str) -> str | dict:
    """The address of a licence; of one without, the name."""
    return licence_address(name) or ({"@type": "CreativeWork", "name": name} if name else "")


def other_language(translation) -> dict:
    """A live edition that says the same in another language."""
    address = absolute(translation.address)
    return {
        "@type": "MedicalWebPage",
        "@id": address,
        "url": address,
        "name": translation.title,
        "inLanguage": translation.language,
    }


def local_day(moment) -> str:
    return timezone.localtime(moment).date().isoformat()


def list_page(title: str, description: str, address: str, trail: Sequence[tuple[str, str]]) -> str:
    """CollectionPage for a page that leads to others, and its breadcrumbs."""
    node = {
        "@type": "CollectionPage",
        "url": absolute(address),
        "name": title,
        "description": description,
        "inLanguage": get_language(),
        "publisher": publisher(),
    }
    return script_text(node, breadcrumbs(trail))


def home_page() -> str:
    """The site itself, and how to search it."""
    search = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{absolute(reverse('search'))}?q={{q}}"},
        "query-input": "required name=q",
    }
    site = {
        "@type": "WebSite",
        "url": absolute(reverse("home")),
        "name": settings.SITE_NAME,
        "inLanguage": get_language(),
        "publisher": publisher(),
        "potentialAction": search,
    }
    return script_text(site)


def survey_page(
    table: SurveyTableContent,
    source: SourceContent | None,
    address: str,
    trail: Sequence[tuple[str, str]],
    retracted: Collection[str] = (),
) -> str:
    """Dataset for a survey table: its page and its CSV file. An unverified one isn't data to be found."""
    if table.is_unverified:
        return script_text(breadcrumbs(trail))
    page = absolute(address)
    node = {
        "@type": "Dataset",
        "url": page,
        "name": table.title,
        "description": " ".join(part for part in (table.title + ".", table.question, table.note) if part),
        "temporalCoverage": table.fielded,
        "spatialCoverage": table.country,
        "measurementTechnique": table.mode,
        "citation": citation(source, retracted) if source else table.source_text,
        "creator": source_creators(source),
        "isAccessibleForFree": True,
        "distribution": {
            "@type": "DataDownload",
            "encodingFormat": "text/csv",
            "contentUrl": f"{page}data.csv",
        },
        "publisher": publisher(),
    }
    return script_text(node, breadcrumbs(trail))


def source_creators(source: SourceContent | None) -> list[dict]:
    authors = source.authors if source else ()
    return [
        {"@type": "Organization", "name": author.literal}
        if author.literal
        else {"@type": "Person", "name": f"{author.given} {author.family}".strip()}
        for author in authors
    ]


def organization_page(organization: ListedOrganization, trail) -> str:
    """Organization with its contacts."""
    text, lines = organization.text, organization.contact_lines
    webs = [line.href for line in lines if line.kind == "web" and line.href]
    node = {
        "@type": "Organization",
        "name": text.name,
        "alternateName": text.abbreviation,
        "url": webs[0] if webs else "",
        "description": text.description,
        "areaServed": text.country,
        "knowsLanguage": text.languages,
        "contactPoint": [contact_point(line) for line in lines if line.kind in {"phone", "email"}],
        "address": next((line.text for line in lines if line.kind == "address"), ""),
    }
    return script_text(node, breadcrumbs(trail))


def contact_point(line) -> dict:
    return {
        "@type": "ContactPoint",
        "contactType": "crisis line" if line.is_crisis_line else "helpline",
        "telephone": line.text if line.kind == "phone" else "",
        "email": line.text if line.kind == "email" else "",
    }


def glossary_page(terms: Iterable[TermText], trail) -> str:
    """DefinedTermSet of terms with their synonyms."""
    page = absolute(reverse("glossary"))
    node = {
        "@type": "DefinedTermSet",
        "url": page,
        "name": str(trail[-1][0]),
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "url": f"{page}#{quote(term.slug)}",
                "name": term.name,
                "alternateName": [word.text for word in term.synonyms],
                "description": term.definition,
            }
            for term in terms
        ],
    }
    return script_text(node, breadcrumbs(trail))


def cited_source(table: SurveyTableContent, sources: Iterable[SourceContent]) -> SourceContent | None:
    """The source that the table itself names, else the first one that a cell cites."""
    cells = [key for row in table.rows for cell in row.values for key in cited_keys(cell)]
    keys = [table.source, *cells]
    return next((source for key in keys for source in sources if source.key == key), None)
