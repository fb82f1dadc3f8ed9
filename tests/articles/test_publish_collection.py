"""The command that publishes a collection, and the act behind it."""

import json

import pytest
from django.core.management import CommandError, call_command

from articles.content_checks.page import page_of_content
from articles.models import Act, DrawnPage, Edition, LiveEdition, StoredFindings
from articles.publishing import ActRefused, publish, record_edit
from articles.publishing.collection import publish_collection, signed_by
from articles.working_copy import findings
from articles.working_copy.kept_findings import checked_findings
from tests.factories import make_article, make_contributor, make_signed, make_term, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    user = make_user("reviewer", username="ada")
    make_contributor(user)
    return user


@pytest.fixture
def publisher():
    return make_user("publisher", username="grace")


def make_signed_article(reviewer, **fields):
    article = make_article(**fields)
    make_signed(article, by=reviewer)
    return article


def run(file, capsys, *options):
    """What the command says, with the reasons for which it ended with an error."""
    try:
        call_command("publish_collection", str(file), "--reviewer=ada", "--by=grace", *options)
        why = ""
    except CommandError as error:
        why = str(error)
    told = capsys.readouterr()
    return told.out + told.err + why


class TestCommand:
    def test_it_publishes_what_its_reviewer_signed_and_names_the_rest(
        self, reviewer, publisher, tmp_path, capsys, client
    ):
        good = [make_signed_article(reviewer, title=f"Good {i}") for i in range(2)]
        edited = make_signed_article(reviewer, title="Edited")
        make_article(title="Unsigned")
        call_command("publish_collection", "--reviewer=ada", "--list")
        file = tmp_path / "list.tsv"
        file.write_text(capsys.readouterr().out)
        assert [line.split("\t")[0] for line in file.read_text().splitlines()] == [
            edited.slug, good[0].slug, good[1].slug,
        ]  # fmt: skip
        edited.sections.update(heading="Another heading")
        record_edit(edited, make_user("writer"))

        told = run(file, capsys, "--dry-run")
        assert "2 published" in told
        assert "nothing was saved" in told
        assert not Edition.objects.exists()

        told = run(file, capsys)
        assert "2 published, 0 published before, 1 refused." in told
        assert "ms of CPU each" in told
        assert f"{edited.slug}: refused. Nobody has signed off this text" in told
        assert set(LiveEdition.objects.values_list("article", flat=True)) == {each.pk for each in good}
        published = Act.objects.filter(verb=Act.Verb.PUBLISH)
        assert {act.actor for act in published} == {publisher}
        assert not DrawnPage.objects.exists()
        assert client.get(f"/articles/{good[0].slug}/").status_code == 200

        assert "0 published, 2 published before, 1 refused." in run(file, capsys)
        (row, *others) = json.loads(run(file, capsys, "--json").partition("\n")[0])
        assert (row["slug"], row["result"], len(row["reasons"])) == (edited.slug, "refused", 1)
        assert [each["result"] for each in others] == ["published before"] * 2

    @pytest.mark.parametrize("text", ["no-tab", "\udcff"])
    def test_it_names_what_is_no_list(self, reviewer, publisher, tmp_path, capsys, text):
        file = tmp_path / "list.tsv"
        file.write_bytes(text.encode("utf-8", "surrogateescape"))
        assert "list.tsv" in run(file, capsys)

    def test_it_names_an_unknown_reviewer(self):
        with pytest.raises(CommandError, match="--reviewer: there is no account"):
            call_command("publish_collection", "--reviewer=nobody", "--list")


class TestAct:
    def test_every_gate_holds(self, reviewer, publisher, settings):
        unknown_word = make_signed_article(reviewer, title="Explained since")
        listed = signed_by(reviewer)
        make_term(name="mistake")
        (outcome,) = publish_collection(listed, publisher, reviewer)
        assert outcome.slug == unknown_word.slug
        assert "has begun to explain words of this text" in outcome.reasons[0]
        settings.REVIEWER_MAY_PUBLISH, superuser = True, make_user("superuser")
        with pytest.raises(ActRefused, match="two people"):
            list(publish_collection(listed, superuser, superuser))
        with pytest.raises(ActRefused, match="may not publish"):
            list(publish_collection(listed, make_user("writer"), reviewer))

    def test_another_sign_off_is_not_the_listed_one(self, reviewer, publisher):
        article = make_signed_article(reviewer)
        listed = signed_by(reviewer)
        other = make_signed(article).user
        (outcome,) = publish_collection(listed, publisher, reviewer)
        assert "isn't by ada" in outcome.reasons[0]
        (outcome,) = publish_collection(listed, publisher, other)
        assert (outcome.edition, outcome.reasons) == (1, ())
        assert signed_by(other) == []

    def test_what_the_desk_has_found_is_not_looked_for_again(self, reviewer, publisher, monkeypatch):
        shown, edited, faulty = (make_signed_article(reviewer, title=title) for title in ("A", "B", "C"))
        listed = signed_by(reviewer)
        checked_findings([shown, edited, faulty])
        kept = StoredFindings.objects
        kept.filter(article=edited).update(key="of another text")
        kept.filter(article=faulty).update(findings=[{"rule": "funding-missing"}])
        monkeypatch.setattr(
            findings,
            "page_of_content",
            lambda content, page=page_of_content: checked.append(content) or page(content),
        )
        checked = []
        outcomes = {each.slug: each for each in publish_collection(listed, publisher, reviewer)}
        assert [content.slug for content in checked] == [edited.slug]
        assert [outcomes[each.slug].edition for each in (shown, edited)] == [1, 1]
        assert "An error is open (funding-missing)" in outcomes[faulty.slug].reasons[0]

    def test_a_refused_text_does_not_stop_its_batch(self, reviewer, publisher):
        first = make_signed_article(reviewer, title="A", slug="taken")
        listed = signed_by(reviewer)
        publish(first, publisher)
        article = make_signed_article(reviewer, title="B")
        listed += 2 * signed_by(reviewer)
        outcomes = list(publish_collection(listed, publisher, reviewer))
        assert [(each.edition, each.is_new) for each in outcomes] == [(1, False), (1, True), (1, False)]
        assert LiveEdition.objects.get(article=article).edition.published_by == publisher
