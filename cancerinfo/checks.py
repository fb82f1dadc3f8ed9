"""What `check` looks at besides Django's own checks."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured

from articles.mail.delivery import mail_problem
from cancerinfo.front.wiring import store_at


@register
def stored_pages_have_a_store(app_configs, **kwargs):
    """E001: the same sentence as at the start of the server."""
    try:
        store_at(settings.STORED_PAGES)
    except ImproperlyConfigured as error:
        return [Error(str(error), hint="docs/operations.md names the settings.", id="cancerinfo.E001")]
    return []


@register(Tags.security, deploy=True)
def mail_leaves_the_site(app_configs, **kwargs):
    """E002: without mail nobody hears of a review that is due."""
    problem = mail_problem()
    return (
        [Error(problem, hint="docs/operations.md names the settings.", id="cancerinfo.E002")]
        if problem
        else []
    )


@register(Tags.security, deploy=True)
def staff_have_a_second_factor(app_configs, **kwargs):
    """W003: whoever has the password of a publisher publishes."""
    if settings.SECOND_FACTOR:
        return []
    problem = "SECOND_FACTOR is 0, so whoever set none up signs in by a password alone."
    return [Warning(problem, hint="docs/operations.md names the settings.", id="cancerinfo.W003")]
