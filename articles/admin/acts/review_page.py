"""What a reviewer reads: the text as visitors will see it, and what differs from what they see now."""

from dataclasses import dataclass

from django.contrib.auth.models import User

from articles.content import ArticleContent
from articles.editions.article_page import ArticlePage, draft_page
from articles.editions.beside_the_page import Said, beside_the_page
from articles.editions.changes import Change, changes_between
from articles.models import Article, Edition, SignOff
from articles.publishing import ReviewedPage, reviewed_page
from articles.rendering import render_article
from articles.rendering.glossary import load_terms
from cancerinfo.web.languages import interface_language


@dataclass(frozen=True)
class Reading:
    """`given` is the newest verdict on the text, with what readers see of its reviewer. `last_read` is the
    verdict after which the text is read again, `changes_since` what was changed after it."""

    page: ArticlePage
    live: Edition | None
    changes: tuple[Change, ...]
    beside: tuple[Said, ...]
    seen: ReviewedPage
    given: SignOff | None
    last_read: SignOff | None = None
    changes_since: tuple[Change, ...] = ()

    @property
    def language(self) -> str:
        """The language of the labels that readers see around the text."""
        return interface_language(self.page.content.language)

    @property
    def given_key(self) -> int:
        """The key of `given`, 0 for none."""
        return self.given.pk if self.given else 0


def reading(article: Article, reader: User | None = None) -> Reading:
    """The preview of a saved working copy, its changes against the live edition, if there is one, and what
    is signed: all of it from one reading of the database's rows. With a `reader` also what changed since
    their own last verdict, else since the newest of anybody."""
    content = article.content()
    drawn = render_article(content, load_terms())
    page = draft_page(article, content, drawn)
    live = Edition.objects.live().filter(article=article).defer("rendered").first()
    changes = tuple(changes_between(live.article_content(), content)) if live else ()
    seen = reviewed_page(article, content, drawn=drawn)
    verdicts = SignOff.objects.filter(article=article, digest=seen.text).select_related("carries")
    beside = tuple(beside_the_page(content))
    last_read = last_reading(article, reader) if reader else None
    if live and last_read and last_read.digest == live.digest:
        # What readers see is compared anyway.
        last_read = None
    return Reading(
        page,
        live,
        changes,
        beside,
        seen,
        given=verdicts.defer("content", "carries__content").first(),
        last_read=last_read,
        changes_since=changes_of(last_read, content) if last_read else (),
    )


def last_reading(article: Article, reader: User) -> SignOff | None:
    """The newest verdict of `reader` on any text of the article, else the newest of anybody."""
    verdicts = SignOff.objects.filter(article=article).select_related("contributor")
    return verdicts.filter(user=reader).first() or verdicts.first()


def changes_of(verdict: SignOff, content: ArticleContent) -> tuple[Change, ...]:
    """What was changed since the verdict's text."""
    return tuple(changes_between(ArticleContent.from_stored(verdict.content), content))
