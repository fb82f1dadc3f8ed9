from django.db import migrations, models

from articles.models import raising


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0008_translated_contacts"),
        ("articles", "0109_said_of_merged_tags"),
    ]

    operations = [
        # On SQLite a table isn't remade while triggers of others name it.
        migrations.RunPython(raising.remove, raising.install),
        migrations.AddField(
            "term",
            "codes",
            models.JSONField(
                blank=True,
                default=list,
                help_text="Codes of what the term names, by which hospitals ask for pages.",
            ),
        ),
        migrations.RunPython(raising.install, raising.remove),
    ]
