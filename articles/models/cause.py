from django.db import models
from django.utils.translation import gettext_lazy as _


class Cause(models.TextChoices):
    """Why a page is withdrawn, as readers are told at once. The sentences are fixed, so that one person may
    choose one; words of their own wait for a second person."""

    OUTDATED = "outdated", _("It is out of date.")
    ERROR = "error", _("We found a mistake in it.")
    RETRACTED = "retracted", _("One of its sources has been retracted.")
    REPLACED = "replaced", _("Another page has taken its place.")
    CHECKING = "checking", _("We are checking it again.")
    OTHER = "other", _("We no longer stand by it.")
