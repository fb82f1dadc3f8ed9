"""The records that a page brings: its references, each met with the source that the register has, and its
pictures."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from django.db import transaction
from django.db.models import Q

from articles.content import CITATION, ArticleContent, SourceContent
from articles.content.identifiers import names_of
from articles.importing.bibliography import FreeKeys
from articles.importing.texts import PageReport
from articles.models import Source
from articles.pictures import keep_picture


def with_known_sources(contents: Sequence[ArticleContent]) -> list[ArticleContent]:
    """Contents that cite the sources of the register where they name one of them by DOI, PMID, address or the
    very words; a new source gets a key that no other has."""
    register = _Register(contents)
    return [_rekeyed(content, register) if content.sources else content for content in contents]


def keep_pictures(page: PageReport):
    """Stores the files of a page's pictures once the texts that name them are saved."""
    for picture in page.pictures:
        transaction.on_commit(partial(keep_picture, picture))


def _rekeyed(content: ArticleContent, register: "_Register") -> ArticleContent:
    known = {source.key: register.known(source) for source in content.sources}

    def cited(found: re.Match) -> str:
        keys = [key.strip().lstrip("@") for key in found[1].split(";")]
        now = dict.fromkeys(known[key].key if key in known else key for key in keys)
        return f"[{'; '.join(f'@{key}' for key in now)}]"

    sections = tuple(replace(each, body=CITATION.sub(cited, each.body)) for each in content.sections)
    return replace(content, sections=sections, sources=tuple(dict.fromkeys(known.values())))


class _Register:
    """The stored sources that a batch of contents may mean, and those that the batch adds."""

    def __init__(self, contents: Sequence[ArticleContent]):
        sources = [source for content in contents for source in content.sources]
        rows = Source.objects.none()
        if sources:
            dois = {form for source in sources if source.doi for form in (source.doi, source.doi.lower())}
            rows = Source.objects.filter(
                Q(doi__in=dois)
                | Q(pmid__in={source.pmid for source in sources if source.pmid})
                | Q(url__in={source.url for source in sources if source.url})
                | Q(title__in={source.title for source in sources})
                | Q(key__in={source.key for source in sources})
            )
        stored = [row.content() for row in rows]
        self.keys = FreeKeys(source.key for source in stored)
        self.by_name: dict[object, SourceContent] = {}
        for source in stored:
            self._add(source)

    def known(self, source: SourceContent) -> SourceContent:
        """The source of the register that this one is, or this one under a key of its own."""
        found = next((self.by_name[name] for name in _names(source) if name in self.by_name), None)
        if found is None:
            key = self.keys.key(source) if source.key in self.keys.taken else source.key
            found = replace(source, key=key)
            self.keys.taken.add(key)
            self._add(found)
        return found

    def _add(self, source: SourceContent):
        for name in _names(source):
            self.by_name.setdefault(name, source)


def _names(source: SourceContent) -> list[object]:
    """What tells that two sources are one: an identifier, or all that is printed of it."""
    printed = (source.title.casefold(), source.authors, source.container_title, source.issued)
    return [*sorted(names_of(source)), *filter(None, [source.url]), printed]
