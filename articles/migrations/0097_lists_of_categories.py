from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0096_alarms_of_the_schedule")]

    operations = [
        migrations.RemoveIndex(model_name="liveedition", name="live_by_category"),
        migrations.AddIndex(
            model_name="liveedition",
            index=models.Index(fields=["list_language", "category", "title_key"], name="live_by_category"),
        ),
    ]
