"""The one form that makes a person: the account, its role, the public name, and the letter with the link."""

from django import forms
from django.contrib.auth.models import Group, User
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import publishing
from articles.models import Contributor


class PersonForm(forms.ModelForm):
    """A new account without a password, which the person chooses."""

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email")

    role = forms.ModelChoiceField(
        Group.objects.order_by("name"), required=False,
        help_text=gettext_lazy("What the person may do. Administrators are made afterwards, by "
                               "“Superuser status”."),
    label=gettext_lazy("Role"))  # fmt: skip
    public_name = forms.CharField(
        max_length=150,
        required=False,
        help_text=gettext_lazy("As readers see it; empty for who writes and reviews nothing."),
        label=gettext_lazy("Public name"),
    )
    credentials = forms.CharField(
        max_length=200,
        required=False,
        help_text=gettext_lazy("As readers see them."),
        label=gettext_lazy("Credentials"),
    )
    affiliation = forms.CharField(max_length=200, required=False, label=gettext_lazy("Affiliation"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True

    def clean_email(self):
        email = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Another account has this address. Each person has one account."))
        return email

    def clean_public_name(self):
        name = self.cleaned_data["public_name"]
        if name and Contributor.objects.filter(key=_key_of(name)).exists():
            raise forms.ValidationError(
                _(
                    "There is a contributor of this name already. Leave this empty, and choose the "
                    "account on "
                    "the page of the contributor."
                )
            )
        return name

    def make_rest(self, account: User, by: User):
        """Gives the saved account its role and its contributor."""
        if role := self.cleaned_data["role"]:
            account.groups.add(role)
        if name := self.cleaned_data["public_name"]:
            person = Contributor.objects.create(
                key=_key_of(name), name=name, user=account,
                credentials=self.cleaned_data["credentials"], affiliation=self.cleaned_data["affiliation"],
            )  # fmt: skip
            publishing.record_changed(person, by=by)


def _key_of(name: str) -> str:
    return slugify(name, allow_unicode=True)[:100]
