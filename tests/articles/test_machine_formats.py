"""What machines read, held against the rules of each format: RFC 4287, sitemaps.org, schema.org, RIS, CSL."""

import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from articles import publishing
from articles.content import KINDS
from tests.factories import make_published, make_user

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
# RFC 4287, sections 4.1.1 and 4.1.2: the elements, and how often each may stand: (at least, at most).
ONCE, MAYBE, ANY = (1, 1), (0, 1), (0, 99)
META = {"id": ONCE, "title": ONCE, "updated": ONCE, "author": ANY, "category": ANY, "link": (1, 99)}
META |= {"contributor": ANY, "rights": MAYBE}
FEED = META | {"author": (1, 99), "subtitle": MAYBE, "generator": MAYBE, "icon": MAYBE, "logo": MAYBE}
FEED |= {"entry": ANY}
ENTRY = META | {"published": MAYBE, "summary": ONCE, "content": MAYBE, "source": MAYBE}
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"

# https://schema.org: the properties that the pages use, by the class that the vocabulary gives them to.
THING = {"@id", "url", "name", "description", "sameAs", "alternateName", "potentialAction"}
WORK = THING | {
    "inLanguage", "translationOfWork", "workTranslation", "datePublished", "dateModified", "author", "about",
    "audience", "publisher", "license", "citation", "version", "isAccessibleForFree", "temporalCoverage",
    "spatialCoverage", "creator",
}  # fmt: skip
VOCABULARY = {
    "Thing": THING,
    "CreativeWork": WORK,
    "ScholarlyArticle": WORK,
    "MedicalWebPage": WORK | {"lastReviewed", "reviewedBy"},
    "CollectionPage": WORK,
    "WebSite": WORK,
    "Dataset": WORK | {"measurementTechnique", "distribution"},
    "DataDownload": WORK | {"encodingFormat", "contentUrl"},
    **dict.fromkeys(("MedicalEntity", *(kind.thing for kind in KINDS.values() if kind.thing)), THING),
    "MedicalAudience": THING | {"audienceType"},
    "Person": THING | {"honorificSuffix", "affiliation"},
    "Organization": THING | {"areaServed", "knowsLanguage", "contactPoint", "address"},
    "ContactPoint": THING | {"contactType", "telephone", "email"},
    "BreadcrumbList": THING | {"itemListElement"},
    "ListItem": THING | {"position", "item"},
    "DefinedTermSet": WORK | {"hasDefinedTerm"},
    "DefinedTerm": THING,
    "SearchAction": THING | {"target", "query-input"},
    "EntryPoint": THING | {"urlTemplate"},
}
PAGES = ["/", "/articles/{}/", "/articles/", "/organizations/", "/organizations/helpers/", "/glossary/"]
PAGES += ["/surveys/reading/", "/tags/testing/"]


def how_often(element, rules):
    """Asserts that each child is one that the rules know, as often as they say."""
    names = [child.tag.removeprefix(ATOM) for child in element]
    assert set(names) <= set(rules)
    wrong = {name: names.count(name) for name, (a, z) in rules.items() if not a <= names.count(name) <= z}
    assert wrong == {}


def is_atom(root):
    assert root.tag == f"{ATOM}feed"
    how_often(root, FEED)
    entries = root.findall(f"{ATOM}entry")
    for entry in entries:
        how_often(entry, ENTRY)
        assert entry.findtext(f"{ATOM}summary")
    for element in (root, *entries):
        links = element.findall(f"{ATOM}link")
        alternates = [
            (x.get("type"), x.get("hreflang")) for x in links if x.get("rel") in {None, "alternate"}
        ]
        assert len(alternates) == len(set(alternates))
        for address in [element.findtext(f"{ATOM}id"), *(link.get("href") for link in links)]:
            assert re.match(r"https?://|urn:|tag:", address)
    for author in root.iter(f"{ATOM}author"):
        assert author.findtext(f"{ATOM}name")
    for name in ("updated", "published"):
        assert all(RFC_3339.fullmatch(moment.text) for moment in root.iter(f"{ATOM}{name}"))
    assert all(category.get("term") for category in root.iter(f"{ATOM}category"))
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len({root.findtext(f"{ATOM}id"), *ids}) == len(ids) + 1


def is_sitemap(root):
    """https://www.sitemaps.org/protocol.html and its schema, which fixes the order of the elements."""
    item = {f"{SITEMAP}urlset": "url", f"{SITEMAP}sitemapindex": "sitemap"}[root.tag]
    order = [f"{SITEMAP}{name}" for name in ("loc", "lastmod", "changefreq", "priority")]
    for entry in root:
        assert entry.tag == f"{SITEMAP}{item}"
        own = [child.tag for child in entry if child.tag.startswith(SITEMAP)]
        assert own == [name for name in order if name in own]
        assert 12 <= len(entry.findtext(order[0])) <= 2048
        day = entry.findtext(order[1])
        assert day is None or date.fromisoformat(day[:10])
        for link in entry.findall(f"{XHTML}link"):
            assert link.get("rel") == "alternate"
            assert link.get("hreflang")
            assert link.get("href").startswith("http")


def nodes_of(value):
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes_of(item)


class TestFormats:
    def test_every_feed_is_atom(self, client, public_site):
        gone = make_published(title="Gone")
        publishing.withdraw(gone.article, make_user("publisher"), cause="outdated")
        for feed in ("", "reviewed/", "withdrawn/", "overdue/"):
            response = client.get(f"/feed/{feed}")
            assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
            is_atom(ElementTree.fromstring(response.content))

    def test_every_file_of_the_sitemap_is_one(self, client, public_site):
        index = ElementTree.fromstring(client.get("/sitemap.xml").content)
        is_sitemap(index)
        for entry in index:
            root = ElementTree.fromstring(client.get(entry[0].text).content)
            assert len(root)
            is_sitemap(root)

    def test_json_ld_says_what_the_vocabulary_knows(self, client, public_site):
        for page in PAGES:
            html = client.get(page.format(public_site.slug)).content.decode()
            text = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1]
            for node in nodes_of(json.loads(text)["@graph"]):
                assert set(node) - {"@type"} <= VOCABULARY[node["@type"]]

    def test_reference_managers_read_the_sources(self, client, public_site):
        address = f"/api/articles/{public_site.slug}/sources"
        sources = public_site.content["sources"]
        ris = client.get(f"{address}.ris").content.decode()
        assert [entry["id"] for entry in rispy.loads(ris)] == [source["key"] for source in sources]

        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        csl = CiteProcJSON(client.get(f"{address}.json").json())
        bibliography = CitationStylesBibliography(style, csl, formatter.plain)
        for source in sources:
            bibliography.register(Citation([CitationItem(source["key"])]))
        printed = [str(entry) for entry in bibliography.bibliography()]
        assert len(printed) == len(sources)
        assert all(any(source["title"] in entry for entry in printed) for source in sources)
