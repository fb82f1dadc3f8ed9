"""What is kept of live editions for lists and pages: found where it's wrong, and put right by one command."""

import pytest
from django.core.management import call_command
from django.db.models import F

from articles import publishing
from articles.models import DrawnPage, LiveCount, LiveEdition, OtherName, Tag, TaggedEdition
from articles.publishing.list_counts import kept_counts, true_counts
from articles.publishing.tag_merge import merge, undo
from articles.reports.editions_audit import faults
from tests.factories import make_published, make_survey, make_user

pytestmark = pytest.mark.django_db


def rebuild(capsys):
    call_command("rebuild_live")
    return capsys.readouterr().out.strip()


def test_what_is_wrong_is_found_and_put_right(capsys):
    edition, other = (
        make_published(title="Apple", tags=("fruit",)),
        make_published(title="Banana", aliases=("plantain",)),
    )
    assert rebuild(capsys) == "1 live editions put right", "the first says by now to read the second as well"
    assert rebuild(capsys) == "0 live editions put right"
    LiveEdition.objects.filter(edition=edition).update(title="Pear", letter="P", title_key=b"pear")
    TaggedEdition.objects.update(title_key=b"")
    LiveCount.objects.filter(key="A").update(count=F("count") + 5)
    DrawnPage.objects.filter(live__edition=other).update(release="another")
    OtherName.objects.filter(live__edition=other).update(letter="X")
    assert [str(fault) for fault in faults()] == [
        f"{edition.slug}, edition 1: Lists show another letter, title, title_key than its edition gives.",
        f"{other.slug}, edition 1: A to Z has it under other names than its edition gives.",
        "The pages of letter A (en) are counted wrongly.",
        "The pages of letter X (en) are counted wrongly.",
    ]
    assert rebuild(capsys) == "2 live editions put right"
    assert list(faults()) == []
    live = LiveEdition.objects.get(edition=edition)
    assert TaggedEdition.objects.get(edition=edition, tag__name="fruit").title_key == live.title_key


def test_every_act_counts_what_it_changes():
    poll = make_survey("poll")
    article = make_published(
        title="Apple", tags=("scan", "scans"), aliases=("Malus", "malum", "apples"), surveys=[poll]
    ).article
    make_published(title="Avocado", tags=("scans",), language="es")
    make_published(title="Banana", surveys=[poll, make_survey("bare", kind="table")])
    make_published(article, change="review")
    assert true_counts() == kept_counts()
    counted = {("letter", "en", "A"): 1, ("letter", "en", "M"): 1, ("survey", "en", "table"): 1}
    assert counted.items() <= kept_counts().items()
    assert kept_counts()["survey", "en", "survey"] == 1, "once, however many pages show it"
    done = merge(Tag.objects.get(name="scan"), Tag.objects.get(name="scans"), make_user("superuser"))
    assert true_counts() == kept_counts()
    undo(done, make_user("superuser"))
    assert true_counts() == kept_counts()
    publishing.withdraw(article, make_user("publisher"))
    assert true_counts() == kept_counts()
