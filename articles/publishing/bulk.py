"""One change to many working copies: what can't be done to one is reported, and the rest is done.

Each function takes an article and who does it, and raises ActRefused.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import User

from articles import publishing
from articles.models import Article, Tag
from articles.models.tag import same_name
from articles.publishing import ActRefused
from articles.publishing.act import in_trash, locked, refuse_if, require
from articles.working_copy.kept_findings import kept_findings
from articles.working_copy.shared_rows import rows_by_name

Change = Callable[[Article, User], None]


@dataclass
class BulkResult:
    """The titles of the articles that were changed, and the reasons why others weren't, by title."""

    done: list[str] = field(default_factory=list)
    refused: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)


def change_many(articles: Iterable[Article], by: User, change: Change) -> BulkResult:
    """Does the change to each article in a transaction of its own."""
    result = BulkResult()
    for article in articles:
        try:
            change(article, by)
        except ActRefused as refusal:
            result.refused.append((article.title, tuple(refusal.reasons)))
        else:
            result.done.append(article.title)
    return result


def add_tag(article: Article, by: User, *, name: str):
    """Tags the working copy, with the tag that has the same name if there is one."""
    look = same_name(name)
    tag = rows_by_name(Tag, [look]).get(look, name)
    _edit(article, by, lambda row: row.tags.add(tag))


def set_owner(article: Article, by: User, *, owner: User):
    _edit(article, by, lambda row: _store(row, owner=owner))


def set_review_interval(article: Article, by: User, *, months: int):
    """How many months after its next sign-off the article is due for review again."""
    _edit(article, by, lambda row: _store(row, review_interval=months))


def submit(article: Article, by: User):
    publishing.submit(article, by)


def with_open_errors(articles: Sequence[Article]) -> dict[int, int]:
    """How many errors an editor has to fix, by the primary key of each of these articles that has some."""
    found = zip(articles, kept_findings(articles), strict=True) if articles else ()
    counts = {article.pk: sum(item.must_be_fixed for item in items or ()) for article, items in found}
    return {pk: count for pk, count in counts.items() if count}


def _store(row: Article, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=[*values, "changed_at"])


def _edit(article: Article, by: User, change: Callable[[Article], object]):
    require(by, "change_article")
    with locked(article) as desk:
        refuse_if(in_trash(desk.article))
        change(desk.article)
        publishing.saved(desk.article, by)
