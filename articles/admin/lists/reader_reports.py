"""What readers tell without an account: their reports on pages, and their searches that missed."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.page import DeskAdmin, ReadOnlyAdmin
from articles.models import Edition, ReaderReport, SearchMiss
from articles.publishing.reader_reports import close_report, why_not_close

CROWD = "Closed together with others that were sent in a crowd."


class CloseReportForm(forms.ModelForm):
    """What became of a report. The form is for one that is open."""

    class Meta:
        model = ReaderReport
        fields = ("state", "fixed_in", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "state" not in self.fields:
            return
        self.fields["state"].label = _("What became of it")
        self.fields["state"].choices = [("", _("Choose")), *ReaderReport.State.choices[1:]]
        self.initial["state"] = ""
        later = Q(article=self.instance.article_id, number__gt=self.instance.edition.number)
        self.fields["fixed_in"].queryset = Edition.objects.filter(later).defer("content", "rendered")

    def clean(self):
        data = super().clean()
        report = ReaderReport.objects.select_related("edition").get(pk=self.instance.pk)
        reasons = why_not_close(report, data.get("state"), data.get("note", ""), data.get("fixed_in"))
        for reason in reasons:
            self.add_error(None, reason)
        return data

    def _post_clean(self):
        """Nothing is laid into the instance: `close_report` alone writes it."""


class OriginFilter(admin.SimpleListFilter):
    title = gettext_lazy("where they come from")
    parameter_name = "many"

    def lookups(self, request, model_admin):
        return [("0", _("without blocks of networks that many came from")), ("1", _("many from one block"))]

    def queryset(self, request, queryset):
        value = self.value()
        return queryset.from_one_block(are_many=value == "1") if value in {"0", "1"} else queryset


@admin.register(ReaderReport)
class ReaderReportAdmin(DeskAdmin):
    form = CloseReportForm
    list_display = ["received", "article", "kind", "beginning", "state"]
    list_display_links = ["received", "beginning"]
    list_filter = ["state", OriginFilter, "kind", "received_at"]
    list_select_related = ["article"]
    search_fields = ["text", "note", "article__title"]
    actions = ["close_chosen"]
    readonly_fields = ["article_link", "edition_link", "kind", "text", "email", "received_at"]
    fieldsets = [
        (gettext_lazy("What a reader says"), {
            "fields": ["article_link", "edition_link", "kind", "text", "email", "received_at"],
        }),
        (gettext_lazy("What you did"), {
            "description": gettext_lazy("The reader's e-mail address is deleted when the report is "
                                        "dealt with."),
            "fields": ["state", "fixed_in", "note"],
        }),
    ]  # fmt: skip

    @admin.action(
        description=gettext_lazy("Close the chosen reports as sent in a crowd"), permissions=["change"]
    )
    def close_chosen(self, request, queryset):
        chosen = [*queryset.filter(state=ReaderReport.State.OPEN)]
        for report in chosen:
            close_report(report, request.user, state=ReaderReport.State.CLOSED, note=CROWD)
        messages.success(request, _("Reports that were closed: %(count)s.") % {"count": len(chosen)})

    def get_ordering(self, request):
        return [Case(When(state=ReaderReport.State.OPEN, then=Value(0)), default=Value(1)), "-received_at"]

    def get_queryset(self, request):
        editions = ("edition__content", "edition__rendered")
        return super().get_queryset(request).select_related("article", "edition").defer(*editions)

    def get_fieldsets(self, request, obj=None):
        said, done = super().get_fieldsets(request, obj)
        if obj is None or obj.state == ReaderReport.State.OPEN:
            return [said, done]
        return [said, (done[0], {"fields": ["state", "fixed_in", "note", "handled_by", "handled_at"]})]

    @admin.display(description=gettext_lazy("received"), ordering="received_at")
    def received(self, report):
        return report.received_at.date().isoformat()

    @admin.display(description=gettext_lazy("text"))
    def beginning(self, report):
        return Truncator(report.text).chars(90)

    @admin.display(description=gettext_lazy("article"))
    def article_link(self, report):
        address = reverse("admin:articles_article_change", args=[report.article_id])
        return format_html('<a href="{}">{}</a>', address, report.article)

    @admin.display(description=gettext_lazy("edition"))
    def edition_link(self, report):
        address = reverse("edition_detail", args=[report.edition.slug, report.edition.number])
        said = _("Edition %(number)s") % {"number": report.edition.number}
        return format_html('<a href="{}">{}</a>', address, said)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        is_open = obj is None or obj.state == ReaderReport.State.OPEN
        return is_open and request.user.has_perm("articles.change_readerreport")

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        data = form.cleaned_data
        close_report(obj, request.user, state=data["state"], note=data["note"], edition=data["fixed_in"])


@admin.register(SearchMiss)
class SearchMissAdmin(ReadOnlyAdmin):
    list_display = ["words", "count", "answered", "taken_back", "first_on", "last_on", "search_now"]
    list_display_links = None
    list_filter = [("answered_as", admin.EmptyFieldListFilter), "last_on"]
    search_fields = ["words", "answered_as"]
    search_help_text = gettext_lazy(
        "No page has these words. If that is what readers call it, add it to an article's other names, a "
        "tag's synonyms or the glossary; above all what search takes for a misspelling and readers take back."
    )
    actions = ["delete_selected"]

    @admin.display(description=gettext_lazy("answered as"), ordering="answered_as")
    def answered(self, miss):
        return miss.answered_as or _("found nothing")

    @admin.display(description=gettext_lazy("now"))
    def search_now(self, miss):
        address = f"{reverse('search')}?{urlencode({'q': miss.words})}"
        return format_html('<a href="{}">{}</a>', address, _("Search for it"))

    def has_delete_permission(self, request, obj=None):
        return request.user.has_perm("articles.delete_searchmiss")
