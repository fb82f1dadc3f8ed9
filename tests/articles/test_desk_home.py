"""The home of the desk: to each what waits for them, in the same number of queries however much it is."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import publishing
from articles.models import ReaderReport
from articles.publishing.reader_reports import report
from articles.reports import desk_home
from articles.reports.desk_home import SHOWN, boxes_for, totals
from articles.reports.link_checks import Outcome, note_answer
from articles.search import note_miss
from resources.models import Contact
from tests.factories import (
    make_article,
    make_contributor,
    make_organization,
    make_published,
    make_signed,
    make_user,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def reviewer():
    return make_user("reviewer")


@pytest.fixture
def publisher():
    return make_user("publisher")


def owned(user, **fields):
    article = make_article(**fields)
    article.owner = user
    article.save()
    return article


def waiting(user):
    """The labels of the entries of each box."""
    return {box.title: [entry.label for entry in box.entries] for box in boxes_for(user, TODAY)}


def test_my_drafts_are_mine(writer):
    mine = owned(writer)
    owned(make_user("writer"))
    lost = make_article()
    assert waiting(writer)["Your drafts"] == [mine.title]
    assert waiting(writer)["Drafts that nobody owns"] == [lost.title]


def test_what_was_sent_back_comes_back(writer, reviewer):
    article = owned(writer)
    make_contributor(reviewer)
    publishing.request_changes(article, reviewer, comment="More.", seen_digest=article.content().digest())
    found = waiting(writer)
    assert found["Sent back to you"] == [article.title]
    assert "Your drafts" not in found


def test_a_reviewer_sees_what_is_asked_of_them_first_and_not_what_is_asked_of_others(writer, reviewer):
    of_anybody, by_name, of_another = make_article(), make_article(), make_article()
    publishing.submit(of_anybody, writer)
    publishing.submit(by_name, writer, reviewer=reviewer, due_on=TODAY + timedelta(days=3))
    publishing.submit(of_another, writer, reviewer=make_user("reviewer"))
    assert waiting(reviewer)["Waiting for your sign-off"] == [by_name.title, of_anybody.title]
    [box] = [each for each in boxes_for(reviewer, TODAY) if not each.title.startswith("To approve")]
    assert box.count == 2
    assert box.entries[0].note.startswith(f"{writer} asks you, due by ")


def test_a_box_counts_no_further_than_it_tells(writer, monkeypatch):
    for _ in range(3):
        owned(writer)
    numbers = []
    for most in (1, 3):
        monkeypatch.setattr(desk_home, "MOST_COUNTED", most)
        numbers += [box.number for box in boxes_for(writer, TODAY) if box.title == "Your drafts"]
    assert numbers == ["more than 1", "3"]


def test_a_publisher_sees_what_can_be_published_and_what_will_be(publisher):
    signed, planned = make_article(), make_article()
    make_signed(signed)
    make_signed(planned)
    publishing.schedule(
        planned,
        publisher,
        action="publish",
        due_at=timezone.now() + timedelta(days=2),
        seen=publishing.reviewed_page(planned),
    )
    found = waiting(publisher)
    assert found["Signed off, to be published"] == [signed.title]
    assert found["Scheduled"] == [planned.title]
    box = next(box for box in boxes_for(publisher, TODAY) if box.title == "Scheduled")
    assert box.entries[0].note.endswith("UTC")


def test_pages_due_for_review_are_those_of_their_owner(writer):
    edition = make_published(owned(writer), now=timezone.now() - timedelta(days=2000))
    make_published(now=timezone.now() - timedelta(days=2000))
    [box] = [box for box in boxes_for(writer, TODAY) if box.title == "Your pages due for review"]
    assert [entry.label for entry in box.entries] == [edition.title]
    assert box.entries[0].note.startswith("was due on ")


def test_what_readers_and_the_web_say(writer, publisher):
    edition = make_published()
    report(edition, kind="wrong", text="The number is wrong.")
    note_miss("proton therapy", TODAY)
    for day in (0, 1):
        note_answer(
            "https://page.example/", Outcome("The page is gone.", fails=True), [], TODAY + timedelta(days=day)
        )
    organization = make_organization(name="Helpers")
    Contact.objects.create(organization=organization, kind="web", value="https://helpers.example/")
    found = waiting(writer)
    assert "Reports of readers" not in found
    assert waiting(publisher)["Reports of readers"] == [edition.title]
    assert found["Searches that found nothing"] == ["proton therapy"]
    assert found["Broken links"] == ["https://page.example/"]
    assert found["Contacts of organizations to check"] == ["Helpers: https://helpers.example/"]


def test_a_publisher_sees_pages_in_need_and_counts_of_the_site(publisher, writer, monkeypatch):
    edition = make_published(now=timezone.now() - timedelta(days=2000))
    make_article()
    assert waiting(publisher)["Live pages that need a review"] == [edition.title]
    counted = {label: number for label, number, address in totals(publisher)}
    assert counted == {"draft": "1", "published": "1"}
    assert totals(writer) == []
    monkeypatch.setattr(desk_home, "MOST_OF_STATUS", 0)
    assert {number for _, number, _ in totals(publisher)} == {"more than 0"}


def test_where_nothing_waits_it_says_so(client, reviewer):
    client.force_login(reviewer)
    assert "Nothing is waiting for you." in client.get(reverse("admin:index")).content.decode()


def test_the_desk_leads_to_its_records_by_task_and_a_writer_to_none_of_the_machine(client, writer, publisher):
    entries = {}
    for user in (writer, publisher):
        client.force_login(user)
        apps = client.get(reverse("admin:guide")).context["available_apps"]
        entries[user] = {app["app_label"]: [model["object_name"] for model in app["models"]] for app in apps}
    assert list(entries[publisher]) == ["write", "sources", "words", "readers", "review", "people", "records"]
    assert entries[writer]["write"] == ["Article", "Figure", "FixedPage"]
    assert "Act" in entries[publisher]["records"]
    assert "records" not in entries[writer]


def test_every_link_of_the_page_leads_somewhere(client, publisher, writer):
    fill(writer, 1)
    client.force_login(publisher)
    page = client.get(reverse("admin:index"))
    boxes = page.context["boxes"]
    assert len(boxes) >= 6
    addresses = {box.address for box in boxes} | {entry.address for box in boxes for entry in box.entries}
    addresses |= {address for label, number, address in page.context["totals"]}
    inside = [address for address in addresses if address.startswith("/")]
    assert {address: client.get(address).status_code for address in inside} == dict.fromkeys(inside, 200)


def fill(writer, number):
    """`number` of each thing that may wait for a publisher."""
    for i in range(number):
        edition = make_published(owned(writer), now=timezone.now() - timedelta(days=2000))
        ReaderReport.objects.create(
            article=edition.article, edition=edition, kind="wrong", text="x", received_at=timezone.now()
        )
        make_signed(make_article())
        publishing.submit(make_article(), writer)
        note_miss(f"words {'x' * (edition.pk % 50)}", date(2030, 1, 1) + timedelta(days=i))
        Contact.objects.create(organization=make_organization(), kind="web", value="https://helpers.example/")
        for day in (0, 1):
            note_answer(
                f"https://{edition.pk}.example/",
                Outcome("Gone.", fails=True),
                [],
                TODAY + timedelta(days=day),
            )


def test_the_number_of_queries_does_not_grow(client, publisher, writer):
    client.force_login(publisher)
    client.get(reverse("admin:index"))
    counts = []
    # A box that shows all that waits has nothing to count.
    for number in (SHOWN + 1, SHOWN + 2):
        fill(writer, number)
        # The first look derives what has changed.
        client.get(reverse("admin:index"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("admin:index"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 62


def test_every_list_can_be_reached_from_it(client, writer):
    page = client.get(reverse("admin:index")).content.decode()
    for name in ("articles_article", "articles_source", "resources_organization"):
        assert f'href="{reverse(f"admin:{name}_changelist")}"' in page
