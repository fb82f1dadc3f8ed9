from django.db import models


class SearchMiss(models.Model):
    """Words that readers' searches found nothing for: no person, no address, no time of day.

    `count` is how often, from `first_on` to `last_on`.
    """

    words = models.CharField(max_length=100, unique=True)
    count = models.PositiveIntegerField(default=1)
    first_on = models.DateField()
    last_on = models.DateField()

    class Meta:
        ordering = ["-count", "-last_on", "words"]
        verbose_name = "search that found nothing"
        verbose_name_plural = "searches that found nothing"
        indexes = [models.Index(fields=["first_on"], name="search_miss_by_day")]

    def __str__(self):
        return self.words
