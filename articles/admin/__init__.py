"""The editors' desk: Django's admin, a file a model or a group of records."""

from . import article, contributor, organizations, phrase, source, survey, tag, withdrawal  # noqa: F401
from .lists import links, reader_reports, records  # noqa: F401
