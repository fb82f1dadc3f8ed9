"""When the work that comes by itself was last done: written by run_schedule, read by probes and the desk."""

from django.db import models


class Round(models.Model):
    """All tasks that come at one time, each minute or each night. One process does a round at a time."""

    name = models.CharField(max_length=20, primary_key=True)
    claimed_until = models.DateTimeField(
        null=True, help_text="Whose claim this is does the round; later on, another process may."
    )
    ended_at = models.DateTimeField(null=True)
    alarm_tried_at = models.DateTimeField(
        null=True, help_text="When somebody was last to be told that the round doesn't come."
    )
    alarm_sent_at = models.DateTimeField(null=True)

    def __str__(self):
        return self.name


class TaskRun(models.Model):
    """How a task of the schedule ended last. `problem` is what it said if it failed, else empty."""

    name = models.CharField(max_length=40, primary_key=True)
    ended_at = models.DateTimeField()
    seconds = models.FloatField()
    problem = models.TextField(blank=True)

    def __str__(self):
        return self.name
