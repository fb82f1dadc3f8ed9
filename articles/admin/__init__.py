"""The editors' desk: Django's admin, a file a model or a group of records."""

from . import (  # noqa: F401
    article,
    contributor,
    figure,
    fixed_page,
    organizations,
    phrase,
    source,
    survey,
    tag,
    withdrawal,
)
from .lists import links, reader_reports, records  # noqa: F401
