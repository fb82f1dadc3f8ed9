import json

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder

from cancerinfo.accounts.changes import User
from cancerinfo.accounts.person_data import person_data


class Command(BaseCommand):
    help = (
        "Prints as JSON what the site holds of somebody with an account, for whoever asks what is held of "
        "them. Changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("person", metavar="USER", help="the name of the account, active or not")

    def handle(self, *, person, **options):
        account = User.objects.filter(username=person).first()
        if account is None:
            raise CommandError(f"There is no account “{person}”.")
        self.stdout.write(
            json.dumps(person_data(account), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        )
