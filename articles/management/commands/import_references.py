from articles.importing.bibliography import read_bibliography_file
from articles.intake.sources import save_sources
from articles.management.record_command import RecordCommand


class Command(RecordCommand):
    help = (
        "Adds and updates sources from files in RIS, NBIB, BibTeX or CSL-JSON, from answers of PubMed and "
        "Crossref, and from lists of DOIs or PMIDs, which are to be completed. A source that is in the "
        "register under the same DOI or PMID is completed. Working copies that cite them get new digests."
    )

    def read(self, data):
        return read_bibliography_file(data)

    def save(self, records, keep, by):
        return save_sources(records, keep, by)
