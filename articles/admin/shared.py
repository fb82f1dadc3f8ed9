"""Records that articles share: saving one renews the working copies that rest on it."""

from django.contrib import messages
from django.utils.translation import ngettext

from articles import publishing
from articles.working_copy.shared_records import articles_using

from .page import DeskAdmin


class SharedAdmin(DeskAdmin):
    """An admin of sources, survey tables, contributors, organizations, categories or tags.

    What an article uses is not deleted, and what texts name (`fixed_once_saved`) is not renamed.
    """

    fixed_once_saved = ()
    actions = None
    change_form_template = "admin/articles/shared_change_form.html"

    def get_readonly_fields(self, request, obj=None):
        fixed = self.fixed_once_saved if obj else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def get_prepopulated_fields(self, request, obj=None):
        prepopulated = super().get_prepopulated_fields(request, obj)
        fixed = self.fixed_once_saved if obj else ()
        return {name: sources for name, sources in prepopulated.items() if name not in fixed}

    def has_delete_permission(self, request, obj=None):
        may_delete = super().has_delete_permission(request, obj)
        return may_delete and obj is not None and not articles_using(obj).exists()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["used_in"] = articles_using(obj).order_by("title") if obj else []
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if changed := publishing.record_changed(form.instance, by=request.user):
            said = ngettext(
                "The text of %(count)s working copy changed. Sign-offs of the old text are void.",
                "The text of %(count)s working copies changed. Sign-offs of the old text are void.",
                len(changed),
            )
            messages.info(request, said % {"count": len(changed)})
