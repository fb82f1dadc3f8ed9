"""Help organizations with their contacts, and the glossary."""

from django import forms
from django.contrib import admin

from articles.admin.fields import LinesField
from articles.admin.page import DeskAdmin, ValuesFilter
from articles.admin.shared import SharedAdmin

from .models import Contact, Organization, Synonym, Term


class OrganizationForm(forms.ModelForm):
    languages = LinesField(help_text="Codes of ISO 639-1, one a line: en, es.")
    services = LinesField(help_text="What it offers, one a line: helpline.")
    topics = LinesField(help_text="Subjects it helps with, one a line, or “all”.")

    class Meta:
        model = Organization
        fields = ()


class ContactInline(admin.StackedInline):
    model = Contact
    extra = 0
    fields = [
        ("kind", "value"), ("hours", "is_crisis_line"), ("checked_on", "checked_by", "checked_how"), "order",
    ]  # fmt: skip


@admin.register(Organization)
class OrganizationAdmin(SharedAdmin):
    form = OrganizationForm
    fixed_once_saved = ("slug",)
    list_display = ["name", "abbreviation", "kind", "country", "is_listed"]
    list_filter = ["is_listed", "kind", ("country", ValuesFilter)]
    search_fields = ["name", "abbreviation", "description"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [ContactInline]
    fields = [
        "name", "slug", "abbreviation", ("kind", "country"), "description", "services", "topics", "languages",
        "note", "is_listed",
    ]  # fmt: skip


class TermForm(forms.ModelForm):
    points = LinesField(help_text="Facts that the definition should hold, one a line.")

    class Meta:
        model = Term
        fields = ()


class SynonymInline(admin.TabularInline):
    model = Synonym
    extra = 0


@admin.register(Term)
class TermAdmin(DeskAdmin):
    form = TermForm
    list_display = ["name", "kind", "definition", "is_listed"]
    list_filter = ["is_listed", "kind"]
    search_fields = ["name", "synonyms__text", "definition"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["see_also"]
    inlines = [SynonymInline]
    fields = ["name", "slug", "kind", "definition", "points", "source_key", "see_also", "is_listed"]
