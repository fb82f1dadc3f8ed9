from django.contrib import admin

from articles.models import Contributor
from cancerinfo.accounts.changes import Standing, record_changes

from .approval import RecordAdmin
from .shared import SharedAdmin


@admin.register(Contributor)
class ContributorAdmin(RecordAdmin, SharedAdmin):
    fixed_once_saved = ("key",)
    list_display = ["name", "credentials", "affiliation", "user", "is_demonstration"]
    list_filter = ["is_demonstration"]
    list_select_related = ["user"]
    search_fields = ["name", "credentials", "affiliation", "key"]
    autocomplete_fields = ["user"]
    prepopulated_fields = {"key": ["name"]}

    def save_model(self, request, obj, form, change):
        """Whose name an account signs with stands in the security log, and both accounts are told."""
        then = Contributor.objects.select_related("user").filter(pk=obj.pk).first()
        concerned = {account for account in (then and then.user, obj.user) if account}
        before = {account: Standing.of(account) for account in concerned}
        super().save_model(request, obj, form, change)
        for account, standing in before.items():
            record_changes(standing, account, request.user, request)
