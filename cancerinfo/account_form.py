"""The form by which an administrator changes the account of somebody: its names, its address, its rights."""

from django.contrib.auth.forms import UserChangeForm
from django.forms import CharField
from django.http import HttpRequest
from django.utils.functional import cached_property

from cancerinfo.accounts.proof import is_proven, proof_field


class AccountForm(UserChangeForm):
    """Asks who sends it to prove that it's them: whoever has another's address gets the links sent there."""

    # Set on the class that the admin makes for each request.
    request: HttpRequest

    proof = CharField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "proof" in self.fields:
            self.fields["proof"] = proof_field(self.request.user, "Once more, so that nobody else does this.")

    @cached_property
    def changed_data(self):
        return [name for name in super().changed_data if name != "proof"]

    def clean(self):
        # What was left empty has its error already.
        if "proof" in self.cleaned_data:
            is_proven(self.request, self, "proof")
        return super().clean()
