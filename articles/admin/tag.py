"""Categories and tags."""

import taggit.admin
import taggit.models
from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from articles.models import Article, Category, Edition, Tag, TagAlias, TaggedArticle, TaggedEdition

from .shared import SharedAdmin

# Importing taggit.admin registers taggit's own tags, which nobody here uses.
admin.site.unregister(taggit.models.Tag)


def counted(rows, by):
    """How many of `rows` point to the outer record by the field `by`; 0 if none does."""
    counts = rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(count=Count("pk"))
    return Coalesce(Subquery(counts.values("count")), 0)


class CountedAdmin(SharedAdmin):
    @admin.display(description="articles", ordering="article_count")
    def articles(self, record):
        return record.article_count

    @admin.display(description="live editions", ordering="live_count")
    def live(self, record):
        return record.live_count


@admin.register(Category)
class CategoryAdmin(CountedAdmin):
    list_display = ["name", "slug", "articles", "live"]
    search_fields = ["name", "description"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(
            article_count=counted(Article.objects.all(), "category"),
            live_count=counted(Edition.objects.live(), "category"),
        )  # fmt: skip


class TagAliasInline(admin.TabularInline):
    model = TagAlias
    extra = 0
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Tag)
class TagAdmin(CountedAdmin):
    list_display = ["name", "slug", "articles", "live"]
    search_fields = ["name", "aliases__name"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [TagAliasInline]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(
            article_count=counted(TaggedArticle.objects.all(), "tag"),
            live_count=counted(TaggedEdition.objects.filter(edition__live__isnull=False), "tag"),
        )  # fmt: skip
