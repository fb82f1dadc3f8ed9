"""References as medical journals print them.

The form is that of the NLM, "Citing Medicine", second edition (the Vancouver style of the ICMJE): up to six
authors and then "et al.", the abbreviated journal, and the pages shortened (2610-9).
"""

import re
from html import escape
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.content import PersonName, SourceContent
from cancerinfo.web.addresses import is_web_address

from .dates import nlm_date

AUTHORS_SHOWN = 6
ONLINE_TYPES = {"webpage", "post", "post-weblog", "dataset", "software"}
JOURNAL_TYPES = {"article-journal", "article-magazine", "article-newspaper", "article", "review"}
DIGITS_RANGE = re.compile(r"(\d+)\s*[-–]\s*(\d+)")


def format_source(source: SourceContent) -> str:
    """The reference as HTML: everything escaped, with links to DOI, PubMed, PubMed Central or the address."""
    parts = [_authors(source), _title(source)]
    if source.type in JOURNAL_TYPES and source.container_title + source.container_title_short:
        parts.append(_journal(source))
    else:
        parts += _publication(source)
    text = " ".join(_sentence(escape(part, quote=False)) for part in parts if part)
    return " ".join([text, *_links(source)])


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _authors(source: SourceContent) -> str:
    if not source.authors and source.editors:
        return _editors(source)
    return _listed(source.authors, source.authors_truncated)


def _editors(source: SourceContent) -> str:
    """ "Doe J, Roe A, editors"."""
    names = _listed(source.editors)
    return ngettext("%(names)s, editor", "%(names)s, editors", len(source.editors)) % {"names": names}


def _listed(people: tuple[PersonName, ...], are_more: bool = False) -> str:
    names = [_name(person) for person in people[:AUTHORS_SHOWN]]
    if names and (are_more or len(people) > AUTHORS_SHOWN):
        names.append("et al.")
    return ", ".join(name for name in names if name)


def _name(author: PersonName) -> str:
    """ "Lin NU" for Nancy U. Lin. A body keeps its literal name."""
    return author.literal or f"{author.family} {_initials(author.given)}".strip()


def _initials(given: str) -> str:
    # "NU" and "N.U." are initials already.
    if re.fullmatch(r"(?:[^\W\d_]\.?\s?){1,4}", given) and given == given.upper():
        return re.sub(r"[.\s]", "", given)
    return "".join(part[0].upper() for part in re.split(r"[\s.\-]+", given) if part)


def _title(source: SourceContent) -> str:
    title = source.title.strip().removesuffix(".")
    return f"{title} [Internet]" if source.type in ONLINE_TYPES else title


def _journal(source: SourceContent) -> str:
    """ "J Clin Oncol. 2020 Aug;38(23):2610-9", without the parts that the record lacks."""
    name = (source.container_title_short or source.container_title).removesuffix(".")
    volume = source.volume + (f"({source.issue})" if source.issue else "")
    place = f";{volume}" if volume else ""
    pages = f":{_pages(source.page or source.number)}" if source.page or source.number else ""
    return f"{name}. {nlm_date(source.issued)}{place}{pages}".strip(". ")


def _pages(page: str) -> str:
    """ "2610-9" for "2610-2619". Page numbers with letters stay whole."""
    match = DIGITS_RANGE.fullmatch(page)
    if not match or len(match[1]) != len(match[2]):
        return page
    first, last = match.groups()
    same = next((i for i, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), len(first) - 1)
    return f"{first}-{last[same:]}"


def _publication(source: SourceContent) -> list[str]:
    """The sentences after the title of a book, a chapter, a report or a page of the web."""
    publisher = "" if _is_its_author(source) else source.publisher
    when = nlm_date(source.issued)
    if source.accessed and (source.url or source.type in ONLINE_TYPES):
        cited = _("[cited %(day)s]") % {"day": nlm_date(source.accessed)}
        when = f"{when} {cited}".strip()
    editors = f"{_editors(source)}. " if source.editors and source.authors else ""
    whole = editors + source.container_title
    parts = [_("In: %(title)s") % {"title": whole}] if source.container_title else []
    parts.append("; ".join(part for part in (publisher, when) if part))
    if source.number:
        words = _("Report No.: %(number)s") if source.type == "report" else _("No. %(number)s")
        parts.append(words % {"number": source.number})
    if source.page:
        parts.append(_("p. %(pages)s") % {"pages": _pages(source.page)})
    return parts


def _is_its_author(source: SourceContent) -> bool:
    return any(author.literal and author.literal == source.publisher for author in source.authors)


def _links(source: SourceContent) -> list[str]:
    links = []
    if source.doi:
        links.append(f"doi: {_link('https://doi.org/' + quote(source.doi, safe='/:;().,-_<>'), source.doi)}.")
    if source.pmid.isascii() and source.pmid.isdigit():
        links.append(f"PMID: {_link(f'https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/', source.pmid)}.")
    if re.fullmatch(r"PMC\d+", source.pmcid, re.ASCII):
        links.append(
            f"PMCID: {_link(f'https://pmc.ncbi.nlm.nih.gov/articles/{source.pmcid}/', source.pmcid)}."
        )
    if not source.doi and is_web_address(source.url):
        links.append(_("Available from: %(link)s") % {"link": _link(source.url, source.url)})
    return links


def _link(address: str, text: str) -> str:
    return f'<a href="{escape(address)}">{escape(text, quote=False)}</a>'
