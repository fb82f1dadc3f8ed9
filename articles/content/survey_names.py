"""The name of a survey table, as readers see it wherever it is printed."""

from django.utils.translation import gettext as _


def survey_name(title: str, is_unverified: bool) -> str:
    """The title; of a table that rests on nothing that anybody has checked, with that before it."""
    return _("Unverified: %(title)s") % {"title": title} if is_unverified else title
