"""Since when stored pages are out of date: counters that the database raises, whoever changes a row.

A generation is the number of the newest change of what a name stands for; the clock, whose name is empty,
counts the changes of all. A page that was made when the clock stood at N is right while no generation that it
follows is above N.
"""

from django.db import models


class Generation(models.Model):
    """`name` is one of the names in WATCHED, such as "articles" or "article what-is-radiation"."""

    name = models.CharField(max_length=250, primary_key=True)
    number = models.BigIntegerField()

    def __str__(self):
        return f"{self.name or 'clock'}: {self.number}"
