from articles.importing.surveys import read_survey_tables
from articles.intake.records import save_each, save_survey_table
from articles.management.record_command import RecordCommand


class Command(RecordCommand):
    help = (
        "Adds and updates survey tables and tables of results from JSON files. Import the references first."
    )

    def read(self, data):
        return read_survey_tables(data)

    def save(self, records, keep, by):
        return save_each(records, lambda table: save_survey_table(table, keep, by))
