"""Which changes make the stored standing of an article old: the bodies of database triggers.

They are made, taken away and looked for together with those of raising.py.
"""

from collections.abc import Iterator

TABLE = "articles_storedstanding"
# Events by table. What is written once is only added.
MARKED: dict[str, tuple[str, ...]] = {
    "articles_article": ("INSERT", "UPDATE"),
    "articles_edition": ("INSERT",),
    "articles_liveedition": ("INSERT", "UPDATE", "DELETE"),
    "articles_reviewrequest": ("INSERT", "UPDATE", "DELETE"),
    "articles_schedule": ("INSERT", "UPDATE", "DELETE"),
    "articles_signoff": ("INSERT",),
    "articles_withdrawal": ("INSERT",),
}
# The columns of an article that its status follows from.
OF_ARTICLE = ("digest", "trashed_at", "voided_sign_off_id")

# Nobody has said anything yet of an article that is new.
BEGIN = """
INSERT INTO articles_storedstanding (article_id, status, changes, seen)
VALUES (NEW.id, 'draft', CASE WHEN NEW.trashed_at IS NULL THEN 0 ELSE 1 END, 0)
ON CONFLICT (article_id) DO NOTHING;"""
MARK = """
UPDATE articles_storedstanding SET changes = changes + 1 WHERE article_id = {row}.{key};"""


def triggers() -> Iterator[tuple[str, str, str]]:
    """Name, event and table of each trigger."""
    for table, events in MARKED.items():
        for event in events:
            yield f"{table}_marks_{event.lower()}", event, table


def body(table: str, event: str) -> str:
    """The statements of a trigger: a new article has a standing, each later fact makes it old."""
    if table == "articles_article":
        return BEGIN if event == "INSERT" else MARK.format(row="NEW", key="id")
    return MARK.format(row="OLD" if event == "DELETE" else "NEW", key="article_id")


def columns(table: str, event: str) -> tuple[str, ...]:
    """The columns whose change counts, if not all do."""
    return OF_ARTICLE if (table, event) == ("articles_article", "UPDATE") else ()
