from django.db import models


class StoredFindings(models.Model):
    """What the checks found in a working copy, kept so that no list works it out again.

    `key` tells the text, the rules and the facts that the findings follow from (kept_findings.py): a row with
    another key, or of other days, says nothing. Each article has one row at most, so none has to be pruned.
    """

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, primary_key=True, related_name="stored_findings"
    )
    key = models.CharField(max_length=64)
    findings = models.JSONField(default=list)
    checked_on = models.DateField()
    holds_until = models.DateField()

    class Meta:
        verbose_name_plural = "stored findings"

    def __str__(self):
        return f"{len(self.findings)} findings in {self.article}"
