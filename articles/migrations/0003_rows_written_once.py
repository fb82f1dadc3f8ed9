from django.db import migrations

from articles.models import triggers


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_refused_acts"),
    ]

    operations = [
        migrations.RunPython(triggers.install, triggers.remove),
    ]
