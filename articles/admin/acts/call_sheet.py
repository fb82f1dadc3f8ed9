"""The call sheet: contacts whose check is due, each with one click for “I tried it, and it is right”."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles import publishing
from articles.records.record import shown_as_proposed
from resources.models import Contact

from .records import MAY_APPROVE

SHOWN = 25
# By the kind of a contact: the button, and how readers are told that it was checked.
WAYS = {
    Contact.Kind.PHONE: (gettext_lazy("I called, it is right"), "Called"),
    Contact.Kind.WEB: (gettext_lazy("I opened it, it is right"), "Opened the page"),
    Contact.Kind.EMAIL: (gettext_lazy("They answered, it is right"), "Wrote to them, and they answered"),
    Contact.Kind.ADDRESS: (gettext_lazy("They told me, it is right"), "Asked them"),
}
SCHEMES = {Contact.Kind.PHONE: "tel:", Contact.Kind.EMAIL: "mailto:", Contact.Kind.WEB: ""}


class TriedForm(forms.Form):
    contact = forms.IntegerField(widget=forms.HiddenInput)
    seen_digest = forms.CharField(widget=forms.HiddenInput)


@dataclass(frozen=True)
class Line:
    """A contact of the sheet. `digest` is that of the contacts that are shown, "" where a change of them
    waits for its approval, which checks them too."""

    contact: Contact
    digest: str

    @property
    def button(self) -> str:
        return WAYS[self.contact.kind][0]

    @property
    def link(self) -> str:
        """What calls, writes or opens; "" for an address of a house."""
        scheme = SCHEMES.get(self.contact.kind)
        return "" if scheme is None else scheme + self.contact.value.replace(" ", "")

    @property
    def approval(self) -> str:
        return reverse(
            "admin:resources_organization_approve", args=[self.contact.organization_id, "contacts"]
        )


def sheet_of(contacts) -> list[Line]:
    """The lines of some contacts, in three queries and one more for those themselves."""
    lines = list(contacts)
    digests = shown_as_proposed("contacts", {contact.organization_id for contact in lines})
    return [Line(contact, digests.get(contact.organization_id, "")) for contact in lines]


def call_sheet_urls(model_admin):
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def call_sheet(request):
        if not request.user.has_perm(MAY_APPROVE):
            raise PermissionDenied
        if request.method == "POST":
            note_tried(request)
            return HttpResponseRedirect(reverse("admin:resources_organization_call_sheet"))
        due = Contact.objects.to_check(timezone.localdate())
        context = {
            **model_admin.admin_site.each_context(request),
            "opts": model_admin.opts,
            "title": _("Call sheet"),
            "lines": sheet_of(due[:SHOWN]),
            "count": due.count(),
        }
        return TemplateResponse(request, "admin/resources/organization/call_sheet.html", context)

    view = model_admin.admin_site.admin_view(call_sheet)
    return [path("call-sheet/", view, name="resources_organization_call_sheet")]


def note_tried(request):
    """Notes that the person tried the contact today and that it works as it was shown, or says why not."""
    form = TriedForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The form isn't complete. Nothing was noted."))
        return
    contact = get_object_or_404(
        Contact.objects.select_related("organization"), pk=form.cleaned_data["contact"]
    )
    try:
        publishing.check_again(
            contact.organization,
            request.user,
            contacts=[contact.pk],
            how=WAYS[contact.kind][1],
            checked_on=timezone.localdate(),
            seen_digest=form.cleaned_data["seen_digest"],
        )
    except publishing.ActRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            _("Noted: %(name)s, %(value)s.") % {"name": contact.organization.name, "value": contact.value},
        )
