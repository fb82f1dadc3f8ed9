"""The page to sign in, and the step after it.

Between the two nobody is signed in: the session only knows whose password was right.
"""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, login
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cancerinfo.accounts.account_page import account_page
from cancerinfo.accounts.factor_forms import CodeForm, SetUpForm, forget_key, set_up_context, shown_key
from cancerinfo.accounts.passkey_pages import (
    REFUSED,
    NewPasskeyForm,
    has_answered,
    is_added,
    known_question,
    new_passkey_page,
)
from cancerinfo.accounts.passkeys import may_have
from cancerinfo.accounts.second_factor import has_factor, is_asked_of, renew_codes, set_up, why_not_right

WAITING = "second_step"
#: Seconds that the first step counts.
PATIENCE = 900


class SignInView(LoginView):
    """The page for name and password. Whoever has a second factor, or needs one, goes on to `second_step`."""

    template_name = "admin/accounts/sign_in.html"

    def form_valid(self, form):
        user = form.get_user()
        if not is_asked_of(user):
            return super().form_valid(form)
        self.request.session.cycle_key()
        self.request.session[WAITING] = {
            "user": user.pk,
            "backend": user.backend,
            "password": user.get_session_auth_hash(),
            "at": time.time(),
            "next": self.get_success_url(),
        }
        return redirect("admin:second_step")

    def get_default_redirect_url(self):
        return reverse("admin:index")


def _who_waits(request: HttpRequest) -> User | None:
    """Whose password was right a moment ago, if it still is."""
    waiting = request.session.get(WAITING)
    if not waiting or not 0 <= time.time() - waiting["at"] <= PATIENCE:
        return None
    user = get_user_model().objects.filter(pk=waiting["user"], is_active=True, is_staff=True).first()
    is_same = user and constant_time_compare(user.get_session_auth_hash(), waiting["password"])
    return user if is_same else None


def _let_in(request: HttpRequest, user: User) -> str:
    """Signs the person in. Returns the address that they wanted."""
    waiting = request.session.pop(WAITING)
    login(request, user, backend=waiting["backend"])
    return waiting["next"]


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Asks for a code or a passkey; whoever has no second factor yet sets one up."""
    user = _who_waits(request)
    if user is None:
        messages.info(request, _("Please give your name and password again: it took too long."))
        return redirect("admin:login")
    if has_factor(user):
        return _ask(request, user)
    if "passkey" in request.GET and may_have(user):
        return _add_passkey(request, user)
    return _set_up(request, user)


def _ask(request, user):
    is_passkey = "passkey" in request.POST
    if is_passkey and has_answered(request, user):
        return redirect(_let_in(request, user))
    form = CodeForm(None if is_passkey else request.POST or None)
    if form.is_valid():
        problem = why_not_right(user, form.cleaned_data["code"], request)
        if not problem:
            return redirect(_let_in(request, user))
        form.add_error("code", problem)
    context = {
        "title": _("Second factor"),
        "form": form,
        "username": user.get_username(),
        "question": known_question(request, user),
        "problem": REFUSED if is_passkey else "",
    }
    return account_page(request, "second_step", context)


def _set_up(request, user):
    form = SetUpForm(request.POST or None)
    if form.is_valid():
        codes = set_up(user, shown_key(request), form.cleaned_data["code"], request)
        if codes:
            forget_key(request)
            return _show_codes(request, user, codes)
        form.add_error("code", SetUpForm.WRONG)
    context = set_up_context(request, user, form)
    context |= {"is_needed": settings.SECOND_FACTOR, "takes_passkeys": may_have(user)}
    return account_page(request, "set_up_factor", context)


def _add_passkey(request, user):
    form = NewPasskeyForm(request.POST or None)
    if not is_added(request, user, form):
        return new_passkey_page(request, user, form)
    return _show_codes(request, user, renew_codes(user, request))


def _show_codes(request, user, codes):
    context = {"title": _("Your recovery codes"), "codes": codes, "next": _let_in(request, user)}
    return account_page(request, "recovery_codes", context)
