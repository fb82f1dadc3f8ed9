from django.db import models


class UnfinishedRebuild(models.Model):
    """How far a rebuild of rows for readers has come, so that the next run goes on where it stopped.

    There is no row once a rebuild is finished.
    """

    name = models.CharField(max_length=20, primary_key=True)
    state = models.JSONField(default=dict)

    def __str__(self):
        return self.name
