from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _


class DeletedSection(models.Model):
    """A section that an editor deleted: `content` is its SectionContent, `order` the place that it had."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="deleted_sections")
    heading = models.CharField(max_length=300, blank=True)
    order = models.PositiveIntegerField()
    content = models.JSONField()
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    deleted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-deleted_at", "-pk"]

    def __str__(self):
        return self.heading or _("(without heading)")
