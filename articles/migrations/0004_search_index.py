import django.db.models.deletion
from django.db import migrations, models

# SQLite: a full-text index over the table, which triggers keep in step. Stems hold letters and digits only,
# so the tokenizer "ascii" cuts them exactly at the spaces.
SQLITE = [
    """CREATE VIRTUAL TABLE articles_searchindex USING fts5(
        names, words, content='articles_searchdocument', content_rowid='edition_id',
        tokenize='ascii', detail=column
    )""",
    """CREATE TRIGGER articles_searchdocument_added AFTER INSERT ON articles_searchdocument BEGIN
        INSERT INTO articles_searchindex(rowid, names, words) VALUES (new.edition_id, new.names, new.words);
    END""",
    """CREATE TRIGGER articles_searchdocument_removed AFTER DELETE ON articles_searchdocument BEGIN
        INSERT INTO articles_searchindex(articles_searchindex, rowid, names, words)
        VALUES ('delete', old.edition_id, old.names, old.words);
    END""",
    """CREATE TRIGGER articles_searchdocument_changed AFTER UPDATE ON articles_searchdocument BEGIN
        INSERT INTO articles_searchindex(articles_searchindex, rowid, names, words)
        VALUES ('delete', old.edition_id, old.names, old.words);
        INSERT INTO articles_searchindex(rowid, names, words) VALUES (new.edition_id, new.names, new.words);
    END""",
]
SQLITE_REMOVE = [
    "DROP TRIGGER articles_searchdocument_added",
    "DROP TRIGGER articles_searchdocument_removed",
    "DROP TRIGGER articles_searchdocument_changed",
    "DROP TABLE articles_searchindex",
]
# PostgreSQL: the stems as they are, without a parser or a dictionary of the server.
POSTGRESQL = [
    sql.format(column=column)
    for column in ("names", "words")
    for sql in (
        """ALTER TABLE articles_searchdocument ADD COLUMN {column}_index tsvector GENERATED ALWAYS AS (
            array_to_tsvector(array_remove(string_to_array(translate({column}, E'\\n', ' '), ' '), ''))
        ) STORED""",
        """CREATE INDEX articles_searchdocument_{column}_index
            ON articles_searchdocument USING gin ({column}_index)""",
    )
]
POSTGRESQL_REMOVE = [
    f"ALTER TABLE articles_searchdocument DROP COLUMN {column}_index" for column in ("names", "words")
]


def install(apps, schema_editor):
    for sql in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(sql)


def remove(apps, schema_editor):
    for sql in POSTGRESQL_REMOVE if schema_editor.connection.vendor == "postgresql" else SQLITE_REMOVE:
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_rows_written_once"),
    ]

    operations = [
        # The table was empty: nothing had written to it.
        migrations.DeleteModel(name="SearchDocument"),
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_document",
                        serialize=False,
                        to="articles.edition",
                    ),
                ),
                (
                    "names",
                    models.TextField(help_text="Stems of the title, and on further lines of other names."),
                ),
                (
                    "words",
                    models.TextField(
                        help_text="All stems, a line for each class of weight, heaviest first."
                    ),
                ),
                ("is_for_professionals", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("stem", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("shown", models.CharField(help_text="A word with this stem, for readers.", max_length=40)),
                (
                    "documents",
                    models.PositiveIntegerField(help_text="Number of documents with this stem."),
                ),
                ("head", models.CharField(db_index=True, max_length=3)),
                ("tail", models.CharField(db_index=True, max_length=3)),
                ("skeleton", models.CharField(db_index=True, max_length=40)),
            ],
        ),
        migrations.RunPython(install, remove),
    ]
