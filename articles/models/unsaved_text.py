from django.conf import settings
from django.db import models

from .deflated_json import DeflatedJSONField


class UnsavedText(models.Model):
    """What somebody has typed into the form of an article and not saved; of a new one, `article` is None.

    `draft` is as the browser keeps it (see drafts.js), `key` the name that it gave it.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey("articles.Article", null=True, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    draft = DeflatedJSONField()
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-kept_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="unsaved_text_once_a_draft")]

    def __str__(self):
        return f"{self.owner}, {self.key}"
