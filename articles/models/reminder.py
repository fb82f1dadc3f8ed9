from django.conf import settings
from django.db import models


class Reminder(models.Model):
    """A person was reminded of a date; the same date is not mailed twice."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=30, help_text="Why: review, sign-off, waiver, ...")
    due_on = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "user", "reason", "due_on"], name="reminder_once_a_date"
            ),
        ]

    def __str__(self):
        return f"{self.article}: {self.reason} {self.due_on}"
