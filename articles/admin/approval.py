"""Admins of records: what they save is a proposal, which another person approves."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing.records import hide
from articles.records.kinds import KINDS
from articles.records.record import records_of
from articles.records.waiting import waiting_rows

from .acts.records import record_links, record_urls


class WaitingFilter(admin.SimpleListFilter):
    """Rows with a text that nobody has approved as it now stands."""

    title = gettext_lazy("approval")
    parameter_name = "waiting"

    def lookups(self, request, model_admin):
        return [("yes", _("waiting for approval"))]

    def queryset(self, request, queryset):
        if self.value() != "yes":
            return queryset
        kinds = [kind for kind in KINDS.values() if kind.model is queryset.model]
        return queryset.filter(pk__in=waiting_rows(kinds).values("record"))


class RecordAdmin:
    """To be put before the admin class of a kind of record, whose `save_related` calls `record_changed`."""

    def get_list_filter(self, request):
        return [*super().get_list_filter(request), WaitingFilter]

    def get_urls(self):
        return [*record_urls(self), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["record_links"] = record_links(obj) if obj else []
        return super().render_change_form(request, context, add, change, form_url, obj)

    def delete_model(self, request, obj):
        for record in records_of(obj):
            hide(record)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for row in queryset:
            self.delete_model(request, row)
