"""Which changes may make the text of a record wait, or wait no longer: the bodies of database triggers.

They are made, taken away and looked for together with those of raising.py.
"""

from collections.abc import Iterator

TABLE = "articles_storedwaiting"
# By which names a trigger has the row that changed.
EVENTS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
TERMS_OF_SOURCE = "SELECT 'term', id FROM resources_term WHERE source_key = {row}.key"
# Kind and key of each record whose text is made of a changed row, as SQL, by table and event.
PROPOSED: dict[str, dict[str, str]] = {
    "resources_term": dict.fromkeys(EVENTS, "SELECT 'term', {row}.id"),
    "resources_synonym": dict.fromkeys(EVENTS, "SELECT 'term', {row}.term_id"),
    # An import adds thousands, and a term names one that is there.
    "articles_source": dict.fromkeys(("UPDATE", "DELETE"), TERMS_OF_SOURCE),
    "articles_tag": dict.fromkeys(EVENTS, "SELECT 'tag', {row}.id"),
    "articles_category": dict.fromkeys(EVENTS, "SELECT 'category', {row}.id"),
    "resources_organization": dict.fromkeys(
        EVENTS, "SELECT 'organization', {row}.id UNION SELECT 'contacts', {row}.id"
    ),
    "resources_contact": dict.fromkeys(EVENTS, "SELECT 'contacts', {row}.organization_id"),
    "articles_contributor": dict.fromkeys(EVENTS, "SELECT 'contributor', {row}.id"),
    "auth_user": {
        "UPDATE": "SELECT 'contributor', id FROM articles_contributor WHERE user_id = {row}.id",
    },
    "articles_withdrawalwords": dict.fromkeys(EVENTS, "SELECT 'withdrawal', {row}.withdrawal_id"),
    "articles_surveytable": dict.fromkeys(EVENTS, "SELECT 'survey', {row}.id"),
    "articles_fixedpage": dict.fromkeys(EVENTS, "SELECT 'page', {row}.id"),
    "articles_approvedtext": {"INSERT": "SELECT {row}.kind, {row}.record"},
}
# Where the texts show some columns of what is there already.
COLUMNS: dict[str, tuple[str, ...]] = {
    "articles_source": ("key", "title", "doi", "url"),
    "auth_user": ("username",),
}

MARK = """
INSERT INTO articles_storedwaiting (kind, record, is_waiting, is_new, changes, seen)
SELECT named.kind, named.record, false, false, 1, 0
FROM (SELECT '' AS kind, 0 AS record WHERE false UNION {records}) AS named WHERE true
ON CONFLICT (kind, record) DO UPDATE SET changes = articles_storedwaiting.changes + 1;"""


def triggers() -> Iterator[tuple[str, str, str]]:
    """Name, event and table of each trigger."""
    for table, events in PROPOSED.items():
        for event in events:
            yield f"{table}_proposes_{event.lower()}", event, table


def body(table: str, event: str) -> str:
    """The statement of a trigger: it counts a change of each record that the row stands in."""
    named = (PROPOSED[table][event].format(row=row) for row in EVENTS[event])
    return MARK.format(records=" UNION ".join(named))


def columns(table: str, event: str) -> tuple[str, ...]:
    """The columns whose change counts, if not all do."""
    return COLUMNS.get(table, ()) if event == "UPDATE" else ()
