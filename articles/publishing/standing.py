"""Which sign-offs no longer hold since their page has changed, kept on the articles for lists.

A page draws on records that change without its text. Whoever changes what readers see of such a record, or
anything else that is signed with a text, calls `renew_standing`. The acts compare pages afresh.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from articles.content import ArticleContent
from articles.content.records import TermText
from articles.models import Article, SignOff
from articles.rendering import render_article
from articles.rendering.glossary import load_terms
from articles.rendering.terms import WORD

from .as_read import why_not_as_read
from .reviewed_page import reviewed_page


def renew_standing_after(kind: str, text):
    """What follows when somebody proposes, or readers see, another `text` of a record, or none any more.
    Beside their text, pages draw on definitions, and on who gave a waiver."""
    if kind == "term":
        renew_standing(term=text if isinstance(text, TermText) else None)
    elif kind == "contributor":
        renew_standing(Article.objects.filter(waivers__isnull=False).distinct())


def renew_standing(articles: Iterable[Article] | None = None, term: TermText | None = None):
    """Compares the page of each signed text that readers don't see yet with the one that was signed: of all
    articles or of these, and with `term` only where its words may stand."""
    terms, today, changed = None, timezone.localdate(), []
    if articles is not None and not (articles := list(articles)):
        return
    for given in _signed(articles):
        if term and not _may_explain(term, given):
            continue
        terms = load_terms() if terms is None else terms
        void = given if _is_void(given, terms, today) else None
        if given.article.voided_sign_off_id != (void and void.pk):
            given.article.voided_sign_off = void
            changed.append(given.article)
    Article.objects.bulk_update(changed, ["voided_sign_off"])


def _may_explain(term: TermText, given: SignOff) -> bool:
    """Whether the term may have to do with the page: cheaper than to draw it, as hundreds may be imported."""
    if given.article.voided_sign_off_id or term.slug in (given.terms or {}):
        return True
    text = json.dumps(given.content, ensure_ascii=False).casefold()
    names = [term.name, *(synonym.text for synonym in term.synonyms)]
    return any(word[0].casefold() in text for word in map(WORD.search, names) if word)


def _is_void(given: SignOff, terms: list, today: date) -> bool:
    # The digests are equal, so the text of the sign-off is that of the article.
    content = ArticleContent.from_stored(given.content)
    drawn = render_article(content, terms)
    return any(why_not_as_read(given, reviewed_page(given.article, content, today, drawn)))


def _signed(articles: Iterable[Article] | None) -> Iterator[SignOff]:
    """The approvals that are the newest verdict on the present text of an article. Those of older releases
    hold for nothing new anyway."""
    of_this_text = SignOff.objects.counting().filter(
        article=OuterRef("article"), digest=OuterRef("article__digest")
    )
    newest = Subquery(of_this_text.order_by("-signed_at", "-pk").values("pk")[:1])
    found = SignOff.objects.filter(
        pk=newest, verdict=SignOff.Verdict.APPROVED, page_digest__isnull=False, article__trashed_at=None
    ).exclude(article__live__edition__digest=F("article__digest"))
    if articles is not None:
        found = found.filter(article__in=[article.pk for article in articles])
    return found.select_related("article").iterator(chunk_size=50)
