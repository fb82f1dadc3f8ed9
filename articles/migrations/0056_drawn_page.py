import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("articles", "0055_told_cdns")]

    operations = [
        migrations.CreateModel(
            name="DrawnPage",
            fields=[
                ("live", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="drawn", serialize=False, to="articles.liveedition")),
                ("body", models.BinaryField()),
                ("organizations_part", models.TextField(blank=True)),
                ("read_on_part", models.TextField(blank=True)),
                ("facts", models.CharField(help_text="The digest of what the page was drawn from.", max_length=64)),
                ("part_facts", models.CharField(help_text="The digest of what its parts were drawn from.", max_length=64)),
                ("drawn_on", models.DateField()),
                ("until", models.DateField(help_text="The last day before something of it changes by the calendar.")),
                ("organizations", models.JSONField(default=list, help_text="Slugs of the organizations that it names.")),
                ("see_also", models.JSONField(default=list, help_text="Slugs of the articles that it says to see also.")),
            ],
        ),
    ]
