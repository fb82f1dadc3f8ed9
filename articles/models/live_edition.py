"""What visitors see of an article: which edition, and what came after it."""

from django.db import models

from .edition import Edition


class LiveEdition(models.Model):
    """Which edition of an article visitors see. No row: never published, or withdrawn."""

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

    def __str__(self):
        return str(self.edition)
