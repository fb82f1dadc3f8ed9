"""The records of the desk by task: what stands at the head of each of its pages."""

from django.utils.translation import gettext_lazy as _

RECORDS = "records"
# By the name of an entry: its words, and the records below it. What stands nowhere is one of the records.
ENTRIES = {
    "write": (_("Write"), ("article", "figure", "fixedpage")),
    "sources": (_("Sources and data"), ("source", "surveytable", "retractionnotice", "linkcheck")),
    "words": (_("Help and words"), ("organization", "term", "tag", "category", "phrase")),
    "readers": (_("Readers"), ("readerreport", "searchmiss")),
    "review": (_("Review"), ("comment", "reviewrequest", "schedule", "withdrawalwords")),
    "people": (_("People"), ("contributor", "user", "group")),
    RECORDS: (_("Records"), ()),
}
PLACES = {name: entry for entry, (_words, names) in ENTRIES.items() for name in names}


def by_task(apps: list[dict], may_see_records: bool) -> list[dict]:
    """The models of the apps that Django's admin lists, under our entries. What only machines write is
    listed for those who `may_see_records`; anybody who may see one still finds it by its address."""
    found: dict[str, list[dict]] = {entry: [] for entry in ENTRIES}
    for app in apps:
        for model in app["models"]:
            found[PLACES.get(model["object_name"].lower(), RECORDS)].append(model)
    if not may_see_records:
        found[RECORDS] = []
    return [
        {
            "name": words,
            "app_label": entry,
            "models": sorted(found[entry], key=lambda model: _place(model, names)),
        }
        for entry, (words, names) in ENTRIES.items()
        if found[entry]
    ]


def _place(model: dict, names: tuple[str, ...]) -> tuple[int, str]:
    name = model["object_name"].lower()
    return (names.index(name) if name in names else len(names)), str(model["name"])
