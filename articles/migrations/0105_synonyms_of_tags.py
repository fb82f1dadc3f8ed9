from django.db import migrations, models

from articles.models import raising


class Migration(migrations.Migration):
    dependencies = [("articles", "0104_kinds_of_page")]

    operations = [
        migrations.RunPython(raising.remove, raising.install),
        migrations.AddField("tag", "synonyms", models.JSONField(blank=True, default=list)),
        migrations.RunPython(raising.install, raising.remove),
    ]
