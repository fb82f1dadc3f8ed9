from articles.intake.records import save_each
from articles.management.record_command import RecordCommand
from resources.importing.organizations import read_organizations
from resources.record_import import save_organization


class Command(RecordCommand):
    help = "Adds, updates and lists help organizations and their contacts from JSON files."

    def read(self, data):
        return read_organizations(data)

    def save(self, records, keep, by):
        return save_each(records, lambda record: save_organization(record, keep, by))
