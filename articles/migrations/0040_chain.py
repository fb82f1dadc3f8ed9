import django.db.models.deletion
from django.db import migrations, models

from articles.models import chain, triggers


def link_rows(apps, schema_editor):
    """Links the rows that are there already: a table after the other, each in the order of its keys."""
    links = apps.get_model("articles", "ChainLink")
    tables = set(triggers.tables()) - {links._meta.db_table}
    found = {model._meta.db_table: model for model in apps.get_models() if model._meta.db_table in tables}
    for table in sorted(found):
        chain.append_all(found[table], links)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0030_approved_texts"),
        ("accounts", "0001_security_event"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChainLink",
            fields=[
                (
                    "number",
                    models.PositiveBigIntegerField(
                        help_text="From 1, without gaps.", primary_key=True, serialize=False
                    ),
                ),
                ("table", models.CharField(max_length=63)),
                ("row", models.PositiveBigIntegerField(help_text="The key of the row in its table.")),
                ("at", models.DateTimeField()),
                ("salt", models.CharField(max_length=32)),
                ("row_digest", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["number"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("table", "row"), name="link_once_a_row")],
            },
        ),
        migrations.AlterField(
            model_name="waiver",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="waivers",
                to="articles.article",
            ),
        ),
        migrations.AlterField(
            model_name="withdrawal",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.article",
            ),
        ),
        migrations.RunPython(link_rows, migrations.RunPython.noop),
        migrations.RunPython(triggers.install, triggers.remove),
    ]
