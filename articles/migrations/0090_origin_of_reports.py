from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("articles", "0086_rounds_of_the_schedule")]

    operations = [
        migrations.AddField(
            model_name="readerreport",
            name="origin",
            field=models.CharField(
                max_length=60,
                blank=True,
                default="",
                help_text="Of the networks that it came from, names that tell nobody which these are, the widest "
                "first. Deleted once the report is dealt with.",
            ),
        ),
    ]
