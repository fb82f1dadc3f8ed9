from django.db import models


class Phrase(models.Model):
    """A word or name that editors add to a list: for the content checks, or for searches about danger."""

    class List(models.TextChoices):
        HYPE = "hype", "hype"
        EFFICACY = "efficacy", "claims of efficacy"
        JOURNALS = "journals", "journals"
        ORGANIZATIONS = "organizations", "known organizations"
        OFF_TOPIC = "off-topic", "off-topic titles"
        CRISIS = "crisis", "searches of somebody who may want to die"
        EMERGENCY = "emergency", "searches about an emergency"
        FEAR = "fear", "searches of somebody who is afraid to die"

    list = models.CharField(max_length=20, choices=List)
    text = models.CharField(max_length=100)

    class Meta:
        ordering = ["list", "text"]
        constraints = [models.UniqueConstraint(fields=["list", "text"], name="phrase_once_a_list")]

    def __str__(self):
        return self.text
