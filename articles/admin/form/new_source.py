"""A source that is not in the register yet, made in a dialog of the article's form.

What is pasted fills the fields: a record as a reference manager, PubMed or a publisher gives it, a DOI, a
PMID or an address. Nothing is asked of any other server.
"""

import re

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles import publishing
from articles.admin.source import SourceForm
from articles.content import PersonName, SourceContent
from articles.importing.bibliography import FreeKeys, identifier_in, read_bibliography
from articles.importing.csl import SourceRecord
from articles.importing.pages.reference_text import read_reference
from articles.importing.records import FileError, Records
from articles.models import Source
from articles.models.chain import written_together
from articles.models.source import SOURCE_FIELDS, people
from articles.publishing.retractions import LABELS, catch_up, status_changed

from .citation_choices import source_entry

TEMPLATE = "admin/articles/source/new_source.html"
TYPES = {
    "article-journal": gettext_lazy("article in a journal"),
    "webpage": gettext_lazy("web page"),
    "report": gettext_lazy("report"),
    "book": gettext_lazy("book"),
    "chapter": gettext_lazy("chapter of a book"),
    "document": gettext_lazy("another document"),
}
ALONE = gettext_lazy(
    "No source of the register has it, and this site asks no other server. Paste the whole record to fill in "
    "the rest: in PubMed, “Cite”, then “Download .nbib”."
)
FROM_REFERENCE = gettext_lazy("This was read as a reference of a list. Compare each field with it.")
NUMBER_IN_LIST = re.compile(r"^\s*\[?\d{1,3}[.)\]]\s+")
WIDE = ("pasted", "title", "authors", "container_title")
MORE = ("authors_truncated", "editors", "container_title_short", "publisher", "number", "pmcid", "accessed",
        "retraction_status", "retraction_note")  # fmt: skip


class NewSourceForm(SourceForm):
    type = forms.ChoiceField(label=gettext_lazy("What it is"), choices=list(TYPES.items()))
    url = forms.URLField(label=gettext_lazy("Address"), required=False, max_length=500, assume_scheme="https")
    pasted = forms.CharField(
        label=gettext_lazy("Paste a record, a DOI or a PMID"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True, "spellcheck": "false"}),
        help_text=gettext_lazy("RIS, NBIB, BibTeX or CSL-JSON. It fills the fields below."),
    )

    class Meta(SourceForm.Meta):
        fields = (
            "pasted", "title", "authors", "container_title", "issued", "type", "volume", "issue", "page",
            "doi", "pmid", "url", "kind", "key", *MORE,
        )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="source", label_suffix="", **kwargs)
        self.fields["key"].required = False
        self.fields["key"].help_text = _(
            "If it is left empty, it is made from the first author and the year."
        )
        self.fields["title"].widget.attrs.pop("class", None)
        # Two sources that are one: found when the form is cleaned.
        self.twin = None

    def clean(self):
        cleaned = super().clean()
        self.twin = twin_of(cleaned.get("doi"), cleaned.get("pmid"))
        if self.twin:
            self.add_error(None, _("This source is already in the register."))
        if not cleaned.get("key") and "key" not in self.errors:
            cleaned["key"] = untaken(self.source(cleaned))
        return cleaned

    @staticmethod
    def source(cleaned: dict) -> SourceContent:
        """As much of the source as its key is made of."""
        authors = tuple(PersonName(**person) for person in cleaned.get("authors") or [])
        return SourceContent(
            "", cleaned.get("title") or "", authors=authors, issued=cleaned.get("issued") or ""
        )


def twin_of(doi: str, pmid: str) -> Source | None:
    """The source in the register with the same DOI or PMID."""
    same = [{name: value} for name, value in (("doi__iexact", doi), ("pmid", pmid)) if value]
    return next(filter(None, (Source.objects.filter(**wanted).first() for wanted in same)), None)


def new_source_urls(model_admin):
    @require_http_methods(["GET", "HEAD", "POST"])
    @never_cache
    def new_source(request):
        """GET gives the form. POST with `read` fills it from what was pasted. Any other POST saves the source
        and answers {"key", "text", "note"}, or the form with what is wrong (422)."""
        register = model_admin.admin_site.get_model_admin(Source)
        if not register.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return render(request, TEMPLATE, shown(NewSourceForm()))
        if "read" in request.POST:
            return render(request, TEMPLATE, filled(request.POST.get("source-pasted", "")))
        form = NewSourceForm(request.POST)
        if not form.is_valid():
            return render(request, TEMPLATE, shown(form), status=422)
        with written_together():
            source = form.save()
            register.log_addition(request, source, [{"added": {}}])
            publishing.record_changed(source, by=request.user)
            status_changed(source, "", by=request.user)
            catch_up([source], by=request.user)
        return JsonResponse(source_entry(source))

    address = "citable/sources/new/"
    return [path(address, model_admin.admin_site.admin_view(new_source), name="articles_article_new_source")]


def filled(pasted: str) -> dict:
    """What the template shows once something is pasted: the fields as far as it tells them."""
    try:
        said, initial = from_pasted(pasted)
    except FileError as error:
        said, initial = _("Nothing was filled in: %(error)s.") % {"error": error}, {}
    twin = twin_of(initial.get("doi"), initial.get("pmid"))
    if not twin and set(initial) in ({"doi"}, {"pmid"}):
        said = ALONE
    return shown(NewSourceForm(initial={**initial, "pasted": pasted}), said=said, twin=twin)


def from_pasted(pasted: str) -> tuple[str, dict]:
    """(a sentence on what was pasted, the fields that it tells). Raises FileError for a broken record."""
    if not pasted.strip():
        return "", {}
    if found := identifier_in(pasted):
        return "", found
    try:
        return from_records(read_bibliography(pasted))
    except FileError:
        source = read_reference(NUMBER_IN_LIST.sub("", pasted))
        if not source.authors:
            raise
        return FROM_REFERENCE, fields_of(source)


def fields_of(source: SourceContent) -> dict:
    """The values of the form's fields."""
    values = {name: getattr(source, name) for name in SOURCE_FIELDS if name in NewSourceForm.base_fields}
    values["type"] = source.type if source.type in TYPES else "document"
    values["authors"], values["editors"] = people(source.authors), people(source.editors)
    values["key"] = untaken(source)
    return values


def from_records(records: Records) -> tuple[str, dict]:
    """(a sentence on what was pasted, the fields of the first record)."""
    problems = " ".join(f"{problem}." for problem in records.problems)
    if not records.values:
        return " ".join(filter(None, [_("Nothing was filled in."), problems])), {}
    record = records.values[0][1]
    source = record.source
    values = fields_of(source)
    values |= {"retraction_status": record.retraction_status, "retraction_note": record.retraction_note}
    count = len(records.values)
    said = (
        _("The fields are filled in.")
        if count == 1
        else (_("This is the first of %(count)s records.") % {"count": count})
    )
    return " ".join(filter(None, [said, _warning(record), *record.unread, problems])), values


def _warning(record: SourceRecord) -> str:
    if not record.retraction_status:
        return ""
    return _("This source %(status)s. %(note)s") % {
        "status": LABELS[record.retraction_status],
        "note": record.retraction_note,
    }


def untaken(source: SourceContent) -> str:
    """The key of the source, or another one if a source of the register has it."""
    taken = set(Source.objects.values_list("key", flat=True))
    return FreeKeys(taken).key(source) if not source.key or source.key in taken else source.key


def shown(form: NewSourceForm, said: str = "", twin: Source | None = None) -> dict:
    return {"form": form, "said": said, "twin": twin or form.twin, "wide": WIDE, "more": MORE}
