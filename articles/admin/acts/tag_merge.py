"""Tags that are one: the report that finds them, the page that merges two, the record with its undo."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles.admin.page import ReadOnlyAdmin
from articles.models import Tag, TagMerge
from articles.publishing import ActRefused, tag_merge

MAY_MERGE = "articles.add_tagmerge"


class IntoForm(forms.Form):
    into = forms.ModelChoiceField(
        Tag.objects.none(), label=gettext_lazy("The tag that stays"), empty_label=gettext_lazy("Choose")
    )

    def __init__(self, *args, given_up, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["into"].queryset = Tag.objects.exclude(pk=given_up.pk).order_by("name")


def tag_urls(model_admin):
    def merge(request, object_id):
        """GET asks for the tag that stays; with it, `?into=`, it shows what would change. POST merges."""
        given_up = get_object_or_404(Tag, pk=object_id)
        if not request.user.has_perm(MAY_MERGE):
            raise PermissionDenied
        given = request.POST if request.method == "POST" else request.GET
        form = IntoForm(given if "into" in given else None, given_up=given_up)
        preview = None
        if form.is_valid():
            kept = form.cleaned_data["into"]
            if request.method == "POST" and (done := merged(request, given_up, kept)):
                return HttpResponseRedirect(reverse("admin:articles_tagmerge_change", args=[done.pk]))
            preview = tag_merge.preview(given_up, kept)
        context = {
            "title": _("Merge “%(given_up)s”") % {"given_up": given_up},
            "tag": given_up,
            "form": form,
            "preview": preview,
        }
        return page(model_admin, request, "merge.html", context)

    @require_safe
    def tidy(request):
        if not model_admin.has_view_permission(request):
            raise PermissionDenied
        context = {
            "title": _("Tags to tidy"),
            "unused": tag_merge.unused(),
            "groups": tag_merge.likely_same(),
            "may_merge": request.user.has_perm(MAY_MERGE),
        }
        return page(model_admin, request, "tidy.html", context)

    view = model_admin.admin_site.admin_view
    return [
        path("tidy/", view(tidy), name="articles_tag_tidy"),
        path("<int:object_id>/merge/", view(merge), name="articles_tag_merge"),
    ]


def merged(request, given_up, kept):
    """The merge, or None if it was refused, which is told."""
    try:
        return tag_merge.merge(given_up, kept, request.user)
    except ActRefused as refusal:
        messages.error(request, str(refusal))
        return None


def page(model_admin, request, template, context):
    context = {**model_admin.admin_site.each_context(request), "opts": Tag._meta, **context}
    return TemplateResponse(request, f"admin/articles/tag/{template}", context)


@admin.register(TagMerge)
class TagMergeAdmin(ReadOnlyAdmin):
    list_display = ["name", "kept", "merged_by", "merged_at", "undone_at"]
    list_select_related = ["kept", "merged_by"]
    search_fields = ["name", "kept__name"]
    fields = ["name", "slug", "kept", "merged_by", "merged_at", "undone_by", "undone_at"]
    change_form_template = "admin/articles/tag/merged.html"

    def get_urls(self):
        @require_POST
        def undo(request, object_id):
            done = get_object_or_404(TagMerge, pk=object_id)
            if not request.user.has_perm(MAY_MERGE):
                raise PermissionDenied
            try:
                tag = tag_merge.undo(done, request.user)
            except ActRefused as refusal:
                messages.error(request, str(refusal))
                return HttpResponseRedirect(reverse("admin:articles_tagmerge_change", args=[done.pk]))
            messages.success(request, _("“%(tag)s” is a tag of its own again.") % {"tag": tag})
            return HttpResponseRedirect(reverse("admin:articles_tag_change", args=[tag.pk]))

        view = self.admin_site.admin_view(undo)
        return [path("<int:object_id>/undo/", view, name="articles_tagmerge_undo"), *super().get_urls()]

    def render_change_form(self, request, context, *args, **kwargs):
        context["may_merge"] = request.user.has_perm(MAY_MERGE)
        return super().render_change_form(request, context, *args, **kwargs)
