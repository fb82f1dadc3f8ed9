from django.core.management.base import BaseCommand, CommandError

from articles.publishing.roles import setup_roles


class Command(BaseCommand):
    help = (
        "Makes the groups writer, medical reviewer and publisher, and gives them exactly their permissions."
    )

    def handle(self, **options):
        try:
            reports = setup_roles()
        except LookupError as error:
            raise CommandError(str(error.args[0])) from error
        for report in reports:
            self.stdout.write(f"{report.name}: {report.result}{self._changes(report)}")

    def _changes(self, report):
        if report.result != "updated":
            return ""
        parts = [f"+{name}" for name in report.added] + [f"-{name}" for name in report.removed]
        return f" ({', '.join(parts)})"
