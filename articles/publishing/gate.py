"""What stands between a working copy and its readers."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.content import ArticleContent
from articles.models import Article, Edition, SignOff, Withdrawal
from articles.pictures import missing_files
from articles.text.days import day_words

from .act import in_trash
from .as_read import why_not_as_read, why_not_waived_by
from .certify import reasons_against
from .change_note import why_not_told
from .house import House
from .publisher import why_not_publisher
from .reviewed_page import DrawnText
from .text_facts import TextFacts
from .writers import why_not_by_its_authors, why_not_standing

LONGEST_INTERVAL = 36  # months, after the PIF TICK and the NHS standard
ADDRESS_LENGTH = 200  # of django.contrib.redirects


@dataclass(frozen=True)
class Publication:
    """A text that is to be published that day, and the facts that it depends on.

    `last` is the newest edition, `live` the edition that readers see, `withdrawal` the newest one; each may
    be None.
    """

    text: DrawnText
    last: Edition | None
    live: Edition | None
    withdrawal: Withdrawal | None

    @classmethod
    def of(
        cls, article: Article, content: ArticleContent, house: House, together: TextFacts | None = None
    ) -> "Publication":
        """`together` are the facts of texts that are published with this one."""
        text = DrawnText(article, content, house, together=together)
        # What never had an edition was never withdrawn either.
        last = text.facts.last_editions.get(article.pk)
        return cls(
            text,
            last=last,
            live=text.facts.live_edition(article),
            withdrawal=Withdrawal.objects.filter(article=article).first() if last else None,
        )

    @property
    def article(self) -> Article:
        return self.text.article

    @property
    def content(self) -> ArticleContent:
        return self.text.content

    @property
    def digest(self) -> str:
        return self.content.digest()

    @property
    def sign_off(self) -> SignOff | None:
        """The newest verdict on exactly this text."""
        return self.text.verdict

    @property
    def verdict(self) -> SignOff:
        """The `sign_off` of a text that may be published. Raises ValueError for one without."""
        if self.sign_off is None:
            raise ValueError("Nobody has signed this text off.")
        return self.sign_off

    @property
    def review(self) -> SignOff:
        """What the edition rests on: a certified minor change goes on with the review before it."""
        return self.verdict.carries or self.verdict

    @property
    def reviewed_on(self) -> date:
        return timezone.localdate(self.review.signed_at)

    @property
    def next_review_on(self) -> date:
        return add_months(self.reviewed_on, self.article.review_interval)

    def change(self, wish: str = "") -> str:
        """The kind of change that this edition is. `wish` decides between major and minor only.

        What rests on a certificate is a minor change, for nobody has reviewed the whole text.
        """
        if self.last is None:
            return Edition.Change.FIRST
        if self.live and self.live.digest == self.digest:
            return Edition.Change.REVIEW
        is_minor = wish == Edition.Change.MINOR or (self.sign_off and self.sign_off.carries_id)
        return Edition.Change.MINOR if is_minor else Edition.Change.MAJOR


def why_not_publish(
    article: Article,
    *,
    by: User | None = None,
    change: str = "",
    today: date | None = None,
    findings: bool = True,
    text: DrawnText | None = None,
) -> list[str]:
    """Sentences that say what keeps the working copy from being published now; none if nothing does.

    With `by` also what keeps this person from publishing it. Without `findings` the open errors of the
    content checks are left out, for who shows them apart. `text` is the working copy where it's at hand.
    """
    text = text or DrawnText(article, article.content(), House(today or timezone.localdate()))
    candidate = Publication.of(article, text.content, text.house, text.facts)
    return list(refusals(candidate, by, change, findings))


def refusals(candidate: Publication, by: User | None, change: str, findings: bool = True) -> Iterator[str]:
    """All reasons why `by` may not publish the candidate as a change of that kind."""
    yield from in_trash(candidate.article)
    yield from _sign_off_reasons(candidate)
    yield from why_not_publisher(by, candidate.sign_off, candidate.text.house)
    yield from why_not_by_its_authors(candidate.article, candidate.content, candidate.text.facts.hands)
    yield from _finding_reasons(candidate) if findings else ()
    yield from _address_reasons(candidate)
    yield from _picture_reasons(candidate)
    yield from _change_reasons(candidate, change)


def _sign_off_reasons(candidate: Publication) -> Iterator[str]:
    given = candidate.sign_off
    if given is None:
        yield _("Nobody has signed off this text, word for word as it now stands.")
        return
    if given.verdict != SignOff.Verdict.APPROVED:
        yield _("%(name)s has asked for changes to this text.") % {"name": given.reviewer["name"]}
        return
    hands = candidate.text.facts.hands
    yield from dict.fromkeys(why_not_standing(given, candidate.article, candidate.content, hands))
    yield from _page_reasons(candidate, given)
    yield from _why_not_the_newest(candidate, given)
    withdrawal = candidate.withdrawal
    if candidate.live is None and withdrawal and given.signed_at <= withdrawal.withdrawn_at:
        yield _("The article was withdrawn after this text was signed off. It needs a new sign-off.")
    if not 1 <= candidate.article.review_interval <= LONGEST_INTERVAL:
        yield _("The months between reviews must be a number from 1 to %(longest_interval)s.") % {
            "longest_interval": LONGEST_INTERVAL
        }
    elif candidate.next_review_on <= candidate.text.house.today:
        due = day_words(candidate.next_review_on)
        yield _("The text was due for review on %(due)s. It needs a new sign-off.") % {"due": due}


def _why_not_the_newest(candidate: Publication, given: SignOff) -> Iterator[str]:
    """A sentence if readers have a text that was signed off later: what one reviewer replaced, nobody brings
    back alone."""
    live = candidate.live
    if (
        live
        and live.digest != candidate.digest
        and _is_older(given, live.sign_off, candidate.text.house.today)
    ):
        yield _(
            "Edition %(number)s, which readers see, was signed off after this text. Sign it off anew."
        ) % {"number": live.number}


def _is_older(given: SignOff, other: SignOff, today: date) -> bool:
    """Whether it was given before the other: by their keys if a clock that was ahead dated the other."""
    if timezone.localdate(other.signed_at) > today:
        return given.pk < other.pk
    return (given.signed_at, given.pk) < (other.signed_at, other.pk)


def _page_reasons(candidate: Publication, given: SignOff) -> Iterator[str]:
    yield from why_not_as_read(given, candidate.text.page)
    reviewers = {given.reviewer["name"]: candidate.review.user}
    if given.carries_id:
        reviewers[given.certifier.get("name") or _("Whoever certified the change")] = given.user
    yield from why_not_waived_by(reviewers, candidate.text)


def _finding_reasons(candidate: Publication) -> Iterator[str]:
    for found in candidate.text.findings:
        if found.is_open_error:
            where = found.finding.rule
            if found.finding.section:
                where = _("%(rule)s in “%(section)s”") % {"rule": where, "section": found.finding.section}
            words = f": “{found.finding.trigger}”" if found.finding.trigger else ""
            said = _("An error is open (%(where)s).") % {"where": f"{where}{words}"}
            yield f"{said} {found.finding.said}".strip()


def _address_reasons(candidate: Publication) -> Iterator[str]:
    slug = candidate.content.slug
    if candidate.text.facts.addresses.get(slug, candidate.article.pk) != candidate.article.pk:
        yield _("Another published article has the address “%(slug)s”.") % {"slug": slug}
    last = candidate.last
    if last and last.slug != slug and len(last.get_absolute_url()) > ADDRESS_LENGTH:
        yield _("The address “%(slug)s” is too long to redirect to a new one. Keep it.") % {"slug": last.slug}


def _picture_reasons(candidate: Publication) -> Iterator[str]:
    for figure in candidate.content.figures:
        if missing_files(figure.files):
            yield _("A file of the figure “%(key)s” isn't stored. Choose its picture again.") % {
                "key": figure.key
            }


def _change_reasons(candidate: Publication, wish: str) -> Iterator[str]:
    kind = candidate.change(wish)
    if wish and kind != wish:
        yield _("This is a “%(label)s”, and can't be published under another name.") % {
            "label": Edition.Change(kind).label
        }
    if kind == Edition.Change.REVIEW and not _is_reviewed_again(candidate):
        yield _("Readers already see exactly this text. Without a new sign-off there is nothing to publish.")
    if kind == Edition.Change.MINOR and candidate.live is None:
        yield _("A withdrawn article comes back with a major change, never with a minor one.")
    elif kind == Edition.Change.MAJOR:
        yield from why_not_told(candidate.article, candidate.content, candidate.last)
    elif kind == Edition.Change.MINOR and candidate.live:
        for reason in reasons_against(candidate.live, candidate.content):
            yield _("This isn't a minor change. %(reason)s") % {"reason": reason}


def _is_reviewed_again(candidate: Publication) -> bool:
    given, live = candidate.sign_off, candidate.live
    if given is None or given.carries_id or live is None:
        return False
    return _is_older(live.sign_off, given, candidate.text.house.today)


def add_months(day: date, months: int) -> date:
    """The same day of the month that many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
