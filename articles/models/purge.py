"""How far a CDN in front of the site was told to forget the pages that it keeps."""

from django.db import models


class Purge(models.Model):
    """One row for each kind of CDN. It was told of all changes up to `number`, and twice of those up to
    `before`, -1 for none; `day` is the ISO day that it was told of last."""

    cdn = models.CharField(max_length=20, primary_key=True)
    number = models.BigIntegerField()
    before = models.BigIntegerField()
    day = models.CharField(max_length=10)

    def __str__(self):
        return f"{self.cdn}: {self.number}"
