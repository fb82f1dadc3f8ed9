from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0100_fear_of_dying"),
    ]

    operations = [
        migrations.AlterField(
            model_name="schedule",
            name="cause",
            field=models.CharField(
                blank=True,
                choices=[
                    ("outdated", "It is out of date."),
                    ("error", "We found a mistake in it."),
                    ("retracted", "One of its sources has been retracted."),
                    ("replaced", "Another page has taken its place."),
                    ("checking", "We are checking it again."),
                    ("other", "We no longer stand by it."),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="withdrawal",
            name="cause",
            field=models.CharField(
                choices=[
                    ("outdated", "It is out of date."),
                    ("error", "We found a mistake in it."),
                    ("retracted", "One of its sources has been retracted."),
                    ("replaced", "Another page has taken its place."),
                    ("checking", "We are checking it again."),
                    ("other", "We no longer stand by it."),
                ],
                default="other",
                max_length=20,
            ),
        ),
    ]
