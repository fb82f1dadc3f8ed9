from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("resources", "0005_help_and_international_numbers")]

    operations = [
        migrations.AddField(
            model_name="term", name="translations", field=models.JSONField(blank=True, default=dict)
        )
    ]
