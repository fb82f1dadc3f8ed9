"""What is due, for whom, and the mail that says so once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.mail.delivery import deliver, mail_problem, one_line
from articles.models import Article, Edition, Reminder, ReviewRequest, Status, Waiver, account_name
from articles.models.desk_language import words_for
from articles.publishing.roles import users_with
from articles.text.days import day_words

# A month before a page is due, its owner hears of it.
NOTICE = timedelta(days=30)

REVIEW, SIGN_OFF, WAIVER = "review", "sign-off", "waiver"
SENTENCES = {
    REVIEW: gettext_lazy("“%(title)s” is due for review on %(day)s."),
    SIGN_OFF: gettext_lazy("“%(title)s” waits for your sign-off until %(day)s."),
    WAIVER: gettext_lazy("“%(title)s” has a waiver that ends on %(day)s."),
}


@dataclass(frozen=True)
class Due:
    """`user` is to do something about `article` by `due_on`; `reason` is a key of SENTENCES."""

    user: object
    article: Article
    reason: str
    due_on: date

    def __str__(self) -> str:
        return SENTENCES[self.reason] % {"title": self.article.title, "day": day_words(self.due_on)}


def due_items(today: date) -> Iterator[Due]:
    """Everything that is overdue or due within NOTICE: reviews for owners, authors and publishers,
    sign-offs for the reviewer who was asked, waivers for who gave them."""
    until = today + NOTICE
    publishers = list(users_with("publish_article"))
    for edition in due_editions(until):
        for user in {*_keepers(edition.article), *publishers}:
            yield Due(user, edition.article, REVIEW, edition.next_review_on)
    for request in open_requests().filter(reviewer__isnull=False, due_on__lte=until):
        yield Due(request.reviewer, request.article, SIGN_OFF, request.due_on)
    waivers = Waiver.objects.filter(until__lte=until, article__trashed_at__isnull=True)
    for waiver in waivers.select_related("article", "waived_by"):
        yield Due(waiver.waived_by, waiver.article, WAIVER, waiver.until)


def due_editions(until: date) -> QuerySet[Edition]:
    """Live editions whose next review is on or before `until`, the oldest first."""
    return (
        Edition.objects.live()
        .filter(next_review_on__lte=until)
        .select_related("article__owner")
        .prefetch_related("article__authors__user")
        .defer("content", "rendered")
        .order_by("next_review_on", "pk")
    )


def open_requests() -> QuerySet[ReviewRequest]:
    """Requests for a review of a text that is still the working copy and still unread."""
    # Asked only of those with a request, as most articles have none.
    asked = Article.objects.in_use().filter(pk__in=ReviewRequest.objects.values("article"))
    waiting = asked.with_status().filter(status=Status.IN_REVIEW)
    requests = ReviewRequest.objects.filter(article__in=waiting.values("pk"))
    return requests.select_related("article", "reviewer").order_by("due_on", "pk")


def _keepers(article: Article) -> list:
    """Who looks after an article: its owner, else the authors who have an account."""
    if article.owner:
        return [article.owner]
    return [author.user for author in article.authors.all() if author.user]


def send_digests(
    today: date, now: datetime, *, dry_run: bool = False
) -> tuple[list[EmailMessage], list[str]]:
    """Mails each person what is due and was not mailed before for that date, in one letter.

    Returns the letters, and a sentence for each person who could not be reached, or one for all if no letter
    leaves the site. What was not sent is tried again next time.
    """
    sent = set(Reminder.objects.values_list("article", "user", "reason", "due_on"))
    by_user: dict[object, list[Due]] = {}
    for due in dict.fromkeys(due_items(today)):
        if (due.article.pk, due.user.pk, due.reason, due.due_on) not in sent:
            by_user.setdefault(due.user, []).append(due)
    if not dry_run and by_user and (problem := mail_problem()):
        return [], [f"{problem} People who should have got one: {len(by_user)}."]
    letters, failures = [], []
    for user, items in sorted(by_user.items(), key=lambda pair: pair[0].pk):
        if not user.email:
            failures.append(f"{user.get_username()} has no e-mail address.")
            continue
        with words_for(user):
            letter = _letter(user, items, today)
        if not dry_run and (failure := _send(letter, items, now)):
            failures.append(failure)
            continue
        letters.append(letter)
    return letters, failures


def _letter(user, items: list[Due], today: date) -> EmailMessage:
    lines = [_("Hello %(name)s,") % {"name": account_name(user)}, ""]
    for due in sorted(items, key=lambda item: (item.due_on, item.article.title)):
        late = " " + _("That day has passed.") if due.due_on < today else ""
        address = reverse("admin:articles_article_change", args=[due.article.pk])
        lines += [f"- {due}{late}", f"  {settings.SITE_URL}{address}"]
    once = _("You'll get this only once for each date.")
    lines += ["", f"{once} {settings.SITE_NAME}, {settings.SITE_URL}"]
    due = _("%(number)s due") % {"number": len(items)} if len(items) > 1 else items[0]
    return EmailMessage(one_line(f"{settings.SITE_NAME}: {due}"), "\n".join(lines), to=[user.email])


def _send(letter: EmailMessage, items: list[Due], now: datetime) -> str:
    """Sends a letter and notes it. Returns a sentence if it could not be sent, else ""."""
    if problem := deliver(letter):
        return problem
    Reminder.objects.bulk_create(
        Reminder(article=due.article, user=due.user, reason=due.reason, due_on=due.due_on, sent_at=now)
        for due in items
    )
    return ""
