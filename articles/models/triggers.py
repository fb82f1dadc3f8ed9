"""Database triggers that refuse to change rows that are written once, for SQLite and PostgreSQL.

They stand behind the models' own refusal and stop what passes it by: upserts, base managers, SQL by hand.
On SQLite a table that a migration remakes loses its triggers, so a migration that alters one of these tables
ends with `migrations.RunPython(triggers.install, triggers.remove)`; `verify_editions` misses them otherwise.
"""

from collections.abc import Iterable, Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = (
    "articles_edition",
    "articles_signoff",
    "articles_act",
    "articles_approvedtext",
    "accounts_securityevent",
)
EVENTS = ("UPDATE", "DELETE")

SQLITE = """
CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{table}: rows are written once, {event} is refused'); END
"""
POSTGRESQL = """
CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON {table}
FOR EACH ROW EXECUTE FUNCTION articles_refuse_change()
"""
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION articles_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: rows are written once, % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
FIND = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal",
}


def names() -> Iterator[tuple[str, str, str]]:
    """Name, table and event of each trigger."""
    return ((f"{table}_no_{event.lower()}", table, event) for table in TABLES for event in EVENTS)


def statements(vendor: str, tables: Iterable[str] = TABLES) -> Iterator[str]:
    """The SQL that makes the triggers of these tables; running it again changes nothing."""
    if vendor == "postgresql":
        yield POSTGRESQL_FUNCTION
    template = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[vendor]
    for name, table, event in names():
        if table in tables:
            yield template.format(name=name, table=table, event=event)


def install(apps, schema_editor):
    """Makes the triggers of the tables that are there already; for migrations.RunPython."""
    connection = schema_editor.connection
    for statement in statements(connection.vendor, connection.introspection.table_names()):
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    """Takes the triggers away; for migrations.RunPython."""
    for name, table, _ in names():
        on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS articles_refuse_change()")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the triggers that the database does not have, or has switched off."""
    with connection.cursor() as cursor:
        cursor.execute(FIND[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}
    return [name for name, _, _ in names() if name not in found]
