from django.conf import settings
from django.db import models


class Presence(models.Model):
    """A person has the form of an article open. The browser renews `seen_at`; an old one means nothing."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="presence_once_an_editor"),
        ]

    def __str__(self):
        return f"{self.user} at {self.article}"
