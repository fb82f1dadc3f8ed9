"""The trash of organizations."""

import pytest
from django.urls import reverse

from articles.publishing import take_down
from articles.records.record import record_of
from resources.models import Organization
from tests.factories import make_article, make_organization, make_user

pytestmark = pytest.mark.django_db
LIST = reverse("admin:resources_organization_changelist")


def act(client, name, organization, **query):
    address = LIST + ("?trash=yes" if query else "")
    data = {"action": name, "_selected_action": [organization.pk]}
    return client.post(address, data, follow=True).content.decode()


def shown(client, **query):
    return {row.pk for row in client.get(LIST, query).context["cl"].result_list}


def test_it_leaves_lists_and_choosers_and_comes_back_as_it_was(client, writer):
    organization = make_organization(name="To go", approved=False)
    assert "is in the trash" in act(client, "move_to_trash", organization)
    assert organization.pk not in shown(client)
    assert shown(client, trash="yes") == {organization.pk}
    chooser = {"term": "To go", "app_label": "articles", "model_name": "articleorganization",
               "field_name": "organization"}  # fmt: skip
    assert client.get(reverse("admin:autocomplete"), chooser).json()["results"] == []
    assert "as it was" in act(client, "take_out_of_trash", organization, trash=True)
    assert client.get(reverse("admin:autocomplete"), chooser).json()["results"]


def test_one_that_readers_see_stays_until_a_publisher_takes_it_down(client, writer):
    organization = make_organization(name="Seen")
    assert "readers see it" in act(client, "move_to_trash", organization)
    take_down(
        record_of(organization, "organization"),
        make_user("publisher"),
        "It has closed, as its web page says.",
    )
    assert client.get(organization.get_absolute_url()).status_code == 404
    assert "is in the trash" in act(client, "move_to_trash", organization)


def test_one_that_an_article_names_stays_and_the_article_is_named(client, writer):
    make_article(title="Naming it")
    organization = Organization.objects.get()
    take_down(
        record_of(organization, "organization"),
        make_user("publisher"),
        "It has closed, as its web page says.",
    )
    assert "Naming it" in act(client, "move_to_trash", organization)
    assert Organization.objects.get().trashed_at is None


def test_who_may_not_change_organizations_has_no_such_action(client):
    organization = make_organization(name="To stay")
    client.force_login(make_user("reviewer"))
    act(client, "move_to_trash", organization)
    assert Organization.objects.get(pk=organization.pk).trashed_at is None
