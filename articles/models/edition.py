import secrets
from datetime import date
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from articles.content import ArticleContent
from articles.content.status_names import OLD, WITHDRAWN, page_name

from .append_only import AppendOnly, AppendOnlyQuerySet
from .approved_text import ApprovedText, LiveRecord
from .cause import Cause
from .deflated_json import DeflatedJSONField
from .review import SignOff
from .told_waivers import exceptions_among, no_faults_among

# No vowels, so that no code spells a word, and nothing that looks like something else on paper.
CODE_LETTERS = "BCDFGHJKMNPQRTVWXYZ2346789"


IN_QUESTION = _(
    "The person who was named as the reviewer of this page says that the review was not theirs. "
    "We are looking into it. Until then, don't rely on the review."
)


def make_check_code() -> str:
    """Eight letters and digits, printed on a leaflet so that its reader can ask whether it is current."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(8))


def at(kind: str, slug: str):
    """The key of the row whose approved text readers find at this address."""
    return LiveRecord.objects.filter(kind=kind, slug=slug).values("record")


def of_category(key: str, field: str) -> Subquery:
    """A field of the category with that key as readers see it: "name" or "slug"."""
    return Subquery(LiveRecord.objects.filter(kind="category", record=OuterRef(key)).values(field))


def category_name(key: str = "category") -> Subquery:
    """The name of the category with that key as readers see it on a page in the active language."""
    language = get_language()
    if language in (None, settings.LANGUAGE_CODE):
        return of_category(key, "name")
    places = [f"content__translations__{place}" for place in range(len(settings.LANGUAGES))]
    own = (
        When(Exact(KT(f"{place}__language"), Value(language)), then=KT(f"{place}__name")) for place in places
    )
    name = Case(*own, default="live__name", output_field=models.TextField())
    rows = ApprovedText.objects.filter(live__kind="category", live__record=OuterRef(key))
    return Subquery(rows.annotate(own=name).values("own"))


class EditionQuerySet(AppendOnlyQuerySet):
    def live(self):
        """The editions that visitors see: at most one an article. Every public page starts here."""
        return self.filter(live__isnull=False)

    def with_category(self):
        """Each with `category_name` and `category_slug` as readers see them; None if they see no category."""
        return self.annotate(category_name=category_name(), category_slug=of_category("category", "slug"))

    def overdue(self, today):
        """Editions whose next review date has passed."""
        return self.filter(next_review_on__lt=today)

    def with_review(self):
        """With the sign-off that each rests on, and whose it is, without the texts that were read."""
        signed = ("sign_off", "sign_off__carries")
        unread = ("content", "terms", "waivers", "invitation__content", "invitation__page")
        texts = [f"{name}__{text}" for name in signed for text in unread]
        return self.select_related(*(f"{name}__invitation" for name in signed)).defer(*texts)

    def in_question(self):
        """Editions whose review is by an outside expert who says that it was not theirs."""
        # From the few that were disowned, by one index after the other: with an "or" between the two,
        # PostgreSQL reads every sign-off there is.
        disowned = SignOff.objects.filter(invitation__disowned_at__isnull=False).order_by().values("pk")
        carried = SignOff.objects.filter(carries__in=disowned).order_by().values("pk")
        return self.filter(sign_off__in=disowned.union(carried))

    def for_lists(self):
        """Without the text, for pages that show many editions by their names."""
        return self.with_category().defer("content", "rendered").select_related("live")


class Edition(AppendOnly):
    """An immutable, numbered, published copy of an article, with the sign-off it rests on."""

    class Change(models.TextChoices):
        FIRST = "first", _("first edition")
        MAJOR = "major", _("major change")
        MINOR = "minor", _("minor change")
        REVIEW = "review", _("reviewed, no change")

    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    slug = models.SlugField(max_length=200, allow_unicode=True)
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=10)
    summary = models.TextField(blank=True)
    category = models.ForeignKey(
        "articles.Category", null=True, on_delete=models.PROTECT, related_name="editions"
    )
    content = DeflatedJSONField()
    digest = models.CharField(max_length=64)
    rendered = DeflatedJSONField(
        help_text=_("The page as it was drawn: see articles.rendering.RenderedArticle.")
    )
    rendered_digest = models.CharField(max_length=64)
    change = models.CharField(max_length=10, choices=Change)
    note = models.TextField(blank=True, help_text=_("What changed, for readers."))
    sign_off = models.ForeignKey("articles.SignOff", on_delete=models.PROTECT, related_name="editions")
    reviewed_on = models.DateField()
    evidence_on = models.DateField(null=True, db_index=True)
    next_review_on = models.DateField(db_index=True)
    waivers = models.JSONField(
        default=list, help_text=_("Findings that a waiver covered: see articles.publishing.waived.")
    )
    check_code = models.CharField(max_length=8, unique=True, default=make_check_code)
    published_at = models.DateTimeField(db_index=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = EditionQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        abstract = False
        ordering = ["article", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="edition_number_once_an_article")
        ]
        indexes = [models.Index(fields=["-reviewed_on", "-published_at", "-id"], name="edition_by_review")]

    def __str__(self):
        return gettext("%(title)s, edition %(number)s") % {"title": self.title, "number": self.number}

    def get_absolute_url(self):
        return reverse("article_detail", args=[self.slug])

    @property
    def review(self) -> SignOff:
        """The sign-off that it rests on; a certified minor change goes on with the one before it."""
        return self.sign_off.carries or self.sign_off

    @property
    def question(self) -> str:
        """What readers are told if the review is in question, else "". In the language that is active."""
        return str(IN_QUESTION) if self.review.is_disowned else ""

    @property
    def name(self) -> str:
        """The title as readers see it wherever it is printed. Of many, ask with `live` selected."""
        return page_name(self.title, self.states(timezone.localdate()))

    def states(self, today: date) -> set[str]:
        """What readers must know of this edition before they rely on it."""
        live = getattr(self, "live", None)
        if live is None:
            return {OLD}
        return live.states(today)

    def article_content(self) -> ArticleContent:
        """The text as a value, decoded once: an edition never changes."""
        return self._article_content

    def remember(self, content: ArticleContent):
        """Spares the decoding where the value is at hand that `content` was made from."""
        self._article_content = content

    @cached_property
    def _article_content(self) -> ArticleContent:
        return ArticleContent.from_stored(self.content)

    @property
    def is_published_by_reviewer(self) -> bool:
        """Whether the same account signed the text off, or certified it, and published it."""
        given = [each for each in (self.sign_off, self.sign_off.carries) if each]
        return self.published_by_id in {each.user_id for each in given}

    @property
    def is_demonstration(self) -> bool:
        """Whether its text, or the role of its reviewer, only shows how the software works."""
        role = self.review.reviewer
        return self.article_content().is_demonstration or bool(role.get("is_demonstration"))

    @property
    def exceptions(self) -> list[dict]:
        """The waivers that hold until a day, for a page."""
        return exceptions_among(self.waivers)

    @property
    def no_faults(self) -> list[dict]:
        """The waivers of sentences that aren't faults, for a page."""
        return no_faults_among(self.waivers)


class WithdrawalQuerySet(AppendOnlyQuerySet):
    def with_words(self):
        """Adds `approved_words`, which a publisher proposed and a second person approved; None without."""
        seen = ApprovedText.objects.filter(live__kind="withdrawal", live__record=OuterRef("pk"))
        words = Subquery(seen.values(words=KT("content__words"))[:1], output_field=models.TextField())
        return self.annotate(approved_words=words)

    def standing(self):
        """The newest withdrawal of each article that readers do not see, the newest first."""
        newer = Withdrawal.objects.filter(article=OuterRef("article")).filter(
            Q(withdrawn_at__gt=OuterRef("withdrawn_at"))
            | Q(withdrawn_at=OuterRef("withdrawn_at"), pk__gt=OuterRef("pk"))
        )
        return (
            self.filter(~Exists(newer), article__live__isnull=True)
            .with_words()
            .order_by("-withdrawn_at", "-pk")
        )

    def at(self, slug):
        """The withdrawals that stand of what had this slug, the newest first."""
        found = self.filter(edition__slug=slug, article__live__isnull=True).with_words()
        return found.order_by("-withdrawn_at", "-pk")


class Withdrawal(AppendOnly):
    """Why an article was taken from the public, and what to read instead.

    Readers are told the sentence of its cause, and what was approved of `words`. `reason` is what whoever
    withdrew it said that day; readers aren't told.
    """

    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="withdrawals")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="withdrawals")
    cause = models.CharField(max_length=20, choices=Cause, default=Cause.OTHER)
    reason = models.TextField(blank=True)
    successor = models.ForeignKey(
        "articles.Article", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField()

    objects = WithdrawalQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        abstract = False
        ordering = ["-withdrawn_at"]

    def __str__(self):
        return gettext("%(edition)s withdrawn") % {"edition": self.edition}

    @property
    def told(self) -> str:
        """What readers are told, of a row that was read `with_words`."""
        return f"{self.get_cause_display()} {self.approved_words or ''}".strip()

    @property
    def name(self) -> str:
        """The title of the page that was taken down, as readers see it."""
        return page_name(self.edition.title, {WITHDRAWN})
