"""The page of a record, on which a second person approves it, checks it again, or takes it from readers."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from articles import publishing
from articles.admin.odd_requests import is_key
from articles.content.records import lines
from articles.records.checks import findings
from articles.records.record import Record, records_of
from cancerinfo.accounts.proof import is_proven, proof_field

from .act_forms import DateField

MAY_APPROVE = "articles.approve_record"
MAY_TAKE_DOWN = "articles.publish_article"


class RecordForm(forms.Form):
    """An act on a record."""

    button = ""
    done = ""
    # Whether a name will stand under it: then the password is asked for again.
    needs_proof = False
    name = forms.CharField(widget=forms.HiddenInput)
    seen_digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, record: Record, user, data=None):
        self.record = record
        is_sent = data is not None and data.get("name") == type(self).__name__
        initial = {"seen_digest": record.digest, "name": type(self).__name__}
        super().__init__(data if is_sent else None, initial=initial, label_suffix="")
        if self.needs_proof:
            self.fields["password"] = proof_field(user)

    def run(self, by):
        """Does the act. Raises articles.publishing.ActRefused."""
        self.act(by, **{name: value for name, value in self.cleaned_data.items() if name != "name"})


class ApproveForm(RecordForm):
    button = gettext_lazy("Approve this text")
    done = gettext_lazy("Readers see this text now.")
    needs_proof = True

    def act(self, by, **values):
        publishing.approve(self.record, by, **values)


class ApproveCheckedForm(ApproveForm):
    """For a kind that asks how and when it was checked."""

    how = forms.CharField(
        max_length=200,
        label=gettext_lazy("How you checked it"),
        help_text=gettext_lazy("Called, opened the page."),
    )
    checked_on = DateField(
        required=False,
        label=gettext_lazy("When you tried it"),
        help_text=gettext_lazy("Leave it empty if nobody has tried what is new: readers are told so."),
    )


class CheckAgainForm(RecordForm):
    """Notes that contacts which readers see were tried and still work."""

    button = gettext_lazy("They work as they stand here")
    done = gettext_lazy("Readers see the new day of the check.")

    contacts = forms.TypedMultipleChoiceField(
        coerce=int, label=gettext_lazy("What you tried"), widget=forms.CheckboxSelectMultiple, required=False
    )
    how = forms.CharField(
        max_length=200,
        label=gettext_lazy("How you checked it"),
        help_text=gettext_lazy("Called, opened the page."),
    )
    checked_on = DateField(label=gettext_lazy("When you tried it"))

    def __init__(self, record: Record, user, data=None):
        super().__init__(record, user, data)
        rows = record.row.contacts.all()
        self.fields["contacts"].choices = [(row.pk, f"{row.get_kind_display()}: {row}") for row in rows]

    def act(self, by, **values):
        publishing.check_again(self.record.row, by, **values)


class TakeDownForm(RecordForm):
    button = gettext_lazy("Take it from readers")
    done = gettext_lazy("Readers no longer see it.")

    reason = forms.CharField(
        max_length=300,
        label=gettext_lazy("Why readers must not see it"),
        help_text=gettext_lazy("For the log."),
    )

    def act(self, by, seen_digest, **values):
        publishing.take_down(self.record, by, **values)


def main_form(record: Record) -> type[RecordForm] | None:
    """What there is to do about the text: approve what is new, or check it again."""
    if not record.is_shown:
        return ApproveCheckedForm if record.kind.asks_how else ApproveForm
    return CheckAgainForm if record.kind.asks_how else None


def forms_for(record: Record, user, data) -> list[RecordForm]:
    offered = [main_form(record)] if user.has_perm(MAY_APPROVE) else []
    if record.live and user.has_perm(MAY_TAKE_DOWN):
        offered.append(TakeDownForm)
    return [form(record, user, data) for form in offered if form]


def said(record: Record) -> list[dict]:
    """The fields of the record: what readers see there, and what is proposed."""
    shown = {line.place: line.text for line in lines(record.live.text.value)} if record.live else {}
    proposed = {line.place: line.text for line in lines(record.proposed)}
    return [
        {"place": place, "shown": shown.get(place, ""), "proposed": proposed.get(place, "")}
        for place in dict.fromkeys([*proposed, *shown])
    ]


def record_urls(model_admin):
    """The page of each kind of record that the rows of this admin hold."""
    options = model_admin.model._meta

    @sensitive_post_parameters("password")
    def record_page(request, object_id, kind):
        # Where the key of a row is that of another, Django asks the database for any number.
        row = model_admin.model.objects.filter(pk=object_id).first() if is_key(str(object_id)) else None
        record = next((each for each in (records_of(row) if row else ()) if each.kind.name == kind), None)
        if record is None:
            raise Http404(_("This record doesn't exist."))
        if not (request.user.has_perm(MAY_APPROVE) or request.user.has_perm(MAY_TAKE_DOWN)):
            raise PermissionDenied
        offered = forms_for(record, request.user, request.POST if request.method == "POST" else None)
        if any(form.is_valid() and is_proven(request, form) and acted(request, form) for form in offered):
            return HttpResponseRedirect(_address(options, "change", object_id))
        context = {
            **model_admin.admin_site.each_context(request),
            "opts": options,
            "title": f"{record.kind.label.capitalize()}: {record}",
            "change_address": _address(options, "change", object_id),
            "record": record,
            "said": said(record),
            "is_news": not record.is_shown,
            "findings": findings(record.proposed),
            "refusals": list(publishing.why_not_approve(record, request.user)),
            "forms": offered,
        }
        return TemplateResponse(request, "admin/articles/record/approve.html", context)

    view = model_admin.admin_site.admin_view(record_page)
    name = f"{options.app_label}_{options.model_name}_approve"
    return [path("<int:object_id>/approve/<slug:kind>/", view, name=name)]


def record_links(row) -> list[dict]:
    """For the form of a row: the pages of its records, and whether somebody can approve the text."""
    return [
        {
            "label": record.kind.label,
            "address": _address(row._meta, "approve", row.pk, record.kind.name),
            "is_unapproved": record.is_unapproved,
            "is_live": record.live is not None,
        }
        for record in records_of(row)
    ]


def _address(options, name, *arguments) -> str:
    return reverse(f"admin:{options.app_label}_{options.model_name}_{name}", args=arguments)


def acted(request, form) -> bool:
    """Whether the act was done; a refusal is told."""
    try:
        form.run(request.user)
    except publishing.ActRefused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, form.done)
    return True
