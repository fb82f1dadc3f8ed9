"""The pages on which somebody without a password asks for a link, and chooses one by it."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from articles.mail.delivery import mail_problem
from cancerinfo.accounts.password_links import AnsweredFirst, choose, send_reset_links, whose


class AskForm(forms.Form):
    account = forms.CharField(
        label=gettext_lazy("User name or e-mail address"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "off"}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password_reset(request: HttpRequest) -> HttpResponse:
    """Asks whose password is forgotten. Every name gets the same answer."""
    form = AskForm(request.POST or None)
    is_asked = form.is_valid() and not mail_problem()
    context = {
        "title": _("Forgotten password"),
        "form": form,
        "is_asked": is_asked,
        "no_mail": mail_problem(),
    }
    page = render_to_string("admin/accounts/password_reset.html", _around(request) | context, request)
    if not is_asked:
        return HttpResponse(page)
    typed = form.cleaned_data["account"]
    return AnsweredFirst(page, afterwards=lambda: send_reset_links(typed, request))


@never_cache
@sensitive_post_parameters("new_password1", "new_password2")
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest, token: str) -> HttpResponse:
    """Takes the password that whoever has this link chooses."""
    user = whose(token)
    if user is None:
        context = {"title": _("This link counts no more")}
        return render(request, "admin/accounts/old_link.html", _around(request) | context, status=410)
    form = SetPasswordForm(user, request.POST or None)
    if form.is_valid():
        choose(user, form, request)
        messages.success(request, _("Your password is set. Sign in with it."))
        return redirect("admin:login")
    context = {"title": _("Choose a password"), "form": form, "name": user.get_username()}
    return render(request, "admin/accounts/new_password.html", _around(request) | context)


def _around(request):
    return admin.site.each_context(request)
