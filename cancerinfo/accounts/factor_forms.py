"""What is typed to set up a second factor and to use it."""

from django import forms
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cancerinfo.accounts.second_factor import app_address, new_key, written_out
from cancerinfo.web.camera_square import camera_square

NEW_KEY = "new_key"


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code from your app, or a recovery code"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}
        ),
    )


class SetUpForm(forms.Form):
    WRONG = gettext_lazy("That isn't the code that the app shows now. Is your phone's clock right?")

    code = forms.CharField(
        label=gettext_lazy("Code that the app shows now"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


def set_up_context(request: HttpRequest, user: User, form: forms.Form) -> dict:
    """What the page shows to set up an app: the square with its secret, which the session keeps meanwhile."""
    key = request.session.setdefault(NEW_KEY, new_key())
    return {
        "title": _("Set up your second factor"),
        "form": form,
        "square": camera_square(app_address(user, key)),
        "key": written_out(key),
    }


def shown_key(request: HttpRequest) -> str:
    """The secret that the page showed, in hexadecimal; "" if it showed none."""
    return request.session.get(NEW_KEY, "")


def forget_key(request: HttpRequest):
    request.session.pop(NEW_KEY, None)
