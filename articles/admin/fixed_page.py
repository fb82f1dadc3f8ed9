"""The pages of the site itself. What is saved here is a proposal."""

from django import forms
from django.contrib import admin

from articles import publishing
from articles.models import FixedPage

from .approval import RecordAdmin
from .form.editor import BodyField
from .page import DeskAdmin


class FixedPageForm(forms.ModelForm):
    body = BodyField(help_text=FixedPage._meta.get_field("body").help_text)

    class Meta:
        model = FixedPage
        fields = ()


@admin.register(FixedPage)
class FixedPageAdmin(RecordAdmin, DeskAdmin):
    form = FixedPageForm
    change_form_template = "admin/articles/record/change_form.html"
    actions = None
    list_display = ["title", "slug", "language"]
    list_filter = ["language"]
    fields = ["slug", "language", "title", "description", "body"]

    def get_readonly_fields(self, request, obj=None):
        return ["slug", "language"] if obj else []

    def has_delete_permission(self, request, obj=None):
        return False

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        publishing.record_changed(form.instance, by=request.user)
