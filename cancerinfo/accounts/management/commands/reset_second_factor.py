from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from cancerinfo.accounts.second_factor import has_factor, take_away


class Command(BaseCommand):
    help = (
        "Takes the second factor of an account away and ends its sessions, for an administrator who lost "
        "telephone and recovery codes. The next sign-in sets up another one. The security log has it, and "
        "the person is told."
    )

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, username, **options):
        account = get_user_model().objects.filter(username=username).first()
        if account is None:
            raise CommandError(f"There is no account {username}.")
        if not has_factor(account):
            self.stdout.write(f"{username} has no second factor. Nothing was changed.")
            return
        take_away(account, None, None, "by the command reset_second_factor")
        self.stdout.write(f"{username} has no second factor any more, and is signed out.")
