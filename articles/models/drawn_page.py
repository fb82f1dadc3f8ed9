from django.db import models

from .live_edition import LiveEdition


class DrawnPage(models.Model):
    """The page of a live edition as it was drawn at publication. Readers get it while what it was drawn from
    still holds, from `drawn_on` to `until`.

    Only articles.editions.drawn_page reads it. Without a row the page is drawn when it's asked for.
    """

    live = models.OneToOneField(LiveEdition, primary_key=True, on_delete=models.CASCADE, related_name="drawn")
    # Deflated HTML. A mark stands before and after each of the parts that follow other records and pages.
    body = models.BinaryField()
    etag = models.CharField(max_length=40, help_text="That of the HTML without marks.")
    language = models.CharField(max_length=10, help_text="That of the text.")
    release = models.CharField(max_length=16, help_text="The program that drew it.")
    made_at = models.BigIntegerField(help_text="Where the clock of the generations stood before.")
    follows = models.JSONField(default=list, help_text="Names of the generations that it follows.")
    facts = models.CharField(max_length=64, help_text="The digest of what the page was drawn from.")
    part_facts = models.CharField(max_length=64, help_text="The digest of what its parts were drawn from.")
    drawn_on = models.DateField()
    until = models.DateField(help_text="The last day before something of it changes by the calendar.")
    organizations = models.JSONField(default=list, help_text="Slugs of the organizations that it names.")
    see_also = models.JSONField(default=list, help_text="Slugs of the articles that it says to see also.")

    def __str__(self):
        return str(self.live)
