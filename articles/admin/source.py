"""The register of sources."""

import json

from django import forms
from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.content import SourceContent
from articles.content.identifiers import with_identifiers
from articles.models import RetractionNotice, Source
from articles.publishing.retraction_status import why_not_weaker
from articles.publishing.retractions import LABELS, catch_up, status_changed

from .form.fields import PeopleField
from .page import ReadOnlyAdmin, ValuesFilter
from .shared import SharedAdmin

IDENTIFYING = ("doi", "pmid", "pmcid", "url")


class SourceForm(forms.ModelForm):
    authors = PeopleField(
        rows=4,
        help_text=gettext_lazy("One per line: “Family, Given”. A name without a comma is that of a body."),
        label=gettext_lazy("Authors"),
    )

    editors = PeopleField(
        rows=2,
        help_text=gettext_lazy("Of a book, or of the book of a chapter; as the authors."),
        label=gettext_lazy("Editors"),
    )

    class Meta:
        model = Source
        fields = ()
        widgets = {"title": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})}

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and "retraction_status" in cleaned:
            notices = self.instance.retraction_notices.all()
            for reason in why_not_weaker(notices, cleaned["retraction_status"]):
                self.add_error("retraction_status", reason)
        written = {name: cleaned.get(name) or "" for name in IDENTIFYING}
        bare = with_identifiers(SourceContent("", "", **written))
        return cleaned | {name: getattr(bare, name) for name in IDENTIFYING if name in cleaned}


@admin.register(Source)
class SourceAdmin(SharedAdmin):
    form = SourceForm
    fixed_once_saved = ("key",)
    list_display = ["key", "title", "container_title", "issued", "kind", "retraction_status"]
    list_filter = ["retraction_status", ("type", ValuesFilter), ("kind", ValuesFilter)]
    search_fields = ["key", "title", "authors", "container_title", "doi", "pmid", "issued__startswith"]
    search_help_text = gettext_lazy("Searches keys, titles, authors, journals, years, DOI and PMID.")

    def get_readonly_fields(self, request, obj=None):
        """The status of a source in use puts a warning on pages, or takes one off: a publisher decides."""
        fixed = super().get_readonly_fields(request, obj)
        may_decide = obj is None or request.user.has_perm("articles.publish_article")
        return fixed if may_decide else (*fixed, "retraction_status")

    def save_model(self, request, obj, form, change):
        before = Source.objects.filter(pk=obj.pk).values_list("retraction_status", flat=True).first() or ""
        super().save_model(request, obj, form, change)
        if flagged := status_changed(obj, before, by=request.user):
            messages.info(
                request,
                _("Back to review: %(list)s.") % {"list": ", ".join(article.title for article in flagged)},
            )
        for _key, status in catch_up([obj], by=request.user).changed.values():
            messages.warning(
                request, _("By the list of retractions, this source %(labels)s.") % {"labels": LABELS[status]}
            )

    def get_search_results(self, request, queryset, search_term):
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        # SQLite keeps JSON as it was written, in ASCII: "M\u00fcller".
        escaped = json.dumps(search_term)[1:-1]
        if escaped != search_term:
            found |= queryset.filter(authors__icontains=escaped)
        return found, may_repeat

    fieldsets = [
        (None, {"fields": [
            "key", "type", "title", "authors", "authors_truncated", "editors", "issued", "kind",
        ]}),
        (gettext_lazy("Where it was published"), {"fields": [
            "container_title", "container_title_short", "publisher", ("volume", "issue"), ("page", "number"),
        ]}),
        (gettext_lazy("How to find it"), {"fields": ["doi", ("pmid", "pmcid"), "url", "accessed"]}),
        (gettext_lazy("Does it still hold?"), {"fields": ["retraction_status", "retraction_note", "note"]}),
    ]  # fmt: skip


@admin.register(RetractionNotice)
class RetractionNoticeAdmin(ReadOnlyAdmin):
    list_display = ["source", "status", "nature", "noticed_on"]
    list_filter = ["status"]
    list_select_related = ["source"]
    search_fields = ["source__key", "source__title", "reason"]
