from django.conf import settings


def site(request):
    """What every page may say of the site itself."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "site_contact": settings.SITE_CONTACT,
        "site_publisher": settings.SITE_PUBLISHER,
    }
