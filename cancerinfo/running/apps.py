from django.apps import AppConfig


class RunningConfig(AppConfig):
    """Whether the site runs as it should, and the work that comes by itself."""

    name = "cancerinfo.running"
    label = "running"
