"""Who is signed in proves again that it is them, before their name stands under a text.

A session that somebody left open, or took, is not a person. Wrong passwords count and lock like those of the
login page, and stand in the same log. The second factor was asked for at the sign-in, and isn't here: a code
counts only once, so whoever signs several texts would wait before each. Somebody without a password, whom
another site signs in, gives a code.
"""

from axes.helpers import get_client_ip_address
from axes.utils import reset
from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cancerinfo.accounts.second_factor import why_not_right

WRONG = gettext_lazy("That isn't your password. Nothing was done.")
LOCKED = gettext_lazy(
    "Too many wrong passwords. Nothing was done; wait some minutes with this page open, and try again."
)
UNDER_A_TEXT = gettext_lazy("Once more, since your name will stand under this.")


class ProofForm(forms.Form):
    """Asks for nothing but the proof."""

    def __init__(self, user: User, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"] = proof_field(user, _("Once more, so that nobody else does this."))


def proof_field(user: User, why: str = UNDER_A_TEXT) -> forms.CharField:
    """The field that `is_proven` looks at: for a password, or a code of somebody without one."""
    if not user.has_usable_password():
        widget = forms.TextInput(attrs={"autocomplete": "one-time-code"})
        return forms.CharField(label=_("Code from your app"), max_length=60, widget=widget, help_text=why)
    widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
    return forms.CharField(label=_("Your password"), strip=False, widget=widget, help_text=why)


def is_proven(request: HttpRequest, form: forms.BaseForm, field: str = "password") -> bool:
    """Whether the password or code in the form's field is the signed-in person's, or the form asks for none.

    Otherwise the form gets an error, and what was typed in its other fields stays.
    """
    if field not in form.fields:
        return True
    given = form.cleaned_data.pop(field)
    if request.user.has_usable_password():
        problem = _why_not_password(request, given)
    else:
        problem = why_not_right(request.user, given, request)
    if problem:
        form.add_error(field, problem)
    return not problem


def _why_not_password(request: HttpRequest, password: str) -> str:
    name = request.user.get_username()
    if authenticate(request, username=name, password=password) == request.user:
        reset(ip=get_client_ip_address(request), username=name)
        return ""
    is_locked = getattr(request, "axes_locked_out", False)
    # Otherwise the page for locked names would take the place of this one, and of what was typed.
    request.axes_locked_out = False
    return LOCKED if is_locked else WRONG
