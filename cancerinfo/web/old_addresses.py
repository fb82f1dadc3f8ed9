"""Old addresses lead readers on, but never to another site."""

from django.contrib.redirects.middleware import RedirectFallbackMiddleware
from django.http import HttpResponsePermanentRedirect
from django.utils.http import url_has_allowed_host_and_scheme


def leads_outside(address: str) -> bool:
    """Whether a redirect to this address would leave the site; an empty one says "gone" and leads nowhere."""
    is_inside = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return bool(address) and not is_inside


class OldAddressMiddleware(RedirectFallbackMiddleware):
    """Django's own, without the redirects to other sites: a row that names one is as if it weren't there."""

    def process_response(self, request, response):
        return super().process_response(request, response) or response

    def response_redirect_class(self, address):
        return None if leads_outside(address) else HttpResponsePermanentRedirect(address)
