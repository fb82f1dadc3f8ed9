"""The different values of a column that has an index, and few of them in many rows."""

from django.db import connection, models

# Databases answer DISTINCT by reading every row; this looks into the index once for each value.
EACH = """
    WITH RECURSIVE each_value(value) AS (
        SELECT MIN({column}) FROM {table}
        UNION ALL
        SELECT (SELECT MIN({column}) FROM {table} WHERE {column} > each_value.value)
        FROM each_value WHERE each_value.value IS NOT NULL
    )
    SELECT value FROM each_value WHERE value IS NOT NULL
"""


def different_values(model: type[models.Model], name: str) -> list:
    """The values of a field, the least first; one query. NULL isn't a value."""
    field = model._meta.get_field(name)
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(EACH.format(table=quoted(model._meta.db_table), column=quoted(field.column)))
        return [value for (value,) in cursor.fetchall()]
