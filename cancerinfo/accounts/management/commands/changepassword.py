import getpass

from django.contrib.auth import get_user_model
from django.contrib.auth.management.commands import changepassword

from cancerinfo.accounts.changes import Standing, record
from cancerinfo.accounts.models import SecurityEvent


class Command(changepassword.Command):
    """Django's own command, with a line in the security log and a letter to the person."""

    def handle(self, *args, **options):
        done = super().handle(*args, **options)
        account = get_user_model().objects.get_by_natural_key(options["username"] or getpass.getuser())
        change = (SecurityEvent.Kind.PASSWORD, "by the command changepassword")
        record([change], account, None, None, Standing.of(account).email)
        return done
