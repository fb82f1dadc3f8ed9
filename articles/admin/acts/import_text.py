"""The page "Import a text": files become drafts, by the act that the command import_articles calls.

A browser that runs import.js sends many files one by one, and so tells how far it is.
"""

from dataclasses import dataclass
from itertools import islice

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles.content_checks import WARNING
from articles.importing.formats import format_named, has_name_of_format, suffixes, suffixes_named
from articles.importing.pages.table import read_mapping
from articles.importing.records import FileError
from articles.importing.scraped_lines import MAX_BYTES
from articles.intake.articles import FAILED, Outcome, import_texts
from articles.models import Article
from articles.models.chain import written_together
from articles.working_copy.kept_findings import checked_findings

# What a request can do while somebody waits. The command import_articles has neither bound.
MAX_TEXTS = 100
MAX_MAPPING = 100_000
MEGABYTES = MAX_BYTES // 1_000_000
WITH_COMMAND = gettext_lazy("Ask whoever runs the site to import it with the command import_articles.")


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, as a list."""

    widget = FilesInput

    def clean(self, data, initial=None):
        return [super(FilesField, self).clean(file, initial) for file in data or ()]


class ImportForm(forms.Form):
    file = FilesField(label=gettext_lazy("Files"), required=False, max_length=200, allow_empty_file=True)
    folder = FilesField(
        label=gettext_lazy("Or a folder"),
        required=False,
        max_length=200,
        allow_empty_file=True,
        help_text=gettext_lazy(
            "Its files with these endings are read, at any depth; others are left out. Pictures that lie "
            "beside pages come along with the command import_articles only."
        ),
    )
    mapping = forms.FileField(
        label=gettext_lazy("Columns of a table (CSV)"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "Only with a table: a JSON file that says what its columns are, such as "
            '{"title": "title", "body": "body", "tags": "field_tags"}.'
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        field = self.fields["file"]
        field.help_text = _(
            "One or several files: %(suffixes_named)s, in UTF-8, each of up to %(megabytes)s MB."
        ) % {
            "suffixes_named": suffixes_named(with_packed=False),
            "megabytes": MEGABYTES,
        }
        field.widget.attrs["accept"] = ",".join(suffixes(with_packed=False))
        self.fields["folder"].widget.attrs["webkitdirectory"] = True
        self.fields["mapping"].widget.attrs["accept"] = ".json"

    def clean_file(self):
        return [_taken(file) for file in self.cleaned_data["file"]]

    def clean_folder(self):
        named = (file for file in self.cleaned_data["folder"] if has_name_of_format(file.name))
        return [_taken(file) for file in named]

    def clean(self):
        data = super().clean()
        data["files"] = [*data.get("file", ()), *data.get("folder", ())]
        if not data["files"] and not self.errors:
            self.add_error("file", _("Choose a file, or a folder with files that can be read."))
        return data

    def clean_mapping(self):
        file = self.cleaned_data["mapping"]
        if not file:
            return None
        try:
            return read_mapping(file.read(MAX_MAPPING))
        except FileError as error:
            raise forms.ValidationError(_("It can't be read: %(error)s.") % {"error": error}) from error


def _taken(file):
    """The file. Raises ValidationError if it isn't taken here."""
    if file.size > MAX_BYTES:
        raise forms.ValidationError(
            _("The file has %(size)s bytes; at most %(megabytes)s MB are taken here. %(with_command)s")
            % {"size": f"{file.size:,}", "megabytes": MEGABYTES, "with_command": WITH_COMMAND}
        )
    if format_named(file.name).is_packed:
        raise forms.ValidationError(
            _("A packed file isn't taken here: unpack it first. %(with_command)s")
            % {"with_command": WITH_COMMAND}
        )
    return file


@dataclass(frozen=True)
class Row:
    """What became of a text, or would, with the draft that it made or met."""

    outcome: Outcome
    article: Article | None = None
    errors: int = 0
    warnings: int = 0

    @property
    def left_out(self) -> int:
        """How many lines of the file the import left out."""
        scraped = self.outcome.incoming and self.outcome.incoming.scraped
        return len(scraped.dropped) if scraped else 0


def import_text_urls(model_admin):
    @require_http_methods(["GET", "HEAD", "POST"])
    @never_cache
    def import_page(request):
        """GET asks for files. POST imports them, and shows what became of each text in them; or only shows
        what would, and stores nothing."""
        if not model_admin.has_add_permission(request):
            raise PermissionDenied
        form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
        is_trial = "_look" in request.POST
        rows = imported(form, request.user, is_trial) if form.is_bound and form.is_valid() else []
        context = {
            **model_admin.admin_site.each_context(request),
            "opts": model_admin.opts,
            "title": _("Import a text"),
            "form": form,
            "rows": rows,
            "is_trial": is_trial,
        }
        return TemplateResponse(request, "admin/articles/article/import_text.html", context)

    view = model_admin.admin_site.admin_view(import_page)
    return [path("import/", view, name="articles_article_import")]


def imported(form, user, is_trial=False) -> list[Row]:
    """What became of the texts of the files; too many are refused as a whole, in the form. A trial takes all
    of it back."""
    files = [(file.name, file) for file in form.cleaned_data["files"]]
    with written_together():
        outcomes = list(
            islice(import_texts(files, user, mapping=form.cleaned_data["mapping"]), MAX_TEXTS + 1)
        )
        rows = rows_of(outcomes) if len(outcomes) <= MAX_TEXTS else []
        if is_trial or not rows:
            transaction.set_rollback(True)
    if not outcomes:
        form.add_error("file", _("The file holds no article."))
    elif len(outcomes) > MAX_TEXTS:
        form.add_error(
            "file",
            _("The file holds more than %(max_texts)s articles; none was imported. %(with_command)s")
            % {"max_texts": MAX_TEXTS, "with_command": WITH_COMMAND},
        )
    return rows


def rows_of(outcomes: list[Outcome]) -> list[Row]:
    articles = {each.slug: each for each in Article.objects.filter(slug__in={o.slug for o in outcomes})}
    found = dict(zip(articles, checked_findings(list(articles.values())), strict=True))
    rows = []
    for outcome in outcomes:
        if outcome.incoming is None or outcome.result == FAILED:
            rows.append(Row(outcome))
            continue
        findings = found[outcome.slug]
        errors = sum(each.must_be_fixed for each in findings)
        warnings = sum(each.finding.severity == WARNING for each in findings)
        rows.append(Row(outcome, articles[outcome.slug], errors, warnings))
    return rows
