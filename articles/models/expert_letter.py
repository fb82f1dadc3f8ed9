from django.db import models


class ExpertLetterQuerySet(models.QuerySet):
    def unsent(self):
        """Those that no mail server has taken yet."""
        return self.filter(sent_at__isnull=True)


class ExpertLetter(models.Model):
    """Tells an outside expert what was published under their name. There is one for each such edition."""

    edition = models.OneToOneField("articles.Edition", on_delete=models.PROTECT, related_name="expert_letter")
    invitation = models.ForeignKey("articles.Invitation", on_delete=models.PROTECT, related_name="letters")
    sent_at = models.DateTimeField(null=True, editable=False)

    objects = ExpertLetterQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.edition}: {self.invitation.name}"
