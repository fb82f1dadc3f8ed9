from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who signs in to the desk, how often they may try, and the log of it."""

    name = "cancerinfo.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
