from django.contrib import admin

from articles.models import Phrase

from .page import DeskAdmin


@admin.register(Phrase)
class PhraseAdmin(DeskAdmin):
    list_display = ["text", "list"]
    list_filter = ["list"]
    search_fields = ["text"]
