"""Somebody's own page at the desk: who they are to readers, and what else they look after themselves."""

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from articles import publishing
from articles.models import Contributor
from cancerinfo.accounts.changes import Standing, record_changes


class ProfileForm(forms.ModelForm):
    class Meta:
        model = Contributor
        fields = ("name", "credentials", "affiliation", "interests", "orcid")
        labels = {
            "name": gettext_lazy("Name"),
            "credentials": gettext_lazy("Credentials"),
            "affiliation": gettext_lazy("Affiliation"),
            "interests": gettext_lazy("Declared interests"),
        }
        widgets = {"interests": forms.Textarea(attrs={"rows": 3})}


@require_http_methods(["GET", "HEAD", "POST"])
def my_account(request):
    """Who reads it changes their own public name by POST: a proposal, which another person approves."""
    person = Contributor.objects.filter(user=request.user).first()
    form = person and ProfileForm(request.POST or None, instance=person)
    if form and request.method == "POST" and form.is_valid():
        changed = _save(request, form)
        messages.success(request, _("Saved. Readers see it once another person has approved it."))
        if changed:
            messages.info(request, _void(len(changed)))
        return redirect("admin:my_account")
    context = {
        **admin.site.each_context(request),
        "title": _("My account"),
        "form": form,
        "roles": request.user.groups.order_by("name"),
    }
    return TemplateResponse(request, "admin/my_account.html", context)


@transaction.atomic
def _save(request, form) -> list:
    """Saves the proposal; returns the articles whose text it changes."""
    before = Standing.of(request.user)
    person = form.save()
    record_changes(before, request.user, request.user, request)
    return publishing.record_changed(person, by=request.user)


def _void(count: int) -> str:
    return ngettext(
        "The text of %(count)d working copy changed. A sign-off of the old text is void.",
        "The text of %(count)d working copies changed. Sign-offs of the old text are void.",
        count,
    ) % {"count": count}
