from articles.importing.organizations import read_organizations
from articles.intake.organizations import save_organization
from articles.intake.records import save_each
from articles.management.record_command import RecordCommand


class Command(RecordCommand):
    help = "Adds, updates and lists help organizations and their contacts from JSON files."

    def read(self, data):
        return read_organizations(data)

    def save(self, records, keep, by):
        return save_each(records, lambda record: save_organization(record, keep, by))
