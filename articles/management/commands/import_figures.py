from articles.importing.figures import read_figures
from articles.intake.figures import save_figure
from articles.intake.records import save_each
from articles.management.named_file import content_of
from articles.management.record_command import RecordCommand


class Command(RecordCommand):
    help = (
        "Adds and updates figures from JSON files, with the picture files beside them. A dry run stores the "
        "picture files, which nobody sees before a page shows them."
    )

    def read_file(self, file):
        return read_figures(content_of(file), file.parent)

    def save(self, records, keep, by):
        return save_each(records, lambda record: save_figure(record, keep, by))
