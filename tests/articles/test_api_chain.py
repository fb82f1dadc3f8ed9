"""What an outsider can prove: the head in public, the links, and the program that checks a kept text."""

import importlib.util
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from articles.api import chain
from articles.models import ChainLink
from articles.models.chain import START, head
from articles.publishing import withdraw
from tests.factories import make_published, make_user

pytestmark = pytest.mark.django_db
HEAD = "/.well-known/cancerinfo-record.json"
PROGRAM = Path(__file__).parents[2] / "docs" / "check_edition.py"


def get(client, address, status=200):
    response = client.get(address.removeprefix(settings.SITE_URL))
    assert response.status_code == status
    return response.json()


class TestHead:
    def test_it_is_the_newest_link(self, client):
        make_published()
        shown = get(client, HEAD)
        assert (shown["number"], shown["digest"]) == head(ChainLink)
        assert shown["at"]
        assert get(client, shown["links"])["digest"] == shown["digest"]

    def test_before_the_first_act_it_is_the_start(self, client):
        assert (get(client, HEAD)["number"], get(client, HEAD)["digest"]) == (0, START)

    def test_no_cache_keeps_an_old_one(self, client):
        make_published()
        first = client.get(HEAD)
        assert first["Cache-Control"] == "public, max-age=0, stale-if-error=604800"
        make_published()
        assert client.get(HEAD, headers={"If-None-Match": first["ETag"]}).status_code == 200

    def test_the_pages_of_others_may_read_it(self, client):
        assert client.get(HEAD)["Access-Control-Allow-Origin"] == "*"


class TestLinks:
    def test_they_come_in_parts_that_lead_to_the_head(self, client, monkeypatch):
        monkeypatch.setattr(chain, "PAGE_SIZE", 2)
        make_published()
        address, rows, digest = "/api/record/", [], START
        while address:
            part = get(client, address)
            assert (part["first"], part["previous"]) == (len(rows) + 1, digest)
            rows, digest, address = rows + part["rows"], part["digest"], part["next"]
        assert (len(rows), digest) == head(ChainLink)

    @pytest.mark.parametrize(
        "query", ["from=0", "from=x", "from=9999", "from=²", "from=" + "9" * 30, "page=1"]
    )
    def test_a_parameter_without_meaning_is_refused_with_a_sentence(self, client, query):
        make_published()
        sentence = get(client, f"/api/record/?{query}", status=400)["error"]
        assert "from must be a number from 1 to" in sentence or "Unknown parameter page" in sentence

    def test_after_the_newest_there_are_none_yet(self, client):
        make_published()
        number, digest = head(ChainLink)
        part = get(client, f"/api/record/?from={number + 1}")
        assert (part["rows"], part["previous"], part["digest"]) == ([], digest, digest)

    def test_they_name_no_table_row_or_account(self, client):
        make_published()
        assert set(get(client, "/api/record/")) == {"first", "previous", "rows", "digest", "next"}


@pytest.fixture
def program(client, monkeypatch):
    """The program of docs, which asks this site."""
    spec = importlib.util.spec_from_file_location("check_edition", PROGRAM)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "fetch", lambda address: get(client, address))
    monkeypatch.setattr(chain, "PAGE_SIZE", 3)
    return module


class TestWhatAnOutsiderProves:
    @pytest.fixture
    def kept(self, client):
        edition = make_published(title="A page that was shown")
        return get(client, f"/api/articles/{edition.slug}/")

    def test_a_kept_text_belongs_to_a_kept_head(self, client, kept, program):
        said = program.check(kept, *head(ChainLink))
        assert "Edition 1 of “A page that was shown”, published 2" in said

    def test_it_says_nothing_of_what_the_proof_does_not_cover(self, kept, program):
        forged = {**kept, "title": "Another title", "edition": 9, "published_at": "2001-01-01"}
        assert program.check(forged, *head(ChainLink)) == program.check(kept, *head(ChainLink))

    def test_also_when_the_page_was_withdrawn_and_the_record_grew(self, kept, program):
        noted = head(ChainLink)
        for _ in range(3):
            edition = make_published(now=timezone.now() + timedelta(days=1))
        withdraw(edition.article, make_user("publisher"), reason="The evidence changed.")
        assert "stands in the record" in program.check(kept, *noted)
        assert "stands in the record" in program.check(kept, *head(ChainLink))

    def test_it_counts_as_long_as_the_program_is_told(self, kept, program):
        number, digest = head(ChainLink)
        with pytest.raises(SystemExit, match="which came after the head 1"):
            program.check(kept, 1, digest)
        with pytest.raises(SystemExit, match="don't lead from the edition"):
            program.check(kept, number + 1, digest)

    def test_another_text_does_not(self, kept, program):
        other = json.loads(json.dumps(kept).replace("A page that was shown", "Another page"))
        with pytest.raises(SystemExit, match="isn't the one that its proof is of"):
            program.check(other, *head(ChainLink))
        other["proof"]["row"]["content"] = program.digest_of(other["content"])
        with pytest.raises(SystemExit, match="don't lead from the edition"):
            program.check(other, *head(ChainLink))

    @pytest.mark.usefixtures("unguarded")
    def test_a_site_that_wrote_its_record_anew_is_found(self, client, kept, program):
        noted = head(ChainLink)
        ChainLink._base_manager.all().delete()
        for _ in range(3):
            make_published()
        with pytest.raises(SystemExit, match="don't lead from the edition"):
            program.check(kept, *noted)

    @pytest.mark.usefixtures("unguarded")
    def test_readers_get_the_text_of_an_edition_whose_link_is_lost(self, client):
        edition = make_published()
        ChainLink._base_manager.all().delete()
        assert get(client, f"/api/articles/{edition.slug}/")["proof"] is None
