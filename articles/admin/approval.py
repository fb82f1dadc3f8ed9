"""Admins of records: what they save is a proposal, which another person approves."""

from articles.publishing.records import hide
from articles.records.record import records_of


class RecordAdmin:
    """To be put before the admin class of a kind of record, whose `save_related` calls `record_changed`."""

    def delete_model(self, request, obj):
        for record in records_of(obj):
            hide(record)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for row in queryset:
            self.delete_model(request, row)
