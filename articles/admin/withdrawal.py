"""What readers of withdrawn pages are told beside the standard sentence, once a second person approved it."""

from django.contrib import admin

from articles import publishing
from articles.models import WithdrawalWords

from .approval import RecordAdmin
from .page import DeskAdmin


@admin.register(WithdrawalWords)
class WithdrawalWordsAdmin(RecordAdmin, DeskAdmin):
    """The act "withdraw" makes these rows."""

    change_form_template = "admin/articles/record/change_form.html"
    actions = None
    list_display = ["withdrawal", "text"]
    list_select_related = ["withdrawal__edition"]
    search_fields = ["withdrawal__edition__title", "text"]
    fields = ["withdrawal", "text"]
    readonly_fields = ["withdrawal"]

    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        publishing.record_changed(form.instance, by=request.user)
