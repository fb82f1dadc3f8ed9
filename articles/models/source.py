from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.content import PersonName, SourceContent, scalar_fields


class SourceQuerySet(models.QuerySet):
    def marked(self):
        """Those of which a notice says something: corrected, superseded, of concern or retracted."""
        # Not `exclude`: only a range is looked up in an index.
        return self.filter(retraction_status__gt="")


class Source(models.Model):
    """A bibliographic record, shared by the articles that cite its key."""

    class RetractionStatus(models.TextChoices):
        NONE = "", _("none known")
        CORRECTED = "corrected", _("corrected")
        SUPERSEDED = "superseded", _("superseded")
        CONCERN = "concern", _("expression of concern")
        RETRACTED = "retracted", _("retracted")

    key = models.SlugField(max_length=100, unique=True, help_text=_("Cited in a text as [@key]."))
    type = models.CharField(max_length=40, default="article-journal", help_text=_("The type in CSL-JSON."))
    title = models.TextField()
    authors = models.JSONField(
        default=list, blank=True, help_text=_('[{"family": "...", "given": "..."}] or [{"literal": "..."}]')
    )
    editors = models.JSONField(
        default=list, blank=True, help_text=_("As the authors; of a book or its whole.")
    )
    authors_truncated = models.BooleanField(_("more authors than listed"), default=False)
    container_title = models.CharField(_("journal or book"), max_length=300, blank=True)
    container_title_short = models.CharField(_("journal, abbreviated"), max_length=150, blank=True)
    publisher = models.CharField(max_length=300, blank=True)
    issued = models.CharField(max_length=10, blank=True, help_text=_("2022, 2022-05 or 2022-05-03."))
    accessed = models.CharField(max_length=10, blank=True, help_text="2022-05-03.")
    volume = models.CharField(max_length=40, blank=True)
    issue = models.CharField(max_length=40, blank=True)
    page = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=60, blank=True)
    doi = models.CharField("DOI", max_length=200, blank=True, db_index=True)
    pmid = models.CharField("PMID", max_length=20, blank=True, db_index=True)
    pmcid = models.CharField("PMCID", max_length=20, blank=True)
    url = models.URLField("address", max_length=500, blank=True)
    kind = models.CharField(
        _("kind of evidence"), max_length=40, blank=True, help_text=_("Such as guideline, trial or survey.")
    )
    retraction_status = models.CharField(max_length=20, choices=RetractionStatus, blank=True, default="")
    retraction_note = models.TextField(blank=True)
    note = models.TextField(blank=True, help_text=_("For editors; visitors don't see it."))

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        indexes = [models.Index(fields=["retraction_status", "key"], name="source_by_retraction")]

    def __str__(self):
        return f"{self.key}: {self.title}"

    def content(self) -> SourceContent:
        return SourceContent(
            authors=tuple(PersonName(**author) for author in self.authors),
            editors=tuple(PersonName(**editor) for editor in self.editors),
            **{name: getattr(self, name) for name in SOURCE_FIELDS},
        )


def people(authors: Iterable[PersonName]) -> list[dict[str, str]]:
    """As `Source.authors` and `editors` keep them: the parts that a name has."""
    return [{name: text for name, text in vars(author).items() if text} for author in authors]


SOURCE_FIELDS = scalar_fields(SourceContent)


class RetractionNotice(models.Model):
    """A row of the Retraction Watch list that concerns a source. A source's status follows from all its
    notices; see articles/publishing/retraction_status.py."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="retraction_notices")
    record_id = models.CharField(max_length=40, help_text=_("The Record ID of the list."))
    status = models.CharField(max_length=20, choices=Source.RetractionStatus, blank=True)
    nature = models.CharField(max_length=60)
    reason = models.TextField(blank=True)
    noticed_on = models.DateField()
    notice_doi = models.CharField(_("DOI of the notice"), max_length=200, blank=True)

    class Meta:
        ordering = ["-noticed_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["source", "record_id"], name="notice_once_a_source")]

    def __str__(self):
        return f"{self.source.key}: {self.nature} {self.noticed_on}"


class ListedNotice(models.Model):
    """A row of the Retraction Watch list under one of the names of its paper ("doi:10.1000/abc", "pmid:123").

    All rows are kept: a source that comes later gets the notices that the list had for it.
    """

    name = models.CharField(max_length=250, db_index=True)
    record_id = models.CharField(max_length=40, db_index=True)
    status = models.CharField(max_length=20, blank=True)
    nature = models.CharField(max_length=60)
    reason = models.TextField(blank=True)
    noticed_on = models.DateField()
    notice_doi = models.CharField(max_length=200, blank=True)

    def __str__(self):
        return f"{self.name}: {self.nature} {self.noticed_on}"
