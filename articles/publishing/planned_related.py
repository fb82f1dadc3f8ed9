"""The suggestions that an article would have if it were published now, and what editors decide of them."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editions.article_page import live_targets, slugs_of
from articles.editions.read_on import led_to, read_on
from articles.models import Article, Edition, RelatedEdition
from articles.publishing.act import ActRefused, require
from articles.related import KEPT, SHOWN, is_worth_showing
from articles.related.features import read_working_copy, write_features
from articles.related.likeness import compare, reasons

PIN, BLOCK, LEAVE, UP, DOWN = "pin", "block", "leave", "up", "down"
CHOICES = (PIN, BLOCK, LEAVE, UP, DOWN)


@dataclass(frozen=True)
class Planned:
    """A live edition that may stand beside the article. `is_shown` if readers would see it there."""

    edition: Edition
    reasons: list[str]
    is_pinned: bool
    is_blocked: bool
    is_shown: bool


def planned_editions(article: Article) -> list[Planned]:
    """Those that readers would see, in their order, then those that come after, then those blocked."""
    likenesses = _likenesses(article)
    chosen = {
        row.other_id: row
        for row in RelatedEdition.objects.filter(article=article).exclude(pinned=False, blocked=False)
    }
    scores = {pk: likeness.score for pk, likeness in likenesses.items()}
    best = sorted(scores, key=lambda pk: (-scores[pk], pk))[:KEPT]
    live = Edition.objects.live().defer("content", "rendered").filter(article__in={*best, *chosen})
    why = reasons({pk: likenesses[pk] for pk in {*best, *chosen} & set(likenesses)})
    today = timezone.localdate()
    content = article.content()
    named = live_targets(slugs_of(content))
    linked = led_to("".join(section.body for section in content.sections))
    besides = {target.pk for target in named}
    places = max(SHOWN - len(read_on(named, (), linked)[0]), 0)

    def place(edition):
        row, pk = chosen.get(edition.article_id), edition.article_id
        is_pinned = bool(row and row.pinned)
        is_overdue = bool(edition.next_review_on and edition.next_review_on < today)
        # As related_editions orders what was published.
        return not is_pinned, is_overdue, row.rank if row else 0, -scores.get(pk, 0), pk

    planned, shown = [], 0
    for edition in sorted(live, key=place):
        row = chosen.get(edition.article_id)
        is_pinned, is_blocked = bool(row and row.pinned), bool(row and row.blocked)
        pk, words = edition.article_id, why.get(edition.article_id, [])
        is_like = edition.language == article.language and is_worth_showing(scores.get(pk, 0), words)
        is_new = pk not in besides and edition.get_absolute_url() not in linked
        is_shown = (is_pinned or is_like) and not is_blocked and is_new and shown < places
        shown += is_shown
        planned.append(Planned(edition, words, is_pinned, is_blocked, is_shown))
    return sorted(planned, key=lambda each: (not each.is_shown, each.is_blocked))


def _likenesses(article: Article):
    """Compared in the database, over features that are taken back."""
    with transaction.atomic():
        page = read_working_copy(article)
        write_features([page])
        likenesses = compare(page)
        transaction.set_rollback(True)
    return likenesses


def may_decide(article: Article, user: User) -> bool:
    """Whether the user may pin and block: a writer may until readers see the article."""
    return user.has_perm("articles.publish_article") or not hasattr(article, "live")


@transaction.atomic
def decide(article: Article, other: Article, choice: str, by: User):
    """Pins or blocks a suggestion, leaves it to the comparison, or moves a pinned one up or down.

    If the article is live, readers see it at once, so that a publisher decides. Raises ActRefused.
    """
    require(by, "change_article")
    if not may_decide(article, by):
        raise ActRefused([_("Readers would see it at once. Ask a publisher.")])
    if other.pk == article.pk:
        raise ActRefused([_("An article is not related to itself.")])
    rows = RelatedEdition.objects.select_for_update().filter(article=article)
    row = rows.filter(other=other).first() or RelatedEdition(article=article, other=other)
    if choice in (UP, DOWN):
        _move(rows, row, -1 if choice == UP else 1)
        return
    last = rows.filter(pinned=True).aggregate(last=Max("rank"))["last"]
    if choice == PIN and not row.pinned:
        row.rank = 1 if last is None else last + 1
    elif choice != PIN:
        row.rank = 0
    row.pinned, row.blocked = choice == PIN, choice == BLOCK
    row.save()


def _move(rows, row: RelatedEdition, step: int):
    pinned = list(rows.filter(pinned=True).order_by("rank", "-score", "other"))
    if row not in pinned:
        raise ActRefused([_("Only pinned articles can be put in order.")])
    at = pinned.index(row)
    to = min(max(at + step, 0), len(pinned) - 1)
    pinned.insert(to, pinned.pop(at))
    for rank, each in enumerate(pinned, 1):
        each.rank = rank
    RelatedEdition.objects.bulk_update(pinned, ["rank"])
