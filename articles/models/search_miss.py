from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchMiss(models.Model):
    """Words that readers searched for and no page has: no person, no address, no time of day.

    `count` is how often, from `first_on` to `last_on`. `answered_as` is what the search took them for, "" if
    it found nothing; `taken_back` is how often a reader then asked for the words as they had typed them.
    """

    words = models.CharField(max_length=100, unique=True)
    count = models.PositiveIntegerField(default=1)
    answered_as = models.CharField(max_length=200, blank=True)
    taken_back = models.PositiveIntegerField(default=0)
    first_on = models.DateField()
    last_on = models.DateField()

    class Meta:
        ordering = ["-count", "-last_on", "words"]
        verbose_name = _("search that missed")
        verbose_name_plural = _("searches that missed")
        indexes = [models.Index(fields=["first_on"], name="search_miss_by_day")]

    def __str__(self):
        return self.words
