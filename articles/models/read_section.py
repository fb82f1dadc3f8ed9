from django.conf import settings
from django.db import models


class ReadSection(models.Model):
    """A reviewer's tick: they have read a section of a text, which is known by its digest, so that one that
    changes has no tick. It is a help to go on where one stopped; only a sign-off says anything of a text."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="read_sections")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    read_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-read_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "user", "digest"], name="section_read_once")
        ]

    def __str__(self):
        return f"{self.article}, read by {self.user}"
