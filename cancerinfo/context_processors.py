from django.conf import settings
from django.utils.encoding import iri_to_uri


def site(request):
    """What every page may say of the site itself, and its own address there."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "site_contact": settings.SITE_CONTACT,
        "site_publisher": settings.SITE_PUBLISHER,
        "is_demonstration_site": settings.DEMONSTRATION,
        "canonical_url": f"{settings.SITE_URL}{iri_to_uri(request.path)}",
    }
