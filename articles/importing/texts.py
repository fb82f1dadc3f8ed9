"""What every reader of a format gives: texts on their way in, and records that can't be read."""

from dataclasses import dataclass

from articles.content import ArticleContent
from articles.content_checks.page import same_title

from .scraped_article import ScrapedArticle


@dataclass(frozen=True)
class ImportedText:
    """`place` names it to people; `identity` tells the same text when it comes again. `left_out` says which
    struck-out or hidden text was not taken. `scraped` is what a scraped text held beyond its content."""

    place: str
    identity: str
    content: ArticleContent
    left_out: str = ""
    scraped: ScrapedArticle | None = None


@dataclass(frozen=True)
class BadRecord:
    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


def title_identity(title: str) -> str:
    """The identity of a text that is known by its title alone: in any case, with any dash."""
    return f"title:{same_title(title) or title}"
