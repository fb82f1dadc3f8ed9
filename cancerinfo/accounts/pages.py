"""The pages on which somebody looks after their own account, and one on which an administrator helps."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from articles.models import account_name
from cancerinfo.accounts.account_page import account_page
from cancerinfo.accounts.factor_forms import SetUpForm, forget_key, set_up_context, shown_key
from cancerinfo.accounts.passkey_pages import NewPasskeyForm, is_added, new_passkey_page, remove_passkey
from cancerinfo.accounts.passkeys import may_have, passkeys_of
from cancerinfo.accounts.password_links import invite
from cancerinfo.accounts.proof import ProofForm, is_proven, proof_field
from cancerinfo.accounts.second_factor import (
    codes_left,
    factor_of,
    has_factor,
    renew_codes,
    set_up,
    take_away,
)
from cancerinfo.accounts.sessions import end_sessions, handle_of, name_of_browser, sessions_of


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request):
    """In which browsers the person is signed in; a form ends one of these, or all but this one."""
    form = ProofForm(request.user, request.POST if request.method == "POST" else None)
    # Whom a provider signs in may have nothing to prove it by.
    if not request.user.has_usable_password() and not factor_of(request.user):
        del form.fields["password"]
    if form.is_valid() and is_proven(request, form):
        number = end_sessions(request.user, request, request.POST.get("session", ""))
        said = ngettext(
            "You are signed out in %(number)s other browser.",
            "You are signed out in %(number)s other browsers.",
            number,
        )
        messages.success(
            request, said % {"number": number} if number else _("You were signed in nowhere else.")
        )
        return redirect("admin:sessions")
    rows = [
        {
            "session": session,
            "handle": handle_of(session),
            "browser": name_of_browser(session.browser),
            "is_this": session.session_key == request.session.session_key,
        }
        for session in sessions_of(request.user)
    ]
    context = {
        "title": _("Where you are signed in"),
        "rows": rows,
        "is_elsewhere": len(rows) > 1,
        "form": form,
    }
    return account_page(request, "sessions", context)


@sensitive_post_parameters("code", "password")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """What the person has as a second factor. They make new recovery codes, set up another app, add a passkey
    or remove one."""
    if "remove" in request.GET:
        return remove_passkey(request, request.GET["remove"])
    if "passkey" in request.GET and may_have(request.user):
        return _add_passkey(request)
    if "app" in request.GET or not has_factor(request.user):
        return _set_up(request)
    form = ProofForm(request.user, request.POST or None)
    if form.is_valid() and is_proven(request, form):
        return _show_codes(request, renew_codes(request.user, request))
    context = {
        "title": _("Second factor"),
        "device": factor_of(request.user),
        "passkeys": passkeys_of(request.user),
        "takes_passkeys": may_have(request.user),
        "left": codes_left(request.user),
        "form": form,
    }
    return account_page(request, "second_factor", context)


def _add_passkey(request):
    form = NewPasskeyForm(request.POST or None)
    form.fields["password"] = proof_field(request.user, _("Once more, so that nobody else does this."))
    if not is_added(request, request.user, form):
        return new_passkey_page(request, request.user, form)
    if not codes_left(request.user):
        return _show_codes(request, renew_codes(request.user, request))
    messages.success(request, _("“%(name)s” signs you in from now on.") % {"name": form.cleaned_data["name"]})
    return redirect("admin:second_factor")


def _set_up(request):
    form = SetUpForm(request.POST or None)
    if request.user.has_usable_password() or factor_of(request.user):
        form.fields["password"] = proof_field(request.user, _("Once more, so that nobody else does this."))
    if form.is_valid() and is_proven(request, form):
        codes = set_up(request.user, shown_key(request), form.cleaned_data["code"], request)
        if codes:
            forget_key(request)
            return _show_codes(request, codes)
        form.add_error("code", SetUpForm.WRONG)
    context = set_up_context(request, request.user, form) | {"takes_passkeys": may_have(request.user)}
    return account_page(request, "set_up_factor", context)


def _show_codes(request, codes):
    return account_page(request, "recovery_codes", {"title": _("Your recovery codes"), "codes": codes})


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def factor_of_another(request: HttpRequest, pk: int) -> HttpResponse:
    """An administrator takes away the second factor of somebody who lost their telephone."""
    if not request.user.is_superuser:
        raise PermissionDenied
    account = get_object_or_404(User, pk=pk)
    form = ProofForm(request.user, request.POST or None)
    if form.is_valid() and is_proven(request, form):
        take_away(account, request.user, request)
        messages.success(
            request,
            _("%(who)s has no second factor any more, and is signed out.") % {"who": account_name(account)},
        )
        return redirect("admin:auth_user_change", pk)
    context = {
        "title": _("Second factor of %(who)s") % {"who": account_name(account)},
        "account": account,
        "device": factor_of(account),
        "passkeys": passkeys_of(account),
        "form": form,
    }
    return account_page(request, "factor_of_another", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invite_again(request: HttpRequest, pk: int) -> HttpResponse:
    """An administrator sends somebody who has no password yet the link to choose one."""
    if not request.user.is_superuser:
        raise PermissionDenied
    account = get_object_or_404(User, pk=pk, is_active=True)
    if account.has_usable_password():
        messages.info(request, _("%(who)s has a password already.") % {"who": account_name(account)})
        return redirect("admin:auth_user_change", pk)
    if request.method == "POST":
        tell_of_invitation(request, account)
        return redirect("admin:auth_user_change", pk)
    return account_page(
        request, "invite", {"title": _("Invite %(who)s") % {"who": account_name(account)}, "account": account}
    )


def tell_of_invitation(request: HttpRequest, account: User):
    """Invites the person, and says whether the letter left."""
    problem = invite(account, request.user, request)
    if problem:
        messages.error(
            request,
            problem + " " + _("Invite them again later, or set a password for them."),
        )
    else:
        messages.success(request, _("An e-mail to %(email)s is on its way.") % {"email": account.email})
