"""Where articles stand, kept for lists, counts and the desk. Acts derive it afresh."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import models, transaction
from django.db.models import F, OuterRef, Q, Subquery

from .article import Article, Status
from .edition import Edition
from .review import Schedule, SignOff

BATCH = 500


class StoredStanding(models.Model):
    """What `Article.objects.with_status()` said of an article, and what else lists show of it.

    A row is made with its article. Triggers (marking.py) count each change of a fact in `changes`; the row
    says what is true while `seen` is the same number and `holds_until` hasn't passed.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="stored_standing"
    )
    status = models.CharField(max_length=20, choices=Status, db_index=True)
    last_edition = models.PositiveIntegerField(null=True)
    last_published_at = models.DateTimeField(null=True, db_index=True)
    next_review_on = models.DateField(null=True, db_index=True)
    scheduled_action = models.CharField(max_length=10, null=True)
    scheduled_at = models.DateTimeField(null=True, db_index=True)
    holds_until = models.DateField(null=True, db_index=True)
    changes = models.PositiveIntegerField()
    seen = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["article"], condition=~Q(changes=F("seen")), name="standing_to_renew")
        ]

    def __str__(self):
        return f"{self.article}: {self.status}"

    @property
    def is_live(self) -> bool:
        return self.next_review_on is not None


DERIVED = tuple(
    field.name
    for field in StoredStanding._meta.concrete_fields
    if field.name not in {"article", "changes", "seen"}
)


def standing_now(article: Article, today: date) -> str:
    """The article's status, a value of Status: the stored one while it is true, else derived afresh."""
    kept = StoredStanding.objects.filter(article=article.pk, changes=F("seen"))
    holding = kept.filter(Q(holds_until__isnull=True) | Q(holds_until__gte=today))
    return holding.values_list("status", flat=True).first() or article.standing


def renew_standings(today: date) -> int:
    """Derives the standing of each article of which a fact has changed. Returns how many were."""
    changed = StoredStanding.objects.filter(~Q(changes=F("seen"))).values_list("pk", flat=True)
    ended = StoredStanding.objects.filter(holds_until__lt=today).values_list("pk", flat=True)
    keys = sorted(changed.union(ended))
    for start in range(0, len(keys), BATCH):
        _renew(keys[start : start + BATCH])
    return len(keys)


@transaction.atomic
def _renew(keys: Sequence[int]):
    # Waits for nobody: what an act is changing just now is still old after it, and renewed next time.
    free = StoredStanding.objects.filter(pk__in=keys).select_for_update(skip_locked=True)
    rows = _derived(free.values_list("pk", flat=True))
    StoredStanding.objects.bulk_create(
        (
            StoredStanding(article_id=row["pk"], **{n: row[n] for n in (*DERIVED, "changes", "seen")})
            for row in rows
        ),
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=[*DERIVED, "seen"],
    )


def _derived(keys: Iterable[int]):
    editions = Edition.objects.filter(article=OuterRef("pk")).order_by("-number")
    schedules = Schedule.objects.filter(article=OuterRef("pk")).order_by("due_at")
    signed = SignOff.objects.filter(pk=OuterRef("latest_sign_off"))
    derived = Article.objects.with_status().annotate(
        last_edition=Subquery(editions.values("number")[:1]),
        last_published_at=Subquery(editions.values("published_at")[:1]),
        next_review_on=F("live__edition__next_review_on"),
        scheduled_action=Subquery(schedules.values("action")[:1]),
        scheduled_at=Subquery(schedules.values("due_at")[:1]),
        holds_until=models.Case(
            models.When(
                status__in=[Status.SIGNED_OFF, Status.SCHEDULED],
                then=Subquery(signed.values("waived_until")[:1]),
            )
        ),
        # Read in one query with the facts: what changes after it is counted after it.
        changes=F("stored_standing__changes"),
        seen=F("stored_standing__changes"),
    )
    return derived.filter(pk__in=list(keys)).values("pk", *DERIVED, "changes", "seen")
