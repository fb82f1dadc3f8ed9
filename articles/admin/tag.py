"""Categories and tags."""

import taggit.admin
import taggit.models
from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Category, Edition, Tag, TagAlias, TaggedArticle, TaggedEdition
from articles.publishing import tag_merge

from .acts.tag_merge import MAY_MERGE, tag_urls
from .approval import RecordAdmin
from .form.fields import LinesField
from .shared import SharedAdmin
from .translated import NAME_AND_TEXT, TranslatedForm, translated_form

# Importing taggit.admin registers taggit's own tags, which nobody here uses.
admin.site.unregister(taggit.models.Tag)


def counted(rows, by):
    """How many of `rows` point to the outer record by the field `by`; 0 if none does."""
    counts = rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(count=Count("pk"))
    return Coalesce(Subquery(counts.values("count")), 0)


class CountedAdmin(RecordAdmin, SharedAdmin):
    """An admin of tags or categories."""

    form = TranslatedForm
    exclude = ["translations"]

    @admin.display(description=_("articles"), ordering="article_count")
    def articles(self, record):
        return record.article_count

    @admin.display(description=_("live editions"), ordering="live_count")
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


class TagForm(translated_form(*NAME_AND_TEXT, "synonyms")):
    synonyms = LinesField(
        help_text=_(
            "Other words for the topic, one per line. Search knows them, and the list from A to Z "
            "leads from each to the topic."
        ),
        label=_("Synonyms"),
    )


class TagAliasInline(admin.TabularInline):
    model = TagAlias
    extra = 0
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Tag)
class TagAdmin(CountedAdmin):
    form = TagForm
    list_display = ["name", "slug", "articles", "live"]
    search_fields = ["name", "aliases__name"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [TagAliasInline]
    change_list_template = "admin/articles/tag/change_list.html"
    change_form_template = "admin/articles/tag/change_form.html"

    def get_urls(self):
        return [*tag_urls(self), *super().get_urls()]

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) or self.may_go(request, obj)

    def may_go(self, request, tag):
        """A tag that nothing has may be deleted by who may merge tags."""
        return tag is not None and request.user.has_perm(MAY_MERGE) and not tag_merge.is_used(tag)

    def render_change_form(self, request, context, *args, **kwargs):
        context["may_merge"] = request.user.has_perm(MAY_MERGE)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(
            article_count=counted(TaggedArticle.objects.all(), "tag"),
            live_count=counted(TaggedEdition.objects.filter(edition__live__isnull=False), "tag"),
        )  # fmt: skip
