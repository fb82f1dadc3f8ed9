"""The list of articles: what it shows of each, and its filters."""

from collections import Counter
from datetime import timedelta

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Exists, Model, OuterRef, Q
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.odd_requests import is_key
from articles.admin.page import DeskList
from articles.models import Article, Category, ReaderReport, ReviewRequest, Source, Status
from articles.models.different import different_values
from articles.working_copy.kept_findings import kept_findings
from articles.working_copy.shared_records import articles_citing

SOON = timedelta(days=90)
# Articles whose findings one view of the list works out, as many as a page shows: some 50 ms each.
MOST_CHECKED = 50


class ArticleChangeList(DeskList):
    """The page of the list, with the findings of its articles: some 25 queries, whatever their number."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        found = kept_findings(self.result_list, most=MOST_CHECKED)
        for article, findings in zip(self.result_list, found, strict=True):
            article.open_findings = (
                None
                if findings is None
                else Counter(
                    each.finding.severity for each in findings if not each.waiver and not each.awaits_sign_off
                )
            )


class StatusFilter(admin.SimpleListFilter):
    """Articles in the trash are shown only to who asks for them."""

    title = gettext_lazy("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return Status.choices

    def queryset(self, request, queryset):
        if self.value() in Status.values:
            return queryset.filter(stored_standing__status=self.value())
        return queryset.filter(trashed_at__isnull=True)


class ReviewFilter(admin.SimpleListFilter):
    title = gettext_lazy("next review")
    parameter_name = "review"

    def lookups(self, request, model_admin):
        return [("overdue", _("overdue")), ("soon", _("within 90 days")), ("none", _("not published"))]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        chosen = {
            "overdue": Q(stored_standing__next_review_on__lt=today),
            "soon": Q(stored_standing__next_review_on__range=(today, today + SOON)),
            "none": Q(stored_standing__next_review_on__isnull=True),
        }
        return queryset.filter(chosen.get(self.value(), Q()))


class ReviewerFilter(admin.SimpleListFilter):
    """Articles in review that I, or another person, was asked by name to review."""

    title = gettext_lazy("asked reviewer")
    parameter_name = "reviewer"

    def lookups(self, request, model_admin):
        return [("me", "me"), *_people(ReviewRequest, "reviewer")]

    def queryset(self, request, queryset):
        asked = request.user.pk if self.value() == "me" else self.value()
        if not is_key(str(asked or "")):
            return queryset
        of_this_text = ReviewRequest.objects.filter(
            article=OuterRef("pk"), digest=OuterRef("digest"), reviewer=asked
        )
        return queryset.filter(Exists(of_this_text), stored_standing__status=Status.IN_REVIEW)


class OpenFilter(admin.SimpleListFilter):
    """What waits at an article apart from its review."""

    title = gettext_lazy("what waits")
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [
            ("schedule", _("is scheduled")),
            ("reports", _("reports of readers")),
            ("retracted", _("a source was retracted")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "schedule":
            return queryset.filter(stored_standing__scheduled_at__isnull=False)
        if self.value() == "reports":
            return queryset.filter(Exists(ReaderReport.objects.open().filter(article=OuterRef("pk"))))
        if self.value() == "retracted":
            return queryset.filter(pk__in=self.citing_retracted())
        return queryset

    @staticmethod
    def citing_retracted():
        retracted = Source.objects.filter(retraction_status=Source.RetractionStatus.RETRACTED)
        return articles_citing(retracted.values_list("key", flat=True)).values("pk")


class OwnerFilter(admin.SimpleListFilter):
    """My articles, nobody's, or those of a person who owns any."""

    title = gettext_lazy("owner")
    parameter_name = "owner"

    def lookups(self, request, model_admin):
        return [("me", "me"), ("none", "nobody"), *_people(Article, "owner")]

    def queryset(self, request, queryset):
        if self.value() == "me":
            return queryset.filter(owner=request.user)
        if self.value() == "none":
            return queryset.filter(owner__isnull=True)
        return queryset.filter(owner=self.value()) if is_key(self.value() or "") else queryset


def _people(model: type[Model], name: str) -> list[tuple[str, str]]:
    """Key and user name of each account that a field of the rows names."""
    named = User.objects.filter(pk__in=different_values(model, name)).order_by("username")
    return [(str(pk), name) for pk, name in named.values_list("pk", "username")]


class UsedCategoryFilter(admin.RelatedFieldListFilter):
    """The categories that an article has, looked up category by category."""

    def field_choices(self, field, request, model_admin):
        used = Category.objects.filter(Exists(Article.objects.filter(category=OuterRef("pk"))))
        ordering = self.field_admin_ordering(field, request, model_admin)
        among = {"pk__in": used.values("pk")}
        return field.get_choices(include_blank=False, ordering=ordering, limit_choices_to=among)


class LanguageFilter(admin.SimpleListFilter):
    """The languages that articles are in."""

    title = gettext_lazy("language")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        return [(code, code) for code in different_values(Article, "language")]

    def queryset(self, request, queryset):
        return queryset.filter(language=self.value()) if self.value() else queryset


def cell(label: str, value) -> str:
    """A value of the list of articles, with the name of its column for windows too narrow for columns."""
    return format_html('<span class="cell-label">{}</span> {}', label, value)
