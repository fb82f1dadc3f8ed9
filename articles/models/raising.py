"""Database triggers that raise generations, and those of marking.py and proposing.py, for SQLite and
PostgreSQL.

A trigger sees every change, by whatever way it comes: acts, commands, bulk calls, SQL by hand. It works in
the transaction of the change, so no page made before a commit passes for one made after it.

On SQLite a table that a migration remakes loses its triggers, so a migration that alters one of these tables
ends with `migrations.RunPython(raising.install, raising.remove)`; `missing` names them otherwise.
"""

from collections.abc import Iterable, Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

from . import marking, proposing
from .proposing import EVENTS

OF_EDITION = "'article ' || (SELECT slug FROM articles_edition WHERE id = {row}.edition_id)"
OF_ARTICLE = "'article ' || (SELECT slug FROM articles_liveedition WHERE article_id = {row}.article_id)"
# Names of generations by table, as SQL of a changed row. What gives NULL raises nothing.
WATCHED: dict[str, tuple[str, ...]] = {
    "articles_liveedition": (
        "'articles'",
        "'article ' || {row}.slug",
        "'translations ' || coalesce({row}.translation_of_id, {row}.article_id)",
    ),
    "articles_livecount": ("'articles'",),
    "articles_othername": ("'articles'",),
    "articles_edition": ("'article ' || {row}.slug",),
    "articles_withdrawal": ("'articles'", OF_EDITION),
    "articles_relatededition": (OF_ARTICLE,),
    "articles_taggededition": ("'articles'", OF_EDITION),
    "articles_placedsurvey": ("'articles'",),
    "articles_searchdocument": ("'search'",),
    "articles_liverecord": ("'records ' || {row}.kind",),
    "articles_tagalias": ("'records tag'",),
    "articles_livename": ("'search'",),
    "articles_phrase": ("'phrases'",),
    "articles_source": ("'sources'",),
    "articles_article": ("'article ' || {row}.slug",),
    "articles_articleorganization": ("'named organizations'",),
    "resources_organization": ("'named organizations'",),
    "articles_invitation": ("'articles'", OF_ARTICLE),
    "django_site": ("'site'",),
}
# What pages read besides, and why it needs no trigger: it changes only together with what has one.
WRITTEN_WITH = {
    "articles_searchword": "words are counted with the document that has them",
    "articles_generation": "triggers write it with what they watch",
    "articles_drawnpage": "it's sent only while it's what would be drawn without it",
    "articles_signoff": "an edition rests on it and is written after it",
    "articles_chainlink": "each row that is written once has its link from the start",
    "articles_approvedtext": "readers see it through articles_liverecord",
}
# Where pages show some columns of what is there already, and neither new rows nor other columns.
COLUMNS: dict[str, tuple[str, ...]] = {
    "articles_source": ("retraction_status", "retraction_note"),
    "articles_article": ("slug",),
    "resources_organization": ("slug",),
    "articles_invitation": ("disowned_at",),
}

# What else has triggers: rows that are derived again once they are read.
DERIVED = (marking, proposing)

TICK = """
INSERT INTO articles_generation (name, number) VALUES ('', 1)
ON CONFLICT (name) DO UPDATE SET number = articles_generation.number + 1;"""
# Once a transaction: thousands of versions of one row, none of which may be cleared away yet, are slow.
TICK_ONCE = f"""
IF current_setting('cancerinfo.ticked', true) IS DISTINCT FROM txid_current()::text THEN
{TICK}
PERFORM set_config('cancerinfo.ticked', txid_current()::text, true);
END IF;"""
# Without the note that this transaction has ticked, its next change ticks again.
CLOCK_BEFORE = {
    "sqlite": "SELECT number FROM articles_generation WHERE name = ''",
    "postgresql": """
        SELECT number, set_config('cancerinfo.ticked', '', true) FROM articles_generation WHERE name = ''
    """,
}
RAISE = """
INSERT INTO articles_generation (name, number)
SELECT named.name, (SELECT number FROM articles_generation WHERE name = '')
FROM (SELECT {name} AS name) AS named WHERE named.name IS NOT NULL
ON CONFLICT (name) DO UPDATE SET number = excluded.number
WHERE articles_generation.number <> excluded.number;"""

SQLITE = "CREATE TRIGGER {trigger} AFTER {event} ON {table} {when} BEGIN {body} END"
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN {body} RETURN NULL; END $$"""
POSTGRESQL = """
CREATE TRIGGER {trigger} AFTER {event} ON {table} FOR EACH ROW {when} EXECUTE FUNCTION {trigger}()"""
DIFFERS = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}
FIND = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal",
}


def triggers() -> Iterator[tuple[str, str, str]]:
    """Name, event and table of each trigger."""
    for table in WATCHED:
        for event in ["UPDATE"] if table in COLUMNS else EVENTS:
            yield f"{table}_raises_{event.lower()}", event, table
    for derived in DERIVED:
        yield from derived.triggers()


def body(vendor: str, table: str, event: str) -> str:
    """The statements of a trigger that raises: the clock goes on, then each generation takes its number."""
    names = [name.format(row=row) for name in WATCHED[table] for row in EVENTS[event]]
    tick = TICK_ONCE if vendor == "postgresql" else TICK
    return "".join([tick, *(RAISE.format(name=name) for name in dict.fromkeys(names))])


def when(vendor: str, columns: Iterable[str]) -> str:
    """The condition of a trigger on some columns of a table, if they are given: one of them has changed.
    Django saves all columns, changed or not."""
    changed = (f"OLD.{name} {DIFFERS[vendor]} NEW.{name}" for name in columns)
    condition = " OR ".join(changed)
    return f"WHEN ({condition})" if condition else ""


def statements(vendor: str, tables: set[str]) -> Iterator[str]:
    """The SQL that makes the triggers of these tables anew."""
    homes = {trigger: each for each in DERIVED for trigger, _event, _table in each.triggers()}
    for trigger, event, table in triggers():
        derived = homes.get(trigger)
        if not {table, derived.TABLE if derived else table} <= tables:
            continue
        columns = derived.columns(table, event) if derived else COLUMNS.get(table, ())
        parts = {
            "trigger": trigger,
            "event": event,
            "table": table,
            "when": when(vendor, columns),
            "body": derived.body(table, event) if derived else body(vendor, table, event),
        }
        yield from dropping(vendor, trigger, table)
        if vendor == "postgresql":
            yield POSTGRESQL_FUNCTION.format(**parts)
        yield (POSTGRESQL if vendor == "postgresql" else SQLITE).format(**parts)


def dropping(vendor: str, trigger: str, table: str) -> Iterator[str]:
    """The SQL that takes a trigger away, if it is there."""
    if vendor == "postgresql":
        yield f"DROP TRIGGER IF EXISTS {trigger} ON {table}"
        yield f"DROP FUNCTION IF EXISTS {trigger}()"
    else:
        yield f"DROP TRIGGER IF EXISTS {trigger}"


def install(apps, schema_editor):
    """Makes the triggers of the tables that are there already; for migrations.RunPython."""
    connection = schema_editor.connection
    for statement in statements(connection.vendor, set(connection.introspection.table_names())):
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    """Takes the triggers away; for migrations.RunPython."""
    vendor = schema_editor.connection.vendor
    for trigger, _event, table in triggers():
        for statement in dropping(vendor, trigger, table):
            schema_editor.execute(statement, params=None)


def clock_before(connection: BaseDatabaseWrapper) -> int:
    """Where the clock stands; 0 if nothing has ever changed. What changes from here on, in this transaction
    as in others, gets a higher number."""
    with connection.cursor() as cursor:
        cursor.execute(CLOCK_BEFORE[connection.vendor])
        return (cursor.fetchone() or (0,))[0]


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the triggers that the database does not have, or has switched off."""
    with connection.cursor() as cursor:
        cursor.execute(FIND[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}
    return [name for name, _event, _table in triggers() if name not in found]
