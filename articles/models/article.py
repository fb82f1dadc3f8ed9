from collections.abc import Collection

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from taggit.managers import TaggableManager

from articles.content import (
    AUDIENCES,
    KIND_NAMES,
    PURPOSE_NAMES,
    URGENCIES,
    ArticleContent,
    SectionContent,
    scalar_fields,
)

from .review import ReviewRequest, Schedule, SignOff
from .tag import TaggedArticle

SECTION_FIELDS = scalar_fields(SectionContent)


class Status(models.TextChoices):
    """Where an article stands. It is derived from facts and stored nowhere."""

    TRASHED = "trashed", gettext_lazy("in the trash")
    PUBLISHED = "published", gettext_lazy("published")
    SCHEDULED = "scheduled", gettext_lazy("scheduled")
    SIGNED_OFF = "signed-off", gettext_lazy("signed off")
    SENT_BACK = "sent-back", gettext_lazy("sent back")
    IN_REVIEW = "in-review", gettext_lazy("in review")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")
    DRAFT = "draft", gettext_lazy("draft")


class ArticleQuerySet(models.QuerySet):
    def in_use(self):
        """All articles but those in the trash."""
        return self.filter(trashed_at__isnull=True)

    def with_status(self):
        """Adds `status` (a value of Status) and `is_live`, from the newest facts on this very text."""
        from .edition import Edition, Withdrawal

        of_this_text = {"article": OuterRef("pk"), "digest": OuterRef("digest")}
        newest_edition = Edition.objects.filter(article=OuterRef("pk")).order_by("-number")
        verdict = SignOff.objects.counting().filter(**of_this_text).order_by("-signed_at", "-pk")
        asked = ReviewRequest.objects.filter(**of_this_text).order_by("-requested_at")
        withdrawal = Withdrawal.objects.filter(article=OuterRef("pk")).order_by("-withdrawn_at")
        # A verdict from before the withdrawal does not bring the text back to readers.
        is_void = Q(live__isnull=True, latest_verdict_at__lte=F("withdrawn_at"))
        is_asked_since = Q(latest_request_at__gt=F("withdrawn_at"))
        is_approved = Q(latest_verdict=SignOff.Verdict.APPROVED)
        # Its page is still the one that was read: see articles.publishing.standing.
        holds = Q(
            Exists(SignOff.objects.filter(pk=OuterRef("latest_sign_off")).holding(timezone.localdate())),
            Q(voided_sign_off=None) | ~Q(voided_sign_off=F("latest_sign_off")),
        )
        return self.annotate(
            is_live=Q(live__isnull=False),
            latest_edition_digest=Subquery(newest_edition.values("digest")[:1]),
            latest_sign_off=Subquery(verdict.values("pk")[:1]),
            latest_verdict=Subquery(verdict.values("verdict")[:1]),
            latest_verdict_at=Subquery(verdict.values("signed_at")[:1]),
            latest_request_at=Subquery(asked.values("requested_at")[:1]),
            withdrawn_at=Subquery(withdrawal.values("withdrawn_at")[:1]),
            status=Case(
                When(trashed_at__isnull=False, then=Value(Status.TRASHED)),
                When(live__edition__digest=F("digest"), then=Value(Status.PUBLISHED)),
                When(is_void & is_asked_since, then=Value(Status.IN_REVIEW)),
                When(is_void & Q(latest_edition_digest=F("digest")), then=Value(Status.WITHDRAWN)),
                When(is_void, then=Value(Status.DRAFT)),
                When(
                    is_approved & holds & Exists(Schedule.objects.filter(action="publish", **of_this_text)),
                    then=Value(Status.SCHEDULED),
                ),
                When(is_approved & holds, then=Value(Status.SIGNED_OFF)),
                # Somebody must read the page again.
                When(is_approved, then=Value(Status.IN_REVIEW)),
                # A second request for the same text asks for another verdict on it.
                When(latest_request_at__gt=F("latest_verdict_at"), then=Value(Status.IN_REVIEW)),
                When(latest_verdict=SignOff.Verdict.CHANGES, then=Value(Status.SENT_BACK)),
                When(latest_request_at__isnull=False, then=Value(Status.IN_REVIEW)),
                default=Value(Status.DRAFT),
                output_field=models.CharField(choices=Status),
            ),
        )


class Article(models.Model):
    """The working copy that editors change. Visitors never see it; they read its live edition."""

    slug = models.SlugField(
        max_length=200,
        unique=True,
        allow_unicode=True,
        help_text=gettext_lazy("The address: /articles/…/ . Changing it moves the page."),
    )
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=10, default="en", help_text=gettext_lazy("Language code: en, es."))
    translation_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="translations"
    )
    main_message = models.TextField(
        blank=True, help_text=gettext_lazy("What a reader must take away, in one to three sentences.")
    )
    summary = models.TextField(
        blank=True, help_text=gettext_lazy("One or two sentences for lists and search results.")
    )
    aim = models.TextField(
        blank=True, help_text=gettext_lazy("Who the page is for, and which questions it answers.")
    )
    kind = models.CharField(
        gettext_lazy("kind of page"),
        max_length=20,
        choices=KIND_NAMES,
        default="treatment",
        help_text=gettext_lazy("What the page is about. What the checks ask of it depends on it."),
    )
    audience = models.CharField(max_length=20, choices=AUDIENCES, default="patients")
    category = models.ForeignKey(
        "articles.Category", null=True, blank=True, on_delete=models.PROTECT, related_name="articles"
    )
    aliases = models.JSONField(
        gettext_lazy("other names"),
        default=list,
        blank=True,
        help_text=gettext_lazy("Other names for the subject, for search."),
    )
    codes = models.JSONField(
        default=list,
        blank=True,
        help_text=gettext_lazy("Codes of the subject, by which record systems of hospitals ask."),
    )
    authors = models.ManyToManyField(
        "articles.Contributor", through="ArticleAuthor", related_name="articles", blank=True
    )
    organizations = models.ManyToManyField(
        "resources.Organization", through="ArticleOrganization", related_name="articles", blank=True
    )
    disclaimer = models.TextField(
        blank=True, help_text=gettext_lazy("Says that the page does not replace a talk with a doctor.")
    )
    funding = models.TextField(gettext_lazy("who paid for this page"), blank=True)
    licence = models.CharField(
        max_length=200, blank=True, help_text=gettext_lazy("Terms under which others may use the text.")
    )
    source_url = models.URLField(gettext_lazy("came from"), max_length=500, blank=True)
    is_demonstration = models.BooleanField("demonstration", default=False)
    change_note = models.TextField(
        gettext_lazy("what changed, for readers"),
        blank=True,
        help_text=gettext_lazy(
            "Readers find it in the history of the page, in feeds and on the page itself. The reviewer "
            "signs it off with the text. Leave it empty for a first edition."
        ),
    )

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="owned_articles",
    )
    review_interval = models.PositiveSmallIntegerField(
        gettext_lazy("months between reviews"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(36)],
    )
    digest = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    # Written by articles.publishing.standing: a sign-off of the text whose page has changed since.
    voided_sign_off = models.ForeignKey(
        SignOff, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    trashed_at = models.DateTimeField(null=True, blank=True, editable=False)

    tags = TaggableManager(through=TaggedArticle, blank=True)
    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        indexes = [
            models.Index(fields=["title", "id"], name="article_by_title"),
            models.Index(fields=["changed_at", "id"], name="article_by_change"),
            models.Index(fields=["trashed_at", "title", "id"], name="article_in_use_by_title"),
            models.Index(fields=["trashed_at", "changed_at", "id"], name="article_in_use_by_change"),
            models.Index(fields=["language"], name="article_by_language"),
        ]
        permissions = [
            ("review_article", "Can sign off an article that others wrote"),
            ("publish_article", "Can publish, schedule and withdraw an article"),
            ("waive_finding", "Can waive a finding"),
        ]

    def __str__(self):
        return self.title

    @property
    def standing(self) -> str:
        """The article's status now, a value of Status."""
        return type(self).objects.with_status().values_list("status", flat=True).get(pk=self.pk)

    def clean_fields(self, exclude: Collection[str] | None = None):
        """As Django's, but a row that is at hand was read just now: it isn't asked for again."""
        at_hand = {name for name, row in self._state.fields_cache.items() if row is not None}
        super().clean_fields({*(exclude or ()), *at_hand})

    def content(self) -> ArticleContent:
        """The working copy as the one value; 10 queries at most."""
        from articles.working_copy.contents import read_contents

        return read_contents([self])[0]

    def apply(self, content: ArticleContent):
        """Makes the working copy equal to `content`. See articles.working_copy.applying.apply_contents."""
        from articles.working_copy.applying import apply_contents

        return apply_contents([(self, content)])[0]


class ArticleAuthor(models.Model):
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="article_authors")
    contributor = models.ForeignKey(
        "articles.Contributor", on_delete=models.PROTECT, related_name="authorships"
    )
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["article", "order", "pk"]
        verbose_name = gettext_lazy("author")
        constraints = [
            models.UniqueConstraint(fields=["article", "contributor"], name="author_once_an_article")
        ]

    def __str__(self):
        return str(self.contributor)


class ArticleOrganization(models.Model):
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="article_organizations")
    organization = models.ForeignKey(
        "resources.Organization", on_delete=models.PROTECT, related_name="article_organizations"
    )
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["article", "order", "pk"]
        verbose_name = gettext_lazy("help organization")
        constraints = [
            models.UniqueConstraint(fields=["article", "organization"], name="organization_once_an_article")
        ]

    def __str__(self):
        return str(self.organization)


class Section(models.Model):
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sections")
    order = models.PositiveIntegerField(default=0)
    level = models.PositiveSmallIntegerField(choices=[(2, "section"), (3, "subsection")], default=2)
    heading = models.CharField(max_length=300, blank=True)
    purpose = models.CharField(
        max_length=20,
        choices=PURPOSE_NAMES,
        default="other",
        help_text=gettext_lazy("What the section is for."),
    )
    urgency = models.CharField(
        max_length=20,
        choices=URGENCIES,
        blank=True,
        default="",
        help_text=gettext_lazy("For “when to get help” only."),
    )
    body = models.TextField(blank=True)

    class Meta:
        ordering = ["article", "order", "pk"]
        constraints = [models.CheckConstraint(condition=Q(level__in=[2, 3]), name="section_level_is_2_or_3")]

    def __str__(self):
        return self.heading or _("(heading needed)")

    def content(self) -> SectionContent:
        return SectionContent(**{name: getattr(self, name) for name in SECTION_FIELDS})


class SeeAlso(models.Model):
    """A link to another article. Without a target it waits, by its title, for one to appear."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="see_also")
    order = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=300)
    target = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.SET_NULL, related_name="seen_from"
    )

    class Meta:
        ordering = ["article", "order", "pk"]
        verbose_name_plural = gettext_lazy("see also")

    def __str__(self):
        return self.title
