"""Database triggers that refuse to change rows that are written once, for SQLite and PostgreSQL.

They stand behind the models' own refusal and stop what passes it by: upserts, base managers, SQL by hand.
On SQLite a table that a migration remakes loses its triggers, so a migration that alters one of these tables
ends with `migrations.RunPython(triggers.install, triggers.remove)`; `verify_record` misses them otherwise.
"""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

from .append_only import AppendOnly

# SQLite has no TRUNCATE.
EVENTS = {"sqlite": ("UPDATE", "DELETE"), "postgresql": ("UPDATE", "DELETE", "TRUNCATE")}

SQLITE = """
CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{table}: rows are written once, {event} is refused'); END
"""
POSTGRESQL = """
CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON {table}
FOR EACH {unit} EXECUTE FUNCTION articles_refuse_change()
"""
REFUSE = """
BEGIN
    RAISE EXCEPTION '%: rows are written once, % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END """
POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION articles_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $${REFUSE}$$
"""
# Each trigger with its table, if it's switched on and does what `statements` made it to do.
FIND = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
    " AND sql LIKE '%%BEGIN SELECT RAISE(ABORT, %%' AND sql NOT LIKE '%% WHEN %%'",
    "postgresql": "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
    " JOIN pg_proc ON pg_proc.oid = tgfoid"
    " WHERE tgenabled IN ('O', 'A') AND tgqual IS NULL"
    " AND proname = 'articles_refuse_change' AND prosrc = %s",
}


def tables() -> list[str]:
    """The tables whose rows are written once."""
    models = (model for model in apps.get_models() if issubclass(model, AppendOnly))
    return sorted(model._meta.db_table for model in models)


def names(vendor: str) -> Iterator[tuple[str, str, str]]:
    """Name, table and event of each trigger."""
    return ((f"{table}_no_{event.lower()}", table, event) for table in tables() for event in EVENTS[vendor])


def statements(vendor: str, existing: Iterable[str] | None = None) -> Iterator[str]:
    """The SQL that makes the triggers, of the tables that exist already if they are given. Running it again
    changes nothing."""
    if vendor == "postgresql":
        yield POSTGRESQL_FUNCTION
    template = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[vendor]
    for name, table, event in names(vendor):
        if existing is None or table in existing:
            unit = "STATEMENT" if event == "TRUNCATE" else "ROW"
            yield template.format(name=name, table=table, event=event, unit=unit)


def drops(vendor: str, events: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Table and SQL that takes a trigger away, for all triggers, or those of some events."""
    for name, table, event in names(vendor):
        if not events or event in events:
            yield table, f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' if vendor == 'postgresql' else ''}"


def install(apps, schema_editor):
    """Makes the triggers of the tables that are there already; for migrations.RunPython."""
    connection = schema_editor.connection
    for statement in statements(connection.vendor, connection.introspection.table_names()):
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    """Takes the triggers away; for migrations.RunPython."""
    connection = schema_editor.connection
    existing = connection.introspection.table_names()
    for table, statement in drops(connection.vendor):
        if table in existing:
            schema_editor.execute(statement)
    if connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS articles_refuse_change()")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the triggers that the database does not have, has switched off, or has as something else."""
    with connection.cursor() as cursor:
        cursor.execute(FIND[connection.vendor], [REFUSE] if connection.vendor == "postgresql" else [])
        found = set(cursor.fetchall())
    return [name for name, table, _ in names(connection.vendor) if (name, table) not in found]
