"""Rows that are written once: editions, sign-offs, acts."""

from django.db import models


class RecordIsFinal(TypeError):
    """Somebody tried to change or delete a row that is written once."""


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise RecordIsFinal(f"{self.model._meta.verbose_name_plural} are never changed.")

    def delete(self):
        raise RecordIsFinal(f"{self.model._meta.verbose_name_plural} are never deleted.")

    # Django marks these two on QuerySet; without them an override would reach templates and managers.
    update.alters_data = True
    delete.alters_data = True
    delete.queryset_only = True


class AppendOnly(models.Model):
    """A row that `save` writes once and `delete` refuses. Foreign keys to it are PROTECT."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise RecordIsFinal(f"{self._meta.verbose_name} {self.pk} is never changed.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise RecordIsFinal(f"{self._meta.verbose_name} {self.pk} is never deleted.")
