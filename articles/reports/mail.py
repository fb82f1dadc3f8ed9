"""Whether the mail of this site reaches anybody."""

from django.conf import settings


def mail_problem() -> str:
    """Why no letter leaves this site, as a sentence; "" if its backend hands letters to a server."""
    if settings.EMAIL_BACKEND not in settings.EMAIL_BACKENDS_WITHOUT_DELIVERY:
        return ""
    name = settings.EMAIL_BACKEND.removesuffix(".EmailBackend")
    return f"No e-mail leaves this site: {name} only keeps or prints what is sent. Set EMAIL_HOST."
