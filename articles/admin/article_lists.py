"""Filters of the list of articles."""

from datetime import timedelta

from django.contrib import admin
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from articles.models import Article, Edition, Status

SOON = timedelta(days=90)


def listed_articles(articles):
    """Adds what the list shows of each article: its status, its last edition, the dates of the live one."""
    editions = Edition.objects.filter(article=OuterRef("pk")).order_by("-number")
    live = Edition.objects.live().filter(article=OuterRef("pk"))
    return articles.with_status().annotate(
        last_edition=Subquery(editions.values("number")[:1]),
        last_published_at=Subquery(editions.values("published_at")[:1]),
        next_review_on=Subquery(live.values("next_review_on")[:1]),
    )


class StatusFilter(admin.SimpleListFilter):
    """Articles in the trash are shown only to who asks for them."""

    title = "status"
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return Status.choices

    def queryset(self, request, queryset):
        if self.value() in Status.values:
            return queryset.filter(status=self.value())
        return queryset.filter(trashed_at__isnull=True)


class ReviewFilter(admin.SimpleListFilter):
    title = "next review"
    parameter_name = "review"

    def lookups(self, request, model_admin):
        return [("overdue", "overdue"), ("soon", "within 90 days"), ("none", "not published")]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        chosen = {
            "overdue": Q(next_review_on__lt=today),
            "soon": Q(next_review_on__gte=today, next_review_on__lte=today + SOON),
            "none": Q(next_review_on__isnull=True),
        }
        return queryset.filter(chosen.get(self.value(), Q()))


class OwnerFilter(admin.SimpleListFilter):
    """My articles, nobody's, or those of a person who owns any."""

    title = "owner"
    parameter_name = "owner"

    def lookups(self, request, model_admin):
        owners = (
            Article.objects.filter(owner__isnull=False)
            .order_by("owner__username")
            .values_list("owner__pk", "owner__username")
            .distinct()
        )
        return [("me", "me"), ("none", "nobody"), *((str(pk), name) for pk, name in owners)]

    def queryset(self, request, queryset):
        if self.value() == "me":
            return queryset.filter(owner=request.user)
        if self.value() == "none":
            return queryset.filter(owner__isnull=True)
        return queryset.filter(owner=self.value()) if (self.value() or "").isdigit() else queryset
