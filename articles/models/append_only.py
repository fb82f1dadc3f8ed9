"""Rows that are written once: editions, sign-offs, acts."""

from django.db import models

from .chain import written_together


class RecordIsFinal(TypeError):
    """Somebody tried to change or delete a row that is written once."""


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise RecordIsFinal(f"{self.model._meta.verbose_name_plural} are never changed.")

    def delete(self):
        raise RecordIsFinal(f"{self.model._meta.verbose_name_plural} are never deleted.")

    def bulk_create(self, objs, batch_size=None, ignore_conflicts=False, update_conflicts=False, **kwargs):
        """As save, for many. Each row gets its link, so each must be a new one."""
        if ignore_conflicts or update_conflicts:
            raise RecordIsFinal(f"{self.model._meta.verbose_name_plural} are never written over.")
        with written_together(savepoint=False) as rows:
            made = super().bulk_create(objs, batch_size, **kwargs)
            rows += ((self.model, row.pk) for row in made)
        return made

    # Django marks these two on QuerySet; without them an override would reach templates and managers.
    update.alters_data = True
    delete.alters_data = True
    delete.queryset_only = True


class AppendOnly(models.Model):
    """A row that `save` writes once, with a link in the chain, and `delete` refuses. Foreign keys to it are
    PROTECT."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise RecordIsFinal(f"{self._meta.verbose_name} {self.pk} is never changed.")
        with written_together(savepoint=False) as rows:
            super().save(*args, **{**kwargs, "force_insert": True})
            rows.append((type(self), self.pk))

    def delete(self, *args, **kwargs):
        raise RecordIsFinal(f"{self._meta.verbose_name} {self.pk} is never deleted.")
