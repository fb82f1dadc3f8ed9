"""How letters are kept, whichever way a text comes in."""

import json
import unicodedata

import pytest
from django.urls import reverse

from articles.content.letters import all_composed, as_kept, composed, look
from articles.importing.bibliography import read_bibliography
from articles.importing.json_articles import read_record
from articles.models import Article, Tag
from articles.public.expert_review import VerdictForm
from tests.factories import make_user

APART = "Cafe\u0301"


def test_letters_are_composed_and_what_nobody_sees_is_left_out():
    assert as_kept(f"\u202e{APART}\u200b \U000e0041") == "Café "
    # Joiners and marks of direction mean something in Persian and Arabic.
    assert as_kept("می\u200cخواهم\u200f") == "می\u200cخواهم\u200f"
    assert all_composed({"a": [APART, 1, None, {"b": APART}]}) == {"a": ["Café", 1, None, {"b": "Café"}]}


def test_a_run_of_marks_beyond_reason_costs_no_time():
    wild = "a" + "\u0301\u0323" * 50_000
    assert len(composed(wild)) == len(wild)
    assert not unicodedata.is_normalized("NFC", wild)
    assert look(wild).startswith("a")


def test_imports_compose_the_letters():
    record = {"id": "a", "title": APART, "tags": [APART], "sections": [{"heading": APART, "body": APART}]}
    content = read_record("a", json.dumps(record).encode()).content
    ((_, source),) = read_bibliography(f"TY  - JOUR\nTI  - {APART}\nAU  - {APART}, A\nER  - ").values
    assert (content.title, content.tags, content.sections[0].heading) == ("Café", ("Café",), "Café")
    assert "Café" in content.sections[0].body
    assert (source.source.title, source.source.authors[0].family) == ("Café", "Café")


def test_experts_are_named_in_letters_that_are_seen():
    told = {"verdict": "approved", "name": f"{APART}\u202e", "credentials": "\u200b", "interests": "None"}
    form = VerdictForm({f"verdict-{name}": text for name, text in told.items()}, asks_code=False)
    assert list(form.errors) == ["credentials"]
    assert form.cleaned_data["name"] == "Café"


@pytest.mark.django_db
class TestDesk:
    def post(self, client, **data):
        rows = {
            f"{each}-{part}_FORMS": 0 for each in ("aliases", "sections") for part in ("TOTAL", "INITIAL")
        }
        return client.post(reverse("admin:articles_tag_add"), {**rows, **data})

    def test_a_name_of_hidden_letters_is_none(self, client):
        client.force_login(make_user("superuser"))
        page = self.post(client, name="\u200b\u2060", slug="one")
        assert "This field is required" in page.content.decode()
        assert self.post(client, name=f"{APART}\u200b", slug="two").status_code == 302
        assert Tag.objects.get().name == "Café"
        assert not Article.objects.exists()
