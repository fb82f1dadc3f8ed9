from django.db import models


class UnsentLetter(models.Model):
    """A letter that is to be sent in the next round, or that no mail server has taken yet; the row goes once
    one has. Never one with a private link or a code: these aren't kept."""

    address = models.EmailField()
    subject = models.CharField(max_length=300)
    text = models.TextField()
    account = models.CharField(
        max_length=150, blank=True, help_text="The user name whose changes it tells, for the security log."
    )
    posted_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField()
    next_try_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.subject} ({self.tries})"
