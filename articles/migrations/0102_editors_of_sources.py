from django.db import migrations, models

from articles.models import raising


class Migration(migrations.Migration):
    dependencies = [("articles", "0101_cause_in_plainer_words")]

    operations = [
        migrations.AddField(
            model_name="source",
            name="editors",
            field=models.JSONField(blank=True, default=list, help_text="As the authors; of a book or its whole."),
        ),
        # SQLite makes the table anew for a column with a default, without its triggers.
        migrations.RunPython(raising.install, raising.remove),
    ]
