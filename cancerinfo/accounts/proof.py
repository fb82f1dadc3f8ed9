"""Who is signed in proves again that it is them, before their name stands under a text.

A session that somebody left open, or took, is not a person. Wrong passwords count and lock like those of the
login page, and stand in the same log. A second factor joins here: as another field that `is_proven` asks for.
"""

from axes.helpers import get_client_ip_address
from axes.utils import reset
from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest

WRONG = "That isn't your password. Nothing was done."
LOCKED = "Too many wrong passwords. Nothing was done; wait some minutes with this page open, and try again."


def password_field() -> forms.CharField:
    return forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="Once more, since your name will stand under this.",
    )


def is_proven(request: HttpRequest, form: forms.Form) -> bool:
    """Whether the password in the valid form is that of who is signed in, or the form asks for none.

    Otherwise the form gets an error, and what was typed in its other fields stays.
    """
    if "password" not in form.fields:
        return True
    name = request.user.get_username()
    if authenticate(request, username=name, password=form.cleaned_data.pop("password")) == request.user:
        reset(ip=get_client_ip_address(request), username=name)
        return True
    is_locked = getattr(request, "axes_locked_out", False)
    # Otherwise the page for locked names would take the place of this one, and of what was typed.
    request.axes_locked_out = False
    form.add_error("password", LOCKED if is_locked else WRONG)
    return False
