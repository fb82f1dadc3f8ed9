"""JSON to listed organizations with contacts."""

import datetime
import json

import pytest
from django.core.management import CommandError, call_command

from articles.content import ArticleContent, OrganizationContent
from articles.models import Article
from resources.models import Contact, Organization

RECORD = {
    "id": "efg",
    "name": "Example Friends Group",
    "abbreviation": "EFG",
    "kind": "charity",
    "country": "GB",
    "website": "https://www.example.org",
    "helpline": {
        "number": "0800 000 000",
        "hours": "weekdays",
        "checked": "seen",
        "international": "+44800000000",
        "cost": "free",
        "callers": "anybody in the country",
    },
    "help": ["phone", "peers"],
    "languages": ["en", "cy"],
    "services": ["helpline"],
    "topics": ["all"],
    "note": "For editors.",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def import_records(tmp_path, capsys):
    def run(*records, **options):
        path = tmp_path / "organisations.json"
        path.write_text(json.dumps({"organisations": records}))
        call_command("import_organizations", path, by="outside", **options)
        return capsys.readouterr().out

    return run


class TestImportOrganizations:
    def test_it_lists_the_organization_with_all_its_fields(self, import_records):
        assert "1 created" in import_records(RECORD)
        row = Organization.objects.listed().get()
        assert (row.slug, row.kind, row.country, row.languages) == ("efg", "charity", "GB", ["en", "cy"])
        assert row.help == ["phone", "peers"]
        assert (row.services, row.topics, row.note) == (["helpline"], ["all"], "For editors.")
        web, phone = row.contacts.all()
        assert (web.kind, web.value, web.checked_how) == ("web", "https://www.example.org", "")
        assert (phone.value, phone.hours) == ("0800 000 000", "weekdays")
        said = (phone.international, phone.cost, phone.callers)
        assert said == ("+44800000000", "free", "anybody in the country")

    def test_no_date_and_no_crisis_line_is_made_up(self, import_records):
        import_records(RECORD)
        phone = Contact.objects.get(kind="phone")
        assert phone.checked_how == "seen when the list was compiled"
        assert (phone.checked_on, phone.checked_by, phone.is_crisis_line) == (None, "", False)

    def test_a_number_that_nobody_saw_says_nothing_of_a_check(self, import_records):
        import_records({**RECORD, "helpline": {"number": "111", "checked": "known"}})
        assert Contact.objects.get(kind="phone").checked_how == ""

    def test_the_second_time_nothing_changes(self, import_records):
        import_records(RECORD)
        assert "0 created, 0 updated, 1 unchanged" in import_records(RECORD)
        assert Contact.objects.count() == 2

    @pytest.mark.parametrize(
        "known", [{"name": "Other", "abbreviation": "EFG"}, {"name": "example friends GROUP"}]
    )
    def test_one_that_an_article_named_is_found_and_its_users_follow(self, import_records, known):
        row = Organization.objects.create(slug="from-a-text", **known)
        Article().apply(ArticleContent("A", "a", organizations=(OrganizationContent(row.slug, row.name),)))
        assert "1 updated" in import_records(RECORD)
        assert Organization.objects.get().slug == "efg"
        article = Article.objects.get()
        assert article.content().organizations == (OrganizationContent("efg", "Example Friends Group"),)
        assert article.digest == article.content().digest()

    def test_a_listed_one_keeps_its_address(self, import_records):
        Organization.objects.create(slug="old-address", name="Other", abbreviation="EFG", is_listed=True)
        import_records(RECORD)
        assert Organization.objects.get().slug == "old-address"

    def test_a_contact_that_an_editor_checked_keeps_the_check(self, import_records):
        import_records(RECORD)
        today = datetime.date(2026, 1, 2)
        Contact.objects.filter(kind="phone").update(checked_on=today, checked_how="called")
        assert "1 unchanged" in import_records(RECORD)
        assert Contact.objects.get(kind="phone").checked_how == "called"

    def test_a_new_number_replaces_one_that_nobody_checked(self, import_records):
        import_records(RECORD)
        assert "1 updated" in import_records({**RECORD, "helpline": {"number": "0800 111"}})
        assert [contact.value for contact in Contact.objects.filter(kind="phone")] == ["0800 111"]

    @pytest.mark.parametrize(
        ("changes", "told"),
        [
            ({"help": ["miracles"]}, "'miracles' isn't a kind of help: phone, nurse"),
            ({"helpline": {"number": "1", "international": "0800 1"}}, "with plus and digits alone"),
        ],
    )
    def test_it_refuses_unknown_kinds_of_help_and_numbers_that_are_not_international(
        self, import_records, changes, told
    ):
        with pytest.raises(CommandError, match=told):
            import_records({**RECORD, **changes})

    def test_a_bad_record_does_not_stop_the_others(self, import_records):
        with pytest.raises(CommandError, match=r"record 1 \(efg\): kind: .*'shop' is not a valid choice"):
            import_records(
                {**RECORD, "kind": "shop"}, {**RECORD, "id": "two", "name": "Two", "abbreviation": None}
            )
        assert Organization.objects.get().slug == "two"
