"""The people and organizations that a text names first: whoever imports it is the writer of their texts."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Max, Model

from articles.models import Contributor
from articles.publishing.records import log_edits
from resources.models import Organization

MODELS = (Contributor, Organization)


def newest_records() -> Mapping[type[Model], int]:
    """By model, the key of the newest row."""
    return {model: model.objects.aggregate(newest=Max("pk"))["newest"] or 0 for model in MODELS}


def log_new_records(known: Mapping[type[Model], int], by: User | None, now: datetime):
    """Logs the rows that are newer than these as written by `by`, who so can't approve them."""
    for model, newest in known.items():
        for row in model.objects.filter(pk__gt=newest).order_by("pk"):
            log_edits(row, by, now)
