from articles.importing.csl import read_sources
from articles.intake.records import save_each, save_source
from articles.management.record_command import RecordCommand


class Command(RecordCommand):
    help = "Adds and updates sources from CSL-JSON files. Working copies that cite them get new digests."

    def read(self, data):
        return read_sources(data)

    def save(self, records, keep, by):
        return save_each(records, lambda record: save_source(record, keep, by))
