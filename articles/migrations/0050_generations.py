from django.db import migrations, models

from articles.models import raising


class Migration(migrations.Migration):
    dependencies = [("articles", "0035_fixed_pages"), ("sites", "0002_alter_domain_unique")]

    operations = [
        migrations.CreateModel(
            name="Generation",
            fields=[
                ("name", models.CharField(max_length=250, primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
            ],
        ),
        migrations.RunPython(raising.install, raising.remove),
    ]
