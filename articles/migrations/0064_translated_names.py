from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("articles", "0063_survey_headline_and_sampling")]

    operations = [
        migrations.AddField(
            model_name=model, name="translations", field=models.JSONField(blank=True, default=dict)
        )
        for model in ("category", "tag")
    ]
