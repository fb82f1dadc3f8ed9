"""The addresses for signing in by a provider, which are there where one is set."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache


@never_cache
def provider_question(request: HttpRequest) -> HttpResponse:
    return _provider().ProviderQuestion.as_view()(request)


@never_cache
def provider_answer(request: HttpRequest) -> HttpResponse:
    return _provider().ProviderAnswer.as_view()(request)


def _provider():
    if not settings.OIDC_OP_ISSUER:
        raise Http404("No provider is set.")
    # What it rests on takes half a second and 28 MB, which a site without a provider needn't spend.
    from cancerinfo.accounts import provider

    return provider
