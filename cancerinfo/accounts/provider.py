"""Signing in by an OpenID Connect provider (OpenID Connect Core 1.0, code flow with PKCE).

mozilla-django-oidc does the flow. What it leaves to its users is here: who issued a token and for whom, that
both answers are about one person, accounts that are closed, and whatever else a provider may answer.
"""

import logging

import jwt
import requests
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import SuspiciousOperation
from django.shortcuts import redirect
from django.urls import reverse
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView

from cancerinfo.accounts.provider_accounts import NotLetIn, account_of

logger = logging.getLogger(__name__)
CLOCKS_DIFFER = 60  # seconds
NEEDED = ["iss", "aud", "sub", "exp", "iat", "nonce"]
# What comes of an answer that isn't as it should be.
ODD_ANSWERS = (jwt.PyJWTError, requests.RequestException, KeyError, TypeError, AttributeError, ValueError)


class ProviderBackend(OIDCAuthenticationBackend):
    # Of a closed account the library's own would let sessions go on.
    get_user = ModelBackend.get_user

    def authenticate(self, request, nonce=None, code_verifier=None):
        """With named arguments only, or a form with a password could bring a code that nobody asked for."""
        if not nonce:
            return None
        try:
            return super().authenticate(request, nonce=nonce, code_verifier=code_verifier)
        except NotLetIn as refusal:
            request.refusal = str(refusal)
        except (SuspiciousOperation, *ODD_ANSWERS) as error:
            # Never the answer itself: it holds tokens.
            logger.warning("The provider's answer was refused: %s", type(error).__name__)
        return None

    def get_payload_data(self, token, key):
        return jwt.decode(
            token,
            key,
            algorithms=[self.OIDC_RP_SIGN_ALGO],
            audience=self.OIDC_RP_CLIENT_ID,
            issuer=settings.OIDC_OP_ISSUER,
            leeway=CLOCKS_DIFFER,
            options={"require": NEEDED},
        )

    def get_or_create_user(self, access_token, id_token, payload):
        claims = self.get_userinfo(access_token, id_token, payload)
        if claims["sub"] != payload["sub"]:
            raise SuspiciousOperation("Two answers of the provider are about two people.")
        return account_of({**claims, **payload})


class ProviderQuestion(OIDCAuthenticationRequestView):
    """Sends the person to the provider."""


class ProviderAnswer(OIDCAuthenticationCallbackView):
    """Takes the person back."""

    def get(self, request):
        try:
            return super().get(request)
        except SuspiciousOperation:
            return self.login_failure()

    @property
    def success_url(self):
        return self.request.session.get("oidc_login_next") or reverse("admin:index")

    def login_failure(self):
        said = getattr(self.request, "refusal", "That didn't work. Please try it again.")
        messages.error(self.request, said)
        return redirect("admin:login")
