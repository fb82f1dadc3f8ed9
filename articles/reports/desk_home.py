"""What waits for one person: the boxes of the desk's home page, in a constant number of queries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.models import User
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import (
    Article,
    ExpertLetter,
    LinkCheck,
    LiveEdition,
    ReaderReport,
    ReviewRequest,
    Schedule,
    SearchMiss,
    SignOff,
    Status,
    StoredStanding,
)
from articles.models.stored_standing import renew_standings
from articles.records.waiting import waiting_by_kind
from articles.reports.changed_around import changed_pages
from articles.reports.needs_review import needs_review
from articles.text.days import day_words
from articles.working_copy.kept_findings import kept_findings
from resources.models import Contact

SHOWN = 5
# Beyond it a box only says that there are more, which costs the same however many there are.
MOST_COUNTED = 100
# The same of the articles of a status. Their list counts all of them.
MOST_OF_STATUS = 10_000
NOTE_LENGTH = 160
SOON = timedelta(days=90)


@dataclass(frozen=True)
class Entry:
    """A line of a box: a link, and what is to be said of it."""

    label: str
    address: str
    note: str = ""


@dataclass(frozen=True)
class Box:
    """`count` things wait, or more if that is above MOST_COUNTED, the first being `entries`; `address` lists
    them all."""

    title: str
    count: int
    address: str
    entries: tuple[Entry, ...]

    @property
    def number(self) -> str:
        return _number(self.count, MOST_COUNTED)


def boxes_for(user: User, today: date) -> list[Box]:
    """The boxes that hold something waiting for this person, the most pressing first."""
    return [box for box in _boxes(user, today) if box.count]


def _boxes(user: User, today: date) -> Iterator[Box]:
    renew_standings(today)
    articles = Article.objects.all()
    mine = articles.filter(owner=user)
    if user.has_perm("articles.review_article"):
        yield _to_sign(user)
    if user.has_perm("articles.approve_record"):
        yield from _to_approve()
    if user.has_perm("articles.publish_article"):
        yield _articles(_("Signed off, to be published"), articles, Status.SIGNED_OFF)
    if user.has_perm("articles.change_article"):
        yield _articles(_("Sent back to you"), mine, Status.SENT_BACK, owner="me")
        yield _articles(_("Your drafts"), mine, Status.DRAFT, owner="me")
        nobodys = articles.filter(owner=None)
        yield _articles(_("Drafts that nobody owns"), nobodys, Status.DRAFT, owner="none")
        yield _due(user, today)
    if user.has_perm("articles.change_readerreport"):
        yield _reports()
    if user.has_perm("articles.publish_article"):
        yield _in_need(today)
        yield _untold()
        yield _scheduled()
    if user.has_perm("articles.change_article"):
        yield _changed_around()
        yield _broken_links()
        yield _contacts(user, today)
        yield _misses()


def _to_approve() -> Iterator[Box]:
    """The texts of terms, organizations, ..., a box a kind."""
    for found in waiting_by_kind(at_most=SHOWN):
        kind, options = found.kind, found.kind.model._meta
        name = f"admin:{options.app_label}_{options.model_name}_approve"
        entries = [
            Entry(str(record), reverse(name, args=[record.row.pk, kind.name])) for record in found.first
        ]
        address = _list_of(options.model_name, options.app_label, waiting="yes")
        yield Box(_("To approve: %(plural)s") % {"plural": kind.plural}, found.count, address, tuple(entries))


def totals(user: User) -> list[tuple[str, str, str]]:
    """For publishers: how many articles of the whole site have each status, and where they are listed. The
    standings are taken as `boxes_for` left them."""
    if not user.has_perm("articles.publish_article"):
        return []
    numbers = {
        status: _up_to(MOST_OF_STATUS, StoredStanding.objects.filter(status=status)) for status in Status
    }
    return [
        (status.label, _number(number, MOST_OF_STATUS), _list_of("article", status=status))
        for status, number in numbers.items()
        if number
    ]


def _number(count: int, most: int) -> str:
    return (
        str(count)
        if count <= most
        else _("more than %(most)s") % {"most": number_format(most, force_grouping=True)}
    )


def _up_to(most: int, rows: QuerySet) -> int:
    """How many rows there are, up to `most` and one more: so many are looked at, however many there are."""
    return rows.order_by().values("pk")[: most + 1].count()


def _list_of(model: str, app: str = "articles", **filters) -> str:
    query = f"?{urlencode(filters)}" if filters else ""
    return reverse(f"admin:{app}_{model}_changelist") + query


def _first(found: QuerySet) -> tuple[list, int]:
    """The first rows, at most SHOWN, and how many there are, up to MOST_COUNTED and one more. Where all are
    shown, nothing has to be counted."""
    rows = list(found[: SHOWN + 1])
    if len(rows) <= SHOWN:
        return rows, len(rows)
    return rows[:SHOWN], _up_to(MOST_COUNTED, found)


def _article_entry(article: Article, note: str = "") -> Entry:
    return Entry(article.title, reverse("admin:articles_article_change", args=[article.pk]), note)


def _articles(title: str, articles: QuerySet, status: str, **filters) -> Box:
    rows, count = _first(articles.filter(stored_standing__status=status).order_by("changed_at"))
    entries = [_article_entry(article) for article in rows]
    return Box(title, count, _list_of("article", status=status, **filters), tuple(entries))


def _to_sign(user) -> Box:
    """Asked of this reviewer by name, or of nobody in particular; by name first. A text that one has signed
    off since is asked for again if it needs a second reviewer."""
    of_this_text = {"article": OuterRef("pk"), "digest": OuterRef("digest")}
    newest = ReviewRequest.objects.filter(**of_this_text).order_by("-requested_at")
    verdict = SignOff.objects.counting().filter(**of_this_text).order_by("-signed_at", "-pk")
    is_asked_again = Q(
        stored_standing__status=Status.SIGNED_OFF,
        asked_at__gt=Subquery(verdict.values("signed_at")[:1]),
    )
    found = (
        Article.objects.filter(stored_standing__status__in=[Status.IN_REVIEW, Status.SIGNED_OFF])
        .alias(asked_at=Subquery(newest.values("requested_at")[:1]))
        .annotate(
            request=Subquery(newest.values("pk")[:1]),
            asked=Subquery(newest.values("reviewer")[:1]),
            due_on=Subquery(newest.values("due_on")[:1]),
        )
        .filter(Q(stored_standing__status=Status.IN_REVIEW) | is_asked_again)
        .filter(Q(asked=user.pk) | Q(asked__isnull=True))
    )
    shown, count = _first(
        found.order_by(F("asked").asc(nulls_last=True), F("due_on").asc(nulls_last=True), "changed_at")
    )
    requests = ReviewRequest.objects.select_related("requested_by").in_bulk(
        [row.request for row in shown if row.request]
    )
    entries = [
        Entry(
            row.title,
            reverse("admin:articles_article_act", args=[row.pk, "sign-off"]),
            _asked(requests.get(row.request), sum(item.must_be_fixed for item in found)),
        )
        for row, found in zip(shown, kept_findings(shown) if shown else [], strict=True)
    ]
    address = _list_of("article", status=Status.IN_REVIEW)
    return Box(_("Waiting for your sign-off"), count, address, tuple(entries))


def _asked(request: ReviewRequest | None, errors: int) -> str:
    """Who asks, of whom and until when, how many errors are open, and the note to the reviewer. Nobody asks
    for a text that was signed off and whose page has changed since."""
    if request is None:
        return _("signed off, but its page has changed since")
    words = [
        (_("%(asker)s asks you") if request.reviewer_id else _("%(asker)s asks any reviewer"))
        % {"asker": request.asker},
        _("due by %(day)s") % {"day": day_words(request.due_on)} if request.due_on else "",
        ngettext("%(errors)s error open", "%(errors)s errors open", errors) % {"errors": errors}
        if errors
        else "",
    ]
    note = Truncator(" ".join(request.note.split())).chars(NOTE_LENGTH)
    return ", ".join(filter(None, words)) + (f": “{note}”" if note else "")


def _due(user, today) -> Box:
    """Live pages of this owner that are overdue or soon due."""
    found = LiveEdition.objects.filter(article__owner=user, next_review_on__lte=today + SOON)
    rows, count = _first(found.select_related("article").order_by("next_review_on", "edition"))
    entries = [
        _article_entry(
            row.article,
            (_("was due on %(day)s") if row.next_review_on < today else _("due on %(day)s"))
            % {"day": day_words(row.next_review_on)},
        )
        for row in rows
    ]
    return Box(_("Your pages due for review"), count, _list_of("article", owner="me"), tuple(entries))


def _in_need(today) -> Box:
    pages = needs_review(today)
    entries = [_article_entry(page.edition.article, page.reasons[0].sentence) for page in pages[:SHOWN]]
    return Box(_("Live pages that need a review"), len(pages), _list_of("article"), tuple(entries))


def _untold() -> Box:
    """Editions under the name of an outside expert whom no letter has reached."""
    found = ExpertLetter.objects.unsent().select_related("invitation", "edition__article")
    rows, count = _first(found.defer("invitation__content", "edition__content", "edition__rendered"))
    entries = [
        _article_entry(
            row.edition.article,
            _("%(signed_name)s hasn't heard of edition %(number)s")
            % {"signed_name": row.invitation.signed_name, "number": row.edition.number},
        )
        for row in rows
    ]
    address = _list_of("expertletter", sent_at__isempty=1)
    return Box(_("Experts not told yet"), count, address, tuple(entries))


def _scheduled() -> Box:
    rows, count = _first(Schedule.objects.select_related("article").order_by("due_at"))
    entries = []
    for row in rows:
        due = timezone.localtime(row.due_at)
        entries.append(
            _article_entry(
                row.article,
                _("%(action)s on %(day)s at %(hour)s")
                % {"action": row.action, "day": day_words(due), "hour": f"{due:%H:%M %Z}"},
            )
        )
    return Box(_("Scheduled"), count, _list_of("schedule"), tuple(entries))


def _reports() -> Box:
    rows, count = _first(ReaderReport.objects.open().select_related("article"))
    entries = [
        Entry(
            row.article.title,
            reverse("admin:articles_readerreport_change", args=[row.pk]),
            f"{row.get_kind_display()}, {day_words(row.received_at)}",
        )
        for row in rows
    ]
    address = _list_of("readerreport", state__exact="open")
    return Box(_("Reports of readers"), count, address, tuple(entries))


def _changed_around() -> Box:
    """Live pages around which a definition, a source, a person, ... has changed."""
    pages = changed_pages()
    entries = [
        Entry(page.edition.title, page.address, ", ".join(change.label for change in page.changes[:3]))
        for page in pages[:SHOWN]
    ]
    address = reverse("admin:articles_article_changed_around")
    return Box(_("Live pages around which something changed"), len(pages), address, tuple(entries))


def _broken_links() -> Box:
    rows, count = _first(LinkCheck.objects.broken())
    entries = [Entry(row.address, row.address, row.problem) for row in rows]
    return Box(_("Broken links"), count, _list_of("linkcheck", broken=1), tuple(entries))


def _contacts(user, today) -> Box:
    found = Contact.objects.listed().unverified(today)
    rows, count = _first(found.select_related("organization").order_by("-is_crisis_line", "checked_on", "pk"))
    entries = [
        Entry(
            f"{row.organization.name}: {row.value}",
            reverse("admin:resources_organization_change", args=[row.organization_id]),
            (_("last checked on %(day)s") % {"day": day_words(row.checked_on)})
            if row.checked_on
            else _("never checked"),
        )
        for row in rows
    ]
    # Who may note that one still works does so there, without its form.
    may_note = user.has_perm("articles.approve_record")
    sheet = reverse("admin:resources_organization_call_sheet")
    address = sheet if may_note else _list_of("organization", "resources")
    return Box(_("Contacts of organizations to check"), count, address, tuple(entries))


def _misses() -> Box:
    rows, count = _first(SearchMiss.objects.filter(answered_as=""))
    entries = [
        Entry(
            row.words,
            f"{reverse('search')}?{urlencode({'q': row.words})}",
            ngettext("%(count)s time", "%(count)s times", row.count) % {"count": row.count},
        )
        for row in rows
    ]
    address = _list_of("searchmiss", answered_as__isempty=1)
    return Box(_("Searches that found nothing"), count, address, tuple(entries))
