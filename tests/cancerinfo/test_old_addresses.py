"""Redirects from old addresses: on this site only, whoever saves them."""

import pytest
from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site
from django.urls import reverse

from tests.factories import make_user

pytestmark = pytest.mark.django_db

OUTSIDE = [
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "///elsewhere.example",
    "/\\elsewhere.example/",
    "javascript:alert(1)",
    "elsewhere.example",
]


@pytest.mark.parametrize("address", OUTSIDE)
class TestToAnotherSite:
    @pytest.mark.parametrize("role", ["publisher", "superuser"])
    def test_it_is_not_saved(self, client, role, address):
        client.force_login(make_user(role))
        data = {"site": Site.objects.get_current().pk, "old_path": "/old/", "new_path": address}
        page = client.post(reverse("admin:redirects_redirect_add"), data).content.decode()
        assert "never leads readers to another site" in page
        assert not Redirect.objects.exists()

    def test_a_row_that_says_so_leads_nobody_there(self, client, address):
        Redirect.objects.create(site=Site.objects.get_current(), old_path="/old/", new_path=address)
        response = client.get("/old/")
        assert response.status_code == 404
        assert "Location" not in response


class TestOnThisSite:
    def test_it_is_saved_and_followed(self, client):
        client.force_login(make_user("publisher"))
        site = client.get(reverse("admin:redirects_redirect_add")).context["adminform"].form["site"]
        assert site.is_hidden
        data = {"site": site.value(), "old_path": "/old/", "new_path": "/about/"}
        client.post(reverse("admin:redirects_redirect_add"), data)
        response = client.get("/old/")
        assert (response.status_code, response["Location"]) == (301, "/about/")

    def test_an_empty_one_says_that_the_page_is_gone(self, client):
        Redirect.objects.create(site=Site.objects.get_current(), old_path="/old/", new_path="")
        assert client.get("/old/").status_code == 410


def test_nobody_deletes_the_record_of_the_site(client):
    client.force_login(make_user("superuser"))
    address = reverse("admin:sites_site_delete", args=[Site.objects.get_current().pk])
    assert client.post(address, {"post": "yes"}).status_code == 403
