"""The Content-Security-Policy with its nonce, and the Permissions-Policy.

Django 6 brings the first of them as django.middleware.csp; until then this middleware reads the setting
of the same name, SECURE_CSP, in the same shape ("<nonce>" stands where the nonce goes).
"""

import secrets

from django.conf import settings
from django.utils.functional import SimpleLazyObject

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class SecurityHeadersMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        made = []

        def make_nonce():
            made.append(secrets.token_urlsafe(16))
            return made[0]

        request.csp_nonce = SimpleLazyObject(make_nonce)
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy(made[0] if made else None))
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


def policy(nonce):
    """SECURE_CSP as a header value. A page that asked for no nonce gets none."""
    parts = []
    for directive, sources in settings.SECURE_CSP.items():
        kept = [source for source in sources if nonce or source != "<nonce>"]
        parts.append(" ".join([directive, *kept]).replace("<nonce>", f"'nonce-{nonce}'"))
    return "; ".join(parts)
