from django.db import models
from django.utils.translation import gettext_lazy as _


class Phrase(models.Model):
    """A word or name that editors add to a list: for the content checks, or for searches about danger."""

    class List(models.TextChoices):
        HYPE = "hype", _("hype")
        EFFICACY = "efficacy", _("claims of efficacy")
        JOURNALS = "journals", _("journals")
        ORGANIZATIONS = "organizations", _("known organizations")
        OFF_TOPIC = "off-topic", _("off-topic titles")
        CRISIS = "crisis", _("searches of somebody who may want to die")
        EMERGENCY = "emergency", _("searches about an emergency")
        FEAR = "fear", _("searches of somebody who is afraid to die")

    list = models.CharField(max_length=20, choices=List)
    text = models.CharField(max_length=100)

    class Meta:
        ordering = ["list", "text"]
        constraints = [models.UniqueConstraint(fields=["list", "text"], name="phrase_once_a_list")]

    def __str__(self):
        return self.text
