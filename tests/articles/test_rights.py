"""Who may do what: every cell of the tables of docs/security.md, asked by real requests."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import transaction
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from articles import publishing
from articles.admin.acts.bulk import BULK_ACTIONS
from articles.admin.acts.offered import ACTS
from articles.records.kinds import kinds_of
from tests import scenes
from tests.factories import make_article, make_published, make_user
from tests.rights import cells, entered, is_let_in, make_accounts, table

pytestmark = pytest.mark.django_db

GENERIC = ("_changelist", "_add", "_history", "_delete", "_change")
# Signing in and out, one's own account, and what leads to another of these pages.
OF_EVERYBODY = {"index", "login", "logout", "password_change", "password_change_done", "autocomplete",
                "jsi18n", "view_on_site", "app_list", "desk_language", "guide", "letters", "my_account",
                "sessions", "second_step",
                "second_factor", "passkey_sign_in", "password_reset", "new_password",
                "provider_question", "provider_answer"}  # fmt: skip


def admin_names():
    """The names of the addresses of the desk."""
    [desk] = [each for each in get_resolver().url_patterns if getattr(each, "namespace", "") == "admin"]
    found = [pattern for pattern in every_pattern(desk.url_patterns) if pattern.name]
    return sorted({pattern.name for pattern in found})


def every_pattern(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from every_pattern(pattern.url_patterns)


def address_of(name, article):
    """The address of that name, on this article or on the first row of its record."""
    try:
        return reverse(f"admin:{name}")
    except NoReverseMatch:
        app, record = name.split("_")[:2]
        row = article if record == "article" else apps.get_model(app, record).objects.first()
        more = [kinds_of(row)[0].name] if name.endswith("_approve") else []
        more += ["markdown"] if name.endswith("_export") else []
        return reverse(f"admin:{name}", args=[row.pk, *more])


@pytest.fixture(scope="class")
def accounts(rows_of_class):
    """An account for each column of the tables."""
    return rows_of_class(make_accounts)


class TestRecords:
    def test_the_table_has_every_record_of_the_desk(self):
        assert set(table("Records")) == {model._meta.label_lower for model in admin.site._registry}

    @pytest.mark.parametrize("record", table("Records"))
    def test_the_desk_does_what_it_says(self, public_site, accounts, record):
        found = {
            column: self.granted(entered(accounts[column]), record) for column in table("Records")[record]
        }
        assert {column: ", ".join(rights) or "-" for column, rights in found.items()} == table("Records")[
            record
        ]

    def granted(self, client, record):
        base = f"admin:{record.replace('.', '_')}"
        model = apps.get_model(record)
        row = model.objects.order_by("-pk").first()
        keys = [row.pk if row else 1]
        register = client.get(reverse(f"{base}_changelist"))
        if is_let_in(register):
            yield "see"
        if is_let_in(client.get(reverse(f"{base}_add"))):
            yield "add"
        with transaction.atomic():
            # Of a row that isn't there Django 6.1 says so to all who may see the others.
            is_changed = is_let_in(client.post(reverse(f"{base}_change", args=keys), {}))
            if is_changed and (row or may_change(model, register.wsgi_request)):
                yield "change"
            transaction.set_rollback(True)
        if is_let_in(client.get(reverse(f"{base}_delete", args=keys))):
            yield "delete"


def may_change(model, request):
    return admin.site.get_model_admin(model).has_change_permission(request)


@pytest.fixture(scope="class")
def article(rows_of_class, public_site):
    """A published one, on a site with a withdrawn one beside it."""
    rows_of_class(
        lambda: publishing.withdraw(make_published().article, make_user("publisher"), reason="It was wrong.")
    )
    return public_site.article


class TestPages:
    def test_the_tables_have_every_address_of_the_desk(self):
        tried = {name for name in admin_names() if name.endswith(GENERIC)} | OF_EVERYBODY
        tried |= {"articles_article_act", *table("Pages"), *of_acts_without_a_page()}
        assert set(admin_names()) - tried == set()

    @pytest.mark.parametrize("name", table("Pages"))
    def test_the_desk_does_what_it_says(self, article, accounts, name):
        address = address_of(name, article)
        found = {column: self.is_open(entered(accounts[column]), address) for column in table("Pages")[name]}
        assert {column: "yes" if is_open else "no" for column, is_open in found.items()} == table("Pages")[
            name
        ]

    def is_open(self, client, address):
        answer = client.get(address)
        return is_let_in(client.post(address, {}) if answer.status_code == 405 else answer)


def of_acts_without_a_page():
    """The addresses that take an act and show nothing."""
    return {
        "articles_article_restore_section", "articles_article_put_back", "articles_tagmerge_undo",
        "articles_importrecord_trash_import",
    }  # fmt: skip


class TestActs:
    def test_the_table_has_every_act(self):
        in_bulk = {
            "add a tag to many", "set the owner of many", "set the interval of many", "submit many",
            "trash many", "take many out of the trash",
        }  # fmt: skip
        assert set(ACTS) | in_bulk <= set(table("Acts"))
        assert len(BULK_ACTIONS) == len(in_bulk)

    @pytest.mark.parametrize(("act", "column"), cells("Acts", "yes"))
    def test_it_is_done_by_those_who_may(self, accounts, act, column):
        user = accounts[column]
        attempt = self.scene(act, writer=user if column == "writer of the text" else make_user("writer"))
        before = attempt.state()
        entered(user).post(attempt.address, attempt.data)
        assert attempt.state() != before

    @pytest.mark.parametrize("act", table("Acts"))
    def test_nobody_else_does_it(self, accounts, act):
        others = [column for column, said in table("Acts")[act].items() if said != "yes"]
        attempt = self.scene(act, writer=accounts["writer of the text"])
        before = attempt.state()
        assert others
        for column in others:
            entered(accounts[column]).post(attempt.address, attempt.data)
            assert attempt.state() == before

    def scene(self, act, writer):
        article = make_article(by=writer)
        return getattr(scenes, act.replace("-", "_").replace(" ", "_"))(article)
