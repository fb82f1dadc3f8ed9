from django.db import migrations, models

from articles.models import raising


def stop_watching_words(apps, schema_editor):
    """Takes away the triggers on words, which are counted with the document that has them: it has a trigger."""
    vendor = schema_editor.connection.vendor
    for event in ("insert", "update", "delete"):
        trigger = f"articles_searchword_raises_{event}"
        for statement in raising.dropping(vendor, trigger, "articles_searchword"):
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("articles", "0051_live_rows")]

    operations = [
        migrations.CreateModel(
            name="UnfinishedRebuild",
            fields=[
                ("name", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("state", models.JSONField(default=dict)),
            ],
        ),
        migrations.RunPython(stop_watching_words, migrations.RunPython.noop),
    ]
