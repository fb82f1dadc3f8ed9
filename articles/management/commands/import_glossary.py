from articles.importing.glossary import read_terms
from articles.intake.organizations import save_terms
from articles.management.record_command import RecordCommand


class Command(RecordCommand):
    help = (
        "Adds and updates glossary terms and their synonyms from JSON files; lists those with a definition."
    )

    def read(self, data):
        return read_terms(data)

    def save(self, records, keep, by):
        return save_terms(records, keep, by)
