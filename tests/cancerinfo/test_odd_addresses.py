"""No address and no parameter, whoever asks, makes the site fail."""

from itertools import product

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from articles.models import Article, Source, Tag
from tests.factories import make_organization, make_published, make_survey, make_term, make_user

ODD_VALUES = ["%00", "a%00b", "²", "9" * 30, "9" * 5000, "-1", "[]", "%FF", ""]
PARAMETERS = [
    "q", "p", "o", "e", "all", "_popup", "_to_field", "_changelist_filters", "term", "owner", "reviewer",
    "status", "review", "waits", "id__exact", "pk__in", "category__id__exact", "owner__id__exact", "language",
]  # fmt: skip
ODD_PATHS = [
    "nonsense/", "%00/", "²/change/", f"{'9' * 30}/change/", f"{'9' * 5000}/delete/", "-1/history/",
    "/change/", "_5F/change/", "add/nonsense/",
]  # fmt: skip
PUBLIC = [
    "/", "/es/", "/articles/", "/search/", "/compare/", "/check/", "/organizations/", "/glossary/",
    "/surveys/", "/api/articles/", "/sitemap-articles.xml", "/feed/", "/admin/login/",
    "/articles/{slug}/history/",
]  # fmt: skip
MODELS = [f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry]
LISTS = [reverse(f"admin:{name}_changelist") for name in MODELS] + [
    reverse(f"admin:articles_article_{name}")
    for name in (
        "tags",
        "audit_csv",
        "audit_xlsx",
        "citable_sources",
        "citable_tables",
        "citable_figures",
        "signed_in",
    )
]


pytestmark = pytest.mark.django_db


def make_rows():
    edition = make_published(surveys=[make_survey("reading")])
    make_organization()
    make_term()
    return edition


@pytest.fixture(scope="class")
def edition(rows_of_class):
    return rows_of_class(make_rows)


def signed_in(role):
    client = Client(raise_request_exception=False)
    if role:
        client.force_login(make_user(role))
    return client


def failures(client, addresses):
    return [address[:150] for address in addresses if client.get(address).status_code >= 500]


def queries(names):
    """One query for each odd value, which every parameter takes."""
    return ["&".join(f"{name}={value}" for name in names) for value in ODD_VALUES]


@pytest.mark.parametrize("role", ["", "writer", "superuser"])
class TestWhoeverAsks:
    def test_no_parameter_makes_a_list_fail(self, edition, role):
        names = ["q", "p", "o", "term", "_to_field"]
        odd = [f"{address}?{query}" for address, query in product(LISTS, queries(names))]
        assert failures(signed_in(role), odd) == []

    def test_no_address_below_the_admin_makes_it_fail(self, edition, role):
        odd = [f"{start}{path}" for start, path in product(["/admin/", *LISTS], ODD_PATHS)]
        assert failures(signed_in(role), odd) == []

    def test_no_page_of_a_record_fails_by_its_parameters(self, edition, role):
        records = [
            reverse("admin:articles_article_change", args=[Article.objects.get().pk]),
            reverse("admin:articles_source_change", args=[Source.objects.first().pk]),
            reverse("admin:articles_tag_change", args=[Tag.objects.first().pk]),
            *(reverse(f"admin:{name}_add") for name in MODELS),
        ]
        names = [
            "_changelist_filters",
            "_popup",
            "category",
            "owner",
            "user",
            "site",
            "groups",
            "source",
            "tags",
        ]
        odd = [f"{address}?{query}" for address, query in product(records, queries(names))]
        odd += [f"{address}?_to_field={value}" for address, value in product(records, ("", "²", "%00"))]
        assert failures(signed_in(role), odd) == []

    def test_autocompletion_takes_any_term(self, edition, role):
        start = f"{reverse('admin:autocomplete')}?app_label=articles&model_name=article"
        fields = ["category", "owner", "translation_of", "nonsense", "%00"]
        odd = [f"{start}&field_name={field}&{query}" for field, query in product(fields, queries(["term"]))]
        odd += [f"{start}&field_name=owner&page={value}" for value in ODD_VALUES]
        assert failures(signed_in(role), [*odd, reverse("admin:autocomplete")]) == []

    def test_no_public_page_fails(self, edition, role):
        pages = [page.format(slug=edition.slug) for page in PUBLIC]
        names = ["q", "page", "p", "from", "to", "order", "letter", "tag", "next", "a", "b", "language"]
        odd = [f"{page}?{query}" for page, query in product(pages, queries(names))]
        assert failures(signed_in(role), odd) == []


class TestTheListOfArticles:
    def test_no_parameter_makes_it_fail(self, edition):
        odd = [f"{LISTS[MODELS.index('articles_article')]}?{name}={value}"
               for name, value in product(PARAMETERS, ODD_VALUES)]  # fmt: skip
        assert failures(signed_in("superuser"), odd) == []

    @pytest.mark.parametrize("value", ["²", "\x00", "abc", "9" * 30, "-1", ""])
    @pytest.mark.parametrize("action", ["bulk_tag", "bulk_owner", "nonsense", "\x00"])
    def test_no_chosen_row_makes_an_action_fail(self, edition, action, value):
        data = {"action": action, "_selected_action": [value], "index": value}
        response = signed_in("superuser").post(LISTS[MODELS.index("articles_article")], data, follow=True)
        assert response.status_code == 200
        assert "could not be read" in response.content.decode()


def test_no_cookie_makes_a_page_fail():
    for text in ('"' + "\\000" * 32 + '"', "x" * 5000, "%FF"):
        for path in ("/", "/admin/"):
            answer = signed_in("").get(path, headers={"cookie": f"sessionid={text}; csrftoken={text}"})
            assert answer.status_code < 500


class TestTheAudit:
    @pytest.mark.parametrize("status", ["draft", "in-review", "signed-off", "published", "withdrawn", "²"])
    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_it_takes_the_filters_of_the_list(self, edition, kind, status):
        address = reverse(f"admin:articles_article_audit_{kind}")
        assert signed_in("writer").get(f"{address}?status={status}&owner=me").status_code == 200

    def test_a_filter_that_the_list_does_not_have_is_refused(self, edition):
        address = reverse("admin:articles_article_audit_csv")
        assert signed_in("writer").get(f"{address}?nonsense=1").status_code == 400
