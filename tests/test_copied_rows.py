"""Sites for benchmarks: what is copied must be as the acts would have written it."""

import pytest

from articles import publishing
from articles.content import SeeAlsoContent
from articles.editions.drawn_page import kept_page
from articles.models import Article, LiveEdition, SearchWord
from articles.publishing.list_counts import recount
from articles.reports.chain_audit import chain_faults
from articles.reports.editions_audit import faults
from benchmarks.copied_rows import Block
from benchmarks.made_texts import TOLD, made_word, make_text
from tests.factories import make_organization, make_published, make_user

pytestmark = pytest.mark.django_db


def test_a_copy_of_published_articles_is_without_fault():
    make_organization("nci", name="National Cancer Institute")
    other = make_published()
    words = [made_word(number) for number in range(TOLD + 1)]
    linked = SeeAlsoContent(other.title, other.slug)
    article = Article().apply(make_text(0, words[0], words[1:], linked))
    publishing.record_edit(article, make_user("writer"))
    make_published(article)
    block, before = Block([article.pk], words), [*chain_faults(), *faults()]
    block.copy({word: made_word(1000 + number) for number, word in enumerate(words)})
    recount()
    copied = LiveEdition.objects.get(title__contains=made_word(1000))
    assert [*chain_faults(), *faults()] == before
    assert SearchWord.objects.get(stem=made_word(1000)).documents == 1
    assert kept_page(copied.slug)
