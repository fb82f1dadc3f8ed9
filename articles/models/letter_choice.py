from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Told(models.TextChoices):
    """What the site tells somebody of by a letter, each of which they may switch off."""

    SUBMITTED = "submitted", _("A text waits for my review")
    SENT_BACK = "sent-back", _("A reviewer asked for changes in my text")
    COMMENTED = "commented", _("Somebody commented on my text, or on a text that I commented on")
    SIGNED_OFF = "signed-off", _("A text was signed off: mine, or one that I may publish")
    PUBLISHED = "published", _("A text was published: mine, or one that I reviewed")
    EXPERT = "expert", _("An outside expert gave a verdict that I may confirm, or that I asked for")


class UnwantedLetter(models.Model):
    """A letter that somebody doesn't want. Without such a row it is sent."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="unwanted_letters"
    )
    told = models.CharField(max_length=12, choices=Told)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "told"], name="unwanted_letter_once")]

    def __str__(self):
        return f"{self.user}: {self.told}"
