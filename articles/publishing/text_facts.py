"""What the database knows of texts beside their contents: verdicts, waivers, editions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.contrib.auth.models import User
from django.db.models import OuterRef, Subquery

from articles.content import ArticleContent
from articles.content_checks.finding import Finding
from articles.models import Article, Edition, LiveEdition, SignOff, Waiver
from articles.working_copy.findings import waivers_by_article

from .house import House
from .writers import Hands


@dataclass(frozen=True)
class TextFacts:
    """The facts of some texts, each asked for in one query for all of them; only for the transaction it was
    made in. Each is by the key of the article, and has none of an article that isn't saved.

    `found` is what all rules find in those texts that needn't be checked again.
    """

    texts: Sequence[tuple[Article, ArticleContent]]
    house: House
    found: Mapping[int, Sequence[Finding]] = field(default_factory=dict)

    @cached_property
    def digests(self) -> dict[int, str]:
        return {article.pk: content.digest() for article, content in self.texts if article.pk}

    @cached_property
    def verdicts(self) -> dict[int, SignOff]:
        """The newest verdict on exactly each text, without the text itself."""
        counting = SignOff.objects.counting(self.house.today)
        rows = counting.filter(article__in=self.digests, digest__in=self.digests.values())
        # A text that is being written has none.
        if not rows.exists():
            return {}
        accounts: dict[int, User] = {}
        newest: dict[int, SignOff] = {}
        for row in rows.select_related("user", "contributor", "carries").defer("content", "carries__content"):
            if row.digest == self.digests[row.article_id] and row.article_id not in newest:
                newest[row.article_id] = row
                if row.user:
                    # One value for an account, which so is asked only once what it may do.
                    row.user = accounts.setdefault(row.user.pk, row.user)
        return newest

    @cached_property
    def waivers(self) -> dict[int, list[Waiver]]:
        """Those in force, the newest first."""
        return dict(
            waivers_by_article([article for article, _ in self.texts if article.pk], self.house.today)
        )

    @cached_property
    def hands(self) -> Hands:
        return Hands([article for article, _ in self.texts if article.pk], self.house)

    @cached_property
    def addresses(self) -> dict[str, int]:
        """The articles that readers find at the addresses of the texts."""
        rows = LiveEdition.objects.filter(slug__in=[content.slug for _, content in self.texts])
        return dict(rows.values_list("slug", "article"))

    @cached_property
    def last_editions(self) -> dict[int, Edition]:
        """The newest edition of each article, with its row if it's live, and without its drawn page."""
        newest = Edition.objects.filter(article=OuterRef("article")).order_by("-number").values("number")
        rows = Edition.objects.filter(article__in=self.digests, number=Subquery(newest[:1])).order_by()
        rows = rows.select_related("live", "sign_off").defer("rendered", "sign_off__content")
        return {row.article_id: row for row in rows}

    def live_edition(self, article: Article) -> Edition | None:
        """The edition that readers see; as a rule it's the newest."""
        last = self.last_editions.get(article.pk)
        # What never had an edition was never shown either.
        if last is None or getattr(last, "live", None):
            return last
        live = Edition.objects.live().filter(article=article).defer("rendered", "sign_off__content")
        return live.select_related("live", "sign_off").first()
