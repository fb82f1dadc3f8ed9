"""Passkeys: adding one, signing in by one with and without the password, and what is refused.

The device is played by a few lines: it signs as WebAuthn says, and can be told to lie.
"""

import json
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from cancerinfo.accounts.models import Passkey, RecoveryCode, SecurityEvent
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
STEP = "/admin/login/second-step/"
ALONE = "/admin/login/passkey/"
PAGE = "/admin/second-factor/"
ORIGIN = "https://desk.example"
FLAGS = AuthenticatorData.FLAG
HOSTILE = (
    "",
    "{}",
    "[]",
    "null",
    '{"id": "\\u0000"}',
    "[" * 9000,
    '{"id": "a", "rawId": "a", "response": 1}',
)


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL, settings.SECOND_FACTOR = ORIGIN, True


@pytest.fixture
def ann(db):
    return make_user("reviewer", username="ann", email="ann@test.example")


class Device:
    """Of one person, with one passkey. `uses` is its counter, `origin` the site that it believes to see."""

    def __init__(self, uses=1, origin=ORIGIN, is_verified=True):
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.identifier, self.uses, self.origin, self.is_verified = (
            sha256(b"key").digest(),
            uses,
            origin,
            is_verified,
        )

    def _data(self, question, kind, key=b""):
        flags = FLAGS.UP | (FLAGS.UV if self.is_verified else 0) | (FLAGS.AT if key else 0)
        site = sha256((question.get("rp", {}).get("id") or question["rpId"]).encode()).digest()
        client = {"type": f"webauthn.{kind}", "challenge": question["challenge"], "origin": self.origin}
        return AuthenticatorData.create(site, flags, self.uses, key), json.dumps(client).encode()

    def _answer(self, **response):
        name = websafe_encode(self.identifier)
        response = {key: websafe_encode(value) for key, value in response.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})

    def make(self, question):
        key = ES256.from_cryptography_key(self.private.public_key())
        made = AttestedCredentialData.create(bytes(16), self.identifier, key)
        data, client = self._data(question, "create", made)
        attestation = AttestationObject.create("none", data, {})
        return self._answer(clientDataJSON=client, attestationObject=attestation)

    def sign(self, question):
        data, client = self._data(question, "get")
        signature = self.private.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=data, signature=signature)


def password_given():
    client = Client()
    client.post("/admin/login/", {"username": "ann", "password": PASSWORD})
    return client


def question_at(client, address):
    return json.loads(client.get(address, secure=True).context["question"])


def sent(client, address, answer, **data):
    return client.post(address, {"passkey": answer, **data}, secure=True)


def added(device):
    """A browser in which ann added her passkey at the sign-in, and the page that came."""
    client = password_given()
    address = f"{STEP}?passkey="
    return client, sent(client, address, device.make(question_at(client, address)), name="my phone")


def is_in(client):
    return client.get("/admin/").status_code == 200


def logged():
    return list(SecurityEvent.objects.order_by("pk").values_list("kind", flat=True))


class TestAddingOne:
    def test_at_the_first_sign_in_it_brings_recovery_codes_and_lets_in(self, ann):
        client, page = added(Device())
        assert len(page.context["codes"]) == RecoveryCode.objects.count() == 8
        assert is_in(client)
        assert logged() == ["passkey", "codes", "sign-in"]
        shown = client.get(PAGE).content.decode()
        assert "my phone" in shown
        assert "Add a passkey" in shown

    def test_on_ones_own_page_it_takes_the_password_and_so_does_removing_it(self, ann):
        client, _ = added(Device())
        RecoveryCode.objects.all().delete()
        Passkey.objects.all().delete()
        address, device = f"{PAGE}?passkey=", Device()
        data = {"name": "a key", "password": "wrong"}
        assert sent(client, address, device.make(question_at(client, address)), **data).status_code == 200
        assert not Passkey.objects.exists()
        data["password"] = PASSWORD
        assert sent(client, address, device.make(question_at(client, address)), **data).context["codes"]
        key = Passkey.objects.get()
        address = f"{PAGE}?remove={key.pk}"
        assert "Remove “a key”" in client.get(address).content.decode()
        client.post(address, {"password": "wrong"})
        assert Passkey.objects.exists()
        other = Client()
        other.force_login(make_user("reviewer", username="bea"))
        assert other.post(address, {"password": PASSWORD}).status_code == 404
        assert other.get(f"{PAGE}?remove=²").status_code == 404
        assert client.post(address, {"password": PASSWORD})["Location"] == PAGE
        assert not Passkey.objects.exists()
        assert logged()[-1] == "no-passkey"

    def test_what_is_broken_or_made_for_another_site_or_question_is_refused(self, ann):
        client, address = password_given(), f"{STEP}?passkey="
        old = question_at(client, address)
        answers = [*HOSTILE, Device(origin="https://desk.example.evil.example").make(old), Device().make(old)]
        for answer in answers:
            question_at(client, address)
            assert sent(client, address, answer, name="x").status_code == 200
        assert not Passkey.objects.exists()
        assert not is_in(client)

    def test_it_is_offered_neither_at_a_number_nor_to_whom_a_provider_signs_in(self, ann, settings, client):
        client.force_login(ann)
        assert "passkey" in client.get(PAGE).content.decode()
        settings.SITE_URL = "https://192.0.2.7"
        assert "passkey" not in client.get(PAGE).content.decode()
        assert "passkey" not in client.get("/admin/login/").content.decode()
        assert client.get(ALONE).status_code == 404
        settings.SITE_URL = ORIGIN
        ann.set_unusable_password()
        ann.save()
        client.force_login(ann)
        assert "passkey" not in client.get(PAGE).content.decode()


class TestSigningIn:
    def test_after_the_password_each_answer_lets_in_once(self, ann):
        device = Device(is_verified=False)
        added(device)
        client, device.uses = password_given(), 2
        answer = device.sign(question_at(client, STEP))
        assert sent(client, STEP, answer)["Location"] == "/admin/"
        assert is_in(client)
        assert Passkey.objects.get().used_at
        again = password_given()
        question_at(again, STEP)
        assert sent(again, STEP, answer).status_code == 200
        assert not is_in(again)
        assert logged()[-1] == "refused"

    def test_without_the_password_it_must_have_checked_who_uses_it(self, ann):
        device = Device()
        added(device)
        address = f"{ALONE}?next=/admin/articles/article/"
        for is_verified in (False, True):
            device.uses, device.is_verified, client = device.uses + 1, is_verified, Client()
            answer = sent(client, address, device.sign(question_at(client, address)))
            assert is_in(client) == is_verified
        assert answer["Location"] == "/admin/articles/article/"
        ann.is_active = False
        ann.save()
        client, device.uses = Client(), 9
        assert sent(client, ALONE, device.sign(question_at(client, ALONE))).status_code == 200
        assert not is_in(client)

    def test_what_is_broken_copied_or_another_persons_is_refused(self, ann):
        device = Device(uses=5)
        added(device)
        client = Client()
        for answer in (*HOSTILE, device.sign(question_at(client, ALONE))):
            question_at(client, ALONE)
            assert "wasn&#x27;t accepted" in sent(client, ALONE, answer).content.decode()
        # The counter stands still: a copy of the device may be ahead.
        assert sent(client, ALONE, device.sign(question_at(client, ALONE))).status_code == 200
        device.uses = 6
        make_user("reviewer", username="bea")
        step = Client()
        step.post("/admin/login/", {"username": "bea", "password": PASSWORD})
        Passkey.objects.update(user=ann)
        assert sent(step, STEP, device.sign(question_at(client, ALONE))).status_code == 200
        assert not is_in(step)
        assert not is_in(client)

    def test_a_recovery_code_helps_whoever_lost_it(self, ann):
        _, page = added(Device())
        client = password_given()
        assert client.post(STEP, {"code": "wrong"}).status_code == 200
        assert client.post(STEP, {"code": page.context["codes"][0]})["Location"] == "/admin/"
        assert is_in(client)
