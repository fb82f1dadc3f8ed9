from articles.importing.surveys import read_survey_tables
from articles.importing.table_files import read_tables
from articles.intake.records import save_each, save_survey_table
from articles.management.named_file import content_of
from articles.management.record_command import RecordCommand


class Command(RecordCommand):
    help = (
        "Adds and updates survey tables and tables of results from JSON files, and tables of figures from "
        "CSV, Markdown and HTML, which readers see as unverified. Import the references first."
    )

    def read_file(self, file):
        data = content_of(file)
        is_json = file.suffix.lower() == ".json" or data.lstrip()[:1] in (b"{", b"[")
        return read_survey_tables(data) if is_json else read_tables(file.stem, data)

    def save(self, records, keep, by):
        return save_each(records, lambda table: save_survey_table(table, keep, by))
