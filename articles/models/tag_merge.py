from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _


class TagMerge(models.Model):
    """A tag that was merged into another, and what is needed to take that back.

    `moved` and `shared` hold the keys of the rows that had the tag, under "articles" and "editions": moved
    are those that got the other tag by the merge, shared those that had both. `aliases` holds [name, slug],
    `text` is the approved text that readers saw; the fields in SAID are those of the tag's row.
    """

    SAID = ("name", "slug", "description", "synonyms", "translations")

    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=100, allow_unicode=True)
    description = models.TextField(blank=True)
    synonyms = models.JSONField(default=list)
    translations = models.JSONField(default=dict)
    kept = models.ForeignKey("articles.Tag", null=True, on_delete=models.SET_NULL, related_name="merges")
    aliases = models.JSONField(default=list)
    text = models.ForeignKey("articles.ApprovedText", null=True, on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField(default=dict)
    shared = models.JSONField(default=dict)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    merged_at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-merged_at", "-pk"]

    def __str__(self):
        return _("“%(name)s” merged into “%(kept)s”") % {
            "name": self.name,
            "kept": self.kept or _("a tag that is gone"),
        }
