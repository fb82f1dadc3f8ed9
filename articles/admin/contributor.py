from django.contrib import admin

from articles.models import Contributor

from .shared import SharedAdmin


@admin.register(Contributor)
class ContributorAdmin(SharedAdmin):
    fixed_once_saved = ("key",)
    list_display = ["name", "credentials", "affiliation", "user", "is_demonstration"]
    list_filter = ["is_demonstration"]
    list_select_related = ["user"]
    search_fields = ["name", "credentials", "affiliation", "key"]
    autocomplete_fields = ["user"]
    prepopulated_fields = {"key": ["name"]}
