from django.db import models

from .live_edition import LiveEdition


class DrawnPage(models.Model):
    """The page of a live edition as it was drawn at publication. Readers get it while `facts` still hold.

    Only articles.editions.drawn_page reads it. Without a row the page is drawn when it's asked for.
    """

    live = models.OneToOneField(LiveEdition, primary_key=True, on_delete=models.CASCADE, related_name="drawn")
    # Deflated HTML, with marks for the parts that are drawn at each request.
    body = models.BinaryField()
    facts = models.CharField(max_length=64, help_text="The digest of what it was drawn from.")
    organizations = models.JSONField(default=list, help_text="Slugs of the organizations that it names.")
    see_also = models.JSONField(default=list, help_text="Slugs of the articles that it says to see also.")

    def __str__(self):
        return str(self.live)
