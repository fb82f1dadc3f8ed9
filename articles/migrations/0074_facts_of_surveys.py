from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0073_other_names")]

    operations = [
        migrations.AlterField(
            model_name="surveycolumn",
            name="unit",
            field=models.CharField(
                choices=[
                    ("percent", "percent"),
                    ("months", "months"),
                    ("count", "count"),
                    ("number", "number"),
                    ("interval", "interval"),
                    ("text", "text"),
                ],
                default="percent",
                max_length=10,
            ),
        ),
    ]
