from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.content import ArticleContent, decode_stored

from .deflated_json import DeflatedJSONField


class KeptText(models.Model):
    """A text of a working copy as `left_by` left it: `content` is its ArticleContent."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="kept_texts")
    digest = models.CharField(max_length=64)
    content = DeflatedJSONField()
    left_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    left_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-left_at", "-pk"]

    def __str__(self):
        return f"{self.article}, {self.left_at:%Y-%m-%d %H:%M}"

    def article_content(self) -> ArticleContent:
        return decode_stored(ArticleContent, self.content)
