"""The rows that readers find live editions by: suggestions, survey tables, pictures, cited sources, words."""

from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from articles.content import SURVEY_KINDS
from articles.content.status_names import survey_name

from .edition import category_name


class RelatedEdition(models.Model):
    """A suggestion from one article to another. Publishing writes score, rank and reasons; editors
    pin and block. Readers see only those whose `other` is live."""

    # The constraint is an index, too.
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="related_editions", db_index=False
    )
    other = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField(default=0)
    score = models.FloatField(default=0)
    reasons = models.JSONField(default=list, help_text='Why, as readers see it: ["tag: chemotherapy"].')
    pinned = models.BooleanField(default=False)
    blocked = models.BooleanField(default=False)

    class Meta:
        ordering = ["article", "-pinned", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="related_once_a_pair"),
            models.CheckConstraint(condition=~models.Q(article=models.F("other")), name="related_to_another"),
            models.CheckConstraint(
                condition=~models.Q(pinned=True, blocked=True), name="related_pinned_or_blocked"
            ),
        ]
        # All that a publication asks of the lists of others, which lie all over the table.
        indexes = [
            models.Index(
                fields=["article", "score", "other"],
                condition=models.Q(pinned=False, blocked=False),
                name="related_automatic",
            )
        ]

    def __str__(self):
        return f"{self.article} → {self.other}"


class RelatedFeature(models.Model):
    """Something that a live edition may share with others: a tag, a source, a telling word.

    articles.related writes and compares them; two articles are as much alike as the sum over the features
    that they share of the product of the weights.
    """

    # The constraint is an index, too.
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="related_features", db_index=False
    )
    key = models.CharField(max_length=250, help_text="As in: word tamoxifen, tag 12, source 10.1000/xyz.")
    weight = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "key"], name="related_feature_once_an_article")
        ]
        # Thousands of rows are compared at each publication, and they lie all over the table: the index has
        # all that is asked of them.
        indexes = [models.Index(fields=["key", "article", "weight"], name="related_feature_by_key")]

    def __str__(self):
        return f"{self.article}: {self.key}"


class PlacedSurveyQuerySet(models.QuerySet):
    def newest(self):
        """One row a table: that of the live edition whose copy of the table its own page shows."""
        return self.filter(is_newest=True)

    def listed(self, language, named=()):
        """The tables that the list in an interface language shows, surveys before results: each once, as the
        newest live edition in that language has it, with the `category_name` of its page and its language.
        Those with the keys `named`, which have a title in that language, are shown from others' editions."""
        own = self.filter(is_listed=True, list_language=language)
        others = self.newest().filter(key__in=named).exclude(key__in=own.values("key"))
        rows = self.filter(models.Q(pk__in=own) | models.Q(pk__in=others)) if named else own
        category = category_name("edition__live__category")
        return rows.order_by("kind", "title", "key").annotate(
            category_name=category, language=models.F("edition__live__language")
        )

    def numbers_by_kind(self):
        """How many tables there are of each kind."""
        return dict(self.order_by().values_list("kind").annotate(models.Count("pk")))

    def order_by_age(self):
        """The rows of live editions, those of each table together, the newest edition's first."""
        return self.filter(edition__live__isnull=False).order_by(
            "key", "-edition__published_at", "-edition_id"
        )


class PlacedSurvey(models.Model):
    """A survey table in an edition: the index row that visitors find it by, with what lists say of it.

    `asked_in` and `published_in` are years, "2018" or "2023–2024": of the answers, and of the sources.
    """

    edition = models.ForeignKey("articles.Edition", on_delete=models.CASCADE, related_name="placed_surveys")
    key = models.SlugField(max_length=120, allow_unicode=True, db_index=True)
    title = models.CharField(max_length=300)
    is_unverified = models.BooleanField(default=False)
    kind = models.CharField(max_length=10, choices=SURVEY_KINDS, default="survey")
    headline = models.CharField(max_length=200, blank=True, default="")
    sample_size = models.PositiveIntegerField(null=True)
    asked_in = models.CharField(max_length=9, blank=True, default="")
    published_in = models.CharField(max_length=9, blank=True, default="")
    is_newest = models.BooleanField(default=False, editable=False)
    # As the live edition has it; one row a table and language is in the list of that language.
    list_language = models.CharField(max_length=10, editable=False)
    is_listed = models.BooleanField(default=False, editable=False)

    objects = PlacedSurveyQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="survey_once_an_edition")]
        # The lists of tables, in their order.
        indexes = [
            models.Index(
                fields=["list_language", "kind", "title", "key"],
                condition=models.Q(is_listed=True),
                name="listed_surveys",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        """As readers see it."""
        return survey_name(self.title, self.is_unverified)

    @property
    def facts(self) -> list[str]:
        """What lists say beside the name of a row of `listed`: how many people, when, on what."""
        said = []
        if self.sample_size:
            number = number_format(self.sample_size, force_grouping=True)
            said.append(_("%(number)s people") % {"number": number})
        if self.asked_in:
            said.append(_("asked in %(years)s") % {"years": self.asked_in})
        elif self.published_in:
            said.append(_("published in %(years)s") % {"years": self.published_in})
        return [*said, self.category_name] if self.category_name else said


class PlacedPictureQuerySet(models.QuerySet):
    def public(self):
        """Those in editions that visitors may read: of articles that are live, the old ones included."""
        return self.filter(edition__article__live__isnull=False)


class PlacedPicture(models.Model):
    """A picture file in an edition: the row that makes it public. It stays with the edition for good."""

    edition = models.ForeignKey("articles.Edition", on_delete=models.CASCADE, related_name="placed_pictures")
    digest = models.CharField(max_length=64, db_index=True)

    objects = PlacedPictureQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "digest"], name="picture_once_an_edition")]

    def __str__(self):
        return self.digest


class CitedSource(models.Model):
    """A source in a live edition: the index row that leads from a change of the source to the page.

    `known_status` is the source's retraction status that the review of the edition took into account.
    """

    edition = models.ForeignKey("articles.Edition", on_delete=models.CASCADE, related_name="cited_sources")
    key = models.CharField(max_length=100, db_index=True)
    known_status = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="cited_source_once_an_edition")
        ]

    def __str__(self):
        return self.key


class SearchDocument(models.Model):
    """The words that visitors find a live edition by. articles.search writes and asks it.

    Full-text indexes hang on this table, outside of the models: see migration 0004.
    """

    edition = models.OneToOneField(
        "articles.Edition", primary_key=True, on_delete=models.CASCADE, related_name="search_document"
    )
    names = models.TextField(help_text="Stems of the title, and on further lines of other names.")
    words = models.TextField(help_text="All stems, a line for each class of weight, heaviest first.")
    is_for_professionals = models.BooleanField(default=False)

    def __str__(self):
        return self.names

    def says(self, other: "SearchDocument") -> bool:
        """Whether the other would be found by the same."""
        kept = ("edition_id", "names", "words", "is_for_professionals")
        return all(getattr(self, name) == getattr(other, name) for name in kept)


class SearchWord(models.Model):
    """A word of the search documents without its endings, and how common it is."""

    stem = models.CharField(max_length=40, primary_key=True)
    shown = models.CharField(max_length=40, help_text="A word with this stem, for readers.")
    documents = models.PositiveIntegerField(help_text="Number of documents with this stem.")

    def __str__(self):
        return self.stem


class WrittenWord(models.Model):
    """A word as it is written in live editions, that misspellings are compared with."""

    word = models.CharField(max_length=40, primary_key=True)
    documents = models.PositiveIntegerField(help_text="Number of documents with this word.")
    head = models.CharField(max_length=2, db_index=True)
    tail = models.CharField(max_length=2, db_index=True)
    skeleton = models.CharField(max_length=40, db_index=True)

    def __str__(self):
        return self.word
