"""The links that lead readers out of the site, the broken ones first."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.page import ReadOnlyAdmin
from articles.models import LinkCheck

RECORDS = {
    "article": "admin:articles_article_change",
    "source": "admin:articles_source_change",
    "organization": "admin:resources_organization_change",
}


class BrokenFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "broken"

    def lookups(self, request, model_admin):
        return [("1", _("broken")), ("0", _("to be looked at: robots are turned away"))]

    def queryset(self, request, queryset):
        if self.value() == "0":
            return queryset.warned()
        return queryset.broken() if self.value() else queryset


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnlyAdmin):
    list_display = ["link", "problem", "failed_days", "failed_since", "checked_on", "where"]
    list_display_links = None
    list_filter = [BrokenFilter, "checked_on"]
    search_fields = ["address", "places"]

    @admin.display(description=gettext_lazy("address"), ordering="address")
    def link(self, row):
        return format_html('<a href="{}" rel="noreferrer">{}</a>', row.address, row.address)

    @admin.display(description=gettext_lazy("where readers meet it"))
    def where(self, row):
        places = (
            (reverse(RECORDS[place["kind"]], args=[place["pk"]]), place["name"]) for place in row.places
        )
        return format_html_join(", ", '<a href="{}">{}</a>', places)
