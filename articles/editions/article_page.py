"""What templates/articles/article_detail.html shows: of a live edition, or of a working copy as a preview."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F, Min, OuterRef, Subquery
from django.utils import timezone

from articles.content import ArticleContent, ContributorContent
from articles.content.status_names import DEMONSTRATION, page_name
from articles.editions.notes import Note, notes_of
from articles.editions.read_on import led_to, read_on
from articles.editions.translations import Translation, has_translations, is_stale, translations_of
from articles.models import Article, Edition, LiveEdition, LiveRecord, Tag, TaggedEdition
from articles.records.directory import listed_organizations
from articles.related import Suggestion, related_of
from articles.rendering import RenderedArticle, RenderedHeading, with_draft_pictures
from cancerinfo.web.languages import Alternate, direction, own_name
from resources.directory import ContactLine, ListedOrganization
from resources.names import emergency_numbers

# Below this a summary says too little beside the title in a list of search results.
LONG_ENOUGH = 50
# That stand beside the text.
KEY_FIGURES = 2


@dataclass(frozen=True)
class Review:
    """Who signed the text off, and when. `is_certified` if the edition is a minor change of what was signed;
    `certifier` and `certified_on` say by whom and when, as far as the site kept it. `question` tells readers
    that the reviewer disowns the review, which then names nobody."""

    reviewer: ContributorContent
    reviewed_on: date
    next_review_on: date
    evidence_on: date | None
    is_overdue: bool
    is_certified: bool = False
    certifier: str = ""
    certified_on: date | None = None
    question: str = ""


@dataclass(frozen=True)
class Call:
    """Whom readers can phone: the name of an organization, and its number."""

    name: str
    line: ContactLine

    @classmethod
    def first(cls, organizations: Iterable[ListedOrganization]) -> "Call | None":
        """The first number of these that can be dialled; None if there is none."""
        calls = (cls(each.name, line) for each in organizations for line in each.contact_lines)
        return next((call for call in calls if call.line.href.startswith("tel:")), None)


@dataclass(frozen=True)
class ArticlePage:
    """A page as readers see it. `edition` and `review` are None in the preview of a working copy."""

    content: ArticleContent
    rendered: RenderedArticle
    edition: Edition | None = None
    review: Review | None = None
    first_published_at: datetime | None = None
    notice: str = ""
    retracted_sources: Collection[str] = ()
    tags: list = field(default_factory=list)
    translations: list[Translation] = field(default_factory=list)
    is_stale_translation: bool = False
    see_also: list = field(default_factory=list)
    related: list = field(default_factory=list)
    organizations: list[ListedOrganization] = field(default_factory=list)

    @property
    def direction(self) -> str:
        """ "ltr" or "rtl": the direction that the text is written in."""
        return direction(self.content.language)

    @property
    def is_original(self) -> bool:
        """Whether the page isn't a translation itself."""
        return self.edition is not None and self.edition.live.translation_of_id is None

    @property
    def alternates(self) -> list[Alternate]:
        """This page in every language that it is live in, this one included; empty if there is one."""
        if not self.translations:
            return []
        language = self.content.language
        own = Alternate(language, own_name(language), self.edition.get_absolute_url(), True)
        return [own, *(Alternate(other.language, other.name, other.address) for other in self.translations)]

    @property
    def states(self) -> set[str]:
        """What readers must know before they rely on the page."""
        states = self.edition.states(timezone.localdate()) if self.edition else set()
        return states | {DEMONSTRATION} if self.is_demonstration else states

    @property
    def is_demonstration(self) -> bool:
        """Whether no clinician stands behind it: neither review nor reviewer is claimed then."""
        role = self.review and self.review.reviewer
        return self.content.is_demonstration or bool(role and role.is_demonstration)

    @property
    def name(self) -> str:
        """The title as readers see it wherever it is printed."""
        return page_name(self.content.title, self.states)

    @property
    def emergency_numbers(self) -> list[tuple[str, str]]:
        """What readers dial in an emergency, each with the name of its country."""
        return emergency_numbers()

    @property
    def notes(self) -> list[Note]:
        """What stands above the text, in the language that is active."""
        return list(notes_of(self))

    @property
    def change_note(self) -> str:
        """What readers are told that this edition changed; of a working copy, what they would be told."""
        return self.edition.note if self.edition else self.content.change_note

    @property
    def corrected(self) -> str:
        """What changed that matters since the edition before, for the top of the page; empty if nothing."""
        is_major = self.edition is not None and self.edition.change == Edition.Change.MAJOR
        return self.change_note if is_major else ""

    @property
    def call(self) -> Call | None:
        """The number to phone that stands beside the text."""
        return Call.first(self.organizations)

    @property
    def key_figures(self) -> list[RenderedHeading]:
        """What the survey tables of the page found, KEY_FIGURES at most; unverified ones found nothing."""
        found = {table.key: table.headline for table in self.content.survey_tables if not table.is_unverified}
        drawn = (RenderedHeading(each.anchor, found.get(each.key, "")) for each in self.rendered.surveys)
        return [line for line in drawn if line.heading][:KEY_FIGURES]

    @property
    def is_treatment(self) -> bool:
        """Whether it says what good and what harm a treatment does, so that it can be compared."""
        return {"benefits", "risks"} <= {section.purpose for section in self.rendered.sections}

    @property
    def description(self) -> str:
        """For search engines and previews of a link, which may show it without the name."""
        return page_name(self.said_in_short, self.states)

    @property
    def said_in_short(self) -> str:
        content = self.content
        if len(content.summary) > LONG_ENOUGH:
            return content.summary
        return " ".join(text for text in (content.summary, content.main_message) if text) or content.title


def live_edition(slug: str) -> Edition | None:
    """The edition that visitors see at this address, with everything of its head, in one query."""
    first = Edition.objects.filter(article=OuterRef("article")).order_by().values("article")
    return (
        Edition.objects.live()
        .filter(live__slug=slug)
        .with_category()
        .select_related("live")
        .with_review()
        .annotate(
            first_published_at=Subquery(first.annotate(at=Min("published_at")).values("at")),
            is_translated=has_translations(),
        )
        .first()
    )


def with_heads(lives: Sequence[LiveEdition]) -> list[Edition]:
    """The editions as `live_edition` gives them, for publication, which has just written them and these
    rows; two queries."""
    rows = LiveRecord.objects.filter(kind="category", record__in={live.category_id for live in lives})
    named = {record: (name, slug) for record, name, slug in rows.values_list("record", "name", "slug")}
    translated = LiveEdition.objects.filter(translation_of__in=[live.pk for live in lives])
    originals = set(translated.values_list("translation_of", flat=True))
    for live in lives:
        edition = live.edition
        edition.category_name, edition.category_slug = named.get(edition.category_id, (None, None))
        edition.first_published_at = live.first_published_at
        edition.is_translated = edition.article_id in originals
        edition.live = live
    return [live.edition for live in lives]


def edition_page(edition: Edition) -> ArticlePage:
    """The page of an edition that `live_edition` or `with_heads` gave; seven queries at most."""
    return edition_pages([edition])[0]


def edition_pages(editions: Sequence[Edition]) -> list[ArticlePage]:
    """The pages of such editions in the language that is active. What stands beside the texts is asked for
    once for all of them; only translations are asked for one by one."""
    contents = [edition.article_content() for edition in editions]
    today = timezone.localdate()
    reached = reached_by({slug for content in contents for slug in slugs_of(content)})
    see_also = [_in_order(slugs_of(content), reached) for content in contents]
    tags = live_tags_of([edition for edition in editions if edition.article_content().tags])
    related = related_of([*zip(editions, see_also, strict=True)])
    named = dict.fromkeys(each.slug for content in contents for each in content.organizations)
    listed = {each.text.slug: each for each in listed_organizations(list(named), today)}
    return [
        _page(edition, today, see_also[place], tags.get(edition.pk, []), related[place], listed)
        for place, edition in enumerate(editions)
    ]


def _page(
    edition: Edition,
    today: date,
    see_also: list[LiveEdition],
    tags: list[LiveRecord],
    related: list[Suggestion],
    listed: Mapping[str, ListedOrganization],
) -> ArticlePage:
    content = edition.article_content()
    return ArticlePage(
        content=content,
        rendered=RenderedArticle.from_dict(edition.rendered),
        edition=edition,
        review=review_of(edition, today),
        first_published_at=edition.first_published_at,
        notice=edition.live.notice,
        retracted_sources=edition.live.retracted_sources,
        tags=tags,
        translations=translations_of(edition),
        is_stale_translation=is_stale(edition),
        see_also=see_also,
        related=related,
        organizations=[listed[named.slug] for named in content.organizations if named.slug in listed],
    )


def live_tags_of(editions: Sequence[Edition]) -> dict[int, list[LiveRecord]]:
    """The tags of live editions as readers see them, by key of the edition, by name; two queries, one for a
    single edition."""
    if not editions:
        return {}
    tagged = TaggedEdition.objects.filter(edition__in=[edition.pk for edition in editions])
    records = LiveRecord.objects.of("tag").named().filter(record__in=tagged.values("tag"))
    if len(editions) == 1:
        return {editions[0].pk: list(records)}
    by_tag = {record.record: (place, record) for place, record in enumerate(records)}
    found: dict[int, list[tuple[int, LiveRecord]]] = defaultdict(list)
    for edition, tag in tagged.values_list("edition", "tag"):
        if tag in by_tag:
            found[edition].append(by_tag[tag])
    return {
        edition: [record for _, record in sorted(each, key=lambda pair: pair[0])]
        for edition, each in found.items()
    }


def review_of(edition: Edition, today: date) -> Review:
    """The review that the edition rests on; for a certified minor change, the one that it carries on."""
    given, question = edition.sign_off, edition.question
    return Review(
        reviewer=reviewer_of({} if question else edition.review.reviewer),
        reviewed_on=edition.reviewed_on,
        next_review_on=edition.next_review_on,
        evidence_on=edition.evidence_on,
        is_overdue=edition.next_review_on < today,
        is_certified=given.carries is not None,
        certifier=given.certifier.get("name", ""),
        certified_on=timezone.localdate(given.signed_at) if given.carries else None,
        question=question,
    )


def reviewer_of(stored: dict) -> ContributorContent:
    """The reviewer as a sign-off keeps them; what it does not say is empty."""
    known = {name: stored[name] for name in ContributorContent.__dataclass_fields__ if name in stored}
    return ContributorContent(**{"key": "", "name": "", **known})


def slugs_of(content: ArticleContent) -> list[str]:
    """Of the articles that the text says to see also."""
    return [link.slug for link in content.see_also if link.slug]


def live_targets(slugs: list[str]) -> list[LiveEdition]:
    """The live editions at these addresses, or of the articles that have them, in their order."""
    return _in_order(slugs, reached_by(slugs))


def reached_by(slugs: Collection[str]) -> dict[str, LiveEdition]:
    """The same by each address that leads to it, in one query."""
    by_slug: dict[str, LiveEdition] = {}
    rows = LiveEdition.objects.reached_by(slugs).annotate(own_slug=F("article__slug")) if slugs else ()
    for live in rows:
        by_slug |= {live.own_slug: live, live.slug: live}
    return by_slug


def _in_order(slugs: Iterable[str], reached: Mapping[str, LiveEdition]) -> list[LiveEdition]:
    return [reached[slug] for slug in dict.fromkeys(slugs) if slug in reached]


def draft_page(article: Article, content: ArticleContent, rendered: RenderedArticle) -> ArticlePage:
    """The page of a working copy, for the preview: as readers would see it, without what publishing adds."""
    anyway = led_to("".join(section.html for section in rendered.sections))
    return ArticlePage(
        content=content,
        rendered=with_draft_pictures(rendered),
        tags=list(Tag.objects.filter(name__in=content.tags)),
        see_also=read_on(live_targets(slugs_of(content)), (), anyway)[0],
        organizations=listed_organizations(
            [named.slug for named in content.organizations], timezone.localdate()
        ),
    )
