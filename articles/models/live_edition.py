"""What visitors see of an article: which edition, what lists say of it, and what came after it.

Lists for readers read these rows, which are few and narrow, and never the archive of editions.
"""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.content.status_names import page_name, states_of_live
from articles.text.title_order import keys_of, sort_text

from .article import Article
from .edition import IN_QUESTION, Edition, at, category_name
from .tag import TaggedEdition


class LiveEditionQuerySet(models.QuerySet):
    def in_language(self, code):
        """Those that the lists in interface language `code` show."""
        return self.filter(list_language=code)

    def with_category(self):
        """Each with `category_name` as readers see it; None if they see no category."""
        return self.annotate(category_name=category_name())

    def tagged(self, slug):
        """Those with the tag that readers find at this address."""
        return self.filter(
            edition__in=TaggedEdition.objects.filter(tag__in=at("tag", slug)).values("edition")
        )

    def in_category(self, slug):
        """Those in the category that readers find at this address."""
        return self.filter(category__in=at("category", slug))

    def reached_by(self, slugs):
        """Those at these addresses, and those of the articles that have them. Found by one index after the
        other: with an "or" between the two tables, databases read them from end to end."""
        others = Article.objects.filter(slug__in=slugs).order_by().values("pk")
        return self.filter(pk__in=LiveEdition.objects.filter(slug__in=slugs).values("pk").union(others))

    def coded(self, code):
        """Those whose subject has this code."""
        return self.filter(codes__contains=f"\n{code}\n")

    def called(self, names):
        """Those whose title, or another name of whose subject, reads like one of these."""
        alike = Q(pk__in=[])
        for name in filter(sort_text, names):
            alike |= Q(title_key__range=keys_of(name))
        titled = LiveEdition.objects.filter(alike).order_by().values("pk")
        return self.filter(pk__in=titled.union(OtherName.objects.filter(alike).values("live")))

    def overdue(self, today):
        """Those whose next review date has passed."""
        return self.filter(next_review_on__lt=today)


class LiveEdition(models.Model):
    """Which edition of an article visitors see. No row: never published, or withdrawn.

    What follows from the edition is written with it, by publication; `version` says by which rules.
    """

    article = models.OneToOneField(
        "articles.Article", primary_key=True, on_delete=models.PROTECT, related_name="live"
    )
    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="live")
    # An address belongs to one live edition, whatever the working copies say.
    slug = models.SlugField(max_length=200, unique=True, allow_unicode=True)
    # A fact that came after the edition, such as a retracted source. Readers see it above the text.
    notice = models.TextField(blank=True)
    # Keys of cited sources that were retracted: readers see it in the name of the page and of the source.
    retracted_sources = models.JSONField(default=list, editable=False)
    is_demonstration = models.BooleanField(default=False, editable=False)
    # The expert under whose name it stands says that they didn't review it.
    is_in_question = models.BooleanField(default=False, editable=False)
    # The article that the edition is a translation of, as it was when it was published.
    translation_of = models.ForeignKey(
        "articles.Article",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="live_translations",
    )
    number = models.PositiveIntegerField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    change = models.CharField(max_length=10, choices=Edition.Change, editable=False)
    note = models.TextField(blank=True, editable=False)
    check_code = models.CharField(max_length=8, editable=False)
    title = models.CharField(max_length=300, editable=False)
    summary = models.TextField(blank=True, editable=False)
    language = models.CharField(max_length=10, editable=False)
    # The language of the interface whose lists show it.
    list_language = models.CharField(max_length=10, editable=False)
    # The codes of the subject, each on a line of its own between line breaks.
    codes = models.TextField(blank=True, default="", editable=False)
    category = models.ForeignKey(
        "articles.Category", null=True, editable=False, on_delete=models.PROTECT, related_name="live_editions"
    )
    reviewed_on = models.DateField(editable=False)
    next_review_on = models.DateField(editable=False, db_index=True)
    reviewer_name = models.CharField(max_length=200, blank=True, editable=False)
    signed_at = models.DateTimeField(editable=False)
    published_at = models.DateTimeField(editable=False)
    first_published_at = models.DateTimeField(editable=False)
    # When the newest edition was published that isn't a minor change.
    changed_at = models.DateTimeField(editable=False)
    letter = models.CharField(max_length=4, editable=False)
    # Its place from A to Z, and by the day of its review: see articles.publishing.live_row.
    title_key = models.BinaryField(editable=False)
    review_key = models.BinaryField(editable=False)
    version = models.CharField(max_length=100, editable=False)

    objects = LiveEditionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["list_language", "title_key"], name="live_by_title"),
            models.Index(fields=["list_language", "letter", "title_key"], name="live_by_letter"),
            # The language first, as in the others: by its first column PostgreSQL tells what an index costs.
            models.Index(fields=["list_language", "category", "title_key"], name="live_by_category"),
            models.Index(fields=["list_language", "-review_key"], name="live_by_review"),
            models.Index(fields=["-review_key"], name="live_by_review_in_all"),
            models.Index(fields=["-published_at", "-article"], name="live_by_publication"),
        ]

    def __str__(self):
        return _("%(title)s, edition %(number)s") % {"title": self.title, "number": self.number}

    def get_absolute_url(self):
        return reverse("article_detail", args=[self.slug])

    @property
    def name(self) -> str:
        """The title as readers see it wherever it is printed."""
        return page_name(self.title, self.states(timezone.localdate()))

    @property
    def question(self) -> str:
        """What readers are told if the review is in question, else "". In the language that is active."""
        return str(IN_QUESTION) if self.is_in_question else ""

    def states(self, today: date) -> set[str]:
        """What readers must know of the page before they rely on it."""
        return states_of_live(
            is_demonstration=self.is_demonstration,
            is_in_question=self.is_in_question,
            has_retracted_source=bool(self.retracted_sources),
            next_review_on=self.next_review_on,
            today=today,
        )


class LiveCount(models.Model):
    """How much a list shows: pages of a category or tag, by its key; pages under a letter, by their title or
    another name; survey tables of a kind."""

    class Kind(models.TextChoices):
        CATEGORY = "category"
        TAG = "tag"
        LETTER = "letter"
        SURVEY = "survey"

    kind = models.CharField(max_length=10, choices=Kind)
    list_language = models.CharField(max_length=10)
    key = models.CharField(max_length=20)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "list_language", "key"], name="live_count_once_a_list")
        ]

    def __str__(self):
        return f"{self.kind} {self.key} ({self.list_language}): {self.count}"


class OtherName(models.Model):
    """What else a live edition's subject is called, for the list from A to Z: an alias of the edition."""

    live = models.ForeignKey(LiveEdition, on_delete=models.CASCADE, related_name="other_names")
    list_language = models.CharField(max_length=10)
    name = models.TextField()
    letter = models.CharField(max_length=4)
    title_key = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["list_language", "title_key"], name="other_names_by_name"),
            models.Index(fields=["list_language", "letter", "title_key"], name="other_names_by_letter"),
        ]

    def __str__(self):
        return self.name
