"""Notices of retraction: which sources they concern, and which articles go back to review for it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from articles.content import SourceContent
from articles.content.identifiers import names_of
from articles.editions.cited_sources import RETRACTIONS
from articles.importing.retractions import BadNotice, Notice
from articles.models import (
    Act,
    Article,
    CitedSource,
    Edition,
    ListedNotice,
    LiveEdition,
    RetractionNotice,
    Source,
)
from articles.models.chain import written_together
from articles.publishing.retraction_status import REINSTATED, is_stronger, lines_of, status_of
from articles.working_copy.shared_records import articles_citing, editions_citing

LABELS = {
    "retracted": _("was retracted"),
    "concern": _("carries an expression of concern"),
    "corrected": _("was corrected"),
    "superseded": _("was replaced by a newer version"),
}
# Shown above a live edition when the status of one of its sources has changed since the review.
SENTENCES = {
    "retracted": _(
        "A source of this page, “%(title)s”, was retracted after the page was reviewed. The page is being "
        "looked at again."
    ),
    "concern": _(
        "A source of this page, “%(title)s”, was given an expression of concern after the page was reviewed. "
        "The page is being looked at again."
    ),
    "corrected": _(
        "A source of this page, “%(title)s”, was corrected after the page was reviewed. The page is being "
        "looked at again."
    ),
    "superseded": _(
        "A source of this page, “%(title)s”, was replaced by a newer version after the page was reviewed. "
        "The page is being looked at again."
    ),
}

SAID = ("status", "nature", "reason", "noticed_on", "notice_doi")
BATCH = 500


@dataclass
class Sweep:
    """What a list changed: sources by key with their status before and after, and articles by slug."""

    matched: int = 0
    changed: dict[str, tuple[str, str]] = field(default_factory=dict)
    flagged: list[str] = field(default_factory=list)
    cleared: list[str] = field(default_factory=list)
    bad: list[str] = field(default_factory=list)


@written_together()
def sweep(
    notices: Sequence[Notice | BadNotice],
    *,
    by: User | None = None,
    undo: bool = False,
    progress: Callable[[int, int], object] = lambda done, total: None,
) -> Sweep:
    """Stores the notices that concern a source, by any exact DOI or PMID, and renews the sources' statuses.

    The same list twice changes nothing. With `undo` the notices of the list are taken away again. Articles
    that cite a source whose status changed are flagged, or cleared of the flag. All notices are kept for
    sources that come later; see `catch_up`. `progress` gets the number of notices that were compared,
    and of all.
    """
    result = Sweep()
    named = _sources_by_notice() if undo else _sources_by_name()
    touched: dict[int, Source] = {}
    listed: list[Notice] = []
    for count, notice in enumerate(notices, start=1):
        progress(count, len(notices))
        if isinstance(notice, BadNotice):
            result.bad.append(str(notice))
            continue
        names = [notice.record_id] if undo else notice.names
        sources = {source.pk: source for name in names for source in named.get(name, [])}
        result.matched += bool(sources)
        touched |= sources
        for source in sources.values():
            _forget(source, notice) if undo else _store(source, notice)
        listed.append(notice)
        if len(listed) == BATCH:
            _list(listed, undo)
            listed = []
    _list(listed, undo)
    _renew_statuses(touched, result)
    _flag_articles(result, by)
    return result


@written_together()
def catch_up(sources: Iterable[Source], by: User | None = None) -> Sweep:
    """Gives sources that are new, or got other identifiers, the notices of the lists that were read before.

    Whoever saves a source calls it. Notices that a source has already change nothing.
    """
    names = {source.pk: names_of(source.content()) for source in sources}
    by_name: dict[str, list[ListedNotice]] = {}
    for row in ListedNotice.objects.filter(name__in=set().union(*names.values())):
        by_name.setdefault(row.name, []).append(row)
    result, touched = Sweep(), {}
    for source in Source.objects.filter(pk__in=names).prefetch_related("retraction_notices"):
        known = {notice.record_id for notice in source.retraction_notices.all()}
        rows = (row for name in names[source.pk] for row in by_name.get(name, []))
        for row in rows:
            if row.record_id not in known:
                _store(source, row)
                touched[source.pk] = source
    _renew_statuses(touched, result)
    _flag_articles(result, by)
    return result


def _list(notices: list[Notice], undo: bool):
    """Keeps notices in place of those with the same Record IDs; with `undo` takes these away only."""
    ListedNotice.objects.filter(record_id__in={notice.record_id for notice in notices}).delete()
    if undo:
        return
    kept = {(name, notice.record_id): notice for notice in notices for name in notice.names}
    ListedNotice.objects.bulk_create(
        ListedNotice(name=name, record_id=record_id, **_said(notice))
        for (name, record_id), notice in kept.items()
    )


def _sources_by_name() -> dict[str, list[Source]]:
    named: dict[str, list[Source]] = {}
    for source in Source.objects.prefetch_related("retraction_notices"):
        for name in names_of(source.content()):
            named.setdefault(name, []).append(source)
    return named


def _sources_by_notice() -> dict[str, list[Source]]:
    """By the Record ID of the notices they have, whatever their identifiers are by now."""
    named: dict[str, list[Source]] = {}
    for source in Source.objects.prefetch_related("retraction_notices"):
        for notice in source.retraction_notices.all():
            named.setdefault(notice.record_id, []).append(source)
    return named


def _store(source: Source, notice: Notice | ListedNotice):
    RetractionNotice.objects.update_or_create(
        source=source, record_id=notice.record_id, defaults=_said(notice)
    )


def _said(notice: Notice | ListedNotice) -> dict:
    return {name: getattr(notice, name) for name in SAID}


def _forget(source: Source, notice: Notice):
    RetractionNotice.objects.filter(source=source, record_id=notice.record_id).delete()


def _renew_statuses(touched: dict[int, Source], result: Sweep):
    """`touched` are the sources with their notices as they were before the list."""
    for source in Source.objects.filter(pk__in=touched).prefetch_related("retraction_notices"):
        status, note = _renewed(source, list(touched[source.pk].retraction_notices.all()))
        if (status, note) == (source.retraction_status, source.retraction_note):
            continue
        if status != source.retraction_status:
            result.changed[source.key] = (source.retraction_status, status)
        source.retraction_status, source.retraction_note = status, note
        source.save(update_fields=["retraction_status", "retraction_note"])


def _renewed(source: Source, before: list[RetractionNotice]) -> tuple[str, str]:
    """Status and note as all notices say them, with what an editor noted.

    What an editor set, or a record of the source said, goes when a new notice reinstates the source, and by
    nothing weaker than it is.
    """
    notices = list(source.retraction_notices.all())
    status, told = status_of(notices), lines_of(notices)
    is_set = is_stronger(source.retraction_status, status_of(before))
    is_reinstated = any(notice.status == REINSTATED for notice in notices if notice not in before)
    if is_set and not is_reinstated and is_stronger(source.retraction_status, status):
        status = source.retraction_status
    typed = [line for line in source.retraction_note.splitlines() if line not in {*lines_of(before), *told}]
    return status, "\n".join([*told, *typed])


def status_changed(source: Source, before: str, by: User | None = None) -> list[Article]:
    """Tells readers and editors that somebody changed the status of a source that is saved by now.

    Whoever saves a source calls it. Returns the articles that were flagged; none if the status is as before.
    """
    if source.retraction_status == before:
        return []
    with written_together():
        return _flag({source.key: (before, source.retraction_status)}, by)


def _flag_articles(result: Sweep, by: User | None = None):
    troubled = set(_concerned(key for key, (_was, status) in result.changed.items() if status))
    for article in _flag(result.changed, by):
        (result.flagged if article in troubled else result.cleared).append(article.slug)


def _flag(changed: dict[str, tuple[str, str]], by: User | None = None) -> list[Article]:
    """Tells readers and editors of every article that cites a source whose status changed."""
    articles = _concerned(changed)
    for article in articles:
        Act.objects.create(
            article=article,
            verb=Act.Verb.FLAG,
            actor=by,
            at=timezone.now(),
            digest=article.digest,
            detail={"sources": changed, "notice": renew_notice(article)},
        )
    return articles


def _concerned(keys: Iterable[str]) -> list[Article]:
    """Articles whose working copy or live edition cites one of the sources."""
    keys = set(keys)
    live = Article.objects.filter(pk__in=editions_citing(keys).values("article"))
    return list((articles_citing(keys) | live).order_by("slug"))


def renew_notice(article: Article) -> str:
    """Writes, above the live edition, which of its sources have changed status since its review, and beside
    it which are retracted. Returns the text, "" for an article that is not live.

    Its words are fixed but for the titles of sources, and those are the titles that were signed.
    """
    live = Edition.objects.live().filter(article=article).only("content", "language").first()
    if live is None:
        return ""
    known = dict(CitedSource.objects.filter(edition=live).values_list("key", "known_status"))
    notice, retracted = notice_above(live, known, sources_by_key(known))
    live_row = LiveEdition.objects.filter(article=article)
    live_row.exclude(notice=notice, retracted_sources=retracted).update(
        notice=notice, retracted_sources=retracted
    )
    return notice


def sources_by_key(keys: Iterable[str]) -> dict[str, Source]:
    """The records of sources, in one query."""
    return Source.objects.in_bulk(list(keys), field_name="key")


def notice_above(
    edition: Edition, known: Mapping[str, str], rows: Mapping[str, Source]
) -> tuple[str, list[str]]:
    """What readers are told above an edition, and the keys of its sources that are retracted. `known` has, by
    the key of each source, the status that the reviewer knew, and `rows` its record."""
    sources = sorted(edition.article_content().sources, key=lambda source: source.key)
    now = {source.key: _status_as_signed(source, rows.get(source.key)) for source in sources}
    with override(edition.language):
        told = (
            SENTENCES[now[source.key]] % {"title": source.title}
            for source in sources
            if now[source.key] and now[source.key] != known.get(source.key)
        )
        notice = " ".join(told)
    return notice, [key for key, status in now.items() if status in RETRACTIONS]


def _status_as_signed(signed: SourceContent, row: Source | None) -> str:
    """The status of a source as an edition cites it. Where its record names another paper by now, what the
    record says isn't said of this one: then only the lists count."""
    if row and names_of(row.content()) == names_of(signed):
        return row.retraction_status
    return status_of(ListedNotice.objects.filter(name__in=names_of(signed)))
