from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CommentQuerySet(models.QuerySet):
    def open(self):
        """Comments that nobody has resolved; a sign-off waits for them. Answers go with what they answer."""
        return self.filter(resolved_at__isnull=True, answers__isnull=True)


class Comment(models.Model):
    """What a reviewer or an outside expert says of some words, of one section, or of the whole text; or an
    answer to that."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="comments")
    section = models.ForeignKey(
        "articles.Section", null=True, blank=True, on_delete=models.SET_NULL, related_name="comments"
    )
    heading = models.CharField(
        max_length=300, blank=True, help_text=_("Of the section, when the comment was written.")
    )
    digest = models.CharField(max_length=64)
    quote = models.TextField(blank=True, help_text=_("The words that it is about."))
    context = models.TextField(blank=True, help_text=_("The sentence or paragraph that they stand in."))
    replacement = models.TextField(blank=True, help_text=_("What to write in place of the words."))
    text = models.TextField(blank=True)
    answers = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="answered_by"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="comments"
    )
    invitation = models.ForeignKey(
        "articles.Invitation", null=True, on_delete=models.PROTECT, related_name="comments"
    )
    written_at = models.DateTimeField()
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(invitation__isnull=False), name="comment_has_a_writer"
            ),
        ]

    def __str__(self):
        return (self.text or self.replacement)[:60]
