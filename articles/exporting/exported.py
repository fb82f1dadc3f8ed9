"""A text that leaves the site in a file, with what its reader has to know of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from articles.content import ArticleContent
from articles.editions.article_page import ArticlePage, draft_page, edition_page, live_edition
from articles.editions.cited_sources import retracted_keys
from articles.models import Article, Comment, Edition, Status
from articles.rendering import render_article
from articles.rendering.glossary import load_terms
from articles.text.days import day_words


@dataclass(frozen=True)
class Remark:
    """What somebody says of a section, by its index, or of the whole text (None)."""

    section: int | None
    who: str
    at: datetime
    text: str


@dataclass(frozen=True)
class ExportedText:
    """`page` is the text as readers see it or would see it. `said` tells what text it is, in a sentence.
    `before` is what readers have now, None where the text is that or they have nothing. `remarks` are the
    comments on it that are open. `retracted` holds the keys of sources."""

    page: ArticlePage
    said: str
    at: datetime
    before: ArticleContent | None
    remarks: tuple[Remark, ...]
    retracted: frozenset[str]

    @property
    def content(self) -> ArticleContent:
        return self.page.content


def working_copy(article: Article, now: datetime | None = None) -> ExportedText:
    """The text that editors work on, as it is saved."""
    now, content = now or timezone.now(), article.content()
    live = Edition.objects.live().filter(article=article).first()
    page, retracted = draft_page(article, content, render_article(content, load_terms())), _retracted(content)
    return ExportedText(
        page=replace(page, retracted_sources=retracted),
        said=f"Working copy of {settings.SITE_NAME}, exported on {day_words(now)}. {_standing(article)}",
        at=now,
        before=live.article_content() if live and live.digest != content.digest() else None,
        remarks=_remarks(article),
        retracted=retracted,
    )


def live_text(slug: str, now: datetime | None = None) -> ExportedText | None:
    """The text that readers see at this address; None if there is none."""
    now, edition = now or timezone.now(), live_edition(slug)
    if edition is None:
        return None
    page = edition_page(edition)
    said = (
        f"Edition {edition.number} of {settings.SITE_NAME}, published on {day_words(edition.published_at)} "
        f"at {settings.SITE_URL}{edition.get_absolute_url()}, exported on {day_words(now)}."
    )
    return ExportedText(page, said, now, None, (), _retracted(page.content))


def _standing(article: Article) -> str:
    status = Status(article.standing)
    if status == Status.PUBLISHED:
        return "It is what readers see now."
    return f"Its status is “{status.label}”: readers don't see it."


def _retracted(content: ArticleContent) -> frozenset[str]:
    return frozenset(retracted_keys(source.key for source in content.sources))


def _remarks(article: Article) -> tuple[Remark, ...]:
    sections = {key: i for i, key in enumerate(article.sections.values_list("pk", flat=True))}
    found = Comment.objects.open().filter(article=article).select_related("user", "invitation")
    return tuple(
        Remark(sections.get(each.section_id), _who(each), each.written_at, each.text) for each in found
    )


def _who(comment: Comment) -> str:
    if comment.user:
        return comment.user.get_full_name() or comment.user.get_username()
    return comment.invitation.name if comment.invitation else ""
