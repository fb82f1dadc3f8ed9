from django.db import models
from django.utils.translation import gettext_lazy as _

# One failure is a bad day of a server. Two on different days are a broken link.
BROKEN_AFTER_DAYS = 2


class LinkCheckQuerySet(models.QuerySet):
    def broken(self):
        return self.filter(failed_days__gte=BROKEN_AFTER_DAYS)

    def warned(self):
        """Links whose servers turn robots away, so that somebody has to look."""
        return self.filter(failed_days=0).exclude(problem="")


class LinkCheck(models.Model):
    """A web address that readers are led to, and how it answered last.

    `problem` is "" if it answered; `failed_days` counts the days of checks since it answered last. A problem
    with no failed day is a warning. `places` says where readers meet it: [{"kind": "article", "pk": 1,
    "name": "..."}], kinds "article", "source" and "organization".
    """

    address = models.CharField(max_length=700, unique=True)
    problem = models.CharField(max_length=200, blank=True)
    failed_days = models.PositiveIntegerField(default=0, db_index=True)
    failed_since = models.DateField(null=True, blank=True)
    checked_on = models.DateField()
    places = models.JSONField(default=list)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-failed_days", "address"]
        verbose_name = _("link")

    def __str__(self):
        return self.address
