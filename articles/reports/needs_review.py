"""Which pages that readers see need to be reviewed again, and why. The desk and a command show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import CitedSource, Edition, Source, Waiver
from articles.publishing.gate import LONGEST_INTERVAL, add_months
from articles.publishing.retractions import LABELS
from articles.text.days import day_words

# The most pressing first.
QUESTION, SOURCE, WAIVER, OVERDUE, EVIDENCE = KINDS = ("question", "source", "waiver", "overdue", "evidence")


@dataclass(frozen=True)
class Reason:
    """`kind` is one of KINDS; `what` the key of the source or the rule that was waived, else ""; `since` the
    last day on which all was well, None where nobody knows it; `sentence` says it to an editor."""

    kind: str
    sentence: str
    what: str = ""
    since: date | None = None


@dataclass(frozen=True)
class PageInNeed:
    """`edition` is live and comes without its text, with its article and the article's owner."""

    edition: Edition
    reasons: tuple[Reason, ...]

    def to_dicts(self) -> Iterator[dict]:
        """A flat record for each reason, for tables."""
        for reason in self.reasons:
            yield {
                "article": self.edition.slug,
                "title": self.edition.title,
                "edition": self.edition.number,
                "owner": self.edition.article.owner.get_username() if self.edition.article.owner else "",
                "reason": reason.kind,
                "what": reason.what,
                "since": reason.since.isoformat() if reason.since else "",
                "sentence": reason.sentence,
            }


def needs_review(today: date) -> list[PageInNeed]:
    """The live editions that need a review, the most pressing first, in three queries.

    A page needs one when the expert who is named as its reviewer says that the review was not theirs; when
    its review date has passed; when a waiver on its record has ended and nobody gave a
    new one for the same finding; when the status of a source that it cites is another than its review knew;
    when its evidence was last looked at longer ago than two reviews may lie apart.
    """
    sources = _changed_sources()
    lapsed = Waiver.objects.filter(until__lt=today, article__live__isnull=False)
    renewed = set(
        Waiver.objects.by_others()
        .filter(Q(until__gte=today) | Q(until=None), article__in=lapsed.values("article"))
        .values_list("article_id", "rule", "fingerprint")
    )
    by_edition: dict[int, list[CitedSource]] = {}
    for row in sources:
        by_edition.setdefault(row.edition_id, []).append(row)
    pages = []
    for edition in _suspects(today, sources, lapsed):
        reasons = (
            *_question(edition),
            *_source_reasons(by_edition.get(edition.pk, [])),
            *_waiver_reasons(edition, renewed, today),
            *_date_reasons(edition, today),
        )
        pages += [PageInNeed(edition, reasons)] if reasons else []
    return sorted(pages, key=lambda page: KINDS.index(page.reasons[0].kind))


def _suspects(today: date, sources: QuerySet, lapsed: QuerySet) -> QuerySet[Edition]:
    """Every live edition that may need a review, the longest overdue first."""
    # A union of five, for the database then asks an index for each and reads no text that is in order.
    keys = Edition.objects.live().order_by().values("pk")
    suspects = keys.overdue(today).union(
        keys.filter(evidence_on__lt=_evidence_limit(today)),
        keys.filter(article__in=lapsed.values("article")),
        keys.in_question(),
        sources.order_by().values("edition"),
    )
    editions = Edition.objects.filter(pk__in=suspects).with_review().defer("content", "rendered")
    return editions.select_related("article__owner").order_by("next_review_on", "pk")


def _changed_sources() -> QuerySet[CitedSource]:
    """Sources in live editions whose status is another than the review knew, with `title` and `status`."""
    source = Source.objects.filter(key=OuterRef("key"))
    marked = Source.objects.marked().order_by()
    return (
        CitedSource.objects.filter(edition__live__isnull=False, key__in=marked.values("key"))
        .annotate(
            title=Subquery(source.values("title")[:1]),
            status=Subquery(source.values("retraction_status")[:1]),
        )
        .filter(~Q(status=F("known_status")))
        .order_by("key")
    )


def _evidence_limit(today: date) -> date:
    """Evidence that was looked at before this day is too old."""
    return add_months(today, -LONGEST_INTERVAL)


def _question(edition: Edition) -> Iterator[Reason]:
    if edition.review.is_disowned:
        since = timezone.localdate(edition.review.invitation.disowned_at)
        name = edition.review.reviewer["name"]
        yield Reason(
            QUESTION, _("%(name)s says that the review was not theirs.") % {"name": name}, since=since
        )


def _source_reasons(rows: list[CitedSource]) -> Iterator[Reason]:
    for row in rows:
        yield Reason(
            SOURCE,
            _("Its source “%(title)s” %(status)s since the review.")
            % {"title": row.title, "status": LABELS[row.status]},
            row.key,
        )


def _waiver_reasons(edition: Edition, renewed: set[tuple[int, str, str]], today: date) -> Iterator[Reason]:
    for waiver in edition.exceptions:
        is_renewed = (edition.article_id, waiver["rule"], waiver["fingerprint"]) in renewed
        if waiver["until"] < today and not is_renewed:
            sentence = _("The waiver of %(rule)s ended on %(day)s: the error is open.") % {
                "rule": waiver["rule"],
                "day": day_words(waiver["until"]),
            }
            yield Reason(WAIVER, sentence, waiver["rule"], waiver["until"])


def _date_reasons(edition: Edition, today: date) -> Iterator[Reason]:
    if edition.next_review_on < today:
        due_on = edition.next_review_on
        yield Reason(
            OVERDUE, _("It was due for review on %(day)s.") % {"day": day_words(due_on)}, since=due_on
        )
    if edition.evidence_on and edition.evidence_on < _evidence_limit(today):
        sentence = _("Its evidence was last looked at on %(day)s.") % {"day": day_words(edition.evidence_on)}
        yield Reason(EVIDENCE, sentence, since=add_months(edition.evidence_on, LONGEST_INTERVAL))
