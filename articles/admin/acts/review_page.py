"""What a reviewer reads: the text as visitors will see it, and what differs from what they see now."""

from dataclasses import dataclass

from articles.editions.article_page import ArticlePage, draft_page
from articles.editions.changes import Change, changes_between
from articles.models import Article, Edition
from articles.rendering import render_article
from articles.rendering.glossary import load_terms


@dataclass(frozen=True)
class Reading:
    page: ArticlePage
    live: Edition | None
    changes: tuple[Change, ...]


def reading(article: Article) -> Reading:
    """The preview of a saved working copy and its changes against the live edition, if there is one."""
    content = article.content()
    page = draft_page(article, content, render_article(content, load_terms()))
    live = Edition.objects.live().filter(article=article).defer("rendered").first()
    changes = tuple(changes_between(live.article_content(), content)) if live else ()
    return Reading(page, live, changes)
