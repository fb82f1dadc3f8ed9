"""The form "Is something wrong with this page?", and the signed token that stands in for a cookie in it."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from articles.models import Edition, ReaderReport
from articles.publishing.reader_reports import EMAIL_LENGTH, TEXT_LENGTH, plain

# Nobody reads the form and writes a sentence in less; robots do.
SHORTEST = timedelta(seconds=2)
LONGEST = timedelta(days=1)
SIGNER = signing.Signer(salt="articles.public.report_form")
# A field that no person sees. Robots that fill in every field fill in this one.
TRAP = "website"


class ReportForm(forms.Form):
    """Its own checks are those of `reader_reports.report`, said to a reader in their language."""

    kind = forms.ChoiceField(
        label=_("What is it about?"),
        widget=forms.RadioSelect,
        choices=[
            (ReaderReport.Kind.WRONG, _("Something is wrong or out of date")),
            (ReaderReport.Kind.UNCLEAR, _("Something is hard to understand")),
            (ReaderReport.Kind.MISSING, _("Something is missing")),
            (ReaderReport.Kind.THANKS, _("I want to say thank you")),
        ],
        error_messages={
            "required": _("Choose what your message is about."),
            "invalid_choice": _("Choose what your message is about."),
        },
    )
    text = forms.CharField(
        label=_("Your message"),
        help_text=_("Which sentence do you mean? Please write nothing about your own health."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=TEXT_LENGTH,
        error_messages={"required": _("Write what you want to tell us.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address, if you want an answer"),
        help_text=_("We use it only to answer you, and delete it afterwards."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        max_length=EMAIL_LENGTH,
        required=False,
        error_messages={
            "invalid": _("Enter an e-mail address such as name@example.org, or leave this empty.")
        },
    )

    def __init__(self, posted=None):
        data = None if posted is None else {name: plain(posted.get(name, "")) for name in self.base_fields}
        super().__init__(data)
        if data and data["kind"] == ReaderReport.Kind.THANKS:
            self.fields["text"].required = False


class FormRefused(Exception):
    """What was sent did not come from a form that a person had before them. The message is for the reader."""


@dataclass(frozen=True)
class SentForm:
    """Which form was sent: its edition and its id, so that it counts once."""

    edition_id: int
    form_id: str


def make_token(edition: Edition, now: datetime) -> str:
    return SIGNER.sign_object([edition.pk, now.timestamp(), secrets.token_urlsafe(12)])


def read_token(token: str, now: datetime) -> SentForm:
    """What `make_token` signed. Raises FormRefused if it is not ours, too young or too old."""
    try:
        edition_id, made_at, form_id = SIGNER.unsign_object(token)
    except signing.BadSignature as error:
        raise FormRefused(
            _("We could not tell where this form came from. Please send it once more.")
        ) from error
    age = timedelta(seconds=now.timestamp() - made_at)
    if age < SHORTEST:
        raise FormRefused(_("That was very fast. Please read your message again, then send it once more."))
    if age > LONGEST:
        raise FormRefused(_("This form was open for more than a day. Please send it once more."))
    return SentForm(edition_id, form_id)
