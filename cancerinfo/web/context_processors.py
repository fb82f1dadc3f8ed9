from django.conf import settings
from django.utils import translation
from django.utils.encoding import iri_to_uri

from .languages import alternates_of


def site(request):
    """What every page may say of the site itself, and its own address in each language."""
    return {
        **site_facts(request.path),
        "alternates": alternates_of(request.resolver_match),
        "records_language": language_of_records(),
    }


def site_facts(path):
    """What a page can say of the site when everything else has failed: settings and its own address."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "site_contact": settings.SITE_CONTACT,
        "site_publisher": settings.SITE_PUBLISHER,
        "is_demonstration_site": settings.DEMONSTRATION,
        "canonical_url": f"{settings.SITE_URL}{iri_to_uri(path)}",
    }


def language_of_records():
    """The language that organizations and terms are entered in, "" if the page is drawn in it."""
    return "" if translation.get_language() == settings.LANGUAGE_CODE else settings.LANGUAGE_CODE
