"""What a reviewer reads and signs: the text, and all that its page draws from outside the text.

What a page shows of other records is approved where it belongs: docs/architecture.md, "What is drawn is what
was signed", says of each where. The digests are kept for good, so a field that is added here is declared with
`later(default)`, as in a content.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from articles.content import ArticleContent, decode, decode_stored, encode, json_digest, later
from articles.content_checks import Facts
from articles.content_checks.registry import refusing
from articles.models import Article, Edition, SignOff, Waiver
from articles.models.told_waivers import exceptions_among, no_faults_among
from articles.rendering import RenderedArticle, render_article
from articles.rendering.drawn_terms import drawn_terms
from articles.working_copy.findings import (
    ArticleFinding,
    content_findings,
    with_sign_off,
    with_waivers,
)

from .house import House
from .text_facts import TextFacts
from .waived import waived_findings


@dataclass(frozen=True)
class ReadTerm:
    """A term that the page explains: its definition, and the words of the text that lead to it."""

    slug: str
    name: str
    definition: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadWaiver:
    """An accepted finding, as readers are told of it: see Edition.waivers. `until` is YYYY-MM-DD; it is "" of
    a sentence that isn't a fault, which has `sentence` and `since`, the day on which somebody said so."""

    rule: str
    reason: str
    who: str
    until: str
    trigger: str = ""
    tests: str = ""
    fingerprint: str = ""
    sentence: str = later("")
    since: str = later("")


@dataclass(frozen=True)
class ReviewedPage:
    """`text` is the digest of the content; `review_interval`, in months, sets the next review date."""

    text: str
    terms: tuple[ReadTerm, ...]
    waivers: tuple[ReadWaiver, ...]
    review_interval: int

    @property
    def exceptions(self) -> list[dict]:
        """As Edition.exceptions."""
        return exceptions_among(encode(self.waivers))

    @property
    def no_faults(self) -> list[dict]:
        """As Edition.no_faults."""
        return no_faults_among(encode(self.waivers))

    def digest(self) -> str:
        return json_digest(encode(self))

    def as_json(self) -> str:
        """For a form, which brings back what its editor saw."""
        return json.dumps(encode(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "ReviewedPage":
        """What `as_json` gave. Raises ValueError for anything else."""
        return decode(cls, json.loads(text))

    def kept(self) -> dict:
        """The fields of a sign-off that keep what was read beside the text."""
        return {
            "terms": {term.slug: _told(term) for term in self.terms},
            "waivers": encode(self.waivers),
            "waived_until": min((each["until"] for each in self.exceptions), default=None),
            "review_interval": self.review_interval,
            "page_digest": self.digest(),
        }


@dataclass(frozen=True)
class DrawnText:
    """A text of an article with what its page draws on, each asked for once.

    `already` is the page as it was drawn of this text, where it was. `together` are the facts of texts that
    are acted on with this one.
    """

    article: Article
    content: ArticleContent
    house: House
    already: RenderedArticle | None = None
    together: TextFacts | None = None

    @cached_property
    def facts(self) -> TextFacts:
        return self.together or TextFacts([(self.article, self.content)], self.house)

    @cached_property
    def drawn(self) -> RenderedArticle:
        """The page as readers would see it."""
        return self.already or render_article(self.content, self.house.terms)

    @property
    def waivers(self) -> list[Waiver]:
        """Those in force, the newest first."""
        return self.facts.waivers.get(self.article.pk, [])

    @property
    def verdict(self) -> SignOff | None:
        """The newest on exactly this text."""
        return self.facts.verdicts.get(self.article.pk)

    @cached_property
    def findings(self) -> list[ArticleFinding]:
        """Those that can keep the text from being published, and those that a waiver is for."""
        rules = refusing({waiver.rule for waiver in self.waivers})
        found = self.facts.found.get(self.article.pk)
        if found is None:
            return content_findings(self.content, self._checked_by, self.waivers, rules)
        names = {rule.name for rule in rules}
        return with_waivers((finding for finding in found if finding.rule in names), self.waivers)

    @cached_property
    def every_finding(self) -> list[ArticleFinding]:
        """Those of all rules, warnings included."""
        return content_findings(self.content, self._checked_by, self.waivers)

    @property
    def _checked_by(self) -> Facts:
        given = self.verdict
        is_approved = given is not None and given.verdict == SignOff.Verdict.APPROVED
        return with_sign_off(self.house.facts, given if is_approved else None)

    @cached_property
    def page(self) -> ReviewedPage:
        """What a reviewer would read and sign."""
        waived = waived_findings(self.findings) if self.waivers else ()
        return _page(self.content.digest(), terms_of(self.drawn), waived, self.article.review_interval)


def reviewed_page(
    article: Article,
    content: ArticleContent | None = None,
    today: date | None = None,
    drawn: RenderedArticle | None = None,
) -> ReviewedPage:
    """The page of that text, of the working copy without one, as it now is. `drawn` spares the drawing."""
    house = House(today or timezone.localdate())
    return DrawnText(article, content or article.content(), house, already=drawn).page


def terms_of(drawn: RenderedArticle) -> tuple[ReadTerm, ...]:
    """What the glossary adds to a drawn page."""
    return _terms(drawn_terms(drawn))


def _terms(kept: Mapping[str, dict]) -> tuple[ReadTerm, ...]:
    return tuple(decode_stored(ReadTerm, {"slug": slug, **kept[slug]}) for slug in sorted(kept))


def _told(term: ReadTerm) -> dict:
    return {"name": term.name, "definition": term.definition, "words": list(term.words)}


def page_of_live(live: Edition, content: ArticleContent) -> ReviewedPage:
    """The page of a text that is a slip of the pen away from the live edition: what readers see beside that
    one stays."""
    review_interval = (live.sign_off.carries or live.sign_off).review_interval
    return _page(
        content.digest(),
        terms_of(RenderedArticle.from_dict(live.rendered)),
        live.waivers,
        live.article.review_interval if review_interval is None else review_interval,
    )


def page_of_sign_off(given: SignOff) -> ReviewedPage | None:
    """What was read for the sign-off; None for one that is older than the record of it."""
    if given.page_digest is None:
        return None
    return _page(given.digest, _terms(given.terms or {}), given.waivers or (), given.review_interval or 0)


def _page(
    text: str, terms: tuple[ReadTerm, ...], waivers: Iterable[dict], review_interval: int
) -> ReviewedPage:
    read = [decode_stored(ReadWaiver, waiver) for waiver in waivers]
    read.sort(key=lambda waiver: (waiver.rule, waiver.fingerprint))
    return ReviewedPage(text, terms, tuple(read), review_interval)
