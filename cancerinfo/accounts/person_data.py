"""What the site holds of one person: rows that point to their account, and lines of the security log."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.core.serializers import serialize
from django.db.models import QuerySet

from cancerinfo.accounts.models import SecurityEvent

# Nobody needs these to know what is held of them, and with them somebody could sign in.
SECRETS = {"password", "session_key", "session_data", "code_digest"}
ALL_SECRET = {"otp_totp.totpdevice", "accounts.recoverycode"}


def person_data(person: User) -> dict[str, list[dict[str, Any]]]:
    """Rows as Django's serializer has them, by the name of their table, each as a value that JSON takes."""
    found = dict(_rows_that_point_to(person))
    found["accounts.securityevent of the account"] = _rows(
        SecurityEvent.objects.filter(account=person.get_username()).order_by("pk")
    )
    return {name: rows for name, rows in found.items() if rows}


def _rows_that_point_to(person: User) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    yield "auth.user", _rows(User.objects.filter(pk=person.pk))
    for relation in person._meta.get_fields(include_hidden=True):
        if (relation.one_to_many or relation.one_to_one) and relation.auto_created:
            rows = relation.related_model._base_manager.filter(**{relation.field.name: person})
            label = relation.related_model._meta.label_lower
            if label not in ALL_SECRET:
                yield f"{label} by {relation.field.name}", _rows(rows.order_by("pk"))


def _rows(rows: QuerySet) -> list[dict[str, Any]]:
    key = rows.model._meta.pk.name
    return [
        {name: value for name, value in {key: row["pk"], **row["fields"]}.items() if name not in SECRETS}
        for row in serialize("python", rows)
    ]
