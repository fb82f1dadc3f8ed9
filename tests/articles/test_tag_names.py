"""Which names are those of the same tag: one rule for forms, imports, bulk changes and the database."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from articles.models import Category, Tag
from articles.models.tag import same_name
from articles.publishing import bulk
from tests.acting import rewrite
from tests.factories import make_article, make_user

PAIRS = [
    ("İstanbul", "istanbul"),
    ("İstanbul", "i\u0307stanbul"),
    ("Ménière", "MÉNIÈRE"),
    ("Straße", "STRASSE"),
    ("Kelvin", "\u212aelvin"),
    (" Heart", "heart "),
    ("na\u00efve caf\u00e9", "nai\u0308ve cafe\u0301"),
    ("Hodgkin's", "Hodgkin\u2019s"),
    ("non-small  cell", "non\u2011small\u00a0cell"),
    ("Mole\u200b", "mole"),
    ("pro\ufb01le", "profile"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
class TestTheSameName:
    def test_capitals_make_no_difference(self, one, other):
        assert same_name(one) == same_name(other)

    @pytest.mark.django_db
    def test_a_content_with_both_has_one_tag(self, one, other):
        article = rewrite(make_article(), tags=(one.strip(), other.strip()))
        assert article.tags.count() == 1

    @pytest.mark.django_db
    def test_a_bulk_change_takes_the_tag_that_exists(self, one, other):
        article = make_article(tags=(one.strip(),))
        bulk.add_tag(article, make_user("writer"), name=other.strip())
        assert article.tags.get().name == one.strip()

    @pytest.mark.django_db
    @pytest.mark.parametrize("model", [Tag, Category])
    def test_a_second_one_is_refused_in_words(self, one, other, model):
        model.objects.create(name=one.strip(), slug="one")
        with pytest.raises(ValidationError, match="differs only in capitals"):
            model(name=other.strip(), slug="other").full_clean()

    @pytest.mark.django_db
    def test_the_page_of_a_new_tag_says_so(self, client, one, other):
        client.force_login(make_user("superuser"))
        Tag.objects.create(name=one.strip(), slug="one")
        data = {"name": other, "slug": "other", "aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0}
        page = client.post(reverse("admin:articles_tag_add"), data)
        assert "differs only in capitals" in page.content.decode()

    @pytest.mark.django_db
    def test_a_command_finds_it_by_either(self, one, other):
        Tag.objects.create(name=one.strip(), slug="one")
        with pytest.raises(CommandError, match="cannot be merged into itself"):
            call_command("merge_tags", one, other, dry_run=True)


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Tag, Category])
def test_the_database_refuses_a_second_one_by_whatever_way(model):
    for number, (one, other) in enumerate(PAIRS):
        rows = [model(name=name.strip(), slug=f"{number}-{i}") for i, name in enumerate((one, other))]
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.bulk_create(rows)
    row = model.objects.create(name="Mole", slug="mole")
    row.name = "Naevus"
    row.save()
    assert model.objects.get(look="naevus") == row


def test_the_longest_name_has_room():
    assert len(same_name("\ufdfa" * 100)) == 300


def test_another_letter_is_another_name():
    assert same_name("Menière") != same_name("Ménière")


@pytest.mark.django_db
def test_a_tag_keeps_its_name_when_it_is_saved_again():
    tag = Tag.objects.create(name="İstanbul", slug="one")
    tag.full_clean()
