"""Which pages of the site itself readers see."""

from django.utils.translation import get_language

from articles.models import FixedPage

from .approved import addresses
from .kinds import page_address


def pages_shown() -> set[str]:
    """The names of those that readers see in the language that is active; one query."""
    language, shown = get_language(), addresses("page")
    return {slug for slug in FixedPage.Slug.values if page_address(slug, language) in shown}
