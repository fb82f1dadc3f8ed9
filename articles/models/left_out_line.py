from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class LeftOutLine(models.Model):
    """A line of an imported text that the import left out; an editor may put it back.

    `section` is the heading under which it stood, `text` the line as it came (empty for a script).
    """

    class Reason(models.TextChoices):
        PROMOTIONAL = "promotional", gettext_lazy("reads like an advertisement")
        DECORATION = "decoration", gettext_lazy("has no letter and no digit")
        SCRIPT = "script", gettext_lazy("is a script or a style sheet")

    record = models.ForeignKey(
        "articles.ImportRecord", on_delete=models.CASCADE, related_name="left_out_lines"
    )
    line = models.PositiveIntegerField()
    reason = models.CharField(max_length=20, choices=Reason)
    text = models.TextField(blank=True)
    section = models.CharField(max_length=300, blank=True)
    put_back_at = models.DateTimeField(null=True)
    put_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["record", "line", "pk"]

    def __str__(self):
        return _("line %(line)s: %(text)s") % {"line": self.line, "text": self.text}
