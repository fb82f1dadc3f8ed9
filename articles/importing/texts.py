"""What every reader of a format gives: texts on their way in, and records that can't be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from articles.content import ArticleContent
from articles.content_checks.page import same_title
from articles.pictures import NewPicture

from .scraped_article import ScrapedArticle


@dataclass(frozen=True)
class PageReport:
    """What an editor has to know of a page that was brought in. `dropped` holds what was left out: its kind
    ("navigation") and its first words. `says` are sentences. `pictures` are those that the figures of the
    content name. `byline` holds author, reviewer, published and updated as the page claims them."""

    dropped: tuple[tuple[str, str], ...] = ()
    says: tuple[str, ...] = ()
    pictures: tuple[NewPicture, ...] = ()
    old_addresses: tuple[str, ...] = ()
    byline: Mapping[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict:
        """What the import record keeps."""
        dropped = [{"reason": what, "text": words} for what, words in self.dropped]
        return {**self.byline, "dropped": dropped}

    def __str__(self) -> str:
        named = dict.fromkeys(f"{what} (“{words}”)" if words else what for what, words in self.dropped)
        return " ".join([*([f"Left out: {', '.join(named)}."] if named else []), *self.says])


@dataclass(frozen=True)
class ImportedText:
    """`place` names it to people; `identity` tells the same text when it comes again. `left_out` says which
    struck-out or hidden text was not taken. `scraped` is what a scraped text held beyond its content, `page`
    what a page did."""

    place: str
    identity: str
    content: ArticleContent
    left_out: str = ""
    scraped: ScrapedArticle | None = None
    page: PageReport | None = None


@dataclass(frozen=True)
class BadRecord:
    """A record that gives no text, and why. No fault where it was left out by intent: a private post."""

    place: str
    reason: str
    is_fault: bool = True

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


def title_identity(title: str) -> str:
    """The identity of a text that is known by its title alone: in any case, with any dash."""
    return f"title:{same_title(title) or title}"
