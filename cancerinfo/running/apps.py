from django.apps import AppConfig
from django.conf import settings


class RunningConfig(AppConfig):
    """Whether the site runs as it should, and the work that comes by itself."""

    name = "cancerinfo.running"
    label = "running"

    def ready(self):
        if settings.SENTRY_DSN:
            from .fault_reports import report_faults

            report_faults(settings.SENTRY_DSN)
