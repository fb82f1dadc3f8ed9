"""Help organizations with their contacts, and the glossary."""

from django import forms
from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing
from articles.admin.acts.call_sheet import call_sheet_urls
from articles.admin.approval import RecordAdmin
from articles.admin.form.fields import CodesField, LinesField
from articles.admin.page import DeskAdmin, ValuesFilter
from articles.admin.shared import SharedAdmin
from articles.admin.translated import NAME_AND_TEXT, TranslatedForm, translated, translated_form
from articles.records.record import record_of
from articles.working_copy.shared_records import articles_using
from resources.models import Contact, Organization, Synonym, Term


class OrganizationForm(TranslatedForm):
    help = forms.MultipleChoiceField(
        choices=Organization.Help,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("What readers can choose it by. Tick what the organization says of itself."),
        label=gettext_lazy("Help"),
    )
    languages = LinesField(
        help_text=gettext_lazy("Codes of ISO 639-1, one per line: en, es."), label=gettext_lazy("Languages")
    )
    services = LinesField(
        help_text=gettext_lazy(
            "What it offers, in a few words per line. Readers see this when there's no description."
        ),
        label=gettext_lazy("Services"),
    )
    topics = LinesField(
        help_text=gettext_lazy("Subjects it helps with, one per line, or “all”."),
        label=gettext_lazy("Topics"),
    )

    class Meta:
        model = Organization
        fields = ()


# What a check is of: whoever changes one of these takes the check away.
CHECKED = {"kind", "value", "international", "hours", "cost", "callers", "is_crisis_line"}


HOURS_AND_CALLERS = ("hours", "callers")


class ContactForm(translated_form(*HOURS_AND_CALLERS)):
    """Nobody types a check: it's written when somebody else approves the contacts, and goes with a change."""

    class Meta:
        model = Contact
        fields = ()

    def save(self, commit=True):
        if CHECKED & set(self.changed_data):
            self.instance.forget_check()
        return super().save(commit)


class ContactInline(admin.StackedInline):
    model = Contact
    form = ContactForm
    extra = 0
    readonly_fields = ["checked_on", "checked_by", "checked_how"]
    fields = [
        ("kind", "value", "international"), ("hours", "is_crisis_line"), ("cost", "callers"),
        *translated(*HOURS_AND_CALLERS), "order",
        tuple(readonly_fields),
    ]  # fmt: skip


class TrashFilter(admin.SimpleListFilter):
    """Organizations in the trash are shown only to who asks for them."""

    title = gettext_lazy("trash")
    parameter_name = "trash"

    def lookups(self, request, model_admin):
        return [("yes", _("in the trash"))]

    def queryset(self, request, queryset):
        return queryset.filter(trashed_at__isnull=self.value() != "yes")


@admin.action(description=gettext_lazy("Move to the trash"), permissions=["change"])
def move_to_trash(model_admin, request, queryset):
    """What readers see stays, and what an article names: its page would lose it."""
    for organization in queryset:
        if record_of(organization, "organization").live:
            messages.error(
                request,
                _("“%(organization)s” stays: readers see it. A publisher takes it down first.")
                % {"organization": organization},
            )
        elif users := list(articles_using(organization).values_list("title", flat=True)[:3]):
            titles = ", ".join(f"“{title}”" for title in users)
            messages.error(
                request,
                _("“%(organization)s” stays: %(titles)s names it. Take it out there first.")
                % {"organization": organization, "titles": titles},
            )
        else:
            organization.trashed_at = timezone.now()
            organization.save(update_fields=["trashed_at"])
            model_admin.log_change(request, organization, _("Moved to the trash."))
            messages.success(
                request, _("“%(organization)s” is in the trash.") % {"organization": organization}
            )


@admin.action(description=gettext_lazy("Take out of the trash"), permissions=["change"])
def take_out_of_trash(model_admin, request, queryset):
    for organization in queryset.filter(trashed_at__isnull=False):
        organization.trashed_at = None
        organization.save(update_fields=["trashed_at"])
        model_admin.log_change(request, organization, _("Taken out of the trash."))
        messages.success(
            request,
            _("“%(organization)s” is out of the trash, just as it was.") % {"organization": organization},
        )


@admin.register(Organization)
class OrganizationAdmin(RecordAdmin, SharedAdmin):
    form = OrganizationForm
    actions = [move_to_trash, take_out_of_trash]
    fixed_once_saved = ("slug",)
    list_display = ["name", "abbreviation", "kind", "country", "is_listed"]
    list_filter = [TrashFilter, "is_listed", "kind", ("country", ValuesFilter)]
    search_fields = ["name", "abbreviation", "description"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [ContactInline]
    fields = [
        "name", "slug", "abbreviation", ("kind", "country"), "description", "help", "services",
        "topics", "languages", *translated(*NAME_AND_TEXT), "note", "is_listed",
    ]  # fmt: skip

    def get_urls(self):
        return [*call_sheet_urls(self), *super().get_urls()]

    def get_search_results(self, request, queryset, search_term):
        is_autocompletion = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        found = queryset.filter(trashed_at__isnull=True) if is_autocompletion else queryset
        return super().get_search_results(request, found, search_term)


TERM_PARTS = (*NAME_AND_TEXT, "synonyms")


class TermForm(translated_form(*TERM_PARTS)):
    points = LinesField(
        help_text=gettext_lazy("Facts that the definition should hold, one per line."),
        label=gettext_lazy("Points"),
    )
    codes = CodesField()

    class Meta:
        model = Term
        fields = ()


class SynonymInline(admin.TabularInline):
    model = Synonym
    extra = 0


@admin.register(Term)
class TermAdmin(RecordAdmin, DeskAdmin):
    change_form_template = "admin/articles/record/change_form.html"
    form = TermForm
    list_display = ["name", "kind", "definition", "is_listed"]
    list_filter = ["is_listed", "kind"]
    search_fields = ["name", "synonyms__text", "definition"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["see_also"]
    inlines = [SynonymInline]
    fields = [
        "name", "slug", "kind", "definition", "points", "source_key", "see_also", "codes",
        "is_listed",
        *translated(*TERM_PARTS),
    ]  # fmt: skip

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        publishing.record_changed(form.instance, by=request.user)
