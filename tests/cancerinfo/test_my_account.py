"""Somebody's own page: what it leads to, and the public name that they propose there."""

import pytest
from django.urls import reverse

from articles.models import LiveRecord
from cancerinfo.accounts.models import SecurityEvent
from tests.factories import make_contributor, make_user

pytestmark = pytest.mark.django_db
PROFILE = {"name": "Ann Ash", "credentials": "RN", "affiliation": "", "interests": "None", "orcid": ""}


def test_it_leads_to_all_that_one_looks_after(client):
    client.force_login(make_user("writer"))
    page = client.get(reverse("admin:my_account")).content.decode()
    for name in ("desk_language", "letters", "second_factor", "sessions", "password_change"):
        assert f'href="{reverse(f"admin:{name}")}"' in page
    assert "<dd>writer</dd>" in page
    assert "Readers have no name of yours yet" in page


def test_a_new_name_is_a_proposal_and_stands_in_the_security_log(client):
    writer = make_user("writer")
    person = make_contributor(writer, name="Ann Oak")
    client.force_login(writer)
    page = client.post(reverse("admin:my_account"), PROFILE, follow=True).content.decode()
    assert "once another person has approved it" in page
    person.refresh_from_db()
    assert (person.name, person.credentials, person.user) == ("Ann Ash", "RN", writer)
    assert LiveRecord.objects.get(kind="contributor", record=person.pk).name == "Ann Oak"
    logged = SecurityEvent.objects.get(account=writer.get_username(), kind=SecurityEvent.Kind.PERSON)
    assert logged.detail == "now Ann Ash; no longer Ann Oak"


def test_what_is_wrong_is_said_and_another_person_is_never_changed(client):
    other = make_contributor(make_user("writer"), name="Ben Birch")
    client.force_login(make_user("writer"))
    client.post(reverse("admin:my_account"), PROFILE)
    other.refresh_from_db()
    assert other.name == "Ben Birch"
    client.force_login(other.user)
    page = client.post(reverse("admin:my_account"), PROFILE | {"orcid": "1"}).content.decode()
    assert "an ORCID" in page
