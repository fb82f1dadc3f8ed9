from django.db import migrations, models

from articles.models import raising


class Migration(migrations.Migration):
    dependencies = [
        ("resources", "0007_translated_organizations"),
        ("articles", "0095_stored_waiting"),
    ]

    operations = [
        # On SQLite a table isn't remade while triggers of others name it.
        migrations.RunPython(raising.remove, raising.install),
        migrations.AddField(
            model_name="contact", name="translations", field=models.JSONField(blank=True, default=dict)
        ),
        migrations.RunPython(raising.install, raising.remove),
    ]
