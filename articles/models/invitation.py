from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .deflated_json import DeflatedJSONField


class InvitationQuerySet(models.QuerySet):
    def usable(self, now):
        """Invitations whose link still opens: not expired, not revoked."""
        return self.filter(expires_at__gt=now, revoked_at__isnull=True)

    def seen_by(self, user):
        """Publishers, who confirm the verdicts, see all; whoever else invited somebody sees that."""
        return self if user.has_perm("articles.publish_article") else self.filter(invited_by=user)

    def to_confirm(self):
        """Verdicts that experts gave with their code and that a publisher has not confirmed yet."""
        return self.filter(proven_at__isnull=False, sign_off__isnull=True, revoked_at__isnull=True)


class Invitation(models.Model):
    """An outside expert is asked, by a signed link, for one verdict on one exact text."""

    class Verdict(models.TextChoices):
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64)
    content = DeflatedJSONField(
        help_text=_("The text that the expert reads, whatever editors change in the meantime.")
    )
    name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    message = models.TextField(blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(
        null=True, editable=False, help_text=_("When the mail server took the letter with the link.")
    )

    code_digest = models.CharField(
        max_length=64, blank=True, editable=False, help_text=_("Of the code that waits to be typed in.")
    )
    code_sent_at = models.DateTimeField(null=True, editable=False)
    code_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    codes_sent = models.PositiveSmallIntegerField(default=0, editable=False)

    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    verdict_at = models.DateTimeField(null=True, blank=True)
    proven_at = models.DateTimeField(
        null=True, editable=False, help_text=_("When the verdict came with the code that was mailed.")
    )
    signed_name = models.CharField(max_length=150, blank=True)
    credentials = models.CharField(max_length=200, blank=True)
    affiliation = models.CharField(max_length=200, blank=True)
    interests = models.TextField(blank=True)
    evidence_on = models.DateField(null=True, blank=True)
    comment = models.TextField(blank=True)
    page = DeflatedJSONField(
        null=True, blank=True, help_text=_("What the expert read: see articles.publishing.reviewed_page.")
    )
    sign_off = models.OneToOneField(
        "articles.SignOff", null=True, blank=True, on_delete=models.PROTECT, related_name="invitation"
    )
    disowned_at = models.DateTimeField(
        null=True, editable=False, help_text=_("When the expert said that the verdict was not theirs.")
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at"]
        indexes = [
            models.Index(
                fields=["sign_off"],
                condition=models.Q(disowned_at__isnull=False),
                name="invitation_disowned",
            )
        ]

    def __str__(self):
        return f"{self.article}: {self.name}"
