from django.db import migrations, models

from articles.models import raising

# Of the tables that are there already nothing was derived yet.
FILL = """
INSERT INTO articles_storedwaiting (kind, record, is_waiting, is_new, changes, seen)
SELECT 'survey', id, false, false, 1, 0 FROM articles_surveytable
"""
DROP = "DELETE FROM articles_storedwaiting WHERE kind = 'survey'"


class Migration(migrations.Migration):
    dependencies = [("articles", "0098_counts_of_names_and_surveys")]

    operations = [
        # On SQLite a table isn't remade while triggers of others name it.
        migrations.RunPython(raising.remove, raising.install),
        migrations.AddField(
            model_name="surveytable", name="translations", field=models.JSONField(blank=True, default=dict)
        ),
        migrations.RunSQL(FILL, DROP),
        migrations.RunPython(raising.install, raising.remove),
    ]
