import django.db.models.deletion
from django.db import migrations, models

from articles.models import triggers

BATCH = 500


def index_live_editions(apps, schema_editor):
    """Writes the rows of the editions that are live already. What their reviews knew was not noted, so they
    count as having known of no retraction."""
    LiveEdition, CitedSource = (apps.get_model("articles", name) for name in ("LiveEdition", "CitedSource"))
    live = LiveEdition.objects.values_list("edition_id", "edition__content__sources")
    rows = (
        CitedSource(edition_id=edition, key=source["key"])
        for edition, sources in live.iterator(chunk_size=BATCH)
        for source in sources
    )
    CitedSource.objects.bulk_create(rows, batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_reader_reports"),
    ]

    operations = [
        # SQLite remakes the table of editions for the next two, on the way back too.
        migrations.RunPython(migrations.RunPython.noop, triggers.install),
        migrations.AddField(
            model_name="edition",
            name="waivers",
            field=models.JSONField(
                default=list, help_text="Findings that a waiver covered: see articles.publishing.waived."
            ),
        ),
        migrations.AlterField(
            model_name="edition",
            name="evidence_on",
            field=models.DateField(db_index=True, null=True),
        ),
        migrations.RunPython(triggers.install, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="waiver",
            name="reason",
            field=models.TextField(help_text="Readers see it in the history of the page."),
        ),
        migrations.CreateModel(
            name="CitedSource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(db_index=True, max_length=100)),
                ("known_status", models.CharField(blank=True, default="", max_length=20)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cited_sources",
                        to="articles.edition",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "key"), name="cited_source_once_an_edition")
                ],
            },
        ),
        migrations.RunPython(index_live_editions, migrations.RunPython.noop),
    ]
