from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FixedPage(models.Model):
    """A page of the site itself, in one language: the text that is proposed for it.

    Readers see what was approved of it: see articles/records/.
    """

    class Slug(models.TextChoices):
        """The names of the addresses."""

        ABOUT = "about", _("About us")
        EDITORIAL_POLICY = "editorial_policy", _("How we write and review")

    slug = models.CharField("page", max_length=30, choices=Slug)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES)
    title = models.CharField(max_length=200)
    description = models.CharField(max_length=300, help_text=_("One sentence for lists of search results."))
    body = models.TextField(
        help_text=_("[site name], [publisher] and [contact] are filled in from the site's settings.")
    )

    class Meta:
        ordering = ["slug", "language"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "language"], name="fixed_page_once_a_language")
        ]

    def __str__(self):
        return f"{self.title} ({self.language})"
