"""The page on which people choose the letters that they get."""

from django import forms
from django.contrib import admin, messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from articles.models import Told, UnwantedLetter


class LetterForm(forms.Form):
    told = forms.MultipleChoiceField(
        label=gettext_lazy("Send me an e-mail when"),
        choices=Told,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def letters(request):
    unwanted = UnwantedLetter.objects.filter(user=request.user)
    sent = set(Told.values) - set(unwanted.values_list("told", flat=True))
    form = LetterForm(request.POST or None, initial={"told": list(sent)})
    if request.method == "POST" and form.is_valid():
        wanted = set(form.cleaned_data["told"])
        unwanted.filter(told__in=wanted).delete()
        UnwantedLetter.objects.bulk_create(
            [UnwantedLetter(user=request.user, told=each) for each in Told.values if each not in wanted],
            ignore_conflicts=True,
        )
        messages.success(request, _("Your choice is kept."))
        return redirect("admin:letters")
    context = {**admin.site.each_context(request), "title": _("Letters"), "form": form}
    return TemplateResponse(request, "admin/letters.html", context)
