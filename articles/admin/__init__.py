"""The editors' desk: Django's admin, a file a model or a group of records."""

from . import (  # noqa: F401
    accounts,
    article,
    contributor,
    links,
    organizations,
    phrase,
    readers,
    records,
    source,
    survey,
    tag,
)
