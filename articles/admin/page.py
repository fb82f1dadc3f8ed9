"""What every page of the editors' desk has in common."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.db import models
from django.http import QueryDict
from js_asset import Media


class DeskAdmin(admin.ModelAdmin):
    """An admin whose scripts carry the page's nonce and whose texts have newlines as the database keeps
    them. Browsers send "\\r\\n", which would make an untouched text look edited."""

    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = {models.URLField: {"assume_scheme": "https", "widget": AdminURLFieldWidget}}

    def changeform_view(self, request, *args, **kwargs):
        if request.method == "POST":
            request.POST = with_plain_newlines(request.POST)
        return super().changeform_view(request, *args, **kwargs)

    def render_change_form(self, request, context, *args, **kwargs):
        # Before Django 6.1 the admin gives its media no nonce, and the editor's import map needs one.
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))
        return super().render_change_form(request, context, *args, **kwargs)


class ValuesFilter(admin.AllValuesFieldListFilter):
    """A filter by the values that there are; a link must have words, also that of the empty value."""

    def choices(self, changelist):
        for choice in super().choices(changelist):
            yield {**choice, "display": choice["display"] or "(empty)"}


class ReadOnlyAdmin(DeskAdmin):
    """Rows that acts write. The desk shows them and changes nothing."""

    actions = None

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def with_plain_newlines(post: QueryDict) -> QueryDict:
    """The same form data with "\\n" at the end of lines."""
    plain = QueryDict(mutable=True)
    for name, values in post.lists():
        plain.setlist(name, [value.replace("\r\n", "\n").replace("\r", "\n") for value in values])
    return plain
