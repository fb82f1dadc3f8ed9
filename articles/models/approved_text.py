from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language

from articles.content import decode_stored
from articles.content.records import TEXTS, in_language

from .append_only import AppendOnly


class ApprovedText(AppendOnly):
    """The text of a record (a term, a tag, ...) as a second person approved it, for good.

    `kind` is a key of articles.content.records.TEXTS, `record` the key of the row that proposes the text.
    """

    kind = models.CharField(max_length=20)
    record = models.PositiveBigIntegerField()
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    proposers = models.JSONField(help_text="Who wrote it: key and name of each account on the day.")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="approved_texts"
    )
    approver = models.CharField(max_length=200, help_text="The name of who approved it, on the day.")
    sign_off = models.ForeignKey(
        "articles.SignOff",
        null=True,
        on_delete=models.PROTECT,
        related_name="approved_texts",
        help_text="For a name that was signed with an edition: the sign-off that it rests on.",
    )
    how = models.CharField(max_length=200, blank=True, help_text="How it was checked, where a kind asks.")
    checked_on = models.DateField(null=True, help_text="When it was checked, where a kind asks.")
    approved_at = models.DateTimeField()

    class Meta(AppendOnly.Meta):
        abstract = False
        ordering = ["kind", "record", "number"]
        permissions = [("approve_record", "Can approve the texts of records")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "record", "number"], name="approved_text_once_a_number")
        ]

    def __str__(self):
        return f"{self.kind} {self.record}, text {self.number}"

    @property
    def value(self):
        """The text as a value of the class that TEXTS names."""
        return decode_stored(TEXTS[self.kind], self.content)


# The page of a record that readers find at an address of its own, by kind.
PAGES = {"tag": "tag_detail", "category": "category_detail", "organization": "organization_detail"}


class LiveRecordQuerySet(models.QuerySet):
    def of(self, kind):
        """The records of a kind that readers see, from A to Z. Every reading of records starts here."""
        return self.filter(kind=kind).order_by("name_key")

    def named(self):
        """With what their names in the language of the page are read from."""
        return self if get_language() == settings.LANGUAGE_CODE else self.select_related("text")

    def defined(self):
        """The terms that readers can look up: listed, and with a definition."""
        return self.of("term").filter(text__content__is_listed=True).exclude(text__content__definition="")


class LiveRecord(models.Model):
    """Which approved text of a record readers see. No row: never approved, or taken down.

    `slug` and `name` are those of the approved text, whatever the row of the record proposes by now.
    """

    kind = models.CharField(max_length=20)
    record = models.PositiveBigIntegerField()
    slug = models.SlugField(max_length=200, allow_unicode=True)
    name = models.CharField(max_length=300)
    # The place of the name from A to Z (articles/text/title_order.py).
    name_key = models.BinaryField(editable=False)
    text = models.OneToOneField(ApprovedText, on_delete=models.PROTECT, related_name="live")

    objects = LiveRecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "record"], name="live_record_once"),
            models.UniqueConstraint(fields=["kind", "slug"], name="live_record_at_its_address"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse(PAGES[self.kind], args=[self.slug])

    @property
    def own_name(self):
        """The name in the language of the page, where there is one. In the default one no text is read."""
        language = get_language()
        is_entered_so = language in (None, settings.LANGUAGE_CODE)
        return self.name if is_entered_so else in_language(self.text.value, language).name

    @property
    def own_synonyms(self) -> tuple[str, ...]:
        """Other words for a tag in the language of the page. Its text is read."""
        return in_language(self.text.value, get_language()).synonyms


class LiveName(models.Model):
    """A word that searches know a record by: written with its approved text, in lower case for the index."""

    live = models.ForeignKey(LiveRecord, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(max_length=150)
    lower = models.CharField(max_length=150, db_index=True)

    class Meta:
        ordering = ["live", "pk"]

    def __str__(self):
        return self.text
