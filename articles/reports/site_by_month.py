"""The whole site in numbers over time: what is due, published and sent back, and what the checks find."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Act, Article, LiveEdition, Status
from articles.working_copy.kept_findings import kept_findings

MONTHS = 12
# Of the texts that are being written, the newest: the page costs the same on a site of any size.
MOST_TEXTS = 500
MOST_RULES = 12
IN_WORK = (Status.DRAFT, Status.SENT_BACK, Status.IN_REVIEW)


@dataclass(frozen=True)
class Bar:
    """`share` is the percentage of the highest bar of its chart, for the drawing."""

    label: str
    number: int
    share: float


def due_by_month(today: date) -> list[Bar]:
    """Live pages by the month in which their next review is due: those that are overdue, this month, and the
    next twelve."""
    months = list(_months_from(today.replace(day=1), MONTHS + 1))
    overdue = LiveEdition.objects.overdue(today).count()
    rows = (
        LiveEdition.objects.filter(next_review_on__gte=today, next_review_on__lt=_next(months[-1]))
        .order_by()
        .values(month=TruncMonth("next_review_on"))
        .annotate(number=Count("pk"))
    )
    due = {row["month"]: row["number"] for row in rows}
    return _bars([(_("overdue"), overdue), *((_month(month), due.get(month, 0)) for month in months)])


def done_by_month(verb: Act.Verb, today: date) -> list[Bar]:
    """How often an act was done in each of the past months and in this one."""
    months = list(_months_from(_back(today.replace(day=1), MONTHS - 1), MONTHS))
    since = timezone.make_aware(datetime.combine(months[0], time.min))
    rows = (
        Act.objects.filter(verb=verb, at__gte=since)
        .order_by()
        .values(month=TruncMonth("at"))
        .annotate(number=Count("pk"))
    )
    done = {timezone.localtime(row["month"]).date(): row["number"] for row in rows}
    return _bars((_month(month), done.get(month, 0)) for month in months)


def found_by_rule() -> list[Bar]:
    """Open errors of the texts that are being written, by rule, the most frequent first. Texts that nobody
    has looked at since the rules changed aren't counted."""
    texts = Article.objects.filter(stored_standing__status__in=IN_WORK).order_by("-changed_at")[:MOST_TEXTS]
    found = kept_findings(list(texts), most=0)
    rules = Counter(each.finding.rule for findings in found for each in findings or () if each.must_be_fixed)
    return _bars(rules.most_common(MOST_RULES))


def _bars(numbers: Iterable[tuple[str, int]]) -> list[Bar]:
    told = list(numbers)
    highest = max((number for _label, number in told), default=0) or 1
    return [Bar(label, number, round(100 * number / highest, 1)) for label, number in told]


def _months_from(first: date, count: int) -> Iterator[date]:
    for _each in range(count):
        yield first
        first = _next(first)


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _back(month: date, count: int) -> date:
    years, months = divmod(month.year * 12 + month.month - 1 - count, 12)
    return date(years, months + 1, 1)


def _month(month: date) -> str:
    return date_format(month, "YEAR_MONTH_FORMAT")
