"""Signing in by a provider, which is faked: its answers are made here, and nothing is asked of a network."""

import json
import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from cancerinfo.accounts.models import ProviderAccount, SecurityEvent
from tests.factories import make_user

pytestmark = pytest.mark.django_db
ISSUER = "https://id.test.example"
ANSWER = "/admin/login/provider/answer/"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PERSON = {
    "sub": "person-1", "preferred_username": "rita", "given_name": "Rita", "email": "rita@test.example",
    "email_verified": True, "groups": ["reviewers", "canteen"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def provider(settings, monkeypatch):
    """A provider; tests change what it says of the person (`person`), in the token (`token`), and its key."""
    settings.OIDC_OP_ISSUER, settings.OIDC_NAME = ISSUER, "Sign in with the hospital's account"
    settings.OIDC_RP_CLIENT_ID, settings.OIDC_RP_CLIENT_SECRET = "cancerinfo", "secret of the tests"
    settings.OIDC_OP_AUTHORIZATION_ENDPOINT = f"{ISSUER}/authorize"
    settings.OIDC_OP_TOKEN_ENDPOINT = f"{ISSUER}/token"
    settings.OIDC_OP_USER_ENDPOINT = f"{ISSUER}/person"
    settings.OIDC_OP_JWKS_ENDPOINT = f"{ISSUER}/keys"
    settings.OIDC_ROLES = {"reviewers": "medical reviewer", "chiefs": "administrator"}
    settings.OIDC_GROUPS_CLAIM, settings.OIDC_RP_SIGN_ALGO = "groups", "RS256"
    settings.OIDC_USE_PKCE = True
    settings.OIDC_AUTHENTICATION_CALLBACK_URL = "admin:provider_answer"
    settings.AUTHENTICATION_BACKENDS = [
        "cancerinfo.accounts.provider.ProviderBackend",
        *settings.AUTHENTICATION_BACKENDS,
    ]
    fake = FakeProvider()
    monkeypatch.setattr("requests.post", fake.post)
    monkeypatch.setattr("requests.get", fake.get)
    return fake


class FakeProvider:
    def __init__(self):
        self.person, self.token, self.key, self.asked = dict(PERSON), {}, KEY, []

    def sees(self, address):
        """The browser comes with this question."""
        self.question = {name: value for name, [value] in parse_qs(urlsplit(address).query).items()}

    def post(self, address, data, **kwargs):
        self.asked.append((address, data))
        now = time.time()
        claims = {
            "iss": ISSUER, "aud": "cancerinfo", "sub": "person-1", "iat": now, "exp": now + 300,
            "nonce": self.question["nonce"],
        } | self.token  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        token = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "1"})
        return answer({"id_token": token, "access_token": "an access token"})

    def get(self, address, **kwargs):
        if address.endswith("/keys"):
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            return answer({"keys": [{**key, "kid": "1", "alg": "RS256"}]})
        return answer(self.person)


def answer(value):
    response = requests.Response()
    response.status_code = 200
    response._content = json.dumps(value).encode()
    return response


def come_back(provider, client=None, **parameters):
    """Goes to the provider and back. Returns the browser and the site's answer."""
    client = client or Client()
    went = client.get("/admin/login/provider/?next=/admin/articles/article/")
    provider.sees(went["Location"])
    returned = {"code": "a code", "state": provider.question["state"]} | parameters
    return client, client.get(ANSWER, returned)


def is_in(client):
    return client.get("/admin/").status_code == 200


def said(client):
    page = client.get("/admin/login/")
    return " ".join(str(message) for message in page.context["messages"])


class TestTheWay:
    def test_there_is_a_link_without_a_form_at_the_sign_in(self, client):
        page = client.get("/admin/login/?next=/admin/auth/").content.decode()
        assert '<a href="/admin/login/provider/?next=/admin/auth/">Sign in with the hospital' in page

    def test_a_new_person_gets_an_account_with_the_roles_of_their_groups(self, provider):
        client, back = come_back(provider)
        assert back["Location"] == "/admin/articles/article/"
        assert is_in(client)
        rita = ProviderAccount.objects.get(issuer=ISSUER, subject="person-1").user
        assert (rita.username, rita.email, rita.is_superuser) == ("rita", "rita@test.example", False)
        assert [group.name for group in rita.groups.all()] == ["medical reviewer"]
        assert not rita.has_usable_password()
        log = list(SecurityEvent.objects.order_by("pk").values_list("kind", "detail"))
        assert [kind for kind, _ in log] == ["linked", "rights", "sign-in"]
        assert log[-1] == ("sign-in", "by the provider")

    def test_the_question_has_state_nonce_and_a_challenge_that_the_code_is_bound_to(self, provider):
        come_back(provider)
        assert {"state", "nonce", "code_challenge"} <= set(provider.question)
        assert provider.question["code_challenge_method"] == "S256"
        [(address, data)] = provider.asked
        assert (address, data["code"]) == (f"{ISSUER}/token", "a code")
        assert data["code_verifier"]

    def test_roles_follow_the_groups_at_each_sign_in(self, provider):
        come_back(provider)
        provider.person["groups"] = ["chiefs"]
        come_back(provider)
        rita = ProviderAccount.objects.get().user
        assert (rita.is_superuser, list(rita.groups.all())) == (True, [])
        provider.person["groups"] = "canteen"
        client, _ = come_back(provider)
        assert "gives you no role here" in said(client)
        assert not is_in(client)
        rita.refresh_from_db()
        assert (rita.is_superuser, rita.is_staff) == (False, False)
        details = SecurityEvent.objects.filter(kind="rights").values_list("detail", flat=True)
        assert "no longer staff, superuser" in details[0]

    def test_a_role_that_isnt_there_makes_no_account(self, provider, settings):
        settings.OIDC_ROLES = {"reviewers": "reviewr"}
        client, _ = come_back(provider)
        assert "There is no role “reviewr” here" in said(client)
        assert not ProviderAccount.objects.exists()

    def test_without_the_setting_there_is_no_such_page(self, client, settings):
        settings.OIDC_OP_ISSUER = ""
        assert client.get(ANSWER).status_code == 404
        assert "provider" not in client.get("/admin/login/").content.decode()


class TestAnAccountOfBefore:
    def test_with_the_verified_address_is_theirs_and_found_by_the_provider_afterwards(self, provider):
        ann = make_user("writer", username="ann", email="RITA@test.example")
        come_back(provider)
        provider.person["email"] = "married@test.example"
        come_back(provider)
        assert ProviderAccount.objects.get().user == ann
        assert {group.name for group in ann.groups.all()} == {"writer", "medical reviewer"}

    @pytest.mark.parametrize("verified", [False, None, "true"])
    def test_isnt_taken_over_by_an_address_that_nobody_verified(self, provider, verified):
        make_user("superuser", username="ann", email="rita@test.example")
        provider.person["email_verified"] = verified
        client, _ = come_back(provider)
        assert "has your e-mail address already" in said(client)
        assert not ProviderAccount.objects.exists()

    def test_isnt_taken_over_by_its_name(self, provider):
        make_user("superuser", username="rita", email="other@test.example")
        client, _ = come_back(provider)
        assert "No account could be made for “rita”" in said(client)

    def test_that_was_closed_stays_so_and_its_session_ends(self, provider):
        client, _ = come_back(provider)
        rita = ProviderAccount.objects.get().user
        rita.is_active = False
        rita.save()
        assert not is_in(client)
        client, _ = come_back(provider)
        assert "closed" in said(client)
        rita.refresh_from_db()
        assert not rita.is_active


class TestAnAnswer:
    @pytest.mark.parametrize(
        "token",
        [
            {"iss": "https://other.test.example"}, {"aud": "another site"}, {"nonce": "another"},
            {"nonce": None}, {"exp": 1}, {"exp": None}, {"sub": "person-2"}, {"iat": time.time() + 3600},
        ],
        ids=str,
    )  # fmt: skip
    def test_that_isnt_for_this_sign_in_is_refused(self, provider, token):
        provider.token = token
        client, back = come_back(provider)
        assert back["Location"] == "/admin/login/"
        assert said(client) == "That didn't work. Please try it again."
        assert not ProviderAccount.objects.exists()

    def test_with_the_signature_of_somebody_else_is_refused(self, provider):
        provider.key = OTHER_KEY
        assert not is_in(come_back(provider)[0])

    def test_that_the_site_didnt_ask_for_is_refused(self, provider):
        _, back = come_back(provider, state="another")
        assert back["Location"] == "/admin/login/"
        assert provider.asked == []
        assert Client().get(ANSWER, {"code": "x", "state": "x"})["Location"] == "/admin/login/"

    def test_counts_once(self, provider):
        client, _ = come_back(provider)
        client.logout()
        client.get(ANSWER, {"code": "a code", "state": provider.question["state"]})
        assert not is_in(client)

    def test_beside_a_password_form_brings_nobody_in(self, provider):
        data = {"username": "ann", "password": "wrong"}
        Client().post("/admin/login/?code=a&state=b", data)
        assert provider.asked == []

    def test_that_is_broken_is_told_in_words_and_locks_nobody(self, provider, monkeypatch):
        for broken in ({}, [], {"id_token": 1}, None, "", 1):
            monkeypatch.setattr("requests.post", lambda *args, value=broken, **kwargs: answer(value))
            client, back = come_back(provider)
            assert back["Location"] == "/admin/login/"
        assert "didn't work" in said(client)
        monkeypatch.setattr("requests.post", provider.post)
        assert is_in(come_back(provider)[0])

    def test_that_never_comes_is_told_in_words(self, provider, monkeypatch):
        def hang(*args, timeout, **kwargs):
            raise requests.Timeout

        monkeypatch.setattr("requests.post", hang)
        client, _ = come_back(provider)
        assert "didn't work" in said(client)
