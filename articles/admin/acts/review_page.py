"""What a reviewer reads: the text as visitors will see it, and what differs from what they see now."""

from dataclasses import dataclass

from articles.editions.article_page import ArticlePage, draft_page
from articles.editions.beside_the_page import Said, beside_the_page
from articles.editions.changes import Change, changes_between
from articles.models import Article, Edition, SignOff
from articles.publishing import ReviewedPage, reviewed_page
from articles.rendering import render_article
from articles.rendering.glossary import load_terms


@dataclass(frozen=True)
class Reading:
    """`given` is the newest verdict on the text, with what readers see of its reviewer."""

    page: ArticlePage
    live: Edition | None
    changes: tuple[Change, ...]
    beside: tuple[Said, ...]
    seen: ReviewedPage
    given: SignOff | None

    @property
    def given_key(self) -> int:
        """The key of `given`, 0 for none."""
        return self.given.pk if self.given else 0


def reading(article: Article) -> Reading:
    """The preview of a saved working copy, its changes against the live edition, if there is one, and what
    is signed: all of it from one reading of the database's rows."""
    content = article.content()
    drawn = render_article(content, load_terms())
    page = draft_page(article, content, drawn)
    live = Edition.objects.live().filter(article=article).defer("rendered").first()
    changes = tuple(changes_between(live.article_content(), content)) if live else ()
    seen = reviewed_page(article, content, drawn=drawn)
    verdicts = SignOff.objects.filter(article=article, digest=seen.text).select_related("carries")
    beside = tuple(beside_the_page(content))
    return Reading(page, live, changes, beside, seen, verdicts.defer("content", "carries__content").first())
