"""The pages on which browsers are asked for a passkey. Scripts of ours ask; each answer comes in a form."""

import json

from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cancerinfo.accounts.account_page import account_page
from cancerinfo.accounts.passkeys import (
    add,
    are_possible,
    may_have,
    owner_of,
    passkeys_of,
    question_for_known,
    question_for_new,
    remove,
)
from cancerinfo.accounts.proof import ProofForm, is_proven

REFUSED = gettext_lazy("This passkey wasn't accepted. Try again, or use another way to sign in.")
NOT_MADE = gettext_lazy("This passkey wasn't accepted. Nothing was added; try again.")
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
LONGEST_ANSWER = 20_000


class AnswerForm(forms.Form):
    """What the page's script was given by the browser, as JSON."""

    passkey = forms.CharField(max_length=LONGEST_ANSWER, widget=forms.HiddenInput)


class NewPasskeyForm(AnswerForm):
    name = forms.CharField(
        label=gettext_lazy("What you call it"),
        max_length=60,
        help_text=gettext_lazy("Such as “my phone” or “the blue key”."),
    )


def is_added(request: HttpRequest, user: User, form: NewPasskeyForm) -> bool:
    """Adds the passkey of the form. If that can't be, the form says why."""
    if not form.is_valid() or not is_proven(request, form):
        return False
    made = add(user, form.cleaned_data["name"], form.cleaned_data["passkey"], request)
    if made is None:
        form.add_error("name", NOT_MADE)
    return made is not None


def new_passkey_page(request: HttpRequest, user: User, form: NewPasskeyForm) -> HttpResponse:
    question = json.dumps(question_for_new(request, user))
    return account_page(
        request, "new_passkey", {"title": _("Add a passkey"), "form": form, "question": question}
    )


def has_answered(request: HttpRequest, user: User | None = None) -> User | None:
    """Whose passkey is in the form that was sent; None if there is none that holds."""
    form = AnswerForm(request.POST)
    return owner_of(form.cleaned_data["passkey"], request, user) if form.is_valid() else None


def known_question(request: HttpRequest, user: User) -> str:
    """What a page asks for beside other ways to sign in; "" if the person has no passkey."""
    if not may_have(user) or not passkeys_of(user).exists():
        return ""
    return json.dumps(question_for_known(request, user))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """Signs in by a passkey alone, which has checked who uses it."""
    if not are_possible():
        raise Http404(_("Browsers take no passkeys of this site."))
    wanted = LoginView(request=request, next_page="admin:index").get_success_url()
    if request.method == "POST":
        user = has_answered(request)
        if user and user.is_active and user.is_staff and may_have(user):
            login(request, user, backend=MODEL_BACKEND)
            return redirect(wanted)
    context = {
        "title": _("Sign in with a passkey"),
        "problem": REFUSED if request.method == "POST" else "",
        "question": json.dumps(question_for_known(request)),
        "next": wanted,
    }
    return account_page(request, "passkey_sign_in", context)


def remove_passkey(request: HttpRequest, key: str) -> HttpResponse:
    """The page of the person whose passkey with this primary key goes, once they gave their password."""
    if not key.isascii() or not key.isdecimal() or len(key) > 18:
        raise Http404(_("No passkey has this number."))
    passkey = get_object_or_404(passkeys_of(request.user), pk=key)
    form = ProofForm(request.user, request.POST or None)
    if form.is_valid() and is_proven(request, form):
        remove(passkey, request)
        messages.success(request, _("“%(name)s” signs you in no more.") % {"name": passkey.name})
        return redirect("admin:second_factor")
    context = {
        "title": _("Remove “%(name)s”") % {"name": passkey.name},
        "form": form,
        "back": reverse("admin:second_factor"),
    }
    return account_page(request, "remove_passkey", context)
